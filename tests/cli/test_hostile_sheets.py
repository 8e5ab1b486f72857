"""Whatever a sheet or an option holds, every verb ends in one clear French message, or works.

The same hostile sheets are given to every verb that takes one, in a kit of one profile.
"""

import io
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import KIT, Command, Result
from prevenance import cli
from prevenance.catalog import SHEET_EXAMPLE, Catalog
from prevenance.cli.verbs import main_group
from prevenance.documents.formats import offered
from prevenance.site.build import why
from support.hostile_sheets import HOSTILE, KINDS, no_sheet

EXAMPLE = (KIT / SHEET_EXAMPLE).read_text("utf-8")
LINES = [line for line in EXAMPLE.split("\n") if line.strip() and "#" not in line]
DAY = "--date=2026-11-24"
WITH_A_SHEET = {
    name
    for name, verb in main_group.commands.items()
    if "entreprise" in {p.name for p in verb.params}
}
PROFILE = "client-ue"
"""A profile whose letters are few, in both languages and on both supports."""


@pytest.fixture(autouse=True)
def small_kit(catalog: Catalog) -> Iterator[None]:
    """Give the verbs one profile of the real kit, already checked, without the offline page."""
    small = replace(catalog, profiles={PROFILE: catalog.profiles[PROFILE]})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("prevenance.cli.loading.sound_kit", lambda _: small)
        patch.setattr("prevenance.configurator.files.ASSETS", Path("absent"))
        yield


def commands(sheet: Path, output: Path) -> Iterator[list[str | Path]]:
    """Yield what a person could ask with a sheet: each verb, and a letter in each format."""
    yield ["kit", f"--sortie={output / 'kit'}", f"--entreprise={sheet}", DAY]
    for support in ("poste", "courriel"):
        for format_ in offered(support):
            asked = ("--facette=accord=aucun", "--facette=relation=active", "--brouillon")
            yield [
                *("composer", "--profil=client-ue", f"--entreprise={sheet}", DAY, *asked),
                *(f"--support={support}", f"--format={format_.name}"),
                f"--sortie={output / f'lettre-{support}.{format_.name}'}",
            ]


def check(result: Result, sheet: Path, output: Path) -> None:
    """Accept a result, or a message with its remedy; nothing is left of a verb that refused."""
    assert result.code in {0, 1, 2}
    assert "Traceback" not in result.text
    if result.code:
        assert result.out == ""
        assert result.err.startswith((f"{sheet}:", "prevenance : "))
        assert all(c.isprintable() or c in "\n\u00a0" for c in result.err)
        assert list(output.iterdir()) == []


def written(name: str) -> st.SearchStrategy[str]:
    """Draw a value as people may write it: quoted or not, hostile or not."""
    text = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40))
    return st.one_of(text.map(json.dumps), text).map(lambda value: f"{name}: {value}")


