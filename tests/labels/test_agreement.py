import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import THEMES, task

from vpnlp.errors import InputError, UsageError
from vpnlp.labels import read_labels
from vpnlp.labels.agreement import MISSING, reliability
from vpnlp.labels.comparing import ALL, compare, to_settle
from vpnlp.labels.formats import read_tasks, write_tasks
from vpnlp.labels.importing import import_files

# Krippendorff (2011), section C: four observers, twelve units, nominal, missing data: alpha = 0.743
KRIPPENDORFF = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
        [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
    ]
).T - 1  # fmt: skip


def test_alpha_of_the_published_example():
    result = reliability(KRIPPENDORFF, [str(n) for n in range(12)])
    assert result.units == 11
    assert result.alpha.value == pytest.approx(0.743, abs=0.0005)


def test_kappa_of_the_published_example():
    """Cohen (1960), table 1 scaled to 200 units: kappa = 0.492."""
    table = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    pairs = [(a, b) for a, row in enumerate(table) for b, count in enumerate(row) for _ in range(count)]
    result = reliability(np.array(pairs), [str(n % 40) for n in range(len(pairs))])
    assert result.kappa.value == pytest.approx(0.492, abs=0.0005)
    assert result.agreement.value == pytest.approx(0.70)
    assert result.kappa.low < 0.492 < result.kappa.high


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=2, max_size=60))
def test_kappa_equals_that_of_scikit_learn(pairs):
    from sklearn.metrics import cohen_kappa_score

    values = np.array(pairs)
    ours = reliability(values, ["a"] * len(values)).kappa.value
    if len({value for pair in pairs for value in pair}) == 1:
        assert ours is None
    else:
        assert ours == pytest.approx(cohen_kappa_score(values[:, 0], values[:, 1]), abs=1e-9)


@given(
    st.lists(st.tuples(st.integers(-1, 1), st.integers(-1, 1), st.integers(-1, 1)), min_size=4, max_size=40)
)
def test_alpha_does_not_depend_on_who_is_who(rows):
    values = np.array(rows)
    if ((values != MISSING).sum(axis=1) < 2).all():
        return
    names = [str(n % 6) for n in range(len(rows))]
    one, other = (reliability(table, names).alpha.value for table in (values, values[:, ::-1]))
    assert one == other or math.isclose(one, other)


def test_documents_are_drawn_whole():
    """Disagreement that sits in one document makes the interval wide."""
    values = np.array([[n % 2, n % 2] for n in range(90)] + [[0, 1]] * 10)
    inside = reliability(values, [f"d{n // 10}" for n in range(100)]).alpha
    across = reliability(values, [f"d{n % 10}" for n in range(100)]).alpha
    assert inside.high - inside.low > 2 * (across.high - across.low)


def test_coders_without_a_common_unit_are_told():
    with pytest.raises(UsageError, match="no unit was coded by two coders"):
        reliability(np.array([[0, MISSING], [MISSING, 1]]), ["a", "b"])


@pytest.fixture
def two(tmp_path):
    asa = [
        task(1, "A a", ("skola",)),
        task(2, "B b", ()),
        task(3, "C c", ("klimat",), comment="svår"),
        task(4, "D d"),
    ]
    bo = [task(4, "D d", ()), task(3, "C c", ("skola",)), task(2, "B b", ()), task(1, "A a", ("skola",))]
    write_tasks(asa, THEMES, tmp_path / "asa.xlsx")
    write_tasks(bo, THEMES, tmp_path / "bo.csv")
    return [tmp_path / "asa.xlsx", tmp_path / "bo.csv"]


def test_two_sheets_are_compared(two):
    compared = compare(two, THEMES)
    assert compared.coders == ("asa", "bo")
    assert compared.disagreed == ("valprogram-2022:3",)
    assert compared.figures["skola"].units == 3
    assert compared.figures["skola"].agreement.value == pytest.approx(2 / 3)
    assert compared.figures[ALL].agreement.value == pytest.approx(2 / 3)


def test_the_settled_sheet_imports_as_the_truth(two, tmp_path):
    path = tmp_path / "avgor.xlsx"
    write_tasks(to_settle(compare(two, THEMES)), THEMES, path)
    tasks = read_tasks(path, THEMES)
    assert [one.themes for one in tasks] == [None, ("skola",), (), ()]
    assert tasks[0].comment == "asa: Klimat (svår); bo: Skola"
    write_tasks([replace(tasks[0], themes=("klimat",)), *tasks[1:]], THEMES, path)
    import_files([path], tmp_path / "egna", THEMES)
    assert [one.themes for one in read_labels(tmp_path / "egna").units] == [("skola",), (), ("klimat",), ()]


def test_one_file_may_hold_several_coders(tmp_path):
    rows = [task(1, "A a", ("skola",), coder="Åsa"), task(1, "A a", (), coder="Bo")]
    write_tasks(rows, THEMES, tmp_path / "export.json", name="label-studio")
    assert compare([tmp_path / "export.json"], THEMES).coders == ("Åsa", "Bo")


def test_what_cannot_be_compared_is_said(tmp_path):
    write_tasks([task(1, "A a", ("skola",))], THEMES, tmp_path / "a.csv")
    with pytest.raises(UsageError, match=r"only one coder \(a\); give the files of two coders or more"):
        compare([tmp_path / "a.csv"], THEMES)
    write_tasks([task(1, "B b", ())], THEMES, tmp_path / "b.csv")
    with pytest.raises(InputError, match="'valprogram-2022:1' has another text than in"):
        compare([tmp_path / "a.csv", tmp_path / "b.csv"], THEMES)
