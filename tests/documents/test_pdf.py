"""PDF on pages drawn here, line by line: what a reader sees is what the blocks say."""

import random
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from vpnlp.documents.pdf import read_pdf
from vpnlp.documents.record import BlockKind
from vpnlp.errors import InputError

LEFT, TOP, STEP = 70, 770, 14
FONTS = ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "ZapfDingbats")
PROSE = (
    "Kommunen har vuxit under lång tid och behovet av trygga miljöer är",
    "större än någonsin. Många väljer att gå en omväg hem på kvällen, och",
    "det är inte rimligt i en stad som vill vara till för alla som bor här.",
)


@dataclass
class Sheet:
    """One page: content drawn with the operators of PDF."""

    operators: list[str] = field(default_factory=list)
    y: float = TOP

    def text(self, text, x=LEFT, *, y=None, size=11, font=0, colour="0 0 0", extra=""):
        """Draw one line, at `y` or below the last one."""
        if y is None:
            self.y -= STEP * size / 11
            y = self.y
        code = "".join(f"{byte:02x}" for byte in text.encode("cp1252"))
        self.operators.append(
            f"BT {colour} rg {extra} /F{font} {size} Tf 1 0 0 1 {x} {y} Tm <{code}> Tj 0 Tr 0 Tc ET"
        )
        return self

    def gap(self, points=10):
        self.y -= points
        return self

    def prose(self, x=LEFT, lines=PROSE):
        for line in lines:
            self.text(line, x)
        return self

    def draw(self, operators):
        self.operators.append(operators)
        return self


def pdf_bytes(sheets, *, page="", info="", trailer=""):
    """Return a PDF of the sheets."""
    fonts = " ".join(f"/F{number} {number + 3} 0 R" for number in range(len(FONTS)))
    first = 3 + len(FONTS)
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(sheets)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>"]
    for name in FONTS:
        coded = "" if name == "ZapfDingbats" else "/Encoding /WinAnsiEncoding"
        objects.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} {coded} >>")
    for number, sheet in enumerate(sheets):
        content = "\n".join(sheet.operators)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {page} "
            f"/Resources << /Font << {fonts} >> >> /Contents {first + 2 * number + 1} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    objects.append(f"<< {info} >>")
    data = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(data)
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode()
    data += (
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R {trailer} >>\n".encode()
    )
    return bytes(data + f"startxref\n{start}\n%%EOF\n".encode())


@pytest.fixture
def read(tmp_path):
    def read_sheets(*sheets, **options):
        path = tmp_path / "plan.pdf"
        path.write_bytes(pdf_bytes(sheets, **options))
        return read_pdf(path)

    return read_sheets


def kinds(raw):
    return [(block.kind.value, block.text) for block in raw.blocks]


def texts(raw, kind):
    return [block.text for block in raw.blocks if block.kind is BlockKind(kind)]


def test_lines_become_paragraphs_and_words_become_whole(read):
    sheet = Sheet().prose().gap()
    sheet.prose(lines=("Socialnämnden ska se till att barn- och ungdomsenheten, äldre-", "och handikapp-"))
    sheet.prose(lines=("omsorgen samt social-", "tjänsten samarbetar. Fler", "får stöd."))
    assert kinds(read(sheet)) == [
        ("paragraph", " ".join(PROSE)),
        (
            "paragraph",
            "Socialnämnden ska se till att barn- och ungdomsenheten, äldre- och handikappomsorgen "
            "samt socialtjänsten samarbetar. Fler får stöd.",
        ),
    ]


def test_headings_have_levels_from_size_and_weight_and_are_not_glued(read):
    first = Sheet().text("Plan för trygghet", size=24, font=1).gap(20)
    first.text("Inledning", size=16, font=1).prose().text("Vad vi vill", font=1).prose()
    second = Sheet().text("Bostad för alla som vill bo och", size=16, font=1)
    second.text("verka i kommunen", size=16, font=1).prose().text("Bygg mer", font=1).prose()
    blocks = read(first, second).blocks
    assert [(block.level, block.text, block.page) for block in blocks if block.kind is BlockKind.HEADING] == [
        (1, "Plan för trygghet", 1),
        (2, "Inledning", 1),
        (3, "Vad vi vill", 1),
        (2, "Bostad för alla som vill bo och verka i kommunen", 2),
        (3, "Bygg mer", 2),
    ]
    assert texts(read(first, second), "paragraph") == [" ".join(PROSE)] * 4


