"""The macros of the guide's prose: every date, fact and name in it comes from the kit."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from prevenance.documents.press import Press
from prevenance.model import Fact
from prevenance.site import links, words
from prevenance.site.example import example
from prevenance.site.figures import FIGURES
from prevenance.site.markup import box, listing
from prevenance.site.shown_texts import shown_texts
from prevenance.text.html import href, link, prose

GLOSSARY = "regles/glossaire.md"


@dataclass(frozen=True)
class Guide:
    """The macros for one page: ``here`` gives its path in docs/ at the time of the call."""

    press: Press
    here: Callable[[], str]

    def macros(self) -> Mapping[str, Callable[..., str]]:
        """Return the macros by the name that pages use."""
        return {
            "date_etape": self.stage_date,
            "etape": lambda name: self.item("stages", name),
            "courrier": lambda name: self.item("texts", name),
            "profil": lambda name: self.item("profiles", name),
            "canal": lambda name: self.item("channels", name),
            "outil": lambda name: self.item("tools", name),
            "regle": lambda name: self.item("tables", name),
            "terme": self.term,
            "source": self.source,
            "fait": self.fact,
            "valeur": self.value,
            "faits": self.facts,
            "figure": self.figure,
            "extrait": self.extract,
        }

    def item(self, collection: str, name: str) -> str:
        """Link to an item by its name.

        Raises:
            KeyError: the kit has no such item; the build stops there.
        """
        getattr(self.press.catalog, collection)[name]
        return links.item_link(self.press.catalog, self.here(), collection, name)

    def stage_date(self, name: str) -> str:
        """Write the date of a stage in words."""
        stage = self.press.catalog.stages[name]
        return words.day(dt.date.fromisoformat(stage.when), stage.sources)

    def term(self, name: str) -> str:
        """Link to a word of the glossary."""
        return link(href(self.here(), GLOSSARY, name), prose(self.press.catalog.terms[name].term))

    def source(self, name: str) -> str:
        """Link to a source by its title."""
        return link(
            href(self.here(), links.SOURCES, name), prose(self.press.catalog.sources[name].title)
        )

    def value(self, name: str) -> str:
        """Write the value of a fact, with the mark of its sources."""
        fact = self.press.catalog.facts[name]
        marks = links.source_marks(self.press.catalog, self.here(), fact.sources)
        return f"{prose(fact.value or fact.sentence)} {marks}"

    def fact(self, name: str) -> str:
        """Write a fact: its sentence, its reserve, the day of its state and its sources."""
        return box(self._fact(self.press.catalog.facts[name]), "fait")

    def facts(self, kind: str) -> str:
        """List every fact of a kind."""
        found = [f for f in self.press.catalog.facts.values() if f.kind == kind]
        return listing([self._fact(fact) for fact in found], "liste-faits")

    def _fact(self, fact: Fact) -> str:
        marks = links.source_marks(self.press.catalog, self.here(), fact.sources)
        note = f" <em>{prose(fact.note)}</em>" if fact.note else ""
        state = f'<span class="etat">État au {words.day(fact.state_on)}. {marks}</span>'
        return f"{prose(fact.sentence)}{note} {state}"

    def figure(self, name: str) -> str:
        """Draw a picture of the kit's data."""
        return FIGURES[name](self.press.catalog, self.press.today).html(name)

    def extract(self, name: str) -> str:
        """Show the text of a letter as its page does, in its first support."""
        text = self.press.catalog.texts[name.removeprefix("courrier-")]
        shown = example(self.press.catalog, text, self.press.today)
        first = next(iter(shown_texts(self.press, text, shown, documents=False)))
        sheet = box(first.html, "feuille", more=' role="group" aria-label="Texte du courrier"')
        return f"<section data-search-exclude>{sheet}</section>"
