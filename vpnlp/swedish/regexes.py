"""The regular expressions of Swedish text, each with an example."""

import re

OPENING = r"\"'“”„»«’‘(\[*_–—\-"
CLOSING = r"\"'“”»«’)\]*_¹²³⁰-⁹"

RE_SENTENCE_END = re.compile(
    rf"[.!?…]+[{CLOSING}]*(?=\s|$)"  # 'bättre skola.” Sedan', "Varför?! Jo"
    rf"|(?<=[a-zåäö]{{3}})[.!?](?=[A-ZÅÄÖ][a-zåäö]+[\s,])"  # a lost space: "är slut.Nästa mening"
    r"|\n[ \t]*\n"  # a blank line
)
RE_NEXT_WORD = re.compile(
    rf"[{OPENING}\s]{{0,40}}([^\W_]+)"
)  # the word after an end, marks before it skipped
RE_LAST_WORD = re.compile(r"\S+$")  # the word before an end: "Sluta skjut", "bl.a"
RE_NUMBER = re.compile(r"\d+(?:[.:]\d+)*")  # "3", "3.2", "10:15"
RE_SPACED_ABBREVIATION = re.compile(
    r"(?<!\w)((?:[a-zåäö]{1,3}\.\s){1,2}[a-zåäö]{1,3})$"
)  # "t. ex", "fr. o. m"
RE_INITIALS = re.compile(r"(?:[A-ZÅÄÖ]\.?-?)?[A-ZÅÄÖ]")  # "A", "C.-J", "K.G"
