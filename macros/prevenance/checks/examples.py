"""What the kit gives as an example is accepted where it would be typed."""

import datetime as dt
from collections.abc import Iterator

from prevenance.catalog import Catalog, values
from prevenance.problems import Problem


def examples_are_answers(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """The example of a blank has the form and the length that the blank asks for."""
    for field in catalog.fields.values():
        for fault in values.answer_faults(field, field.example):
            expected = fault.expected.removesuffix(f", par exemple {field.example}")
            place = catalog.place(field, "exemple")
            yield Problem(place, fault.found, expected, "corrigez l'exemple, ou son « type »")


CHECKS = (examples_are_answers,)
