"""The merge editions of a folder: Word, LibreOffice, Odoo, e-mailing tools, and the customer list."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from prevenance import __version__
from prevenance.documents.press import Answers, Press
from prevenance.merge.customers import clients_xlsx
from prevenance.merge.editions import EDITIONS, Edition, edited, refuse_marks
from prevenance.merge.fields import list_fields, merge_keys
from prevenance.merge.odoo import odoo_file
from prevenance.model import Text
from prevenance.template.filling import unanswered
from prevenance.template.segments import Template

OFFICE = ("word", "libreoffice")
"""The editions that a customer list fills."""

LIST = "clients.xlsx"


@dataclass(frozen=True)
class Filled:
    """A text in a language, with the keys and answers of its case, and the stem of its files.

    ``listed`` tells that it is for many customers at once: then a merge can fill it. An ``annex``
    goes with the letters.
    """

    text: Text
    language: str
    active: frozenset[str]
    answers: Mapping[str, str]
    stem: str
    listed: bool = False
    annex: bool = False


@dataclass(frozen=True)
class MadeFile:
    """A file to download: its path, its bytes, and the sources of what it says."""

    path: str
    data: bytes
    sources: tuple[str, ...] = ()


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

    def _clients(self, files: tuple[str, ...], names: frozenset[str], answers: Answers) -> bytes:
        return clients_xlsx(self.catalog, files, names, dict(answers))

    def files(self, texts: Sequence[Filled], profile: str) -> Iterator[MadeFile]:
        """Yield the editions of the letters and e-mails of a folder, and the list that fills them."""
        letters = [t for t in texts if t.listed and "poste" in t.text.supports]
        for name in OFFICE:
            yield from (self._file(one, name) for one in letters)
        if letters:
            called = frozenset(blank for one in letters for blank in self._open(one))
            answers = tuple(letters[0].answers.items())
            workbook = self.clients(tuple(one.stem for one in letters), called, answers)
            for name in OFFICE:
                yield MadeFile(f"{EDITIONS[name].folder}{LIST}", workbook)
        mails = [t for t in texts if "courriel" in t.text.supports]
        yield from (self._file(one, "envoi-html") for one in mails if one.listed)
        if mails:
            rows = (self._odoo(one, profile) for one in mails)
            yield MadeFile(f"{EDITIONS['odoo-corps'].folder}modeles-odoo.csv", odoo_file(rows))

    def _file(self, one: Filled, name: str) -> MadeFile:
        kind = EDITIONS[name]
        path = f"{kind.folder}{one.stem}.{kind.format.name}"
        return MadeFile(path, self._filled(one, name), one.text.sources)

    def _open(self, one: Filled) -> set[str]:
        """Return the blanks that the list fills in a letter."""
        kind = EDITIONS[OFFICE[0]]
        template = self.press.template(one.text.id, kind.support, one.language, kind.format)
        known = self._known(one, kind)
        active = one.active | merge_keys(self.catalog)
        parts = (part for _, part in template.parts if not isinstance(part, str))
        open_ = {blank for part in parts for blank in unanswered(part, active, known)}
        return open_ & {*kind.fields(self.catalog)}

    def _odoo(self, one: Filled, profile: str) -> tuple[str, str, str, str]:
        letter = self.press.letter(one.text.id, "courriel", one.language)
        subject, body = (self._filled(one, name).decode() for name in ("odoo-objet", "odoo-corps"))
        name = one.text.id + ("" if one.language == "fr" else f"-{one.language}")
        return (name, f"{letter.title} ({profile}, {__version__})", subject, body)

    def _known(self, one: Filled, kind: Edition) -> dict[str, str]:
        """Return the answers that a document holds: what its tool fills is left to it."""
        fields = frozenset(kind.fields(self.catalog)) & frozenset(list_fields(self.catalog))
        return {k: v for k, v in one.answers.items() if k not in fields}

    def _filled(self, one: Filled, name: str) -> bytes:
        kind = EDITIONS[name]
        known = self._known(one, kind)
        refuse_marks(kind, known)
        template = self.edition(one.text.id, one.language, name)
        return kind.format.produce(template, one.active | merge_keys(self.catalog), known)
