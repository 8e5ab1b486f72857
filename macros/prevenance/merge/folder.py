"""The merge editions of a folder: Word, LibreOffice, Odoo, e-mailing tools, and the customer list."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from prevenance.documents.press import Press
from prevenance.merge import editions
from prevenance.merge.customers import clients_csv
from prevenance.model import Support, Text
from prevenance.template import produce

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
class KitFile:
    """A file of the kit: its path inside, its bytes, and the sources of what it says."""

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


def merge_files(press: Press, texts: Sequence[Filled]) -> Iterator[KitFile]:
    """Yield the editions of the letters and e-mails of a folder, and the lists that fill them."""
    letters = [t for t in texts if "poste" in t.text.supports]
    mails = [t for t in texts if "courriel" in t.text.supports]
    for one in letters:
        for name in ("word", "libreoffice"):
            yield _edition(press, one, "poste", name)
    if letters:
        names = tuple(variant(one, "poste") for one in letters)
        known = letters[0].answers
        workbook = press.clients(names, tuple(known.items()))
        yield KitFile("publipostage/clients.xlsx", workbook)
        yield KitFile("publipostage/clients.csv", clients_csv(press.catalog, names, known))
    for one in mails:
        for name in ("envoi-texte", "envoi-html"):
            yield _edition(press, one, "courriel", name)
    if mails:
        rows = [_odoo(press, one) for one in mails]
        yield KitFile("odoo/modeles-odoo.csv", editions.odoo_file(rows))


def _open(press: Press, one: Filled, name: str) -> tuple[frozenset[str], dict[str, str]]:
    """Return the keys and answers of an edition: what its tool fills is left to it."""
    kind = editions.EDITIONS[name]
    fields = frozenset(kind.fields(press.catalog)) & frozenset(editions.list_fields(press.catalog))
    known = {k: v for k, v in one.answers.items() if k not in fields}
    editions.refuse_marks(kind, known)
    return one.active | editions.merge_keys(press.catalog), known


def _edition(press: Press, one: Filled, support: Support, name: str) -> KitFile:
    kind = editions.EDITIONS[name]
    active, known = _open(press, one, name)
    compiled = press.edition(one.text.id, support, one.language, name)
    path = f"{kind.folder}/{variant(one, support)}.{kind.format}"
    return KitFile(path, produce(compiled, active, known), one.text.sources)


def _odoo(press: Press, one: Filled) -> tuple[str, str, str, str]:
    active, known = _open(press, one, "odoo-corps")
    body = press.edition(one.text.id, "courriel", one.language, "odoo-corps")
    subject = press.subject(one.text.id, one.language)
    letter = press.letter(one.text.id, "courriel", one.language)
    return (
        variant(one, "courriel"),
        letter.title,
        produce(subject, active, known).decode(),
        produce(body, active, known).decode(),
    )
