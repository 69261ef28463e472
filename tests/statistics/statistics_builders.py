"""Units and models for the tests of statistics, written out by hand."""

from types import SimpleNamespace

import numpy as np

from vpnlp.documents.record import Fact, Metadata, Source
from vpnlp.themes import Theme, Themes
from vpnlp.units import Kind, TaggedUnit, Unit

THEMES = Themes(
    (Theme("bostad", "Bostad", name_en="Housing"), Theme("trygghet", "Trygghet", name_en="Safety"))
)


def metadata(year=None, *, source=Source.MANIFEST, **texts):
    facts = {key: Fact(text, Source.MANIFEST) for key, text in texts.items()}
    if year is not None:
        facts["year"] = Fact(year, source)
    return Metadata().with_facts(facts)


def document(name, demands, *, prose=(), meta=None):
    """Units of one document; demands as (text, themes) or (text, themes, scores)."""
    meta = meta or metadata()
    units = []
    for number, (text, themes, *scores) in enumerate(demands, start=1):
        found = dict(zip(THEMES.keys, scores[0], strict=True)) if scores else dict.fromkeys(themes, 1.0)
        unit = Unit(name, number, Kind.DEMAND, text, ("Program", "Mål"), metadata=meta)
        units.append(TaggedUnit(unit, tuple(themes), found))
    for number, text in enumerate(prose, start=len(units) + 1):
        units.append(TaggedUnit(Unit(name, number, Kind.PROSE, text, metadata=meta), (), {}))
    return units


def counted(name, both, one, none, *, meta=None):
    """A document with so many demands on both themes, on bostad alone, on neither."""
    demands = [("Bygg tryggt", ["bostad", "trygghet"])] * both + [("Bygg fler hus", ["bostad"])] * one
    return document(name, demands + [("Sänk avgiften", [])] * none, meta=meta)


def fake_model(demands=400, documents=20, seed=0):
    """A model whose errors are known: scores near the label, one in five of them not."""
    rng = np.random.default_rng(seed)
    labels = rng.random((demands, len(THEMES))) < 0.3
    wrong = rng.random(labels.shape) < 0.2
    scores = np.where(labels ^ wrong, 0.8, 0.2) + rng.uniform(-0.15, 0.15, labels.shape)
    held = SimpleNamespace(
        documents=np.arange(demands) % documents,
        labels=labels,
        scores=scores.astype(np.float32),
        is_demand=np.ones(demands, dtype=bool),
    )
    card = {"name": "test", "date": "2026-01-01"}
    return SimpleNamespace(
        themes=THEMES, card=card, thresholds=dict.fromkeys(THEMES.keys, 0.5), out_of_fold=held
    )
