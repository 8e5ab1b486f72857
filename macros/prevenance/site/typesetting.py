"""A Markdown extension: French typography for the hand-written pages, as everywhere else.

Authors type straight apostrophes and plain spaces. Code is left alone, and so is HTML: what a
macro returns is already set. Tables scroll by themselves on a narrow screen, also by keyboard.
"""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from prevenance.text.html import for_the_web
from prevenance.text.no_break import NBSP

UNTOUCHED = frozenset({"code", "pre", "script", "style", "kbd", "samp"})
AFTER_INLINE = 15
"""Priority just under that of inline patterns (20), whose text must be there."""


class _Typesetter(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag not in UNTOUCHED and element.text:
                element.text = for_the_web(element.text)
            for child in element:
                if child.tail and element.tag not in UNTOUCHED:
                    child.tail = for_the_web(child.tail)


class _Tables(Treeprocessor):
    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for place, table in enumerate(list(parent)):
                if table.tag == "table" and not table.get("class"):
                    parent[place] = _scrolling(table)


def _scrolling(table: Element) -> Element:
    """Put a table in a box that scrolls, named after its columns, like the generated ones."""
    columns = list(table.iter("th"))
    names = ["".join(column.itertext()) for column in columns]
    for column in columns:
        column.set("scope", "col")
    label = re.sub("\x02.*?\x03", "", f"Tableau{NBSP}: {', '.join(filter(None, names))}")
    box = Element(
        "div", {"class": "tableau", "role": "group", "tabindex": "0", "aria-label": label}
    )
    box.tail, table.tail = table.tail, None
    table.set("class", "simple")
    box.append(table)
    return box


class Typesetting(Extension):
    """Sets the typography of every text of a page."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        """Register the tree processors."""
        md.treeprocessors.register(_Typesetter(md), "typesetting", AFTER_INLINE)
        md.treeprocessors.register(_Tables(md), "tables-that-scroll", AFTER_INLINE - 1)


def makeExtension(**options: object) -> Typesetting:  # noqa: N802 - Markdown's own name
    """Return the extension, as Markdown asks."""
    return Typesetting(**options)
