"""The form of a call in a hand-written page, as people type it; the engine that answers is apart."""

import re

MAX_CALLS = 100
"""Calls that one page may hold: each gives at most what the kit holds once."""

MAX_NAME = 80
"""Characters of the name that a call may give."""

_WORD = rf"[A-Za-z0-9_.-]{{1,{MAX_NAME}}}"
CALL = re.compile(rf"\{{\{{ [a-z_]+\((?:'{_WORD}'|\"{_WORD}\")?\) \}}\}}")
"""A call, as people type it."""

NAME_TYPED = re.compile(_WORD)
"""The name that a call gives."""
