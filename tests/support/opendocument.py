"""OpenDocument files read again: their parts, and the text of a paragraph."""

import io
import re
import xml.etree.ElementTree as ET
import zipfile

from prevenance.documents.txt import WRITE_IN

URN = "urn:oasis:names:tc:opendocument:xmlns:"

OFFICE, STYLE, TEXT, TABLE, DRAW = (
    f"{{{URN}{name}:1.0}}" for name in ("office", "style", "text", "table", "drawing")
)


def parts(document: bytes) -> dict[str, ET.Element]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xml")]
        return {name: ET.fromstring(archive.read(name)) for name in names}


def written(element: ET.Element) -> str:
    """Return the text of a paragraph, as OpenDocument 1.3 part 3, section 6.1 reads it.

    The frames that it holds are elsewhere on the page.
    """
    found = [element.text or ""]
    for child in element:
        if child.tag == f"{TEXT}s":
            found.append(" " * int(child.get(f"{TEXT}c", "1")))
        elif child.tag in {f"{TEXT}line-break", f"{TEXT}tab"}:
            found.append("\n" if child.tag == f"{TEXT}line-break" else "\t")
        elif child.tag not in {f"{DRAW}frame", f"{DRAW}line"}:
            found.append(written(child))
        found.append(child.tail or "")
    return "".join(found)


def as_text(said: str) -> str:
    """Write a paragraph as TXT does: a box is brackets, a rule to write on is dots."""
    said = re.sub("^\u2610[\t\u00a0]", "[ ] ", said)
    said = re.sub("\u2003\u2610\u00a0", " [ ] ", said).removeprefix("\u2702\u00a0")
    return said.replace("\t", WRITE_IN)
