"""Model files: a zip of JSON and plain arrays. Nothing in it is ever run or unpickled.

`contents.json` comes first: the format's name and number, and the SHA-256 of every other member.
"""

import hashlib
import io
import json
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from vpnlp.classifier.concepts import Lexicon
from vpnlp.classifier.context import KINDS, PATTERNS, ContextStage
from vpnlp.classifier.headings import HeadingReader
from vpnlp.classifier.model import Model
from vpnlp.classifier.outoffold import OutOfFold
from vpnlp.classifier.view import View, Vocabulary
from vpnlp.errors import InputError, ModelError
from vpnlp.files import atomic_path
from vpnlp.themes import themes_from_tables

FORMAT = "vpnlp model"
FORMAT_NUMBER = 1
MOST_BYTES = 500_000_000
"""What a model may unpack to; a zip made to fill the memory is refused before it is unpacked."""

ADVICE_RETRAIN = "train it again with `vpnlp train`"


def save_model(model: Model, path: Path | str) -> None:
    """Write a model file; the same model gives the same bytes.

    Raises:
        OutputError: The file cannot be written.
    """
    members = {name: _json(value) for name, value in _tables(model).items()}
    members |= {f"{name}.npy": _npy(array) for name, array in _arrays(model).items()}
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in members.items()}
    contents = _json({"format": FORMAT, "number": FORMAT_NUMBER, "sha256": sums})
    with atomic_path(Path(path)) as temporary, zipfile.ZipFile(temporary, "w") as archive:
        for name, data in {"contents.json": contents, **members}.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED, compresslevel=9)


def read_model(path: Path) -> Model:
    """Read a model file.

    Raises:
        ModelError: The file is missing, damaged, no model, of a newer format,
            or its parts do not fit together.
    """
    members = _members(path)
    try:
        return _built(members)
    except (KeyError, ValueError, TypeError, IndexError, AttributeError, InputError) as error:
        raise ModelError(
            f"its parts do not fit together ({error})", place=path, advice=ADVICE_RETRAIN
        ) from None


def _tables(model: Model) -> dict[str, Any]:
    return {
        "card.json": model.card,
        "themes.json": {
            theme.key: {name: value for name, value in asdict(theme).items() if name != "key"}
            for theme in model.themes
        },
        "decisions.json": {"thresholds": dict(model.thresholds), "bands": dict(model.bands)},
        "context.json": {
            "kinds": KINDS,
            "patterns": PATTERNS,
            "shrinkage": model.context.shrinkage,
            "decay": model.context.decay,
        },
        "text.json": _vocabulary_table(model.text.vocabulary),
        "heading.json": _vocabulary_table(model.headings.heading.vocabulary),
    }


def _vocabulary_table(vocabulary: Vocabulary) -> dict[str, Any]:
    return {
        "shortest": vocabulary.shortest,
        "longest": vocabulary.longest,
        "words": vocabulary.words,
        "ngrams": vocabulary.ngrams,
        "concepts": {name: list(entries) for name, entries in vocabulary.lexicon.concepts.items()},
    }


def _arrays(model: Model) -> dict[str, np.ndarray[Any, Any]]:
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    for name, view in (("text", model.text), ("heading", model.headings.heading)):
        arrays[f"{name}-pairs"] = view.vocabulary.pairs.astype("<i4")
        arrays[f"{name}-values"] = view.values.astype("<f4")
        arrays[f"{name}-coefficients"] = view.coefficients.astype("<f4")
        arrays[f"{name}-bias"] = view.bias.astype("<f8")
    arrays["context-coefficients"] = model.context.coefficients.astype("<f8")
    arrays["context-bias"] = model.context.bias.astype("<f8")
    held_out = model.out_of_fold
    arrays["oof-documents"] = held_out.documents.astype("<i4")
    arrays["oof-labels"] = held_out.labels
    # Two decimals more than any statistic needs, at half the size.
    arrays["oof-scores"] = held_out.scores.astype("<f2")
    arrays["oof-headings"] = held_out.headings.astype("<f2")
    arrays["oof-alone"] = held_out.alone.astype("<f2")
    arrays["oof-is-demand"] = held_out.is_demand
    return arrays


def _built(members: dict[str, Any]) -> Model:
    themes = themes_from_tables(members["themes.json"])
    decisions = members["decisions.json"]
    context = members["context.json"]
    if tuple(context["kinds"]) != KINDS or tuple(context["patterns"]) != PATTERNS:
        raise ValueError("other kinds of context")
    text, heading = _view(members, "text", len(themes)), _view(members, "heading", len(themes))
    stage = ContextStage(
        _shaped(members, "context-coefficients", (len(PATTERNS), len(themes), len(KINDS) * len(themes))),
        _shaped(members, "context-bias", (len(PATTERNS), len(themes))),
        float(context["shrinkage"]),
        float(context["decay"]),
    )
    return Model(
        themes,
        text,
        HeadingReader(text, heading),
        stage,
        {key: float(decisions["thresholds"][key]) for key in themes.keys},
        {key: (float(decisions["bands"][key][0]), float(decisions["bands"][key][1])) for key in themes.keys},
        dict(members["card.json"]),
        _out_of_fold(members, len(themes)),
    )


