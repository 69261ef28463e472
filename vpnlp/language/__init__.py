"""What readers of a result see, in Swedish and in English.

Each file `<domain>.toml` beside this one is a table of entries
`key = {sv = "...", en = "..."}`; code asks for `wording("statistics", "sv")["share"]`.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from vpnlp.errors import UsageError

LANGUAGES = ("sv", "en")


@cache
def wording(domain: str, language: str = "sv") -> Mapping[str, str]:
    """Return the texts of one domain in one language.

    Raises:
        UsageError: `language` is neither "sv" nor "en".
    """
    if language not in LANGUAGES:
        raise UsageError(f"unknown language {language!r}", advice="choose sv or en")
    table = tomllib.loads((files(__name__) / f"{domain}.toml").read_text(encoding="utf-8"))
    return MappingProxyType({key: texts[language] for key, texts in table.items()})
