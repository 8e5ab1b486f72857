"""The page's engine gives the answers and the bytes of Python: same rows, same letters, same files.

What each engine makes is compared whole; a difference is reported with its configuration.
"""

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, product
from random import Random
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import TODAY
from prevenance.catalog.values import accepted
from prevenance.configurator.letter_data import in_page
from prevenance.documents import eml
from prevenance.documents.validity import stamp
from prevenance.letter.answers import answer_blanks
from prevenance.letter.choices import Choices, active_keys, default_choices
from prevenance.letter.compose import compose
from prevenance.letter.saying import saying
from prevenance.merge.editions import EDITIONS, edited, refuse_marks
from prevenance.merge.fields import merge_keys
from prevenance.model import Category, Text
from prevenance.model.company import Company
from prevenance.problems import UnfitAnswer
from prevenance.rules import contradictions
from prevenance.rules.boxes import facet_values
from prevenance.rules.contradictions import Saying
from prevenance.rules.days import is_working_day, months_before, working_day
from prevenance.rules.fitting import letters_for, mentions_for
from prevenance.rules.offers import offered_channels
from prevenance.rules.requirements import lacking
from prevenance.rules.situation import (
    ANNOUNCEMENT_MONTHS,
    PREPARATION_MONTHS,
    dates_of,
    issuing_date,
    sender_facts,
)
from prevenance.rules.stages import shown_until, stage_day
from prevenance.rules.tables import MissingFacets, channel_statuses, decide, look_up
from prevenance.template.archives import pack
from prevenance.template.escapes import ESCAPES, plain
from prevenance.template.filling import fill, produce, unanswered
from prevenance.template.segments import Blank, Segments, Template, blanks_in
from prevenance.text.cleaning import HIDDEN, clean_text
from prevenance.text.dates import day_in_words
from prevenance.text.ranges import character_class
from support.quickjs_engine import ROOT, engine, kit

TEXTS = tuple(sorted(path.stem for path in (ROOT / "kit/courriers").glob("*.md")))
"""Every text of the kit, a translation under its own name (``ID.en``)."""

SHARDS = range(2)
RANDOM_CASES = 6_000 // len(SHARDS)
RANDOM_LETTERS = 6_000 // len(SHARDS)
"""Beside every combination of every table, every key and every pair of keys, which are enumerated."""
BATCH = 100
QUIET = 0.9
"""How many of the random cases do not contradict themselves by what the file says."""

HOSTILE = (
    "",
    " ",
    'Dupont & Fils <SARL> "l\'Exemple"',
    "]]> --> <!-- </script><script>alert(1)</script>",
    "</w:t></w:r></w:p><w:p/>",
    "</text:span><text:p>",
    "{{ 7*7 }} {% x %} ((client_nom)) ${x} $& $1 \\1 %s",
    '\\ \\\\ \\n \\u0041 "}]},null]',
    '=HYPERLINK("x")+1',
    "  deux  espaces   et\u00a0insécables\u202f! \t",
    "ligne 1\nligne 2\r\nligne 3\rligne 4",
    "e\u0301te\u0301 \u212b \ufb01 A\u0327\u0301",
    "\u200bcaché\ufeff\u00ad",
    "😀👩\u200d👩\u200d👧 \U0001d49c \U0002f800",
    "مرحبا עברית",
    "__proto__",
    "constructor",
    "nom@exemple.fr",
    "a.b-c@sous.exemple.fr",
    "A <b@c.fr>, d@e.fr",
    "=?utf-8?q?x=0ABcc:_a@b.fr?=",
    "à\x00b",
    "x\x1by",
    "\x85",
    "ligne\u2028autre\u2029",
    "\u202eesrever",
    "\ue000",
    "\ud800",
    "\U000e0041",
    "\uffff",
    "m" * 60,
    "é" * 400,
    "😀" * 61,
)


def typed_days(sheet: Mapping[str, Any]) -> Company:
    """Make the sender that a sheet of the page stands for."""
    keys = {
        "categorie": "category",
        "mode_accord": "agreement_mode",
        "canaux": "channels",
        "benefices": "benefits",
        "date_bascule": "switch_over",
        "banque_inchangee": "bank_unchanged",
        "delai_reponse": "reply_delay",
        "demarrage_anticipe": "early_start",
        "debut_preparation": "preparation",
    }
    days = {"date_bascule", "demarrage_anticipe", "debut_preparation"}
    given_: dict[str, Any] = {
        keys[key]: dt.date.fromisoformat(value)
        if key in days
        else value == "oui"
        if key == "banque_inchangee"
        else value
        for key, value in sheet.items()
    }
    return Company(**given_)