@st.composite
def sheets(draw: st.DrawFn) -> bytes:
    """Draw the example sheet with some lines changed, removed, repeated or renamed."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        key = lines[at].partition(":")[0]
        change = draw(st.sampled_from(["value", "value", "value", "remove", "repeat", "rename"]))
        if change == "value":
            lines[at] = draw(written(key))
        elif change == "remove" and len(lines) > 1:
            del lines[at]
        elif change == "repeat":
            lines.insert(at, lines[at])
        else:
            lines[at] = draw(st.sampled_from(HOSTILE)) + lines[at]
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def tried(run: Command, content: bytes) -> set[int]:
    """Give a sheet to every verb; return the exit codes."""
    codes = set()
    with TemporaryDirectory() as folder:
        sheet, output = Path(folder, "entreprise.yml"), Path(folder, "sortie")
        sheet.write_bytes(content)
        for command in commands(sheet, output):
            output.mkdir(exist_ok=True)
            result = run(*command)
            check(result, sheet, output)
            codes.add(result.code)
            for path in sorted(output.rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()
    return codes


def test_the_verbs_that_take_a_sheet_are_those_tried() -> None:
    asked = {str(command[0]) for command in commands(Path("a"), Path("b"))}
    assert asked == WITH_A_SHEET


@settings(max_examples=60)
@given(st.one_of(sheets(), sheets(), sheets(), st.binary(max_size=200)))
def test_every_verb_accepts_a_sheet_or_refuses_it_in_one_message(
    run: Command, content: bytes
) -> None:
    assert len(tried(run, content)) == 1, "what one format accepts, all accept"


@pytest.mark.parametrize("value", HOSTILE, ids=lambda v: ascii(v[:12]))
@pytest.mark.parametrize("name", ["raison_sociale", "portail_adresse"])
def test_a_hostile_answer_gets_the_same_fate_from_every_verb(
    run: Command, name: str, value: str
) -> None:
    line = next(line for line in LINES if line.strip().startswith(f"{name}:"))
    text = "\n".join(LINES).replace(line, f"  {name}: {json.dumps(value)}")
    assert len(tried(run, text.encode())) == 1


@pytest.mark.parametrize("value", ["{{ 7*7 }}", "{[a]: b}", "{? {a: b} : c}"])
def test_keys_that_are_no_word_are_a_fault_where_a_text_is_meant(run: Command, value: str) -> None:
    assert tried(run, f"categorie: {value}\n".encode()) == {1}


def test_the_example_sheet_is_accepted_by_every_verb(run: Command) -> None:
    assert tried(run, EXAMPLE.encode()) == {0}


# What is no sheet


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_sheet_is_refused_by_every_verb(
    run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    sheet = no_sheet(tmp_path / "entreprise.yml", kind, KIT / SHEET_EXAMPLE)
    if kind == "1 GB":
        monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("the file was read"))
    (output := tmp_path / "sortie").mkdir()
    for command in commands(sheet, output):
        result = run(*command)
        check(result, sheet, output)
        assert result.code == (2 if kind in {"absent", "broken link"} else 1)


# Options


@pytest.mark.parametrize(
    ("facets", "expected"),
    [
        (["annuaire"], "écrivez --facette NOM=VALEUR"),
        (["=x"], "écrivez --facette NOM=VALEUR"),
        (["annuaire="], "écrivez --facette NOM=VALEUR"),
        (["annuaire=active", "annuaire=absente"], "« active » et « absente »"),
        (["annu\x1b[2Jaire=x"], "facette inconnue « annu\\x1b[2Jaire »"),
        (["__class__=x", "annuaire=\u202ex"], "annuaire : valeur inconnue « \\u202ex »"),
        (["__class__=x", "annuaire=\u202ex"], "facette inconnue « __class__ »"),
        (["a" * 5000 + "=x"], "facette inconnue « aaa"),
    ],
)
def test_a_wrong_fact_is_refused_with_all_that_is_wrong(
    run: Command, facets: list[str], expected: str
) -> None:
    options = [f"--facette={facet}" for facet in facets]
    result = run("composer", "--profil=client-ue", "--categorie=pme", DAY, *options)
    assert (result.code, result.out) == (2, "")
    assert expected in result.err
    assert len(result.err) < 2000


def test_the_same_fact_twice_is_no_contradiction(run: Command) -> None:
    twice = ["--facette=accord=refuse"] * 2
    assert run("composer", "--profil=client-ue", "--categorie=pme", DAY, *twice).code == 0


@pytest.mark.parametrize("verb", ["composer --categorie=pme", "couverture"])
def test_an_unknown_profile_is_refused(run: Command, verb: str) -> None:
    result = run(*verb.split(), "--profil=client-uee\x07")
    assert (result.code, result.out) == (2, "")
    assert "profil inconnu « client-uee\\x07 »" in result.err
    assert "vouliez-vous dire « client-ue » ?" in result.err


# The console


@pytest.mark.parametrize("page", ["cp1252", "cp850", "ascii", "utf-16"])
def test_text_goes_out_as_utf8_whatever_the_code_page(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, page: str
) -> None:
    sheet = tmp_path / "entreprise.yml"
    sheet.write_text(EXAMPLE.replace('"Exemple SARL"', '"Łukasz Exemple"'), "utf-8")
    screens = {name: io.BytesIO() for name in ("stdout", "stderr")}
    for name, screen in screens.items():
        monkeypatch.setattr(sys, name, io.TextIOWrapper(screen, page, write_through=True))
    asked = ["composer", "--profil=client-ue", f"--entreprise={sheet}", DAY]
    cli.main([*asked, "--facette=accord=aucun", "--facette=relation=active"])
    assert screens["stdout"].getvalue().decode().startswith("Łukasz Exemple\n")
    with pytest.raises(SystemExit):
        cli.main(["composer", "--profil=Łukasz", "--categorie=pme"])
    assert "profil inconnu « Łukasz »" in screens["stderr"].getvalue().decode()


# The site


@pytest.mark.parametrize(
    ("report", "said"),
    [
        ('Error: parsing the file: while x\n  in "/a/mkdocs.yml", line 1, column 1\n  in "/a/mkdocs.yml", line 7, column 2', "mkdocs.yml:7: YAML illisible"),
        ("ERROR   -  Config value 'docs_dir': The path '/a/docs' isn't an existing directory.", "mkdocs.yml:docs_dir: ce dossier n'existe pas"),
        ("ERROR   -  Config value 'theme': Unrecognised\nERROR   -  Config value 'plugins': The", "mkdocs.yml: réglage absent ou refusé : theme, plugins"),
        ("INFO    -  x\nWARNING -  Doc file 'a.md'\nAborted", "il a répondu, en anglais :\nWARNING -  Doc file 'a.md'"),
        ("ERROR   -  refusé :\ndocs/a.md:3: balise\n    attendu  : du texte\n\nAborted with a BuildError!", "il a répondu, en anglais :\nERROR   -  refusé :\ndocs/a.md:3: balise\n    attendu  : du texte"),
        ("WARNING -  [macros] - ERROR\n\n_KeyError_: 'x'\n\n```\nTraceback\n  File\n```\nINFO    -  y", "il a répondu, en anglais :\nWARNING -  [macros] - ERROR\n_KeyError_: 'x'"),
        ("Traceback\n  File\nRuntimeError: x\n", "il a répondu, en anglais :\nRuntimeError: x"),
        ("", "il a répondu, en anglais :"),
    ],
)  # fmt: skip
def test_a_failure_of_mkdocs_is_told_without_its_trace(report: str, said: str) -> None:
    assert why(Path("mkdocs.yml"), report) == said


def test_settings_that_are_no_yaml_are_refused_in_one_line(run: Command, tmp_path: Path) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text("site_name: [a\nb: c: d\n")
    for folder in ("docs", "overrides"):
        (tmp_path / folder).mkdir()
    result = run("site", f"--sortie={tmp_path / 'site'}", f"--configuration={path}", DAY)
    assert (result.code, result.out) == (2, "")
    assert re.fullmatch(r"prevenance : .*:2: YAML illisible\n", result.err)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["docs", "mkdocs.yml", "overrides"]


def test_a_project_without_its_pages_is_refused_in_french(run: Command, tmp_path: Path) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text("site_name: a\n")
    result = run("site", f"--sortie={tmp_path / 'site'}", f"--configuration={path}", DAY)
    assert (result.code, result.out) == (2, "")
    assert result.err.endswith("mkdocs.yml:docs_dir: ce dossier n'existe pas\n")
    assert result.err.count("\n") == 1
    assert [p.name for p in tmp_path.iterdir()] == ["mkdocs.yml"]
