"""What a text must know before it leaves: the blanks that it requires, and what to do without one."""

from collections.abc import Mapping

from prevenance.catalog import Catalog, forms
from prevenance.model import Text
from prevenance.rules.contradictions import Clash
from prevenance.rules.fitting import letters_for
from prevenance.rules.tables import Decision, decide

EMAIL = "client_courriel_facturation"
"""The blank that a letter whose silence means yes cannot do without."""


def lacking(
    catalog: Catalog, decision: Decision, text: Text, support: str, answered: Mapping[str, str]
) -> list[Clash]:
    """Return the blanks that a text requires and that nobody answered, each with its remedy."""
    return [
        Clash(
            name,
            f"« {text.title} » ne part pas sans cette réponse",
            forms.expected(catalog.fields[name]),
            _remedy(catalog, decision, name, support),
        )
        for name in text.requires
        if not answered.get(name)
    ]


def _remedy(catalog: Catalog, decision: Decision, name: str, support: str) -> str:
    """Offer the text that asks for an agreement in place of the one that leaves a delay."""
    if name == EMAIL and decision.outcomes.get("mode") == "tacite":
        asking = decide(catalog, {**decision.facts, "mode_accord": "explicite"})
        for text in letters_for(catalog, asking, support):
            return (
                f"donnez-la, ou demandez l'accord (mode_accord: explicite), avec « {text.title} »"
            )
    return "complétez-la avant d'écrire à ce client"
