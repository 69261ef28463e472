import subprocess
import sys

import pytest

from vpnlp.cli.reference import commands

COMMANDS = dict(commands())


def test_the_reference_and_the_readme_are_fresh(root):
    check = [sys.executable, root / "docs" / "refresh.py", "--check"]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}: run python docs/refresh.py"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_teaches(name):
    command = COMMANDS[name]
    assert command.help
    assert "Example" in (command.epilog or ""), "show an example"
    assert name in command.epilog
    for parameter in command.params:
        assert getattr(parameter, "help", None), parameter.name
