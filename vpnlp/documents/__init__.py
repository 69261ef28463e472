"""A file becomes a Document: readers by format, blocks, metadata with their sources."""

from vpnlp.documents.manifest import write_manifest
from vpnlp.documents.readers import SUFFIXES, find_files, read_document
from vpnlp.documents.record import (
    Block,
    BlockKind,
    Document,
    Fact,
    Metadata,
    Source,
    fold,
    lay_out,
)

__all__ = [
    "SUFFIXES",
    "Block",
    "BlockKind",
    "Document",
    "Fact",
    "Metadata",
    "Source",
    "find_files",
    "fold",
    "lay_out",
    "read_document",
    "write_manifest",
]
