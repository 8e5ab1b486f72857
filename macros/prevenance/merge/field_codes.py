"""How Word, LibreOffice and e-mailing tools write a field in the place of a blank."""

import re
from html import escape

from prevenance.template.segments import Blank

WORD_LENGTH = 40
"""Characters that Word keeps of the name of a field."""

SOURCE = "clients"
"""The name under which LibreOffice registers the customer list: database and table alike."""

_RUN = re.compile(r"(.*)(<w:r(?: [^>]*)?>(?:<w:rPr>.*</w:rPr>)?)<w:t(?: [^>]*)?>", re.DOTALL)
_RUN_END = "</w:t></w:r>"
_LABEL = re.compile(
    r"<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t(?: [^>]*)?>([^<]*)</w:t></w:r>$"
)


def word_name(title: str) -> str:
    """Return the name that Word itself gives to the field of a column."""
    return re.sub(r"\W", "_", title)[:WORD_LENGTH]


def word_field(blank: Blank, title: str, label: str = "") -> str:
    """Write a MERGEFIELD as a complex field, in five runs that all look like the answer.

    ``label`` is printed before an answer, and with it alone. The document's properties hold no
    field: there the label of the blank stays.

    Source: ECMA-376 part 1, section 17.16.
    """
    if not blank.before:
        return blank.missing
    run = _RUN.fullmatch(blank.before)
    if run is None or not blank.after.startswith(_RUN_END):
        raise ValueError(f"{blank.name}: a blank of a DOCX is a run of its own")
    name = word_name(title)
    before = f'\\b "{label}" ' if label else ""
    inner = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> MERGEFIELD {name} {before}</w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f'<w:t xml:space="preserve">«{name}»</w:t>',
        '<w:fldChar w:fldCharType="end"/>',
    )
    runs = "".join(f"{run[2]}{part}</w:r>" for part in inner)
    return run[1] + runs + blank.after.removeprefix(_RUN_END)


def without_label(literal: str) -> tuple[str, str, str]:
    """Cut the label that ends a literal of a DOCX: what stands before it, its run, its text."""
    found = _LABEL.search(literal)
    if found is None or '"' in found[1]:
        return literal, "", ""
    return literal[: found.start()], found[0], found[1]


def libreoffice_field(blank: Blank, title: str) -> str:
    """Write a database field; the document's properties hold none: there the label stays.

    Source: OpenDocument 1.3 part 3, section 7.6.3.
    """
    if not blank.before:
        return blank.missing
    field = (
        f'<text:database-display text:database-name="{SOURCE}" text:table-name="{SOURCE}" '
        f'text:table-type="table" text:column-name="{escape(title)}">«{escape(title)}»'
        "</text:database-display>"
    )
    return blank.before + field + blank.after


def mailing_field(blank: Blank, title: str) -> str:
    """Write a field of the form ``{{ champ }}``; in HTML the mailing tool escapes what it fills.

    Such tools name their fields as the blanks are, not by the title of a column.
    """
    del title
    return f"{blank.before}{{{{ {blank.name} }}}}{blank.after}"
