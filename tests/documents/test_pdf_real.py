"""PDF from real documents beside the repository, and from office programs and browsers."""

import html
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from vpnlp.documents.pdf import read_pdf
from vpnlp.documents.pdf.patterns import RE_PAGE_NUMBER
from vpnlp.documents.record import BlockKind
from vpnlp.documents.text import read_plain

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "documents"
CORPUS = ROOT / "corpus"
SOURCES = (
    "rikspartier/nationell-ordning-2018-valplattform.md",
    "verksamhetsplaner/noreberga-jamstalldhetsplan-2013.md",
)

needs_real = pytest.mark.skipif(not REAL.is_dir(), reason="../shared/documents is not here")
needs_browser = pytest.mark.skipif(not shutil.which("chromium"), reason="Chromium is not installed")
needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")


def of_kind(raw, kind):
    return [block.text for block in raw.blocks if block.kind is BlockKind(kind)]


@needs_real
def test_a_plan_gives_the_same_items_and_headings_as_its_markdown():
    pdf = read_pdf(REAL / "verksamhetsplan-socialnamnden-2024.pdf")
    plain = read_plain(REAL / "verksamhetsplan-socialnamnden-2024.md")
    assert of_kind(pdf, "item") == of_kind(plain, "item")
    assert of_kind(pdf, "heading") == of_kind(plain, "heading")


@needs_real
def test_the_interpellation_has_its_two_questions():
    raw = read_pdf(REAL / "interpellation-vald-mot-kvinnor.pdf")
    assert [(block.marker, block.page) for block in raw.blocks if block.kind is BlockKind.ITEM] == [
        ("1.", 2),
        ("2.", 2),
    ]
    assert raw.pages == 2


@needs_real
def test_the_manifesto_has_whole_sentences_headings_and_contents():
    raw = read_pdf(REAL / "centerpartiet-valmanifest-2022.pdf")
    items, headings = of_kind(raw, "item"), of_kind(raw, "heading")
    assert len(items) == 94
    assert len(of_kind(raw, "contents")) == 22
    assert all(item.endswith((".", "!", "?")) for item in items)
    assert not any(RE_PAGE_NUMBER.match(block.text) for block in raw.blocks)
    paragraphs = of_kind(raw, "paragraph")
    assert all(text.endswith((".", "!", "?", ":")) for text in paragraphs)
    assert not any(text.endswith(".") for text in headings)
    assert "ETT JÄMSTÄLLT SVERIGE MED MÖJLIGHETER OCH RÄTTVISA FÖR ALLA" in headings
    assert "Fördubbla produktionen av utsläppsfri el och förnybara bränslen" in headings
    assert any("som hotar Ukrainas överlevnad och hela Europas säkerhet" in text for text in paragraphs)
    assert any("bioraffinaderier" in text for text in paragraphs)


BASE = "body{font:11pt/1.35 'DejaVu Serif',serif} @page{size:A4;margin:25mm}"
DESIGNS = {
    "two columns": "body{columns:2;text-align:justify;hyphens:auto;font-size:9.5pt} h1{column-span:all}"
    "@page{margin:18mm;@bottom-center{content:counter(page)}}",
    "book": "p{margin:0;text-indent:1.5em;text-align:justify} h1,h2,h3{text-align:center;font-weight:normal}"
    "@page{@top-left{content:'Handlingsplan'} @bottom-right{content:'Sida ' counter(page)}}",
    "capitals and dashes": "h1,h2,h3{font-size:11pt;text-transform:uppercase;letter-spacing:2px}"
    "li{list-style-type:'– '}",
}


def markup(blocks):
    """Return blocks as HTML, a list item as an item of its own list."""
    tags = {BlockKind.ITEM: "li", BlockKind.HEADING: "h"}
    for block in blocks:
        tag = tags.get(block.kind, "p")
        tag = f"h{block.level}" if tag == "h" else tag
        text = html.escape(block.text)
        yield f"<ul style='margin:0'><li>{text}</li></ul>" if tag == "li" else f"<{tag}>{text}</{tag}>"


def words(text):
    return "".join(letter if letter.isalnum() else " " for letter in text.casefold()).split()


@needs_browser
@pytest.mark.browser
@pytest.mark.parametrize("design", DESIGNS)
def test_pages_printed_by_a_browser_give_back_their_source(tmp_path, design):
    blocks = [block for source in SOURCES for block in read_plain(CORPUS / source).blocks]
    page = tmp_path / "sida.html"
    body = "\n".join(markup(blocks))
    style = f"{BASE} {DESIGNS[design]}"
    page.write_text(f"<html lang=sv><meta charset=utf-8><style>{style}</style>{body}", encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    target = tmp_path / "sida.pdf"
    subprocess.run(
        [*command, f"--print-to-pdf={target}", str(page)], capture_output=True, timeout=60, check=True
    )
    raw = read_pdf(target)
    for kind in ("item", "heading", "paragraph"):
        want = [words(block.text) for block in blocks if block.kind is BlockKind(kind)]
        assert [words(text) for text in of_kind(raw, kind)] == want


@needs_office
@pytest.mark.office
def test_pages_printed_by_an_office_program_give_back_their_source(tmp_path):
    blocks = read_plain(CORPUS / SOURCES[1]).blocks
    page = tmp_path / "plan.html"
    body = "\n".join(markup(blocks))
    page.write_text(f"<html lang=sv><meta charset=utf-8><body>{body}</body></html>", encoding="utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(page)]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    raw = read_pdf(tmp_path / "plan.pdf")
    assert of_kind(raw, "item") == [block.text for block in blocks if block.kind is BlockKind.ITEM]
    everything = Counter(word for block in blocks for word in words(block.text))
    assert Counter(word for block in raw.blocks for word in words(block.text)) == everything
