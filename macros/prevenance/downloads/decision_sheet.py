"""The decision sheet of a profile: each case, its answer and why, in the tables' own reasons."""

import datetime as dt
from collections.abc import Sequence

from prevenance.catalog import Catalog
from prevenance.letter.blocks import (
    Block,
    Letter,
    Line,
    Run,
)
from prevenance.model import Profile, labels
from prevenance.model.company import Company
from prevenance.rules.situation import sender_state
from prevenance.rules.survey import Outcome, facets_in_words
from prevenance.text.dates import day_in_words
from prevenance.text.typography import french


def answer_in_words(outcome: Outcome) -> str:
    """Say an outcome: which text, or that no letter is needed."""
    names = " ; ".join(t.title for t in outcome.texts)
    send = (
        labels.OUTCOMES["rien"]
        if outcome.decision.outcomes["envoi"] == "courrier" and not names
        else labels.OUTCOMES[outcome.decision.outcomes["envoi"]]
    )
    return f"{send} : {names}" if names else send


def decision_sheet(
    catalog: Catalog,
    profile: Profile,
    company: Company | None,
    today: dt.date,
    outcomes: Sequence[Outcome],
) -> Letter:
    """Compose the sheet of a profile: each case, its answer, the reason, and what to do.

    "No letter" is a full answer here: with its reason, and what to do instead. Without a company
    the sheet is the same for every sender.
    """
    title = f"Fiche de décision : {profile.name}"
    situation = "Ces réponses valent quelle que soit la situation de votre entreprise."
    if company is not None:
        states = catalog.lists["emetteur"].values
        situation = f"Votre situation : {states[sender_state(catalog, company, today)]}"
    blocks = [
        _block("subject", title),
        _block("paragraph", f"État au {day_in_words(today)}. {situation}"),
        _block("paragraph", f"{profile.summary} {profile.why}"),
    ]
    quiet = [o for o in outcomes if not o.texts]
    for heading, group in (
        ("Ce que vous envoyez", [o for o in outcomes if o.texts]),
        ("Quand aucun courrier n'est nécessaire", quiet),
    ):
        if group:
            blocks.append(_block("heading", heading))
        for outcome in group:
            when = facets_in_words(catalog, outcome.when)
            blocks.append(
                _block(
                    "paragraph",
                    f"**{answer_in_words(outcome)}.** {f'Cas : {when}. ' if when else ''}{outcome.reason}",
                )
            )
            todo = [catalog.lists["action"].values[a] for a in outcome.decision.last.actions]
            if todo:
                blocks.append(Block("list", tuple(Line((_runs(text),)) for text in todo)))
    blocks.append(
        _block("paragraph", "Cette fiche informe ; elle ne remplace pas un conseil juridique.")
    )
    return Letter(
        f"fiche-{profile.id}",
        french(title),
        (Run(french(title)),),
        "document",
        "fr",
        tuple(blocks),
    )


def _block(kind: str, text: str) -> Block:
    return Block(kind, (Line((_runs(text),)),))  # type: ignore[arg-type]


def _runs(text: str) -> tuple[Run, ...]:
    parts = french(text).split("**")
    return tuple(Run(part, bold=number % 2 == 1) for number, part in enumerate(parts) if part)
