"""From two paths, or from two choices among the demands of many, to one comparison."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from vpnlp.cli import common
from vpnlp.errors import UsageError

if TYPE_CHECKING:
    from vpnlp.classifier import Model
    from vpnlp.statistics.comparison import Comparison


@contextmanager
def compare_paths(
    paths: Sequence[Path],
    model: "Model",
    choices: tuple[Sequence[str] | None, Sequence[str] | None],
    thresholds: Mapping[str, float],
    *,
    similarity: float | None,
    meta: Sequence[str] | None,
    demand_threshold: float | None,
) -> Iterator["Comparison"]:
    """Yield the comparison that was asked for; afterwards report what was left out.

    Raises:
        UsageError: Neither two paths nor both choices, or one choice alone.
    """
    from vpnlp.statistics.comparison import THRESHOLD
    from vpnlp.statistics.queries import compare_demands, compare_selections

    least = THRESHOLD if similarity is None else similarity
    corpus = partial(common.corpus, meta=meta, demand_threshold=demand_threshold, label="Comparing")
    old, new = choices
    if old and new:
        with corpus(paths) as read:
            tagged = read.tagged(model, thresholds=thresholds)
            yield compare_selections(tagged, model.themes, old, new, threshold=least)
        return
    if old or new:
        raise UsageError(
            "--old and --new go together", advice="give both, such as --old year=2017 --new year=2024"
        )
    if len(paths) != 2:
        advice = "give an old and a new one, or choose with --old and --new"
        raise UsageError(f"{len(paths)} path{'s' if len(paths) > 1 else ''} to compare", advice=advice)
    with corpus(paths[:1]) as first, corpus(paths[1:]) as second:
        tagged_old, tagged_new = (read.tagged(model, thresholds=thresholds) for read in (first, second))
        names = (paths[0].name, paths[1].name)
        yield compare_demands(tagged_old, tagged_new, model.themes, threshold=least, names=names)
