"""What became of the demands of one document, or year, in another."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from vpnlp.statistics.similarity import ORDER_WEIGHT, alike, word_list
from vpnlp.themes import OTHER, Themes

if TYPE_CHECKING:
    import polars as pl

Floats = NDArray[np.float64]

THRESHOLD = 0.4
"""From this similarity on two demands are one reworded: 0.35 finds hardly more in
training/benchmarks/comparison, and errs three times as often."""


class Status(StrEnum):
    """What became of a demand."""

    UNCHANGED = "unchanged"
    REWORDED = "reworded"
    NEW = "new"
    DROPPED = "dropped"


COUNTED_AS = {
    Status.UNCHANGED: "unchanged",
    Status.REWORDED: "reworded",
    Status.NEW: "added",  # "new" is how many demands the new side has
    Status.DROPPED: "dropped",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """The demands of two documents or years, paired.

    Attributes:
        pairs: One row a pair or an unpaired demand, in the order of the new document, what was
            dropped after: status, similarity (null when unpaired), old_document, old_number,
            old_text, new_document, new_number, new_text, words_dropped, words_added (the words
            that changed, in order), themes_old, themes_new (lists of theme keys).
        counts: One row a theme, `övrigt` last: theme, old (demands), new, unchanged, reworded,
            added, dropped. A pair counts under the new demand's themes; a dropped demand under its own.
        old, new: What was compared, as readers see it.
    """

    pairs: "pl.DataFrame"
    counts: "pl.DataFrame"
    old: str
    new: str


def compare(
    old: "pl.DataFrame",
    new: "pl.DataFrame",
    themes: Themes,
    *,
    threshold: float = THRESHOLD,
    names: tuple[str, str] = ("", ""),
) -> Comparison:
    """Pair the demands of two documents (or years), each with one at most.

    The pairing as a whole is the one with the greatest sum of similarities
    (an optimal assignment), pairs below the threshold left out.

    Args:
        old: The older demands, as `demands_frame` gives them.
        new: The newer ones.
        themes: The themes, in order.
        threshold: The similarity from which two demands are one reworded.
        names: What readers are to see for the two sides.
    """
    words = tuple([word_list(text) for text in frame["text"]] for frame in (old, new))
    matched = pair(words[0], words[1], threshold)
    rows = _rows(old, new, words, matched, themes)
    return Comparison(_pairs_frame(rows), _counts(rows, themes), *names)


def pair(
    old: list[list[str]], new: list[list[str]], threshold: float = THRESHOLD, *, weight: float = ORDER_WEIGHT
) -> dict[int, tuple[int, float]]:
    """Return for each new demand that has an old one: the old one's row, and their similarity.

    Args:
        old: The words of each old demand.
        new: The words of each new demand.
        threshold: The least similarity of a pair.
        weight: What the order of the words weighs in it.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    rows, columns, values = alike(old, new, threshold, weight=weight)
    # Demands that no chain of likenesses links cannot compete for a partner: each cluster is assigned alone.
    shape = (len(old) + len(new),) * 2
    _, cluster = connected_components(coo_array((values, (rows, columns + len(old))), shape=shape))
    order = np.argsort(cluster[rows], kind="stable")
    borders = np.flatnonzero(np.diff(cluster[rows][order])) + 1
    matched: dict[int, tuple[int, float]] = {}
    for part in np.split(order, borders) if len(order) else ():
        matched |= _assign(rows[part], columns[part], values[part])
    return matched


def _assign(
    rows: NDArray[np.int64], columns: NDArray[np.int64], values: Floats
) -> dict[int, tuple[int, float]]:
    from scipy.optimize import linear_sum_assignment

    olds, row = np.unique(rows, return_inverse=True)
    news, column = np.unique(columns, return_inverse=True)
    # A pair below the threshold is worth nothing: it must not draw a demand from a true partner.
    worth = np.zeros((len(olds), len(news)))
    worth[row, column] = values
    chosen = zip(*linear_sum_assignment(worth, maximize=True), strict=True)
    return {int(news[j]): (int(olds[i]), float(worth[i, j])) for i, j in chosen if worth[i, j] > 0}


