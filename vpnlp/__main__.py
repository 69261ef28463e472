"""`python -m vpnlp`: the command line, where the `vpnlp` command is not on the path."""

from vpnlp.cli import main

if __name__ == "__main__":
    main()
