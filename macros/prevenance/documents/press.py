"""Every format and edition of a text, each compiled once and filled as often as asked."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, get_args

from prevenance import __version__
from prevenance.catalog import Catalog
from prevenance.documents import RENDERERS, document
from prevenance.letter.blocks import Letter
from prevenance.letter.compose import compose
from prevenance.merge import editions
from prevenance.merge.customers import clients_xlsx
from prevenance.model import Category, Support
from prevenance.model.company import STANDARD, Layout
from prevenance.rules.days import months_before
from prevenance.rules.situation import PREPARATION_MONTHS, issuing_date
from prevenance.rules.stages import shown_until
from prevenance.template import Template, produce, subject_line

Answers = tuple[tuple[str, str], ...]
"""Blanks and their answers, in order: what a file that is made once is known by."""


class Press:
    """The letters of a catalog, compiled, and the files made from them, each once.

    ``stamp`` is the version printed in their properties. Customers of several profiles often get
    the same files: half of the kit's, and three customer lists in four.
    """

    def __init__(self, catalog: Catalog, stamp: str, layout: Layout = STANDARD) -> None:
        self.catalog = catalog
        self.layout = layout
        self.stamp = stamp
        self.letter = cache(self._letter)
        self.compiled = cache(self._compiled)
        self.edition = cache(self._edition)
        self.subject = cache(self._subject)
        self.filled = cache(self._filled)
        self.clients = cache(self._clients)
        self._pdfs: dict[bytes, bytes] = {}

    def _letter(self, text: str, support: Support, language: str) -> Letter:
        speaking = self.catalog.speaking(language)
        return compose(speaking, speaking.texts[text], support, self.layout)

    def _compiled(self, text: str, support: Support, language: str, format_: str) -> Template:
        return RENDERERS[format_](self.letter(text, support, language), self.stamp)

    def _edition(self, text: str, support: Support, language: str, name: str) -> Template:
        kind = editions.EDITIONS[name]
        if name == "odoo-corps":
            base = editions.body(self.letter(text, support, language))
        else:
            base = self.compiled(text, support, language, kind.format)
        return editions.edited(base, kind, self.catalog)

    def _subject(self, text: str, language: str) -> Template:
        subject = editions.subject(self.letter(text, "courriel", language))
        return editions.edited(subject, editions.EDITIONS["odoo-objet"], self.catalog)

    def _filled(
        self,
        text: str,
        support: Support,
        language: str,
        format_: str,
        active: frozenset[str],
        answers: Answers,
    ) -> bytes:
        letter = self.letter(text, support, language)
        compiled = self.compiled(text, support, language, format_)
        return self.fill(letter, compiled, active, dict(answers))

    def _clients(self, variants: tuple[str, ...], answers: Answers) -> bytes:
        return clients_xlsx(self.catalog, variants, dict(answers))

    def blanks(self, text: str, language: str) -> frozenset[str]:
        """Return the blanks of a text, on all its supports."""
        supports = self.catalog.texts[text].supports
        letters = (self.letter(text, support, language) for support in supports)
        return frozenset(blank for letter in letters for blank in letter.blanks)

    def fill(
        self, letter: Letter, compiled: Template, active: frozenset[str], answers: Mapping[str, str]
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


@lru_cache(maxsize=2)
def press_for(catalog: Catalog, today: dt.date, layout: Layout = STANDARD) -> Press:
    """Return the press of a kit on a day: the site, the kit and the command share its letters."""
    return Press(catalog, stamp(catalog, today), layout)


def stamp(catalog: Catalog, today: dt.date) -> str:
    """Return what each document says of itself: the version of the kit and until when it holds."""
    return f"{__version__}, valable jusqu'au {valid_until(catalog, today).isoformat()}"


def valid_until(catalog: Catalog, today: dt.date) -> dt.date:
    """Return the last day before something changes: a legal stage comes or fades, a review, a preparation."""
    days = [dt.date.fromisoformat(s.when) for s in catalog.stages.values() if s.nature != "projet"]
    shown = [shown_until(s) for s in catalog.stages.values() if s.before]
    days += [day + dt.timedelta(days=1) for day in shown if day]
    days += [
        months_before(issuing_date(catalog, c), PREPARATION_MONTHS) for c in get_args(Category)
    ]
    coming = [day for day in days if day > today]
    return min(coming) - dt.timedelta(days=1) if coming else today + dt.timedelta(days=365)
