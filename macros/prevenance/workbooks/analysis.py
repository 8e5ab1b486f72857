"""The analysis of a portfolio by hand: a list to fill, and the shares that answer three questions.

Who already has a tool, which profiles, which channels to prepare. The lists come from the kit; the
workbook holds no customer and looks nothing up.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from prevenance.catalog import Catalog
from prevenance.text.typography import french
from prevenance.workbooks.xlsx import Book, Column, Row, Styled, headed

ROWS = 5000
"""Customers that the list can hold; a formula reads as many rows."""

LIST, LISTS = "Portefeuille", "Listes"
INVOICES, MEANING = "Factures par an", "Ce que cela veut dire"
NO_TOOL, OTHER_TOOL = "Aucun outil connu", "Autre outil ou plateforme"

LETTERS = "ABCDEFGHIJKLMNOP"
HEADINGS = (
    "Client",
    "Profil",
    "Outil ou plateforme",
    "Annuaire",
    "Canal actuel",
    INVOICES,
    "Accord",
)
WIDTHS = (32, 40, 34, 14, 34, 16, 14)
EXPLANATIONS = (
    "Nom ou code du client. Une ligne sans nom n'est pas comptée.",
    "Le profil qui lui ressemble le plus ; la feuille Listes dit comment le reconnaître.",
    f"L'outil ou la plateforme dont il se sert. Choisissez « {NO_TOOL} » seulement après vérification.",
    "Ce que dit l'annuaire de la facturation électronique, si vous l'avez consulté.",
    "La façon dont vos factures lui parviennent aujourd'hui.",
    "Nombre de factures que vous lui envoyez en un an, même approximatif.",
    "Sa dernière position connue sur l'envoi électronique.",
)


@dataclass(frozen=True)
class ColumnChoices:
    """The values of a column of the list, in order, and what is said of each."""

    heading: str
    values: tuple[str, ...]
    meanings: tuple[str, ...]


def column_choices(catalog: Catalog) -> tuple[ColumnChoices, ...]:
    """Return the lists of the kit: profiles, tools, directory, channels, agreement.

    A customer's tool is a platform, a software, or a public portal that is also a channel; what
    serves the sender's own mailing is left out.
    """
    profiles = catalog.profiles.values()
    tools = [
        t
        for t in catalog.tools.values()
        if t.family in {"plateforme", "logiciel"} or t.id in catalog.channels
    ]
    channels = catalog.channels.values()
    directory, agreement = catalog.lists["annuaire"].values, catalog.lists["accord"].values
    named = [(t.name, t.summary) for t in tools]
    return (
        _choices("Profil", [(p.name, " ".join(p.recognise)) for p in profiles]),
        _choices("Outil ou plateforme", [*named, (OTHER_TOOL, ""), (NO_TOOL, "")]),
        _choices("Annuaire", directory.items()),
        _choices("Canal actuel", [(c.name, c.summary) for c in channels]),
        _choices("Accord", agreement.items()),
    )


def _choices(heading: str, values: Iterable[tuple[str, str]]) -> ColumnChoices:
    found = list(values)
    return ColumnChoices(heading, tuple(v for v, _ in found), tuple(french(m) for _, m in found))


def add_explanations(book: Book) -> None:
    """Explain the workbook, step by step, then column by column."""
    count = f"{ROWS:,}".replace(",", " ")
    steps = (
        ("À quoi sert ce classeur", "Avant d'écrire à vos clients, répondez à trois questions : qui est déjà équipé, quels sont les profils, quelles configurations prévoir. Bien souvent, une partie des clients n'a besoin d'aucun courrier."),
        ("1. Notez vos clients", f"Dans la feuille {LIST}, un client par ligne, {count} au plus."),
        ("2. Choisissez", "Les réponses se choisissent dans des listes. Laissez vide ce que vous ne savez pas encore."),
        ("3. Lisez la synthèse", "La feuille Synthèse compte les clients, calcule les parts et montre ce qui reste à corriger."),
        ("Ensuite", "Effacez ce classeur une fois l'analyse terminée : il peut contenir des données personnelles."),
    )  # fmt: skip
    rows: list[Row] = [
        [Styled("Analyse de votre portefeuille de clients", "title")],
        [],
        *([french(title), french(text)] for title, text in steps),
        [],
        headed("Colonne", "Ce que vous y mettez"),
        *([h, french(e)] for h, e in zip(HEADINGS, EXPLANATIONS, strict=True)),
    ]
    book.tab("Lisez-moi", [Column(30), Column(100)], rows)


def add_list(book: Book, lists: tuple[ColumnChoices, ...]) -> None:
    """Add the list of customers, empty."""
    columns = [
        Column(width, _accepted(lists, heading), number=heading == INVOICES)
        for heading, width in zip(HEADINGS, WIDTHS, strict=True)
    ]
    book.tab(LIST, columns, [headed(*HEADINGS)], to_fill=ROWS)


def column(heading: str) -> str:
    """Return the range of the list that holds a column, for a formula."""
    letter = LETTERS[HEADINGS.index(heading)]
    return f"{LIST}!${letter}$2:${letter}${ROWS + 1}"


def place(lists: tuple[ColumnChoices, ...], heading: str, value: str) -> str:
    """Return the cell that holds a choice: formulas name it there and hold no word themselves."""
    number = next(n for n, found in enumerate(lists) if found.heading == heading)
    return f"{LISTS}!${LETTERS[2 * number]}${lists[number].values.index(value) + 2}"


def _accepted(lists: tuple[ColumnChoices, ...], heading: str) -> str:
    for found in lists:
        if found.heading == heading:
            first, last = (place(lists, heading, found.values[end]) for end in (0, -1))
            return f"{first}:{last.removeprefix(f'{LISTS}!')}"
    return ""


def add_choices(book: Book, lists: tuple[ColumnChoices, ...]) -> None:
    """Add the tab of the choices; typed as the kit writes them, so that typing one works."""
    rows = [headed(*(text for found in lists for text in (found.heading, MEANING)))]
    for number in range(max(len(found.values) for found in lists)):
        row: list[str] = []
        for found in lists:
            inside = number < len(found.values)
            row += [found.values[number], found.meanings[number]] if inside else ["", ""]
        rows.append(row)
    book.tab(LISTS, [Column(40), Column(60)] * len(lists), rows)
