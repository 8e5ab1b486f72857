"""The customer list of a mail merge: a column for each field that a letter calls, all of it text.

The titles of its columns are what the fields of the documents name. Dates are written in words
beforehand, as a merge would write them in English, or as numbers.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from prevenance.catalog import Catalog
from prevenance.catalog.setting import set_value
from prevenance.letter.lines import blank_label
from prevenance.letter.syntax import BLANK
from prevenance.merge.fields import column_title, merge_fields
from prevenance.model import Field
from prevenance.problems import UnfitAnswer
from prevenance.text.cleaning import clean_text
from prevenance.text.dates import day_in_words
from prevenance.text.typography import french
from prevenance.workbooks.xlsx import Book, Column, Row, Style, Styled, headed

FILE = "Fichier à envoyer"
"""The column that says which document of the merge a customer gets."""

ROWS = 100_000
"""Rows in which the file is chosen from a list."""

SAMPLES = 2
NAME = "client_nom"
"""The field whose answer marks a row as an example."""

IN_WORDS = "En toutes lettres"


def columns(catalog: Catalog, called: Collection[str]) -> tuple[str, ...]:
    """Return the blanks of the columns, of those that the letters call: the customer's, the dates."""
    return tuple(name for name in merge_fields(catalog) if name in called)


def clients_xlsx(
    catalog: Catalog, files: Sequence[str], called: Collection[str], answers: Mapping[str, str]
) -> bytes:
    """Return ``clients.xlsx``: the list first, what each column means, and the files to choose.

    ``files`` names the documents of the merge, at least one, and ``called`` the blanks that they
    leave to the list; ``answers`` are those known, dates in words, and what it lacks shows its
    label in brackets. A word processor offers the first sheet.

    Raises:
        UnfitAnswer: an answer holds a forbidden character; names the field.
    """
    names = columns(catalog, called)
    titles = [*(column_title(catalog, name) for name in names), FILE]
    rows = [
        [*(_cell(catalog, name, answers, number) for name in names), files[number % len(files)]]
        for number in range(SAMPLES)
    ]
    listed = f"fichiers!$A$2:$A${len(files) + 1}"
    widths = [Column(max(len(title) + 2, 24), listed if title == FILE else "") for title in titles]
    tints: list[Style] = [*(_tint(catalog, name) for name in names), "letter"]
    head = [Styled(title, tint) for title, tint in zip(titles, tints, strict=True)]
    book = Book("Liste des clients pour le publipostage")
    book.tab("clients", widths, [head, *rows], to_fill=ROWS)
    _add_help(book, catalog, names)
    book.tab("fichiers", [Column(60)], [headed(FILE), *([file] for file in files)])
    return book.packed()


def _tint(catalog: Catalog, name: str) -> Style:
    """Return the style of a title: the customer's address, its references, or the letter."""
    if not _is_customer(catalog, name):
        return "letter"
    address = "\n".join(catalog.frames["poste"].recipient)
    return "recipient" if name in BLANK.findall(address) else "reference"


def _is_customer(catalog: Catalog, name: str) -> bool:
    return name in catalog.fields and catalog.fields[name].filled_by == "client"


def _cell(catalog: Catalog, name: str, answers: Mapping[str, str], number: int) -> str:
    """Fill a cell of a row that nobody takes for a customer: every field, then the required ones."""
    if _is_customer(catalog, name):
        return _example(catalog.fields[name], number)
    try:
        answer = clean_text(answers.get(name, ""))
    except ValueError as error:
        raise UnfitAnswer(f"{name} : {error}") from error
    return answers[name] if answer else f"[{blank_label(catalog, name)}]"


def _example(field: Field, number: int) -> str:
    if field.id == NAME:
        return f"Ligne d'exemple {number + 1}, à supprimer"
    return "" if number and field.optional else set_value(field, field.example)


def _explained(catalog: Catalog, name: str) -> Row:
    """Explain a column: its title, what it holds, an example, its length, a remark."""
    field, title = catalog.fields.get(name), column_title(catalog, name)
    if field is None:
        return (title, french(f"Date de l'étape « {title} »."), "", "", IN_WORDS)
    if field.type == "date":
        example = day_in_words(dt.date.fromisoformat(field.example))
        return (title, french(field.meaning), example, "", IN_WORDS)
    remark = "Peut rester vide" if field.optional else ""
    return (
        title,
        french(field.meaning),
        field.example,
        f"{field.max_length} caractères au plus",
        remark,
    )


def _add_help(book: Book, catalog: Catalog, names: Sequence[str]) -> None:
    """Explain each column, from champs.yml."""
    rows: list[Row] = [
        [Styled(french("Les colonnes de la feuille « clients »"), "title")],
        [Styled(french("Un client par ligne, sous les titres, que vous laissez tels quels. Remplacez les deux lignes d'exemple. Toutes les colonnes sont du texte : les zéros de tête restent."), "note")],
        headed("Colonne", "Ce qu'elle contient", "Exemple", "Longueur", "Remarque"),
        *(_explained(catalog, name) for name in names),
        (FILE, french("Document de ce dossier à envoyer à ce client."), "", "", "À choisir dans la liste"),
    ]  # fmt: skip
    book.tab("aide", [Column(width) for width in (36, 70, 44, 24, 26)], rows)
