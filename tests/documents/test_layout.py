"""The place of the address and the fold marks, as a sender's sheet asks for them."""

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from conftest import Command
from prevenance.catalog import Catalog
from prevenance.documents.formats import FORMATS
from prevenance.letter.blocks import FOLDS, Letter
from prevenance.letter.compose import compose
from prevenance.model.company import Layout
from support.printed import page_count

SHEET = Path(__file__).parents[2] / "kit/entreprise.exemple.yml"
STANDARD = Layout()
OTHER = Layout(left=100, top=45, fold_marks=True)
MM = 72 / 25.4
"""Points in a millimetre."""


def letter(catalog: Catalog, layout: Layout = STANDARD) -> Letter:
    return compose(catalog, catalog.texts["demander-accord"], "poste", layout)


def made(catalog: Catalog, format_: str, layout: Layout = STANDARD) -> bytes:
    one = FORMATS[format_]
    return one.produce(one.compile_letter(letter(catalog, layout), "0"), frozenset(), {})


def content(data: bytes, part: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(part).decode()


@pytest.mark.parametrize(("layout", "left", "top"), [(STANDARD, 110, 55), (OTHER, 100, 45)])
def test_every_format_puts_the_address_where_the_layout_says(
    catalog: Catalog, tmp_path: Path, layout: Layout, left: int, top: int
) -> None:
    frames = [
        {name.rpartition("}")[2]: int(value) for name, value in frame.items() if value.isdigit()}
        for frame in (
            f.attrib
            for f in docx.Document(io.BytesIO(made(catalog, "docx", layout))).element.iter(
                "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}framePr"
            )
        )
    ]
    wide = next(frame for frame in frames if frame["w"] == round(85 * MM * 20))
    assert (wide["x"], wide["y"]) == (round(left * MM * 20), round(top * MM * 20))

    odt = content(made(catalog, "odt", layout), "content.xml")
    assert re.search(
        rf'draw:name="Destinataire"[^>]*svg:x="{left}mm" svg:y="{top}mm" svg:width="85mm"', odt
    )

    html = made(catalog, "html", layout).decode()
    assert f".recipient{{position:absolute;top:{top - 15}mm;left:{left - 20}mm;" in html

    path = tmp_path / "essai.pdf"
    path.write_bytes(made(catalog, "pdf", layout))
    words = subprocess.run(
        ["pdftotext", "-l", "1", "-bbox", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    starts = [
        (float(x), float(y)) for x, y in re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"', words)
    ]
    inside = [(x, y) for x, y in starts if left * MM - 1 < x and top * MM - 3 < y < 88 * MM]
    assert min(inside) == pytest.approx((left * MM, top * MM), abs=3)


def test_fold_marks_are_drawn_only_when_asked_for(catalog: Catalog) -> None:
    marks: dict[str, Callable[[bytes], int]] = {
        "docx": lambda data: content(data, "word/document.xml").count('<w:top w:val="single"'),
        "odt": lambda data: content(data, "content.xml").count('draw:style-name="Pli"'),
        "html": lambda data: data.count(b'<i class="fold" aria-hidden="true">'),
    }
    for format_, count in marks.items():
        assert count(made(catalog, format_)) == 0, format_
        assert count(made(catalog, format_, OTHER)) == len(FOLDS), format_


def test_fold_marks_of_a_pdf_are_artifacts_at_the_folds(catalog: Catalog, tmp_path: Path) -> None:
    """A screen reader does not meet them, and each lies at its height on the page."""
    drawn = {}
    for name, layout in (("without", STANDARD), ("with", OTHER)):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(made(catalog, "pdf", layout))
        drawn[name] = subprocess.run(
            ["qpdf", "--qdf", "--object-streams=disable", path, "-"],
            capture_output=True,
            check=True,
        ).stdout.decode("latin-1")
    for fold in FOLDS:
        for name, expected in (("without", False), ("with", True)):
            found = re.findall(r"1 0 0 -1 ([\d.]+) ([\d.]+) cm", drawn[name])
            there = any(
                abs(float(x) - 5 * MM) < 0.1 and abs(float(y) - (297 - fold) * MM) < 0.1
                for x, y in found
            )
            assert there is expected, (fold, name, found)
    assert "/Artifact" in drawn["with"]


def test_only_a_postal_letter_has_an_envelope(catalog: Catalog) -> None:
    text = catalog.texts["demander-accord-courriel"]
    plain, marked = (compose(catalog, text, "courriel", layout) for layout in (STANDARD, OTHER))
    one = FORMATS["eml"]
    drafts = [
        one.produce(one.compile_letter(each, "0"), frozenset(), {}) for each in (plain, marked)
    ]
    assert drafts[0] == drafts[1]
    assert page_count(made(catalog, "pdf", OTHER)) == page_count(made(catalog, "pdf"))


# The sheet


def sheet(folder: Path, *lines: str, delay: int = 30) -> Path:
    text = SHEET.read_text("utf-8")
    text, count = re.subn(r"(?m)^delai_reponse: 30$", f"delai_reponse: {delay}", text)
    assert count == 1
    path = folder / "entreprise.yml"
    path.write_text("\n".join((*lines, text)), "utf-8")
    return path


def composed(run: Command, path: Path, *options: str) -> tuple[int, str]:
    result = run(
        "composer",
        "--profil=pme",
        f"--entreprise={path}",
        "--date=2026-11-24",
        "--facette=accord=aucun",
        "--facette=relation=active",
        "--brouillon",
        *options,
    )
    return result.code, result.text


def test_the_sheet_moves_the_address(quick: Command, tmp_path: Path) -> None:
    path = sheet(tmp_path, "fenetre_gauche: 100", "fenetre_haut: 45", "reperes_pliage: oui")
    code, shown = composed(quick, path, "--format=html")
    assert code == 0
    assert "top:30mm;left:80mm" in shown
    assert shown.count('class="fold"') == len(FOLDS)


@pytest.mark.parametrize(
    ("line", "found", "expected"),
    [
        ("fenetre_gauche: 89", "fenetre_gauche: 89 mm", "entre 90 et 120 mm"),
        ("fenetre_gauche: 121", "fenetre_gauche: 121 mm", "entre 90 et 120 mm"),
        ("fenetre_haut: 39", "fenetre_haut: 39 mm", "entre 40 et 58 mm"),
        ("fenetre_haut: 59", "fenetre_haut: 59 mm", "entre 40 et 58 mm"),
        ("reperes_pliage: parfois", "reperes_pliage", "oui ou non"),
    ],
)
def test_an_impossible_window_is_refused_by_name(
    quick: Command, tmp_path: Path, line: str, found: str, expected: str
) -> None:
    code, shown = composed(quick, sheet(tmp_path, line))
    assert code == 1
    assert f"entreprise.yml:1:{found}" in shown
    assert expected in shown


@pytest.mark.parametrize("line", ["fenetre_gauche: 90", "fenetre_gauche: 120", "fenetre_haut: 58"])
def test_the_bounds_themselves_are_accepted(quick: Command, tmp_path: Path, line: str) -> None:
    assert composed(quick, sheet(tmp_path, line))[0] == 0


@pytest.mark.parametrize(("delay", "remarked"), [(14, True), (15, False)])
def test_a_short_delay_is_remarked_upon_and_accepted(
    quick: Command, tmp_path: Path, delay: int, remarked: bool
) -> None:
    code, shown = composed(quick, sheet(tmp_path, delay=delay))
    assert code == 0
    assert ("delai_reponse" in shown) is remarked
