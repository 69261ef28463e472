import pytest

from vpnlp.cli.reference import commands, reference

COMMANDS = dict(commands())


def test_the_reference_is_fresh(root):
    written = (root / "docs" / "cli.md").read_text(encoding="utf-8")
    assert written == reference(), "run: python -m vpnlp.cli.reference > docs/cli.md"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_teaches(name):
    command = COMMANDS[name]
    assert command.help
    assert "Example" in (command.epilog or ""), "show an example"
    assert name in command.epilog
    for parameter in command.params:
        assert getattr(parameter, "help", None), parameter.name
