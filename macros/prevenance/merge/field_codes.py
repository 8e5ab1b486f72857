"""How Word, LibreOffice and e-mailing tools write a field in the place of a blank."""

import re

from prevenance.template.segments import Blank

SOURCE = "clients"
"""The name under which LibreOffice registers the customer list: database and table alike."""

_RUN = re.compile(r"(.*)(<w:r(?: [^>]*)?>(?:<w:rPr>.*</w:rPr>)?)<w:t(?: [^>]*)?>", re.DOTALL)
_RUN_END = "</w:t></w:r>"


def word_field(blank: Blank) -> str:
    """Write a MERGEFIELD as a complex field, in five runs that all look like the answer.

    The document's properties hold no field: there the label stays.

    Source: ECMA-376 part 1, section 17.16.
    """
    if not blank.before:
        return blank.missing
    run = _RUN.fullmatch(blank.before)
    if run is None or not blank.after.startswith(_RUN_END):
        raise ValueError(f"{blank.name}: a blank of a DOCX is a run of its own")
    inner = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> MERGEFIELD {blank.name} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f'<w:t xml:space="preserve">«{blank.name}»</w:t>',
        '<w:fldChar w:fldCharType="end"/>',
    )
    runs = "".join(f"{run[2]}{part}</w:r>" for part in inner)
    return run[1] + runs + blank.after.removeprefix(_RUN_END)


def libreoffice_field(blank: Blank) -> str:
    """Write a database field; the document's properties hold none: there the label stays.

    Source: OpenDocument 1.3 part 3, section 7.6.3.
    """
    if not blank.before:
        return blank.missing
    field = (
        f'<text:database-display text:database-name="{SOURCE}" text:table-name="{SOURCE}" '
        f'text:table-type="table" text:column-name="{blank.name}">«{blank.name}»'
        "</text:database-display>"
    )
    return blank.before + field + blank.after


def mailing_field(blank: Blank) -> str:
    """Write a field of the form ``{{ champ }}``; in HTML the mailing tool escapes what it fills."""
    return f"{blank.before}{{{{ {blank.name} }}}}{blank.after}"
