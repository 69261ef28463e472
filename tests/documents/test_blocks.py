# ruff: noqa: E501 - one row of a table a line
"""What blocks short texts become: one table, its rows as a person would read them.

A block is written as its kind (H heading, I item, P paragraph, R row, F footnote,
M metadata line, C contents line), its level where it has one, its text.
"""

import unicodedata

import pytest

from vpnlp.documents.decoding import clean
from vpnlp.documents.record import BlockKind
from vpnlp.documents.text import parse_plain

LETTERS = {
    BlockKind.HEADING: "H", BlockKind.ITEM: "I", BlockKind.PARAGRAPH: "P", BlockKind.ROW: "R",
    BlockKind.FOOTNOTE: "F", BlockKind.META: "M", BlockKind.CONTENTS: "C",
}  # fmt: skip

BODY = (
    "Kommunen har under flera år skjutit upp underhållet av fastigheterna, och nu syns det i varje trapphus. "
    "Vi menar att det är dags att göra något åt saken."
)
MORE = (
    "Arbetslösheten är högre än i grannkommunerna, och de som drabbas hårdast är unga utan gymnasieexamen. "
    "Det är ett slöseri med människor."
)


def shape(text):
    return [
        f"{LETTERS[block.kind]}{block.level or ''} {block.text}" for block in parse_plain(clean(text)).blocks
    ]


