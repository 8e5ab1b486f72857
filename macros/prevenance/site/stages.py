"""The pages of the calendar: what the law says, what to review, and the steps of the project."""

import datetime as dt
from collections.abc import Iterator

from prevenance.catalog import Catalog, file_of
from prevenance.model import Stage, labels
from prevenance.rules.stages import calendar_order
from prevenance.site import links, page_foot, words
from prevenance.site.markup import (
    Page,
    box,
    definitions,
    front_matter,
    heading,
    listing,
    page_text,
    paragraph,
    table,
)
from prevenance.text.html import prose

LIST = "regles/calendrier/index.md"


def pages(catalog: Catalog, today: dt.date) -> Iterator[Page]:
    """Yield the calendar, then the page of each stage."""
    yield _index(catalog, today)
    for stage in sorted(catalog.stages.values(), key=calendar_order):
        yield _page(catalog, stage, today)


def dated(catalog: Catalog, nature: str) -> list[Stage]:
    """List the stages of a nature that have a date of their own, in order."""
    found = [s for s in catalog.stages.values() if s.nature == nature]
    return sorted(found, key=calendar_order)


def next_legal(catalog: Catalog, today: dt.date) -> list[Stage]:
    """Return the legal stages of the next date to come; several may share it, or none be left."""
    coming = [s for s in dated(catalog, "loi") if dt.date.fromisoformat(s.when) > today]
    return [s for s in coming if s.when == coming[0].when]


def next_date(catalog: Catalog, here: str, today: dt.date) -> str:
    """Show the next legal date, for a page at ``here``."""
    stages = next_legal(catalog, today)
    if not stages:
        return paragraph(prose("Aucune date légale n'est à venir dans ce calendrier."))
    when = dt.date.fromisoformat(stages[0].when)
    names = listing(links.item_link(catalog, here, "stages", s.id) for s in stages)
    days = (when - today).days
    left = f"dans {days} jours" if days > 1 else "demain"
    sources = [source for stage in stages for source in stage.sources]
    return box(
        f'<p class="titre">Prochaine date légale</p><p class="date">{words.day(when, sources)}'
        f" <span>{left}</span></p>{names}",
        "echeance",
    )


def _index(catalog: Catalog, today: dt.date) -> Page:
    law = dated(catalog, "loi")
    text = page_text(
        front_matter(
            "Calendrier",
            "Les dates fixées par la loi, celles où relire le guide, et les étapes de votre projet "
            "comptées depuis votre bascule.",
            hide=["toc"],
            search={"boost": 2},
        ),
        heading(1, "Calendrier"),
        paragraph(f"{prose('État au')} {words.day(today)}.", "chapeau"),
        next_date(catalog, LIST, today),
        heading(2, "Ce que dit la loi", search=False),
        table(
            "Les dates fixées par la loi",
            ("Date", "Étape", "Émetteurs concernés", "En bref"),
            [_legal(catalog, stage, today) for stage in law],
            classes="etapes",
        ),
        heading(2, "Les étapes de votre projet", search=False),
        paragraph(
            prose(
                "La bascule est le jour de votre première facture électronique. Les autres étapes "
                "se comptent à partir d'elle ; une étape qui tombe un jour chômé se déplace au jour "
                "ouvré voisin."
            )
        ),
        table(
            "Les étapes du projet",
            ("Quand", "Étape", "En bref"),
            [_step(catalog, stage) for stage in dated(catalog, "projet")],
            classes="etapes",
        ),
        heading(2, "Quand relire ce guide", search=False),
        table(
            "Les relectures prévues",
            ("Date", "Relecture", "En bref"),
            [_step(catalog, stage) for stage in dated(catalog, "revue")],
            classes="etapes",
        ),
    )
    return Page(LIST, text)


def _legal(catalog: Catalog, stage: Stage, today: dt.date) -> tuple[str, ...]:
    past = dt.date.fromisoformat(stage.when) <= today
    state = f'<span class="moment {"passe" if past else "a-venir"}">{"en vigueur" if past else "à venir"}</span>'
    return (
        words.stage_when(stage) + state,
        links.item_link(catalog, LIST, "stages", stage.id),
        prose(senders(stage)),
        prose(stage.summary),
    )


def senders(stage: Stage) -> str:
    """Say which categories of senders a stage concerns."""
    return ", ".join(labels.CATEGORIES[c] for c in stage.categories) or "tous"


def _step(catalog: Catalog, stage: Stage) -> tuple[str, ...]:
    when = words.stage_when(stage)
    return when, links.item_link(catalog, LIST, "stages", stage.id), prose(stage.summary)


def _page(catalog: Catalog, stage: Stage, today: dt.date) -> Page:
    here = f"regles/calendrier/{stage.id}.md"
    when = words.stage_when(stage)
    perimeters = [
        words.in_a_sentence(words.value(catalog, "perimetre", p)) for p in stage.perimeters
    ]
    fixed = words.calendar_day(stage)
    facts = [
        ("Quand", when),
        ("Nature", prose(labels.STAGE_NATURES[stage.nature])),
        ("Émetteurs concernés", prose(senders(stage)) if stage.nature == "loi" else ""),
        ("Courriers qui la citent", prose(" ; ".join(perimeters))),
        ("À savoir", prose(stage.note)),
    ]
    said = [
        (prose(moment), words.sentence(catalog, text, fixed))
        for moment, text in (("Avant", stage.before), ("À partir de ce jour", stage.after))
        if text
    ]
    text = page_text(
        front_matter(stage.name, stage.summary),
        links.trail(here, ("Calendrier", LIST)),
        heading(1, stage.name),
        paragraph(prose(stage.summary), "chapeau"),
        definitions(facts, "faits"),
        heading(2, "Ce que dit un courrier", search=False) if said else "",
        table("Phrase selon le jour du courrier", ("Moment", "Phrase"), said, search=False)
        if said
        else "",
        page_foot.foot(catalog, here, stage, today),
    )
    return Page(here, text, file_of(stage)[0])
