import pytest

from vpnlp.errors import InputError
from vpnlp.themes import read_themes


def test_the_shipped_themes(labels_folder):
    themes = read_themes(labels_folder / "themes.toml")
    assert themes.keys == ("trygghet", "arbetsgivare", "bostad", "jämställdhet", "narkotika")
    assert themes["bostad"].display() == "Bostad"
    assert themes["bostad"].display("en") == "Housing"


def test_a_theme_needs_only_its_key(tmp_path):
    path = tmp_path / "themes.toml"
    path.write_text("[skola]\n[klimat]\ncolour = '#00ff00'\n", encoding="utf-8")
    skola, klimat = read_themes(path)
    assert (skola.name, skola.display("en"), skola.colour) == ("Skola", "Skola", "#0072B2")
    assert (klimat.name, klimat.colour) == ("Klimat", "#00ff00")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "holds no theme; add one table per theme, such as [skola]"),
        ("skola = 1", "theme 'skola' is not a table; write [skola] with name = ..."),
        ("['övrigt']", "'övrigt' cannot be a theme key; choose another word"),
        ("['osäker']", "'osäker' cannot be a theme key; choose another word"),
        ("[skola]\ncolour = 'blå'", "theme 'skola' has the colour 'blå'; write it as \"#0072B2\""),
        ("[skola]\nname = 1", "theme 'skola': name is not a text; put it in quotes"),
    ],
)
def test_bad_themes(tmp_path, text, problem):
    path = tmp_path / "themes.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_themes(path)
    assert str(caught.value) == f"{path}: {problem}"


def test_a_missing_or_broken_file(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_themes(tmp_path / "themes.toml")
    (tmp_path / "themes.toml").write_text("[skola", encoding="utf-8")
    with pytest.raises(InputError, match="not a readable TOML file"):
        read_themes(tmp_path / "themes.toml")