HEADINGS = {
    "atx": ("# Bostad\n\nText om bostad.", ["H1 Bostad", "P Text om bostad."]),
    "atx closed": ("## Bostad ##\nText.", ["H2 Bostad", "P Text."]),
    "atx without space": ("###Trygghet\nText.", ["H3 Trygghet", "P Text."]),
    "hashtag is text": ("#trygghet är viktigt för oss.", ["P #trygghet är viktigt för oss."]),
    "bold atx": ("## ***Vänsterpartiet vill***\n\n- Bygg", ["H2 Vänsterpartiet vill", "I1 Bygg"]),
    "setext 1": ("Verksamhetsplan\n===============\nText.", ["H1 Verksamhetsplan", "P Text."]),
    "setext 2": ("Bostad\n------\nText.", ["H2 Bostad", "P Text."]),
    "rule after text": (f"{BODY}\n\n---\n\n{MORE}", [f"P {BODY}", f"P {MORE}"]),
    "rule under a sentence": ("Vi vill bygga mer.\n---\nOch bättre.", ["P Vi vill bygga mer.", "P Och bättre."]),
    "bold line alone below a heading": (
        "# Plan\n\n## Skola\n\n**Mål och uppdrag:**\n\n- Fler lärare",
        ["H1 Plan", "H2 Skola", "H3 Mål och uppdrag:", "I1 Fler lärare"],
    ),
    "bold line right above a list": (
        "# Plan\n## Skola\nText om skolan.\n**Vi vill**\n- fler lärare",
        ["H1 Plan", "H2 Skola", "P Text om skolan.", "H3 Vi vill", "I1 fler lärare"],
    ),
    "bold lines are siblings": (
        "# Plan\n## Skola\n**Mål**\n- A b\n\n**Medel**\n- C d",
        ["H1 Plan", "H2 Skola", "H3 Mål", "I1 A b", "H3 Medel", "I1 C d"],
    ),
    "bold sentence is text": (
        "# Plan\n\n## Skola\n\n**Vi accepterar aldrig att barn lämnas efter.**\n\nText.",
        ["H1 Plan", "H2 Skola", "P Vi accepterar aldrig att barn lämnas efter.", "P Text."],
    ),
    "bold words in a line are text": (
        "# Plan\n\n## Skola\n\n**Skolan** ska vara jämlik.\n",
        ["H1 Plan", "H2 Skola", "P Skolan ska vara jämlik."],
    ),
    "italic line is text": (
        "# Plan\n## Skola\n\n*Godkänt på mötet i Västerås*\n\nText.",
        ["H1 Plan", "H2 Skola", "P Godkänt på mötet i Västerås", "P Text."],
    ),
    "underscores": ("# A\n## B\n\n__Mål__\n\n- x y", ["H1 A", "H2 B", "H3 Mål", "I1 x y"]),
    "bold last line is no heading": (
        f"# Plan\n## Slut\n{BODY}\n\n**Rösta på oss!**",
        ["H1 Plan", "H2 Slut", f"P {BODY}", "P Rösta på oss!"],
    ),
    "short lines in text": (
        f"Trygga stadsdelar\n\nInledning\n\n{BODY}\n\nSyfte\n\n{MORE}",
        ["H1 Trygga stadsdelar", "H2 Inledning", f"P {BODY}", "H2 Syfte", f"P {MORE}"],
    ),
    "labelled goals": (
        f"Plan för integration\n\n{BODY}\n\nMål 1. Attraktiva stadsdelar\n\n{MORE}\n\nMål 2. Samverkan\n\n{BODY}",
        ["H1 Plan för integration", f"P {BODY}", "H2 Mål 1. Attraktiva stadsdelar", f"P {MORE}",
         "H2 Mål 2. Samverkan", f"P {BODY}"],
    ),
    "numbered sections": (
        f"Bostadsprogram\n\n3 Nuläge\n\n{BODY}\n\n3.2 Boende\n\n{MORE}",
        ["H1 Bostadsprogram", "H2 3 Nuläge", f"P {BODY}", "H3 3.2 Boende", f"P {MORE}"],
    ),
    "chapters numbered as items": (
        f"1. Inledning\n\n{BODY}\n\n2. Boende\n\n{MORE}",
        ["H2 1. Inledning", f"P {BODY}", "H2 2. Boende", f"P {MORE}"],
    ),
    "capitals": (
        f"VALPROGRAM\n\nJOBB OCH FÖRETAG\n\n{BODY}\n\nSKOLA\n\n{MORE}\n\nGymnasiet\n\n{BODY}",
        ["H1 VALPROGRAM", "H2 JOBB OCH FÖRETAG", f"P {BODY}", "H2 SKOLA", f"P {MORE}", "H3 Gymnasiet", f"P {BODY}"],
    ),
    "acronym is no heading": (f"{BODY}\n\nLSS\n\n{MORE}", [f"P {BODY}", "H2 LSS", f"P {MORE}"]),
    "short line above a list": (
        f"Idrottshall\n\n{BODY}\n\nVinster för kommunen\n\n- Mer rörelse\n- Fler besök",
        ["H1 Idrottshall", f"P {BODY}", "H2 Vinster för kommunen", "I1 Mer rörelse", "I1 Fler besök"],
    ),
    "question heading": (
        f"Folkhälsoprogram\n\nVarför ett program?\n\n{BODY}",
        ["H1 Folkhälsoprogram", "H2 Varför ett program?", f"P {BODY}"],
    ),
    "lead-in with a colon is text": (f"{BODY}\n\nVi vill:\n\n- bygga", [f"P {BODY}", "P Vi vill:", "I1 bygga"]),
    "sentence is text": (f"{BODY}\n\nDet räcker nu.\n\n{MORE}", [f"P {BODY}", "P Det räcker nu.", f"P {MORE}"]),
    "signature at the end": (
        f"{BODY}\n\nAnnika Ek, Centerpartiet", [f"P {BODY}", "P Annika Ek, Centerpartiet"]
    ),
    "signature with letters": (f"{BODY}\n\nAnna Ek (V)\n\n{MORE}", [f"P {BODY}", "P Anna Ek (V)", f"P {MORE}"]),
    "date is no heading": (
        f"Motion\n\nBjörkhamn den 4 maj 2021\n\n{BODY}", ["H1 Motion", "P Björkhamn den 4 maj 2021", f"P {BODY}"]
    ),
    "address is no heading": (
        f"{BODY}\n\nwww.bjorkhamn.se\n\n{MORE}", [f"P {BODY}", "P www.bjorkhamn.se", f"P {MORE}"]
    ),
    "names one after another are no headings": (
        f"{BODY}\n\nStadsdelarna är\n\nSkogsbo\n\nNyhem\n\nFröslätt\n\nÅrvik\n\n{MORE}",
        [f"P {BODY}", "P Stadsdelarna är", "P Skogsbo", "P Nyhem", "P Fröslätt", "H2 Årvik", f"P {MORE}"],
    ),
    "marked document guesses no short lines": (
        f"# Plan\n\n## Ett\n\nKort rad\n\n{BODY}", ["H1 Plan", "H2 Ett", "P Kort rad", f"P {BODY}"]
    ),
    "html headings": (
        "<h2>Skola</h2><p>Mer pengar till skolan.</p>", ["H2 Skola", "P Mer pengar till skolan."]
    ),
}  # fmt: skip

