"""vpnlp: which themes Swedish political documents raise demands about, counted."""

__version__ = "0.1.0"
