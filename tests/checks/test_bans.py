"""What is never said: each rule beside what it lets pass and what it refuses."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from prevenance.catalog import Catalog
from prevenance.checks import Check, bans
from prevenance.checks.sentences import examined
from support.faults import LETTER, Examples, Fault, Sound, each, in_bloc, paragraph, swap, written
from support.rereading import Spoilable

MEND_SENTENCE = "récrivez la phrase"


EXAMPLES: Examples = {
    bans.letters_promise_nothing_forbidden: (
        written("Votre réponse nous aidera à vous servir."),
        in_bloc(
            "a threat", "Répondez, sous peine de suspension.", "« sous peine de »", MEND_SENTENCE
        ),
        in_bloc(
            "a threat in capitals and without accents",
            "DERNIER AVERTISSEMENT.",
            "« dernier avertissement »",
            MEND_SENTENCE,
        ),
    ),
    bans.letters_respect_the_bans_of_their_cases: (
        Sound(
            "courriers/demander-accord-hors-reforme-courriel.md",
            paragraph("Votre accord nous est nécessaire."),
        ),
        Fault(
            "a letter that says what its cases exclude",
            "courriers/demander-accord-hors-reforme-courriel.md",
            paragraph("Votre accord n'est plus nécessaire."),
            "dans le courrier demander-accord-hors-reforme-courriel",
            MEND_SENTENCE,
        ),
        Fault(
            "a letter that says what its perimeter excludes",
            "courriers/demander-accord-hors-reforme-courriel.md",
            paragraph("Choisissez une plateforme agréée."),
            "dans le courrier",
            MEND_SENTENCE,
        ),
    ),
    bans.letters_keep_to_one_vocabulary: (
        Sound(
            "courriers/preparer-adresse.md",
            paragraph("Votre adresse électronique de facturation ne change pas."),
        ),
        written("Votre portail s'ouvre."),
        Fault(
            "a second word for the same thing",
            LETTER,
            paragraph("Écrivez-nous un e-mail."),
            "« e-mail » dans une lettre",
            MEND_SENTENCE,
            line="un e-mail",
        ),
        Fault(
            "a second word in the box",
            LETTER,
            swap(r"^> \(\(accord\)\)", "> Votre adresse électronique nous suffit.\n> ((accord))"),
            "« adresse electronique » dans une lettre",
            MEND_SENTENCE,
        ),
        Fault(
            "a second word in the subject",
            LETTER,
            swap("^objet: .*", 'objet: "Vos factures par e-mail"'),
            "« e-mail » dans une lettre",
            MEND_SENTENCE,
            "objet",
        ),
        Fault(
            "a second word in a shared paragraph",
            "blocs/en-attendant.md",
            paragraph("Votre service comptable le sait."),
            "« service comptable » dans une lettre",
            MEND_SENTENCE,
            line="service comptable",
        ),
    ),
}


@pytest.mark.parametrize(("rule", "example"), each(EXAMPLES))
def test_a_rule_lets_sound_files_pass_and_refuses_faults(
    spoilable: Spoilable, tmp_path: Path, rule: Check, example: Sound | Fault
) -> None:
    example.prove(spoilable, tmp_path, rule)


def test_a_row_about_other_customers_does_not_bind_a_letter(catalog: Catalog) -> None:
    """What is never said to a consumer may be said to a body outside the reform, and not the reverse."""
    texts = catalog.texts
    consumer, body = texts["demander-accord-particulier"], texts["demander-accord-hors-reforme"]
    rows = catalog.tables["mode"].rows
    about = next(r for r in rows if "particulier" in r.when.get("client", ()) and r.never)
    assert set(about.never) <= set(bans.bans_of(catalog, consumer))
    assert not set(about.never) <= set(bans.bans_of(catalog, body))


def test_a_word_kept_out_of_the_body_may_stand_in_the_slip(catalog: Catalog) -> None:
    ban = next(b for b in catalog.bans.values() if b.letters == "corps")
    other = next(b for b in catalog.bans.values() if b.letters == "entieres")
    text = next(t for t in catalog.texts.values() if t.slip and t.role == "courrier")
    slip = catalog.blocs[text.slip]

    def told(expression: str) -> bool:
        said = replace(slip, body=f"Voici : {expression}.")
        kit = replace(catalog, blocs={**catalog.blocs, slip.id: said}, texts={text.id: text})
        found = bans.letters_keep_to_one_vocabulary(examined(kit, dt.date(2026, 11, 28)))
        return any(problem.place.file == f"blocs/{slip.id}.md" for problem in found)

    assert not told(ban.expressions[0])
    assert told(other.expressions[0])