ITEMS = {
    "hyphens": ("Vi vill\n- bygga\n- riva", ["H1 Vi vill", "I1 bygga", "I1 riva"]),
    "stars": ("* bygga\n* riva", ["I1 bygga", "I1 riva"]),
    "dots": ("• bygga\n• riva", ["I1 bygga", "I1 riva"]),
    "middle dots": ("· bygga\n· riva", ["I1 bygga", "I1 riva"]),
    "no space after a dot": ("•bygga\n•riva", ["I1 bygga", "I1 riva"]),
    "hyphen without space": ("-Bygga fler\n-Riva färre", ["I1 Bygga fler", "I1 Riva färre"]),
    "dashes": ("– bygga nytt\n– riva gammalt", ["I1 bygga nytt", "I1 riva gammalt"]),
    "small o": ("o Bygga nytt\no Riva gammalt", ["I1 Bygga nytt", "I1 Riva gammalt"]),
    "symbol font": ("\uf0b7 Bygga nytt\n\uf0b7 Riva gammalt", ["I1 Bygga nytt", "I1 Riva gammalt"]),
    "squares and ticks": ("▪ Bygga\n✓ Riva", ["I1 Bygga", "I2 Riva"]),
    "numbers": ("1. Hur många?\n2. När då?", ["I1 Hur många?", "I1 När då?"]),
    "numbers in brackets": ("1) bygga\n2) riva", ["I1 bygga", "I1 riva"]),
    "numbers in two brackets": ("(1) bygga\n(2) riva", ["I1 bygga", "I1 riva"]),
    "letters": ("a) bygga\nb) riva", ["I1 bygga", "I1 riva"]),
    "roman": ("(i) bygga\n(ii) riva", ["I1 bygga", "I1 riva"]),
    "letters below numbers": ("1. bygga\na) nytt\nb) stort\n2. riva", ["I1 bygga", "I2 nytt", "I2 stort", "I1 riva"]),
    "nested by indent": ("- bygga\n  - nytt\n    - rött\n- riva", ["I1 bygga", "I2 nytt", "I3 rött", "I1 riva"]),
    "nested by four": ("* bygga\n    * nytt\n* riva", ["I1 bygga", "I2 nytt", "I1 riva"]),
    "nested by tab": ("• bygga\n\to Nytt\n• riva", ["I1 bygga", "I2 Nytt", "I1 riva"]),
    "wrapped with indent": ("- att kommunen bygger\n  fler bostäder\n- att hyran", ["I1 att kommunen bygger fler bostäder", "I1 att hyran"]),
    "wrapped without indent": (
        "- att kommunen tar fram en plan för hur alla stadsdelar ska\nfå fler hyresrätter\n- att hyran sänks",
        ["I1 att kommunen tar fram en plan för hur alla stadsdelar ska få fler hyresrätter", "I1 att hyran sänks"],
    ),
    "wrapped in a word": ("- stärka social-\n  tjänsten", ["I1 stärka socialtjänsten"]),
    "hanging hyphen over lines": ("- stärka barn-\n  och ungdomsvården", ["I1 stärka barn- och ungdomsvården"]),
    "blank lines between": ("- bygga\n\n- riva\n\n- bo", ["I1 bygga", "I1 riva", "I1 bo"]),
    "task boxes": ("- [ ] bygga\n- [x] riva", ["I1 bygga", "I1 riva"]),
    "escaped by pandoc": ("\\- bygga\n\\- riva", ["I1 bygga", "I1 riva"]),
    "several on a line": ("Vi vill • bygga nytt • riva gammalt", ["H1 Vi vill", "I1 bygga nytt", "I1 riva gammalt"]),
    "html list": ("<ul><li>bygga</li><li>riva</li></ul>", ["I1 bygga", "I1 riva"]),
    "html list with style in a row": (
        "Hot\tSkydd\n<ul style=\"x\"> • våld • hat\t<ul> • ljus • folk</ul>",
        ["R Hot | Skydd", "I1 våld", "I1 hat", "I1 ljus", "I1 folk"],
    ),
    "att-clauses without bullets": (
        "Vi yrkar\n\natt hyran sänks\n\natt kön avskaffas",
        ["H1 Vi yrkar", "I1 att hyran sänks", "I1 att kön avskaffas"],
    ),
    "att-clauses on lines": (
        "Därför föreslår vi:\natt hyran sänks,\natt kön avskaffas samt\natt fler bygger",
        ["P Därför föreslår vi:", "I1 att hyran sänks,", "I1 att kön avskaffas samt", "I1 att fler bygger"],
    ),
    "capital Att": ("Att hyran sänks\n\nAtt kön avskaffas", ["I1 Att hyran sänks", "I1 Att kön avskaffas"]),
    "a sentence with Att is text": (
        f"{BODY}\n\nAtt stärka tilliten är viktigt. Det kräver tid.\n\n{MORE}",
        [f"P {BODY}", "P Att stärka tilliten är viktigt. Det kräver tid.", f"P {MORE}"],
    ),
    "year is no marker": ("2024. Då ska det vara klart.", ["P 2024. Då ska det vara klart."]),
    "decimal is no marker": ("1.5 miljoner räcker inte.", ["P 1.5 miljoner räcker inte."]),
    "minus is no marker": ("-5 grader ute.", ["P -5 grader ute."]),
    "speech is no item": ("– Vi har väntat för länge, säger Anna Ek.", ["P – Vi har väntat för länge, säger Anna Ek."]),
    "name is no letter": ("A. Svensson har ordet i frågan.", ["P A. Svensson har ordet i frågan."]),
    "emphasis is no star": ("*Trygghet* är viktigt.", ["P Trygghet är viktigt."]),
    "hyphenated list word": ("Gym- och styrketräning behövs.", ["P Gym- och styrketräning behövs."]),
    "text after a list": ("- bygga\n- riva\n\nDet är vår plan.", ["I1 bygga", "I1 riva", "P Det är vår plan."]),
    "item cut by a page": (
        "- att kommunen tillsammans med polisen tar fram en\n\nplan för alla stadsdelar",
        ["I1 att kommunen tillsammans med polisen tar fram en plan för alla stadsdelar"],
    ),
}  # fmt: skip

