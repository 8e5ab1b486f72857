"""The scripts of the configurator: its code, its data, and the whole that its page starts with.

The code stands in docs/assets/javascripts/, in modules of one subject each. They are joined here
into one classic script, which any browser runs, from a folder too.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rjsmin import jsmin

from prevenance.configurator import decision_letter
from prevenance.configurator.letter_data import every_letter
from prevenance.configurator.letter_pool import LetterPool, compact
from prevenance.configurator.rules_data import rules_data
from prevenance.documents.press import Press

_PLACES = (Path(__file__).parents[3] / "docs/assets", Path(__file__).parents[1] / "_assets")
ASSETS = next((place for place in _PLACES if (place / "javascripts").is_dir()), _PLACES[0])
"""The scripts and styles that come with this code: those of its checkout, or of its package."""

ENGINE = (
    "data", "days", "situation", "stages", "tables", "fitting", "requirements", "contradictions", "cleaning",
    "forms", "values", "typography", "answers", "escapes", "filling", "archives", "email", "editions", "documents",
)  # fmt: skip
"""The modules that compute, the twins of Python's; each comes after those that it imports."""

PAGE = (
    "page", "preview", "form", "memory", "address", "decision", "downloads", "configurator",
)  # fmt: skip
"""The modules of the page itself, which find the rules in place when they start."""

_IMPORT = re.compile(r'^import \{[^}]*\} from "[^"]*";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)


@dataclass(frozen=True)
class Data:
    """The data of a kit on a day, as scripts.

    ``rules`` are the rules and the closed lists, ``shared`` what many letters hold, ``letters`` one
    script for each text and each translation (``ID``, ``ID.en``), ``every`` all letters in one.
    """

    rules: str
    shared: str
    letters: Mapping[str, str]
    every: str


def data_scripts(press: Press, *, documents: bool = True) -> Data:
    """Write the data of a kit on a day: every piece of a letter once, however many scripts hold it."""
    sheet = {decision_letter.SHEET: decision_letter.compiled(press.stamp, documents=documents)}
    letters = every_letter(press, documents=documents)
    pool = LetterPool(letters)
    receive = "Prevenance.receive({});\n".format
    last = receive(_inside(LetterPool(sheet).written(sheet, shared=False)))
    each = {name: receive(_inside(pool.written([name]))) for name in letters}
    rules = compact(rules_data(press.catalog))
    return Data(
        rules=f"Prevenance.data = {_inside(rules)};\n",
        shared=f"Prevenance.parts = {_inside(pool.shared_written())};\n",
        letters={**each, decision_letter.SHEET: last},
        every=receive(_inside(pool.written(letters, shared=False))) + last,
    )


def _inside(json: str) -> str:
    """Write data that stand in a file or inside a page: nothing in them closes a script."""
    text = json.replace("<", "\\u003c")
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def engine() -> str:
    """Return the modules that compute, in one scope."""
    return _joined("engine", ENGINE)


def started(data: Iterable[str]) -> str:
    """Return the code around its data: one script, and nothing of it but ``Prevenance`` is seen."""
    page = _joined("configurator", PAGE)
    return f'(()=>{{"use strict";{engine()}\n{"".join(data)}{page}\n}})();\n'


def _joined(folder: str, names: Iterable[str]) -> str:
    """Join modules, which share one scope from then on, without comments and margins."""
    texts = ((ASSETS / "javascripts" / folder / f"{name}.js").read_text("utf-8") for name in names)
    code = "\n".join(_EXPORT.sub("", _IMPORT.sub("", text)) for text in texts)
    return str(jsmin(code))
