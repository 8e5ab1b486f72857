"""A letter for one customer: filled to the end, or refused with all that is wrong and nothing written."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import KIT, Command, Result
from prevenance.catalog import CUSTOMER_EXAMPLE, SHEET_EXAMPLE, Catalog
from support.hostile_sheets import HOSTILE, KINDS, no_sheet

CUSTOMER = KIT / CUSTOMER_EXAMPLE
EXAMPLE = CUSTOMER.read_text("utf-8")
LINES = [line for line in EXAMPLE.split("\n") if line.strip() and "#" not in line]
CASE = (
    "composer",
    "--profil=pme",
    "--date=2026-11-24",
    "--facette=annuaire=inconnue",
    "--facette=accord=aucun",
    "--facette=relation=active",
)
MAIL = "client_courriel_facturation"


@pytest.fixture(autouse=True)
def small_kit(catalog: Catalog) -> Iterator[None]:
    """Give the verb one profile of the real kit, already checked."""
    small = replace(catalog, profiles={"pme": catalog.profiles["pme"]})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("prevenance.cli.loading.sound_kit", lambda _: small)
        yield


@pytest.fixture
def tacit(tmp_path: Path) -> str:
    """Write the example sheet of a sender whose silence means yes."""
    sheet = tmp_path / "entreprise.yml"
    text = (KIT / SHEET_EXAMPLE).read_text("utf-8")
    assert "mode_accord: explicite" in text
    sheet.write_text(text.replace("mode_accord: explicite", "mode_accord: tacite"), "utf-8")
    return f"--entreprise={sheet}"


EXPLICIT = f"--entreprise={KIT / SHEET_EXAMPLE}"
WHOLE = f"--client={CUSTOMER}"


# A finished letter


@pytest.mark.parametrize("support", ["poste", "courriel"])
@pytest.mark.parametrize("sheet", ["explicite", "tacite"])
def test_a_letter_for_a_known_customer_has_no_bracket(
    run: Command, tacit: str, sheet: str, support: str
) -> None:
    sender = tacit if sheet == "tacite" else EXPLICIT
    result = run(*CASE, sender, WHOLE, f"--support={support}")
    assert result.code == 0
    body = result.out.split("-" * 72)[0]
    assert "[" not in body.replace("[ ]", "")
    assert "crochets" not in result.err
    if support == "poste":
        assert "Menuiseries Exemple SARL\n12\u00a0ter avenue de l'Exemple\n" in result.out
    if sheet == "tacite":
        assert "comptabilite@exemple.fr" in body


def test_an_option_takes_the_place_of_a_line(run: Command) -> None:
    result = run(*CASE, EXPLICIT, WHOLE, "--champ=client_nom=Exemple d'ailleurs = 2")
    assert "Exemple d’ailleurs = 2\n" in result.out
    assert "Menuiseries" not in result.out


def test_a_pdf_is_finished_too(run: Command, tmp_path: Path) -> None:
    output = tmp_path / "lettre.pdf"
    result = run(*CASE, EXPLICIT, WHOLE, "--format=pdf", f"--sortie={output}")
    assert (result.code, output.read_bytes()[:5]) == (0, b"%PDF-")
    assert "crochets" not in result.err


def test_what_stays_between_brackets_is_counted_and_named(run: Command) -> None:
    result = run(*CASE, EXPLICIT, "--champ=client_nom=Exemple")
    assert result.code == 0
    assert "2 champs restent entre crochets : " in result.err
    assert "Adresse du client, ligne 1 (client_adresse1)" in result.err
    assert "--client FICHIER, ou --champ NOM=VALEUR" in result.err
    result = run(*CASE, EXPLICIT, WHOLE, "--brouillon", "--champ=client_nom=Exemple")
    assert "crochets" not in result.err


# What a text cannot do without


def test_a_tacit_text_without_the_address_is_refused_and_the_explicit_one_offered(
    run: Command, tacit: str, tmp_path: Path, catalog: Catalog
) -> None:
    output = tmp_path / "lettre.txt"
    result = run(*CASE, tacit, f"--sortie={output}")
    assert (result.code, result.out, output.exists()) == (1, "", False)
    assert f"--client:{MAIL}: « " in result.err
    assert f"avec « {catalog.texts['demander-accord'].title} »" in result.err
    assert "mode_accord: explicite" in result.err
    draft = run(*CASE, tacit, "--brouillon")
    assert draft.code == 0
    assert f"({MAIL})" in draft.err
    assert f"[{catalog.fields[MAIL].label}]" in draft.out.replace("\u00a0", " ")
    assert run(*CASE, tacit, f"--champ={MAIL}=a@exemple.fr").code == 0


def test_a_text_that_shows_the_number_searched_needs_it(
    run: Command, catalog: Catalog, tmp_path: Path
) -> None:
    needing = [t for t in catalog.texts.values() if "client_siren" in t.requires]
    assert needing
    file = tmp_path / "client.yml"
    file.write_text("client_nom: Exemple\n")
    case = ("composer", "--profil=pme", "--date=2027-06-01", "--facette=annuaire=absente")
    checked = ["--facette=verifie=oui"] if "verifie" in catalog.lists else []
    more = ("--facette=accord=aucun", "--facette=relation=active", *checked)
    result = run(*case, *more, EXPLICIT, f"--client={file}")
    assert (result.code, result.out) == (1, "")
    assert f"{file}:client_siren: « " in result.err
    assert "complétez-la avant d'écrire à ce client" in result.err
    assert run(*case, *more, EXPLICIT, WHOLE).code == 0


def test_what_the_sender_must_say_is_asked_of_its_sheet(run: Command, catalog: Catalog) -> None:
    exempt = replace(catalog, profiles={"exonere": catalog.profiles["client-exonere"]})
    case = ("composer", "--profil=exonere", "--date=2026-11-24", "--facette=verifie=oui")
    more = ("--facette=annuaire=inconnue", "--facette=accord=aucun", "--facette=relation=active")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("prevenance.cli.loading.sound_kit", lambda _: exempt)
        result = run(*case, *more, EXPLICIT, WHOLE)
        assert (result.code, result.out) == (1, "")
        assert f"{SHEET_EXAMPLE}:" in result.err
        assert "champs.factures_concernees: « " in result.err
        assert (
            run(*case, *more, EXPLICIT, WHOLE, "--champ=factures_concernees=les stages").code == 0
        )


def test_a_model_without_a_sheet_keeps_its_brackets(run: Command) -> None:
    result = run(*CASE, "--categorie=pme", "--facette=mode_accord=tacite")
    assert result.code == 0
    assert f"({MAIL})" in result.err


# Hostile customers


def check(result: Result, customer: Path, output: Path) -> None:
    assert result.code in {0, 1, 2}
    assert "Traceback" not in result.text
    if result.code:
        assert result.out == ""
        assert list(output.iterdir()) == []
        shown = "\n".join(line for line in result.err.split("\n") if "avertissement" not in line)
        assert str(customer) in shown or "prevenance : " in shown or "--champ" in shown
        assert all(c.isprintable() or c in "\n\u00a0" for c in result.err)


def tried(run: Command, content: bytes) -> set[int]:
    """Give a customer's file to a letter and an e-mail, in three formats; return the exit codes."""
    codes = set()
    with TemporaryDirectory() as folder:
        customer, output = Path(folder, "client.yml"), Path(folder, "sortie")
        customer.write_bytes(content)
        for support, format_ in (("poste", "docx"), ("poste", "txt"), ("courriel", "eml")):
            output.mkdir(exist_ok=True)
            asked = (f"--support={support}", f"--format={format_}", f"--sortie={output / 'x'}")
            result = run(*CASE, EXPLICIT, f"--client={customer}", *asked)
            check(result, customer, output)
            codes.add(result.code)
            (output / "x").unlink(missing_ok=True)
    return codes


