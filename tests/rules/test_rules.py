"""The decision tables say what decisions.md says, for every combination, and each case is answered.

``restatement`` was written from that document and not from the tables, so that a slip of the pen
on one side shows.
"""

import datetime as dt
from collections.abc import Iterator
from itertools import product
from random import Random

import pytest

from prevenance.catalog import Catalog
from prevenance.model import Support
from prevenance.rules.boxes import Facts, accepts, facet_values
from prevenance.rules.cases import space
from prevenance.rules.fitting import letters_for, mentions_for
from prevenance.rules.survey import each_way
from prevenance.rules.tables import Decision, MissingFacets, decide, decide_box, look_up
from support import restatement
from support.restatement import STOPPED
from support.samples import SENDERS, Use, languages, longest_answers, uses

SIZES = {
    "coherence": 1600,
    "perimetre": 25_920,
    "depart": 13,
    "regime": 1300,
    "envoi": 15_600,
    "suite": 56_160,
    "mode": 1820,
    "canaux": 1872,
}
"""Each table, and the number of its combinations."""

MANY = 20_000
"""Combinations beyond which the proof by boxes alone says that rows do not meet."""


def combinations_of(catalog: Catalog, name: str) -> Iterator[dict[str, str]]:
    values = facet_values(catalog, catalog.tables[name])
    for combination in product(*values.values()):
        yield dict(zip(values, combination, strict=True))


@pytest.mark.parametrize("name", SIZES)
def test_every_combination_of_a_table_answers_as_the_document_says(
    catalog: Catalog, name: str
) -> None:
    restated = restatement.TABLES[name]
    cases = list(combinations_of(catalog, name))
    assert len(cases) == SIZES[name]
    wrong = [
        (case, tuple(row.then.values()), restated(case))
        for case in cases
        if tuple((row := look_up(catalog, name, case)).then.values()) != restated(case)
    ]
    assert wrong[:3] == []


@pytest.mark.parametrize("name", [name for name, size in SIZES.items() if size < MANY])
def test_every_combination_of_a_table_meets_exactly_one_row(catalog: Catalog, name: str) -> None:
    boxes = [row.when for row in catalog.tables[name].rows]
    for case in combinations_of(catalog, name):
        assert sum(accepts(box, case) for box in boxes) == 1, case


ROWS = {
    "coherence": 9,
    "perimetre": 20,
    "depart": 4,
    "regime": 14,
    "envoi": 43,
    "suite": 45,
    "mode": 8,
    "canaux": 19,
}


def test_the_tables_have_the_rows_that_the_document_counts(catalog: Catalog) -> None:
    assert {name: len(table.rows) for name, table in catalog.tables.items()} == ROWS
    assert set(catalog.channels) == set(catalog.lists["canal"].values)


def test_a_facet_without_a_value_is_named_when_a_decision_needs_it(catalog: Catalog) -> None:
    with pytest.raises(MissingFacets) as missing:
        decide(catalog, {"conflit": "aucun", "client": "public"})
    assert set(missing.value.facets) == {"annuaire", "envoi_actuel", "verifie"}


# The whole decision space


@pytest.fixture(scope="module")
def decided(catalog: Catalog) -> list[Decision]:
    """Decide the whole space, by boxes whose cases go the same way: whatever is offered, and nothing."""
    every = space(catalog, {}, list(catalog.lists))
    return [decision for offer in (None, ()) for _, decision in each_way(catalog, every, offer)]


def test_a_case_goes_the_way_of_its_box(catalog: Catalog) -> None:
    random = Random("boxes")
    names = list(catalog.profiles)
    for _ in range(60):
        facets = {
            f: (random.choice(values),) if len(values) < 4 else tuple(random.sample(values, 2))
            for f, values in space(catalog, {}, list(catalog.lists)).items()
        }
        profile = catalog.profiles[random.choice(names)]
        ways = decide_box(catalog, facets, profile.channels)
        for values in product(*facets.values()):
            case = dict(zip(facets, values, strict=True))
            decision = decide(catalog, case, profile.channels)
            [(box, same)] = [way for way in ways if accepts(narrowed(way[0], facets), case)]
            assert decision.outcomes == same.outcomes
            assert decision.rows == same.rows
            assert same.facts == {facet: box[facet][0] for facet in facets}


def narrowed(box: restatement.Box, facets: restatement.Box) -> dict[str, tuple[str, ...]]:
    return {facet: tuple(box[facet]) for facet in facets}


def fault_of(catalog: Catalog, decision: Decision) -> str:
    """Say what is wrong with an answer: not exactly one text, or no reason for none."""
    if not decision.last.reason.strip():
        return "no reason"
    if decision.outcomes["envoi"] == "mention":
        mentions = [t.id for t in mentions_for(catalog, decision)]
        return "" if len(mentions) == 1 else f"mentions {mentions}"
    foreign = decision.facts["client"] in {"ue", "hors-ue"}
    for support in ("poste", "courriel") if decision.writes else ():
        found = letters_for(catalog, decision, support)
        if len(found) != 1:
            return f"{support} {[t.id for t in found]}"
        if foreign and "en" not in languages(catalog, found[0]):
            return f"{support}: {found[0].id} has no English text"
    return ""


