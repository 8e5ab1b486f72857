"""A text of the kit as its page shows it: filled for an example, to read, to copy, to download."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from prevenance.catalog import LANGUAGES
from prevenance.documents.formats import FORMATS, Format, offered
from prevenance.documents.html import inner
from prevenance.documents.press import Press
from prevenance.letter.answers import answer_blanks
from prevenance.letter.blocks import Letter
from prevenance.letter.choices import active_keys
from prevenance.model import Support, Text
from prevenance.rules.situation import dates_of
from prevenance.site.example import Example
from prevenance.site.words import size
from prevenance.template.escapes import markup
from prevenance.template.filling import fill

FOLDER = "courriers/fichiers"
"""Where the documents of the letters' pages stand, in docs/."""

SHOWN = frozenset({"date_obligation", "liste_canaux"})
"""Computed answers that an example may give; every other blank stays marked."""


@dataclass(frozen=True)
class Download:
    """A document beside a page: its path in docs/, its format and its bytes."""

    path: str
    format: Format
    data: bytes

    @property
    def label(self) -> str:
        """Name the document for people: "Word (DOCX, 13 ko)"."""
        return f"{self.format.label} ({self.format.name.upper()}, {size(self.data)})"


@dataclass(frozen=True)
class ShownText:
    """A text in one language on one support: HTML to show, text to copy, documents to download."""

    support: Support
    language: str
    title: str
    html: str
    text: str
    blanks: tuple[str, ...]
    downloads: tuple[Download, ...]

    @property
    def anchor(self) -> str:
        """Name the shown text in its page."""
        return f"{self.support}-{self.language}"


def shown_texts(
    press: Press, text: Text, shown: Example, *, documents: bool = True
) -> Iterator[ShownText]:
    """Yield a text as its page shows it: French supports first, then the translation of each.

    Without ``documents`` nothing is made to download; the text shows all the same.
    """
    for language in LANGUAGES:
        speaking = press.catalog.speaking(language)
        if text.id in speaking.texts:
            known = speaking.texts[text.id]
            for support in known.supports:
                letter = press.letter(known.id, support, language)
                yield _shown(press, letter, shown, documents=documents)


def _shown(press: Press, letter: Letter, shown: Example, *, documents: bool) -> ShownText:
    catalog, case = press.catalog, (letter.id, letter.support, letter.language)
    dates = dates_of(catalog, shown.company, shown.day, shown.outcomes)
    every = answer_blanks(catalog, shown.choices, dates, {}, letter.language)
    filled = {name: answer for name, answer in every.items() if name in SHOWN}
    active = active_keys(catalog, shown.choices, dates, filled)
    suffix = "" if letter.language == "fr" else f"-{letter.language}"
    stem = f"{FOLDER}/{letter.id}-{letter.support}{suffix}"
    made = {
        each: press.filled(*case, each, active, tuple(filled.items()))
        for each in (offered(letter.support) if documents else (FORMATS["txt"],))
    }
    return ShownText(
        support=letter.support,
        language=letter.language,
        title=letter.title,
        html=_inside_a_page(fill(inner(letter), active, filled, markup)),
        text=made[FORMATS["txt"]].decode(),
        blanks=letter.blanks,
        downloads=tuple(
            Download(f"{stem}.{each.name}", each, data) for each, data in made.items() if documents
        ),
    )


def _inside_a_page(html: str) -> str:
    """Fit a letter under the headings of its page: no second title, no mark-up across lines."""
    html = re.sub(r"<h1>(.*?)</h1>", r'<p class="subject">\1</p>', html)
    html = re.sub(r"<(/?)h2>", r"<\1h3>", html)
    html = re.sub(r"<table>", '<table class="formulaire">', html)
    return html.replace("\n", "")