@pytest.mark.parametrize(
    "style",
    [{"colour": "0.8 0 0"}, {"font": 1}, {"font": 1, "size": 13}],
    ids=["coloured", "bold", "large"],
)
def test_a_heading_may_stand_out_by_any_means(read, style):
    sheet = (
        Sheet().prose().gap().text("Trygga kvarter", **style).prose().gap().text("Fler jobb", **style).prose()
    )
    assert texts(read(sheet), "heading") == ["Trygga kvarter", "Fler jobb"]


def test_bold_sentences_and_large_quotes_are_no_headings(read):
    sheet = (
        Sheet().prose().gap().text("Det här är viktigt för oss, och därför säger vi det i fetstil.", font=1)
    )
    sheet.gap().prose().gap().text("”Alla ska kunna gå hem från bussen.”", size=15).gap().prose()
    assert texts(read(sheet), "heading") == []


@pytest.mark.parametrize("bullet", ["•", "-", "–", "·", "o", "»", "1.", "a)"])
def test_items_of_any_bullet_are_joined_over_lines(read, bullet):
    sheet = Sheet().text("Vi vill:").gap(4)
    sheet.text(bullet, 80).text("att fler bostäder byggs i hela kommunen och att de", 100, y=sheet.y)
    sheet.text("byggs i trä", 100)
    following = {"1.": "2.", "a)": "b)"}.get(bullet, bullet)
    sheet.text(following, 80).text("att parker rustas", 100, y=sheet.y).gap().prose()
    raw = read(sheet)
    assert texts(raw, "item") == [
        "att fler bostäder byggs i hela kommunen och att de byggs i trä",
        "att parker rustas",
    ]
    assert [block.marker for block in raw.blocks if block.kind is BlockKind.ITEM] == [bullet, following]
    assert [block.level for block in raw.blocks if block.kind is BlockKind.ITEM] == [1, 1]


def test_nested_items_have_levels_by_their_indentation(read):
    sheet = Sheet().prose().gap()
    for x, text in ((80, "• Skola"), (100, "– mindre klasser"), (100, "– fler lärare"), (80, "• Vård")):
        sheet.text(text, x)
    raw = read(sheet.gap().prose())
    items = [(block.level, block.text) for block in raw.blocks if block.kind is BlockKind.ITEM]
    assert items == [(1, "Skola"), (2, "mindre klasser"), (2, "fler lärare"), (1, "Vård")]


def test_bullets_from_a_symbol_font_and_bullets_that_are_drawn(read):
    symbols = Sheet().prose().gap()
    drawn = Sheet().prose().gap()
    for text in ("rusta torget", "bygga en simhall", "sänka taxan"):
        symbols.text("n", 80, font=3).text(text, 96, y=symbols.y)
        drawn.text(text, 96).draw(f"82 {drawn.y + 2} 4 4 re f")
    for sheet in (symbols, drawn):
        assert texts(read(sheet.gap().prose()), "item") == ["rusta torget", "bygga en simhall", "sänka taxan"]


def test_a_dash_or_a_number_that_a_line_happens_to_begin_with_is_no_item(read):
    sheet = Sheet().prose(lines=("Vi vill se en kommun som håller ihop hela året, också i november",))
    sheet.prose(
        lines=("– när mörkret faller – och som satsar på de som bor här. Det var", "10 procent fler.")
    )
    assert texts(read(sheet), "item") == []


def test_items_and_sentences_go_on_over_the_page_end(read):
    first = Sheet().prose().gap()
    first.text("• att nya vägar byggs till alla som bor på landet och ute i skärgården,", 80)
    second = Sheet().text("så att alla kommer fram", 89).text("• att bryggor rustas", 80).gap()
    second.text("Det finns mycket att göra för den som bor här och för alla de som")
    third = Sheet().text("kommer hit. Vi gör det gärna.").prose()
    for number, sheet in enumerate((first, second, third), 7):
        sheet.text(str(number), 300, y=40).text("Plan för landsbygd", y=815, size=9)
    raw = read(first, second, third)
    assert texts(raw, "item")[0].endswith("ute i skärgården, så att alla kommer fram")
    whole = "alla de som kommer hit. Vi gör det gärna."
    assert any(whole in text for text in texts(raw, "paragraph"))
    assert "Plan för landsbygd" not in " ".join(block.text for block in raw.blocks)


