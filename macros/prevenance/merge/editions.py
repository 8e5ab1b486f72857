"""The table of editions: a letter compiled to a format, its open blanks the fields of a tool.

An edition is the same segments with another ``missing`` in each blank; nothing else changes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from prevenance.catalog import Catalog
from prevenance.catalog.values import MAIL_MARKS
from prevenance.documents.formats import FORMATS, Format
from prevenance.merge import odoo
from prevenance.merge.field_codes import (
    libreoffice_field,
    mailing_field,
    without_label,
    word_field,
)
from prevenance.merge.fields import column_title, merge_fields, merge_keys
from prevenance.model import Support
from prevenance.problems import UnfitAnswer
from prevenance.template.segments import Blank, Group, Segment, Segments, Template

PROPERTIES = frozenset({"docProps/core.xml", "meta.xml"})
"""The parts in which no tool fills a field: their blanks keep their label."""


@dataclass(frozen=True)
class Edition:
    """A way to send a letter with a tool that fills it: what it is made of, and its fields.

    ``format`` is the format it is compiled to, ``support`` where it is offered, ``folder`` where
    the kit puts it, if it does, ``label`` what a clerk reads; ``fields`` lists the blanks that
    become fields; ``write`` writes one, given the title of its column; ``marks`` are the strings that the tool would execute, hence refused in
    answers; ``in_page``: the page makes it too.
    """

    format: Format
    support: Support
    folder: str
    label: str
    fields: Callable[[Catalog], tuple[str, ...]]
    write: Callable[[Blank, str], str]
    marks: tuple[str, ...] = ()
    in_page: bool = True


_DOUBLE = MAIL_MARKS[:2]

EDITIONS: Mapping[str, Edition] = {
    "word": Edition(FORMATS["docx"], "poste", "publipostage-word/", "Publipostage avec Word", merge_fields, word_field),
    "libreoffice": Edition(FORMATS["odt"], "poste", "publipostage-libreoffice/", "Publipostage avec LibreOffice", merge_fields, libreoffice_field),
    "envoi-texte": Edition(FORMATS["txt"], "courriel", "", "Texte pour un outil d'envoi de courriels", merge_fields, mailing_field, MAIL_MARKS),
    "envoi-html": Edition(FORMATS["html"], "courriel", "courriels/outil-d-envoi/", "Page pour un outil d'envoi de courriels", merge_fields, mailing_field, MAIL_MARKS),
    "odoo-objet": Edition(
        replace(FORMATS["txt"], compile_letter=odoo.subject_alone),
        "courriel", "odoo/", "Objet d'un modèle Odoo", odoo.odoo_fields, odoo.odoo_subject_field, _DOUBLE, in_page=False,
    ),
    "odoo-corps": Edition(
        replace(FORMATS["html"], compile_letter=odoo.body_alone),
        "courriel", "odoo/", "Corps d'un modèle Odoo", odoo.odoo_fields, odoo.odoo_body_field, _DOUBLE, in_page=False,
    ),
}  # fmt: skip
"""Every edition. No letter of the kit holds a mark of these tools in its own words."""


def edited(template: Template, kind: Edition, catalog: Catalog) -> Template:
    """Return the edition of a template; blanks that are no field of it keep their label."""
    titles = {name: column_title(catalog, name) for name in kind.fields(catalog)}
    optional = merge_keys(catalog) if kind.write is word_field else frozenset()

    def changed(segments: Segments, keys: tuple[str, ...] = ()) -> Segments:
        found: list[Segment] = []
        for segment in segments:
            if isinstance(segment, Group):
                found.append(segment._replace(segments=changed(segment.segments, segment.keys)))
            elif isinstance(segment, Blank) and segment.name in titles:
                found.append(field(segment, found, f"champ:{segment.name}" in optional & {*keys}))
            else:
                found.append(segment)
        return tuple(found)

    def field(blank: Blank, before: list[Segment], alone: bool) -> Blank:
        """Make a blank a field; the label of one that may be empty goes with its answer."""
        title = titles[blank.name]
        if not (alone and blank.before and before and isinstance(before[-1], str)):
            return blank._replace(missing=kind.write(blank, title))
        before[-1], run, label = without_label(before[-1])
        return blank._replace(before=run + blank.before, missing=word_field(blank, title, label))

    parts = (
        (name, part if isinstance(part, str) or name in PROPERTIES else changed(part))
        for name, part in template.parts
    )
    return replace(template, parts=tuple(parts))


def refuse_marks(kind: Edition, answers: Mapping[str, str]) -> None:
    """Refuse answers that the tool of an edition would take for its own fields.

    Raises:
        UnfitAnswer: naming the blank and the mark, in French.
    """
    for name, answer in answers.items():
        if mark := next((m for m in kind.marks if m in answer), ""):
            raise UnfitAnswer(f"{name} : « {mark} » serait exécuté par l'outil d'envoi, retirez-le")
