"""vpnlp: which themes Swedish political documents raise demands about, counted.

The public names, each loaded when it is first used:

    >>> import vpnlp
    >>> model = vpnlp.load_model()
    >>> model.classify("Bygg fler hyresrätter i alla stadsdelar").themes
    ('bostad',)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

__all__ = [
    "Corpus",
    "Document",
    "TaggedUnit",
    "Unit",
    "VpnlpError",
    "evaluate",
    "load_model",
    "read_document",
    "read_labels",
    "segment",
    "summarise",
    "train",
    "write_summary",
]

_HOMES = {
    "Corpus": "vpnlp.pipeline",
    "Document": "vpnlp.documents.record",
    "TaggedUnit": "vpnlp.units",
    "Unit": "vpnlp.units",
    "VpnlpError": "vpnlp.errors",
    "evaluate": "vpnlp.classifier",
    "load_model": "vpnlp.classifier",
    "read_document": "vpnlp.documents",
    "read_labels": "vpnlp.labels",
    "segment": "vpnlp.segmentation",
    "summarise": "vpnlp.statistics",
    "train": "vpnlp.classifier",
    "write_summary": "vpnlp.export",
}

if TYPE_CHECKING:
    from vpnlp.classifier import evaluate as evaluate
    from vpnlp.classifier import load_model as load_model
    from vpnlp.classifier import train as train
    from vpnlp.documents import read_document as read_document
    from vpnlp.documents.record import Document as Document
    from vpnlp.errors import VpnlpError as VpnlpError
    from vpnlp.export import write_summary as write_summary
    from vpnlp.labels import read_labels as read_labels
    from vpnlp.pipeline import Corpus as Corpus
    from vpnlp.segmentation import segment as segment
    from vpnlp.statistics import summarise as summarise
    from vpnlp.units import TaggedUnit as TaggedUnit
    from vpnlp.units import Unit as Unit


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any of the public names
    """Load a public name from its home on first use (PEP 562), so that `import vpnlp` is instant."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
