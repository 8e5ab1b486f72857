"""Letters as customers read them: golden texts, and what every letter must hold and never hold.

``UPDATE_GOLDEN=1 pytest tests/test_letters.py`` rewrites the golden letters; read the difference
before you keep it.
"""

import datetime as dt
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from prevenance.catalog import SHEET_EXAMPLE, Catalog
from prevenance.letter.blocks import Letter
from prevenance.model import Ban
from prevenance.rules.company import load_company
from prevenance.template.segments import Blank, Group, Segments
from prevenance.text.typography import fold
from support.samples import Use, longest_answers, uses

GOLDEN = Path(__file__).parents[1] / "golden"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
SITUATIONS = {
    "oblige": "deja-oblige",
    "preparation": "en-preparation",
    "en-cours": "demarrage-anticipe",
    "annonce": "demarrage-annonce",
    "pas-encore": "pas-encore-oblige",
}
"""State of the sender -> what the name of a golden says of it."""

LATER = dt.date(2027, 9, 2)
"""The day after the second legal date: everyone must issue, the switch-over is past."""

DATED = ("demander-adresse", "confirmer-accord-hors-reforme", "informer-ancien-refus")
"""The letters that a golden also shows on that later day."""


# Golden letters


def golden_letters(catalog: Catalog, today: dt.date) -> dict[str, Use]:
    """Choose one use of each principal letter and language, and of three of them a year later."""
    found: dict[str, Use] = {}
    for day, names in ((today, None), (LATER, DATED)):
        chosen: dict[tuple[str, str], Use] = {}
        for use in sorted(uses(catalog, day), key=preference):
            if use.text.role in {"courrier", "relance"} and (not names or use.text.id in names):
                chosen.setdefault((use.text.id, use.language), use)
        for use in chosen.values():
            found[golden_name(use, day if names else None)] = as_the_example(use)
    return found


def preference(use: Use) -> tuple[int, ...]:
    """Sort key of the uses of a letter: by post, to the reluctant middle, in the usual situation."""
    states = ("pas-encore", "preparation", "oblige", "en-cours", "annonce")
    return (
        use.support != "poste",
        use.profile.id != "pme",
        states.index(use.state),
        use.company.category != "pme",
    )


def golden_name(use: Use, day: dt.date | None) -> str:
    parts = [
        use.text.id + ("" if use.language == "fr" else f".{use.language}"),
        use.profile.id,
        SITUATIONS[use.state] + (f"-{day.isoformat()}" if day else ""),
    ]
    return "--".join(parts)


def as_the_example(use: Use) -> Use:
    """Give a use the answers of the sheet that the kit ships as an example, and a short address."""
    sheet = load_company(use.catalog.root / SHEET_EXAMPLE, use.catalog)
    company = replace(use.company, answers=sheet.answers, switch_over=sheet.switch_over)
    typed = {**longest_answers(use.catalog), **sheet.answers}
    del typed["client_adresse3"]
    if use.decision.facts["client"] not in {"ue", "hors-ue"}:
        del typed["client_pays"]
    return replace(use, company=company, typed=typed)


@pytest.mark.parametrize("name", sorted(path.stem for path in GOLDEN.glob("*.txt")))
def test_a_golden_letter_reads_as_it_did(catalog: Catalog, today: dt.date, name: str) -> None:
    letters = golden_letters(catalog, today)
    file = GOLDEN / f"{name}.txt"
    if UPDATE and name in letters:
        file.write_text(letters[name].txt(), "utf-8")
    if name in letters:
        assert letters[name].txt() == file.read_text("utf-8")


def test_each_principal_letter_has_its_golden_and_each_golden_its_letter(
    catalog: Catalog, today: dt.date
) -> None:
    letters = golden_letters(catalog, today)
    files = {path.stem: path for path in GOLDEN.glob("*.txt")}
    if UPDATE:
        for name in files.keys() - letters.keys():
            files.pop(name).unlink()
        for name in letters.keys() - files.keys():
            (GOLDEN / f"{name}.txt").write_text(letters[name].txt(), "utf-8")
            files[name] = GOLDEN / f"{name}.txt"
    assert set(files) == set(letters), "UPDATE_GOLDEN=1 pytest tests/test_letters.py"
    principal = {t.id for t in catalog.texts.values() if t.role in {"courrier", "relance"}}
    assert {name.split("--")[0] for name in files if ".en--" not in name} == principal


