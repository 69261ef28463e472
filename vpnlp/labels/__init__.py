"""Labelled units in and out: the labels folder, spreadsheets, annotation tools."""

from vpnlp.labels.reading import read_labels, write_labels
from vpnlp.labels.record import LabelledUnit, LabelSet

__all__ = ["LabelSet", "LabelledUnit", "read_labels", "write_labels"]
