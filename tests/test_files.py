import pytest

from vpnlp.errors import OutputError
from vpnlp.files import atomic_path


def test_the_file_appears_whole(tmp_path):
    with atomic_path(tmp_path / "ut.csv") as path:
        path.write_text("a", encoding="utf-8")
        assert not (tmp_path / "ut.csv").exists()
    assert [p.name for p in tmp_path.iterdir()] == ["ut.csv"]
    assert (tmp_path / "ut.csv").read_text(encoding="utf-8") == "a"


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_interrupted_write_leaves_the_old_file_and_no_half_one(tmp_path, error):
    (tmp_path / "ut.csv").write_text("gammal", encoding="utf-8")

    def write_half():
        with atomic_path(tmp_path / "ut.csv") as path:
            path.write_text("ha", encoding="utf-8")
            raise error

    with pytest.raises(error):
        write_half()
    assert [p.name for p in tmp_path.iterdir()] == ["ut.csv"]
    assert (tmp_path / "ut.csv").read_text(encoding="utf-8") == "gammal"


def test_a_place_that_cannot_be_written(tmp_path):
    for path in (tmp_path, tmp_path / "saknas" / "ut.csv"):
        with pytest.raises(OutputError), atomic_path(path):
            pass
