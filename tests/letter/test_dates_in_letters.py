"""In every composed letter each date is printed once, in its tense, and contradicts no other.

Every profile, category of sender and early start, on days from the eve of the first legal date to
the end of the calendar, with sheets whose dates stand on both sides of what they may contradict.
Each text is composed once and filled many times; what the contradictions refuse is never sent.
"""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from random import Random
from typing import get_args

import pytest

from prevenance.catalog import Catalog
from prevenance.letter.answers import answer_blanks
from prevenance.letter.choices import Choices, active_keys
from prevenance.letter.saying import offers, saying
from prevenance.model import Category, Profile, Stage, Text
from prevenance.model.company import Company
from prevenance.rules import contradictions
from prevenance.rules.cases import space
from prevenance.rules.contradictions import KEYS
from prevenance.rules.fitting import texts_for
from prevenance.rules.offers import offered_channels
from prevenance.rules.situation import Dates, is_inside
from prevenance.rules.stages import is_visible, stage_day
from prevenance.rules.survey import OPEN_FACETS, each_way, profile_facets
from prevenance.rules.tables import Decision
from prevenance.template.filling import produce
from prevenance.text.dates import MONTHS_IN_WORDS
from support.samples import Use, languages, longest_answers

ENDING = ("dedans-pas-encore", "dedans-energie")
"""Perimeters in which what is offered ends on the legal date."""

FIRST, LAST = dt.date(2026, 8, 31), dt.date(2028, 7, 1)
DAY = dt.timedelta(days=1)
DRAWN = 180
"""Sheets drawn, with a day each, beside a plain sender of each category on each telling day."""

SLIP = "-" * 72
"""What comes before the reply slip in a text file."""

MONTHS = [month for months in MONTHS_IN_WORDS.values() for month in months]
DATE = re.compile(rf"\b(\d{{1,2}})(?:er)? ({'|'.join(MONTHS)}) (\d{{4}})\b")
AHEAD = re.compile(
    r"(?:\b(?:à partir du|à compter du|au plus tard le|d’ici au|jusqu’au|date légale du|commencera le"
    r"|from|by|until|will start on)|[.!?:\n] ?(?:le|au|on)) $",
    re.IGNORECASE,
)
"""What comes before a date that is to come."""

BEHIND = re.compile(
    r"\b(?:depuis le|étaient attendues jusqu’au|être vérifiés le|since|were expected by"
    r"|to be checked on) $",
    re.IGNORECASE,
)
"""What comes before a date that has come."""


OPEN = re.compile(r"\[[^\]]*\bdate\b[^\]]*\]", re.IGNORECASE)
"""A date that nobody gave: only the sheet's own may be missing."""


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def dates_in(text: str) -> Iterator[tuple[dt.date, str]]:
    """Yield each date of a text with the words before it."""
    for found in DATE.finditer(text):
        month = 1 + MONTHS.index(found[2]) % 12
        yield dt.date(int(found[3]), month, int(found[1])), text[: found.start()][-60:]


@dataclass(frozen=True)
class Composed:
    """A letter that a sender sends on a day: what is printed, and which dates it may name."""

    text: str
    dates: Dates
    decision: Decision
    names_first: bool
    known: frozenset[dt.date]

    def faults(self) -> Iterator[str]:
        """Yield what it says wrongly of dates."""
        letter, _, slip = self.text.partition(SLIP)
        printed = [*dates_in(letter)]
        count = Counter(date for date, _ in printed)
        yield from (f"twice: {date}" for date, times in count.items() if times > 1)
        yield from (f"not its date: {date}" for date in count.keys() - self.known)
        if {date for date, _ in dates_in(slip)} - {self.dates.reply}:
            yield "in the slip: a date that is not the reply's"
        for date, before in printed:
            if not (AHEAD if date > self.dates.today else BEHIND).search(before):
                yield f"tense: {before[-30:]!r} {date}"
        yield from self.disorder({*count})
        yield from self.silence({*count})

    def disorder(self, printed: set[dt.date]) -> Iterator[str]:
        """Yield what does not follow: the letter, the reply, the first sending, the legal date."""
        today, reply, first, due = (
            getattr(self.dates, n) for n in ("today", "reply", "first", "due")
        )
        end = due if is_inside(self.decision.outcomes) and due > today else LAST + 366 * DAY
        coming = first if first and first > today else None
        if reply in printed and not today < reply < min(end, coming or end):
            yield "order: an answer that is not between the letter and what it is about"
        last = end - DAY if self.decision.perimeter in ENDING else end
        if coming in printed and self.names_first and coming > last:
            yield "order: a first sending after the end of its offer"

    def silence(self, printed: set[dt.date]) -> Iterator[str]:
        """Yield the dates that are missing."""
        first = self.dates.first
        if offers(self.decision) and first and first not in printed:
            yield "silence: an offer without its day"
        if OPEN.search(self.text) and (first or self.dates.departure not in KEYS):
            yield "silence: a date between brackets"


