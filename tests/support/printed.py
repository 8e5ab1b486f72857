"""Pages of PDF as words with their places, read by pdftotext."""

import re
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

from prevenance.letter.blocks import Letter


@dataclass(frozen=True)
class Word:
    """A word of a PDF: its page from 1, its text, and its place in millimetres from the top left."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


MM_PER_POINT = 25.4 / 72


def words(pdf: Path) -> tuple[int, list[Word]]:
    """Return the number of pages of a PDF, and its words with their places."""
    run = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, check=True)
    tree = ET.fromstring(re.sub(rb' xmlns="[^"]+"', b"", run.stdout))
    pages = list(tree.iter("page"))
    found = []
    for number, page in enumerate(pages, start=1):
        for word in page.iter("word"):
            box = {k: float(v) * MM_PER_POINT for k, v in word.attrib.items()}
            found.append(
                Word(number, word.text or "", box["xMin"], box["yMin"], box["xMax"], box["yMax"])
            )
    return len(pages), found


def overlap(word: Word, left: float, top: float, right: float, bottom: float) -> bool:
    return word.right > left and word.left < right and word.bottom > top and word.top < bottom


def pages_before_slip(document: bytes, letter: Letter) -> int:
    """Return the number of pages of a letter whose PDF was made here, its reply slip left out."""
    return page_count(document) - any(block.kind == "slip" for block in letter.blocks)


def page_count(document: bytes) -> int:
    """Return the number of pages of a PDF made here: the count at the root of its page tree."""
    found = re.search(rb"/Type\s*/Pages\s*/Count (\d+)", document)
    assert found, "typst writes the page tree uncompressed"
    return int(found[1])
