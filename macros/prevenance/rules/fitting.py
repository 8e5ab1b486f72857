"""Which texts of the kit suit a decision: a letter for each support, or a line on the invoice."""

from prevenance.catalog import Catalog
from prevenance.model import Text
from prevenance.rules.boxes import accepts
from prevenance.rules.tables import Decision


def letter_facts(decision: Decision) -> dict[str, str]:
    """Return the facts by which letters say in which cases they are the right ones."""
    return {"evenement": "aucun", **decision.facts, **decision.outcomes}


def letters_for(catalog: Catalog, decision: Decision, support: str = "") -> list[Text]:
    """List the letters (roles courrier and relance) that answer a case: one a support, if the kit is sound.

    Without ``support``, those of every support.
    """
    if not decision.writes:
        return []
    facts = letter_facts(decision)
    return [
        t
        for t in catalog.by_intention.get(facts["intention"], ())
        if (not support or support in t.supports) and any(accepts(box, facts) for box in t.boxes)
    ]


def mentions_for(catalog: Catalog, decision: Decision) -> list[Text]:
    """List the mentions (a line on the invoice) that answer a case: one when the outcome is mention."""
    if decision.outcomes["envoi"] != "mention":
        return []
    facts = letter_facts(decision)
    return [
        t
        for t in catalog.texts.values()
        if t.role == "mention" and any(accepts(b, facts) for b in t.boxes)
    ]


def texts_for(catalog: Catalog, decision: Decision) -> tuple[Text, ...]:
    """Return the texts that answer a case: the letter, its e-mail version, or the mention."""
    letters = sorted(letters_for(catalog, decision), key=lambda t: "poste" not in t.supports)
    return (*letters, *mentions_for(catalog, decision))
