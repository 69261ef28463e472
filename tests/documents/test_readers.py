# ruff: noqa: E501 - one row of a table a line
"""Files of every kind: found, decoded, read, or refused with one clear line."""

import io
import unicodedata
import zipfile
from pathlib import Path

import pytest

from vpnlp.documents import SUFFIXES, BlockKind, find_files, read_document
from vpnlp.errors import InputError

SAMPLES = Path(__file__).parent / "samples"
TEXT = "# Åtgärder för öar\n\n– Vi vill höja “nivån” på båtarna.\n"
BLOCKS = ["Åtgärder för öar", "Vi vill höja “nivån” på båtarna."]


def texts(path):
    return [block.text for block in read_document(path).blocks]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"),
     ("utf-16-le", b""), ("utf-16-be", b""), ("utf-32-le", b"\xff\xfe\0\0"), ("cp1252", b"")],
)  # fmt: skip
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_encodings(tmp_path, encoding, mark, ends, form):
    if encoding == "cp1252" and form == "NFD":
        pytest.skip("Windows-1252 has no combining marks")
    path = tmp_path / "plan.txt"
    path.write_bytes(mark + unicodedata.normalize(form, TEXT).replace("\n", ends).encode(encoding))
    assert texts(path) == BLOCKS


def test_a_letter_cut_at_the_end_of_a_file(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_bytes((TEXT * 5).encode()[:-1] + "å".encode()[:1])
    assert texts(path)[:2] == BLOCKS


def damaged_zip():
    return zipped({"word/document.xml": b"<w:document"})


def zipped(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


BAD = {
    "binary.txt": (bytes(range(256)) * 20, "is not text; save it as UTF-8 text and try again"),
    "zeros.txt": (b"\0" * 500, "is not text; save it as UTF-8 text and try again"),
    "pdf.txt": (b"%PDF-1.7 ...", "is not text but a PDF file; give the file its right suffix or convert it"),
    "word.md": (b"PK\x03\x04....", "is not text but a Word, OpenDocument or zip file; give the file its right suffix or convert it"),
    "old.md": (b"\xd0\xcf\x11\xe0\xa1\xb1", "is not text but an old Word or Excel file; give the file its right suffix or convert it"),
    "rtf.txt": (b"{\\rtf1 Hej", "is not text but an RTF file; give the file its right suffix or convert it"),
    "photo.txt": (b"\xff\xd8\xff\xe0 JFIF", "is not text but an image; give the file its right suffix or convert it"),
    "empty.md": (b"", "holds no text; check that it is the right file"),
    "blank.txt": (b" \n\n\t\n", "holds no text; check that it is the right file"),
    "empty.docx": (b"", "is empty; check that it was saved or downloaded whole"),
    "empty.odt": (b"", None),
    "empty.html": (b"", "is empty; check that it was saved or downloaded whole"),
    "text.docx": (b"Bara text.", None),
    "text.odt": (b"Bara text.", None),
    "damaged.docx": (damaged_zip(), None),
    "damaged.odt": (zipped({"content.xml": b"<office"}), None),
    "other.odt": (zipped({"data.txt": b"Hej"}), None),
    "locked.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1" * 9, "is encrypted or in an old Word format; save it as .docx without a password"),
    "locked.odt": (
        zipped({"content.xml": b"\x12\x9a", "META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
        "is encrypted; save it without a password",
    ),
    "old.doc": (b"\xd0\xcf\x11\xe0", "is of a format that vpnlp does not read (.doc); save it as .docx in Word or LibreOffice"),
    "rich.rtf": (b"{\\rtf1", "is of a format that vpnlp does not read (.rtf); save it as .docx in Word or LibreOffice"),
    "table.xlsx": (b"PK", "is of a format that vpnlp does not read (.xlsx); export it as PDF, or save its text as .txt"),
    "scan.jpg": (b"\xff", "is of a format that vpnlp does not read (.jpg); recognise its text (OCR) and save it as PDF"),
    "noname": (b"Hej", "is of a format that vpnlp does not read (no suffix); vpnlp reads " + ", ".join(sorted(SUFFIXES))),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_files_get_one_clear_line(tmp_path, name):
    data, line = BAD[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_document(path)
    message = str(caught.value)
    assert "\n" not in message
    assert caught.value.advice
    assert message.startswith(f"{path}: ")
    if line is not None:
        assert message == f"{path}: {line}"


def test_missing_file_and_folder(tmp_path):
    with pytest.raises(InputError, match="does not exist"):
        read_document(tmp_path / "borta.md")
    with pytest.raises(InputError, match="is a folder"):
        read_document(tmp_path)


def test_find_files(tmp_path):
    names = [
        "b/plan.md",
        "a/x.PDF",
        "a/.gömd.md",
        "README.md",
        "manifest.csv",
        "a/~$öppen.docx",
        "bild.png",
        "b/y.txt",
        ".git/z.md",
    ]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = [str(path.relative_to(tmp_path)) for path in find_files([tmp_path])]
    assert found == ["a/x.PDF", "b/plan.md", "b/y.txt"]
    assert find_files([tmp_path / "bild.png"]) == [
        tmp_path / "bild.png"
    ]  # named outright: reading it says why not
    assert find_files([tmp_path / "b", tmp_path / "b" / "y.txt"]) == [
        tmp_path / "b" / "plan.md",
        tmp_path / "b" / "y.txt",
    ]
    with pytest.raises(InputError, match="does not exist"):
        find_files([tmp_path / "nej"])
    (tmp_path / "tom").mkdir()
    with pytest.raises(InputError, match="holds no documents"):
        find_files([tmp_path / "tom"])


def test_every_format_of_one_document_gives_the_same():
    documents = {suffix: read_document(SAMPLES / f"plan{suffix}") for suffix in (".html", ".docx", ".odt")}

    def of(kind, document):
        return [(block.level, block.text) for block in document.blocks if block.kind is kind]

    for kind in (BlockKind.HEADING, BlockKind.ITEM, BlockKind.ROW):
        found = {suffix: of(kind, document) for suffix, document in documents.items()}
        assert found[".html"] == found[".docx"] == found[".odt"], kind
    assert of(BlockKind.ITEM, documents[".odt"]) == [
        (1, "att kommunen bygger fler hyresrätter"), (2, "särskilt i norr"), (2, "och vid hamnen"), (1, "att hyran sänks"),
        (1, "Kartlägg hemlösheten"), (1, "Ta fram en plan"), (2, "med Röda Korset"), (1, "Fler trygga kvinnor"),
    ]  # fmt: skip
    assert of(BlockKind.HEADING, documents[".docx"])[-1] == (3, "Mål och uppdrag:")
    for document in documents.values():
        assert (document.metadata.year, document.metadata.text("type")) == (2024, "verksamhetsplan")
        assert document.metadata.text("decided") == "2023-11-20"


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_footnotes_stand_apart(suffix):
    blocks = read_document(SAMPLES / f"plan{suffix}").blocks
    assert [block.text for block in blocks if block.kind is BlockKind.FOOTNOTE] == [
        "Enligt beslut SN 2023/12."
    ]
    assert "följer arbetet noga." in next(
        block.text for block in blocks if block.text.startswith("Barn- och")
    )


def test_numbered_markers_of_odt():
    blocks = read_document(SAMPLES / "plan.odt").blocks
    assert [block.marker for block in blocks if block.kind is BlockKind.ITEM][4:7] == ["1.", "2.", "a."]


def test_reading_works_where_a_loop_runs():
    import asyncio

    async def read():
        return read_document(SAMPLES / "plan.docx")

    assert asyncio.run(read()).metadata.year == 2024


def test_web_page(tmp_path):
    page = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Bostad | Hamnlistan</title></head><body>
    <nav><a href="/">Start</a></nav><h1>Bostad</h1><h2>Vi vill</h2><ul><li><p>bygga 1&nbsp;000 hyresrätter</p></li>
    <li>stoppa ombild&shy;ningar</li></ul><p>• Fler små lägenheter<br>• Sänkta hyror</p><script>var x = 1;</script></body></html>"""
    path = tmp_path / "sida.html"
    path.write_text(page, encoding="utf-8")
    blocks = read_document(path).blocks
    assert [(block.kind.value, block.text) for block in blocks] == [
        ("heading", "Bostad"), ("heading", "Vi vill"), ("item", "bygga 1 000 hyresrätter"), ("item", "stoppa ombildningar"),
        ("item", "Fler små lägenheter"), ("item", "Sänkta hyror"),
    ]  # fmt: skip


def test_the_real_plan_is_the_same_in_every_format(real_documents):
    found = {
        suffix: [block.text for block in read_document(real_documents / f"verksamhetsplan-socialnamnden-2024{suffix}").blocks
                 if block.kind is BlockKind.ITEM]
        for suffix in (".md", ".docx", ".odt", ".pdf")
    }  # fmt: skip
    assert len(found[".md"]) > 60
    assert found[".md"] == found[".docx"] == found[".odt"] == found[".pdf"]


def test_blocks_know_their_places():
    for path in SAMPLES.iterdir():
        document = read_document(path)
        assert all(document.text[block.start : block.end] == block.text for block in document.blocks)
