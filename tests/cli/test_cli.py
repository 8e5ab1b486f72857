"""The command as people type it: French words, exit codes, and never a traceback."""

import datetime as dt
import gettext
import os
import re
import subprocess
import sys
from collections import Counter
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
import yaml
from babel.messages.pofile import read_po

from conftest import KIT, ROOT, TODAY, Command, Result
from prevenance import __version__
from prevenance.catalog import FOLDERS, LANGUAGES, SHEET_EXAMPLE, Catalog
from prevenance.catalog.skeletons import KINDS
from prevenance.cli.french import CATALOGUE
from prevenance.cli.verbs import main_group
from prevenance.documents.formats import FORMATS
from prevenance.model import Category
from prevenance.reader.keys import keys
from prevenance.rules.coverage import telling_days

DATE = f"--date={TODAY.isoformat()}"
SHEET = KIT / SHEET_EXAMPLE
VERBS = sorted(main_group.commands)
ENGLISH = re.compile(
    r"(?i)usage:|options:|commands:|show this|and exit|\berror\b|try '|\[default|\[required|"
    r"no such|missing|invalid|got unexpected|does not exist|traceback"
)
REAL = {"siren": '"012345674"', "mentions_legales": '"SARL Exemple"'}
ASKS = ("--facette=accord=aucun", "--facette=relation=active")
"""What must be known of a small company before the sender's date to write it a letter."""

TEXTS = {"txt", "html"}
"""The formats that a screen can show."""


def compose(run: Command, *options: str | Path, sheet: Path = SHEET) -> Result:
    """Compose the letter of a small company that has to answer."""
    return run("composer", "--profil=pme", f"--entreprise={sheet}", DATE, *ASKS, *options)


def sheet_with(folder: Path, **answers: str | None) -> Path:
    """Write the example sheet with other answers, and another number; None removes an answer."""
    text = SHEET.read_text("utf-8")
    for name, answer in {**REAL, **answers}.items():
        line = "" if answer is None else f"  {name}: {answer}\n"
        text, count = re.subn(rf"(?m)^  {name}:.*\n", line.replace("\\", r"\\"), text)
        assert count == 1, name
    path = folder / "entreprise.yml"
    path.write_text(text, "utf-8")
    return path


# Help and usage


@pytest.mark.parametrize(
    "verb", [(), *((verb,) for verb in VERBS)], ids=lambda v: "".join(v) or "prevenance"
)
@pytest.mark.parametrize("option", ["--aide", "-h"])
def test_help_is_in_french(run: Command, verb: tuple[str, ...], option: str) -> None:
    result = run(*verb, option)
    assert (result.code, result.err) == (0, "")
    assert "Emploi :" in result.out
    assert "Affiche cette aide." in result.out
    assert not ENGLISH.search(result.out)


def test_the_main_help_lists_every_verb(run: Command) -> None:
    listed = re.findall(r"(?m)^  ([a-z]+)  ", run("--aide").out.partition("Commandes :")[2])
    assert listed == VERBS


