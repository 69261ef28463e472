"""Mark-up within a line taken away: emphasis, links, escapes, HTML tags."""

import html
import re

from vpnlp.documents.patterns import RE_COMMENT, RE_TAG

RE_IMAGE = re.compile(
    r"!\[([^\]\[]{0,500})\]\([^()\s]{0,2000}(?:\s+\"[^\"]{0,500}\")?\)"
)  # ![Torget](bild.png)
RE_LINK = re.compile(
    r"\[([^\]\[]{1,1000})\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s+\"[^\"]{0,500}\")?\)"
)  # [planen](http://a.se)
RE_REFERENCE = re.compile(r"\[([^\]\[]{1,500})\]\[[^\]\[]{0,100}\]")  # [planen][1]
RE_NOTE_MARK = re.compile(
    r"\[\^[^\]\s]{1,20}\]|\[\[?\d{1,3}\]?\]\(#[^()\s]{0,100}\)"
)  # Torshälla.[^1], [1](#fn1)
RE_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")  # <https://example.org>
RE_SUPERSCRIPT = re.compile(
    r"(?:(?<=[.,;:!?)”\"])|(?<=[a-zåäö]{3}))[¹²³⁴-⁹⁰]{1,3}(?!\w)"
)  # Torshälla.¹, not km²
RE_CODE = re.compile(r"`{1,2}([^`]{1,500})`{1,2}")
RE_STRONG = re.compile(r"(?<!\\)(\*{2,3}|_{2,3})(?=\S)([^*_]{1,2000}?)(?<=[^\s\\])\1")  # **Mål**
RE_EMPHASIS = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*]{1,2000}?)(?<=[^\s\\])\*(?![\w*])")  # *Trygghet*
RE_UNDERSCORE = re.compile(r"(?<![\w\\])_(?=[^\s_])([^_]{1,2000}?)(?<=[^\s\\])_(?!\w)")  # _Trygghet_
RE_STRUCK = re.compile(r"~~([^~]{1,1000})~~")
RE_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~$\"'^&@:])")
RE_LEFT_OVER = re.compile(r"(?<!\\)\*{2,}")  # the ** of a pair that was cut in two
RE_WHOLE = re.compile(r"^(\*{1,3}|_{1,3})(?=[^\s*_])(.{1,500}?)(?<=[^\s*_\\])\1(\s*[:.]?)$")
RE_WHOLE_HTML = re.compile(r"^<(b|strong)>(.{1,500})</\1>(\s*:?)$", re.IGNORECASE)

RE_MARK = re.compile(r"[*_\[\\<&~`¹²³⁴⁵⁶⁷⁸⁹⁰]")


def strip_inline(text: str) -> str:
    r"""Return `text` without mark-up; text that only looks like it ("5 * 3", "m²", "kund_nr") stays.

    >>> strip_inline("Utveckla *Fristadshus* och [planen](http://a.se), \\*inte\\* 5 * 3 m²")
    'Utveckla Fristadshus och planen, *inte* 5 * 3 m²'
    """
    if not RE_MARK.search(text):
        return text
    if "[" in text:
        text = RE_NOTE_MARK.sub("", text)
        for pattern in (RE_IMAGE, RE_LINK, RE_REFERENCE):
            text = pattern.sub(r"\1", text)
    if "<" in text:
        text = RE_TAG.sub(" ", RE_COMMENT.sub(" ", RE_AUTOLINK.sub(r"\1", text)))
    if "*" in text or "_" in text:
        text = _strip_emphasis(text)
    text = RE_STRUCK.sub(r"\1", RE_CODE.sub(r"\1", text))
    text = RE_ESCAPE.sub(r"\1", RE_SUPERSCRIPT.sub("", text))
    return html.unescape(text) if "&" in text else text


def _strip_emphasis(text: str) -> str:
    # Twice: `**Mål för *alla***` holds one pair within another.
    for _ in range(2):
        for pattern, group in ((RE_EMPHASIS, r"\1"), (RE_UNDERSCORE, r"\1"), (RE_STRONG, r"\2")):
            text = pattern.sub(group, text)
    return RE_LEFT_OVER.sub("", text)


def whole_emphasis(text: str) -> tuple[bool, bool]:
    """Return whether the whole of `text` is (bold, emphasised in any way).

    >>> whole_emphasis("**Mål och uppdrag:**"), whole_emphasis("*Godkänt 17.9.2006*")
    ((True, True), (False, True))
    """
    text = text.strip()
    if text[:1] not in "*_<":
        return False, False
    if match := RE_WHOLE_HTML.match(text):
        return True, True
    match = RE_WHOLE.match(text)
    if match is None or match[1] in match[2].replace("\\" + match[1], ""):
        return False, False
    return len(match[1]) >= 2, True