def test_every_case_gets_one_letter_per_support_or_a_reason(
    catalog: Catalog, decided: list[Decision]
) -> None:
    wrong: dict[str, Facts] = {}
    for decision in decided:
        if fault := fault_of(catalog, decision):
            wrong.setdefault(fault, decision.facts)
    assert wrong == {}


def test_the_cases_reach_every_value_that_letters_look_at(
    catalog: Catalog, decided: list[Decision]
) -> None:
    writing = [d for d in decided if d.writes or d.outcomes["envoi"] == "mention"]
    for facet in ("secteur", "annuaire", "envoi_actuel", "evenement", "emetteur", "anticipe"):
        assert {d.facts[facet] for d in writing} == set(catalog.lists[facet].values)
    given = dict.fromkeys(name for table in catalog.tables.values() for name in table.gives)
    for outcome in (*given, "offre", "au_repos"):
        if outcome == "statut":
            continue
        reached = {d.outcomes[outcome] for d in decided if outcome in d.outcomes}
        assert reached == set(catalog.lists[outcome].values)


def test_the_chain_gives_what_its_tables_give(decided: list[Decision]) -> None:
    for decision in decided:
        offer = decision.outcomes["offre"]
        assert decision.outcomes == restatement.chain({**decision.facts, "offre": offer})
        form = decision.outcomes.get("mode")
        assert decision.writes == (form is not None and form != "sans-relance")


def test_a_letter_is_never_written_where_the_document_excludes_it(
    decided: list[Decision],
) -> None:
    for decision in decided:
        quiet = decision.facts["evenement"] == "aucun"
        if decision.writes:
            assert decision.perimeter not in STOPPED
            assert not quiet or decision.facts["relation"] == "active"
            assert not quiet or decision.perimeter != "public"
            assert not quiet or decision.facts["envoi_actuel"] != "edi"
        if decision.outcomes["intention"] == "demander-accord":
            assert decision.facts["envoi_actuel"] == "papier"
            assert decision.outcomes["offre"] == "electronique"
        if decision.perimeter == "dedans-oblige":
            assert decision.outcomes["intention"] != "demander-accord"
            assert decision.outcomes["acceptation"] == "sans-objet"
        if decision.facts["client"] == "particulier" or "energie" in decision.perimeter:
            assert decision.outcomes.get("mode") != "tacite"


def test_the_reason_of_a_case_that_stops_early_says_why_it_does(decided: list[Decision]) -> None:
    for decision in decided:
        rows = dict(decision.rows)
        assert decision.reason.endswith(decision.last.reason)
        if decision.perimeter in STOPPED:
            assert decision.reason.startswith((rows["coherence"].reason, rows["perimetre"].reason))
        else:
            assert decision.reason == decision.last.reason


STATES = {
    "dedans-preparation": "preparation",
    "dedans-annonce": "annonce",
    "dedans-volontaire": "en-cours",
    "dedans-oblige": "oblige",
}
"""The sender that stands for a perimeter."""


def leftovers(use: Use) -> list[str]:
    """Return what a filled letter should not show."""
    text = use.txt()
    marks = ["((", "))", "\ue000", "\ue001", "[[", "{{", "}}", "None", "Undefined"]
    found = [mark for mark in marks if mark in text]
    shown = [
        (block.kind, "".join(run.text for cell in line.cells for run in cell))
        for block in use.letter.blocks
        for line in block.lines
        if use.shows(block.keys) and use.shows(line.keys)
    ]
    for (kind, heading), (following, _) in zip(shown, [*shown[1:], ("end", "")], strict=True):
        if kind == "heading" and following in {"heading", "signature", "footer", "slip", "end"}:
            found.append(f"empty heading {heading}")
    return found


def test_the_letter_of_every_case_is_filled_without_leftovers(
    catalog: Catalog, today: dt.date, decided: list[Decision]
) -> None:
    written: dict[tuple[str, Support, str, str], Decision] = {}
    for decision in decided:
        case = (decision.perimeter, decision.facts["client"])
        supports: tuple[Support, ...] = ("poste", "courriel")
        for support in supports:
            for text in letters_for(catalog, decision, support):
                written[text.id, support, *case] = decision
        for text in mentions_for(catalog, decision):
            written[text.id, "facture", *case] = decision
    typed = longest_answers(catalog)
    wrong = {}
    for (name, support, perimeter, client), decision in written.items():
        sender = SENDERS[STATES.get(perimeter, "pas-encore")]
        customers = [p for p in catalog.profiles.values() if client in p.facets["client"]]
        assert customers, f"no profile for {client}"
        text = catalog.texts[name]
        for profile, language in product(customers, languages(catalog, text)):
            use = Use(catalog, text, support, language, profile, sender, today, decision, typed)
            if found := leftovers(use):
                wrong[str(use)] = found
    assert wrong == {}


def test_every_text_is_reached_by_a_profile_and_leaves_nothing_unfilled(
    catalog: Catalog, today: dt.date
) -> None:
    everywhere = uses(catalog, today)
    assert {use.text.id for use in everywhere} == set(catalog.texts)
    assert {str(use): found for use in everywhere if (found := leftovers(use))} == {}
