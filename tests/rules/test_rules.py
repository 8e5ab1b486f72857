"""The decision tables say what decisions.md says, for every combination, and each case is answered.

The functions below restate sections 1, 3, 4 and 5 of that document. They were written from it and
not from the tables, so that a slip of the pen on one side shows.
"""

import datetime as dt
from collections.abc import Iterator
from itertools import product

import pytest

from prevenance.catalog import Catalog
from prevenance.model import Support
from prevenance.rules.boxes import Facts, accepts, facet_values
from prevenance.rules.fitting import letters_for, mentions_for
from prevenance.rules.tables import Decision, MissingFacets, decide, look_up
from support.samples import SENDERS, Use, languages, longest_answers, uses

CONSUMERS = {"particulier", "particulier-energie", "particulier-telecom"}
STOPPED = {"contradictoire", "hors-kit", "client-inconnu"}
INSIDE = {
    "pas-encore": "dedans-pas-encore",
    "preparation": "dedans-preparation",
    "volontaire": "dedans-volontaire",
    "oblige": "dedans-oblige",
}
EVERYWHERE = {*INSIDE.values(), "public", "dehors", "dehors-energie"}
"""The perimeters in which something may be sent."""
UNDELIVERABLE = {"inactive", "absente"}
ACCEPTED = {"explicite", "contractuel", "tacite"}


def perimetre(f: Facts) -> tuple[str, ...]:
    """Section 1, the perimeter."""
    if f["donnees"] == "contradictoires":
        return ("contradictoire",)
    if f["territoire"] == "autre" or f["client"] == "monaco":
        return ("hors-kit",)
    if f["client"] == "inconnu":
        return ("client-inconnu",)
    if f["client"] == "public":
        return ("public",)
    if f["client"] == "assujetti-france" and f["operation"] == "taxable":
        return (INSIDE[f["emetteur"]],)
    return ("dehors-energie" if f["client"] == "particulier-energie" else "dehors",)


def regime(f: Facts) -> tuple[str, ...]:
    """Section 3: circuit, acceptance, paper."""
    perimeter, listed, agreed = f["perimetre"], f["annuaire"], f["accord"]
    if perimeter in STOPPED:
        return ("a-preciser", "a-preciser", "au-choix")
    if perimeter == "public":
        return ("chorus", "sans-objet", "sans-objet")
    if perimeter == "dedans-oblige":
        circuit = "plateforme-repli" if listed in UNDELIVERABLE else "plateforme"
        return (circuit, "sans-objet", "exceptionnel")
    if perimeter == "dedans-volontaire" and listed == "active":
        if agreed == "refuse":
            return ("libre", "refusee", "au-choix")
        return ("plateforme", "a-preciser" if agreed == "aucun" else "acquise", "au-choix")
    if perimeter == "dehors-energie":
        return ("libre", "refusee" if agreed == "refuse" else "opposition", "au-choix")
    if f["edi"] == "oui" or agreed in ACCEPTED:
        return ("libre", "acquise", "au-choix")
    return ("libre", "refusee" if agreed == "refuse" else "requise", "au-choix")


def envoi(f: Facts) -> tuple[str, ...]:
    """Section 4: what to send when nothing has happened, with the intention of a letter."""
    fixed = {
        "contradictoire": "indecidable",
        "hors-kit": "hors-perimetre",
        "client-inconnu": "action-interne",
        "public": "rien",
    }
    perimeter = f["perimetre"]
    if perimeter in fixed:
        answer = fixed[perimeter]
    elif perimeter == "dedans-oblige":
        answer = _envoi_oblige(f)
    elif perimeter == "dedans-volontaire" and f["annuaire"] == "active":
        answer = _envoi_volontaire(f)
    elif perimeter == "dedans-preparation":
        answer = _envoi_preparation(f)
    else:
        answer = _envoi_libre(f)
    sent, _, intention = answer.partition(" ")
    return (sent, intention or "aucune")


def _envoi_oblige(f: Facts) -> str:
    if f["relation"] == "dormante":
        return "rien"
    if f["annuaire"] == "inconnue":
        return "action-interne"
    regular = f["relation"] == "active"
    if f["annuaire"] in UNDELIVERABLE:
        return "courrier demander-adresse" if regular else "mention"
    if f["accord"] == "refuse":
        return "courrier informer" if regular else "mention"
    return "rien" if f["servi"] == "oui" else "mention"


def _envoi_volontaire(f: Facts) -> str:
    if f["accord"] == "refuse" or f["relation"] == "dormante":
        return "rien"
    if f["relation"] == "ponctuelle":
        return "mention"
    if f["servi"] == "oui":
        return "rien"
    return "mention" if f["edi"] == "oui" else "courrier informer"


