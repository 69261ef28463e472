"""The command tree: which command lives in which file, in the order `--help` shows them."""

import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from vpnlp import __version__
from vpnlp.errors import VpnlpError


class Commands(TyperGroup):
    """The group that turns a `VpnlpError` into one line on standard error and its exit code."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - typer's own context type is private
        """Run the command; convert errors here, once, for every command."""
        try:
            return super().invoke(ctx)
        except VpnlpError as error:
            typer.echo(f"vpnlp: {error}", err=True)
            raise typer.Exit(error.exit_code) from None
        except BrokenPipeError:
            # `vpnlp tag ... | head`: the reader has had enough, which is no error.
            sys.stdout = None  # nothing is left to flush at exit
            raise typer.Exit(0) from None

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the list of commands without rich, whose import takes longer than all else in `--help`."""
        self.rich_markup_mode = None
        super().format_help(ctx, formatter)


app = typer.Typer(
    cls=Commands,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"vpnlp {__version__}")
        raise typer.Exit


@app.callback(
    invoke_without_command=True,
    epilog="Exit codes: 0 done, 2 wrong call, 3 some input left out or unreadable, 4 unusable model, "
    "5 output not written, 6 optional library missing.",
)
def vpnlp(
    context: typer.Context,
    _version: Annotated[
        bool,
        typer.Option("--version", help="Show the version and exit.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    """Find what Swedish political documents demand, tag every demand with themes, and count.

    Start with:  vpnlp stats FOLDER
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


GROUPS = ("tagging", "documents", "statistics", "export", "labels", "model")
"""The modules of this folder that add commands, in the order `--help` shows them."""

for group in GROUPS:
    import_module(f"vpnlp.cli.{group}").register(app)
