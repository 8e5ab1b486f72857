"""A translation writes the keys that the model says are translated, and no other."""

import re
from pathlib import Path

import pytest

from conftest import KIT
from prevenance.catalog import FILES, FOLDERS
from prevenance.catalog.loader import load
from prevenance.reader.keys import keys


@pytest.mark.parametrize(
    ("file", "line", "expected"),
    [
        ("canaux/courriel.en.yml", "fondement: The general rule.", "nom_phrase"),
        ("benefices/recherche-facile.en.yml", "pour_qui: Everybody.", "phrase"),
        ("courriers/relancer-accord-etranger.en.md", "intention: demander-accord", "objet"),
        ("profils/pme.en.yml", "nom: Small companies", "aucune traduction de cette fiche"),
        ("champs.en.yml", "siren:\n  type: texte", "libelle"),
    ],
)
def test_a_key_that_is_not_translated_is_refused(
    kit_copy: Path, file: str, line: str, expected: str
) -> None:
    path = kit_copy / file
    text = path.read_text("utf-8") if path.exists() else ""
    if file == "champs.en.yml":
        text = re.sub(r"(?m)^siren:\n(  .*\n)*", "", text)
    opening = "---\n" if text.startswith("---\n") else ""
    path.write_text(f"{opening}{line}\n{text.removeprefix(opening)}", "utf-8")
    [told] = load(kit_copy).problems
    assert told.place.file == file
    assert told.found == "clé qui ne se traduit pas"
    assert expected in told.expected


def test_every_translation_of_the_kit_writes_translated_keys_alone() -> None:
    seen = set()
    for path in KIT.rglob("*.en.*"):
        name = path.relative_to(KIT).as_posix()
        folder, slash, _ = name.partition("/")
        cls = FOLDERS[folder][0] if slash else FILES[name.replace(".en", "")][0]
        margin = "" if slash else "  "
        head = path.read_text("utf-8").split("\n---\n")[0]
        written = set(re.findall(rf"(?m)^{margin}(\w+):", head))
        assert written <= {key.name for key in keys(cls) if key.translated}, name
        seen |= written
    assert {"libelle", "nom_phrase", "phrase", "avant", "objet", "titre"} <= seen