PARAGRAPHS = {
    "wrapped lines": (
        "Bostadsbristen i kommunen är stor och växer för varje år som\ngår utan att något görs. Särskilt unga drabbas, och många av\ndem flyttar härifrån.",
        ["P Bostadsbristen i kommunen är stor och växer för varje år som går utan att något görs."
         " Särskilt unga drabbas, och många av dem flyttar härifrån."],
    ),
    "hyphenated word": ("Vi stärker social-\ntjänsten.", ["P Vi stärker socialtjänsten."]),
    "hanging hyphen": ("Vi stärker barn-\noch ungdomsvården.", ["P Vi stärker barn- och ungdomsvården."]),
    "two hanging hyphens": (
        "Ansvaret ligger på jämställdhets-\noch arbetsmarknadsnämnden.",
        ["P Ansvaret ligger på jämställdhets- och arbetsmarknadsnämnden."],
    ),
    "acronym with hyphen": ("Vi följer EU-\nrätten.", ["P Vi följer EU-rätten."]),
    "hyphen within a line stays": ("Skol- och fritidsverksamhet.", ["P Skol- och fritidsverksamhet."]),
    "cut by a page": (
        "Vi tar tag i de problem som finns här och nu i vår\n\nstad samtidigt som vi blickar framåt.",
        ["P Vi tar tag i de problem som finns här och nu i vår stad samtidigt som vi blickar framåt."],
    ),
    "cut by a page number": (
        "Det gäller medarbetare i verksamheter, boende och civilsamhälle,\n\n7 (12)\n\nnäringsliv och bostadsbolag.",
        ["P Det gäller medarbetare i verksamheter, boende och civilsamhälle, näringsliv och bostadsbolag."],
    ),
    "page number amid wrapped lines": (
        "Handläggarna är fyra till antalet,\nSida 3 (6)\ntvå av dem ständigt nya i sitt yrke.",
        ["P Handläggarna är fyra till antalet, två av dem ständigt nya i sitt yrke."],
    ),
    "footer amid a sentence": (
        "Otrygghet är i sig en hälsorisk, och den som låter bli att gå ut\n\nLindås kommun          12 (31)\n\nfår mindre motion.",
        ["P Otrygghet är i sig en hälsorisk, och den som låter bli att gå ut får mindre motion."],
    ),
    "cut around a footnote": (
        "Det gäller medarbetare i verksamheter, boende och civilsamhälle,\n\n¹ Enligt beslut KS 2016.\n\nnäringsliv och bolag.",
        ["P Det gäller medarbetare i verksamheter, boende och civilsamhälle, näringsliv och bolag.", "F Enligt beslut KS 2016."],
    ),
    "new paragraph with small letter after a stop": (
        "Det är vår övertygelse sedan många år tillbaka.\n\nmen det räcker inte.",
        ["P Det är vår övertygelse sedan många år tillbaka.", "P men det räcker inte."],
    ),
    "hard break": ("Vänsterpartiet  \nEskilstuna", ["P Vänsterpartiet", "P Eskilstuna"]),
    "short lines stay apart": (
        "Yttrande\nSocialnämnden i Järnvik\nUtan särskild åtgärd", ["P Yttrande", "P Socialnämnden i Järnvik", "P Utan särskild åtgärd"]
    ),
    "br": ("Vi vill bygga.<br>Vi vill bo.", ["P Vi vill bygga.", "P Vi vill bo."]),
    "quote": ("> Vi måste bygga mer.\n> Det är bråttom.", ["P Vi måste bygga mer.", "P Det är bråttom."]),
    "code fence": ("```\nVi vill bygga.\n```", ["P Vi vill bygga."]),
    "link": ("Läs [planen](https://a.se/plan_(ny)) först.", ["P Läs planen först."]),
    "autolink": ("Se <https://a.se/x>.", ["P Se https://a.se/x."]),
    "link definition is no text": ("Läs [planen][1].\n\n[1]: https://a.se", ["P Läs planen."]),
    "image": ("![Torget](torg.png) är vackert.", ["P Torget är vackert."]),
    "emphasis inside": ("Fortsätt *Fristadshus* och **Sluta skjut**!", ["P Fortsätt Fristadshus och Sluta skjut!"]),
    "multiplication": ("Ytan är 5 * 3 * 2 meter.", ["P Ytan är 5 * 3 * 2 meter."]),
    "gender star": ("Alla kund*innor och elev*er är med.", ["P Alla kund*innor och elev*er är med."]),
    "snake case": ("Fältet kund_nr_2 saknas.", ["P Fältet kund_nr_2 saknas."]),
    "escapes": (r"Inte \*kursivt\* här \[inte länk\].", ["P Inte *kursivt* här [inte länk]."]),
    "entities": ("Hus &amp; hem&nbsp;nu.", ["P Hus & hem nu."]),
    "less than": ("Barn < 18 år och > 12 år.", ["P Barn < 18 år och > 12 år."]),
    "soft hyphen": ("Social\u00adtjänsten.", ["P Socialtjänsten."]),
    "ligatures": ("Konﬂikt och eﬀekt och ﬁnans.", ["P Konflikt och effekt och finans."]),
    "zero width": ("Fri\u200btid.", ["P Fritid."]),
    "no-break space": ("10\u00a0000 kronor.", ["P 10 000 kronor."]),
    "square metres": ("Lokalen är 40 m² och 3 km².", ["P Lokalen är 40 m² och 3 km²."]),
    "footnote mark": ("Det gjordes i Torshälla.¹", ["P Det gjordes i Torshälla."]),
    "empty": ("\n\n  \n", []),
    "bom": ("\ufeffText här.", ["P Text här."]),
}  # fmt: skip

