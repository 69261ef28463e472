"""The labels that vpnlp ships with, and label sets put together."""

import csv
import warnings
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from vpnlp.documents.record import Fact, Metadata, Source
from vpnlp.errors import InputError, UsageError
from vpnlp.labels.reading import in_document_order, read_labels
from vpnlp.labels.record import LabelSet
from vpnlp.themes import Theme, Themes

DATA = Path(__file__).with_name("data")
"""Where an installed package keeps the labels; a checkout has them in labels/ and corpus/ instead."""

MANIFEST = "manifest.csv"


def shipped_folder() -> Path:
    """Return the folder of the labels that the shipped model was trained on.

    Raises:
        InputError: This installation has none.
    """
    checkout = Path(__file__).parents[2] / "labels"
    for folder in (DATA, checkout):
        if (folder / "themes.toml").is_file():
            return folder
    raise InputError(
        "the shipped labels are missing", place=DATA, advice="install vpnlp again, or name a labels folder"
    )


def read_with_types(folder: Path | str | None = None) -> LabelSet:
    """Read a labels folder (None: the shipped one), with document types from its manifest.csv if it has one.

    Raises:
        InputError: As for `read_labels`.
    """
    shipped = folder is None
    folder = shipped_folder() if folder is None else Path(folder)
    labels = read_labels(folder)
    manifests = [folder / MANIFEST]
    if shipped:
        manifests.append(folder.parent / "corpus" / MANIFEST)
    for manifest in manifests:
        if manifest.is_file():
            return _with_types(labels, document_types(manifest))
    return labels


def training_labels(
    own: Path | str | None = None, *, only: bool = False, keys: tuple[str, ...] = ()
) -> LabelSet:
    """Return the labels to train on: the shipped ones, a folder's added to them, or a folder's alone.

    Args:
        own: A labels folder.
        only: Leave the shipped labels out.
        keys: Keep only these themes; all where none is named.

    Raises:
        UsageError: `only` without a folder, or an unknown theme.
        InputError: As for `read_labels`.
    """
    if only and own is None:
        raise UsageError("--only needs labels of your own", advice="name their folder with --labels")
    labels = read_with_types(own if only else None)
    if own is not None and not only:
        labels = joined(labels, read_with_types(own))
    return restricted(labels, keys) if keys else labels


def document_types(manifest: Path) -> Mapping[str, str]:
    """Return the type of each document of a manifest.csv, by the document's name."""
    with manifest.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        return {Path(row["path"]).stem: row["type"] for row in rows if row.get("path") and row.get("type")}


def joined(first: LabelSet, second: LabelSet) -> LabelSet:
    """Return two label sets as one: the themes of both, a unit of the second in place of one with its id.

    Units are not coded for themes that only the other set has, and count as not having them;
    a warning says so.
    """
    for here, there, whose in ((first, second, "the shipped"), (second, first, "your")):
        uncoded = [key for key in there.themes.keys if key not in here.themes.keys]
        if uncoded:
            warnings.warn(
                f"{whose} labels are not coded for {', '.join(uncoded)}: their units count as not about it; "
                "with --only your labels are used alone",
                stacklevel=2,
            )
    tables: dict[str, Theme] = {theme.key: theme for theme in (*first.themes, *second.themes)}
    units = {labelled.id: labelled for labelled in (*first.units, *second.units)}
    return LabelSet(in_document_order(units.values()), Themes(tuple(tables.values())))


def restricted(labels: LabelSet, keys: tuple[str, ...]) -> LabelSet:
    """Return the same units with only some of the themes.

    Raises:
        UsageError: There is no such theme.
    """
    for key in keys:
        if key not in labels.themes.keys:
            raise UsageError(f"unknown theme {key!r}", advice=f"choose from {', '.join(labels.themes.keys)}")
    units = tuple(
        replace(labelled, themes=tuple(key for key in labelled.themes if key in keys))
        for labelled in labels.units
    )
    return LabelSet(units, Themes(tuple(theme for theme in labels.themes if theme.key in keys)))


def _with_types(labels: LabelSet, types: Mapping[str, str]) -> LabelSet:
    known: dict[tuple[int, str], Metadata] = {}
    units = []
    for labelled in labels.units:
        unit, name = labelled.unit, types.get(labelled.unit.document)
        if name is not None:
            key = (id(unit.metadata), name)
            if key not in known:
                known[key] = unit.metadata.with_facts({"type": Fact(name, Source.MANIFEST)})
            labelled = replace(labelled, unit=replace(unit, metadata=known[key]))
        units.append(labelled)
    return LabelSet(tuple(units), labels.themes)
