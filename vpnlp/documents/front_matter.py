"""The `key: value` lines that stand between two `---` before a text."""

import re

RE_FENCE = re.compile(r"^(?:---|\+\+\+)\s*$")
RE_CLOSE = re.compile(r"^(?:---|\+\+\+|\.\.\.)\s*$")
RE_ENTRY = re.compile(r"^([A-Za-zÅÄÖåäö][\w åäöÅÄÖ.-]{0,40}?)\s*[:=]\s*(.*)$")  # title: Verksamhetsplan 2024
RE_LIST_ENTRY = re.compile(r"^\s*-\s+(.*)$")
RE_CODE_POINT = re.compile(r"\\x([0-9A-Fa-f]{2})|\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")

MOST_LINES = 200


def split_front_matter(text: str) -> tuple[dict[str, str], int]:
    r"""Return the front matter of `text` and how many lines it takes, or ({}, 0) where there is none.

    The shape is that of YAML as people write it: quoted or plain values, lists,
    values folded over indented lines. Keys come back in lower case.

    >>> split_front_matter("---\ntitle: Valprogram 2014\n---\nText")
    ({'title': 'Valprogram 2014'}, 3)
    """
    lines = text.split("\n", MOST_LINES + 1)
    if not RE_FENCE.match(lines[0]):
        return {}, 0
    end = next((n for n, line in enumerate(lines[1:MOST_LINES], start=1) if RE_CLOSE.match(line)), 0)
    entries = _entries(lines[1:end])
    return (entries, end + 1) if entries is not None and entries else ({}, 0)


def _entries(lines: list[str]) -> dict[str, str] | None:
    entries: dict[str, str] = {}
    key = ""
    for line in lines:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if key and line[0] in " \t-":
            entries[key] = _more(entries[key], line)
        elif match := RE_ENTRY.match(line):
            key = match[1].strip().lower()
            entries[key] = match[2].strip()
        else:
            return None  # running text between two rules
    return {key: value for key, raw in entries.items() if (value := _plain(raw))}


def _more(value: str, line: str) -> str:
    if match := RE_LIST_ENTRY.match(line):
        return f"{value}, {_plain(match[1])}" if value else _plain(match[1])
    if value in {"|", ">", "|-", ">-"}:
        return line.strip()
    # A backslash at the end of a folded line keeps the words apart by the space after the next one.
    return value[:-1] + line.strip().removeprefix("\\") if value.endswith("\\") else f"{value} {line.strip()}"


def _plain(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] == '"':
        return _unescape(value[1:-1])
    if len(value) >= 2 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(_plain(part) for part in value[1:-1].split(","))
    return "" if value in {"null", "~"} else value


def _unescape(value: str) -> str:
    value = RE_CODE_POINT.sub(lambda match: _letter(match[1] or match[2] or match[3]), value)
    return value.replace('\\"', '"').replace("\\n", " ").replace("\\t", " ").replace("\\\\", "\\")


def _letter(digits: str) -> str:
    point = int(digits, 16)
    return chr(point) if point < 0x110000 and not 0xD800 <= point < 0xE000 else ""
