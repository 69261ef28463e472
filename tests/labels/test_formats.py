from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import TASKS, THEMES, task

from vpnlp.errors import InputError, OutputError, UsageError
from vpnlp.labels.formats import FORMATS, format_of, read_tasks, write_tasks

SAMPLES = Path(__file__).parent / "samples"
WRITABLE = [one for one in FORMATS if one.name != "journal"]
NAMES = [one.name for one in WRITABLE]


@pytest.mark.parametrize("format_", WRITABLE, ids=NAMES)
def test_what_is_written_is_read_again(tmp_path, format_):
    path = tmp_path / f"kodade{format_.suffixes[0]}"
    write_tasks(TASKS, THEMES, path, name=format_.name)
    assert read_tasks(path, THEMES) == list(TASKS)


@pytest.mark.parametrize("name", ["jsonl", "prodigy", "label-studio", "argilla", "spacy"])
def test_suggestions_come_back_where_the_format_has_them(tmp_path, name):
    suggested = replace(TASKS[3], scores={"skola": 0.25, "klimat": 0.875})
    path = tmp_path / f"uppgifter{format_of(Path('x'), name).suffixes[0]}"
    write_tasks([suggested], THEMES, path, name=name)
    assert read_tasks(path, THEMES, name=name) == [suggested]


# what spreadsheets cannot hold (line ends, control characters) is folded away before it gets there
TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\u2028\u2029"), max_size=60
)


@pytest.mark.parametrize(
    "format_", [one for one in WRITABLE if one.name not in {"ods", "xlsx"}], ids=lambda f: f.name
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=TEXT.filter(lambda text: text.strip()),
    themes=st.sampled_from([None, (), ("skola",), ("skola", "klimat")]),
)
def test_any_text_survives(tmp_path, format_, text, themes):
    path = tmp_path / f"x{format_.suffixes[0]}"
    one = task(1, text, themes)
    write_tasks([one], THEMES, path, name=format_.name)
    assert read_tasks(path, THEMES, name=format_.name) == [one]


SAMPLE_CODINGS = {
    # sample, as the tool itself writes it: (text, themes, coder) of each coding
    "doccano.jsonl": [
        ("Fler lärare i varje klass", ("skola",), ""),
        ("Solceller på skolans tak", ("skola", "klimat"), ""),
        ("Sänk skatten med tio öre", (), ""),
        ("Ingen har läst den här", None, ""),
    ],
    "prodigy.jsonl": [
        ("Fler lärare i varje klass", ("skola",), "valprogram-asa"),
        ("Sänk skatten med tio öre", (), "valprogram-asa"),
        ("Oklar mening", None, "valprogram-asa"),
    ],
    "label-studio.json": [
        ("Fler lärare i varje klass", ("skola",), "1"),
        ("Fler lärare i varje klass", ("skola", "klimat"), "bo@exempelby.se"),
        ("Sänk skatten med tio öre", (), "1"),
        ("Överhoppad", None, ""),
        ("Ny uppgift", None, ""),
    ],
    "argilla.json": [
        ("Fler lärare i varje klass", ("skola",), "0b1d0b1d-0000-4000-8000-000000000001"),
        ("Fler lärare i varje klass", (), "0b1d0b1d-0000-4000-8000-000000000002"),
        ("Ny uppgift", None, ""),
    ],
    "komma.csv": [
        ("Fler lärare, och mindre klasser", ("skola",), ""),
        ("Sänk skatten", (), ""),
        ("Okodad", None, ""),
    ],
    "semikolon-1252.csv": [("Fler förskollärare", ("skola",), ""), ("Sänk skatten", (), "")],
}


@pytest.mark.parametrize("sample", SAMPLE_CODINGS)
def test_a_tools_own_export_is_read(sample):
    tasks = read_tasks(SAMPLES / sample, THEMES)
    assert [(one.unit.text, one.themes, one.coder) for one in tasks] == SAMPLE_CODINGS[sample]


def test_a_sheet_made_elsewhere_gets_ids_by_its_rows():
    first = read_tasks(SAMPLES / "komma.csv", THEMES)[0]
    assert (first.id, first.unit.document, first.unit.number) == ("komma:2", "komma", 2)


def test_label_studio_gets_its_labelling_set_up(tmp_path):
    write_tasks(TASKS, THEMES, tmp_path / "u.json", name="label-studio")
    config = (tmp_path / "u.config.xml").read_text(encoding="utf-8")
    assert '<Choice value="skola" hint="Skola"/>' in config
    assert 'choice="multiple"' in config


def test_a_docbin_is_what_spacy_trains_on(tmp_path):
    import spacy
    from spacy.tokens import DocBin

    write_tasks(TASKS, THEMES, tmp_path / "u.spacy")
    docs = list(DocBin().from_disk(tmp_path / "u.spacy").get_docs(spacy.blank("sv").vocab))
    assert docs[1].cats == {"skola": 1.0, "klimat": 1.0}
    assert docs[3].cats == {}


def test_unknown_formats_are_named(tmp_path):
    with pytest.raises(UsageError, match=r"no coding format has the suffix '.pdf'"):
        format_of(tmp_path / "x.pdf")
    with pytest.raises(UsageError, match="unknown format 'brat'; choose one of xlsx, ods"):
        format_of(tmp_path / "x.pdf", "brat")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.jsonl", '{"themes": ["skola"]}\n', "a.jsonl, line 1: has no text"),
        ("a.jsonl", '{"text": "x", "themes": ["vård"]}\n', "a.jsonl, line 1: unknown theme 'vård'"),
        ("a.jsonl", "inte json\n", "a.jsonl:1: not JSON"),
        ("a.jsonl", '{"text": "x", "label": "skola"}', "a.jsonl, line 1: label is not a list of texts"),
        ("a.json", '{"data": 1}', "a.json: is not a list of JSON objects"),
        (
            "a.json",
            '[{"data": {"text": "x"}, "annotations": [{"result": [{"type": "choices"}]}]}]',
            "a.json, task 1",
        ),
        ("a.json", "[" * 100_000, "a.json: not JSON"),
        (
            "a.json",
            '[{"fields": {"text": "x"}, "responses": {"themes": [{"value": "skola"}]}}]',
            "a.json, record 1",
        ),
        ("a.spacy", "nonsens", "a.spacy: is no spaCy DocBin"),
    ],
)
def test_a_wrong_export_is_named(tmp_path, name, content, said):
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_tasks(tmp_path / name, THEMES)
    assert f"{tmp_path}/{said}" in str(caught.value)


def test_the_further_wrong_rows_are_counted(tmp_path):
    (tmp_path / "a.csv").write_text("text,skola,klimat\nA,1,\nB,0,0\nC,kanske,1\nD,,1\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_tasks(tmp_path / "a.csv", THEMES)
    assert str(caught.value) == (
        f"{tmp_path}/a.csv, row 2: is half coded: Klimat blank (2 more rows are wrong: row 4, row 5); "
        "write 0 or 1 in every theme"
    )


def test_a_text_too_long_for_a_cell_is_refused(tmp_path):
    with pytest.raises(OutputError, match="longer than a cell can be"):
        write_tasks([task(1, "å" * 40_000)], THEMES, tmp_path / "x.xlsx")
    assert not list(tmp_path.iterdir())


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_tasks(tmp_path / "saknas.xlsx", THEMES)