def days_around(*days: str) -> list[str]:
    """List each day with its eve and the day after."""
    found = (dt.date.fromisoformat(day) + dt.timedelta(n) for day in days for n in (-1, 0, 1))
    return sorted({day.isoformat() for day in found})


def batches(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


# Rules


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "kit/regles").glob("*.yml")))
def test_every_combination_of_a_table_meets_the_same_row(name: str) -> None:
    catalog = kit()
    table = catalog.tables[name]
    space = facet_values(catalog, table)
    cases = [dict(zip(space, values, strict=True)) for values in product(*space.values())]
    here = [table.rows.index(look_up(catalog, name, facts)) for facts in cases]
    assert engine().ask("rows", name, cases) == here
    print(f"{name}: {len(cases)} combinations")


def test_facts_that_are_missing_are_named_alike() -> None:
    catalog = kit()
    facts: dict[str, str] = {}
    seen = 0
    while True:
        try:
            decide(catalog, facts)
        except MissingFacets as error:
            assert engine().ask("missing", facts) == list(error.facets)
            name = error.facets[0]
            facts[name] = next(iter(catalog.lists[name].values))
            seen += 1
        else:
            break
    assert engine().ask("missing", facts) is None
    assert seen > 3


def random_sheet(random: Random) -> tuple[dict[str, Any], str]:
    """Draw a sender and a day, often one on which something changes."""
    catalog = kit()
    first, last = engine().ask("days")
    turning = days_around(
        *(s.when for s in catalog.stages.values() if s.nature == "loi"),
        *(until.isoformat() for s in catalog.stages.values() if (until := shown_until(s))),
        "2027-03-01",
        "2026-11-01",
        "2027-05-06",
    )
    turning = [day for day in turning if first <= day <= last]

    def day() -> str:
        free = dt.date.fromisoformat(first) + dt.timedelta(random.randrange(365 * 6))
        return random.choice([free.isoformat(), random.choice(turning)])

    sheet: dict[str, Any] = {"categorie": random.choice(get_args(Category))}
    for key in ("date_bascule", "demarrage_anticipe", "debut_preparation"):
        if random.random() < 0.5:
            sheet[key] = day()
    if random.random() < 0.5:
        sheet["banque_inchangee"] = random.choice(["oui", "non"])
    if random.random() < 0.5:
        sheet["delai_reponse"] = random.randrange(120)
    for key, known in (("canaux", catalog.channels), ("benefices", catalog.benefits)):
        if random.random() < 0.5:
            sheet[key] = random.sample(sorted(known), random.randrange(len(known)))
    return sheet, day()


def decided(facts: Mapping[str, str], profile: str, sheet: Mapping[str, Any], today: str) -> Any:
    """Decide a case as Python does, and tell everything that follows from it."""
    catalog = kit()
    company = typed_days(sheet)
    channels = offered_channels(catalog, catalog.profiles[profile], company)
    decision = decide(catalog, facts, channels)
    letters = [letters_for(catalog, decision, support) for support in ("poste", "courriel")]
    texts = [*letters[0], *letters[1], *mentions_for(catalog, decision)]
    choices = [
        default_choices(catalog, catalog.profiles[profile], decision, company, text)
        for text in texts
    ]
    dates = dates_of(catalog, company, dt.date.fromisoformat(today), decision.outcomes)
    places = [[name, catalog.tables[name].rows.index(row)] for name, row in decision.rows]
    return {
        "outcomes": decision.outcomes,
        "reason": decision.reason,
        "writes": decision.writes,
        "actions": decision.actions,
        "sources": decision.sources,
        "statuses": channel_statuses(catalog, decision),
        "rows": places,
        "last": next(
            p for p, (_, row) in zip(places, decision.rows, strict=True) if row is decision.last
        ),
        "texts": [text.id for text in texts],
        "said": [vars(saying(catalog, text, {"date_reponse"}, decision)) for text in texts],
        "choices": [vars(c) for c in choices],
        "keys": [
            sorted(active_keys(catalog, c, dates, {"lieu": "x", "adresse": ""})) for c in choices
        ],
        "answers": [
            answer_blanks(catalog, c, dates, {"lieu": " x ", "adresse": " "}, "fr") for c in choices
        ],
    }


