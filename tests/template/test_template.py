"""Template letters: what filling keeps, hides and escapes, whatever the answers hold; the archive."""

import datetime as dt
import html
import io
import json
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prevenance.catalog import Catalog
from prevenance.template.archives import pack
from prevenance.template.escapes import ESCAPES, markup, plain, wordml
from prevenance.template.filling import fill, produce, unanswered
from prevenance.template.segments import Blank, Group, Segment, Segments, blanks_in, chain, grouped
from support.samples import Use, uses

BRIEFLY = settings(max_examples=settings().max_examples // 5)

NAMES = ("un", "deux", "trois", "quatre")
KEYS = ("k1", "k2", "k3")

HOSTILE = st.one_of(
    st.sampled_from(
        [
            "Dupont & Fils <SARL> « L'Étoile »",
            "&amp; &lt; &#38;",
            "]]> <!-- --> <?xml?>",
            "\"' onload='alert(1)' \"",
            "{{ un }} {% raw %} ((un)) [un] ${un} %s %(un)s {un} \\1 \\g<0>",
            "</w:t></w:r><w:r><w:t>",
            "<br>",
            "שלום \u0627\u0644\u0633\u0644\u0627\u0645",
            "👩‍🌾 🇫🇷 e\u0301",
            "ligne\nsuivante\n\nfin",
            " bords ",
            "0",
        ]
    ),
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
        min_size=1,
    ),
)
ANSWERS = st.dictionaries(st.sampled_from(NAMES), HOSTILE)
ACTIVE = st.frozensets(st.sampled_from(KEYS))


def segments_strategy() -> st.SearchStrategy[Segments]:
    literal = st.text("abc ", min_size=1, max_size=4)
    blank = st.sampled_from(NAMES).map(lambda n: Blank(n, "<b>", "</b>", f"<i>?{n}?</i>"))
    leaf: st.SearchStrategy[Segment] = st.one_of(literal, blank)

    def nest(inner: st.SearchStrategy[Segment]) -> st.SearchStrategy[Segment]:
        keys = st.lists(st.sampled_from(KEYS), min_size=1, max_size=2).map(tuple)
        return st.builds(Group, keys, st.lists(inner, max_size=4).map(tuple))

    return st.lists(st.recursive(leaf, lambda i: leaf | nest(i), max_leaves=8), max_size=6).map(
        tuple
    )


SEGMENTS = segments_strategy()


def shown(segments: Segments, active: frozenset[str]) -> Iterator[str | Blank]:
    """Yield the literals and blanks that show: the rule of groups, written again."""
    for segment in segments:
        if isinstance(segment, Group):
            if any(key in active for key in segment.keys):
                yield from shown(segment.segments, active)
        else:
            yield segment


@given(SEGMENTS, ACTIVE, ANSWERS, st.sampled_from(sorted(ESCAPES)))
@BRIEFLY
def test_filling_writes_each_shown_part_in_order_and_each_answer_escaped_once(
    segments: Segments, active: frozenset[str], answers: dict[str, str], escape: str
) -> None:
    expected = "".join(
        part
        if isinstance(part, str)
        else f"<b>{ESCAPES[escape](answers[part.name])}</b>"
        if part.name in answers
        else part.missing
        for part in shown(segments, active)
    )
    assert fill(segments, active, answers, ESCAPES[escape]) == expected


@given(SEGMENTS, ACTIVE, ANSWERS)
@BRIEFLY
def test_an_answer_stands_once_for_each_of_its_blanks(
    segments: Segments, active: frozenset[str], answers: dict[str, str]
) -> None:
    marked = {name: f"¤{number}¤{value}" for number, (name, value) in enumerate(answers.items())}
    filled = fill(segments, active, marked, markup)
    names = [part.name for part in shown(segments, active) if isinstance(part, Blank)]
    for name, value in marked.items():
        if sum(other.startswith(value) for other in marked.values()) == 1:
            assert filled.count(f"<b>{markup(value)}</b>") == names.count(name)


@given(SEGMENTS, ACTIVE, st.dictionaries(st.sampled_from(NAMES), HOSTILE | st.just("")))
@BRIEFLY
def test_what_is_missing_is_what_shows_its_label(
    segments: Segments, active: frozenset[str], answers: dict[str, str]
) -> None:
    empty = dict.fromkeys(answers, "")
    for given_ in (answers, empty, {}):
        filled = fill(segments, active, given_, lambda _: "réponse")
        labelled = {name for name in NAMES if f"<i>?{name}?</i>" in filled}
        assert unanswered(segments, active, given_) == labelled
    assert unanswered(segments, frozenset(KEYS), {}) <= blanks_in(segments)


def test_an_answer_that_looks_like_a_blank_is_never_filled_again() -> None:
    segments: Segments = (Blank("un", "", "", "?"), " et ", Blank("deux", "", "", "?"))
    answers = {"un": "((deux)) {{deux}} \ue000deux\ue001 [deux]", "deux": "((un))"}
    filled = fill(segments, frozenset(), answers, plain)
    assert filled == "((deux)) {{deux}} \ue000deux\ue001 [deux] et ((un))"


@given(st.lists(st.text("ab", max_size=3) | SEGMENTS, max_size=4), ACTIVE, ANSWERS)
@BRIEFLY
def test_chaining_glues_literals_without_changing_what_is_filled(
    parts: list[str | Segments], active: frozenset[str], answers: dict[str, str]
) -> None:
    chained = chain(*parts)
    one_by_one = "".join(
        fill((p,) if isinstance(p, str) else p, active, answers, markup) for p in parts
    )
    assert fill(chained, active, answers, markup) == one_by_one
    assert not any(isinstance(a, str) and isinstance(b, str) for a, b in pairwise(chained))
    assert "" not in chained
    assert grouped((), *parts) == chained


