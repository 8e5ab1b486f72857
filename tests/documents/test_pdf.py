"""PDF letters: the same text as the text file, in the window, tagged, with the shipped fonts only."""

import datetime as dt
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar
from xml.etree import ElementTree as ET

import pikepdf
import pytest

from prevenance.catalog import Catalog
from prevenance.documents import pdf
from prevenance.documents.printable import unprintable
from prevenance.documents.txt import SLIP_RULE
from prevenance.problems import UsageError
from prevenance.template.filling import produce
from prevenance.text import glyphs
from prevenance.text.glyphs import COVERED
from support.printed import page_count
from support.samples import Use, uses

T = TypeVar("T")

MM = 72 / 25.4
"""Points of a millimetre."""

WINDOW = (110, 55, 195, 88)
"""Where the address stands, in millimetres from the top left corner: left, top, right, bottom."""

CLEAR = (90, 34, 200, 90)
"""Where nothing but the address stands, so that nothing else shows in the envelope's window."""

HOSTILE = (
    "Dupont & Fils <SARL>",
    "\"guillemets\" et 'apostrophes'",
    "#let x = 1 #x",
    '#import "secret.typ": *',
    "$x^2$ et *gras* et _italique_",
    "@ref <label> `code` ~ -- --- ...",
    "= titre",
    "- tiret",
    "/ terme: 1. liste",
    "antislash \\ et // commentaire /* bloc */",
    "{{ champ }} {% if %} ((champ))",
    "]]> </w:t> \\u0041 %s %(x)s",
    "=CMD()",
    "null,]}",
)


class Word(NamedTuple):
    """A word of a page and its box, in millimetres from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def command(*words: str | Path, data_in: bytes = b"") -> str:
    done = subprocess.run(words, input=data_in, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return done.stdout.decode()


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Cut into lists of a size, as Python 3.12 does."""
    rest = iter(items)
    while group := list(islice(rest, size)):
        yield group


def text_of(document: bytes) -> str:
    return command("pdftotext", "-raw", "-", "-", data_in=document)


def words_of(document: bytes) -> list[list[Word]]:
    """Return the words of each page."""
    page = ET.fromstring(command("pdftotext", "-bbox", "-", "-", data_in=document))
    space = "{http://www.w3.org/1999/xhtml}"
    sides = ("xMin", "yMin", "xMax", "yMax")
    return [
        [
            Word(word.text or "", *(float(word.attrib[side]) / MM for side in sides))
            for word in page.iter(f"{space}word")
        ]
        for page in page.iter(f"{space}page")
    ]


def flat(text: str) -> str:
    """Bring a text to one line; after - / and . (in an address) lines may break without a space."""
    return re.sub(r"(?<=[-/.]) ", "", " ".join(text.split()))


def flat_pdf(text: str) -> str:
    return flat(text.replace("•", "-").replace("☐", "[ ]").replace("✂", ""))


def flat_txt(block: str) -> str:
    return flat(re.sub(r" \| |\.{30}|\.{16}|-{72}", " ", block))


def of_letter(use: Use, answers: Mapping[str, str] | None = None) -> bytes:
    return produce(use.template("blocks"), use.keys, {**use.answers, **(answers or {})})


def made(use: Use, answers: Mapping[str, str] | None = None) -> bytes:
    return pdf.pdf([of_letter(use, answers)], use.letter.title, use.language)


def has_slip(use: Use) -> bool:
    return any(block.kind == "slip" for block in use.letter.blocks)


def printed(catalog: Catalog, today: dt.date, support: str, language: str = "fr") -> list[Use]:
    return [u for u in uses(catalog, today) if (u.support, u.language) == (support, language)]


@pytest.fixture(scope="module")
def use(catalog: Catalog, today: dt.date) -> Use:
    """Give a letter with options, benefits, dates, boxes, a form and a slip."""
    return next(u for u in printed(catalog, today, "poste") if u.text.id == "demander-accord")