def test_what_a_text_lacks_is_told_alike() -> None:
    catalog, random = kit(), Random("lacking")
    facets = [f for f in catalog.lists.values() if f.known]
    requiring = [text for text in catalog.texts.values() if text.requires]
    asked: list[tuple[Mapping[str, str], str, str, Mapping[str, str]]] = []
    here: list[list[list[str]]] = []
    while len(asked) < RANDOM_CASES:
        facts = {f.id: f.default or next(iter(f.values)) for f in facets}
        facts |= {"mode_accord": "tacite", "emetteur": "pas-encore"}
        facts |= {f.id: random.choice(sorted(f.values)) for f in random.sample(facets, 2)}
        decision = decide(catalog, facts)
        for text in requiring:
            found = random.choice([{}, dict.fromkeys(text.requires, "x")])
            asked.append((facts, text.id, text.supports[0], found))
            lacks = lacking(catalog, decision, text, text.supports[0], found)
            here.append([[*lack[:4]] for lack in lacks])
    there = [[[*lack.values()][:4] for lack in lacks] for lacks in engine().ask("lacking", asked)]
    assert [c for c in zip(asked, here, there, strict=True) if c[1] != c[2]] == []
    offered = {lack[3] for lacks in here for lack in lacks}
    assert any("mode_accord: explicite" in remedy for remedy in offered)
    assert any("avant d'écrire" in remedy for remedy in offered)


@pytest.mark.parametrize("shard", SHARDS)
def test_random_cases_are_decided_alike(shard: int) -> None:
    catalog = kit()
    random = Random(f"cases {shard}")
    facets = [f for f in catalog.lists.values() if f.known]
    asked = []
    for _ in range(RANDOM_CASES):
        facts = {f.id: random.choice(sorted(f.values)) for f in facets}
        if random.random() < QUIET:
            facts["conflit"] = "aucun"
        sheet, today = random_sheet(random)
        asked.append((facts, random.choice(sorted(catalog.profiles)), sheet, today))
    letters = 0
    for batch in batches(asked):
        for case, there in zip(batch, engine().ask("decisions", batch), strict=True):
            here = json.loads(json.dumps(decided(*case)))
            assert there == here, case
            letters += len(here["texts"])
    print(f"{len(asked)} cases, {letters} texts")


# Calendar


def test_every_day_of_the_page_is_written_and_moved_alike() -> None:
    first, last = (dt.date.fromisoformat(day) for day in engine().ask("days"))
    days = [first + dt.timedelta(n) for n in range((last - first).days + 1)]
    here = [
        [
            day_in_words(day, "fr"),
            day_in_words(day, "en"),
            is_working_day(day),
            working_day(day, 1).isoformat(),
            (day - dt.timedelta(400)).isoformat(),
            (day + dt.timedelta(999)).isoformat(),
            True,
            *(months_before(day, n).isoformat() for n in (0, 1, 6, 11, 12, 25)),
        ]
        for day in days
    ]
    assert engine().ask("calendar", [day.isoformat() for day in days]) == here
    print(f"{len(days)} days")


@pytest.mark.parametrize(
    "text",
    ["2026-02-29", "2026-13-01", "2026-00-10", "2024-12-31", "2035-01-01", "26-1-1", "", "x"],
)
def test_a_day_that_does_not_exist_or_is_too_far_is_none(text: str) -> None:
    assert engine().ask("is_day", text) is False
    for key in ("demarrage_anticipe", "date_bascule", "delai_reponse"):
        sheet = {"categorie": "pme", key: text or "?"}
        assert engine().ask("dates", sheet, "2026-11-24").startswith("! "), key


def test_the_state_of_the_sender_is_the_same_around_every_date() -> None:
    catalog = kit()
    chosen = [
        "",
        "2026-08-31",
        "2026-09-01",
        "2026-11-24",
        "2027-03-01",
        "2027-09-01",
        "2027-10-15",
    ]
    early = [day for day in chosen if day]
    due = [issuing_date(catalog, c) for c in get_args(Category)]
    turning = days_around(
        *(day for day in chosen if day),
        *(day.isoformat() for day in due),
        *(months_before(day, PREPARATION_MONTHS).isoformat() for day in due),
        *(
            months_before(dt.date.fromisoformat(day), ANNOUNCEMENT_MONTHS).isoformat()
            for day in early
        ),
    )
    asked = [
        ({"categorie": category, **early, **preparation}, today)
        for category in get_args(Category)
        for early in [{"demarrage_anticipe": day} if day else {} for day in chosen]
        for preparation in [{"debut_preparation": day} if day else {} for day in chosen]
        for today in turning
    ]
    here = [
        sender_facts(catalog, typed_days(sheet), dt.date.fromisoformat(today))
        for sheet, today in asked
    ]
    assert engine().ask("states", asked) == here
    assert len({(found["emetteur"], found["anticipe"]) for found in here}) == 9
    print(f"{len(asked)} senders on a day")


