"""spaCy DocBin: one Doc a task, its coding in `doc.cats`; no cats means not coded.

References:
    https://spacy.io/api/docbin
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vpnlp.errors import InputError
from vpnlp.files import atomic_path
from vpnlp.labels.formats.fields import collect, fields_of, task_from
from vpnlp.labels.task import Task
from vpnlp.themes import Themes

KEY = "vpnlp"
"""Where a Doc's `user_data` holds the task's other fields."""


def read(path: Path, themes: Themes) -> list[Task]:
    """Read a .spacy file; a theme is given from a cat of 0.5 on."""
    import spacy
    from spacy.tokens import DocBin

    try:
        docs = list(DocBin(store_user_data=True).from_disk(path).get_docs(spacy.blank("sv").vocab))
    except Exception as error:  # msgpack, zlib and spaCy each raise their own
        raise InputError(
            f"is no spaCy DocBin ({type(error).__name__})", place=path, advice="write it with DocBin.to_disk"
        ) from None

    def make(row: tuple[int, Any]) -> list[Task]:
        number, doc = row
        fields = doc.user_data.get(KEY) or {}
        task = task_from(
            fields,
            doc.text,
            themes=themes,
            coded=[key for key, value in doc.cats.items() if value >= 0.5] if doc.cats else None,
            place=f"{path}, doc {number}",
            fallback=(path.stem, number),
            name=fields.get("id"),
            coder=str(fields.get("coder") or ""),
            scores=fields.get("scores"),
        )
        return [task]

    return collect(enumerate(docs, start=1), make)


def write(tasks: Sequence[Task], themes: Themes, path: Path) -> None:
    """Write tasks as a DocBin that `spacy train` reads for textcat_multilabel."""
    import spacy
    from spacy.tokens import DocBin

    tokenize = spacy.blank("sv")
    bin_ = DocBin(store_user_data=True)
    for task in tasks:
        doc = tokenize.make_doc(task.unit.text)
        if task.themes is not None:
            doc.cats = {key: float(key in task.themes) for key in themes.keys}
        more = {"id": task.id, "coder": task.coder, "scores": dict(task.scores)}
        doc.user_data[KEY] = fields_of(task) | {key: value for key, value in more.items() if value}
        bin_.add(doc)
    with atomic_path(path) as temporary:
        temporary.write_bytes(bin_.to_bytes())
