"""The reader types what people write by the model alone, keeps lines, and never fails on a file."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from prevenance.problems import Place, shown
from prevenance.reader.builder import Builder
from prevenance.reader.files import MAX_BYTES, Reading, read_text, split_front_matter
from prevenance.reader.keys import SEVERAL_LINES, Key
from prevenance.reader.nodes import compose_yaml
from prevenance.text.cleaning import clean_text


@dataclass(frozen=True, kw_only=True)
class Child:
    """An item inside another."""

    name: Annotated[str, Key("nom", "Un nom.")]


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A bit of everything that a model class may hold."""

    text: Annotated[str, Key("texte", "Un texte.")]
    verse: Annotated[Annotated[str, SEVERAL_LINES], Key("vers", "Des lignes.")] = ""
    flag: Annotated[bool, Key("drapeau", "oui ou non.")] = False
    number: Annotated[int, Key("nombre", "Un nombre.")] = 0
    day: Annotated[dt.date | None, Key("jour", "Un jour.")] = None
    choice: Annotated[Literal["un", "deux"], Key("choix", "L'un des deux.")] = "un"
    words: Annotated[tuple[str, ...], Key("mots", "Des mots.")] = ()
    child: Annotated[Child | None, Key("enfant", "Un enfant.")] = None
    children: Annotated[tuple[Child, ...], Key("enfants", "Des enfants.")] = ()
    box: Annotated[Mapping[str, tuple[str, ...]], Key("boite", "Des facettes.")] = field(
        default_factory=dict
    )


def read(text: str) -> tuple[Sample | None, Reading]:
    """Read a text as a sample."""
    reading = Reading("essai.yml")
    node = compose_yaml(text, reading)
    return (Builder(reading, text).build(Sample, node) if node else None), reading


def sample(text: str) -> Sample:
    """Read a text that has no fault."""
    found, reading = read(text)
    assert found is not None, reading.problems
    assert reading.problems == []
    return found


@pytest.mark.parametrize(
    "word",
    [
        "NO",
        "on",
        "yes",
        "01000",
        "12:30:45",
        "2026-09-01",
        "1e3",
        "null",
        "~ environ",
        ".inf",
        "0x1F",
    ],
)
def test_yaml_turns_no_word_into_something_else(word: str) -> None:
    assert sample(f"texte: {word}").text == word


def test_the_model_types_what_is_written() -> None:
    found = sample("texte: a\ndrapeau: oui\nnombre: 30\njour: 2028-02-29\nchoix: deux\n")
    assert found == Sample(text="a", flag=True, number=30, day=dt.date(2028, 2, 29), choice="deux")


def test_quotes_change_no_type() -> None:
    assert sample("texte: a\ndrapeau: \"oui\"\nnombre: '30'\n").number == 30


def test_a_single_item_stands_for_a_list_of_one() -> None:
    found = sample("texte: a\nmots: un\nenfants: {nom: b}\nboite: {client: pme}\n")
    assert found.words == ("un",)
    assert found.children == (Child(name="b"),)
    assert found.box == {"client": ("pme",)}


@pytest.mark.parametrize("nothing", ["mots: []", "boite: {}", "boite:\n  client: []"])
def test_a_list_or_a_group_of_none_is_refused(nothing: str) -> None:
    found, reading = read(f"texte: a\n{nothing}\n")
    assert found is None
    assert [p.place.line for p in reading.problems] == [1 + len(nothing.split("\n"))]
    assert all(p.mend.startswith("écrivez-en, ou supprimez la clé") for p in reading.problems)


@pytest.mark.parametrize("sign", [".", "-", "…", "~", "**", "((", "« »"])
def test_a_text_of_signs_says_nothing(sign: str) -> None:
    found, reading = read(f'texte: "{sign}"')
    assert found is None
    assert [p.found for p in reading.problems] == [f"{shown(sign)} ne dit rien"]


@pytest.mark.parametrize("sign", ["\ufe0f", "\u2800", "\u200b\u200e", "\u3164", "\u00ad \u2060"])
def test_a_text_that_shows_nothing_is_empty(sign: str) -> None:
    found, reading = read(f'texte: "{sign}"')
    assert found is None
    assert [p.found for p in reading.problems] == ["valeur vide"]


def test_a_text_is_read_without_what_changes_nothing_of_it() -> None:
    assert sample('texte: "\u200eUne\u200b phrase\ufeff"').text == "Une phrase"


def test_folded_and_literal_texts_are_read() -> None:
    assert sample("texte: >-\n  une\n  phrase\n").text == "une phrase"
    assert sample("texte: |\n  une phrase\n").text == "une phrase"


@pytest.mark.parametrize(
    "value", ["|\n  un\n  deux", ">\n  un\n\n  deux", '"un\\ndeux"', '"un\\rdeux"']
)
@pytest.mark.parametrize("place", ["texte: {}", "mots: [a]\ntexte: a\nenfants:\n  nom: {}"])
def test_a_text_has_one_line_unless_the_model_says_otherwise(place: str, value: str) -> None:
    found, reading = read(place.format(value.replace("\n  ", "\n      ")))
    assert found is None
    assert [problem.found for problem in reading.problems] == ["2 lignes"]
    assert len(sample(f"texte: a\nvers: {value}\n").verse.splitlines()) == 2


def test_a_comment_after_a_space_is_a_comment() -> None:
    assert sample("texte: a # remarque\n").text == "a"
    assert sample('texte: "a #b"\n').text == "a #b"


