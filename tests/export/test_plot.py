import re

import pytest

from vpnlp.errors import UsageError
from vpnlp.export.plot import write_plot

pytest.importorskip("altair", reason="the charts' libraries are not installed")
STARTS = {".svg": b"<svg", ".png": b"\x89PNG\r\n\x1a\n", ".pdf": b"%PDF"}


@pytest.mark.parametrize("suffix", STARTS)
def test_pictures_are_what_their_suffix_says(summary, tmp_path, suffix):
    path = tmp_path / f"figur{suffix}"
    write_plot(summary, path, figure="themes")
    assert path.read_bytes().startswith(STARTS[suffix])


@pytest.mark.parametrize("figure", ["trend", "themes", "documents", "years"])
def test_figures_say_what_they_show(summary, tmp_path, figure):
    write_plot(summary, tmp_path / "figur.svg", figure=figure)
    text = (tmp_path / "figur.svg").read_text(encoding="utf-8")
    assert "51 krav" in text
    assert "Jämställdhet" in text
    assert re.search(r"\d+\u00a0%", text)


def test_themes_title_and_language_are_chosen(summary, tmp_path):
    write_plot(summary, tmp_path / "f.svg", keys=["bostad"], title="Homes <& more>", language="en")
    text = (tmp_path / "f.svg").read_text(encoding="utf-8")
    assert "Homes &lt;&amp; more&gt;" in text
    assert "Gender equality" not in text
    assert "Housing" in text


@pytest.mark.parametrize("figure", ["trend", "themes", "documents", "years"])
def test_odd_material_is_drawn(odd_summary, tmp_path, figure):
    write_plot(odd_summary, tmp_path / "figur.svg", figure=figure)


@pytest.mark.parametrize(
    ("name", "more", "problem"),
    [
        ("figur.gif", {}, r"cannot draw '\.gif'; choose \.svg, \.png, \.pdf"),
        (
            "figur.svg",
            {"keys": ["skola"]},
            "unknown theme 'skola'; choose from trygghet, bostad, jämställdhet",
        ),
        ("figur.svg", {"figure": "tårta"}, "unknown figure 'tårta'; choose trend"),
    ],
)
def test_what_cannot_be_drawn_is_a_usage_error(summary, tmp_path, name, more, problem):
    with pytest.raises(UsageError, match=problem):
        write_plot(summary, tmp_path / name, **more)
    assert list(tmp_path.iterdir()) == []
