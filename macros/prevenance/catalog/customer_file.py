"""Reading of a customer's file: answers to the customer's blanks, as strictly as the sender's sheet."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, cast

from prevenance.catalog import CUSTOMER_EXAMPLE, SHEET_EXAMPLE, Catalog
from prevenance.catalog.company_file import note_answer_faults
from prevenance.problems import UsageError, did_you_mean, one_of, shown
from prevenance.reader.builder import Builder
from prevenance.reader.files import Reading, read_text
from prevenance.reader.keys import SEVERAL_LINES
from prevenance.reader.nodes import compose_answers

Answers = Mapping[str, Annotated[str, SEVERAL_LINES]]


def read_customer(path: Path, catalog: Catalog) -> tuple[dict[str, str], Reading]:
    """Read a customer's file: one line for each blank that the customer answers.

    Every fault is in the reading, at its line: a key that is no blank of the customer, or an answer
    that a document or a tool could not hold.

    Raises:
        UsageError: the file does not exist.
    """
    if not path.exists():
        raise UsageError(f"le fichier {path} n'existe pas")
    reading = Reading(str(path))
    text = read_text(path, reading)
    node = compose_answers(text, reading) if text else None
    if node is None and not reading.problems:
        found, expected = "fichier vide", "au moins la ligne client_nom"
        reading.fault((), 0, found, expected, f"copiez {CUSTOMER_EXAMPLE}")
    if node is None:
        return {}, reading
    answers = cast(dict[str, str], Builder(reading, text or "").value(Answers, node, ()))
    asked = {f.id: f for f in catalog.fields.values() if f.filled_by == "client"}
    for name in answers.keys() - asked.keys():
        elsewhere = name in catalog.fields and f"ce champ se remplit dans {SHEET_EXAMPLE}"
        reading.fault(
            (name,),
            reading.marks.at(name).line,
            f"{shown(name)} n'est pas un champ du client",
            one_of(asked),
            elsewhere or did_you_mean(name, asked) or "retirez cette ligne",
        )
    note_answer_faults(answers, asked, reading)
    return answers, reading