def test_every_key_keeps_its_line() -> None:
    text = "texte: a\n\nenfants:\n  - nom: b\n  # remarque\n  - nom: c\nboite:\n  client: [d,\n    e]\n"
    found, reading = read(text)
    assert found is not None
    assert reading.lines == {
        ("texte",): 1,
        ("enfants",): 3,
        ("enfants", "1"): 4,
        ("enfants", "1", "nom"): 4,
        ("enfants", "2"): 6,
        ("enfants", "2", "nom"): 6,
        ("boite",): 7,
        ("boite", "client"): 8,
        ("boite", "client", "1"): 8,
        ("boite", "client", "2"): 9,
    }
    assert reading.marks.at("enfants", 2, "nom") == Place("essai.yml", 6, "enfants.2.nom")
    assert reading.marks.at("enfants", 2, "age") == Place("essai.yml", 6, "enfants.2.age")
    assert reading.marks.at("inconnu") == Place("essai.yml", 0, "inconnu")


def test_all_the_faults_of_a_file_are_noted_in_one_run() -> None:
    _, reading = read(
        "texte: [a]\nnombre: x\njour: hier\nchoix: trois\nage: 3\nmots: [a, {b: c}]\n"
    )
    assert [problem.place.key for problem in reading.problems] == [
        "texte", "nombre", "jour", "choix", "age", "mots.2",
    ]  # fmt: skip


def test_a_translation_replaces_only_what_it_writes() -> None:
    base = Sample(text="a", number=3)
    reading = Reading("essai.en.yml")
    node = compose_yaml("nombre: 4\n", reading)
    assert node is not None
    assert Builder(reading, "nombre: 4\n").build(Sample, node, base=base) == Sample(
        text="a", number=4
    )


def test_a_front_matter_is_cut_from_the_body_and_lines_still_count() -> None:
    reading = Reading("essai.md")
    head, body = split_front_matter("---\ntexte: a\n---\nUn.\n\n---\nDeux.\n", reading)
    assert (head, body) == ("\ntexte: a", "Un.\n\n---\nDeux.\n")
    assert reading.marks.body_line == 4
    assert reading.problems == []


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["without a BOM", "with a BOM"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"], ids=["LF", "CRLF", "CR"])
def test_a_file_saved_on_any_system_reads_the_same(
    tmp_path: Path, start: bytes, end: bytes
) -> None:
    path = tmp_path / "essai.yml"
    path.write_bytes(start + "texte: été".encode() + end + b"nombre: 3" + end)
    assert read_text(path, Reading("essai.yml")) == "texte: été\nnombre: 3\n"


@pytest.mark.parametrize("size", [MAX_BYTES, MAX_BYTES + 1])
def test_a_file_is_read_up_to_64_kilobytes(tmp_path: Path, size: int) -> None:
    path = tmp_path / "essai.yml"
    path.write_bytes(b"a" * size)
    assert (read_text(path, Reading("essai.yml")) is None) == (size > MAX_BYTES)


def test_a_file_that_may_not_be_read_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    path = tmp_path / "essai.yml"
    path.write_text("texte: a\n")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    reading = Reading("essai.yml")
    assert read_text(path, reading) is None
    assert reading.problems


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_a_very_deep_file_is_refused_without_a_crash(opening: str) -> None:
    _, reading = read("texte: a\nmots: " + opening * (60_000 // len(opening)))
    assert len(reading.problems) == 1


# Characters that mean something in YAML, drawn often enough to build real trees and real mistakes.
yaml_like = st.text(
    st.sampled_from("abé0-:?,[]{}#&*!|>'\"%@`\\ \n\t\r\x85\u2028\ufeff\x07~<=."), max_size=80
)
lines_like = st.lists(
    st.builds(
        "{}{}: {}".format,
        st.sampled_from(["", "  ", "- ", "  - ", "\t"]),
        st.sampled_from(["texte", "nombre", "mots", "enfants", "boite", "nom", "age", "<<", "? "]),
        yaml_like,
    ),
    max_size=8,
).map("\n".join)


def shape(node: yaml.Node | None) -> object:
    """Return all that a node holds, tags apart: values, marks, styles."""
    if node is None:
        return None
    spots = (node.start_mark.line, node.start_mark.column)
    if isinstance(node, yaml.ScalarNode):
        end = (node.end_mark.line, node.end_mark.column)
        return (node.value, node.style, spots, end)
    if isinstance(node, yaml.MappingNode):
        return ("keys", spots, [(shape(key), shape(value)) for key, value in node.value])
    return ("items", spots, [shape(item) for item in node.value])


@given(yaml_like | lines_like)
def test_nodes_are_those_that_the_library_composes(text: str) -> None:
    reading = Reading("essai.yml")
    node = compose_yaml(text, reading)
    if not reading.problems:
        assert shape(node) == shape(yaml.compose(text, Loader=yaml.CSafeLoader))


@given(yaml_like | lines_like)
def test_any_text_gives_an_item_or_faults_with_their_cure(text: str) -> None:
    found, reading = read(text)
    lines = len(re.split("[\n\r\x85\u2028\u2029]", text))
    assert found is None or reading.problems == []
    assert all(problem.found and problem.mend for problem in reading.problems)
    assert all(0 < problem.place.line <= lines + 1 for problem in reading.problems)


@given(st.binary(max_size=200))
def test_any_bytes_give_a_text_or_a_fault(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "octets.yml"
    path.write_bytes(raw)
    reading = Reading("octets.yml")
    text = read_text(path, reading)
    assert (text is None) == bool(reading.problems)


@given(st.text(max_size=60))
def test_a_clean_text_between_quotes_is_read_as_it_is(text: str) -> None:
    try:
        clean = clean_text(text)
    except ValueError:
        return
    if any(character.isalnum() for character in clean):
        escaped = clean.replace("\\", "\\\\").replace('"', '\\"')
        assert sample(f'texte: "{escaped}"').text == clean
