"""The command line: thin typer commands over the functions of the package, one file per group."""
