"""The regular expressions of the classifier."""

import re

RE_WORD = re.compile(r"[^\W\d_]+")  # "Barn- och ungdomsvården 2024" -> "Barn", "och", "ungdomsvården"
RE_MODEL_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)*")  # "min-modell", "plan.v2"; no folder in it
