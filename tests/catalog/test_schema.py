"""The JSON Schemas made from the model accept every file of kit/, and refuse what the reader refuses."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from conftest import KIT, Command
from prevenance.catalog import CUSTOMER_EXAMPLE, FILES, FOLDERS, SHEET_EXAMPLE, schema
from prevenance.catalog.key_reference import places
from prevenance.output import MARK
from prevenance.reader.builder import Builder
from prevenance.reader.files import Reading
from prevenance.reader.keys import keys, unwrapped
from prevenance.reader.nodes import compose_yaml

SCHEMAS: Mapping[str, Any] = {n: json.loads(text) for n, text in schema.schemas().items()}

NAMES = sorted(
    path.relative_to(KIT).as_posix()
    for path in KIT.rglob("*")
    if path.is_file() and ".en." not in path.name
)


def schema_of(name: str) -> str:
    """Return the schema of a file of kit/."""
    if name == SHEET_EXAMPLE:
        return "entreprise.json"
    if name == CUSTOMER_EXAMPLE:
        return "client.json"
    return name.partition("/")[0].removesuffix(".yml") + ".json"


@cache
def content(name: str) -> Any:
    """Read a file as an editor does, except that dates and words stay as written."""
    text = (KIT / name).read_text("utf-8")
    return _value(yaml.compose(text.split("\n---\n")[0] if name.endswith(".md") else text))


def _value(node: yaml.Node | None) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _value(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    assert isinstance(node, yaml.ScalarNode)
    return int(node.value) if node.tag == "tag:yaml.org,2002:int" else node.value


def faults(name: str, value: Any) -> list[str]:
    """List what a schema finds wrong."""
    validator = Draft202012Validator(SCHEMAS[name])
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_itself_valid(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


def test_every_kind_of_file_has_its_schema() -> None:
    folders, files = {f"{name}.json" for name in FOLDERS}, {f.replace("yml", "json") for f in FILES}
    assert set(SCHEMAS) == folders | files | {"entreprise.json", "client.json"}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_the_kit_fits_its_schema(name: str) -> None:
    assert faults(schema_of(name), content(name)) == []


@pytest.mark.parametrize("name", [f"{folder}.json" for folder in FOLDERS])
def test_an_item_with_an_unknown_or_a_missing_key_does_not_fit(name: str) -> None:
    sample = next(n for n in NAMES if schema_of(n) == name)
    item: dict[str, Any] = content(sample)
    assert any("zzz" in fault for fault in faults(name, {**item, "zzz": "1"}))
    without = {key: value for key, value in item.items() if key != "relu_le"}
    assert any("relu_le" in fault for fault in faults(name, without))


@pytest.mark.parametrize("name", FILES)
def test_a_collection_with_an_unknown_key_does_not_fit(name: str) -> None:
    items: dict[str, Any] = content(name)
    first = next(iter(items))
    spoilt = {**items, first: {**items[first], "zzz": "1"}}
    assert any("zzz" in fault for fault in faults(schema_of(name), spoilt))


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("profils/pme.yml", "relu_le", "24/11/2026"),
        ("profils/pme.yml", "courrier", "utille"),
        ("profils/pme.yml", "canaux", {"a": "b"}),
        ("profils/pme.yml", "resume", ""),
        ("profils/pme.yml", "resume", ["a"]),
        ("profils/pme.yml", "resume", "Un.\n\nDeux."),
        ("profils/pme.yml", "reconnaitre", ["Un.", "Deux.\rTrois."]),
        ("profils/pme.yml", "adhesion", "haute"),
        ("profils/pme.yml", "adhesion", {"taille": 3}),
        ("profils/pme.yml", "facettes", ["client"]),
        ("courriers/annoncer.md", "role", "lettre"),
        ("courriers/annoncer.md", "support", ["fax"]),
        (SHEET_EXAMPLE, "categorie", "pmi"),
        (SHEET_EXAMPLE, "delai_reponse", "trente"),
        (SHEET_EXAMPLE, "date_bascule", "2027-3-1"),
        (CUSTOMER_EXAMPLE, "raison_sociale", "Exemple"),
        (CUSTOMER_EXAMPLE, "client_nom", ["a"]),
        (CUSTOMER_EXAMPLE, "client_nom", ""),
    ],
)
def test_a_value_of_another_form_does_not_fit(name: str, key: str, value: object) -> None:
    assert faults(schema_of(name), {**content(name), key: value}) != []


def test_a_single_item_may_stand_for_a_list() -> None:
    assert faults("profils.json", {**content("profils/pme.yml"), "canaux": "papier"}) == []


HARD = (
    "un mot", "2026", "007", "0", "-5", "1e-3", "3.5", "01000", "12:30:45", "1234567", "123456789",
    "true", "false", "True", "oui", "non", "Oui", "yes", "no", "on", '"oui"', '"30"', '"3"', "3", "99", "600",
    "2026-11-24", '"2026-11-24"', "2026-02-29", "2028-02-29", "2026-02-30", "2026-11-31", "2026-13-01",
    "2026-1-1", "24/11/2026", "1999-12-31", "2100-01-01", "J-30", "date_reponse",
    "", '""', '" "', "~", "'…'", "'« »'", "'-'", "'?!'", "'()'", "'→'", '"Un.\\nDeux."', '"Un.\\n"', '"\\nUn."',
    "|\n    Un.\n    Deux.\n", "Un\n    mot.\n", "[]", "[un mot]", "[2026, 3]", "[true]", "[oui, non]", "[[un mot]]", '["a\\nb"]', "['-']",
    "{}", "{a: b}", "{a: 2026}", "{a: true}", "{a: [b, c]}", "{a: []}", "{a: {b: c}}", "[{a: b}]", "[a, {b: c}]",
    "pme", "courrier", "poste", "[poste, courriel]", "[poste, fax]", "loi", "directe", "texte", "[pme, 3]",
)  # fmt: skip
"""What people may write under any key; the words that YAML takes for no value at all,
and numbers in base 16, left out."""

PLACES = [(place.rstrip("/").removesuffix(".yml"), cls) for place, cls in places()]


def seen_by_an_editor(node: yaml.Node | None) -> Any:
    """Return the value of a node by the core schema of YAML 1.2, which editors follow."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: seen_by_an_editor(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [seen_by_an_editor(item) for item in node.value]
    assert isinstance(node, yaml.ScalarNode)
    text, plain = node.value, node.style is None
    if plain and text in {"", "~", "null"}:
        return None
    if plain and text in {"true", "True", "false", "False"}:
        return text.lower() == "true"
    if plain and re.fullmatch(r"[-+]?[0-9]+", text):
        return int(text)
    if plain and re.fullmatch(r"[-+]?[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?", text):
        return float(text)
    return text


