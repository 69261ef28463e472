from types import SimpleNamespace

import polars as pl
import pytest

from vpnlp.documents.record import Fact, Metadata, Source
from vpnlp.export.report import write_report
from vpnlp.statistics.distribution import distribution
from vpnlp.statistics.frame import demands_frame, only_demands, sources_of
from vpnlp.statistics.summary import Summary
from vpnlp.statistics.trend import changes, trend
from vpnlp.themes import Theme, Themes
from vpnlp.units import Kind, TaggedUnit, Unit

THEMES = Themes(
    (
        Theme("trygghet", "Trygghet", "Trygga platser och trygg uppväxt", "#0072B2", "Safety"),
        Theme("bostad", "Bostad", "Att ha någonstans att bo", "#009E73", "Housing"),
        Theme("jämställdhet", "Jämställdhet", "Kön och könsidentitet", "#CC79A7", "Gender equality"),
    )
)
SENTENCES = (
    ("Kommunen ska bygga fler hyresrätter i hela staden.", ("bostad",)),
    ("Belysningen i parkerna ska förbättras så att alla vågar gå hem.", ("trygghet",)),
    ("=SUMMA(A1) är inget en nämnd ska råka ut för", ()),
    ("- Alla skolor ska ha en plan mot mäns våld mot kvinnor.", ("trygghet", "jämställdhet")),
    ("Biblioteket ska ha öppet på söndagar.", ()),
    ("<script>alert('xss')</script> & \"citat\" </textarea> ska visas som text.", ("bostad",)),
)


def metadata(name, year, source):
    facts = {
        "title": Fact(f"Plan {name}", Source.TITLE),
        "organisation": Fact("Socialnämnden", Source.MANIFEST),
    }
    return Metadata().with_facts(facts if year is None else facts | {"year": Fact(year, source)})


def units(documents):
    """Documents as (name, year, source of the year, how many demands)."""
    for name, year, source, count in documents:
        shared, at = metadata(name, year, source), 0
        for number in range(1, count + 1):
            text, themes = SENTENCES[(number * 7 + (year or 0)) % len(SENTENCES)]
            scores = {key: 0.91 if key in themes else 0.0625 for key in THEMES.keys}
            unit = Unit(
                name, number, Kind.DEMAND, text, ("Mål > delmål", "Bo & leva"),
                "Vi vill" if number % 2 else None, 0.9, number % 4 + 1, number, at, at + len(text), shared,
            )  # fmt: skip
            at += len(text) + 1
            yield TaggedUnit(unit, themes, scores)


def make_summary(documents, **changed):
    frame = demands_frame(units(documents), THEMES)
    sources = sources_of(frame).with_columns(pl.lit(0, pl.Int64).alias("repeated"))
    empty = [
        pl.lit(None, pl.Float64).alias(name) for name in ("corrected", "corrected_low", "corrected_high")
    ]
    by = {
        keys: distribution(frame, THEMES, keys, sources=sources).with_columns(empty)
        for keys in ((), ("document",), ("year",), ("year", "organisation"))
    }
    line = trend(by["year",])
    values = {
        "themes": THEMES,
        "created": "2026-01-02T03:04:05+01:00",
        "model": {
            "name": "vpnlp",
            "version": "1",
            "thresholds": {"trygghet": 0.5, "bostad": 0.45, "jämställdhet": 0.4},
            "card": {"name": "vpnlp", "labels": {"units": 13874, "documents": 393}},
        },
        "sources": sources,
        "failures": pl.DataFrame({"file": ["trasig.pdf"], "problem": ["skannad, utan text"]}),
        "demands": only_demands(frame),
        "by": by,
        "trend": line,
        "changes": changes(line, THEMES),
        "keywords": keywords(),
        "description": pl.DataFrame({"document": ["plan-2021"], "words": [812], "lix": [47.5]}),
    }
    return Summary(**(values | changed))


def keywords():
    row = {
        "key": "theme", "target": "bostad", "reference": None, "kind": "lemma", "term": "hyresrätt",
        "form": "hyresrätter", "count_target": 9, "count_reference": 1, "documents_target": 3,
        "per_1000_target": 12.5, "per_1000_reference": 0.4, "log_odds": 2.25, "z": 3.5, "g2": 11.25,
        "p": 0.0005, "q": 0.004,
    }  # fmt: skip
    rows = [
        row,
        row | {"term": "=bygga", "form": "=bygga", "kind": "phrase"},
        row | {"key": "year", "target": "2024"},
    ]
    return pl.DataFrame(rows, schema_overrides={"reference": pl.String})


DOCUMENTS = (
    ("plan-2021", 2021, Source.TITLE, 14),
    ("budget-2022", 2022, Source.FILE_NAME, 9),
    ("plan-2024", 2024, Source.BODY, 23),
    ("utan-år", None, None, 5),
)


@pytest.fixture(scope="session")
def summary():
    return make_summary(DOCUMENTS)


@pytest.fixture(scope="session")
def material():
    """What the summary is made from."""
    return SimpleNamespace(documents=DOCUMENTS, themes=THEMES, units=units)


@pytest.fixture(scope="session")
def report(summary, tmp_path_factory):
    """The report's page."""
    pytest.importorskip("altair", reason="the charts' libraries are not installed")
    path = tmp_path_factory.mktemp("rapport") / "rapport.html"
    write_report(summary, path)
    return path.read_text(encoding="utf-8")


CASES = {
    "no documents": (),
    "one demand": (("ensam", 2020, Source.TITLE, 1),),
    "no years": (("a", None, None, 3), ("b", None, None, 4)),
    "one document": (("a", 2020, Source.TITLE, 12),),
}


@pytest.fixture(params=CASES, scope="session")
def odd_summary(request):
    return make_summary(CASES[request.param])
