"""The sender's sheet, entreprise.yml: read with the same strictness as the kit, checked against it."""

from pathlib import Path

from prevenance import model
from prevenance.catalog import SHEET_EXAMPLE, Catalog
from prevenance.nodes import Reading, compose_yaml, read_text
from prevenance.problems import Refused, UsageError, did_you_mean, one_of, shown
from prevenance.reader import Builder


def load_company(path: Path, catalog: Catalog) -> model.Company:
    """Load a sender's sheet (entreprise.yml) and check it against the kit.

    Raises:
        UsageError: the file does not exist.
        Refused: with every fault: unknown key, category, channel, benefit or blank.
    """
    if not path.exists():
        raise UsageError(f"le fichier {path} n'existe pas")
    reading = Reading(str(path))
    text = read_text(path, reading)
    node = compose_yaml(text, reading) if text else None
    company = Builder(reading, text or "").build(model.Company, node) if node else None
    if company is None and not reading.problems:
        reading.fault((), 0, "fiche vide", "au moins la ligne categorie", f"copiez {SHEET_EXAMPLE}")
    if company is not None:
        _check_company(company, catalog, reading)
    if reading.problems or company is None:
        raise Refused(reading.problems)
    return company


def _check_company(company: model.Company, catalog: Catalog, reading: Reading) -> None:
    asked = {
        name
        for name, f in catalog.fields.items()
        if f.filled_by == "vous" and name != "date_bascule"
    }
    for key, names, known in (
        ("canaux", company.channels, set(catalog.channels)),
        ("benefices", company.benefits, set(catalog.benefits)),
        ("champs", tuple(company.answers), asked),
    ):
        for number, name in enumerate(names, start=1):
            if name not in known:
                step = name if key == "champs" else str(number)
                place = reading.marks.at(key, step)
                reading.fault(
                    (key, step),
                    place.line,
                    f"{shown(name)} n'existe pas",
                    one_of(sorted(known)),
                    did_you_mean(name, known) or "retirez cette ligne",
                )
    for name, answer in company.answers.items():
        limit = catalog.fields[name].max_length if name in asked else len(answer)
        if len(answer) > limit:
            place = reading.marks.at("champs", name)
            reading.fault(
                ("champs", name),
                place.line,
                f"{len(answer)} caractères",
                f"au plus {limit}",
                "raccourcissez",
            )