def sheets_with_dates() -> Iterator[dict[str, Any]]:
    """Yield sheets with each date on both sides of what it may contradict."""
    for category, mode, delay in product(
        ("ge", "pme"), ("explicite", "tacite"), (0, 7, 14, 30, 91)
    ):
        for switch_over, (early, preparation) in product(
            (
                "",
                "2026-11-28",
                "2026-12-10",
                "2027-05-01",
                "2027-08-31",
                "2027-09-01",
                "2027-12-01",
            ),
            (("", ""), ("2027-01-03", "2027-02-01"), ("2027-09-01", "2027-09-02")),
        ):
            found = {
                "date_bascule": switch_over,
                "demarrage_anticipe": early,
                "debut_preparation": preparation,
            }
            yield {
                "categorie": category,
                "mode_accord": mode,
                "delai_reponse": delay,
                **{key: day for key, day in found.items() if day},
            }


DEPARTURES = ("aucun", "date-legale", "demarrage", "bascule")


@pytest.mark.parametrize("perimeter", ["dedans-pas-encore", "dedans-annonce", "dehors"])
def test_dates_contradict_each_other_alike(perimeter: str) -> None:
    catalog = kit()
    days = ("2026-08-31", "2026-11-24", "2026-12-01", "2027-08-20", "2027-08-28", "2027-09-01")
    said = [Saying(*one) for one in product((True, False), repeat=4)]
    departures = [d for d in DEPARTURES if d != "date-legale" or perimeter != "dehors"]
    cases = list(product(sheets_with_dates(), days, departures, ("explicite", "tacite")))
    asked = [
        (sheet, day, {"perimetre": perimeter, "depart": departure, "mode": mode}, said[n * 7 % 16])
        for n, (sheet, day, departure, mode) in enumerate(cases)
    ]
    found: set[tuple[str, bool]] = set()
    for batch in batches(asked):
        told = [(*case, vars(one)) for *case, one in batch]
        for (sheet, day, outcomes, one), there in zip(
            batch, engine().ask("clashes", told), strict=True
        ):
            company, today = typed_days(sheet), dt.date.fromisoformat(day)
            here = [
                *contradictions.of_sheet(catalog, company),
                *contradictions.of_letter(catalog, company, today, outcomes, one),
            ]
            assert there == [clash._asdict() for clash in here], (sheet, day, outcomes, one)
            found |= {(clash.key, clash.warning) for clash in here}
    assert found >= set(
        product(("delai_reponse", "date_bascule", "demarrage_anticipe"), (True, False))
    )
    print(f"{len(asked)} sheets on a day")


@pytest.mark.parametrize(
    "channels", [[], ["courriel"], ["courriel", "chorus-pro"], ["papier", "pa-edi"]]
)
def test_a_sheet_that_names_its_channels_is_judged_alike(channels: list[str]) -> None:
    catalog = kit()
    said = Saying(reply=False, first=False, announces=False, reminder=False)
    modes = catalog.lists["mode_accord"].values
    for early, perimeter, mode in product(
        ("", "2027-05-03"), catalog.lists["perimetre"].values, modes
    ):
        sheet = {"categorie": "pme", "canaux": channels, "mode_accord": mode}
        sheet |= {"demarrage_anticipe": early} if early else {}
        outcomes = {"perimetre": perimeter, "depart": "aucun", "mode": "sans-objet"}
        company, today = typed_days(sheet), dt.date(2027, 5, 10)
        here = [
            *contradictions.of_sheet(catalog, company),
            *contradictions.of_letter(catalog, company, today, outcomes, said),
        ]
        told = [(sheet, today.isoformat(), outcomes, vars(said))]
        assert engine().ask("clashes", told) == [[clash._asdict() for clash in here]]


