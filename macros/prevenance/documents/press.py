"""Every format of a text, each compiled once and filled as often as asked."""

import datetime as dt
from functools import cache

from prevenance.catalog import Catalog
from prevenance.documents.formats import Format
from prevenance.documents.validity import stamp
from prevenance.letter.blocks import Letter
from prevenance.letter.compose import compose
from prevenance.model import Support
from prevenance.model.company import STANDARD, Layout
from prevenance.template.segments import Template

Answers = tuple[tuple[str, str], ...]
"""Blanks and their answers, in order: what a file that is made once is known by."""


class Press:
    """The letters of a catalog, compiled, and the files made from them, each once.

    A door makes one for what it builds on a day, passes it on, and drops it with all that it keeps:
    customers of several profiles often get the same files, half of the downloads.
    """

    def __init__(self, catalog: Catalog, today: dt.date, layout: Layout = STANDARD) -> None:
        self.catalog = catalog
        self.today = today
        self.layout = layout
        self.stamp = stamp(catalog, today)
        self.letter = cache(self._letter)
        self.template = cache(self._template)
        self.filled = cache(self._filled)
        self.blanks = cache(self._blanks)

    def _letter(self, text: str, support: Support, language: str) -> Letter:
        speaking = self.catalog.speaking(language)
        return compose(speaking, speaking.texts[text], support, self.layout)

    def _template(self, text: str, support: Support, language: str, format_: Format) -> Template:
        return format_.compile_letter(self.letter(text, support, language), self.stamp)

    def _filled(
        self,
        text: str,
        support: Support,
        language: str,
        format_: Format,
        active: frozenset[str],
        answers: Answers,
    ) -> bytes:
        template = self.template(text, support, language, format_)
        return format_.produce(template, active, dict(answers))

    def _blanks(self, text: str, language: str) -> frozenset[str]:
        """Return the blanks of a text, on all its supports."""
        supports = self.catalog.texts[text].supports
        letters = (self.letter(text, support, language) for support in supports)
        return frozenset(blank for letter in letters for blank in letter.blanks)
