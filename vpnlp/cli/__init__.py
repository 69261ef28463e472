"""The command line: thin typer commands over the functions of the package, one file per group."""


def main() -> None:
    """Run the `vpnlp` command."""
    from vpnlp.cli.app import app

    app()
