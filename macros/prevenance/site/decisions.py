"""The pages of the decision tables, and the coverage: an answer for every profile, sender and day."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import get_args

from prevenance.catalog import Catalog, file_of
from prevenance.model import Category, Row, Table, labels
from prevenance.rules.coverage import CoverageCell, CoverageLine, coverage_table
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
from prevenance.text.html import attribute, href, link, prose

HOME = "regles/tables/index.md"
CHAIN = ("coherence", "perimetre", "depart", "canaux", "regime", "envoi", "suite", "mode")
"""The tables in the order in which a case meets them."""

QUESTIONS = {
    "client": "profil",
    "operation": "operation",
    "emetteur": "categorie",
    "accord": "accord",
    "annuaire": "annuaire",
}
"""The facets that settle most cases, and the question of the configurator that settles each."""

LABELS = {"profil": "Profil du client", "categorie": "Catégorie de votre entreprise"}
"""The names of the questions that are no facet."""


def tables_in_order(catalog: Catalog) -> list[Table]:
    """List the tables in the order of the chain; one that it does not name comes last."""
    names = [
        *(n for n in CHAIN if n in catalog.tables),
        *(n for n in catalog.tables if n not in CHAIN),
    ]
    return [catalog.tables[name] for name in names]


def pages(catalog: Catalog, today: dt.date) -> Iterator[Page]:
    """Yield the page of each table, then the coverage."""
    for known in tables_in_order(catalog):
        yield _page(catalog, known, today)
    yield _coverage(catalog)


def questions(catalog: Catalog, here: str) -> str:
    """Ask what settles most cases, for a page at ``here``; the answers lead to the configurator.

    Each question is also a link to the first table that reads its facet: it serves without a
    script, which only writes the answers into the address of the last link.
    """
    items = ""
    for facet, name in QUESTIONS.items():
        closed = catalog.lists[facet]
        first = next(t for t in tables_in_order(catalog) if facet in t.facets)
        target = href(here, f"regles/tables/{first.id}.md", f"facette-{facet}")
        options = "".join(
            f'<option value="{escape(value)}">{prose(text)}</option>'
            for value, text in {
                "": LABELS.get(name, "À préciser"),
                **_choices(catalog, name),
            }.items()
        )
        items += (
            f"<li><strong>{prose(closed.name)}</strong> {link(target, prose(closed.meaning))}"
            f'<select name="{name}" autocomplete="off" aria-label="{attribute(LABELS.get(name, closed.name))}">'
            f"{options}</select></li>"
        )
    there = link(href(here, "trouver.md"), "Voir la réponse et le texte", more=' class="md-button md-button--primary"')  # fmt: skip
    return f'<div markdown="0"><questions-courrier><ol class="questions">{items}</ol><p>{there}</p></questions-courrier></div>'


def _choices(catalog: Catalog, name: str) -> Mapping[str, str]:
    """Return the answers to a question of the configurator: value -> label."""
    if name == "profil":
        return {p.id: p.name for p in catalog.profiles.values()}
    if name == "categorie":
        return {c: labels.SHORT_CATEGORIES[c] for c in get_args(Category)}
    return catalog.lists[name].values


def tables_summary(catalog: Catalog, here: str) -> str:
    """Write the list of the tables in their order, for a page at ``here``."""
    rows = [
        (
            links.item_link(catalog, here, "tables", t.id),
            prose(t.question),
            prose(", ".join(words.in_a_sentence(catalog.lists[f].name) for f in t.facets)),
            str(len(t.rows)),
        )
        for t in tables_in_order(catalog)
    ]
    head = ("Table", "Question", "Ce qu'elle lit", "Lignes")
    return table("Les tables, dans l'ordre où un cas les rencontre", head, rows)


def _page(catalog: Catalog, known: Table, today: dt.date) -> Page:
    here = f"regles/tables/{known.id}.md"
    text = page_text(
        front_matter(known.name, known.question, hide=["toc"], search={"exclude": True}),
        links.trail(here, ("Décider", HOME)),
        heading(1, known.name),
        paragraph(prose(known.question), "chapeau"),
        paragraph(prose("Chaque cas rencontre une ligne, et une seule. Les lignes sont sans ordre.")),
        heading(2, "Ce que la table lit"),
        *_facets(catalog, known),
        heading(2, "Les lignes"),
        table(
            f"{known.name} : {len(known.rows)} lignes",
            ("Si", "Alors", "Pourquoi, selon quelles sources", "Actions"),
            [_row(catalog, here, row) for row in known.rows],
            classes="decision",
            anchors=[f"ligne-{number}" for number in range(1, len(known.rows) + 1)],
        ),
        box(f'<p class="titre">À savoir</p><p>{prose(known.note)}</p>', "note") if known.note else "",
        page_foot.review(known.reviewed_on, file_of(known)[0]),
    )  # fmt: skip
    return Page(here, text, file_of(known)[0])


def _facets(catalog: Catalog, known: Table) -> Iterator[str]:
    for facet in known.facets:
        closed = catalog.lists[facet]
        accepted = known.domain.get(facet, tuple(closed.values))
        values = listing(prose(closed.values[v]) for v in accepted)
        question = f'<summary id="facette-{facet}"><strong>{prose(closed.name)}</strong> '
        yield f"<details open>{question}{prose(closed.meaning)}</summary>{values}</details>"


def _row(catalog: Catalog, here: str, row: Row) -> tuple[str, ...]:
    outcomes = [
        (prose(catalog.lists[name].name), prose(words.value(catalog, name, chosen)))
        for name, chosen in row.then.items()
        if (name, chosen) != ("intention", "aucune")
    ]
    return (
        words.conditions(catalog, row.when),
        definitions(outcomes),
        prose(row.reason) + links.source_marks(catalog, here, row.sources),
        words.actions(catalog, row.actions) or "–",
    )


def _coverage(catalog: Catalog) -> Page:
    here = links.COVERAGE
    cells = coverage_table(catalog)
    blocks: list[str] = []
    for profile, found in groupby(cells, key=lambda cell: cell.profile):
        blocks += _profile(catalog, here, profile, list(found))
    text = page_text(
        front_matter(
            "Couverture",
            "Pour chaque profil, chaque catégorie d'émetteur et chaque date : le courrier à "
            "envoyer, ou la raison de n'en pas envoyer.",
            search={"exclude": True},
        ),
        links.trail(here, ("Décider", HOME)),
        heading(1, "Couverture"),
        paragraph(
            prose(
                "Pour chaque profil, un premier tableau donne une lettre par catégorie d'émetteur "
                "et par date ; un second dit ce que cette lettre veut dire : le texte à envoyer, "
                "ou la raison de ne rien envoyer."
            ),
            "chapeau",
        ),
        *blocks,
    )
    return Page(here, text)


def _profile(catalog: Catalog, here: str, profile: str, cells: list[CoverageCell]) -> Iterator[str]:
    """Write the coverage of a profile: which answer on which day, then each answer in full."""
    name = catalog.profiles[profile].name
    distinct = list(dict.fromkeys(cell.results for cell in cells))
    letters = {results: chr(ord("A") + number) for number, results in enumerate(distinct)}
    days = list(dict.fromkeys(cell.day for cell in cells))
    rows = [
        (
            prose(labels.SHORT_CATEGORIES[category]),
            *(_letter(profile, letters[cell.results], cell.results) for cell in found),
        )
        for category, found in groupby(cells, key=lambda cell: cell.category)
    ]
    yield heading(2, name, profile)
    yield paragraph(link(links.address(here, "profiles", profile), "La page de ce profil"))
    yield table(
        f"{name} : quelle réponse, à quelle date",
        ("Émetteur", *(_short(day) for day in days)),
        rows,
        classes="couverture",
    )
    for results in distinct:
        anchor = _anchor(profile, letters[results])
        yield f'<h3 id="{anchor}">Réponse {letters[results]}</h3>'
        yield table(
            f"{name}, réponse {letters[results]}",
            ("Cas", "Texte à envoyer", "Pourquoi"),
            [_result(catalog, here, result) for result in results],
            classes="reponses",
        )


def _short(day: dt.date) -> str:
    return day.strftime("%d/%m/%Y")


def _letter(profile: str, letter: str, results: Sequence[CoverageLine]) -> str:
    writes = any(result.letter for result in results)
    hint = "" if writes else '<span class="lu"> (aucun courrier)</span>'
    return link(f"#{_anchor(profile, letter)}", f"{letter}{hint}")


def _anchor(profile: str, letter: str) -> str:
    return f"{profile}-{letter.lower()}"


def _result(catalog: Catalog, here: str, result: CoverageLine) -> tuple[str, str, str]:
    when = [part for part in result.when.split(" ; ") if part]
    case = listing((prose(part[:1].upper() + part[1:]) for part in when), "conditions")
    text = links.item_link(catalog, here, "texts", result.letter) if result.letter else ""
    return (
        case or "Dans tous les cas",
        text or '<strong class="aucun">Aucun courrier</strong>',
        prose(result.reason),
    )