def test_running_headers_and_page_numbers_go_and_headings_in_the_same_place_stay(read):
    sheets = []
    for number, title in enumerate(("Skola", "Vård", "Skola", "Miljö"), 1):
        own = [f"{line.capitalize()} {number}" for line in PROSE[number % 3 :] + PROSE[: number % 3]]
        sheet = Sheet().text(title, size=16, font=1).prose(lines=own).gap(300).prose(lines=own)
        sheet.text(f"Budget 2024 | Sida {number} av 4", 200, y=30, size=9)
        sheets.append(sheet.text("Björkhamns kommun", 70, y=820, size=9))
    raw = read(*sheets)
    assert texts(raw, "heading") == ["Skola", "Vård", "Skola", "Miljö"]
    assert {kind for kind, _ in kinds(raw)} == {"heading", "paragraph"}
    assert not any("Budget" in text or "Björkhamns" in text for _, text in kinds(raw))


def test_two_columns_are_read_one_after_the_other(read):
    narrow = [f"rad {number} i spalten som är" for number in range(1, 9)]
    sheet = Sheet().text("Ett program", size=20, font=1).gap()
    top = sheet.y
    sheet.prose(lines=[f"Vänster {line}" for line in narrow])
    sheet.y = top - 3
    sheet.prose(320, lines=[f"höger {line}" for line in narrow])
    text = " ".join(text for _, text in kinds(read(sheet)))
    words = text.split()
    assert words[:3] == ["Ett", "program", "Vänster"]
    assert max(i for i, word in enumerate(words) if word == "Vänster") < words.index("höger")


def test_contents_and_tables_and_metadata(read):
    cover = Sheet().text("Plan mot våld", size=22, font=1).gap(20)
    for label, value in (("Dokumenttyp", "Plan"), ("Diarienummer", "KS 2023/12"), ("Beslutad av", "KF")):
        cover.text(label).text(value, 220, y=cover.y)
    contents = Sheet().text("Innehåll", size=16, font=1)
    for title, number in (
        ("1 Inledning", 3),
        ("2 Mål för barn- och", None),
        ("ungdomsarbetet", 4),
        ("3 Pengar", 6),
    ):
        contents.text(title)
        if number:
            contents.text("." * 60 + str(number), 250, y=contents.y)
    body = Sheet().text("1 Inledning", size=16, font=1).prose().gap()
    for row in (("Nämnd", "2024", "2025"), ("Socialnämnden", "800", "950"), ("Fritid", "120", "99")):
        for x, cell in zip((70, 200, 300), row, strict=True):
            body.text(cell, x, y=body.y - STEP)
        body.y -= STEP
    raw = read(cover, contents, body.gap().prose(), *[Sheet().prose() for _ in range(4)])
    assert texts(raw, "meta") == ["Dokumenttyp: Plan", "Diarienummer: KS 2023/12", "Beslutad av: KF"]
    assert texts(raw, "contents") == [
        "Innehåll",
        "1 Inledning 3",
        "2 Mål för barn- och ungdomsarbetet 4",
        "3 Pengar 6",
    ]
    assert texts(raw, "row") == ["Nämnd | 2024 | 2025", "Socialnämnden | 800 | 950", "Fritid | 120 | 99"]
    assert texts(raw, "heading") == ["Plan mot våld", "1 Inledning"]


def test_a_ruled_table_is_read_row_by_row_with_the_lists_in_its_cells(read):
    sheet = Sheet().prose().gap()
    top = sheet.y
    for y in (0, 20, 80):
        sheet.draw(f"70 {top - y} 400 0.5 re f")
    for x in (70, 200, 470):
        sheet.draw(f"{x} {top - 80} 0.5 80 re f")
    sheet.text("Mål", 75, y=top - 14).text("Åtgärd", 205, y=top - 14)
    sheet.text("Fler jobb i hela", 75, y=top - 34).text("kommunen", 75, y=top - 48)
    sheet.text("Utbilda fler", 205, y=top - 34).text("• i vården", 205, y=top - 48).text(
        "• i skolan", 205, y=top - 62
    )
    sheet.y = top - 90
    raw = read(sheet.prose())
    assert texts(raw, "row") == ["Mål | Åtgärd", "Fler jobb i hela kommunen | Utbilda fler"]
    assert texts(raw, "item") == ["i vården", "i skolan"]


