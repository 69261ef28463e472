"""The regular expressions of document structure, each with a line it is for.

Every pattern is anchored or bounded, so that one long line costs linear time.
"""

import re

_PRIVATE = "\uf000-\uf0ff"  # bullets of the Symbol and Wingdings fonts
_BULLETS = f"•·▪▫◦●○■□◆◇✓✔✗➢➤►▸▶‣⁃∙⬥❖➔→{_PRIVATE}"

# "• Trygga stadsdelar", "Trygga stadsdelar", "- [ ] ring upp": a bullet that is never a letter.
RE_BULLET = re.compile(rf"^([ \t]*)\\?([{_BULLETS}]|[-*+–—−](?=\s))\s*(?:\[[ xX]\]\s+)?(?=\S)")
# "-Att kommunen bygger" but not "-5 grader" nor "--- ".
RE_BULLET_TIGHT = re.compile(r"^([ \t]*)([-–])(?=[A-ZÅÄÖa-zåäö])")
# "o Fler bostäder", "o\tfler bostäder" (Word's second-level bullet, dumped as a letter).
RE_BULLET_O = re.compile(r"^([ \t]*)(o)(?:\t\s*|\s{2,}|\s(?=[A-ZÅÄÖ]))(?=\S)")
# "1. Hur ser arbetet ut?", "2) Bygg", "12. Text"; not "2024. Då", not "1.5 miljoner".
RE_NUMBER = re.compile(r"^([ \t]*)(\d{1,3}\\?[.)]|\(\d{1,3}\))\s+(?=\S)")
# "a) att hyran sänks", "b. barn", "(c) klimat".
RE_LETTER = re.compile(r"^([ \t]*)([a-hj-uA-HJ-U]\)|[a-h]\\?\.|\([a-zA-Z]\))\s+(?=\S)")
# "i) första", "(iv) fjärde", "ii. andra".
RE_ROMAN = re.compile(r"^([ \t]*)(\(?[ivx]{1,5}\)|[ivx]{2,5}\.)\s+(?=\S)")
# "§ att hyran sänks" is no item, so nothing here.

# "## Bostad för alla ##", "###Trygghet"; not "#trygghet".
RE_ATX = re.compile(r"^ {0,3}(?:>\s*)?(#{1,6}(?=\s)|#{2,6}(?=\S))(.*)$")
# "======" or "------" under a heading.
RE_UNDERLINE = re.compile(r"^ {0,3}(=+|-{2,})\s*$")
# "---", "* * *", "_____", "=====", "· · ·"
RE_RULE = re.compile(r"^\s*([-*_=~–—·.•])(?:\s*\1){2,}\s*$")
# "```python", "~~~"
RE_FENCE = re.compile(r"^\s*(?:```|~~~)\s*\w*\s*$")
# "> Vi måste bygga mer."
RE_QUOTE = re.compile(r"^ {0,3}((?:>\s?)+)")
# "| --- | :--: |", "+-----+------+"
RE_TABLE_RULE = re.compile(r"^\s*[|+]?\s*:?[-=]{2,}:?\s*(?:[|+]\s*:?[-=]{2,}:?\s*)*[|+]?\s*$")
# "| Mål | Ansvarig |"
RE_TABLE_ROW = re.compile(r"^\s*\|.*\|?\s*$")
# "[^1]: Enligt beslut KSKF/2016:432"
RE_FOOTNOTE = re.compile(r"^\s*\[\^([^\]\s]{1,20})\]:\s*")
# "¹ Enligt beslut KSKF/2016:432": a note as text dumps show it.
RE_FOOTNOTE_MARK = re.compile(r"^\s*([¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3})\s*(?=[A-ZÅÄÖa-zåäö\"”(])")
# "[bostad]: https://example.org" (a Markdown link definition, no text)
RE_LINK_DEFINITION = re.compile(
    r"^ {0,3}\[[^\]^][^\]]{0,100}\]:\s*<?(?:https?:|mailto:|/|#|www\.)\S*>?\s*(?:[\"'(].*)?$"
)

# "Inledning ........ 4", "3.2 Boende … 12", "Bilaga\t17"
RE_CONTENTS_LEADER = re.compile(
    r"^(.{0,200}?\S)\s*(?:[.·_]\s?){4,}\s*\d{1,4}\s*$|^(.{0,200}?\S)\s*…+[\s.…]*\d{1,4}\s*$"
)
# "Inledning    4", "Inledning\t4": counts only under a contents heading or beside such lines.
RE_CONTENTS_NUMBER = re.compile(r"^(\S.{0,150}?)(?:\t+|\s{2,}|\s)(\d{1,3})\s*$")
# "Innehållsförteckning", "INNEHÅLL:"
RE_CONTENTS_TITLE = re.compile(r"^\W*(?:\d+\.?\s+)?innehåll(?:sförteckning(?:en)?)?\W*$", re.IGNORECASE)
# "[Bostad](#bostad)" and nothing else
RE_CONTENTS_LINK = re.compile(r"^\s*\[[^\]]{1,200}\]\(#[^)]{0,200}\)\s*$")

