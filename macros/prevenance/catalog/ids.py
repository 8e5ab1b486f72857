"""What an id may be: that of a file, on every system, and that of a blank or a list."""

import re

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+){0,8}")
NAME = re.compile(r"[a-z][a-z0-9_]*")
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
MAX_ID = 60


def is_id(name: str) -> bool:
    """Tell whether a name can be the id of a file, on every system."""
    return bool(ID.fullmatch(name)) and not _RESERVED.fullmatch(name) and len(name) <= MAX_ID


def pattern_of(attribute: str) -> re.Pattern[str]:
    """Return what the ids of a collection look like: blanks and lists are named as letters write them."""
    return NAME if attribute in {"fields", "lists"} else ID


LONGEST_FILE = 30
"""Characters of the name of a text's files in the kit."""
