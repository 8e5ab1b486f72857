"""Editions: a compiled letter whose open blanks become the fields of somebody's merge tool.

An edition is the same segments with another ``missing`` in each blank; nothing else changes, so
every edition says what the letter says. Fields are named as the blanks are, which are also the
columns of the customer list: no condition, no switch, no format; everything is ready-made text.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from prevenance.catalog import Catalog
from prevenance.catalog.values import MAIL_MARKS
from prevenance.documents import html
from prevenance.letter.answers import stage_blank
from prevenance.letter.blocks import Cell, Letter
from prevenance.problems import UnfitAnswer
from prevenance.template import (
    Blank,
    Group,
    Segment,
    Segments,
    Template,
    cell,
)

PROPERTIES = frozenset({"docProps/core.xml", "meta.xml"})
"""The parts in which no tool fills a field: their blanks keep their label."""

SOURCE = "clients"
"""The name under which LibreOffice registers the customer list: database and table alike."""

ODOO: Mapping[str, tuple[str, ...]] = {
    "client_nom": ("object.name",),
    "client_adresse1": ("object.street",),
    "client_adresse2": ("object.street2",),
    "client_code_postal_ville": ("object.zip", "object.city"),
    "client_courriel_facturation": ("object.email",),
    "client_tva": ("object.vat",),
    "client_reference": ("object.ref",),
}
"""Blank -> fields of a contact (``res.partner``) in Odoo, joined by a space.

Bare paths, without ``or ''``: an empty field prints nothing, and Odoo lets users without the
right to edit dynamic templates use no other expression. Other blanks keep their label: Odoo has
no standard field for them.
"""

ODOO_COLUMNS = ("id", "name", "model_id/id", "partner_to", "subject", "body_html")

_RUN = re.compile(r"(.*)(<w:r(?: [^>]*)?>(?:<w:rPr>.*</w:rPr>)?)<w:t(?: [^>]*)?>", re.DOTALL)
_RUN_END = "</w:t></w:r>"


@dataclass(frozen=True)
class Edition:
    """A way to send a letter with a tool that fills it: what it starts from, and its fields.

    ``format`` is the compiled format it is made of, ``folder`` where the kit puts it, ``title``
    what a clerk reads; ``fields`` lists the blanks that become fields; ``write`` writes one;
    ``marks`` are the strings that the tool would execute, hence refused in answers.
    """

    format: str
    folder: str
    title: str
    fields: Callable[[Catalog], tuple[str, ...]]
    write: Callable[[Blank], str]
    marks: tuple[str, ...] = ()


def edition(compiled: Template, missing: Callable[[Blank], str]) -> Template:
    """Return a compiled letter in which each blank has another ``missing``."""

    def changed(segments: Segments) -> Segments:
        return tuple(one(segment) for segment in segments)

    def one(segment: Segment) -> Segment:
        if isinstance(segment, Blank):
            return segment._replace(missing=missing(segment))
        if isinstance(segment, Group):
            return segment._replace(segments=changed(segment.segments))
        return segment

    parts = (
        (name, part if isinstance(part, str) or name in PROPERTIES else changed(part))
        for name, part in compiled.parts
    )
    return replace(compiled, parts=tuple(parts))


def edited(compiled: Template, kind: Edition, catalog: Catalog) -> Template:
    """Return the edition of a compiled letter; blanks that are no field of it keep their label."""
    names = frozenset(kind.fields(catalog))
    return edition(compiled, lambda b: kind.write(b) if b.name in names else b.missing)


def list_fields(catalog: Catalog) -> tuple[str, ...]:
    """List the blanks that the customer list always gives, even when the sheet answers them.

    They differ by customer, or are dates that a clerk moves without making the letters again.
    """
    fields = catalog.fields.values()
    customers = [f.id for f in fields if f.filled_by == "client"]
    return (*customers, *(f.id for f in fields if f.type == "date"))


def merge_fields(catalog: Catalog) -> tuple[str, ...]:
    """List the blanks that a merge fills when nobody answered, in the order of the columns.

    What customers and the sender answer, then the dates, which the list gives as French text.
    Other computed blanks depend on the letter's own choices and are answered before.
    """
    customers = [name for name in catalog.fields if catalog.fields[name].filled_by == "client"]
    sender = [name for name in catalog.fields if catalog.fields[name].filled_by == "vous"]
    stages = [stage_blank(s) for s in catalog.stages.values() if s.nature == "projet"]
    return tuple(dict.fromkeys([*customers, *sender, *list_fields(catalog), *stages]))


def odoo_fields(catalog: Catalog) -> tuple[str, ...]:
    """List the blanks for which Odoo has a standard field."""
    return tuple(name for name in ODOO if name in catalog.fields)


def merge_keys(catalog: Catalog) -> frozenset[str]:
    """Return the keys to activate in a merge document: optional customer lines must be there.

    A line that holds nothing but an empty field is then left out by the merge itself.
    """
    optional = (f.id for f in catalog.fields.values() if f.optional and f.filled_by == "client")
    return frozenset(f"champ:{name}" for name in optional)


def refuse_marks(kind: Edition, answers: Mapping[str, str]) -> None:
    """Refuse answers that the tool of an edition would take for its own fields.

    Raises:
        UnfitAnswer: naming the blank and the mark, in French.
    """
    for name, answer in answers.items():
        if mark := next((m for m in kind.marks if m in answer), ""):
            raise UnfitAnswer(f"{name} : « {mark} » serait exécuté par l'outil d'envoi, retirez-le")


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


def odoo_body_field(blank: Blank) -> str:
    """Write a QWeb field of an e-mail's body.

    The element is closed by a tag of its own: browsers, and so Odoo's editor, take ``<t .../>``
    for an opening tag and swallow what follows (github.com/odoo/odoo/pull/189854).
    """
    fields = " ".join(f'<t t-out="{path}"></t>' for path in ODOO[blank.name])
    return blank.before + fields + blank.after


def odoo_subject_field(blank: Blank) -> str:
    """Write an inline field of an e-mail's subject."""
    return " ".join(f"{{{{ {path} }}}}" for path in ODOO[blank.name])