def accepted_by_the_command(cls: type, text: str) -> bool:
    """Tell whether the reader finds no fault in what is written of an item."""
    reading = Reading("essai.yml")
    node = compose_yaml(text, reading)
    assert node is not None, reading.problems
    Builder(reading, text).read(cls, node, partial=True)
    return not reading.problems


@pytest.mark.parametrize(("place", "cls"), PLACES, ids=[place for place, _ in PLACES])
def test_a_schema_and_the_command_agree_on_hard_values(place: str, cls: type) -> None:
    partial = {**schema.json_schema(cls), "required": []}
    validator = Draft202012Validator(partial)
    differ = []
    for key in keys(cls):
        for value in HARD:
            text = f"{key.name}: {value}\n"
            told = accepted_by_the_command(cls, text)
            found = validator.is_valid(seen_by_an_editor(yaml.compose(text)))
            years = key.low and unwrapped(key.kind) is str  # left to ``verifier``
            if told != found and not years:
                differ.append((text, told, found))
    assert differ == []


@pytest.mark.parametrize(
    ("file", "line", "fits"),
    [
        (SHEET_EXAMPLE, "champs: {siren: 123456789}", True),
        (SHEET_EXAMPLE, "reperes_pliage: true", False),
        (SHEET_EXAMPLE, "canaux: courriel", True),
        (SHEET_EXAMPLE, "fenetre_gauche: 200", False),
        (SHEET_EXAMPLE, "date_bascule: 1999-01-01", False),
        ("champs.yml", "x: {facultatif: true}", False),
        ("champs.yml", "x-y: {facultatif: oui}", False),
    ],
)  # fmt: skip
def test_values_that_people_do_write(file: str, line: str, fits: bool) -> None:
    found = SCHEMAS[schema_of(file)]
    inner = found["additionalProperties"]
    loose = {**found, "required": []} | (
        {"additionalProperties": {**inner, "required": []}} if inner else {}
    )
    assert Draft202012Validator(loose).is_valid(seen_by_an_editor(yaml.compose(line))) == fits


def test_every_key_is_explained_in_french() -> None:
    def walk(node: Any) -> None:
        for key, value in node.get("properties", {}).items():
            assert value["description"].strip(), key
            walk(value)

    for found in SCHEMAS.values():
        walk(found)
        walk(found.get("additionalProperties") or {})


def test_the_command_writes_the_schemas_and_replaces_them(run: Command, tmp_path: Path) -> None:
    folder = tmp_path / "schemas"
    folder.mkdir()
    for _ in range(2):
        result = run("schema", f"--sortie={folder}")
        assert (result.code, result.err) == (0, "")
        written = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
        assert json.loads(written.pop(MARK))["verbe"] == "schema"
        assert written == schema.schemas()
    assert [path.name for path in tmp_path.iterdir()] == ["schemas"]