def test_the_version_is_told(run: Command) -> None:
    assert run("--version") == Result(0, f"prevenance {__version__}\n", "")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("verifier --stict", "option inconnue --stict ; vouliez-vous dire --strict ?"),
        ("composer --profl=pme", "option inconnue --profl ; vouliez-vous dire --profil ?"),
        ("verifier --zzz", "option inconnue --zzz"),
        ("verifer", "commande inconnue « verifer »"),
        ("verifier un deux", "arguments en trop"),
        ("verifier /nulle/part", "le dossier /nulle/part n'existe pas"),
        ("verifier --date=24/11/2026", "valeur refusée pour '--date', attendu : AAAA-MM-JJ"),
        ("verifier --date=2026-02-30", "valeur refusée pour '--date', attendu : AAAA-MM-JJ"),
        ("verifier --date", "l'option --date attend une valeur"),
        ("composer", "il manque '--profil'"),
        ("composer --profil=pme", "donnez --entreprise FICHIER ou --categorie CATEGORIE"),
        (f"composer --profil=pme --categorie=ge --entreprise={SHEET}", "l'un des deux"),
        ("composer --profil=pmee --categorie=ge", "profil inconnu « pmee »"),
        ("composer --profil=pmee --categorie=ge", "vouliez-vous dire « pme » ?"),
        ("composer --profil=pme --categorie=geant", "attendu : ge, eti, assujetti-unique, pme, micro"),
        ("composer --profil=pme --categorie=ge --facette=annuair=active", "vouliez-vous dire « annuaire » ?"),
        ("composer --profil=pme --categorie=ge --facette=annuaire=activ", "annuaire : valeur inconnue « activ »"),
        ("composer --profil=pme --categorie=ge --facette=annuaire=activ", "vouliez-vous dire « active » ?"),
        ("composer --profil=pme --categorie=ge --facette=annuaire", "écrivez --facette NOM=VALEUR"),
        ("composer --profil=pme --categorie=ge --facette=canal=papier", "facette inconnue « canal »"),
        ("composer --profil=pme --categorie=ge --facette=offre=papier-seul", "facette calculée « offre »"),
        ("composer --profil=pme --categorie=ge --facette=donnees=coherentes", "facette calculée « donnees »"),
        (f"composer --profil=pme --entreprise={SHEET} --facette=emetteur=oblige", "facette calculée « emetteur »"),
        (f"composer --profil=pme --entreprise={SHEET} --facette=anticipe=non", "facette calculée « anticipe »"),
        ("composer --profil=pme --categorie=ge --langue=de", "attendu : fr, en"),
        ("composer --profil=pme --categorie=ge --support=fax", "attendu : poste, courriel"),
        ("composer --profil=pme --categorie=ge --format=doc", "attendu : docx, "),
        ("composer --profil=pme --entreprise=/nulle/part.yml", "le fichier /nulle/part.yml n'existe pas"),
        ("nouveau", "il manque 'GENRE'"),
        ("nouveau profil", "il manque 'ID'"),
        ("nouveau profills essai", "attendu : profil, canal, benefice, etape, courrier, outil"),
        ("couverture --date=hier", "attendu : AAAA-MM-JJ"),
        ("kit", "il manque '--sortie'"),
    ],
)  # fmt: skip
def test_a_wrong_command_is_refused_in_french(quick: Command, typed: str, expected: str) -> None:
    result = quick(*typed.split())
    assert result.code == 2
    assert result.out == ""
    assert result.err.startswith("prevenance : ")
    assert expected in result.err
    assert not ENGLISH.search(result.err)


def test_a_misspelt_verb_gets_a_suggestion(run: Command) -> None:
    assert "vouliez-vous dire « verifier » ?" in run("verifer").err


def test_the_command_alone_shows_its_help(run: Command) -> None:
    assert "Commandes :" in run().text


