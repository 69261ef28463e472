"""Which demands to code next: uncertain, unlike each other, spread out, and a random part.

The themes take turns: each picks the demand it is most uncertain of (uncertainty
sampling, Lewis & Gale 1994), weighed by how unlike that is to what is already chosen
(Brinker 2003) and by how little its document and its year have been drawn on. The random
part is a simple random sample of all demands: only it gives an unbiased evaluation.

References:
    Lewis, D. D., & Gale, W. A. (1994). A sequential algorithm for training text classifiers. SIGIR '94.
    Brinker, K. (2003). Incorporating diversity in active learning with support vector machines. ICML 2003.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from vpnlp.documents.record import fold
from vpnlp.errors import InputError, UsageError
from vpnlp.labels.record import RANDOM
from vpnlp.labels.task import Task
from vpnlp.units import Kind, TaggedUnit

if TYPE_CHECKING:
    from vpnlp.labels.record import LabelSet

Floats = NDArray[np.float64]

POOL_FACTOR = 20
"""How many candidates per wanted demand are weighed against each other; the rest are surer."""
NEIGHBOUR_LENGTH = 300
LONGEST = 5_000  # characters; nobody reads more in a cell
SHORTEST_WORDS = 2
RANDOM_SHARE = 0.2
CROWDING = 0.25
"""How strongly a document or year that was drawn on steps back; more costs uncertainty."""
LEAST_VALUE = 0.05  # a sure demand still counts a little: it may be sure and wrong
FLOOR = 1e-4


@dataclass(frozen=True, slots=True)
class Known:
    """What is coded already and need not be coded again: ids, and texts as `plain` gives them."""

    ids: Collection[str] = ()
    texts: Collection[str] = ()


def known_of(labels: "LabelSet | None") -> Known:
    """Return what a label set makes known."""
    units = () if labels is None else labels.units
    return Known({one.id for one in units}, {plain(one.unit.text) for one in units})


def plain(text: str) -> str:
    """Return a text as it is compared: white space folded, without case."""
    return fold(text).casefold()


def choose(
    tagged: Iterable[TaggedUnit],
    n: int,
    *,
    thresholds: Mapping[str, float],
    known: Known | None = None,
    words: Sequence[str] = (),
    random_share: float = RANDOM_SHARE,
    seed: int = 0,
) -> list[Task]:
    """Choose `n` demands for coding, in random order, so that a coder may stop anywhere.

    Args:
        tagged: The units of the documents, each document's in order; prose serves as context.
        n: How many to choose; fewer come back where there are fewer.
        thresholds: The model's threshold per theme; themes without one are not weighed.
        known: What is coded already.
        words: Parts of words ("skol", "klimat"); each takes its turn like a theme, so that a
            theme no model knows yet gets examples.
        random_share: The part drawn at random from all demands, from 0 to 1.
        seed: The same seed and documents give the same choice.

    Raises:
        UsageError: `n` or `random_share` is out of range.
        InputError: There is no demand left to code.
    """
    if n < 1 or not 0 <= random_share <= 1:
        raise UsageError("nothing to choose", advice="ask for at least one demand, and a share from 0 to 1")
    tasks = candidates(tagged, known or Known())
    if not tasks:
        raise InputError("no demand is left to code", advice="give other documents; those coded are left out")
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(tasks))
    drawn = order[: round(random_share * min(n, len(tasks)))]
    rest = np.sort(order[len(drawn) :])
    picked = _spread([tasks[i] for i in rest], min(n, len(tasks)) - len(drawn), thresholds, words)
    chosen = [_marked(tasks[i], RANDOM) for i in drawn]
    chosen += [_marked(tasks[rest[place]], why) for place, why in picked]
    return [chosen[i] for i in rng.permutation(len(chosen))]


def candidates(tagged: Iterable[TaggedUnit], known: Known) -> list[Task]:
    """Return the demands that may be coded, once each by text, with the texts around them."""
    tasks: list[Task] = []
    seen = set(known.texts)
    units = list(tagged)
    for before, one, after in zip([None, *units[:-1]], units, [*units[1:], None], strict=True):
        unit = one.unit
        key, name = plain(unit.text), f"{unit.document}:{unit.number}"
        if unit.kind is not Kind.DEMAND or key in seen or name in known.ids:
            continue
        if len(key) > LONGEST or len(key.split()) < SHORTEST_WORDS:
            continue
        seen.add(key)
        task = Task(name, unit, scores=dict(one.scores), before=_near(before, one), after=_near(after, one))
        tasks.append(task)
    return tasks


def _near(other: TaggedUnit | None, one: TaggedUnit) -> str:
    if other is None or other.unit.document != one.unit.document:
        return ""
    text = other.unit.text
    return text if len(text) <= NEIGHBOUR_LENGTH else text[: NEIGHBOUR_LENGTH - 2] + " …"


def _marked(task: Task, why: str) -> Task:
    return replace(task, chosen=why)


def uncertainty(tasks: Sequence[Task], thresholds: Mapping[str, float]) -> Floats:
    """Return from 0 (sure) to 1 (a score right on its threshold), float[tasks, themes].

    The distance is taken in log odds: 0.01 from 0.02 is as far as 0.33 from 0.5. Without a
    theme that the model knows there is one column of ones.
    """
    keys = [key for key in thresholds if all(key in task.scores for task in tasks)]
    if not keys:
        return np.ones((len(tasks), 1))
    scores = np.array([[task.scores[key] for key in keys] for task in tasks], float)
    limits = np.array([thresholds[key] for key in keys])
    return np.asarray(np.exp(-np.abs(_log_odds(scores) - _log_odds(limits))), float)


def _log_odds(p: Floats) -> Floats:
    bounded = np.clip(p, FLOOR, 1 - FLOOR)
    return np.asarray(np.log(bounded / (1 - bounded)), float)


def _spread(
    tasks: list[Task], n: int, thresholds: Mapping[str, float], words: Sequence[str]
) -> list[tuple[int, str]]:
    """Return the places of the greedy choice, each with why: uncertain, a word, or for the spread."""
    if n <= 0:
        return []
    unsure = uncertainty(tasks, thresholds)
    found = _with_words(tasks, words)
    most = unsure.max(axis=1)
    pool = _pool(tasks, np.maximum(most, found.max(axis=1, initial=0.0)), POOL_FACTOR * n)
    features = _features([tasks[i].unit.text for i in pool])
    values = np.maximum(np.hstack([unsure, found])[pool], LEAST_VALUE)
    picked = _greedy(values, features, _groups([tasks[i] for i in pool]), n)
    median = float(np.median(most))
    return [(pool[i], _why(float(most[pool[i]]), median, found[pool[i]].any())) for i in picked]


def _why(most: float, median: float, word: np.bool_) -> str:
    if word:
        return "word"
    return "uncertain" if most > median else "spread"


def _with_words(tasks: Sequence[Task], words: Sequence[str]) -> Floats:
    """Return 1 where a task's text holds a word, float[tasks, words]; anywhere: Swedish compounds."""
    texts = [plain(task.unit.text) for task in tasks]
    table = [[plain(word) in text for word in words] for text in texts]
    return np.array(table, float).reshape(len(tasks), len(words))