@pytest.mark.parametrize(
    ("keys", "active", "expected"),
    [
        ((("a",), ("b",)), "", ""),
        ((("a",), ("b",)), "a", ""),
        ((("a",), ("b",)), "ab", "vu"),
        ((("a", "b"),), "b", "vu"),
        ((("a", "b"),), "c", ""),
    ],
)
def test_a_group_shows_with_any_key_and_nesting_asks_for_both(
    keys: tuple[tuple[str, ...], ...], active: str, expected: str
) -> None:
    segments: Segments = ("vu",)
    for group in reversed(keys):
        segments = (Group(group, segments),)
    assert fill(segments, frozenset(active), {}, plain) == expected


# Escapes


def of_html(text: str) -> str:
    return html.unescape(text.replace("<br>", "\n"))


def of_wordml(text: str) -> str:
    """Read a run back as Word does: text elements and line breaks."""
    run = ET.fromstring(f'<w:r xmlns:w="urn:w"><w:t xml:space="preserve">{text}</w:t></w:r>')
    return "".join("\n" if e.tag.endswith("br") else e.text or "" for e in run)


READERS: dict[str, Callable[[str], str]] = {"plain": str, "markup": of_html, "wordml": of_wordml}


@pytest.mark.parametrize("name", READERS)
@given(HOSTILE)
@BRIEFLY
def test_an_escaped_answer_is_read_back_exactly(name: str, answer: str) -> None:
    assert READERS[name](ESCAPES[name](answer)) == answer


def test_an_escaped_answer_is_safe_between_quotes() -> None:
    for escape in (markup, wordml):
        assert not set(escape("\"'<>").replace("&", "")) & set("\"'<>")


# The browser gets segments as JSON


def as_segments(data: list[Any]) -> Segments:
    """Rebuild segments from JSON: a text, a blank of four texts, or a group of two arrays."""
    return tuple(
        item
        if isinstance(item, str)
        else Group(tuple(item[0]), as_segments(item[1]))
        if isinstance(item[0], list)
        else Blank(*item)
        for item in data
    )


@given(SEGMENTS)
@BRIEFLY
def test_segments_survive_the_way_to_the_browser_and_back(segments: Segments) -> None:
    assert as_segments(json.loads(json.dumps(segments))) == segments


def test_every_compiled_letter_survives_the_way_to_the_browser_and_back(
    catalog: Catalog, today: dt.date
) -> None:
    for use in one_use_of_each(catalog, today):
        for format_ in ("docx", "html", "txt"):
            for name, part in use.template(format_).parts:
                if not isinstance(part, str):
                    read = as_segments(json.loads(json.dumps(part, ensure_ascii=False)))
                    assert read == part, (str(use), name)


def one_use_of_each(catalog: Catalog, today: dt.date) -> list[Use]:
    found = {(use.text.id, use.support, use.language): use for use in uses(catalog, today)}
    return list(found.values())


def test_a_literal_of_a_letter_never_holds_a_blank_or_a_sentinel(
    catalog: Catalog, today: dt.date
) -> None:
    for use in one_use_of_each(catalog, today):
        for format_ in ("docx", "html", "txt"):
            for _, part in use.template(format_).parts:
                text = json.dumps(part, ensure_ascii=False)
                assert "((" not in text, use
                assert not any("\ue000" <= c <= "\uf8ff" for c in text), use


# Archives

MEMBERS = [
    ("[Content_Types].xml", b"<Types/>"),
    ("word/document.xml", "Étoile « L’Étoile »".encode()),
    ("dossier/vidé.txt", b""),
    ("octets.bin", bytes(range(256)) * 300),
]


def test_an_archive_is_read_back_by_others() -> None:
    with zipfile.ZipFile(io.BytesIO(pack(MEMBERS))) as archive:
        assert archive.testzip() is None
        assert [(info.filename, archive.read(info)) for info in archive.infolist()] == MEMBERS


def test_the_members_of_an_archive_are_stored_undated_and_bare() -> None:
    with zipfile.ZipFile(io.BytesIO(pack(MEMBERS))) as archive:
        for info in archive.infolist():
            assert info.compress_type == zipfile.ZIP_STORED
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert (info.extra, info.comment, info.external_attr) == (b"", b"", 0)
            assert info.flag_bits == 0x800
            assert info.create_system == 0
    assert zipfile.ZipFile(io.BytesIO(pack([]))).namelist() == []


@given(st.dictionaries(st.text("abé/.", min_size=1), st.binary(max_size=50)))
@BRIEFLY
def test_an_archive_depends_on_its_members_and_their_order_alone(files: dict[str, bytes]) -> None:
    packed = pack(files.items())
    assert packed == pack(iter(list(files.items())))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert [info.orig_filename for info in archive.infolist()] == list(files)
        assert all(
            archive.open(info).read() == files[info.orig_filename] for info in archive.infolist()
        )


def test_a_produced_letter_is_text_or_an_archive_of_its_parts(
    catalog: Catalog, today: dt.date
) -> None:
    uses = one_use_of_each(catalog, today)
    use = next(use for use in uses if use.text.id == "demander-accord")
    docx = use.template("docx")
    with zipfile.ZipFile(io.BytesIO(use.document("docx"))) as archive:
        assert archive.namelist() == [name for name, _ in docx.parts]
    assert use.document("txt").decode().startswith(use.answers["raison_sociale"])
    assert produce(docx, use.keys, use.answers) == produce(docx, use.keys, dict(use.answers))
