"""The sender's sheet held against the calendar: sound, or refused with all its faults at once."""

from pathlib import Path

from prevenance.catalog import Catalog
from prevenance.catalog.company_file import read_company
from prevenance.model.company import Company
from prevenance.problems import Refused
from prevenance.rules import contradictions


def load_company(path: Path, catalog: Catalog) -> Company:
    """Load a sender's sheet (entreprise.yml) and check it against the kit.

    Raises:
        UsageError: the file does not exist.
        Refused: with every fault, at its line: a key, a choice, an answer that a document or a tool
            could not hold, dates that contradict each other.
    """
    company, reading = read_company(path, catalog)
    for clash in contradictions.of_sheet(catalog, company) if company else ():
        if not clash.warning:
            line = reading.marks.at(clash.key).line
            reading.fault((clash.key,), line, clash.found, clash.expected, clash.mend)
    if reading.problems or company is None:
        raise Refused(reading.problems)
    return company
