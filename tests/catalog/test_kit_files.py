"""Each file of kit/ is right; ``checks/test_mutants.py`` spoils them, and sees each refused.

A red line names the file and prints what to mend: it is written for people who
change a text.
"""

from collections.abc import Mapping

import pytest

from conftest import KIT, ROOT, TODAY
from prevenance import checks
from prevenance.catalog import (
    Catalog,
)
from prevenance.problems import Problem

NAMES = sorted(p.relative_to(ROOT).as_posix() for p in KIT.rglob("*") if p.is_file())


@pytest.fixture(scope="module")
def problems(catalog: Catalog) -> Mapping[str, list[Problem]]:
    """Give the faults of the kit by file; those of no file in particular under ``kit``."""
    found: dict[str, list[Problem]] = {}
    for problem in checks.check(catalog, TODAY):
        name = f"kit/{problem.place.file}"
        found.setdefault(name if name in NAMES else "kit", []).append(problem)
    return found


@pytest.mark.parametrize("name", [*NAMES, "kit"])
def test_a_file_of_the_kit_has_no_fault(problems: Mapping[str, list[Problem]], name: str) -> None:
    assert name not in problems, "\n" + "\n".join(map(str, problems[name]))