def _pool(tasks: Sequence[Task], unsure: Floats, size: int) -> list[int]:
    """Return the most uncertain places, taken from the documents in turn."""
    rank: Counter[str] = Counter()
    keyed = []
    for i in np.argsort(-unsure, kind="stable"):
        document = tasks[i].unit.document
        keyed.append((rank[document], int(i)))
        rank[document] += 1
    return [i for _, i in sorted(keyed, key=lambda pair: pair[0])[:size]]


def _groups(tasks: Sequence[Task]) -> NDArray[np.int64]:
    """Return numbers that stand for each task's document and year, int[tasks, 2]."""
    columns = []
    for values in ([t.unit.document for t in tasks], [str(t.unit.metadata.year) for t in tasks]):
        numbers = {value: place for place, value in enumerate(dict.fromkeys(values))}
        columns.append([numbers[value] for value in values])
    return np.array(columns).T


def _features(texts: Sequence[str]) -> Any:  # noqa: ANN401 - scipy has no types
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit_transform(texts)


def _greedy(values: Floats, features: Any, groups: NDArray[np.int64], n: int) -> list[int]:  # noqa: ANN401
    """Return `n` places, the columns of `values` (themes) choosing in turn."""
    nearest = np.zeros(len(values))
    drawn = np.ones(len(values))  # how often a task's document and year have been drawn on, from 1
    free = np.ones(len(values), bool)
    picked: list[int] = []
    for turn in range(min(n, len(values))):
        value = values[:, turn % values.shape[1]]
        worth = np.where(free, value * (1 - nearest**2) * drawn**-CROWDING, -1.0)
        best = int(np.argmax(worth))
        picked.append(best)
        free[best] = False
        drawn += (groups == groups[best]).sum(axis=1)
        similar = np.asarray((features @ features[best].T).todense()).ravel()
        nearest = np.minimum(np.maximum(nearest, similar), 1.0)
    return picked
