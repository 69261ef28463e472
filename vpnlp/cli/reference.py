"""The command line reference, made from the commands themselves.

python -m vpnlp.cli.reference > docs/cli.md
"""

from collections.abc import Iterator
from typing import Any

import typer

from vpnlp.cli.app import app

PREFACE = """# The command line

Made from the commands' own help by `python docs/refresh.py`; a test fails when it is stale.
"""


def commands(group: Any = None, path: tuple[str, ...] = ("vpnlp",)) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Yield every command with its full name, groups opened, in the order of `--help`."""
    group = typer.main.get_command(app) if group is None else group
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


def reference() -> str:
    """Return the reference as Markdown."""
    return "\n".join([PREFACE, *(_section(name, command) for name, command in commands())])


def _section(name: str, command: Any) -> str:  # noqa: ANN401 - typer's command type is private
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and p.name != "help"]
    usage = " ".join(
        [name, *(p.metavar or p.name.upper() for p in arguments), "[OPTIONS]" if options else ""]
    )
    help_text = "\n".join(line.strip() for line in (command.help or "").splitlines())
    lines = [f"## {name}", "", f"    {usage.strip()}", "", help_text, "", (command.epilog or "").strip(), ""]
    rows = [*(_row(p, p.metavar or p.name.upper()) for p in arguments)]
    rows += [_row(p, ", ".join([*p.opts, *p.secondary_opts])) for p in options]
    return "\n".join([*lines, "| argument or option | what it does |", "| --- | --- |", *rows, ""])


def _row(parameter: Any, name: str) -> str:  # noqa: ANN401
    metavar = f" {parameter.metavar}" if parameter.param_type_name == "option" and parameter.metavar else ""
    return f"| `{name}{metavar}` | {' '.join((parameter.help or '').split())} |"