# "Sida 3 av 12", "Sid. 3", "3 (12)", "- 3 -", "3/12", "Page 3", "– 14 –", "[3]"
RE_PAGE_LABEL = re.compile(
    r"^\s*(?:(?:sidan?|sid\.?|s\.|page)\s*:?\s*(\d{1,4})(?:\s*(?:av|of|/|\()\s*\d{1,4}\)?)?"
    r"|(\d{1,3})\s*\(\s*\d{1,3}\s*\)"
    r"|[-–—]\s*(\d{1,3})\s*[-–—])\s*$",
    re.IGNORECASE,
)
# "Vikbolanda kommun          12 (31)", "Budget 2023 | Samlingspartiet | 5"
RE_FOOTER = re.compile(r"^\s*[^\d\s].{1,80}?(?:\s{3,}|\t\s*|\s\|\s)\d{1,3}(?P<of>\s*\(\d{1,3}\))?\s*$")
# "17"
RE_BARE_NUMBER = re.compile(r"^\s*(\d{1,3})\s*$")
# "Verksamhetsplan 2024 | 7", "7   Socialnämnden", "Eskilstuna kommun sida 7 av 12"
RE_RUNNING = re.compile(
    r"^\s*(?:(?P<before>\d{1,3})[\s|·•–-]+(?P<after_text>\D.{2,80}?)"
    r"|(?P<text>\S.{2,80}?)[\s|·•–-]+(?:sid(?:a|an)?\.?\s*)?(?P<number>\d{1,3})"
    r"(?:\s*(?:av|\(|/)\s*\d{1,3}\s*\)?)?)\s*$",
    re.IGNORECASE,
)

# "Diarienummer: KSKF/2018:225", "Sent in date: 2026-01-28 07:40", "**Beslutad av:** KF".
RE_KEY_VALUE = re.compile(r"^\s*\**([A-ZÅÄÖ][\wåäöÅÄÖ./&-]*(?: [\wåäöÅÄÖ./&()-]+){0,4}?)\s*:\**\s+(\S.*)$")
# "3.2 Boende", "3.2.1. Trygga kvarter": a heading's number with its depth.
RE_SECTION_NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){1,4})\.?\s+(?=\S)")
# "1 Inledning", "4. Boende", "IV. Skolan": one number before a possible heading.
RE_CHAPTER_NUMBER = re.compile(r"^(\d{1,2}|[IVX]{1,5})(?:\.|\))?\s+(?=[A-ZÅÄÖ\"”])")
# "Mål 1. Attraktiva stadsdelar", "Kapitel 3: Skolan", "Fokusområde 2 – Klimat", "Bilaga A", "Del II"
RE_LABELLED_HEADING = re.compile(
    r"^(?:(?:[A-ZÅÄÖ][\wåäöÅÄÖ-]{1,25} )?(?:mål|kapitel|avsnitt|del|bilaga|fokusområde|målområde|område|"
    r"strategi|prioritering|punkt|steg|inriktning|delmål|artikel|tema))\s+(?:\d{1,2}|[IVX]{1,4}|[A-H])\b\s*(?:[.:–—-]\s*)?",
    re.IGNORECASE,
)
# "Hem > Politik > Sakområden", "Start › Det här vill vi"
RE_BREADCRUMB = re.compile(
    r"^(?:(?P<home>hem|start|startsida|startsidan|home)|\S.{0,40}?)"
    r"(?P<steps>\s+(?P<step>[>›»/])\s+\S.{0,60}?(?:\s+(?P=step)\s+\S.{0,60}?){0,5})$",
    re.IGNORECASE,
)
# "– Vi har väntat för länge, säger Anna Ek.": a line of speech, no list item.
RE_SPEECH = re.compile(
    r"[,”\"!?]\s*(?:säger|sade|sa|berättar|menar|förklarar|konstaterar|frågar|svarar|tycker|undrar|påpekar|fortsätter)\b"
)
# "<br>", "</li>", "<ul style='...'>"
RE_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)\b[^<>]{0,500}>")
RE_COMMENT = re.compile(r"<!--.{0,5000}?-->")
# " • " within a line: "Risker • Låg tillit • Svag kontroll"
RE_INLINE_BULLET = re.compile(r"(?:^|\s)[•▪●■➢✓✔\uf0b7\uf0a7]\s+")
