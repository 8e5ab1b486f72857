"""What the kit gives as an example is accepted where it would be typed."""

from collections.abc import Iterator
from dataclasses import replace

from prevenance.catalog import CUSTOMER_EXAMPLE, SHEET_EXAMPLE, values
from prevenance.catalog.customer_file import read_customer
from prevenance.checks.sentences import Examined
from prevenance.problems import Place, Problem, Refused
from prevenance.rules.company import load_company


def examples_are_answers(kit: Examined) -> Iterator[Problem]:
    """The example of a blank has the form and the length that the blank asks for."""
    catalog = kit.catalog
    for field in catalog.fields.values():
        for fault in values.answer_faults(field, field.example):
            expected = fault.expected.removesuffix(f", par exemple {field.example}")
            place = catalog.place(field, "exemple")
            yield Problem(place, fault.found, expected, "corrigez l'exemple, ou son « type »")


def the_example_sheet_is_sound(kit: Examined) -> Iterator[Problem]:
    """The example sheet is there, and reads as a sender's own does."""
    catalog = kit.catalog
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


def the_example_customer_is_sound(kit: Examined) -> Iterator[Problem]:
    """The example of a customer's file is there, and reads as a customer's own does."""
    path = kit.catalog.root / CUSTOMER_EXAMPLE
    if not path.exists():
        mend = "rétablissez ce fichier"
        place = Place(CUSTOMER_EXAMPLE)
        yield Problem(place, "fichier absent", "le client d'exemple", mend)
        return
    for problem in read_customer(path, kit.catalog)[1].problems:
        yield replace(problem, place=replace(problem.place, file=CUSTOMER_EXAMPLE))


EARLY = (examples_are_answers,)
LATE = (the_example_sheet_is_sound, the_example_customer_is_sound)
