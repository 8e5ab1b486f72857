"""How an answer is written inside each format, so that it stays text whatever it holds."""

import html
import json
import re
from collections.abc import Callable, Mapping

from prevenance.text.typography import narrow


def plain(text: str) -> str:
    """Leave a text as it is, for text files."""
    return text


def markup(text: str) -> str:
    """Escape a text for HTML, whose fonts have the narrow no-break space."""
    return html.escape(narrow(text)).replace("\n", "<br>")


def wordml(text: str) -> str:
    """Escape a text for a WordprocessingML text element; a line feed becomes a line break."""
    return html.escape(text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')


def opendocument(text: str) -> str:
    """Escape a text for an OpenDocument paragraph: line feeds, tabs and spaces become elements.

    Spaces at either end, and runs of two or more, would collapse (part 3, section 6.1.2).
    """
    marked = re.sub(r"(?m)^ +| +$| {2,}", lambda m: _spaces(m[0]), html.escape(text))
    return marked.replace("\n", "<text:line-break/>").replace("\t", "<text:tab/>")


def _spaces(found: str) -> str:
    return "<text:s/>" if len(found) == 1 else f'<text:s text:c="{len(found)}"/>'


def quoted(text: str) -> str:
    """Escape a text for the inside of a JSON string."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


ESCAPES: Mapping[str, Callable[[str], str]] = {
    "plain": plain,
    "markup": markup,
    "wordml": wordml,
    "odt": opendocument,
    "json": quoted,
}
"""The escapes that the page's engine has too, by the name that it gives them."""


def name_of(escape: Callable[[str], str]) -> str:
    """Return the name of an escape in the page's engine."""
    return next(name for name, known in ESCAPES.items() if known is escape)
