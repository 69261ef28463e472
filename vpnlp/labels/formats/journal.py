"""The journal of `vpnlp labels serve`: its valid decisions are codings; read only."""

from vpnlp.labels.serve.journal import read, write

__all__ = ["read", "write"]