def _view(members: dict[str, Any], name: str, themes: int) -> View:
    table = members[f"{name}.json"]
    vocabulary = Vocabulary(
        tuple(map(str, table["words"])),
        tuple(map(str, table["ngrams"])),
        Lexicon({str(name): tuple(map(str, entries)) for name, entries in table["concepts"].items()}),
        members[f"{name}-pairs.npy"].astype(np.int64).reshape(-1, 2),
        int(table["shortest"]),
        int(table["longest"]),
    )
    return View(
        vocabulary,
        _shaped(members, f"{name}-values", (len(vocabulary),)),
        _shaped(members, f"{name}-coefficients", (len(vocabulary), themes)),
        _shaped(members, f"{name}-bias", (themes,)),
    )


def _shaped(members: dict[str, Any], name: str, shape: tuple[int, ...]) -> np.ndarray[Any, Any]:
    array = np.asarray(members[f"{name}.npy"], np.float64)
    if array.shape != shape:
        raise ValueError(f"{name} is {array.shape}, not {shape}")
    if not np.isfinite(array).all():
        raise ValueError(f"{name} holds values that are no numbers")
    return array


def _out_of_fold(members: dict[str, Any], themes: int) -> OutOfFold:
    documents = members["oof-documents.npy"].astype(np.int32)
    count = len(documents)
    return OutOfFold(
        documents,
        members["oof-labels.npy"].astype(bool).reshape(count, themes),
        _shaped(members, "oof-scores", (count, themes)).astype(np.float32),
        _shaped(members, "oof-headings", (count, themes)).astype(np.float32),
        _shaped(members, "oof-alone", (count, themes)).astype(np.float32),
        members["oof-is-demand.npy"].astype(bool).reshape(count),
    )


def _members(path: Path) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(path) as archive:
            contents = _contents(archive, path)
            if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                raise ModelError("is too large to be a model", place=path, advice="name another file")
            return {name: _member(archive, name, digest, path) for name, digest in contents.items()}
    except FileNotFoundError:
        raise ModelError(
            "no such file", place=path, advice="see `vpnlp model list` for the models there are"
        ) from None
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError):
        raise ModelError(
            "is no model file, or only a part of one", place=path, advice="copy it again or name another"
        ) from None
    except OSError as error:
        raise ModelError(
            f"cannot be read ({error.strerror or error})", place=path, advice="name a model file"
        ) from None


def _contents(archive: zipfile.ZipFile, path: Path) -> dict[str, str]:
    foreign = ModelError("is no vpnlp model", place=path, advice="name a file that `vpnlp train` wrote")
    try:
        contents = json.loads(archive.read("contents.json"))
        if contents["format"] != FORMAT:
            raise foreign
        number = int(contents["number"])
        sums = {str(name): str(digest) for name, digest in contents["sha256"].items()}
    except (KeyError, TypeError, ValueError, AttributeError):
        raise foreign from None
    if number != FORMAT_NUMBER:
        newer = number > FORMAT_NUMBER
        raise ModelError(
            f"is of the {'newer' if newer else 'older'} format {number}; this vpnlp reads {FORMAT_NUMBER}",
            place=path,
            advice="upgrade vpnlp" if newer else ADVICE_RETRAIN,
        )
    return sums


def _member(archive: zipfile.ZipFile, name: str, digest: str, path: Path) -> object:
    altered = ModelError(f"was altered or damaged ({name})", place=path, advice="copy it again, or retrain")
    try:
        data = archive.read(name)
    except (KeyError, zipfile.BadZipFile, OSError, EOFError):
        raise altered from None
    except Exception as error:  # zlib.error is no subclass of anything above
        raise altered from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise altered
    try:
        if name.endswith(".json"):
            member: object = json.loads(data)
        else:
            member = np.load(io.BytesIO(data), allow_pickle=False)
    except (ValueError, EOFError, OSError) as error:
        raise ModelError(
            f"its parts do not fit together ({error})", place=path, advice=ADVICE_RETRAIN
        ) from None
    return member


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=None, separators=(",", ":")).encode()


def _npy(array: np.ndarray[Any, Any]) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, np.ascontiguousarray(array), allow_pickle=False)
    return buffer.getvalue()
