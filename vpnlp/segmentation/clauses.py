"""Several demands in one sentence: "Vi yrkar att A, att B samt att C"."""

from vpnlp.segmentation.regexes import RE_CLAUSE_BREAK, RE_PETITION


def split_clauses(sentence: str) -> list[tuple[int, int]]:
    """Return the spans of the att-clauses of a sentence that demands several things at once.

    The first span begins with the sentence, each later one with its "att". Only a
    sentence whose main verb demands ("yrkar", "föreslår", "vill"), with clauses set side by side
    by a comma, a semicolon, "och" or "samt", is split; subordinate clauses
    ("säga att ... att") are not, nor is a single clause.

    Examples:
        >>> text = "Vi yrkar att skolan rustas, att taket lagas samt att gården får träd."
        >>> [text[start:end] for start, end in split_clauses(text)]
        ['Vi yrkar att skolan rustas', 'att taket lagas', 'att gården får träd.']
        >>> split_clauses("Vi yrkar att skolan rustas.")
        []
    """
    if RE_CLAUSE_BREAK.search(sentence) is None:  # cheap, and nearly always so
        return []
    petition = RE_PETITION.match(sentence)
    if petition is None:
        return []
    breaks = list(RE_CLAUSE_BREAK.finditer(sentence, petition.end()))
    if not breaks:
        return []
    starts = [0, *(match.start("clause") for match in breaks)]
    ends = [*(match.start() for match in breaks), len(sentence)]
    return list(zip(starts, ends, strict=True))