TABLES = {
    "pipes": ("| Mål | Ansvarig |\n|---|---|\n| Fler jobb | AMN |", ["R Mål | Ansvarig", "R Fler jobb | AMN"]),
    "pipes without edges": ("Mål | Ansvar\n--- | ---\nJobb | AMN", ["R Mål | Ansvar", "R Jobb | AMN"]),
    "tabs": ("År\tAntal\n2020\t14\n2021\t19", ["R År | Antal", "R 2020 | 14", "R 2021 | 19"]),
    "one bar is text": ("Antingen A | eller B i texten.", ["P Antingen A | eller B i texten."]),
    "emphasis in cells": ("| **Mål** | *Vem* |", ["R Mål | Vem"]),
    "empty cells": ("| Mål | |\n| | AMN |", ["R Mål", "R AMN"]),
    "html table": (
        "<table><tr><th>Mål</th><th>Vem</th></tr><tr><td>Jobb</td><td>AMN</td></tr></table>",
        ["R Mål | Vem", "R Jobb | AMN"],
    ),
}  # fmt: skip

ASIDE = {
    "markdown footnote": (
        "Vi följer beslutet.[^1]\n\n[^1]: Enligt KS 2016/432.", ["P Vi följer beslutet.", "F Enligt KS 2016/432."]
    ),
    "contents with dots": (
        f"Innehåll\n\nInledning ........ 3\nBoende ......... 5\n\nInledning\n\n{BODY}",
        ["C Innehåll", "C Inledning ........ 3", "C Boende ......... 5", "H1 Inledning", f"P {BODY}"],
    ),
    "contents with numbers": (
        f"Innehållsförteckning\n\nInledning 3\n\nBoende 5\n\nSkola 7\n\nInledning\n\n{BODY}",
        ["C Innehållsförteckning", "C Inledning 3", "C Boende 5", "C Skola 7", "H1 Inledning", f"P {BODY}"],
    ),
    "contents with links": (
        "# Plan\n\n## Innehåll\n\n- [Boende](#boende)\n- [Skola](#skola)\n\n## Boende\n\nText.",
        ["H1 Plan", "C Innehåll", "C Boende", "C Skola", "H2 Boende", "P Text."],
    ),
    "metadata with colons": (
        f"# Plan\n\nBeslutad när: 2018-11-22\nDiarienummer: KS/2018:225\n\n{BODY}",
        ["H1 Plan", "M Beslutad när: 2018-11-22", "M Diarienummer: KS/2018:225", f"P {BODY}"],
    ),
    "metadata with tabs": (
        "Beslutad när\t2018-11-22\nErsätter\t-", ["M Beslutad när: 2018-11-22", "M Ersätter: -"]
    ),
    "metadata in a table": (
        "| Antagen | 2020-02-24 |\n| Revideras | 2024 |", ["M Antagen: 2020-02-24", "M Revideras: 2024"]
    ),
    "bold labels": (
        "# Plan\n\n**Diarienummer:** KS 2018/22\n\nText.", ["H1 Plan", "M Diarienummer: KS 2018/22", "P Text."]
    ),
    "abbreviated labels": ("Gäller fr.o.m.: 2018-01-01\nGäller t o m: 2020-12-31", ["M Gäller fr.o.m.: 2018-01-01", "M Gäller t o m: 2020-12-31"]),
    "decision in the text is text": (
        f"# Plan\n\n{BODY}\n\nBeslut: att planen antas", ["H1 Plan", f"P {BODY}", "P Beslut: att planen antas"]
    ),
    "colon in the text is text": (f"{BODY}\n\nVi säger: bygg!", [f"P {BODY}", "P Vi säger: bygg!"]),
    "breadcrumb": (f"Hem > Politik > Skola\n\n# Skola\n\n## Mål\n\n{BODY}", ["M Hem > Politik > Skola", "H1 Skola", "H2 Mål", f"P {BODY}"]),
    "labels with bars": (
        "# Plan\n\nDiarienummer ON-2024-1187 | Antagen 2024-12-11 | Giltig till 2025-12-31\n\nText här.",
        ["H1 Plan", "M Diarienummer ON-2024-1187 | Antagen 2024-12-11 | Giltig till 2025-12-31", "P Text här."],
    ),
    "front matter": ("---\ntitle: Plan\nyear: 2020\n---\n\nText här.", ["P Text här."]),
    "rules are no front matter": ("---\nVi vill bygga mer i hela kommunen nu.\n---\nText.", ["P Vi vill bygga mer i hela kommunen nu.", "P Text."]),
    "page label": (f"{BODY}\n\nSida 3 av 12\n\n{MORE}", [f"P {BODY}", f"P {MORE}"]),
    "page in dashes": (f"{BODY}\n\n- 3 -\n\n{MORE}", [f"P {BODY}", f"P {MORE}"]),
    "lone number is text": (f"{BODY}\n\n17\n\n{MORE}", [f"P {BODY}", "P 17", f"P {MORE}"]),
    "headers at form feeds": (
        "\f".join(f"Verksamhetsplan {page}\n\nStycke nummer {word} handlar om {word}.\n\nSocialnämnden" for page, word in enumerate(["ett", "två", "tre", "fyra"], 1)),
        [f"P Stycke nummer {word} handlar om {word}." for word in ["ett", "två", "tre", "fyra"]],
    ),
    "repeated lead-in is no header": (
        "# A\n\n## B\n\nVi vill\n\n- bygga\n\n## C\n\nVi vill\n\n- riva\n\n## D\n\nVi vill\n\n- bo",
        ["H1 A", "H2 B", "P Vi vill", "I1 bygga", "H2 C", "P Vi vill", "I1 riva", "H2 D", "P Vi vill", "I1 bo"],
    ),
}  # fmt: skip