_DOUBLE = MAIL_MARKS[:2]

EDITIONS: Mapping[str, Edition] = {
    "word": Edition("docx", "publipostage", "Publipostage avec Word", merge_fields, word_field),
    "libreoffice": Edition(
        "odt", "publipostage", "Publipostage avec LibreOffice", merge_fields, libreoffice_field
    ),
    "envoi-texte": Edition(
        "txt",
        "outil-d-envoi",
        "Texte pour un outil d'envoi de courriels",
        merge_fields,
        mailing_field,
        MAIL_MARKS,
    ),
    "envoi-html": Edition(
        "html",
        "outil-d-envoi",
        "Page pour un outil d'envoi de courriels",
        merge_fields,
        mailing_field,
        MAIL_MARKS,
    ),
    "odoo-objet": Edition(
        "txt", "odoo", "Objet d'un modèle Odoo", odoo_fields, odoo_subject_field, _DOUBLE
    ),
    "odoo-corps": Edition(
        "html", "odoo", "Corps d'un modèle Odoo", odoo_fields, odoo_body_field, _DOUBLE
    ),
}
"""Every edition. No letter of the kit holds a mark of these tools in its own words."""


def subject(letter: Letter) -> Template:
    """Compile the subject of a letter alone, as text: an edition of it is a tool's subject line."""
    return Template("txt", "plain", (("", _plain(letter.subject)),))


def without_subject(letter: Letter) -> Letter:
    """Return a letter without its subject block: an e-mail's subject stands in its header."""
    return replace(letter, blocks=tuple(b for b in letter.blocks if b.kind != "subject"))


def body(letter: Letter) -> Template:
    """Compile the blocks of an e-mail alone, as the HTML that an e-mail template holds."""
    return Template("html", "markup", (("", html.inner(without_subject(letter))),))


def _plain(runs: Cell) -> Segments:
    return cell(runs, lambda run: run.text, lambda run: ("", "", run.mark))


def odoo_file(templates: Iterable[tuple[str, str, str, str]]) -> bytes:
    """Return a CSV file that Odoo imports as e-mail templates of contacts, one a row.

    ``templates`` gives for each its id in the kit, its name, its subject and its body, both
    already made by their editions. The id makes a second import replace the first. Form: RFC 4180.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(ODOO_COLUMNS)
    for name, title, subject_, body_ in templates:
        key = "prevenance_" + re.sub(r"[^a-z0-9]+", "_", name)
        writer.writerow((key, title, "base.model_res_partner", "{{ object.id }}", subject_, body_))
    return out.getvalue().encode()
