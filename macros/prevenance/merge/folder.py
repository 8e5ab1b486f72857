"""The merge editions of a folder: Word, LibreOffice, Odoo, e-mailing tools, and the customer list."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from prevenance.documents.press import Answers, Press
from prevenance.merge.customers import clients_csv, clients_xlsx
from prevenance.merge.editions import EDITIONS, edited, refuse_marks
from prevenance.merge.fields import list_fields, merge_keys
from prevenance.merge.odoo import odoo_file
from prevenance.model import Support, Text
from prevenance.template.segments import Template

SUPPORT_NAMES: Mapping[Support, str] = {
    "poste": "lettre",
    "courriel": "courriel",
    "facture": "mention",
    "document": "document",
}


@dataclass(frozen=True)
class Filled:
    """A text in a language, with the keys and answers of its case."""

    text: Text
    language: str
    active: frozenset[str]
    answers: Mapping[str, str]


@dataclass(frozen=True)
class MadeFile:
    """A file to download: its path, its bytes, and the sources of what it says."""

    path: str
    data: bytes
    sources: tuple[str, ...] = ()


def file_stem(text: str, support: Support) -> str:
    """Name the file of a text, without repeating its support."""
    name = text.removesuffix("-courriel") if support == "courriel" else text
    return f"{name}-{SUPPORT_NAMES[support]}"


def variant(one: Filled, support: Support) -> str:
    """Name a variant, as the column of the customer list does."""
    return file_stem(one.text.id, support) + ("" if one.language == "fr" else f"-{one.language}")


class Merge:
    """The editions of a press's letters, each compiled once, and their customer lists, each once.

    It is made with a press and dropped with it. Three customer lists of the kit in four are the
    same.
    """

    def __init__(self, press: Press) -> None:
        self.press = press
        self.catalog = press.catalog
        self.edition = cache(self._edition)
        self.clients = cache(self._clients)

    def _edition(self, text: str, language: str, name: str) -> Template:
        kind = EDITIONS[name]
        template = self.press.template(text, kind.support, language, kind.format)
        return edited(template, kind, self.catalog)

    def _clients(self, variants: tuple[str, ...], answers: Answers) -> bytes:
        return clients_xlsx(self.catalog, variants, dict(answers))

    def files(self, texts: Sequence[Filled]) -> Iterator[MadeFile]:
        """Yield the editions of the letters and e-mails of a folder, and the lists that fill them."""
        letters = [t for t in texts if "poste" in t.text.supports]
        mails = [t for t in texts if "courriel" in t.text.supports]
        for one in letters:
            for name in ("word", "libreoffice"):
                yield self._file(one, name)
        if letters:
            names = tuple(variant(one, "poste") for one in letters)
            known = letters[0].answers
            workbook = self.clients(names, tuple(known.items()))
            yield MadeFile("publipostage/clients.xlsx", workbook)
            yield MadeFile("publipostage/clients.csv", clients_csv(self.catalog, names, known))
        for one in mails:
            for name in ("envoi-texte", "envoi-html"):
                yield self._file(one, name)
        if mails:
            yield MadeFile("odoo/modeles-odoo.csv", odoo_file(self._odoo(one) for one in mails))

    def _file(self, one: Filled, name: str) -> MadeFile:
        kind = EDITIONS[name]
        path = f"{kind.folder}/{variant(one, kind.support)}.{kind.format.name}"
        return MadeFile(path, self._filled(one, name), one.text.sources)

    def _odoo(self, one: Filled) -> tuple[str, str, str, str]:
        letter = self.press.letter(one.text.id, "courriel", one.language)
        subject, body = (self._filled(one, name).decode() for name in ("odoo-objet", "odoo-corps"))
        return (variant(one, "courriel"), letter.title, subject, body)

    def _filled(self, one: Filled, name: str) -> bytes:
        """Fill an edition: what its tool fills is left to it."""
        kind = EDITIONS[name]
        fields = frozenset(kind.fields(self.catalog)) & frozenset(list_fields(self.catalog))
        known = {k: v for k, v in one.answers.items() if k not in fields}
        refuse_marks(kind, known)
        template = self.edition(one.text.id, one.language, name)
        return kind.format.produce(template, one.active | merge_keys(self.catalog), known)