def test_a_golden_of_the_later_day_speaks_of_the_past(catalog: Catalog, today: dt.date) -> None:
    later = [use for n, use in golden_letters(catalog, today).items() if n.endswith("-02")]
    assert len(later) == len(DATED)
    for use in later:
        assert "commencera" not in use.words()
        if use.decision.perimeter == "dedans-oblige":
            assert "1er mars 2027" not in use.words()
            assert "Depuis le 1er septembre" in use.words()


# Every letter


@pytest.fixture(scope="module")
def everywhere(catalog: Catalog, today: dt.date) -> tuple[Use, ...]:
    return (*uses(catalog, today), *uses(catalog, LATER))


def faults(everywhere: tuple[Use, ...], judge: Mapping[str, re.Pattern[str]]) -> set[str]:
    return {
        f"{use}: {name}: {match.group()!r}"
        for use in everywhere
        for name, pattern in judge.items()
        if (match := pattern.search(use.txt()))
    }


def test_no_letter_shows_an_unfilled_or_empty_place(everywhere: tuple[Use, ...]) -> None:
    assert (
        faults(
            everywhere,
            {
                "brackets": re.compile(r"\(\(|\)\)|\{\{|\[[^ \]]"),
                "none": re.compile(r"\b(?:None|nan|undefined)\b"),
                "spaces": re.compile(r"[ \u00a0\u202f]{2}|[ \u00a0]\n|\n "),
                "empty": re.compile(r"\n\n\n\S|\n(?:- |\[ \] )\n|^\n"),
                "stray": re.compile(r" [,)]|\( | \.(?!\.)|,,|[^.]\.\.\s"),
            },
        )
        == set()
    )


def literals(segments: Segments) -> Iterator[str]:
    """Yield each line of text that the kit wrote, a mark standing for each blank."""
    text = ""
    for segment in segments:
        if isinstance(segment, Group):
            yield from literals(segment.segments)
        else:
            text += "\ufffc" if isinstance(segment, Blank) else segment
    yield from text.split("\n")


def test_french_typography_is_right_in_every_literal(everywhere: tuple[Use, ...]) -> None:
    wrong = re.compile(r" [:;!?»]|« |[^\s\u00a0(\[«]«|'|[^\u00a0\s][;!?»](?<!\))|\w :")
    found = {
        (use.text.id, line)
        for use in everywhere
        if use.language == "fr"
        for _, part in use.template("txt").parts
        for line in literals(part if not isinstance(part, str) else (part,))
        if wrong.search(line)
    }
    assert found == set()


def test_web_pages_use_the_narrow_space_and_documents_never_do(
    everywhere: tuple[Use, ...],
) -> None:
    for use in everywhere:
        if "html" in formats(use):
            assert "\u00a0?" not in use.document("html").decode(), use
        assert "\u202f" not in use.txt(), use


def formats(use: Use) -> tuple[str, ...]:
    return () if use.support == "facture" else ("html", "txt")


GREETINGS = {
    ("fr", "poste"): ("Madame, Monsieur,", "expression de nos salutations distinguées."),
    ("fr", "courriel"): ("Madame, Monsieur,", "Bien cordialement,"),
    ("en", "poste"): ("Dear Sir or Madam,", "Yours faithfully,"),
    ("en", "courriel"): ("Dear Sir or Madam,", "Kind regards,"),
}


def test_letters_and_messages_greet_once_and_take_leave_once(everywhere: tuple[Use, ...]) -> None:
    for use in everywhere:
        text = use.txt().split("-" * 72)[0]
        greeting, leave = GREETINGS.get((use.language, use.support), ("Madame, Monsieur,", "zzz"))
        expected = 1 if (use.language, use.support) in GREETINGS else 0
        assert text.count(f"\n{greeting}\n") == expected, use
        assert text.count(leave) == expected, use
        if expected:
            assert text.index(greeting) < text.index(leave), use


def words(text: str) -> str:
    """Reduce a text to lower case words without accents, one space between."""
    return f" {' '.join(re.findall(r'[a-z0-9]+', fold(text)))} "


@pytest.fixture(scope="module")
def said(everywhere: tuple[Use, ...]) -> list[tuple[Use, str]]:
    """The words of each text that customers receive."""
    sent = {"courrier", "relance", "mention"}
    return [(use, words(use.txt())) for use in everywhere if use.text.role in sent]


def uttered(ban: Ban, said: list[tuple[Use, str]]) -> set[str]:
    expressions = [words(expression) for expression in ban.expressions]
    return {f"{use}: {ban.id}: {e}" for use, text in said for e in expressions if e in text}