@pytest.mark.parametrize("verb", VERBS)
def test_control_c_ends_any_verb_with_130(
    run: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, verb: str
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    for module in ("loading", "new_file", "verify"):
        monkeypatch.setattr(f"prevenance.cli.{module}.load", interrupt)
    monkeypatch.setattr("prevenance.catalog.schema.schemas", interrupt)
    monkeypatch.setattr("prevenance.site.build.subprocess.run", interrupt)
    typed = {
        "composer": ["--profil=pme", "--categorie=ge"],
        "nouveau": ["profil", "essai"],
        "couverture": [],
        "verifier": [],
    }
    result = run(verb, *typed.get(verb, [f"--sortie={tmp_path / 'sortie'}"]))
    assert (result.code, result.out, result.err) == (130, "", "\ninterrompu\n")
    assert list(tmp_path.iterdir()) == []


def test_the_command_runs_in_a_process_of_its_own(run: Command, tmp_path: Path) -> None:
    assert run("--version", apart=True) == Result(0, f"prevenance {__version__}\n", "")
    refused = run("verifier", tmp_path / "absent", apart=True)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == f"prevenance : le dossier {tmp_path / 'absent'} n'existe pas\n"


def test_a_reader_that_stops_reading_is_no_fault(
    run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("prevenance.cli.verify.report", stop)
    monkeypatch.setattr("prevenance.cli.verify.click.echo", stop)
    assert run("verifier", DATE).code == 0


def test_what_is_printed_holds_no_control_character(run: Command, kit_copy: Path) -> None:
    (kit_copy / "profils" / "a\x1b[2J\n::error::b.yml").write_text("nom: a\n")
    path = kit_copy / "profils" / "pme.yml"
    path.write_text(path.read_text("utf-8") + '"\\e[31m\\n::error::x": 1\n', "utf-8")
    result = run("verifier", kit_copy, DATE)
    assert result.code == 1
    assert all(c.isprintable() or c == "\n" for c in result.text)
    assert "\n::error" not in result.out


def test_a_file_name_that_is_no_text_is_a_fault(run: Command, kit_copy: Path) -> None:
    Path(os.fsdecode(os.fsencode(kit_copy) + b"/profils/a\xff.yml")).write_text("nom: a\n")
    assert run("verifier", kit_copy, DATE).code == 1


# composer


def test_the_state_of_the_sender_is_given_by_hand_when_no_sheet_says_it(quick: Command) -> None:
    facts = ("--facette=emetteur=preparation", "--facette=anticipe=annonce")
    result = quick(
        "composer", "--profil=deja-equipe", "--categorie=pme", DATE, *facts, "--brouillon"
    )
    assert result.code == 0
    assert "une plateforme agréée" in result.out


def test_a_customer_who_is_none_of_the_profile_contradicts_it(quick: Command) -> None:
    result = quick(
        "composer", "--profil=client-ue", "--categorie=pme", DATE, "--facette=client=com"
    )
    assert result.code == 0
    assert "deux statuts" in result.out
    unknown = quick(
        "composer", "--profil=client-ue", "--categorie=pme", DATE, "--facette=client=inconnu"
    )
    assert "n'est pas établi" in unknown.out
    assert "deux statuts" not in unknown.out


def test_a_letter_is_composed_with_the_example_sheet(run: Command) -> None:
    result = compose(run)
    assert result.code == 0
    assert result.err.startswith("3 champs restent entre crochets : Adresse du client, ligne 1 ")
    assert result.out.startswith("Exemple SARL\n12 boulevard de l'Exemple\n")
    assert "Objet\u00a0: " in result.out


def test_a_complete_sheet_leaves_only_the_customers_blanks_open(
    quick: Command, catalog: Catalog
) -> None:
    labels = {
        f"[{f.label}]".replace("'", "\u2019")
        for f in catalog.fields.values()
        if f.filled_by == "client"
    }
    found = {m for m in re.findall(r"\[[^\]]+\]", compose(quick).out) if m != "[ ]"}
    assert found
    assert {m.replace("'", "\u2019").replace("\u00a0", " ") for m in found} <= {
        m.replace("\u00a0", " ") for m in labels
    }


def test_a_missing_answer_of_the_sender_is_refused_by_name(quick: Command, tmp_path: Path) -> None:
    sheet = sheet_with(tmp_path, contact_nom=None, signataire_nom=None)
    result = compose(quick, sheet=sheet)
    assert (result.code, result.out) == (1, "")
    line = 1 + sheet.read_text("utf-8").split("\n").index("champs:")
    for name in ("contact_nom", "signataire_nom"):
        assert f"{sheet}:{line}:champs.{name}: sans réponse\n    attendu  : " in result.err
    assert result.err.count("sans réponse") == 2
    assert "corriger : complétez la fiche, ou demandez un --brouillon" in result.err


def test_a_draft_accepts_missing_answers_and_shows_them(quick: Command, tmp_path: Path) -> None:
    result = compose(quick, "--brouillon", sheet=sheet_with(tmp_path, contact_nom=None))
    assert result.code == 0
    assert "Nom de votre interlocuteur (contact_nom)" in result.err
    assert "[Nom de votre interlocuteur]" in result.out


def test_without_a_sheet_the_letter_is_a_model(quick: Command) -> None:
    result = quick("composer", "--profil=pme", "--categorie=pme", DATE, *ASKS)
    assert result.code == 0
    assert "[Nom de votre entreprise]" in result.out


def test_an_optional_answer_left_out_takes_its_line_away(quick: Command, tmp_path: Path) -> None:
    result = compose(quick, sheet=sheet_with(tmp_path, complement_adresse=None))
    assert result.code == 0
    assert "Bâtiment" not in result.out


def test_no_letter_is_a_reasoned_answer(quick: Command) -> None:
    result = quick("composer", "--profil=secteur-public", "--categorie=pme", DATE)
    assert (result.code, result.err) == (0, "")
    lines = result.out.split("\n")
    assert lines[0] == "Aucun courrier"
    assert lines[2].startswith("Pourquoi : ")
    assert "\nQue faire :\n- " in result.out
    assert "\nSources :\n- " in result.out


def test_missing_facts_are_listed_with_what_each_would_give(quick: Command) -> None:
    result = quick("composer", "--profil=pme", "--categorie=ge", DATE)
    assert (result.code, result.out) == (1, "")
    assert "précisez ce cas avec --facette NOM=VALEUR" in result.err
    for value in ("active", "inactive", "absente", "inconnue"):
        assert f"    annuaire={value} : " in result.err
        assert re.search(rf"(?m)^    annuaire={value} -> \S", result.err)


@pytest.mark.parametrize("value", ["active", "inactive", "absente", "inconnue"])
def test_a_fact_given_settles_the_answer(quick: Command, value: str) -> None:
    result = quick(
        "composer", "--profil=pme", "--categorie=ge", DATE, f"--facette=annuaire={value}"
    )
    assert (result.code, "plusieurs réponses" in result.text) == (0, False)


def test_the_day_decides(quick: Command) -> None:
    before, after = (
        quick("composer", "--profil=pme", "--categorie=pme", f"--date={day}", *ASKS, "--facette=annuaire=absente")
        for day in ("2026-11-24", "2027-09-02")
    )  # fmt: skip
    assert before.code == after.code == 0
    assert before.out != after.out


def test_foreign_customers_are_written_to_in_english(quick: Command) -> None:
    result = quick(
        "composer", "--profil=client-ue", f"--entreprise={SHEET}", DATE, *ASKS, "--langue=en"
    )
    assert result.code == 0
    assert "24\u00a0November\u00a02026" in result.out
    assert "Madame, Monsieur" not in result.out


def test_a_language_without_a_text_is_refused(quick: Command) -> None:
    result = compose(quick, "--langue=en")
    assert (result.code, result.out) == (2, "")
    assert "pas de texte pour --support poste --langue en" in result.err


@pytest.mark.parametrize("format_", sorted(set(FORMATS) - TEXTS))
def test_a_document_needs_a_file_to_go_to(quick: Command, format_: str) -> None:
    result = compose(quick, f"--format={format_}")
    assert (result.code, result.out) == (2, "")
    assert "--sortie FICHIER" in result.err


@pytest.mark.parametrize(
    ("format_", "start"), [("docx", b"PK"), ("html", b"<!DOCTYPE html>"), ("txt", b"Exemple SARL")]
)
def test_a_letter_is_written_to_a_file(
    quick: Command, tmp_path: Path, format_: str, start: bytes
) -> None:
    path = tmp_path / f"lettre.{format_}"
    result = compose(quick, f"--format={format_}", f"--sortie={path}")
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith(f"écrit : {path}\n3 champs restent entre crochets : ")
    assert path.read_bytes().startswith(start)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_a_file_is_replaced_whole_or_not_at_all(
    quick: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> int:
        path.touch()
        raise OSError(28, "No space left on device")

    path = tmp_path / "lettre.txt"
    path.write_text("la précédente")
    monkeypatch.setattr(Path, "write_bytes", full)
    result = compose(quick, f"--sortie={path}", "--remplacer")
    assert result.code == 2
    assert result.err.startswith(f"prevenance : impossible d'écrire {path}")
    assert path.read_text() == "la précédente"
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("target", ["absent/lettre.txt", "dossier"])
def test_a_place_that_cannot_be_written_is_refused(
    quick: Command, tmp_path: Path, target: str
) -> None:
    (tmp_path / "dossier").mkdir()
    result = compose(quick, f"--sortie={tmp_path / target}")
    assert (result.code, result.out) == (2, "")
    assert f"impossible d'écrire {tmp_path / target}" in result.err
    assert [p.name for p in tmp_path.iterdir()] == ["dossier"]


# The sender's sheet


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('"Dupont & Fils <SARL> « L\'Étoile »"', "Dupont & Fils <SARL> « L'Étoile »"),
        ('"{7*7} ((raison_sociale))"', "{7*7} ((raison_sociale))"),
        ('"((adresse))"', "((adresse))"),
        ('"${jndi} %s %(a)s {0} \\\\1"', "${jndi} %s %(a)s {0} \\1"),
        ('"=HYPERLINK(1)"', "=HYPERLINK(1)"),
        ('"  deux\\tmots\\n "', "deux mots"),
    ],
)
def test_a_hostile_answer_is_printed_exactly(
    quick: Command, tmp_path: Path, typed: str, printed: str
) -> None:
    result = compose(quick, sheet=sheet_with(tmp_path, raison_sociale=typed))
    assert result.code == 0
    first = result.out.split("\n")[0].replace("\u00a0", " ").replace("\u2019", "'")
    assert first == printed
    assert "49" not in result.out.split("\n")[0]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ('"a\\x07b"', "caractère interdit U+0007"),
        ('"a\\u202eb"', "caractère interdit U+202E"),
        ('"a\\0b"', "caractère interdit U+0000"),
        (f'"{"x" * 10_000}"', "10000 caractères"),
        ('"日本 🙂"', "caractères absents de la police des PDF : « 日 » (U+65E5)"),
        ('"{{7*7}}"', "« {{ » serait exécuté"),
        ('"=?utf-8?q?x?="', "« =? » est interdit"),
        ('"\\u200b"', "valeur vide"),
        ('""', "valeur vide"),
        ("*autre", "renvoi *nom"),
        ("[a, b]", "une liste"),
        ("a: b", "un deux-points dans un texte sans guillemets"),
    ],
    ids=lambda text: text[:12],
)
def test_an_impossible_answer_is_refused_at_its_line(
    quick: Command, tmp_path: Path, typed: str, found: str
) -> None:
    sheet = sheet_with(tmp_path, raison_sociale=typed)
    line = 1 + sheet.read_text("utf-8").split("\n").index(f"  raison_sociale: {typed}")
    result = compose(quick, sheet=sheet)
    assert (result.code, result.out) == (1, "")
    assert re.search(
        rf"(?m)^{re.escape(str(sheet))}:{line}:(?:champs.raison_sociale:)? .*{re.escape(found)}",
        result.err,
    )
    assert "    corriger : " in result.err


