"""Every format and edition of a text, each compiled once and filled as often as asked."""

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import Any

from prevenance.blocks import Layout, Letter
from prevenance.catalog import Catalog
from prevenance.compose import STANDARD, compose
from prevenance.model import Support
from prevenance.render import RENDERERS, document, editions
from prevenance.template import Compiled, produce, subject_line


class Press:
    """The compiled letters of a catalog; ``stamp`` is the version printed in their properties."""

    def __init__(self, catalog: Catalog, stamp: str, layout: Layout = STANDARD) -> None:
        self.catalog = catalog
        self.layout = layout
        self.stamp = stamp
        self.letter = cache(self._letter)
        self.compiled = cache(self._compiled)
        self.edition = cache(self._edition)
        self.subject = cache(self._subject)
        self._pdfs: dict[bytes, bytes] = {}

    def _letter(self, text: str, support: Support, language: str) -> Letter:
        speaking = self.catalog.speaking(language)
        return compose(speaking, speaking.templates[text], support, self.layout)

    def _compiled(self, text: str, support: Support, language: str, format_: str) -> Compiled:
        return RENDERERS[format_](self.letter(text, support, language), self.stamp)

    def _edition(self, text: str, support: Support, language: str, name: str) -> Compiled:
        kind = editions.EDITIONS[name]
        if name == "odoo-corps":
            base = editions.body(self.letter(text, support, language))
        else:
            base = self.compiled(text, support, language, kind.format)
        return editions.edited(base, kind, self.catalog)

    def _subject(self, text: str, language: str) -> Compiled:
        subject = editions.subject(self.letter(text, "courriel", language))
        return editions.edited(subject, editions.EDITIONS["odoo-objet"], self.catalog)

    def blanks(self, text: str, language: str) -> frozenset[str]:
        """Return the blanks of a text, on all its supports."""
        supports = self.catalog.templates[text].supports
        letters = (self.letter(text, support, language) for support in supports)
        return frozenset(blank for letter in letters for blank in letter.blanks)

    def fill(
        self, letter: Letter, compiled: Compiled, active: frozenset[str], answers: Mapping[str, str]
    ) -> bytes:
        """Fill a compiled letter and return the file; the same PDF is made once."""
        if compiled.format != "blocks":
            return document(compiled, active, answers)
        title = subject_line(letter, answers)
        key = hashlib.sha256(title.encode() + produce(compiled, active, answers)).digest()
        if key not in self._pdfs:
            details: dict[str, Any] = {
                "title": title,
                "language": letter.language,
                "layout": letter.layout,
            }
            self._pdfs[key] = document(compiled, active, answers, description=self.stamp, **details)
        return self._pdfs[key]