@st.composite
def customers(draw: st.DrawFn) -> bytes:
    """Draw the example file with some lines changed, removed, repeated or renamed."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        key = lines[at].partition(":")[0]
        value = draw(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40)))
        lines[at] = draw(
            st.sampled_from(
                [f"{key}: {value}", f"{key}: {json.dumps(value)}", value + lines[at], ""]
            )
        )
        if draw(st.booleans()):
            lines.insert(at, lines[at])
    return "\n".join(lines).encode("utf-8", "surrogatepass")


@settings(max_examples=40)
@given(st.one_of(customers(), customers(), st.binary(max_size=200)))
def test_a_customer_is_accepted_or_refused_in_one_message(run: Command, content: bytes) -> None:
    assert len(tried(run, content)) == 1, "what one format accepts, all accept"


@pytest.mark.parametrize("value", HOSTILE, ids=lambda v: ascii(v[:12]))
@pytest.mark.parametrize("name", ["client_nom", MAIL])
def test_a_hostile_answer_has_the_same_fate_everywhere(run: Command, name: str, value: str) -> None:
    line = next(line for line in LINES if line.startswith(f"{name}:"))
    text = "\n".join(LINES).replace(line, f"{name}: {json.dumps(value)}")
    assert len(tried(run, text.encode())) == 1


def test_the_example_is_accepted(run: Command) -> None:
    assert tried(run, EXAMPLE.encode()) == {0}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_file_of_answers_is_refused(run: Command, tmp_path: Path, kind: str) -> None:
    customer = no_sheet(tmp_path / "client.yml", kind, CUSTOMER)
    (output := tmp_path / "sortie").mkdir()
    result = run(*CASE, EXPLICIT, f"--client={customer}", f"--sortie={output / 'x'}")
    check(result, customer, output)
    assert result.code == (2 if kind in {"absent", "broken link"} else 1)


def test_every_fault_is_told_at_once_with_its_line_and_remedy(run: Command, tmp_path: Path) -> None:
    customer = tmp_path / "client.yml"
    customer.write_text(
        "client_nom: [a, b]\nclient_siret: 12\nraison_sociale: x\nclient_siran: y\n"
        "client_tva: FR1\nclient_nom: encore\n"
    )
    output = tmp_path / "x"
    options = ("--champ=clien_nom=x", "--champ=client_telephone=12", "--champ=date_reponse=demain")
    result = run(*CASE, EXPLICIT, f"--client={customer}", f"--sortie={output}", *options)
    assert (result.code, result.out, output.exists()) == (1, "", False)
    for place, mend in (
        (f"{customer}:1:client_nom: une liste", "mettez le texte entre guillemets"),
        (f"{customer}:2:client_siret: « 12 »", "corrigez cette réponse"),
        (f"{customer}:3:raison_sociale: ", "ce champ se remplit dans entreprise.exemple.yml"),
        (f"{customer}:4:client_siran: ", "vouliez-vous dire « client_siren » ?"),
        (f"{customer}:5:client_tva: ", "corrigez cette réponse"),
        (f"{customer}:6:client_nom: clé déjà écrite ligne 1", "supprimez l'une des deux"),
        ("--champ:clien_nom: « clien_nom » n'existe pas", "vouliez-vous dire « client_nom » ?"),
        ("--champ:client_telephone: « 12 »", "corrigez cette réponse"),
        ("--champ:date_reponse: l'outil calcule « date_reponse »", "retirez cette option"),
    ):
        said = result.err[result.err.index(place) :]
        assert mend in "\n".join(said.split("\n")[:4]), place


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["client_nom"], "écrivez --champ NOM=VALEUR"),
        (["=x"], "écrivez --champ NOM=VALEUR"),
        (["client_nom="], "écrivez --champ NOM=VALEUR"),
        (["client_nom=a", "client_nom=b"], "--champ client_nom : « a » et « b »"),
        (["a\x1b[2J"], "« a\\x1b[2J »"),
    ],
)
def test_an_option_that_is_no_answer_is_refused(
    run: Command, options: list[str], expected: str
) -> None:
    result = run(*CASE, EXPLICIT, *(f"--champ={option}" for option in options))
    assert (result.code, result.out) == (2, "")
    assert expected in result.err