@pytest.fixture(scope="module")
def one_of_each(catalog: Catalog, today: dt.date) -> dict[tuple[str, str, str], bytes]:
    """Give each text once, in each language, on paper."""
    found: dict[tuple[str, str, str], Use] = {}
    for each in uses(catalog, today):
        if each.support in {"poste", "document"}:
            found.setdefault((each.text.id, each.support, each.language), each)
    return {name: made(each) for name, each in found.items()}


BATCHES = (("poste", "fr"), ("poste", "en"), ("document", "fr"))

Batches = dict[tuple[str, str], list[tuple[list[Use], bytes]]]


@pytest.fixture(scope="module")
def batches(catalog: Catalog, today: dt.date) -> Batches:
    """Give every use of every text on paper, forty in a file, by support and language."""
    return {
        (support, language): [
            (group, pdf.pdf([of_letter(each) for each in group], "Lot", language))
            for group in batched(printed(catalog, today, support, language), 40)
        ]
        for support, language in BATCHES
    }


@pytest.mark.parametrize(("support", "language"), BATCHES)
def test_the_text_is_that_of_the_text_file_block_by_block(
    batches: Batches, support: str, language: str
) -> None:
    for group, together in batches[support, language]:
        found, at = flat_pdf(text_of(together)), 0
        for each in group:
            for block in filter(None, map(flat_txt, each.printed().split("\n\n"))):
                assert found[at:].startswith(block), (str(each), block, found[at : at + 200])
                at += len(block)
                at += found[at : at + 1] == " "
        assert found[at:] == ""


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_postal_letter_is_one_page_its_slip_another_and_its_address_stands_in_the_window(
    batches: Batches, language: str
) -> None:
    """A letter of two pages would show where the address of the next one is looked for."""
    for group, together in batches["poste", language]:
        pages = iter(words_of(together))
        for each in group:
            near = [word for word in next(pages) if _meets(word, CLEAR)]
            assert [w.text for w in near] == _address(each).split(), str(each)
            assert all(_is_inside(word, WINDOW) for word in near), str(each)
            if has_slip(each):
                next(pages)
        assert next(pages, None) is None