def test_every_fault_of_a_sheet_is_shown_at_once_with_its_line(
    quick: Command, tmp_path: Path
) -> None:
    sheet = tmp_path / "entreprise.yml"
    sheet.write_text(
        "categori: pme\ndate_bascule: 1er mars\ncanaux: [courriel, couriel]\nfenetre_haut: 5\n"
        'champs:\n  raison_sociale: "🙂 Exemple {{"\n  sirene: "1"\n'
        f'  portail_adresse: "https://{"x" * 130}日"\n  lieu: ""\n  contact_nom: "a\\x07"\n',
        "utf-8",
    )
    result = compose(quick, sheet=sheet)
    assert (result.code, result.out) == (1, "")
    found = re.findall(rf"(?m)^{re.escape(str(sheet))}:(\d+):([a-z_.\d]+): ", result.err)
    assert found == [
        ("1", "categori"),
        ("1", "categorie"),
        ("2", "date_bascule"),
        ("3", "canaux.2"),
        ("4", "fenetre_haut"),
        *[("6", "champs.raison_sociale")] * 2,
        ("7", "champs.sirene"),
        *[("8", "champs.portail_adresse")] * 3,
        ("9", "champs.lieu"),
        ("10", "champs.contact_nom"),
    ]


def test_an_answer_that_is_no_yaml_does_not_hide_the_other_faults(
    quick: Command, tmp_path: Path
) -> None:
    sheet = tmp_path / "entreprise.yml"
    lines = (
        "categorie: pme: x",
        "champs:",
        "  lieu: *a",
        "  siren: a: b",
        '  zzz: "1"',
        "  lieu2: !x",
    )
    sheet.write_text("\n".join(lines), "utf-8")
    result = compose(quick, sheet=sheet)
    assert (result.code, result.out) == (1, "")
    found = re.findall(rf"(?m)^{re.escape(str(sheet))}:(\d+):", result.err)
    assert found == ["1", "3", "4", "5", "6"]