def _envoi_preparation(f: Facts) -> str:
    if f["relation"] != "active":
        return "rien"
    if f["edi"] == "oui" or f["annuaire"] == "active":
        return "mention"
    return "action-interne" if f["annuaire"] == "inconnue" else "courrier demander-adresse"


def _envoi_libre(f: Facts) -> str:
    asks = (f["edi"], f["offre"], f["accord"], f["relation"])
    if asks != ("non", "electronique", "aucun", "active"):
        return "rien"
    energy = f["perimetre"] == "dehors-energie"
    return "courrier informer" if energy else "courrier demander-accord"


def suite(f: Facts) -> tuple[str, ...]:
    """Section 4, after an event."""
    event, perimeter = f["evenement"], f["perimetre"]
    if perimeter in STOPPED:
        return ("action-interne", "aucune")
    address = dict.fromkeys(
        ("dedans-preparation", "dedans-volontaire", "dedans-oblige"), "demander-adresse"
    )
    intentions = {
        "changement": {},
        "sans-reponse": dict.fromkeys(EVERYWHERE, "relancer"),
        "donnees-manquantes": {"public": "demander-donnees"} | address,
        "accord-recu": dict.fromkeys(EVERYWHERE - {"public"}, "confirmer"),
        "refus-recu": dict.fromkeys(EVERYWHERE - {"public"}, "accuser-refus")
        | {"dedans-oblige": "informer"},
    }
    instead = {"changement": "mention", "donnees-manquantes": "action-interne"}
    intention = intentions[event].get(perimeter)
    return ("courrier", intention) if intention else (instead.get(event, "rien"), "aucune")


def canaux(f: Facts) -> tuple[str, ...]:
    """Section 5: the status of a channel in a perimeter."""
    order = (
        "dedans-oblige",
        "dedans-volontaire",
        "dedans-preparation",
        "dedans-pas-encore",
        "dehors",
        "public",
    )
    platform = ("propose", "propose", "annonce", "exclu", "exclu", "exclu")
    mail = ("secours", "propose", "propose", "propose", "propose", "exclu")
    free = ("exclu", "propose", "propose", "propose", "propose", "exclu")
    statuses = {
        "pa-facturx": platform,
        "pa-xml": platform,
        "pa-edi": platform,
        "interoperabilite": platform,
        "courriel": mail,
        "papier": mail,
        "espace-client": ("complement", *mail[1:]),
        "edi-direct": free,
        "pdf-signe": free,
        "portail-client": free,
        "peppol": ("exclu", "exclu", "exclu", "exclu", "propose", "exclu"),
        "chorus-pro": ("exclu", "exclu", "exclu", "exclu", "exclu", "propose"),
    }
    if f["perimetre"] in STOPPED:
        return ("exclu",)
    perimeter = "dehors" if f["perimetre"] == "dehors-energie" else f["perimetre"]
    return (statuses[f["canal"]][order.index(perimeter)],)


def mode(f: Facts) -> tuple[str, ...]:
    """Section 4, explicit or tacit: the sheet decides, always explicit for consumers.

    An agreement is at stake only where §3 leaves it to the customer and the letter asks for it.
    """
    open_ = {"dedans-pas-encore", "dedans-volontaire", "dehors", "dehors-energie"}
    if f["intention"] not in {"demander-accord", "relancer"} or f["perimetre"] not in open_:
        return ("sans-objet",)
    if f["client"] in CONSUMERS or f["mode_accord"] == "explicite":
        return ("explicite",)
    return ("tacite" if f["intention"] == "demander-accord" else "sans-relance",)


RESTATED = {
    "perimetre": (perimetre, 576),
    "regime": (regime, 400),
    "envoi": (envoi, 4800),
    "suite": (suite, 50),
    "canaux": (canaux, 120),
    "mode": (mode, 1680),
}
"""Each table: its restatement, and the number of its combinations."""


def combinations_of(catalog: Catalog, name: str) -> Iterator[dict[str, str]]:
    values = facet_values(catalog, catalog.tables[name])
    for combination in product(*values.values()):
        yield dict(zip(values, combination, strict=True))


@pytest.mark.parametrize("name", RESTATED)
def test_every_combination_of_a_table_answers_as_the_document_says(
    catalog: Catalog, name: str
) -> None:
    restated, size = RESTATED[name]
    cases = list(combinations_of(catalog, name))
    assert len(cases) == size
    wrong = [
        (case, tuple(row.then.values()), restated(case))
        for case in cases
        if tuple((row := look_up(catalog, name, case)).then.values()) != restated(case)
    ]
    assert wrong == []


