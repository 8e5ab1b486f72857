"""Dates: each rule beside what it lets pass and what it refuses."""

from pathlib import Path

import pytest

from conftest import TODAY
from prevenance.checks import Check, dates
from support.faults import (
    LEGAL,
    NEXT_YEARS,
    PROFILE,
    STAGE,
    Act,
    Examples,
    Fault,
    Sound,
    add,
    drop,
    each,
    swap,
)
from support.rereading import Spoilable

LAST_YEAR = "2025-01-01"


def _undated(folder: Path) -> None:
    for stage in folder.glob("emission-*.yml"):
        stage.write_text(drop("emission_pour")(stage.read_text("utf-8")), "utf-8")


EXAMPLES: Examples = {
    dates.sources_are_reviewed_in_time: (
        Sound("sources.yml", swap("^  a_revoir_le: .*", "  a_revoir_le: 2026-11-25")),
        Fault(
            "a source to be read again",
            "sources.yml",
            swap(
                r"^  lu_le: .*\n  a_revoir_le: .*", f"  lu_le: {LAST_YEAR}\n  a_revoir_le: {TODAY}"
            ),
            f"source à relire depuis le {TODAY}",
            "relisez-la, puis changez lu_le et a_revoir_le",
            ".*a_revoir_le",
            remark=True,
        ),
    ),
    dates.reviews_follow_readings: (
        Sound(PROFILE, swap("^relu_le: .*", "relu_le: 2026-11-25")),
        Fault(
            "a source to be reviewed before it is read",
            "sources.yml",
            swap(r"^  lu_le: (.*)\n  a_revoir_le: (.*)", r"  lu_le: \2\n  a_revoir_le: \1"),
            "à revoir avant d'avoir été lue",
            "corrigez l'une des deux dates",
            ".*a_revoir_le",
        ),
        Fault(
            "a source read in the future",
            "sources.yml",
            swap(
                r"^  lu_le: .*\n  a_revoir_le: .*",
                f"  lu_le: {NEXT_YEARS}\n  a_revoir_le: 2030-01-01",
            ),
            f"{NEXT_YEARS} est dans le futur",
            "écrivez le jour de la lecture",
            ".*lu_le",
        ),
        Fault(
            "an item re-read in the future",
            PROFILE,
            swap("^relu_le: .*", f"relu_le: {NEXT_YEARS}"),
            f"{NEXT_YEARS} est dans le futur",
            "écrivez le jour de la relecture",
            "relu_le",
        ),
        Fault(
            "a translation re-read in the future",
            "canaux/papier.en.yml",
            add(f"relu_le: {NEXT_YEARS}"),
            f"{NEXT_YEARS} est dans le futur",
            "écrivez le jour de la relecture",
            "relu_le",
        ),
    ),
    dates.stages_are_dated: (
        Sound(STAGE, swap("^quand: .*", 'quand: "date_reponse"')),
        Sound(LEGAL, add("visible_au: 2027-06-30")),
        Fault(
            "a stage of law on a day that does not exist",
            LEGAL,
            swap("^quand: .*", 'quand: "2026-09-31"'),
            "« 2026-09-31 »",
            "corrigez « quand », ou « nature »",
            "quand",
        ),
        Fault(
            "a stage of the project with a date",
            STAGE,
            swap("^quand: .*", 'quand: "2027-02-01"'),
            "« 2027-02-01 »",
            "corrigez « quand », ou « nature »",
            "quand",
        ),
        Fault(
            "a stage that vanishes before it comes",
            LEGAL,
            add(f"visible_au: {LAST_YEAR}"),
            "disparaît avant d'arriver",
            "corrigez « visible_au »",
            "visible_au",
        ),
        Fault(
            "a stage without its past tense",
            LEGAL,
            drop("apres"),
            "une seule des deux phrases",
            "écrivez l'autre phrase",
            "apres",
            whole=True,
        ),
    ),
    dates.each_category_has_one_issuing_date: (
        Sound(LEGAL, swap("^emission_pour: .*", "emission_pour: [eti, ge, assujetti-unique]")),
        Fault(
            "a category without its date",
            LEGAL,
            swap("^emission_pour: .*", "emission_pour: [ge, eti]"),
            "la catégorie assujetti-unique a 0 date(s) d'émission",
            "corrigez « emission_pour »",
            "emission_pour",
        ),
        Fault(
            "a category with two dates",
            "etapes/emission-pme-micro.yml",
            swap("^emission_pour: .*", "emission_pour: [pme, micro, ge]"),
            "la catégorie ge a 2 date(s) d'émission",
            "corrigez « emission_pour »",
            "emission_pour",
        ),
        Fault(
            "no date at all",
            "etapes",
            Act(_undated),
            "la catégorie pme a 0 date(s) d'émission",
            "corrigez « emission_pour »",
            blamed="etapes",
            whole=True,
        ),
    ),
}


@pytest.mark.parametrize(("rule", "example"), each(EXAMPLES))
def test_a_rule_lets_sound_files_pass_and_refuses_faults(
    spoilable: Spoilable, tmp_path: Path, rule: Check, example: Sound | Fault
) -> None:
    example.prove(spoilable, tmp_path, rule)
