"""The rules of the house that no linter knows: who may use whom, how large a module grows, what is public."""

import ast
import importlib
import statistics
import subprocess
import sys

import pytest

import vpnlp

ROOMS = [
    {"errors", "files", "language"},
    {"themes", "documents"},
    {"units", "swedish"},
    {"segmentation"},
    {"labels.record", "labels.rows", "labels.reading"},
    {"classifier"},
    {"pipeline", "labels"},
    {"statistics"},
    {"export"},
    {"cli"},
]
"""From upstream to downstream: a room imports from its own level or from levels before it."""

HEAVY = (
    "spacy",
    "sklearn",
    "polars",
    "scipy",
    "xlsxwriter",
    "xberg",
    "pypdfium2",
    "simplemma",
    "altair",
    "jinja2",
)


def modules(root):
    return sorted((root / "vpnlp").rglob("*.py"))


def name_of(path, root):
    parts = path.relative_to(root / "vpnlp").with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def level(module):
    """The place of a module's room in `ROOMS`; the longest name that fits counts."""
    places = {room: number for number, rooms in enumerate(ROOMS) for room in rooms}
    fits = [room for room in places if module == room or module.startswith(room + ".")]
    return places[max(fits, key=len)] if fits else None


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def type_only(path):
    """The modules that are imported for annotations alone."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            names |= {inner.module for inner in ast.walk(node) if isinstance(inner, ast.ImportFrom)}
    return names


def test_data_flow_in_one_direction(root):
    wrong = []
    for path in modules(root):
        module = name_of(path, root)
        if not module or level(module) is None:
            continue
        for used in set(imports(path)) - type_only(path):
            if not used.startswith("vpnlp."):
                continue
            other = level(used.removeprefix("vpnlp."))
            if other is not None and other > level(module):
                wrong.append(f"{module} imports {used}")
    assert not wrong


def test_the_library_knows_no_command_line(root):
    for path in modules(root):
        if not name_of(path, root).startswith("cli"):
            assert not {name.split(".")[0] for name in imports(path)} & {"typer", "click"}, path
        source = path.read_text(encoding="utf-8")
        assert "sys.exit" not in source, path
        assert "basicConfig" not in source, path


def test_modules_stay_small(root):
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules(root)}
    assert statistics.median(lengths.values()) <= 150
    assert {path: n for path, n in lengths.items() if n > 450} == {}


def test_public_names_are_few_and_explained():
    assert len(vpnlp.__all__) <= 13
    for name in vpnlp.__all__:
        thing = getattr(vpnlp, name)
        assert thing.__doc__, name
        assert ">>>" in thing.__doc__, f"{name} has no example"
    with pytest.raises(AttributeError):
        vpnlp.nothing  # noqa: B018


@pytest.mark.parametrize(
    ("code", "forbidden"),
    [
        ("import vpnlp.cli.app", HEAVY),
        (
            "from vpnlp.cli.app import app; from typer.testing import CliRunner; "
            "CliRunner().invoke(app, ['--help'])",
            (*HEAVY, "rich.markdown", "rich.traceback"),
        ),
        (
            "import vpnlp; vpnlp.load_model().classify('Bygg fler hyresrätter')",
            ("sklearn", "polars", "xlsxwriter"),
        ),
    ],
)
def test_what_a_start_may_not_import(code, forbidden):
    check = f"{code}; import sys; print([m for m in {forbidden!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_module_imports_alone(root):
    for path in modules(root):
        importlib.import_module(".".join(["vpnlp", name_of(path, root)]).rstrip("."))
