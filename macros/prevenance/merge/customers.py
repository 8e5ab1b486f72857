"""The customer list of a mail merge: one column for each field, all text, two rows to replace.

Its columns are the names that the merge editions call. Dates are written in words beforehand, as a
merge would write them in English, or as numbers.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence

from prevenance.catalog import Catalog
from prevenance.catalog.setting import set_value
from prevenance.letter.answers import stage_blank
from prevenance.letter.lines import blank_label
from prevenance.merge.fields import merge_fields
from prevenance.model import Field
from prevenance.problems import UnfitAnswer
from prevenance.text.cleaning import clean_text
from prevenance.text.dates import day_in_words
from prevenance.text.typography import french
from prevenance.workbooks.xlsx import Book, Column, Row, Styled, headed

VARIANT = "variante"
DATES = ("date_courrier", "date_reponse", "date_premier_envoi", "date_obligation")
"""The dates of a letter, the same for every customer, that a merge needs in words."""

ROWS = 100_000
"""Rows in which the variant is chosen from a list."""

SAMPLES = 2
NAME = "client_nom"
"""The field whose answer marks a row as an example."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes a spreadsheet read a CSV cell as a formula (CWE-1236; OWASP ASVS 1.2.10)."""

IN_WORDS = "En toutes lettres"
_VARIANT_MEANING = "Texte à envoyer à ce client : chaque variante est un document de ce dossier."


def columns(catalog: Catalog, answers: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the columns: the customer's fields, the variant, the dates.

    Last come the other blanks that a merge must fill because nobody has answered them: those of the
    sender without a sheet, and the stages that wait for a switch-over date.
    """
    called = merge_fields(catalog)
    customer = tuple(name for name in called if _is_customer(catalog, name))
    rest = (n for n in called if n not in {*customer, *DATES} and not answers.get(n))
    return (*customer, VARIANT, *DATES, *rest)


def _is_customer(catalog: Catalog, name: str) -> bool:
    return name in catalog.fields and catalog.fields[name].filled_by == "client"


def clients_xlsx(catalog: Catalog, variants: Sequence[str], answers: Mapping[str, str]) -> bytes:
    """Return ``clients.xlsx``: text columns, the variant chosen from a list, notes on each column.

    ``variants`` names the documents of the merge, at least one; ``answers`` are those that the
    documents hold, dates in words, and what it lacks shows its label in brackets. The list stands
    first, since a word processor offers the first sheet.

    Raises:
        UnfitAnswer: an answer holds a forbidden character; names the field.
    """
    rows = _rows(catalog, variants, answers)
    names = columns(catalog, answers)
    listed = f"listes!$A$2:$A${len(variants) + 1}"
    widths = [Column(max(len(name) + 2, 24), listed if name == VARIANT else "") for name in names]
    book = Book("Liste des clients pour le publipostage")
    book.tab("clients", widths, [headed(*names), *rows], to_fill=ROWS)
    _add_notes(book, catalog, names)
    book.tab("listes", [Column(60)], [headed(VARIANT), *([variant] for variant in variants)])
    return book.packed()


def clients_csv(catalog: Catalog, variants: Sequence[str], answers: Mapping[str, str]) -> bytes:
    """Return ``clients.csv``: the same rows in UTF-8 with a mark, semicolons and CRLF.

    Every cell is quoted. A value that a spreadsheet would compute is refused rather than altered,
    because a merge would print the apostrophe that disarms it.

    Raises:
        UnfitAnswer: as :func:`clients_xlsx`, or a value that starts as a formula; names the column.
    """
    rows = _rows(catalog, variants, answers)
    names = columns(catalog, answers)
    for row in rows:
        for name, value in zip(names, row, strict=True):
            if value.startswith(FORMULA_STARTS):
                raise UnfitAnswer(f"{name} : « {value[0]} » en tête serait lu comme une formule")
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([names, *rows])
    return text.getvalue().encode("utf-8-sig")


def _rows(
    catalog: Catalog, variants: Sequence[str], answers: Mapping[str, str]
) -> list[tuple[str, ...]]:
    """Make two rows that nobody takes for customers: every field, then the required ones only."""
    names = columns(catalog, answers)
    return [
        tuple(
            variants[number % len(variants)]
            if name == VARIANT
            else _example(catalog.fields[name], number)
            if _is_customer(catalog, name)
            else _answer(catalog, name, answers)
            for name in names
        )
        for number in range(SAMPLES)
    ]


def _example(field: Field, number: int) -> str:
    if field.id == NAME:
        return f"Ligne d'exemple {number + 1}, à supprimer"
    return "" if number and field.optional else set_value(field, field.example)


def _answer(catalog: Catalog, name: str, answers: Mapping[str, str]) -> str:
    try:
        answer = clean_text(answers.get(name, ""))
    except ValueError as error:
        raise UnfitAnswer(f"{name} : {error}") from error
    return answers[name] if answer else f"[{blank_label(catalog, name)}]"


def _note(catalog: Catalog, name: str) -> tuple[str, str, str, str]:
    """Explain a column: what it holds, an example, its length, a remark."""
    field = catalog.fields.get(name)
    if name == VARIANT:
        return (_VARIANT_MEANING, "", "", "À choisir dans la liste")
    if field is None:
        stages = {stage_blank(stage): stage for stage in catalog.stages.values()}
        return (f"Date de l'étape « {stages[name].name} ».", "", "", IN_WORDS)
    if field.type == "date":
        example = day_in_words(dt.date.fromisoformat(field.example))
        return (field.meaning, example, "", IN_WORDS)
    remark = "Peut rester vide" if field.optional else ""
    return (field.meaning, field.example, f"{field.max_length} caractères au plus", remark)


def _add_notes(book: Book, catalog: Catalog, names: Iterable[str]) -> None:
    """Explain each column, from champs.yml."""
    rows: list[Row] = [
        [Styled(french("Les colonnes de la feuille « clients »"), "title")],
        [Styled(french("Un client par ligne, sous les titres, que vous laissez tels quels. Remplacez les deux lignes d'exemple. Toutes les colonnes sont du texte : les zéros de tête restent."), "note")],
        headed("Colonne", "Ce qu'elle contient", "Exemple", "Longueur", "Remarque"),
    ]  # fmt: skip
    for name in names:
        meaning, *others = _note(catalog, name)
        rows.append([name, french(meaning), *others])
    book.tab("notes", [Column(width) for width in (30, 70, 44, 24, 26)], rows)