def test_the_dates_of_a_letter_and_of_its_stages_are_the_same() -> None:
    catalog = kit()
    outcomes = [
        {"perimetre": perimeter, "depart": departure, "mode": mode}
        for perimeter, departure, mode in product(
            ("dehors", "dedans-pas-encore"), DEPARTURES, ("explicite", "tacite")
        )
    ]
    asked: list[tuple[dict[str, Any], str, dict[str, str]]] = [
        ({"categorie": "ge"}, "2026-11-24", one) for one in outcomes
    ]
    asked += [
        (
            {"categorie": "pme", "date_bascule": day.isoformat(), "delai_reponse": n % 90},
            (day - dt.timedelta(n % 200)).isoformat(),
            outcomes[n % len(outcomes)],
        )
        for n in range(900)
        for day in [dt.date(2026, 6, 1) + dt.timedelta(n)]
    ]
    here = []
    stages = [s for s in catalog.stages.values() if s.nature != "revue"]
    for sheet, today, one in asked:
        dates = dates_of(catalog, typed_days(sheet), dt.date.fromisoformat(today), one)
        written = {
            name: day.isoformat() if isinstance(day, dt.date) else day
            for name, day in vars(dates).items()
        }
        days = [stage_day(stage, dates) for stage in stages]
        here.append([written, [day.isoformat() if day else None for day in days]])
    assert engine().ask("stages", asked) == here
    print(f"{len(asked)} dates, {len(stages)} stages")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_keys_and_answers_are_the_same_around_every_date(language: str) -> None:
    catalog = kit()
    stages = [s for s in catalog.stages.values() if s.nature != "revue"]
    sheet = {"categorie": "pme", "date_bascule": "2027-03-01"}
    own = {"perimetre": "dehors", "depart": "bascule"}
    dates = dates_of(catalog, typed_days(sheet), dt.date(2026, 11, 24), own)
    days = {day for stage in stages for day in [stage_day(stage, dates)] if day}
    days |= {until for stage in stages for until in [shown_until(stage)] if until}
    offered = list(catalog.channels)
    asked, here = [], []
    accepted = engine().ask("days")
    turning = days_around(*(day.isoformat() for day in days))
    turning = [day for day in turning if accepted[0] <= day <= accepted[1]]
    for number, today in enumerate(turning):
        for perimeter, category in product(catalog.lists["perimetre"].values, get_args(Category)):
            channels = dict.fromkeys(offered[number % 5 : number % 5 + number % 4], "propose")
            choices = Choices(perimeter, category, channels, (), tuple(s.id for s in stages))
            outcomes = {"perimetre": perimeter, "depart": DEPARTURES[number % 3 or 3]}
            asked.append((sheet, today, vars(choices), language, outcomes))
            then = dates_of(catalog, typed_days(sheet), dt.date.fromisoformat(today), outcomes)
            found = answer_blanks(catalog, choices, then, {}, language)
            here.append([sorted(active_keys(catalog, choices, then, found)), found])
    assert engine().ask("keyed", asked) == here
    print(f"{len(asked)} choices on a day")


# Texts

EARLIEST = unicodedata.ucd_3_2_0
"""What every version of Unicode says of a character that 3.2 knew, it always will."""


def normalises_alike(character: str) -> bool:
    """Tell whether NFC does the same to a character in every version of Unicode."""
    if EARLIEST.category(character) != "Cn":
        return True
    return not (unicodedata.combining(character) or unicodedata.decomposition(character))


ANY = st.text(st.characters(exclude_categories=()).filter(normalises_alike))
KNOWN = ANY.filter(lambda text: all(unicodedata.category(c) != "Cn" for c in text))
"""What this Python knows: in a message, it writes any other character as its code."""

NASTY = st.text(
    st.sampled_from(
        "a \n\r\t\u00a0\u202f\u2003\u200b\ufeff\u00ade\u0301\u0327ß\x85\x1c\u2028\ud800\udc00😀\u1100\u1161"
        "\u034f\u061c\u115f\u180e\u200c\u200d\u200e\u200f\u2011\u202a\u202c\u202e\u2068\u2069\u2800\u3164\ufe0f"
        "Łễ1,<\u0338שع\u20e3\u0e01\U000e0100\U000e0041{="
    )
)


def cleaned(text: str, *, lines: bool) -> str:
    try:
        return clean_text(text, lines=lines)
    except ValueError as error:
        return f"! {error}"


@pytest.mark.parametrize("lines", [False, True])
@given(texts=st.lists(st.one_of(ANY, NASTY), min_size=1, max_size=20))
def test_typed_values_are_cleaned_alike(lines: bool, texts: list[str]) -> None:
    texts = json.loads(json.dumps(texts))  # two surrogates in a row are one character
    here = [cleaned(text, lines=lines) for text in texts]
    assert engine().ask("clean", texts, lines) == here


