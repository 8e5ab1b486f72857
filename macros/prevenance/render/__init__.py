"""One module per format: a Letter in, a compiled letter out."""

from collections.abc import Callable, Mapping

from prevenance.blocks import Letter
from prevenance.render import docx, html, text
from prevenance.template import Compiled

RENDERERS: Mapping[str, Callable[[Letter, str], Compiled]] = {
    "docx": docx.compile_letter,
    "html": html.compile_letter,
    "txt": text.compile_letter,
}
"""Format -> its renderer, which takes the letter and the version of the kit to print in it."""

FORMATS_OF: Mapping[str, tuple[str, ...]] = {
    "poste": ("docx", "html", "txt"),
    "courriel": ("txt", "html"),
    "facture": ("txt",),
    "document": ("docx", "html", "txt"),
}
"""The formats in which a letter is useful, by support."""
