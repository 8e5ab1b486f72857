"""The customer list of a mail merge: one column for each field, all text, two rows to replace.

Its columns are the names that the merge editions call. Dates are written in words beforehand, as a
merge would write them in English, or as numbers.
"""

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence

from prevenance import __version__, calendar
from prevenance.catalog import Catalog
from prevenance.model import Field
from prevenance.spreadsheets import xlsx
from prevenance.spreadsheets.grid import Book, Cell, Column, Sheet, heads, texts
from prevenance.typography import clean_text, french

VARIANT = "variante"
DATES = ("date_courrier", "date_reponse", "date_bascule", "date_obligation")
"""The dates of a letter, the same for every customer, that a merge needs in words."""

ROWS = 100_000
"""Rows in which the variant is chosen from a list."""

SAMPLES = 2
NAME = "client_nom"
"""The field whose answer marks a row as an example."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes a spreadsheet read a CSV cell as a formula (CWE-1236; OWASP ASVS 1.2.10)."""

_VARIANT_MEANING = "Texte à envoyer à ce client : chaque variante est un document de ce dossier."


def fields(catalog: Catalog) -> tuple[Field, ...]:
    """Return the fields that the customer list fills, in the kit's order."""
    return tuple(f for f in catalog.fields.values() if f.filled_by == "client")


def columns(catalog: Catalog) -> tuple[str, ...]:
    """Return the names of the columns: the customer's fields, the variant, the dates."""
    return (*(f.id for f in fields(catalog)), VARIANT, *DATES)


def clients_xlsx(catalog: Catalog, variants: Sequence[str], answers: Mapping[str, str]) -> bytes:
    """Return ``clients.xlsx``: text columns, the variant chosen from a list, notes on each column.

    ``variants`` names the documents of the merge, at least one; ``answers`` gives the dates in
    words, and a date that it lacks shows its label in brackets. The list stands first, since a
    word processor offers the first sheet.

    Raises:
        ValueError: a date holds a forbidden character; names the field.
    """
    rows = _rows(catalog, variants, answers)
    names = columns(catalog)
    listed = f"listes!$A$2:$A${len(variants) + 1}"
    widths = tuple(
        Column(max(len(name) + 2, 24), listed if name == VARIANT else "") for name in names
    )
    filled = (heads(*names), *(texts(*row) for row in rows))
    sheets = (
        Sheet("clients", widths, filled, free=ROWS, heading=True),
        _notes(catalog),
        Sheet("listes", (Column(60),), (heads(VARIANT), *(texts(v) for v in variants))),
    )
    return xlsx.write(Book("Liste des clients pour le publipostage", __version__, sheets))


def clients_csv(catalog: Catalog, variants: Sequence[str], answers: Mapping[str, str]) -> bytes:
    """Return ``clients.csv``: the same rows in UTF-8 with a mark, semicolons and CRLF.

    Every cell is quoted. A value that a spreadsheet would compute is refused rather than altered,
    because a merge would print the apostrophe that disarms it.

    Raises:
        ValueError: as :func:`clients_xlsx`, or a value that starts as a formula; names the column.
    """
    rows = _rows(catalog, variants, answers)
    names = columns(catalog)
    for row in rows:
        for name, value in zip(names, row, strict=True):
            if value.startswith(FORMULA_STARTS):
                raise ValueError(f"{name} : « {value[0]} » en tête serait lu comme une formule")
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([names, *rows])
    return text.getvalue().encode("utf-8-sig")


def _rows(
    catalog: Catalog, variants: Sequence[str], answers: Mapping[str, str]
) -> list[tuple[str, ...]]:
    """Make two rows that nobody takes for customers: every field, then the required ones only."""
    dates = [_date(catalog, name, answers.get(name, "")) for name in DATES]
    rows: list[tuple[str, ...]] = []
    for number in range(SAMPLES):
        mine = [_example(field, number) for field in fields(catalog)]
        rows.append((*mine, variants[number % len(variants)], *dates))
    return rows


def _example(field: Field, number: int) -> str:
    if field.id == NAME:
        return f"Ligne d'exemple {number + 1}, à supprimer"
    return "" if number and field.optional else field.example


def _date(catalog: Catalog, name: str, answer: str) -> str:
    try:
        return clean_text(answer) or f"[{french(catalog.fields[name].label)}]"
    except ValueError as error:
        raise ValueError(f"{name} : {error}") from error


def _notes(catalog: Catalog) -> Sheet:
    """Explain each column, from champs.yml."""
    rows = [
        texts(
            f.id,
            french(f.meaning),
            f.example,
            f"{f.max_length} caractères au plus",
            "Peut rester vide" if f.optional else "",
        )
        for f in fields(catalog)
    ]
    rows.append(texts(VARIANT, french(_VARIANT_MEANING), "", "", "À choisir dans la liste"))
    for name in DATES:
        field = catalog.fields[name]
        example = calendar.in_words(dt.date.fromisoformat(field.example))
        rows.append(texts(name, french(field.meaning), example, "", "En toutes lettres"))
    top = (
        (Cell(french("Les colonnes de la feuille « clients »"), "title"),),
        (Cell(french("Un client par ligne, sous les titres, que vous laissez tels quels. Remplacez les deux lignes d'exemple. Toutes les colonnes sont du texte : les zéros de tête restent."), "note"),),
    )  # fmt: skip
    head = heads("Colonne", "Ce qu'elle contient", "Exemple", "Longueur", "Remarque")
    widths = (30, 70, 44, 24, 26)
    return Sheet("notes", tuple(Column(w) for w in widths), (*top, head, *rows))
