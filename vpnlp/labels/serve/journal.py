"""The journal of a coding page: one JSON line a decision, on disk before the page hears of it.

A line holds the whole unit, so the journal alone can be imported. Nothing is ever
changed in it: a later decision of the same coder about the same unit counts instead of
the earlier one, and an undo takes the last one back.
"""

import json
import os
import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from vpnlp.errors import InputError, OutputError
from vpnlp.labels.formats.fields import collect, fields_of, read_json_lines, task_from
from vpnlp.labels.task import Task
from vpnlp.themes import Themes

CODE, UNDO = "code", "undo"
VERSION = 1


class Journal:
    """A journal that is open for appending.

    Args:
        path: The file; made where it is missing. A last line without its end (the machine
            went down while it was written) was never confirmed and is cut off.
        themes: The themes coded for.

    Raises:
        InputError: The file is no journal, or of other themes.
        OutputError: It cannot be written.
    """

    def __init__(self, path: Path, themes: Themes) -> None:
        self.path = path
        self._lock = threading.Lock()
        try:
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        except OSError as error:
            advice = "choose a folder that you may write in"
            raise OutputError(f"cannot be written ({error.strerror})", place=path, advice=advice) from None
        try:
            _cut_off(self._handle)
            self._stacks = _replay(path, themes)
        except BaseException:
            os.close(self._handle)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._handle)

    def decisions(self, coder: str) -> dict[str, Task]:
        """Return a coder's valid decisions by unit id, in the order they were made."""
        return {task.id: task for task in self._stacks.get(coder, [])}

    def coders(self) -> tuple[str, ...]:
        """Return who has coded."""
        return tuple(self._stacks)

    def code(self, task: Task) -> None:
        """Write a decision down; it is on disk when this returns."""
        with self._lock:
            self._append(_row(task))
            _push(self._stacks.setdefault(task.coder, []), task)

    def undo(self, coder: str) -> str | None:
        """Take a coder's last decision back; return the id of its unit, or None when there is none."""
        with self._lock:
            stack = self._stacks.get(coder)
            if not stack:
                return None
            self._append({"action": UNDO, "coder": coder, "id": stack[-1].id})
            return stack.pop().id

    def _append(self, row: dict[str, Any]) -> None:
        stamped = {"journal": VERSION, "time": datetime.now(UTC).isoformat(timespec="seconds")} | row
        line = (json.dumps(stamped, ensure_ascii=False) + "\n").encode()
        try:
            if os.write(self._handle, line) != len(line):
                raise OSError(28, "no space left")
            os.fsync(self._handle)
        except OSError as error:
            raise OutputError(
                f"cannot be written ({error.strerror})", place=self.path, advice="free some space"
            ) from None


def _cut_off(handle: int) -> None:
    size = os.fstat(handle).st_size
    position = size
    while position:
        start = max(position - 4096, 0)
        os.lseek(handle, start, os.SEEK_SET)
        end = os.read(handle, position - start).rfind(b"\n")
        if end >= 0:
            position = start + end + 1
            break
        position = start
    if position != size:
        os.ftruncate(handle, position)


def _row(task: Task) -> dict[str, Any]:
    row = {"action": CODE, "coder": task.coder, "id": task.id, "text": task.unit.text}
    return row | {"themes": list(task.themes or ())} | fields_of(task)


def _push(stack: list[Task], task: Task) -> None:
    stack[:] = [one for one in stack if one.id != task.id]
    stack.append(task)


def _replay(path: Path, themes: Themes) -> dict[str, list[Task]]:
    stacks: dict[str, list[Task]] = {}
    rows = list(read_json_lines(path))

    def make(row: tuple[int, dict[str, Any]]) -> Iterator[Task]:
        number, fields = row
        place = f"{path}, line {number}"
        coder = str(fields.get("coder") or "")
        stack = stacks.setdefault(coder, [])
        if fields.get("action") == UNDO:
            stack[:] = [one for one in stack if one.id != fields.get("id")]
        elif fields.get("action") == CODE and isinstance(fields.get("themes"), list):
            text, coded, name = fields.get("text"), fields["themes"], fields.get("id")
            task = task_from(
                fields, text, themes=themes, coded=coded, place=place, fallback=("", number),
                name=name, coder=coder,
            )  # fmt: skip
            _push(stack, task)
        else:
            raise InputError("is no decision of a coding page", place=place, advice="name another journal")
        return iter(())

    collect(rows, make)
    return stacks


def read(path: Path, themes: Themes) -> list[Task]:
    """Read the valid decisions of a journal, as a format of coding."""
    return [task for stack in _replay(path, themes).values() for task in stack]


def write(tasks: Sequence[Task], themes: Themes, path: Path) -> None:
    """Refuse: a journal is only ever written by the coding page.

    Raises:
        OutputError: Always.
    """
    raise OutputError("a journal is written by `vpnlp labels serve`", place=path, advice="use jsonl")
