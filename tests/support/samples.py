"""Letters as customers receive them: each use that the kit has of a text, and its longest answers."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

from prevenance import __version__
from prevenance.catalog import Catalog
from prevenance.documents.formats import BLOCKS, FORMATS
from prevenance.letter.answers import answer_blanks
from prevenance.letter.blocks import TITLES, Block, Letter
from prevenance.letter.choices import Choices, active_keys, default_choices
from prevenance.letter.compose import compose
from prevenance.model import (
    Language,
    Profile,
    Support,
    Text,
)
from prevenance.model.company import Company
from prevenance.rules.cases import space
from prevenance.rules.fitting import texts_for
from prevenance.rules.offers import offered_channels
from prevenance.rules.situation import Dates, dates_of, issuing_date, sender_facts
from prevenance.rules.survey import OPEN_FACETS, each_way, profile_facets
from prevenance.rules.tables import Decision
from prevenance.template.filling import produce
from prevenance.template.segments import Template
from prevenance.text.no_break import NBSP

SENDERS: Mapping[str, Company] = {
    "oblige": Company(category="ge"),
    "preparation": Company(category="pme", preparation=dt.date(2026, 11, 1)),
    "pas-encore": Company(category="pme"),
    "en-cours": Company(category="pme", early_start=dt.date(2026, 11, 1)),
    "annonce": Company(category="pme", early_start=dt.date(2027, 2, 1)),
}
"""A sender in each state on 24 November 2026."""

NONE: frozenset[str] = frozenset()
"""No key at all: a letter without its options."""

SWITCH_OVER = dt.date(2027, 3, 1)

_LETTERS: dict[tuple[object, ...], Letter] = {}
_COMPILED: dict[tuple[object, ...], Template] = {}
_CALLED: dict[tuple[object, ...], list[tuple[Text, Decision]]] = {}
_USES: dict[tuple[object, ...], tuple["Use", ...]] = {}


@dataclass(frozen=True)
class Use:
    """A text on one support, in one language, for a profile and a sender on a day."""

    catalog: Catalog
    text: Text
    support: Support
    language: Language
    profile: Profile
    company: Company
    today: dt.date
    decision: Decision
    typed: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.text.id}.{self.language}/{self.support}/{self.profile.id}/{self.state}"

    @property
    def state(self) -> str:
        """Where the sender stands; an early start counts until the legal date."""
        facts = sender_facts(self.catalog, self.company, self.today)
        state, early = facts["emetteur"], facts["anticipe"]
        return state if state == "oblige" or early == "non" else early

    @cached_property
    def choices(self) -> Choices:
        return default_choices(self.catalog, self.profile, self.decision, self.company, self.text)

    @cached_property
    def dates(self) -> Dates:
        return dates_of(self.catalog, self.company, self.today, self.decision.outcomes)

    @cached_property
    def answers(self) -> dict[str, str]:
        return answer_blanks(self.catalog, self.choices, self.dates, self.typed, self.language)

    @cached_property
    def keys(self) -> frozenset[str]:
        return active_keys(self.catalog, self.choices, self.dates, self.answers)

    @property
    def letter(self) -> Letter:
        name = (self.catalog.root, self.text.id, self.support, self.language)
        if name not in _LETTERS:
            speaking = self.catalog.speaking(self.language)
            _LETTERS[name] = compose(speaking, speaking.texts[self.text.id], self.support)
        return _LETTERS[name]

    def template(self, format_: str) -> Template:
        name = (self.catalog.root, self.text.id, self.support, self.language, format_)
        if name not in _COMPILED:
            made = BLOCKS if format_ == BLOCKS.name else FORMATS[format_]
            _COMPILED[name] = made.compile_letter(self.letter, __version__)
        return _COMPILED[name]

    def document(self, format_: str) -> bytes:
        return produce(self.template(format_), self.keys, self.answers)

    def txt(self) -> str:
        return self.document("txt").decode()

    def words(self) -> str:
        """Return the text with plain spaces, to look for words in it."""
        return self.txt().replace(NBSP, " ")

    def printed(self) -> str:
        """Return the text as a document prints it, where the box has neither name nor bullets."""
        return as_printed(self.txt())

    def shows(self, keys: tuple[str, ...]) -> bool:
        """Tell whether a block or a line under these keys shows."""
        return not keys or not self.keys.isdisjoint(keys)


def as_printed(text: str) -> str:
    """Leave out of a text file the name and the bullets that it gives to the lines of a box."""
    names = "|".join(TITLES["box"].values())
    return re.sub(
        rf"(?m)^(?:{names})\n((?:- .*\n)+)", lambda m: m[1].replace("\n- ", "\n")[2:], text
    )


def longest_answers(catalog: Catalog) -> dict[str, str]:
    """Return the example of every blank that the sender or the customer list fills."""
    return {
        name: field.example
        for name, field in catalog.fields.items()
        if field.filled_by != "outil" and field.type != "date"
    }


def uses(catalog: Catalog, today: dt.date) -> tuple[Use, ...]:
    """List every text of the kit wherever a profile and a sender's state call for it.

    Each difference that shows counts once: text, support, language, channels, benefits and dates.
    """
    name = (catalog.root, today)
    if name not in _USES:
        _USES[name] = tuple(_uses(catalog, today))
    return _USES[name]


def _uses(catalog: Catalog, today: dt.date) -> Iterator[Use]:
    typed = longest_answers(catalog)
    seen: set[tuple[object, ...]] = set()
    senders: dict[tuple[object, ...], Company] = {}
    for sender in SENDERS.values():
        state = tuple(sender_facts(catalog, sender, today).values())
        senders.setdefault((state, issuing_date(catalog, sender.category)), sender)
    for sender in senders.values():
        company = replace(sender, switch_over=SWITCH_OVER)
        for profile in sorted(catalog.profiles.values(), key=lambda p: p.id != "pme"):
            facets = profile_facets(catalog, profile, company, today)
            channels = offered_channels(catalog, profile, company)
            for text, decision in _called(catalog, facets, channels):
                for support, language in product(text.supports, languages(catalog, text)):
                    use = Use(
                        catalog, text, support, language, profile, company, today, decision, typed
                    )
                    shown = (text.id, support, language, use.keys)
                    if shown not in seen:
                        seen.add(shown)
                        yield use


def languages(catalog: Catalog, text: Text) -> tuple[Language, ...]:
    """Return the languages in which a text exists."""
    return ("fr", "en") if text.id in catalog.speaking("en").texts else ("fr",)


def _called(
    catalog: Catalog, facets: Mapping[str, tuple[str, ...]], channels: tuple[str, ...]
) -> list[tuple[Text, Decision]]:
    """List each text that some case of a box of facets calls for, with one of those cases."""
    name = (catalog.root, tuple(sorted(facets.items())), channels)
    if name in _CALLED:
        return _CALLED[name]
    found: dict[str, tuple[Text, Decision]] = {}
    free = [f for f in (*OPEN_FACETS, "mode_accord", "evenement") if f not in facets]
    box = {**facets, "mode_accord": tuple(catalog.lists["mode_accord"].values)}
    for _, decision in each_way(catalog, space(catalog, box, free), channels):
        for text in texts_for(catalog, decision):
            found.setdefault(text.id, (text, decision))
        for text in catalog.texts.values():
            if text.action and text.action in decision.actions:
                found.setdefault(text.id, (text, decision))
    return _CALLED.setdefault(name, list(found.values()))


FAMILIES = (
    ("demander-accord", "poste", "fr"),
    ("informer-delai", "poste", "fr"),
    ("demander-adresse", "poste", "fr"),
    ("preparer-adresse", "poste", "fr"),
    ("annoncer-demarrage-anticipe", "poste", "fr"),
    ("informer-ancien-refus", "poste", "fr"),
    ("informer-energie", "poste", "fr"),
    ("demander-donnees-public", "poste", "fr"),
    ("demander-accord-etranger", "poste", "en"),
    ("relancer-accord", "poste", "fr"),
    ("faq-clients", "document", "fr"),
    ("coupon-reponse", "document", "fr"),
)
"""One letter of each family, for the tools that take their time."""


def documented(catalog: Catalog, today: dt.date) -> list[Use]:
    """Return, for each letter of which a document is made, its longest use in each state."""
    found: dict[tuple[str, ...], Use] = {}
    for use in uses(catalog, today):
        if use.support in {"poste", "document"}:
            name = (use.text.id, use.support, use.language, use.state)
            longest = found.setdefault(name, use)
            if len(use.txt()) > len(longest.txt()):
                found[name] = use
    return list(found.values())


def families(catalog: Catalog, today: dt.date) -> list[Use]:
    found = {f"{u.text.id}, {u.support}, {u.language}": u for u in documented(catalog, today)}
    return [found[", ".join(name)] for name in FAMILIES]


def texts(use: Use, block: Block) -> Iterator[str]:
    for line in block.lines:
        if use.shows(line.keys):
            runs = [run for cell in line.cells for run in cell]
            yield "".join(use.answers[run.blank] if run.blank else run.text for run in runs)


def every_letter(catalog: Catalog) -> Iterator[Letter]:
    for name, text_ in catalog.texts.items():
        for support, language in product(text_.supports, languages(catalog, text_)):
            speaking = catalog.speaking(language)
            yield compose(speaking, speaking.texts[name], support)