TABLE = (
    HEADINGS | {f"item: {k}": v for k, v in ITEMS.items()} | {f"text: {k}": v for k, v in PARAGRAPHS.items()}
)
TABLE |= {f"table: {k}": v for k, v in TABLES.items()} | {f"aside: {k}": v for k, v in ASIDE.items()}


def test_the_table_is_large():
    assert len(TABLE) >= 100


@pytest.mark.parametrize(("text", "blocks"), TABLE.values(), ids=TABLE.keys())
def test_blocks(text, blocks):
    assert shape(text) == blocks


@pytest.mark.parametrize(("text", "blocks"), TABLE.values(), ids=TABLE.keys())
def test_windows_line_ends_and_decomposed_letters_make_no_difference(text, blocks):
    assert shape(text.replace("\n", "\r\n")) == blocks
    assert shape(unicodedata.normalize("NFD", text)) == blocks


def test_markers_levels_lines():
    blocks = parse_plain("# A\n\n1. ett\n   a) två\n\n- tre").blocks
    assert [(block.marker, block.level, block.line) for block in blocks] == [
        ("", 1, 1), ("1.", 1, 3), ("a)", 2, 4), ("-", 1, 6),
    ]  # fmt: skip


def test_emphasis_is_kept():
    assert [block.emphasis for block in parse_plain("*Godkänt i maj*\n\nText *här*.").blocks] == [True, False]
