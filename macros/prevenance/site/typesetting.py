"""A Markdown extension: French typography for the hand-written pages, as everywhere else.

Authors type straight apostrophes and plain spaces. Code is left alone, and so is HTML: what a
macro returns is already set.
"""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from prevenance.site.markup import typeset

UNTOUCHED = frozenset({"code", "pre", "script", "style", "kbd", "samp"})
AFTER_INLINE = 15
"""Priority just under that of inline patterns (20), whose text must be there."""


class _Typesetter(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag not in UNTOUCHED and element.text:
                element.text = typeset(element.text)
            for child in element:
                if child.tail and element.tag not in UNTOUCHED:
                    child.tail = typeset(child.tail)


class Typesetting(Extension):
    """Sets the typography of every text of a page."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        """Register the tree processor."""
        md.treeprocessors.register(_Typesetter(md), "typesetting", AFTER_INLINE)


def makeExtension(**options: object) -> Typesetting:  # noqa: N802 - Markdown's own name
    """Return the extension, as Markdown asks."""
    return Typesetting(**options)
