"""Nothing that passes is left for a document to stumble on: the example sheet, the lists, the fonts."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from prevenance.catalog import SHEET_EXAMPLE, Catalog
from prevenance.checks.blanks import printed
from prevenance.problems import (
    Place,
    Problem,
    Refused,
    shown,
)
from prevenance.rules.company import load_company
from prevenance.text import glyphs

GIVEN = frozenset({"emetteur"})
"""What the sender's sheet always says, of the facts that the perimeter depends on."""


def the_example_sheet_is_sound(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """The example sheet is there, and reads as a sender's own does."""
    path = catalog.root / SHEET_EXAMPLE
    if not path.exists():
        mend = "rétablissez ce fichier"
        yield Problem(Place(SHEET_EXAMPLE), "fichier absent", "la fiche d'exemple", mend)
        return
    try:
        load_company(path, catalog)
    except Refused as refused:
        for problem in refused.problems:
            yield replace(problem, place=replace(problem.place, file=SHEET_EXAMPLE))


def values_are_used(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """A value of a closed list serves: a table answers for it, gives it, or names it."""
    tables = catalog.tables.values()
    rows = [row for table in tables for row in table.rows]
    for closed in catalog.lists.values():
        if closed.kind == "fait":
            reading = [t for t in tables if closed.id in t.facets]
            used = {v for t in reading for v in t.domain.get(closed.id, tuple(closed.values))}
            used.add(closed.default)
        elif closed.kind == "action":
            used = {action for row in rows for action in row.actions}
        else:
            used = {v for table in tables for v in table.gives.get(closed.id, ())}
        for value in closed.values:
            if value not in used:
                yield Problem(
                    catalog.place(closed, "valeurs", value),
                    f"aucune table n'emploie {shown(value)}",
                    "une valeur dont une table de regles/ se sert",
                    "ajoutez-la à une table, ou retirez-la",
                )


def profiles_say_their_perimeter(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """What the perimeter depends on is said by each profile, or has a default."""
    facets = catalog.tables["perimetre"].facets if "perimetre" in catalog.tables else ()
    for facet in (f for f in facets if f in catalog.lists and f not in GIVEN):
        silent = [p for p in catalog.profiles.values() if facet not in p.facets]
        if catalog.lists[facet].default or not silent:
            continue
        for profile in silent:
            yield Problem(
                catalog.place(profile, "facettes"),
                f"{shown(facet)} n'est pas dit, et n'a pas de valeur par défaut",
                "la facette dans le profil, ou « defaut » dans facettes.yml",
                f"ajoutez la ligne « {facet}: … » sous facettes",
            )


def letters_fit_the_fonts(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """What letters print holds only characters that the fonts of the PDFs have."""
    for sentence in printed(catalog):
        if lacking := glyphs.uncovered(sentence.text):
            yield Problem(
                sentence.place,
                glyphs.not_printable(lacking),
                "des lettres, des chiffres et une ponctuation usuelle",
                "retirez ce caractère, ou écrivez-le en toutes lettres",
            )


CHECKS = (values_are_used, profiles_say_their_perimeter, letters_fit_the_fonts)
LATE = (the_example_sheet_is_sound,)