@cache
def typed(catalog: Catalog, language: str) -> Mapping[str, str]:
    """Return what stands in the other blanks, set once."""
    nobody, nothing = Choices("", "pme"), Dates(FIRST, FIRST, FIRST)
    return answer_blanks(catalog, nobody, nothing, longest_answers(catalog), language)


def composed(use: Use) -> Composed:
    """Fill a letter, its own day left out: whatever date it holds is one that it speaks of."""
    catalog, choices, dates, language = use.catalog, use.choices, use.dates, use.language
    days = answer_blanks(catalog, choices, dates, {}, language)
    answers = {**typed(catalog, language), **days, "date_courrier": "ce jour"}
    active = active_keys(catalog, choices, dates, answers)
    text = produce(use.template("txt"), active, answers).decode()
    text = re.sub("[\u00a0\u202f]", " ", text)
    blanks = use.letter.blanks
    named = {stage_day(s, dates) for s in use.catalog.stages.values() if shown(use, s)}
    named |= {dates.first} | ({dates.reply} if "date_reponse" in blanks else set())
    named |= {dates.due} if is_inside(use.decision.outcomes) else set()
    known = frozenset(date for date in named if date)
    return Composed(text, dates, use.decision, "date_premier_envoi" in blanks, known)


def shown(use: Use, stage: Stage) -> bool:
    """Tell whether a letter may mention a stage."""
    concerned = use.decision.perimeter in (stage.perimeters or [use.decision.perimeter])
    mine = use.company.category in (stage.categories or [use.company.category])
    return bool(stage.before) and concerned and mine and is_visible(stage, use.dates)


SAID: dict[object, contradictions.Saying] = {}


def refused(use: Use) -> bool:
    """Tell whether the contradictions refuse a letter."""
    catalog, company, outcomes = use.catalog, use.company, use.decision.outcomes
    name = (use.text.id, offers(use.decision))
    said = SAID.get(name) or saying(catalog, use.text, use.letter.blanks, use.decision)
    SAID[name] = said
    found = [
        *contradictions.of_sheet(catalog, company),
        *contradictions.of_letter(catalog, company, use.today, outcomes, said),
    ]
    return any(not clash.warning for clash in found)


SWITCH_OVERS = (
    None,
    "2026-09-08",
    "2026-12-01",
    "2027-03-01",
    "2027-06-30",
    "2027-08-31",
    "2027-09-01",
    "2028-01-03",
)
EARLY = (None, None, "2026-12-14", "2027-05-03")
PREPARATIONS = (None, None, "2027-08-02")
DELAYS = (7, 15, 30, 30, 90)
TELLING = (
    "2026-08-31", "2026-09-01", "2026-09-02", "2026-11-24", "2026-11-30", "2026-12-01", "2026-12-02",
    "2026-12-13", "2026-12-14", "2026-12-15", "2027-02-22", "2027-02-28", "2027-03-01", "2027-03-02",
    "2027-05-03", "2027-06-30", "2027-08-01", "2027-08-02", "2027-08-16", "2027-08-20", "2027-08-25",
    "2027-08-31", "2027-09-01", "2027-09-02", "2027-12-20", "2028-01-03", "2028-08-31",
)  # fmt: skip


Sending = tuple[Company, dt.date]


def senders(count: int) -> Iterator[Sending]:
    """Yield a plain sender of each category on each telling day, then draw sheets and days."""
    days = [day(text) for text in TELLING if day(text) <= LAST]
    for category in get_args(Category):
        yield from ((Company(category=category, switch_over=day("2027-03-01")), d) for d in days)
    random = Random("dates in letters")
    free = [FIRST + n * DAY for n in range((LAST - FIRST).days + 1)]
    for _ in range(count):
        switch_over, early, preparation = map(random.choice, (SWITCH_OVERS, EARLY, PREPARATIONS))
        yield (
            Company(
                category=random.choice(("ge", "pme", "pme", "micro")),
                agreement_mode=random.choice(("explicite", "tacite")),
                reply_delay=random.choice(DELAYS),
                switch_over=day(switch_over) if switch_over else None,
                early_start=day(early) if early else None,
                preparation=day(preparation) if preparation else None,
            ),
            random.choice([random.choice(days), random.choice(free)]),
        )


def every_use(catalog: Catalog, sendings: Iterable[Sending]) -> Iterator[Use]:
    """Yield every letter of every profile that differs in its case or its dates, each once."""
    seen: set[tuple[object, ...]] = set()
    for company, today in sendings:
        for profile in catalog.profiles.values():
            for text, decision in called(catalog, profile, company, today):
                for support in text.supports:
                    for language in languages(catalog, text):
                        use = Use(
                            catalog,
                            text,
                            support,
                            language,
                            profile,
                            company,
                            today,
                            decision,
                            {},
                        )
                        case = (decision.perimeter, decision.outcomes.get("mode"), offers(decision))
                        name = (text.id, support, language, *case, use.dates, company.category)
                        if name not in seen:
                            seen.add(name)
                            yield use


CALLED: dict[object, list[tuple[Text, Decision]]] = {}