@given(texts=st.lists(st.one_of(KNOWN, NASTY), min_size=1, max_size=20))
def test_answers_are_accepted_or_refused_alike(texts: list[str]) -> None:
    texts = [*json.loads(json.dumps(texts)), "W" * 61, "x " * 40, "一二三四五六", "{{", "=?"]
    here = [judged("client_nom", text) for text in texts]
    assert engine().ask("accepted", "client_nom", texts) == here


def judged(field: str, text: str) -> str:
    try:
        return accepted(kit().fields[field], text)
    except UnfitAnswer as refused:
        return f"! {refused}"


@pytest.mark.parametrize("around", ["ab", "1 ", "שב", " 🙂"])
def test_every_hidden_character_is_judged_alike_wherever_it_stands(around: str) -> None:
    hidden = re.compile(character_class(" ".join(codes for codes, _, _ in HIDDEN)))
    every = [
        *map(chr, range(0xD800)),
        *map(chr, range(0xF8F0, 0x10000)),
        *map(chr, range(0xE0000, 0xE0200)),
    ]
    texts = [f"{around[0]}{c}{around[1]}" for c in every if hidden.match(c)]
    assert engine().ask("clean", texts, False) == [cleaned(text, lines=False) for text in texts]
    assert engine().ask("accepted", "lieu", texts) == [judged("lieu", text) for text in texts]


UNIFORM = {*range(4, 14), 15, 16}
"""The planes whose characters are all unassigned, or all private: the ends and some tell them."""


@pytest.mark.parametrize("plane", range(17))
def test_every_character_is_cleaned_alike(plane: int) -> None:
    first = plane * 0x10000
    every = range(first, first + 0x10000)
    looked = [*every[:64], *every[64:-64:101], *every[-64:]] if plane in UNIFORM else every
    characters = [chr(code) for code in looked if normalises_alike(chr(code))]
    texts = [f"a{character}b" for character in characters]
    there = engine().ask("clean", texts, False)
    wrong = [
        f"U+{ord(character):04X}"
        for character, text, found in zip(characters, texts, there, strict=True)
        if cleaned(text, lines=False) != found
    ]
    assert not wrong


@given(texts=st.lists(st.one_of(ANY, NASTY), min_size=1, max_size=20))
def test_answers_are_escaped_alike(texts: list[str]) -> None:
    texts = [text for text in (cleaned(t, lines=True) for t in texts) if text[:1] != "!"]
    here = [[escape(text) for escape in ESCAPES.values()] for text in texts]
    names = engine().ask("escape_names")
    assert sorted(names) == sorted(ESCAPES)
    there = engine().ask("escapes", texts)
    order = [names.index(name) for name in ESCAPES]
    assert [[found[n] for n in order] for found in there] == here


@given(line=st.text(st.characters(codec="utf-8")))
def test_header_words_are_the_same(line: str) -> None:
    assert engine().ask("words", [line]) == [eml.words(line)]


@given(members=st.lists(st.tuples(st.text(st.characters(codec="utf-8")), ANY)))
def test_archives_are_the_same_bytes(members: list[tuple[str, str]]) -> None:
    members = [(name, text.encode("utf-8", "replace").decode()) for name, text in members]
    there = engine().ask("zip", members).encode("latin-1")
    assert there == pack((name, text.encode()) for name, text in members)


# Letters


@cache
def compiled(name: str) -> tuple[Text, dict[str, Template]]:
    """Compile a text of the kit for each support and format, under the engine's names."""
    id_, _, suffix = name.partition(".")
    catalog = kit().speaking(suffix or "fr")
    template = catalog.texts[id_]
    found = {}
    for support in template.supports:
        letter = compose(catalog, template, support)
        for format_ in in_page(support):
            key = f"{id_}/{catalog.language}/{support}/{format_.name}"
            found[key] = format_.compile_letter(letter, stamp(catalog, TODAY))
    return template, found


def segments_of(one: Template) -> list[Segments]:
    return [(part,) if isinstance(part, str) else part for _, part in one.parts]


def keys_of(segments: Segments) -> Iterator[str]:
    for segment in segments:
        if not isinstance(segment, str) and len(segment) == 2:
            yield from segment.keys
            yield from keys_of(segment.segments)


