"""One module per format: a Letter in, a compiled letter out."""

from collections.abc import Callable, Mapping

from prevenance.documents import (
    data,
    docx,
    eml,
    html,
    odt,
    text,
)
from prevenance.letter.blocks import Letter
from prevenance.model.company import STANDARD, Layout
from prevenance.template import Template, produce

RENDERERS: Mapping[str, Callable[[Letter, str], Template]] = {
    "docx": docx.compile_letter,
    "odt": odt.compile_letter,
    "pdf": data.compile_letter,
    "html": html.compile_letter,
    "txt": text.compile_letter,
    "eml": eml.compile_letter,
}
"""Format -> its renderer, which takes the letter and the version to print in its properties."""

FORMATS_OF: Mapping[str, tuple[str, ...]] = {
    "poste": ("docx", "odt", "pdf", "html", "txt"),
    "courriel": ("eml", "html", "txt"),
    "facture": ("txt",),
    "document": ("docx", "odt", "pdf", "html", "txt"),
}
"""The formats in which a letter is useful, by support."""


def document(
    compiled: Template,
    active: frozenset[str],
    answers: Mapping[str, str],
    title: str = "",
    language: str = "fr",
    description: str = "",
    layout: Layout = STANDARD,
) -> bytes:
    """Fill a compiled letter and return the file; the title and what follows are for a PDF.

    Raises:
        UsageError: a PDF, and typst is not installed.
        UnfitAnswer: an answer that this format cannot hold; names the field.
    """
    if compiled.format == "eml":
        return eml.produce_eml(compiled, active, answers)
    filled = produce(compiled, active, answers)
    if compiled.format != "blocks":
        return filled
    from prevenance.documents import pdf  # noqa: PLC0415 - loads the fonts, for a PDF only

    return pdf.pdf([filled], title, language, description=description, layout=layout)