@pytest.mark.parametrize(
    "text",
    ["categorie: &a\n  - b\n", "a: [\n\nb: c\n", '"', "champs: &x\n  lieu: a\n", "- a: b: c\n"],
)
def test_a_sheet_that_is_no_yaml_is_refused_once(quick: Command, tmp_path: Path, text: str) -> None:
    sheet = tmp_path / "entreprise.yml"
    sheet.write_text(text, "utf-8")
    result = compose(quick, sheet=sheet)
    assert (result.code, result.out) == (1, "")
    assert result.err.count(f"{sheet}:") == 1


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("categorie: pme", "categorie: pmi"), "vouliez-vous dire « pme » ?"),
        (("categorie: pme", "# rien"), "ajoutez la ligne « categorie: … »"),
        (("- courriel\n", "- couriel\n"), "vouliez-vous dire « courriel » ?"),
        (("- sans-ressaisie", "- sans-resaisie"), "vouliez-vous dire « sans-ressaisie » ?"),
        (("  siren:", "  sirene:"), "vouliez-vous dire « siren » ?"),
        (("date_bascule: 2027-03-01", "date_bascule: 01/03/2027"), "exemple : 2026-09-01"),
        (("delai_reponse: 30", "delai_reponse: trente"), "écrivez des chiffres seuls"),
        (("territoire:", "teritoire:"), "vouliez-vous dire « territoire » ?"),
        (("champs:\n", "champs: &tous\n"), "retirez l'ancre"),
    ],
    ids=lambda value: value[1] if isinstance(value, tuple) else "",
)  # fmt: skip
def test_a_wrong_sheet_is_refused_with_its_remedy(
    quick: Command, tmp_path: Path, change: tuple[str, str], expected: str
) -> None:
    text = SHEET.read_text("utf-8")
    assert change[0] in text
    (tmp_path / "entreprise.yml").write_text(text.replace(*change, 1), "utf-8")
    result = compose(quick, sheet=tmp_path / "entreprise.yml")
    assert (result.code, result.out) == (1, "")
    assert f"corriger : {expected}" in result.err


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "fiche vide"),
        (b"# rien\n", "fiche vide"),
        (b"categorie: pme\nchamps: {telephone: caf\xe9}\n", "octet illisible en UTF-8"),
        (b"x" * 70_000, "fichier de 70000 octets"),
        (b"PK\x03\x04\x00", "YAML illisible"),
        (b"- a\n", "une liste à la place de clés"),
    ],
    ids=["empty", "comments", "latin", "too large", "binary", "a list"],
)
def test_a_sheet_that_is_none_is_refused(
    quick: Command, tmp_path: Path, content: bytes, found: str
) -> None:
    sheet = tmp_path / "entreprise.yml"
    sheet.write_bytes(content)
    result = compose(quick, sheet=sheet)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(f"{sheet}:")
    assert found in result.err