def _meets(word: Word, box: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = box
    return word.left < right and word.right > left and word.top < bottom and word.bottom > top


def _is_inside(word: Word, box: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = box
    inside = left - 0.01 <= word.left and top - 0.01 <= word.top
    return inside and word.right <= right and word.bottom <= bottom


def _address(use: Use) -> str:
    blocks = json.loads(of_letter(use))
    lines = next(b["lines"][:-1] for b in blocks if b and b["kind"] == "recipient")
    return "\n".join(run["text"] for line in lines for cell in line["cells"] for run in cell)


def test_every_text_is_tagged_and_has_a_language_and_a_title_that_viewers_show(
    catalog: Catalog, one_of_each: dict[tuple[str, str, str], bytes]
) -> None:
    for (_, _, language), document in one_of_each.items():
        with pikepdf.open(io.BytesIO(document)) as opened, opened.open_metadata() as properties:
            root = opened.Root
            assert root.MarkInfo.Marked
            assert root.StructTreeRoot.K
            assert root.Lang == {"fr": "fr-FR", "en": "en-GB"}[language]
            assert root.ViewerPreferences.DisplayDocTitle
            assert str(properties["dc:title"])
            assert "pdf:Keywords" not in properties
            assert (properties["pdfaid:part"], properties["pdfaid:conformance"]) == ("2", "A")
            assert properties["pdfuaid:part"] == "1"


def test_only_the_shipped_fonts_are_there_and_they_are_embedded(
    tmp_path: Path, one_of_each: dict[tuple[str, str, str], bytes]
) -> None:
    seen: set[str] = set()
    for document in one_of_each.values():
        (tmp_path / "letter.pdf").write_bytes(document)
        for row in command("pdffonts", tmp_path / "letter.pdf").splitlines()[2:]:
            name, *_, embedded, subset, unicode_map, _number, _generation = row.split()
            assert (embedded, subset, unicode_map) == ("yes", "yes", "yes"), row
            seen.add(name.partition("+")[2])
    assert seen == {"Carlito", "Carlito-Bold", "DejaVuSans"}


def test_pdfua_and_qpdf_find_nothing_to_say(
    tmp_path: Path, one_of_each: dict[tuple[str, str, str], bytes], use: Use
) -> None:
    several = pdf.pdf([of_letter(use)] * 3, "Lot", description="Valable jusqu'au 31 décembre")
    for number, document in enumerate([*one_of_each.values(), several]):
        (tmp_path / f"{number}.pdf").write_bytes(document)
    files = sorted(tmp_path.glob("*.pdf"))
    report = command(sys.executable, "-m", "pdfua", "check", *files)
    assert report.count("PASS (no findings)") == len(files)
    for file in files:
        command("qpdf", "--check", file)


def test_headings_and_lists_are_tagged_as_such(use: Use) -> None:
    document = made(use)
    for tag in ("/S/H1", "/S/H2", "/S/L/", "/S/LI", "/S/Lbl", "/S/LBody"):
        assert tag.encode() in document, tag
    assert document.count(b"/S/H1") == 1


def test_tables_are_tagged_as_such(one_of_each: dict[tuple[str, str, str], bytes]) -> None:
    document = one_of_each["fiche-raccordement", "document", "fr"]
    for tag in (b"/S/THead", b"/S/TH", b"/S/TD"):
        assert tag in document, tag


def test_a_document_without_a_subject_is_headed_by_its_title(
    one_of_each: dict[tuple[str, str, str], bytes],
) -> None:
    document = one_of_each["faq-clients", "document", "fr"]
    assert document.count(b"/S/H1") == 1
    assert b"/S/H2" in document


def test_a_file_of_several_letters_has_a_bookmark_by_customer(use: Use) -> None:
    names = ["Boulangerie Exemple", "Garage Exemple", "Librairie Exemple"]
    letters = [of_letter(use, {"client_nom": name}) for name in names]
    document = pdf.pdf(letters, "Lot")
    with pikepdf.open(io.BytesIO(document)) as opened, opened.open_outline() as outline:
        assert [item.title.split(" – ")[0] for item in outline.root] == names
    assert page_count(document) == 2 * len(names)
    assert not any(f"{name} –" in text_of(document) for name in names)


def test_a_letter_has_its_subject_and_headings_as_bookmarks(use: Use) -> None:
    with pikepdf.open(io.BytesIO(made(use))) as opened, opened.open_outline() as outline:
        assert [item.title for item in outline.root] == [
            "Objet\u00a0: Vos factures\u00a0: souhaitez-vous les recevoir sans papier\u00a0?"
        ]
        assert "Vous avez le choix" in [item.title for item in outline.root[0].children]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_is_printed_exactly_whatever_it_holds(use: Use, value: str) -> None:
    found = text_of(made(use, {"contact_nom": value, "client_nom": value}))
    assert value in found.split("\n")
    assert flat(f"appelez {value}, {use.answers['contact_telephone']}") in flat(found)


def test_a_line_feed_in_a_value_breaks_the_line(use: Use) -> None:
    assert "\nPremière\nSeconde\n" in text_of(made(use, {"client_nom": "Première\nSeconde"}))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("Chez 🙂", "U+1F642"),
        ("שלום", "U+05E9"),
        ("مرحبا", "U+0645"),
        ("中文", "U+4E2D"),
        ("Saint\u2011Exemple", "U+2011"),
        ("espace\u200bnulle", "U+200B"),
        ("tabu\tlation", "U+0009"),
        ("nul\x00", "U+0000"),
        ("sens\u202einverse", "U+202E"),
        ("privé\ue000", "U+E000"),
    ],
)
def test_a_character_that_no_font_has_is_refused_with_the_name_of_the_field(
    use: Use, value: str, code: str
) -> None:
    with pytest.raises(ValueError, match=f"client_nom : .*{re.escape(code)}"):
        made(use, {"client_nom": value})


def test_every_field_at_fault_is_named_at_once(use: Use) -> None:
    with pytest.raises(ValueError, match="client_nom") as refused:
        made(use, {"client_nom": "🙂", "contact_nom": "x" * 61})
    assert str(refused.value).count("\n") == 1
    assert "contact_nom : mot de 61 caractères" in str(refused.value)