def test_no_letter_uses_what_the_rows_of_its_case_forbid(
    catalog: Catalog, said: list[tuple[Use, str]]
) -> None:
    found = set()
    for ban in (b for b in catalog.bans.values() if not b.letters):
        bound = [
            (use, text)
            for use, text in said
            if ban.everywhere or any(ban.id in row.never for _, row in use.decision.rows)
        ]
        assert bound, f"{ban.id} binds no letter"
        found |= uttered(ban, bound)
    assert found == set()


def test_no_letter_uses_a_word_kept_out_of_letters(
    catalog: Catalog, everywhere: tuple[Use, ...]
) -> None:
    """Slots filled and values set, a letter keeps to the vocabulary that its lines were judged by."""
    kept_out = [ban for ban in catalog.bans.values() if ban.letters]
    found = set()
    for use in everywhere:
        if use.language == "fr" and use.text.role in {"courrier", "relance", "mention"}:
            whole = use.txt()
            said = {"entieres": words(whole), "corps": words(whole.split("-" * 72)[0])}
            for ban in kept_out:
                text = said[str(ban.letters)]
                for allowed in ban.but:
                    text = text.replace(words(allowed), " ")
                found |= uttered(ban, [(use, text)])
    assert len(kept_out) > 5
    assert found == set()


def test_no_letter_outside_the_reform_uses_its_words(
    catalog: Catalog, said: list[tuple[Use, str]]
) -> None:
    ban = catalog.bans["vocabulaire-reforme"]
    outside = [(u, t) for u, t in said if u.decision.perimeter in {"dehors", "dehors-energie"}]
    inside = [(u, t) for u, t in said if u.decision.perimeter == "dedans-oblige"]
    assert {use.language for use, _ in outside} == {"fr", "en"}
    assert uttered(ban, outside) == set()
    assert uttered(ban, inside) != set()


def test_no_letter_cites_an_article_of_law(everywhere: tuple[Use, ...]) -> None:
    cited = re.compile(
        r"(?i)\b(?:art\.|article)s?[\s\u00a0]*(?:[LRDA]\.?[\s\u00a0-]*)?\d|\b(?:bis|ter) [A-Z]\b|\bCGI\b|\b289\b|L\. ?\d"
    )
    assert faults(everywhere, {"article": cited}) == set()


OBLIGATORY = {
    ("demander-accord", "poste"): ("options", "benefices"),
    ("demander-accord", "courriel"): ("options",),
}
"""What a customer must find in a letter, by intention and support."""

UNCHANGED = ("Dans tous les cas", "your payment terms")
"""The words by which a letter says, in French or in English, what does not change."""


def shown_origins(use: Use, letter: Letter) -> set[str]:
    """Return the names of what shows in a letter: slots, and the shared paragraphs."""
    shown = set()
    for block in letter.blocks:
        if use.shows(block.keys) and any(use.shows(line.keys) for line in block.lines):
            shown |= {block.origin, block.origin.partition(":")[2], block.origin.partition(":")[0]}
    return shown


def test_letters_show_options_benefits_and_what_does_not_change(
    everywhere: tuple[Use, ...],
) -> None:
    missing = set()
    for use in everywhere:
        needed = OBLIGATORY.get((use.text.intention, use.support), ())
        shown = shown_origins(use, use.letter)
        missing |= {f"{use}: {name}" for name in needed if name not in shown}
        if use.text.role in {"courrier", "relance"} and not any(w in use.txt() for w in UNCHANGED):
            missing.add(f"{use}: sans-changement")
    assert missing == set()


BY_RETURN = re.compile("épondez à ce courriel|eply to this e-mail")
"""How an e-mail says that it is answered by return: it needs no address."""


def test_letters_that_ask_say_until_when_how_to_answer_and_whom_to_call(
    everywhere: tuple[Use, ...],
) -> None:
    asking = {"demander-accord", "demander-adresse"}
    found = set()
    for use in everywhere:
        if use.text.intention in asking and use.text.role == "courrier":
            text = use.txt().split("-" * 72)[0]
            for name in ("date_reponse", "contact_telephone", "contact_courriel"):
                by_return = name == "contact_courriel" and BY_RETURN.search(text)
                if use.answers[name] not in text and not by_return:
                    found.add(f"{use}: {name}")
    assert found == set()


def test_every_blank_of_a_letter_has_a_label_in_its_language(
    everywhere: tuple[Use, ...],
) -> None:
    for use in everywhere:
        labels = {run.blank: run.label for run in use.letter.runs if run.blank}
        assert set(labels) == set(use.letter.blanks), use
        assert [name for name, label in labels.items() if label in {"", name}] == [], use
        if use.language == "en":
            french = {f.label for f in use.catalog.fields.values()}
            assert french.isdisjoint(labels.values()), use