def written(one: Template, active: frozenset[str], found: Mapping[str, str]) -> str:
    """Fill a letter as a text: its parts, or the bytes of an e-mail."""
    if is_email(one):
        return made(one, active, found).decode("latin-1")
    return "\n".join(fill(s, active, found, one.escape) for s in segments_of(one))


def made(one: Template, active: frozenset[str], found: Mapping[str, str]) -> bytes:
    return (eml.produce_eml if is_email(one) else produce)(one, active, found)


def is_email(one: Template) -> bool:
    return one.parts[0][0] == "subject"


def sheets_for(one: Template) -> list[dict[str, str]]:
    """Give three sets of answers: none, all hostile, every other one."""
    names = sorted({name for segments in segments_of(one) for name in blanks_in(segments)})
    fine = [
        text for text in (cleaned(h, lines=False) for h in HOSTILE) if text[:1] not in {"", "!"}
    ]
    every = {name: fine[n % len(fine)] for n, name in enumerate(names)}
    if eml.RECIPIENT in every:
        every[eml.RECIPIENT] = "nom@exemple.fr"
    return [{}, every, {name: every[name] for name in names[::2]}]


def sets_of(keys: list[str], *, pairs: bool) -> list[frozenset[str]]:
    """List no key, each key alone, all keys, then every pair of keys."""
    found = [frozenset[str](), *(frozenset([key]) for key in keys), frozenset(keys)]
    return found + [frozenset(pair) for pair in combinations(keys, 2) if pairs]


@pytest.mark.parametrize("name", TEXTS)
def test_a_letter_is_the_same_text_and_the_same_file_whatever_its_keys(name: str) -> None:
    texts = files = 0
    for key, one in compiled(name)[1].items():
        keys = sorted({k for segments in segments_of(one) for k in keys_of(segments)})
        sheets = sheets_for(one)
        if key.endswith(("/txt", "/html", "/blocks")):
            sets = sets_of(keys, pairs=True)
            there = engine().ask("filled", key, keys, sheets).split("\u0001")
            for n, (active, text) in enumerate(zip(sets, there, strict=True)):
                assert text == written(one, active, sheets[n % len(sheets)]), (key, active)
            texts += len(sets)
        else:
            sets = sets_of(keys, pairs=False)
            found = engine().ask("files", key, keys, sheets)
            for n, (active, data) in enumerate(zip(sets, found, strict=True)):
                here = made(one, active, sheets[n % len(sheets)])
                assert data.encode("latin-1") == here, (key, active)
            files += len(sets)
    print(f"{name}: {texts} texts, {files} files")


@pytest.mark.parametrize("name", TEXTS)
def test_a_preview_is_built_from_the_same_blocks(name: str) -> None:
    for key, one in compiled(name)[1].items():
        if key.endswith("/blocks"):
            (segments,) = segments_of(one)
            keys = sorted(set(keys_of(segments)))
            for sheet in sheets_for(one):
                for active in (frozenset[str](), frozenset(keys[::2]), frozenset(keys)):
                    blocks = json.loads(fill(segments, active, sheet, ESCAPES["json"]))[:-1]
                    here = [{**block, "lines": block["lines"][:-1]} for block in blocks]
                    assert engine().ask("blocks", key, sorted(active), sheet) == here


@cache
def hostile_values(*, every: bool) -> dict[str, tuple[str, ...]]:
    """List for each field the hostile values, every one or those that a letter accepts."""
    found = {}
    for field in kit().fields.values():
        values = (field.example, *(v for v in HOSTILE if judged(field.id, v)[:2] != "! "))
        found[field.id] = HOSTILE if every else values
    return found


def random_choices(random: Random) -> Choices:
    """Draw what a letter shows, beyond what any profile would choose."""
    catalog = kit()
    statuses = ["propose", "annonce", "secours", "complement"]
    stages = [s.id for s in catalog.stages.values() if s.nature != "revue"]
    channels = random.sample(sorted(catalog.channels), random.randrange(5))
    return Choices(
        perimeter=random.choice(sorted(catalog.lists["perimetre"].values)),
        category=random.choice(get_args(Category)),
        channels={channel: random.choice(statuses) for channel in channels},
        benefits=tuple(random.sample(sorted(catalog.benefits), random.randrange(4))),
        stages=tuple(random.sample(stages, random.randrange(len(stages)))),
        bank=random.choice(["inchangee", "tue"]),
    )