def changed_words(old: str, new: str) -> tuple[str, str]:
    """Return the words that were dropped and those that were added, in order, runs parted by " … "."""
    edits = word_edits(old, new)
    dropped, added = ([text for mark, text in edits if mark == wanted] for wanted in ("dropped", "added"))
    return " … ".join(dropped), " … ".join(added)


def word_edits(old: str, new: str) -> list[tuple[str, str]]:
    """Return the words of a rewording in order, each run marked "same", "dropped" or "added".

    >>> word_edits("Bygg fler hyresrätter.", "Bygg fler billiga hyresrätter")
    [('same', 'Bygg fler'), ('added', 'billiga'), ('same', 'hyresrätter')]
    """
    first, second = old.split(), new.split()
    matcher = SequenceMatcher(
        None, [_bare(word) for word in first], [_bare(word) for word in second], autojunk=False
    )
    runs = []
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            runs.append(("same", " ".join(second[c:d])))
        else:
            runs += [("dropped", " ".join(first[a:b])), ("added", " ".join(second[c:d]))]
    return [(mark, text) for mark, text in runs if text]


def _bare(word: str) -> str:
    return word.strip(".,;:!?()[]\"'”“»«–-").lower()


def _rows(
    old: "pl.DataFrame",
    new: "pl.DataFrame",
    words: Sequence[list[list[str]]],
    matched: dict[int, tuple[int, float]],
    themes: Themes,
) -> list[dict[str, Any]]:
    olds, news = _sides(old, themes, "old"), _sides(new, themes, "new")
    rows = []
    for place, side in enumerate(news):
        if place not in matched:
            rows.append({"status": Status.NEW, **side})
            continue
        partner, alike = matched[place]
        same = words[0][partner] == words[1][place]
        before = olds[partner]
        changed = ("", "") if same else changed_words(before["old_text"], side["new_text"])
        rows.append(
            {"status": Status.UNCHANGED if same else Status.REWORDED, "similarity": alike, **before, **side}
            | {"words_dropped": changed[0], "words_added": changed[1]}
        )
    taken = {partner for partner, _ in matched.values()}
    return rows + [
        {"status": Status.DROPPED, **side} for place, side in enumerate(olds) if place not in taken
    ]


def _sides(frame: "pl.DataFrame", themes: Themes, side: str) -> list[dict[str, Any]]:
    return [
        {
            f"{side}_document": row["document"],
            f"{side}_number": row["number"],
            f"{side}_text": row["text"],
            f"themes_{side}": [key for key in themes.keys if row[key]],
        }
        for row in frame.iter_rows(named=True)
    ]


def _pairs_frame(rows: list[dict[str, Any]]) -> "pl.DataFrame":
    import polars as pl

    sides = {
        f"{side}_{name}": dtype
        for side in ("old", "new")
        for name, dtype in (("document", pl.String), ("number", pl.Int64), ("text", pl.String))
    }
    texts = dict.fromkeys(("words_dropped", "words_added"), pl.String)
    lists = dict.fromkeys(("themes_old", "themes_new"), pl.List(pl.String))
    schema = {"status": pl.String, "similarity": pl.Float64, **sides, **texts, **lists}
    return pl.DataFrame([{**row, "status": str(row["status"])} for row in rows], schema=schema)


def _counts(rows: list[dict[str, Any]], themes: Themes) -> "pl.DataFrame":
    import polars as pl

    counted = Counter[tuple[str, str]]()
    for row in rows:
        sides = {side: row.get(f"themes_{side}") for side in ("old", "new")}
        for side, themes_of in sides.items():
            counted.update((side, key) for key in _keys(themes_of))
        counted.update(
            (COUNTED_AS[row["status"]], key) for key in _keys(sides["old" if sides["new"] is None else "new"])
        )
    keys = [*themes.keys, OTHER]
    columns = ("old", "new", *COUNTED_AS.values())
    return pl.DataFrame(
        {"theme": keys, **{column: [counted[column, key] for key in keys] for column in columns}},
        schema={"theme": pl.String, **dict.fromkeys(columns, pl.Int64)},
    )


def _keys(themes: list[str] | None) -> list[str]:
    return [] if themes is None else themes or [OTHER]