def called(
    catalog: Catalog, profile: Profile, company: Company, today: dt.date
) -> list[tuple[Text, Decision]]:
    """List each text that some case of a profile calls for, once for each case that changes dates."""
    facets = profile_facets(catalog, profile, company, today)
    channels = offered_channels(catalog, profile, company)
    name = (tuple(facets.items()), channels)
    if name not in CALLED:
        found: dict[object, tuple[Text, Decision]] = {}
        vary = [f for f in (*OPEN_FACETS, "evenement") if f not in facets]
        for _, decision in each_way(catalog, space(catalog, facets, vary), channels):
            for text in texts_for(catalog, decision):
                key = (text.id, decision.perimeter, decision.outcomes.get("mode"), offers(decision))
                found.setdefault(key, (text, decision))
        CALLED[name] = [*found.values()]
    return CALLED[name]


@dataclass
class Found:
    """What was found in some letters: how many were sent, how many refused, and the faults by text."""

    sent: int = 0
    refused: int = 0
    faults: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def judged(catalog: Catalog, sendings: Iterable[Sending]) -> Found:
    """Compose every letter of some senders on their day, and judge its dates."""
    found = Found()
    for use in every_use(catalog, sendings):
        if refused(use):
            found.refused += 1
            continue
        found.sent += 1
        for fault in composed(use).faults():
            found.faults[use.text.id].add(
                f"{fault} ({use.support}, {use.decision.perimeter}, {use.today})"
            )
    return found


def test_every_letter_says_each_date_once_in_its_tense_and_in_order(catalog: Catalog) -> None:
    found = judged(catalog, senders(DRAWN))
    print(f"{found.sent} letters, {found.refused} refused")
    assert {text: sorted(said)[:3] for text, said in found.faults.items()} == {}
    assert found.sent > 10_000
    assert found.refused > 1_000


NEAR = [(Company(category="pme", switch_over=day("2027-03-01")), day("2027-02-10"))]
"""An offer whose day comes before the usual delay ends: an ordinary letter brings its answer back."""

SOUND = ("demander-accord-particulier", "poste")
"""A letter that names its first sending and its reply."""


@pytest.fixture(scope="module")
def sound(catalog: Catalog) -> Composed:
    found = (u for u in every_use(catalog, NEAR) if (u.text.id, u.support) == SOUND)
    return composed(next(u for u in found if not refused(u)))


MUTANTS: Mapping[str, tuple[Callable[[Composed], Composed], str]] = {
    "a date said again": (
        lambda c: replace(c, text="À partir du 1er mars 2027. " + c.text),
        "twice",
    ),
    "a date done that is to come": (
        lambda c: replace(c, text=re.sub("À partir du", "Depuis le", c.text, flags=re.IGNORECASE)),
        "tense",
    ),
    "a date to come that is done": (
        lambda c: replace(c, dates=replace(c.dates, today=day("2027-03-01"))),
        "tense",
    ),
    "a date in no known words": (
        lambda c: replace(c, text=c.text.replace("artir", "ropos")),
        "tense",
    ),
    "another date": (
        lambda c: replace(c, text="Au plus tard le 5 mai 2027. " + c.text),
        "not its date",
    ),
    "a date in the slip": (
        lambda c: replace(c, text=c.text + " À partir du 1er mars 2027."),
        "in the slip",
    ),
    "an answer after the first sending": (
        lambda c: replace(
            c,
            text=c.text.replace("26 février", "3 mars"),
            dates=replace(c.dates, reply=day("2027-03-03")),
            known=c.known | {day("2027-03-03")},
        ),
        "order: an answer",
    ),
    "an offer that outlives its end": (
        lambda c: replace(
            c,
            dates=replace(c.dates, due=day("2027-03-01")),
            decision=replace(c.decision, outcomes={**c.decision.outcomes, "perimetre": ENDING[0]}),
        ),
        "order: a first sending",
    ),
    "a date between brackets": (
        lambda c: replace(c, text=c.text + "[Date du premier envoi]"),
        "silence: a date between",
    ),
    "an offer without its day": (
        lambda c: replace(c, dates=replace(c.dates, first=day("2027-03-02"))),
        "silence",
    ),
}


def test_a_sound_letter_has_no_fault(sound: Composed) -> None:
    assert [*sound.faults()] == []
    assert {date for date, _ in dates_in(sound.text)} >= {sound.dates.first, sound.dates.reply}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_letter_that_says_a_date_wrongly_is_found(sound: Composed, name: str) -> None:
    spoil, found = MUTANTS[name]
    assert any(fault.startswith(found) for fault in spoil(sound).faults())


def test_an_answer_that_is_not_brought_back_is_found(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "order" not in str(judged(catalog, NEAR).faults)
    monkeypatch.setattr("prevenance.rules.situation.next_turn", lambda *_: None)
    assert "order: an answer" in str(judged(catalog, NEAR).faults)


def test_what_is_no_longer_refused_is_found(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    past = [(Company(category="pme", switch_over=day("2027-03-01")), day("2027-03-15"))]
    assert "tense" not in str(judged(catalog, past).faults)
    monkeypatch.setattr(contradictions, "of_letter", lambda *_: ())
    assert "tense" in str(judged(catalog, past).faults)
