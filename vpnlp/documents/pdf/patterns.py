"""The regular expressions and small tables of the PDF reader, each with an example."""

import re

# "AAAAAC+Frutiger-Bold": the prefix of a font of which only some glyphs are embedded
RE_SUBSET = re.compile(r"^[A-Z]{6}\+")
# "Frutiger-BlackItalic", "Arial,BoldItalic", "Helvetica-Oblique", "GaramondItal"
RE_ITALIC = re.compile(r"ital|obli|slanted|kursiv|-it\b", re.IGNORECASE)
# "Wingdings-Regular", "SymbolMT", "ZapfDingbats", "OpenSymbol"
RE_SYMBOLS = re.compile(r"wingdings|webdings|dingbats|symbol|bullets", re.IGNORECASE)
# The first that matches: "ExtraBold" before "Bold", "UltraLight" before "Light".
WEIGHTS = tuple(
    (re.compile(pattern, re.IGNORECASE), weight)
    for pattern, weight in (
        (r"semi-?bold|demi|halbfett", 600),
        (r"extra-?bold|ultra-?bold|heavy", 800),
        (r"black|poster|fat", 900),
        (r"bold|-bd|fett|bd$", 700),
        (r"medium|-md", 500),
        (r"thin|hairline|ultra-?light|extra-?light", 200),
        (r"light", 300),
    )
)
# Accents that stand as characters of their own -> the combining mark they mean
ACCENTS = {
    "\u00a8": "\u0308",  # ¨
    "\u02da": "\u030a",  # ˚
    "\u00b0": "\u030a",  # ° drawn over an a
    "\u00b4": "\u0301",  # ´
    "\u0060": "\u0300",  # `
    "\u0308": "\u0308",
    "\u030a": "\u030a",
    "\u0301": "\u0301",
    "\u0300": "\u0300",
}
RE_ACCENT = re.compile("[\u00a8\u02da\u00b4\u0308\u030a\u0301\u0300`]|a\\s?°|°\\s?a", re.IGNORECASE)  # "a¨"
# "Namn        Ort": spaces used as a tabulator
RE_WIDE_SPACE = re.compile(r"[ \t\xa0]{3,}")
# "7" in "Verksamhetsplan 2024 | 7": what differs in a running footer from page to page
RE_DIGITS = re.compile(r"\d+")
# "7", "- 7 -", "Sida 7", "Sid 7 av 12", "7 (12)", "7/12", "s. 7", "| 7", "[7]"
RE_PAGE_NUMBER = re.compile(
    r"^[\W_]*(?:(?:sida|sidan|sid|s|page)\W{0,3}(\d{1,3})(?:\s*(?:av|of|[(/])\s*\d{1,3}\W*)?"
    r"|(\d{1,3})\s*(?:(?:av|of|[(/])\s*\d{1,3}\W*)?)[\W_]*$",
    re.IGNORECASE,
)
# "iv", "- xii -": page numbers of forewords
RE_ROMAN_PAGE = re.compile(r"^\W*[ivx]{1,5}\W*$")
# "•", "▪", "", "■", "→": a marker that is a span of its own
RE_BULLET_ALONE = re.compile("^[•·∙▪▫◦●○■□◆◇✓✔✗✘➢➤►▸▶‣⁃◾◼⬤⚫❖➔→»*❑❒\u2022\uf000-\uf0ff]$")
# "-", "–", "—"
RE_DASH_ALONE = re.compile("^[-–—−‐‑]$")
# "1.", "a)", "(2)", "iv.", "12)"
RE_NUMBER_ALONE = re.compile(r"^(?:\d{1,3}[.)]|\(\d{1,3}\)|[a-zA-Z][.)]|\([a-zA-Z]\)|[ivxIVX]{1,5}[.)])$")
# "Vi vill bygga fler bostäder."
RE_TERMINAL = re.compile(r"[.!?:;…][\"”’)»\d]*$")
# "stad samtidigt som vi"
RE_LOWER = re.compile(r"^[\"”’(»]?[a-zåäöéü]")
# "miljö-", "miljö" + the mark PDFium sets for a hyphen at a line's end
RE_HYPHEN = re.compile("[^\\W\\d_][-\u00ad\u2010\ufffe\x02]$")
RE_HYPHEN_MARK = re.compile("[\ufffe\x02\u2010\u2011]")
# "3.2 Boende ........ 12", "Hela Sverige behövs   10"
RE_ENTRY = re.compile(r"^(?=.*[^\W\d_]{2}).*?(\d{1,3})$")
# "Inledning ........ 4", "Inledning . . . . 4", "Boende ____ 12", "Boende …… 12"
RE_LEADERS = re.compile(r"(?:[.·_]\s?){4,}|…{2,}")
# "D:20220812123300Z00'00'", "D:2011"
RE_PDF_DATE = re.compile(r"^(?:D:)?\s*((?:19|20)\d{2})(?:(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?)?")
# one line of PDFium's text of a page
RE_TEXT_LINE = re.compile(r"[^\r\n]+")
# "V I  V I L L", "F Ö R ": three letters in a row standing alone
RE_SPACED_LETTERS = re.compile(
    r"(?:(?<![^\W_])[^\W\d_]\s+){2}[^\W\d_](?![^\W_])|[^\W\d_]\s[^\W\d_]\s[^\W\d_]{1,3}\s"
)
# "Godkänt på delegationsmötet 17.9.2006", "2024-03-01", "den 3 maj 2021": no heading in itself
RE_DAY = re.compile(
    r"\b\d{1,2}[./]\s?\d{1,2}[./ ]\s?\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b|\bden \d{1,2} [a-zåäö]+\b"
)
# "1", "12", "1,2", "*": a raised number that refers to a footnote
RE_NOTE_MARK = re.compile(r"^(?:\d{1,3}(?:\s?,\s?\d{1,3})*|\*{1,3})\)?$")
# "1 SCB, Befolkningsstatistik 2021", "* Se bilaga", "3. Enligt lagen": the beginning of a footnote
RE_NOTE_START = re.compile(r"^(?:\d{1,3}[.):]?|\*{1,3})\s+\S*[^\W\d_]|^\d{1,3}(?=[A-ZÅÄÖ][a-zåäö])")
# "m" in "m²", "km", "CO" before a raised number that is part of a unit
RE_UNIT = re.compile(r"(?:^|[\s\d(])(?:[kcdm]?m|CO|10)$")
# "12 Enligt ..." -> number and text of a footnote
RE_NOTE_NUMBER = re.compile(r"^(\d{1,3}|\*{1,3})[.):]?\s*(\S.*)$")
# "bygga,", "”Alla ska kunna gå hem från bussen.”", "– Vi vågar inte.": broken off or spoken, no heading
RE_NO_HEADING = re.compile(r"[,;]$|^[\"”“»].{20,}[\"”“«]$|^[\"”“»–].{20,}\.$")
# "f_f_i", "f_j", "T_h.alt": the names of ligature glyphs in a font file
RE_LIGATURE_NAME = re.compile(rb"[fTtc]_[fijlbhkt](?:_[ijlt])?(?![a-z])")
# "$" in "biora$naderier", '"' in 'tre "ärdedelar': a sign beside a small letter
RE_MISREAD = re.compile(r"(?:(?<=[a-zåäö])|(?<=\s))([!-&(-+;-@\[-`{-~])(?=[a-zåäö])")
# "\uf046\uf06c\uf065\uf072" ("Fler" in a font that counts its letters from U+F000)
RE_PRIVATE_TEXT = re.compile("[\uf020-\uf0ff]{3,}")
# what is left out when titles are compared
RE_NO_LETTER = re.compile(r"[\W_]+")