def test_footnotes_stand_apart_and_their_marks_leave_the_text(read):
    sheet = Sheet().prose().gap()
    sheet.text("Var tredje kvinna är rädd.").text("1", 194, y=sheet.y + 4, size=7)
    sheet.text("Torget är 300 m stort.").gap(100)
    sheet.text("1", y=sheet.y - 2, size=6).text("Brå, trygghetsmätningen 2022.", 76, y=sheet.y - 5, size=8)
    raw = read(sheet)
    assert texts(raw, "footnote") == ["Brå, trygghetsmätningen 2022."]
    assert "är rädd. Torget" in " ".join(texts(raw, "paragraph"))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pages_lying_on_their_side_are_read_upright(read, turn):
    turned = Sheet()
    matrix = {0: "1 0 0 1 0 0", 90: "0 1 -1 0 842 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 595"}[turn]
    upright = Sheet().text("Bostad", size=16, font=1).prose().gap().text("• fler hem", 80)
    turned.draw(f"q {matrix} cm").operators.extend(upright.operators)
    raw = read(turned.draw("Q"), page=f"/MediaBox [0 0 {'842 842' if turn % 180 else '595 842'}]")
    assert kinds(raw) == [("heading", "Bostad"), ("paragraph", " ".join(PROSE)), ("item", "fler hem")]


def test_letters_apart_accents_apart_and_text_drawn_twice(read):
    sheet = Sheet().text("VI VILL BYGGA MER", size=16, extra="4 Tc").prose()
    sheet.text("P").text("a", 78, y=sheet.y).text("\u00a8", 79.4, y=sheet.y).text(
        "rlor glittrar.", 84.2, y=sheet.y
    )
    sheet.gap().text("Trygghet", font=1, size=14).text("Trygghet", 70.3, y=sheet.y, font=1, size=14).prose()
    raw = read(sheet)
    assert texts(raw, "heading") == ["VI VILL BYGGA MER", "Trygghet"]
    assert "Pärlor glittrar." in " ".join(texts(raw, "paragraph"))


def test_properties_and_pages(read):
    raw = read(Sheet().prose(), Sheet().prose(), info="/Title (Plan 2024) /CreationDate (D:20231105120000Z)")
    assert dict(raw.properties) == {"title": "Plan 2024", "created": "2023-11-05"}
    assert raw.pages == 2
    assert [block.page for block in raw.blocks] == [1, 2]


LOCK = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{0}> /U <{0}> >> /ID [<00> <00>]".format("ab" * 32)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "is empty; fetch the file again"),
        (b"\n \n", "is empty; fetch the file again"),
        (b"PK\x03\x04 not a PDF", "is no PDF file; check the file's suffix"),
        (
            b"%PDF-1.4\nbroken",
            "is a damaged PDF; fetch it again or print it to a new PDF from a viewer",
        ),
        (
            pdf_bytes([Sheet().draw("0 0 595 842 re f")]),
            "is a scanned PDF without text; run it through text recognition (OCR), "
            "for instance with ocrmypdf -l swe",
        ),
        (
            pdf_bytes([Sheet().prose()], trailer=LOCK),
            "is an encrypted PDF; save a copy without a password and read that one",
        ),
    ],
    ids=["empty", "blank", "zip", "cut", "scan", "locked"],
)
def test_bad_files_say_in_one_line_what_to_do(tmp_path: Path, data, problem):
    path = tmp_path / "plan.pdf"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_pdf(path)
    assert str(caught.value) == f"{path}: {problem}"


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_pdf(tmp_path / "borta.pdf")


def test_damaged_files_are_read_or_refused_but_never_crash(tmp_path):
    whole = pdf_bytes([Sheet().text("Rubrik", size=16, font=1).prose() for _ in range(2)])
    chance = random.Random(5)
    path = tmp_path / "skadad.pdf"
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(bytes(data[: chance.randint(len(data) // 2, len(data))]))
        with suppress(InputError):
            assert read_pdf(path).pages