@pytest.mark.parametrize("name", RESTATED)
def test_every_combination_of_a_table_meets_exactly_one_row(catalog: Catalog, name: str) -> None:
    boxes = [row.when for row in catalog.tables[name].rows]
    for case in combinations_of(catalog, name):
        assert sum(accepts(box, case) for box in boxes) == 1, case


@pytest.mark.parametrize(
    ("name", "rows"), [("perimetre", 12), ("regime", 17), ("envoi", 38), ("canaux", 13)]
)
def test_a_table_has_the_rows_that_the_document_counts(
    catalog: Catalog, name: str, rows: int
) -> None:
    assert len(catalog.tables[name].rows) == rows


def test_the_tables_cover_the_closed_lists_of_the_document(catalog: Catalog) -> None:
    restated = set(RESTATED)
    assert set(catalog.tables) == restated
    assert set(catalog.channels) == set(catalog.lists["canal"].values)


def test_a_facet_without_a_value_is_named_when_a_decision_needs_it(catalog: Catalog) -> None:
    with pytest.raises(MissingFacets) as missing:
        decide(catalog, {"donnees": "coherentes", "client": "public"})
    assert set(missing.value.facets) == {"territoire", "operation", "emetteur"}


# The whole decision space


EVENT_FREE = ("annuaire", "edi", "accord", "relation", "offre", "servi")


def whole_space(catalog: Catalog) -> Iterator[dict[str, str]]:
    """Yield one case for each way the chained tables can go, exhaustive over what letters look at.

    The five facets of the perimeter are reduced to its 10 values and the customer: cases with the
    same two go the same way through every later table, none of which reads the other four.
    """
    lists = catalog.lists
    roots = {
        (look_up(catalog, "perimetre", c).then["perimetre"], c["client"]): c
        for c in combinations_of(catalog, "perimetre")
    }
    for root in roots.values():
        for event in lists["evenement"].values:
            # After an event, only the facets of the table « regime » still count.
            read = EVENT_FREE if event == "aucun" else EVENT_FREE[:3]
            idle = {facet: lists[facet].default for facet in EVENT_FREE[3:]}
            for values in product(*(lists[facet].values for facet in (*read, "mode_accord"))):
                facts = dict(zip((*read, "mode_accord"), values, strict=True))
                yield {**root, **idle, "evenement": event, **facts}


@pytest.fixture(scope="module")
def decided(catalog: Catalog) -> list[Decision]:
    return [decide(catalog, case) for case in whole_space(catalog)]


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
    for facet in ("client", "emetteur", "annuaire", "edi", "accord", "evenement", "mode_accord"):
        assert {d.facts[facet] for d in decided} == set(catalog.lists[facet].values)
    for outcome in ("perimetre", "circuit", "acceptation", "papier", "envoi", "intention", "mode"):
        reached = {d.outcomes[outcome] for d in decided if outcome in d.outcomes}
        assert reached == set(catalog.lists[outcome].values)


def test_the_chain_gives_what_its_tables_give(decided: list[Decision]) -> None:
    for decision in decided:
        known = {**decision.facts, "perimetre": perimetre(decision.facts)[0]}
        sent, intention = envoi(known) if known["evenement"] == "aucun" else suite(known)
        given = decision.outcomes
        assert (given["envoi"], given["intention"]) == (sent, intention)
        assert (given["circuit"], given["acceptation"], given["papier"]) == regime(known)
        form = mode({**known, "intention": intention})[0] if sent == "courrier" else None
        assert given.get("mode") == form
        assert decision.writes == (sent == "courrier" and form != "sans-relance")


def test_a_letter_is_never_written_where_the_document_excludes_it(
    decided: list[Decision],
) -> None:
    for decision in decided:
        quiet = decision.facts["evenement"] == "aucun"
        if decision.writes:
            assert decision.perimeter not in STOPPED
            assert not quiet or decision.facts["relation"] == "active"
            assert not quiet or decision.perimeter != "public"
        if decision.perimeter == "dedans-oblige":
            assert decision.outcomes.get("intention") != "demander-accord"
            assert decision.outcomes["acceptation"] == "sans-objet"
        if decision.facts["client"] in CONSUMERS:
            assert decision.outcomes.get("mode") != "tacite"


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
        sender = SENDERS[next((s for s, p in INSIDE.items() if p == perimeter), "pas-encore")]
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