def test_a_word_of_sixty_characters_stays_on_the_page(use: Use) -> None:
    word = "W" * glyphs.MAX_WORD
    (page, *_) = words_of(made(use, {"contact_telephone": "x" * glyphs.MAX_WORD}))
    assert max(w.right for w in page) <= 210 - 15
    with pytest.raises(ValueError, match="contact_nom : mot de 61"):
        made(use, {"contact_nom": word + "W"})


def test_a_long_address_of_a_web_page_is_accepted_since_it_breaks(use: Use) -> None:
    address = "https://www.exemple.fr/" + "espace-client/" * 7
    document = made(use, {"contact_nom": address})
    assert max(word.right for page in words_of(document) for word in page) <= 190
    assert address in text_of(document).replace("\n", "")


def test_every_character_that_the_check_lets_through_can_be_printed(use: Use) -> None:
    every = sorted(COVERED - {"\n", "\u00a0"})
    lines = "\n".join("".join(c) for c in batched(every, 50))
    assert len(every) > 2000
    assert not glyphs.uncovered(lines)
    assert page_count(made(use, {"contact_nom": lines})) > 2


def test_the_kit_itself_holds_no_character_that_the_fonts_lack(
    catalog: Catalog, today: dt.date
) -> None:
    for each in uses(catalog, today):
        assert not list(unprintable(json.loads(of_letter(each)))), str(each)


def test_a_blank_without_an_answer_is_highlighted(use: Use) -> None:
    keys = frozenset(key for key in use.keys if not key.startswith("champ:"))
    empty = pdf.pdf([produce(use.template("blocks"), keys, {})], "À compléter")
    assert b"/BackgroundColor" in empty
    assert "[Nom du client]" in text_of(empty)
    assert b"/BackgroundColor" not in made(use)


def test_the_same_letters_give_the_same_bytes_in_another_process(tmp_path: Path, use: Use) -> None:
    (tmp_path / "blocks.json").write_bytes(of_letter(use))
    program = (
        "import sys, pathlib, prevenance.documents.pdf as pdf\n"
        "text = pathlib.Path(sys.argv[1]).read_bytes()\n"
        "sys.stdout.buffer.write(pdf.pdf([text], 'Titre') + pdf.pdf([text, text], 'Titre'))\n"
    )
    made_here = pdf.pdf([of_letter(use)], "Titre") + pdf.pdf([of_letter(use)] * 2, "Titre")
    for zone, seed, folder in (("Pacific/Auckland", "1", tmp_path), ("UTC", "2", Path("/"))):
        done = subprocess.run(
            [sys.executable, "-c", program, tmp_path / "blocks.json"],
            env={
                **os.environ,
                "PYTHONPATH": str(Path(pdf.__file__).parents[2]),
                "TZ": zone,
                "PYTHONHASHSEED": seed,
                "SOURCE_DATE_EPOCH": "1",
            },
            cwd=folder,
            capture_output=True,
            check=True,
            timeout=60,
        )
        assert done.stdout == made_here


@pytest.fixture
def without_typst(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    pdf.compiler.cache_clear()
    monkeypatch.setitem(sys.modules, "typst", None)
    yield
    pdf.compiler.cache_clear()


@pytest.mark.usefixtures("without_typst")
def test_without_typst_the_message_says_what_to_install(use: Use) -> None:
    with pytest.raises(UsageError, match="pip install typst"):
        made(use)


def test_an_error_does_not_spoil_the_letters_that_follow(use: Use) -> None:
    with pytest.raises(RuntimeError):
        pdf.pdf(['[{"kind":"table","lines":[null]},null]'], "Titre")
    assert page_count(made(use)) == 2


def test_each_slip_rule_of_the_text_file_is_a_page_of_the_pdf(use: Use) -> None:
    assert use.txt().count(SLIP_RULE) == 2, "one for the page, one for the strip"
    second = text_of(made(use)).split("\f")[1]
    assert second.startswith("Bon à savoir avant de répondre")
