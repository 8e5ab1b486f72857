"""The table of formats: whatever a letter can be written to is declared here, once.

The kit, the site, the command and the page read it. Adding a format is one module, whose function
turns a Letter into a Template, and one line here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import get_args

from prevenance.documents import data, docx, eml, html, odt, pdf, txt
from prevenance.letter.blocks import Letter
from prevenance.model import Support
from prevenance.template.filling import produce
from prevenance.template.segments import Template

Compile = Callable[[Letter, str], Template]
"""Compile a letter; the text is the stamp that its properties show."""

Produce = Callable[[Template, frozenset[str], Mapping[str, str]], bytes]
"""Fill a template under the active keys with answers, and return the file.

Raises:
    UsageError: what makes this format is not installed.
    UnfitAnswer: an answer that it cannot hold; names the field.
"""


@dataclass(frozen=True)
class Format:
    """A format of documents. ``name`` is also the ending of its files, ``label`` what people read.

    ``supports`` are those on which it is offered; ``folders`` says where the kit puts it, by support,
    if it holds it. ``notice``: the first page of the kit is made in it. ``readable``: it makes sense
    on a screen. ``in_page``: the page fills it too, so its engine has the escape.
    """

    name: str
    label: str
    media_type: str
    compile_letter: Compile
    supports: tuple[Support, ...]
    produce: Produce = produce
    folders: Mapping[Support, str] = field(default_factory=dict, hash=False)
    notice: bool = False
    readable: bool = False
    in_page: bool = False

    @property
    def title(self) -> str:
        """What a button says: "Word (DOCX)"."""
        return f"{self.label[:1].upper()}{self.label[1:]} ({self.name.upper()})"


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LETTERS: tuple[Support, ...] = ("poste", "document")
_WRITTEN: tuple[Support, ...] = (*_LETTERS, "courriel")
_MAILS: Mapping[Support, str] = {"courriel": "courriels/"}

FORMATS: Mapping[str, Format] = {
    each.name: each
    for each in (
        Format("docx", "Word", _WORD, docx.compile_letter, _LETTERS, folders={"poste": "", "document": "a-completer/"}, notice=True, in_page=True),
        Format("odt", "LibreOffice", odt.MIMETYPE, odt.compile_letter, _LETTERS, folders={"poste": "a-completer/"}, in_page=True),
        Format("pdf", "PDF", "application/pdf", pdf.compile_letter, _LETTERS, pdf.produce_pdf, folders=dict.fromkeys(_LETTERS, "pdf-a-imprimer/"), notice=True),
        Format("eml", "brouillon de courriel", "message/rfc822", eml.compile_letter, ("courriel",), eml.produce_eml, folders=_MAILS, in_page=True),
        Format("html", "page web", "text/html", html.compile_letter, _WRITTEN, notice=True, readable=True, in_page=True),
        Format("txt", "texte seul", "text/plain", txt.compile_letter, get_args(Support), folders=_MAILS, readable=True, in_page=True),
    )
}  # fmt: skip
"""Every format that people get, in the order in which it is offered."""

BLOCKS = Format("blocks", "aperçu", "application/json", data.compile_letter, ())
"""What the page shows a letter from, and prints; no file of anybody."""


def offered(support: Support) -> tuple[Format, ...]:
    """Return the formats in which a letter is useful on a support."""
    return tuple(each for each in FORMATS.values() if support in each.supports)