def written_letter(
    key: str,
    one: Template,
    sheet: Mapping[str, Any],
    today: str,
    choices: Choices,
    typed: Mapping[str, str],
    outcomes: Mapping[str, str],
) -> str:
    """Write a letter from what was typed, or the reason why it is refused."""
    catalog = kit()
    dates = dates_of(catalog, typed_days(sheet), dt.date.fromisoformat(today), outcomes)
    try:
        found = answer_blanks(catalog, choices, dates, typed, key.split("/")[1])
        active = active_keys(catalog, choices, dates, found)
        text = written(one, active, found)
    except ValueError as error:
        return f"! {error}"
    open_ = {name for segments in segments_of(one) for name in unanswered(segments, active, found)}
    return f"{','.join(sorted(open_))}\n{text}"


@pytest.mark.parametrize("shard", SHARDS)
def test_random_letters_with_hostile_values_are_the_same(shard: int) -> None:
    catalog = kit()
    random = Random(f"letters {shard}")
    fields = sorted(catalog.fields)
    forms = [(name, key) for name in TEXTS for key in compiled(name)[1]]
    refused = 0
    asked: list[tuple[Any, ...]] = []
    here: list[str] = []
    for _ in range(RANDOM_LETTERS):
        name, key = random.choice(forms)
        found = compiled(name)[1]
        sheet, today = random_sheet(random)
        choices = random_choices(random)
        values = hostile_values(every=random.random() < 0.1)
        typed = {f: random.choice(values[f]) for f in random.sample(fields, random.randrange(25))}
        outcomes = {"perimetre": choices.perimeter, "depart": random.choice(DEPARTURES)}
        asked.append((key, sheet, today, vars(choices), typed, outcomes))
        here.append(written_letter(key, found[key], sheet, today, choices, typed, outcomes))
        refused += here[-1].startswith("!")
    for start in range(0, len(asked), BATCH):
        there = engine().ask("letters", asked[start : start + BATCH]).split("\u0001")
        for n, text in enumerate(there, start=start):
            assert text == here[n], asked[n]
    assert refused < len(asked) / 5
    print(f"{len(asked)} letters, of which {refused} refused")


def test_an_email_refuses_the_same_headers() -> None:
    values = [
        {**{name: value}, **more}
        for value in (
            *HOSTILE,
            "a@b",
            "a@b.fr.",
            "a@-b.fr",
            "é@b.fr",
            "a@b.fr\n",
            "a" * 250 + "@b.fr",
        )
        for name in ("lieu", "raison_sociale", eml.RECIPIENT)
        for more in ({}, {"raison_sociale": "x =?"})
        if "\ud800" not in value
    ]
    subject: Segments = (
        "Objet ",
        Blank("lieu", "", "", "[lieu]"),
        Blank("raison_sociale", "", "", ""),
    )
    to: Segments = (Blank(eml.RECIPIENT, "", "", ""),)
    parts = (("subject", subject), ("to", to), ("text", ("a\n",)), ("html", ("<p>",)))
    here = []
    for value in values:
        try:
            data = eml.produce_eml(Template(plain, parts), frozenset(), value)
            here.append(data.decode("latin-1"))
        except ValueError as error:
            here.append(f"! {error}")
    assert engine().ask("drafts", values) == here
    refused = sum(draft.startswith("!") for draft in here)
    assert 0 < refused < len(here)


@pytest.mark.parametrize("kind", ["word", "libreoffice", "envoi-texte", "envoi-html"])
def test_merge_editions_are_the_same(kind: str) -> None:
    catalog = kit()
    for name in TEXTS:
        for key, one in compiled(name)[1].items():
            if key.endswith(f"/{EDITIONS[kind].format.name}"):
                sheets = sheets_for(one)
                edition = edited(one, EDITIONS[kind], catalog)
                for active in (merge_keys(catalog), frozenset({"options:un"})):
                    for sheet in (sheets[0], sheets[2]):
                        there = engine().ask("editions", key, kind, sorted(active), sheet)
                        assert there == written(edition, active, sheet), key


@pytest.mark.parametrize("text", ["{{ x", "a }}", "{% x", "{# y", "ordinaire { } %"])
@pytest.mark.parametrize("kind", ["word", "envoi-texte"])
def test_marks_of_a_sending_tool_are_refused_alike(kind: str, text: str) -> None:
    try:
        refuse_marks(EDITIONS[kind], {"lieu": text})
        here = ""
    except ValueError as error:
        here = f"! {error}"
    assert engine().ask("marks", kind, {"lieu": text}) == here
