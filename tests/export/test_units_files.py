import json

import polars as pl
import pytest

from vpnlp.documents.record import Fact, Metadata, Source
from vpnlp.errors import InputError, OutputError, UsageError
from vpnlp.export import flat_columns, flat_row, read_units, write_units
from vpnlp.themes import Theme, Themes
from vpnlp.units import Kind, TaggedUnit, Unit, tagged_from_wire, tagged_to_wire, unit_from_wire, unit_to_wire

THEMES = Themes((Theme("trygghet", "Trygghet"), Theme("bostad", "Bostad")))
METADATA = Metadata().with_facts(
    {
        "title": Fact("=Plan för trygghet", Source.TITLE),
        "year": Fact(2024, Source.BODY),
        "organisation": Fact("Socialnämnden", Source.MANIFEST),
        "page": Fact("kolumn med upptaget namn", Source.MANIFEST),
        "postnummer": Fact("04123", Source.MANIFEST),
    }
)
TEXTS = [
    "=1+1 nya bostäder", "- Bygg hyresrätter", "+46 är riktnumret", "@alla skolor ska ha skolvärdar",
    "'=citerad formel", 'Med "citat", komma; och semikolon', "-5", "2024", "Lägenheter á 3 rum!", "_x0041_",
]  # fmt: skip


def tagged(count=10):
    for number in range(count):
        unit = Unit(
            document="2024",
            number=number + 1,
            kind=Kind.PROSE if number == 7 else Kind.DEMAND,
            text=TEXTS[number % len(TEXTS)],
            heading=("Från A > B", "Bostad\\för alla", "Mål") if number % 2 else (),
            lead_in="Vi vill" if number % 3 else None,
            demand_score=0.91238765 if number % 2 else None,
            page=number if number % 2 else None,
            line=None if number % 2 else 12,
            start=number * 10 if number else None,
            end=number * 10 + 5 if number else None,
            metadata=METADATA if number else Metadata(),
        )
        uncertain = ("trygghet",) if number == 4 else ()
        yield TaggedUnit(
            unit, ("bostad",) if number % 2 else (), {"trygghet": 0.25, "bostad": 1.0}, uncertain
        )


EXPECTED = [tagged_from_wire(tagged_to_wire(one)) for one in tagged()]


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".xlsx", ".ods", ".parquet", ".CSV"])
def test_tagged_units_come_back_unchanged(tmp_path, suffix):
    path = tmp_path / f"taggade{suffix}"
    assert write_units(tagged(), path, themes=THEMES) == len(TEXTS)
    assert list(read_units(path)) == EXPECTED


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_headings_for_readers_come_back_as_names(tmp_path, suffix, language):
    path = tmp_path / f"taggade{suffix}"
    write_units(tagged(), path, themes=THEMES, language=language, dialect="excel-sv")
    assert list(read_units(path)) == EXPECTED


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".xlsx", ".parquet"])
def test_untagged_units_come_back_untagged(tmp_path, suffix):
    units = [one.unit for one in tagged()]
    path = tmp_path / f"enheter{suffix}"
    write_units(iter(units), path)
    assert list(read_units(path)) == [unit_from_wire(unit_to_wire(unit)) for unit in units]


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".xlsx", ".ods", ".parquet"])
def test_no_units_make_an_empty_file_that_reads_as_none(tmp_path, suffix):
    path = tmp_path / f"tom{suffix}"
    assert write_units([], path, themes=THEMES) == 0
    assert list(read_units(path)) == []


def test_jsonl_is_exactly_the_wire(tmp_path):
    write_units(tagged(), tmp_path / "taggade.jsonl")
    lines = (tmp_path / "taggade.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [tagged_to_wire(one) for one in tagged()]
    assert "hyresrätter" in lines[1]


def test_csv_of_a_swedish_excel(tmp_path):
    write_units(tagged(), tmp_path / "taggade.csv", dialect="excel-sv")
    raw = (tmp_path / "taggade.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfDokument;Titel;\xc3\x85r;")
    text = raw.decode("utf-8-sig")
    assert ";0,25;" in text
    assert "'- Bygg hyresrätter" in text
    assert "\n=" not in text
    assert ";=" not in text


def test_csv_has_flags_as_0_and_1_and_no_formula(tmp_path):
    write_units(tagged(), tmp_path / "taggade.csv")
    frame = pl.read_csv(tmp_path / "taggade.csv", infer_schema_length=None)
    assert set(frame["bostad"]) == {0, 1}
    assert frame["text"][1] == "'- Bygg hyresrätter"


def test_flat_rows_fit_their_columns_and_are_guarded():
    rows = [flat_row(one, THEMES) for one in tagged()]
    assert all(tuple(row) == flat_columns(THEMES) for row in rows)
    assert rows[0]["text"] == "'=1+1 nya bostäder"
    assert rows[1]["bostad"] == 1


def test_an_unknown_suffix_is_a_usage_error_that_lists_the_known_ones(tmp_path):
    with pytest.raises(UsageError, match=r"choose .*\.csv.*\.xlsx.*\.parquet"):
        write_units(tagged(), tmp_path / "taggade.doc")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_an_output_error(tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        write_units(tagged(), tmp_path / "saknas" / "taggade.csv")


def test_nothing_is_left_when_the_units_fail_midway(tmp_path):
    def failing():
        yield from tagged(2)
        raise KeyboardInterrupt

    for suffix in (".jsonl", ".csv", ".xlsx"):
        with pytest.raises(KeyboardInterrupt):
            write_units(failing(), tmp_path / f"taggade{suffix}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("suffix", "content"), [(".csv", b"\xff\xfe\x00"), (".xlsx", b"inte en zip"), (".parquet", b"x")]
)
def test_a_damaged_file_is_an_input_error(tmp_path, suffix, content):
    path = tmp_path / f"trasig{suffix}"
    path.write_bytes(content)
    with pytest.raises(InputError, match=f"trasig{suffix}"):
        list(read_units(path))