def test_a_folder_is_no_sheet(quick: Command, tmp_path: Path) -> None:
    result = compose(quick, sheet=tmp_path)
    assert (result.code, result.out) == (1, "")
    assert "ce n'est pas un fichier ordinaire" in result.err


# nouveau


@pytest.fixture
def desk(kit_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work beside a copy of kit/, as in a checkout."""
    monkeypatch.chdir(kit_copy.parent)
    return kit_copy


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_skeleton_holds_every_key_with_what_belongs_there(
    run: Command, desk: Path, kind: str
) -> None:
    cls, _, suffix = FOLDERS[KINDS[kind]]
    path = desk / KINDS[kind] / f"essai{suffix}"
    result = run("nouveau", kind, "essai", DATE)
    assert (result.code, result.out) == (0, "")
    assert result.err == f"écrit : {Path('kit') / KINDS[kind] / path.name}\n"
    text = path.read_text("utf-8")
    head = text.split("---\n")[1] if suffix == ".md" else text
    written = yaml.load(head, yaml.BaseLoader)
    assert set(written) == {key.name for key in keys(cls) if key.required}
    assert written["relu_le"] == TODAY.isoformat()
    for key in keys(cls):
        mark = "" if key.required else "# "
        assert re.search(rf"(?m)^# {re.escape(key.help)} \(.*\)\n{mark}{key.name}:", head)


@pytest.mark.parametrize(
    ("kind", "neighbour"),
    [
        ("profil", "pme"),
        ("benefice", "recherche-facile"),
        ("etape", "relance"),
        ("courrier", "annoncer"),
        ("outil", "yooz"),
    ],
)  # fmt: skip
def test_a_copied_neighbour_is_sound_at_once(
    run: Command, desk: Path, kind: str, neighbour: str
) -> None:
    result = run("nouveau", kind, "essai", f"--comme={neighbour}")
    assert (result.code, result.out) == (0, "")
    suffix = FOLDERS[KINDS[kind]][2]
    copy = desk / KINDS[kind] / f"essai{suffix}"
    original = copy.with_name(neighbour + suffix).read_text("utf-8")
    own = re.sub("(?m)^fichier: .*$", "fichier: essai", original)
    own = re.sub("(?m)^mots: .*\n", "", own)
    assert copy.read_text("utf-8") == own
    assert run("verifier", desk, DATE).out.endswith("0 faute(s), 0 avertissement(s)\n")


def test_a_neighbour_is_copied_with_its_translation(run: Command, desk: Path) -> None:
    folder = desk / "benefices"
    (folder / "essai.en.yml").write_text("titre: un autre\n", "utf-8")
    refused = run("nouveau", "benefice", "essai", "--comme=recherche-facile")
    assert (refused.code, (folder / "essai.yml").exists()) == (2, False)
    (folder / "essai.en.yml").unlink()
    assert run("nouveau", "benefice", "essai", "--comme=recherche-facile").code == 0
    made = (folder / "essai.en.yml").read_bytes()
    assert made == (folder / "recherche-facile.en.yml").read_bytes()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("pme", "kit/profils/pme.yml existe déjà"),
        ("Pme-Bis", "a-z, 0-9 et des tirets, sans accent"),
        ("société", "a-z, 0-9 et des tirets, sans accent"),
        ("pme_bis", "a-z, 0-9 et des tirets, sans accent"),
        ("../pme", "a-z, 0-9 et des tirets, sans accent"),
        ("/tmp/pme", "a-z, 0-9 et des tirets, sans accent"),
        ("con", "a-z, 0-9 et des tirets, sans accent"),
        ("a" * 61, "a-z, 0-9 et des tirets, sans accent"),
        ("pme.en", "a-z, 0-9 et des tirets, sans accent"),
    ],
)
def test_an_id_that_cannot_be_is_refused(
    run: Command, desk: Path, name: str, expected: str
) -> None:
    before = sorted(desk.rglob("*"))
    result = run("nouveau", "profil", name, "--comme=pme")
    assert (result.code, result.out) == (2, "")
    assert expected in result.err
    assert sorted(desk.rglob("*")) == before


def test_an_unknown_neighbour_is_refused_with_a_suggestion(run: Command, desk: Path) -> None:
    result = run("nouveau", "profil", "essai", "--comme=pmee")
    assert (result.code, result.out) == (2, "")
    assert "« pmee » n'existe pas dans profils/ ; vouliez-vous dire « pme » ?" in result.err
    assert not (desk / "profils" / "essai.yml").exists()


def test_a_neighbour_outside_the_kit_is_not_read(run: Command, desk: Path) -> None:
    (desk.parent / "secret.yml").write_text("secret")
    assert run("nouveau", "profil", "essai", "--comme=../../secret").code == 2
    assert not (desk / "profils" / "essai.yml").exists()


# couverture, verifier, schema


def test_coverage_answers_every_cell_with_a_letter_or_a_reason(
    quick: Command, catalog: Catalog
) -> None:
    result = quick("couverture")
    assert (result.code, result.err) == (0, "")
    head, *lines = result.out.splitlines()
    assert head == "profil;categorie;date;courrier;cas;motif"
    rows = [line.split(";") for line in lines]
    assert {len(row) for row in rows} == {6}
    days = [day.isoformat() for day in telling_days(catalog)]
    cells = set(product(catalog.profiles, get_args(Category), days))
    assert len(cells) >= 13 * 5 * 8
    assert {(row[0], row[1], row[2]) for row in rows} == cells
    for row in rows:
        assert row[3] == "aucun courrier" or row[3] in catalog.texts
        assert row[5].strip()


def test_each_line_of_a_cell_of_the_coverage_is_another_case(quick: Command) -> None:
    lines = quick("couverture", "--date=2026-11-24", "--profil=pme").out.splitlines()[1:]
    assert len({tuple(line.split(";")[:3]) for line in lines}) == len(get_args(Category))
    assert max(Counter(lines).values()) == 1


def test_a_kit_is_counted_by_collection(run: Command, catalog: Catalog) -> None:
    lines = run("verifier", KIT, DATE).out.splitlines()
    assert f"{len(catalog.profiles):5} profils/" in lines
    assert f"{len(catalog.sources):5} sources.yml" in lines
    english = len(catalog.translations["en"].texts)
    assert f"{len(catalog.texts):5} courriers/, dont {english} traduits en anglais" in lines


def test_a_folder_that_is_no_kit_is_refused(run: Command, tmp_path: Path) -> None:
    result = run("verifier", tmp_path)
    assert result.code == 1
    assert f"{tmp_path}/champs.yml: ce n'est pas un fichier ordinaire" in result.out


def test_a_spoilt_kit_composes_nothing(run: Command, desk: Path) -> None:
    path = desk / "profils" / "pme.yml"
    path.write_text(path.read_text("utf-8") + "zzz: 1\n", "utf-8")
    for verb in (
        ["composer", "--profil=pme", "--categorie=ge"],
        ["couverture"],
        ["kit", "--sortie=a"],
    ):
        result = run(*verb)
        assert (result.code, result.out) == (1, "")
        assert "kit/profils/pme.yml:" in result.err
    assert not (desk.parent / "a").exists()


def test_the_clock_is_read_only_without_a_date(
    run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped() -> dt.date:
        raise AssertionError("the clock was read")

    monkeypatch.setattr("prevenance.site.machine.today", stopped)
    assert run("verifier", KIT, DATE).code == 0
    assert compose(run).code == 0


def test_every_verb_is_described_in_the_readme_or_in_contributing() -> None:
    text = "".join((ROOT / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md"))
    assert {
        verb for verb in ("verifier", "composer", "nouveau") if f"prevenance {verb}" not in text
    } == set()


def test_the_words_of_click_are_compiled_from_their_catalogue() -> None:
    folder = CATALOGUE / "fr/LC_MESSAGES"
    with (folder / "click.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    with (folder / "click.po").open("rb") as file:
        written = [message for message in read_po(file) if message.id]
    for message in written:
        if isinstance(message.id, str):
            assert compiled.gettext(message.id) == message.string
        else:
            one, many = (compiled.ngettext(message.id[0], message.id[1], count) for count in (1, 2))
            assert (one, many) == tuple(message.string or ())


@pytest.mark.parametrize("language", ["C", "de_DE.UTF-8"])
def test_the_command_speaks_french_on_any_machine(
    run: Command, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("LANG", language)
    monkeypatch.setenv("LANGUAGE", language)
    assert run("--aide").out.startswith("Emploi : ")
    assert (os.environ["LANGUAGE"], gettext.textdomain()) == (language, "messages")


def test_the_help_of_composer_shows_every_value_of_its_closed_lists(run: Command) -> None:
    page = run("composer", "--aide").out
    for values in (FORMATS, get_args(Category), LANGUAGES):
        assert f"[{'|'.join(values)}]" in page.replace("\n", "").replace(" ", "")


HEAVY = ("dateutil", "jinja2", "mkdocs", "openpyxl", "xlsxwriter", "yaml", "prevenance.catalog")


@pytest.mark.parametrize(
    "typed", ["--aide", "--faux", "verifer", "kit --aide", "kit", "verifier --x"]
)
def test_help_and_a_wrong_command_load_none_of_the_work(typed: str) -> None:
    code = "import sys; from prevenance.cli import main\ntry: main(sys.argv[1:])\nexcept SystemExit: pass\n"
    code += "print(*(sorted(sys.modules)), file=sys.stdout)"
    done = subprocess.run(
        [sys.executable, "-c", code, *typed.split()],
        env={**os.environ, "PYTHONPATH": str(ROOT / "macros")},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    loaded = done.stdout.splitlines()[-1].split()
    assert "prevenance.cli.verbs" in loaded
    assert [name for name in HEAVY if name in loaded] == []
