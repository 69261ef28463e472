"""What coding more would bring: a learning curve over the labelled documents, carried on.

Models are trained on growing parts of the documents and measured on documents held out,
with the text stage alone (the context stage adds to all sizes alike and costs more time
than the question is worth). The curve F1(n) = a - b n^-c is fitted per fold and read at
larger n; how far the folds differ is the uncertainty.

References:
    Figueroa, R. L., Zeng-Treitler, Q., Kandula, S., & Ngo, L. H. (2012). Predicting sample
        size required for classification performance. BMC Medical Informatics and Decision
        Making 12:8.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vpnlp.errors import InputError
from vpnlp.labels.checking import count
from vpnlp.labels.record import LabelSet

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Places = NDArray[np.signedinteger]
Progress = Callable[[str, int, int], None]

FRACTIONS = (0.25, 0.5, 0.75, 1.0)
FOLDS = 4
MORE = (100, 300, 1000)
EXPONENTS = (0.25, 0.5, 1.0)
FEWEST_DOCUMENTS = 8
"""Fewer documents cannot be dealt into folds of which a quarter still trains something."""


@dataclass(frozen=True, slots=True)
class Point:
    """The macro-F1 at a number of coded units, with a 95 % interval over the folds."""

    units: int
    f1: float
    low: float
    high: float
    measured: bool


@dataclass(frozen=True, slots=True)
class ThemeNeed:
    """How a theme stands: how many units carry it, its F1 with all and with half of the documents."""

    key: str
    count: int
    f1: float
    f1_half: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What coding more would bring.

    Attributes:
        points: The curve: measured, then expected with `MORE` further units.
        themes: The themes, the one that learns most from more labels first.
    """

    points: tuple[Point, ...]
    themes: tuple[ThemeNeed, ...]


def suggest(labels: LabelSet, *, seed: int = 0, progress: Progress | None = None) -> Suggestion:
    """Return the learning curve of a label set and which themes want more labels.

    Raises:
        InputError: There are too few documents, or no unit carries a theme.
    """
    documents = list(dict.fromkeys(one.unit.document for one in labels.units))
    if len(documents) < FEWEST_DOCUMENTS:
        raise InputError(
            f"a learning curve needs units of {FEWEST_DOCUMENTS} documents, these are of {len(documents)}",
            advice="code demands of more documents first: vpnlp labels new",
        )
    if not any(one.themes for one in labels.units):
        raise InputError("no labelled unit carries a theme", advice="code some that do first")
    sizes, f1 = _measure(labels, documents, seed, progress)
    measured = [
        _point(sizes[:, i].mean(), f1.mean(axis=2)[:, i], measured=True) for i in range(len(FRACTIONS))
    ]
    total = len(labels.units)
    expected = [_expected(sizes, f1.mean(axis=2), total + more) for more in MORE]
    counts = count(labels.units, labels.themes.keys).themes
    return Suggestion((*measured, *expected), _needs(counts, f1.mean(axis=0)))


def _measure(
    labels: LabelSet, documents: Sequence[str], seed: int, progress: Progress | None
) -> tuple[Floats, Floats]:
    """Return the sizes, float[folds, fractions], and the F1, float[folds, fractions, themes]."""
    from vpnlp.classifier.words import words

    order = np.random.default_rng(seed).permutation(len(documents))
    place = {name: int(where) for name, where in zip(documents, np.argsort(order), strict=True)}
    rank = np.array([place[one.unit.document] for one in labels.units])
    texts = [words(one.unit.text) for one in labels.units]
    coded = np.array([[key in one.themes for key in labels.themes.keys] for one in labels.units])
    sizes = np.zeros((FOLDS, len(FRACTIONS)))
    f1 = np.zeros((FOLDS, len(FRACTIONS), coded.shape[1]))
    for fold in range(FOLDS):
        held = rank % FOLDS == fold
        for step, fraction in enumerate(FRACTIONS):
            if progress is not None:
                progress("learning curve", fold * len(FRACTIONS) + step, FOLDS * len(FRACTIONS))
            # the first documents of the shuffled order, so that a larger part holds the smaller one
            part = np.flatnonzero(~held & (rank < fraction * len(documents)))
            sizes[fold, step] = len(part)
            f1[fold, step] = _score(texts, coded, rank, part, np.flatnonzero(held))
    return sizes, f1


def _score(texts: Sequence[list[str]], coded: Bools, rank: Places, part: Places, held: Places) -> Floats:
    """Return the F1 per theme on `held` of a model trained on `part`; its halves choose the thresholds."""
    from vpnlp.classifier import Config
    from vpnlp.classifier.fitting import fit_view
    from vpnlp.classifier.thresholds import robust_threshold

    recipe = Config().text
    # FOLDS divides the rank, so halves must go by the next digit
    first = (rank[part] // FOLDS) % 2 == 0
    guesses = np.zeros((len(part), coded.shape[1]))
    for train, test in ((part[first], ~first), (part[~first], first)):
        view = fit_view([texts[i] for i in train], coded[train], recipe)
        guesses[test] = _probabilities(view.logits_of_words([texts[i] for i in part[test]]))
    view = fit_view([texts[i] for i in part], coded[part], recipe)
    scores = _probabilities(view.logits_of_words([texts[i] for i in held]))
    limits = [robust_threshold(coded[part][:, n], guesses[:, n], (1.0,)) for n in range(coded.shape[1])]
    given = scores >= np.array(limits)
    hits = (given & coded[held]).sum(axis=0)
    return np.asarray(2 * hits / np.maximum(given.sum(axis=0) + coded[held].sum(axis=0), 1), float)


def _probabilities(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), float)


def _point(units: float, f1: Floats, *, measured: bool) -> Point:
    from scipy.stats import t

    half = float(t.ppf(0.975, len(f1) - 1) * f1.std(ddof=1) / np.sqrt(len(f1)))
    mean = float(f1.mean())
    return Point(round(units), mean, max(mean - half, 0.0), min(mean + half, 1.0), measured)


def _expected(sizes: Floats, f1: Floats, units: int) -> Point:
    # the curve was measured with a part held out; what is coded in all trains a little more than that
    return _point(
        units, np.array([_carried_on(*one, units) for one in zip(sizes, f1, strict=True)]), measured=False
    )


def _carried_on(sizes: Floats, f1: Floats, units: int) -> float:
    """Return a - b n^-c at `units`, fitted by least squares over a few c; never below the last point."""
    best, value = np.inf, float(f1[-1])
    for exponent in EXPONENTS:
        design = np.stack([np.ones_like(sizes), -(np.maximum(sizes, 1) ** -exponent)], axis=1)
        (top, fall), *_ = np.linalg.lstsq(design, f1, rcond=None)
        error = float(((design @ np.array([top, fall]) - f1) ** 2).sum())
        if error < best:
            best, value = error, float(top - fall * units**-exponent)
    return float(np.clip(value, f1[-1], 1.0))


def _needs(counts: Mapping[str, int], f1: Floats) -> tuple[ThemeNeed, ...]:
    """Return the themes by how much they still learn: the room left, and the gain from half to all."""
    half = FRACTIONS.index(0.5)
    needs = [
        ThemeNeed(key, number, float(f1[-1, n]), float(f1[half, n]))
        for n, (key, number) in enumerate(counts.items())
    ]
    return tuple(sorted(needs, key=lambda one: one.f1 - max(one.f1 - one.f1_half, 0.0)))
