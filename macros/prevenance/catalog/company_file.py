"""Reading of the sender's sheet, entreprise.yml, as strictly as the kit, and against it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from prevenance.catalog import SHEET_EXAMPLE, Catalog, values
from prevenance.model import Field
from prevenance.model.company import Company
from prevenance.problems import (
    UsageError,
    did_you_mean,
    one_of,
    shown,
)
from prevenance.reader.builder import Builder
from prevenance.reader.files import Reading, read_text
from prevenance.reader.nodes import compose_answers


def read_company(path: Path, catalog: Catalog) -> tuple[Company | None, Reading]:
    """Read a sender's sheet (entreprise.yml) and check it against the kit.

    Every fault is in the reading, at its line: a key, a choice, or an answer that a document or a
    tool could not hold. The company is what could be read of it; None without its category.

    Raises:
        UsageError: the file does not exist.
    """
    if not path.exists():
        raise UsageError(f"le fichier {path} n'existe pas")
    reading = Reading(str(path))
    text = read_text(path, reading)
    node = compose_answers(text, reading) if text else None
    if node is None and not reading.problems:
        reading.fault((), 0, "fiche vide", "au moins la ligne categorie", f"copiez {SHEET_EXAMPLE}")
    partial = bool(reading.problems)
    given = Builder(reading, text or "").read(Company, node, partial=partial) if node else None
    if given is None:
        return None, reading
    _check_names(given, catalog, reading)
    _check_answers(given, catalog, reading)
    return Company(**given, marks=reading.marks) if "category" in given else None, reading


def _asked(catalog: Catalog) -> dict[str, Field]:
    """Return the blanks that the sheet answers under ``champs``."""
    return {f.id: f for f in catalog.fields.values() if f.filled_by == "vous"}


def _check_names(given: Mapping[str, Any], catalog: Catalog, reading: Reading) -> None:
    """Note the channels, benefits and blanks that the kit does not know."""
    for key, names, known in (
        ("canaux", given.get("channels", ()), catalog.channels),
        ("benefices", given.get("benefits", ()), catalog.benefits),
        ("champs", given.get("answers", ()), _asked(catalog)),
    ):
        for number, name in enumerate(names, start=1):
            if name and name not in known:
                path = (key, name if key == "champs" else str(number))
                reading.fault(
                    path,
                    reading.marks.at(*path).line,
                    f"{shown(name)} n'existe pas",
                    one_of(sorted(known)),
                    did_you_mean(name, known) or "retirez cette ligne",
                )


def _check_answers(given: Mapping[str, Any], catalog: Catalog, reading: Reading) -> None:
    """Note every fault of every answer, at its line: the one place where answers are judged."""
    note_answer_faults(given.get("answers", {}), _asked(catalog), reading, ("champs",))


def note_answer_faults(
    answers: Mapping[str, str],
    asked: Mapping[str, Field],
    reading: Reading,
    path: tuple[str, ...] = (),
) -> None:
    """Note every fault of the answers to the blanks asked, each at the line of its key."""
    for name, answer in answers.items():
        for fault in values.answer_faults(asked[name], answer) if name in asked else ():
            reading.fault((*path, name), reading.marks.at(*path, name).line, *fault)
