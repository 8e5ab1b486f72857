"""What is written for the person who opens an archive: its first page, its invoice lines, its readme.

Their words stand in templates beside this module; here are the facts that they call. A template of
a page gives a text of the letter language, composed as any other. What people write in kit/ is
data for them, and is never run.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from prevenance import __version__
from prevenance.catalog import Catalog
from prevenance.documents.validity import valid_until
from prevenance.letter.blocks import Block, Letter, Run
from prevenance.letter.compose import compose
from prevenance.model import Category, Support, Text, labels
from prevenance.model.company import Company
from prevenance.rules.situation import issuing_date, preparation_date
from prevenance.text.dates import day_in_words
from prevenance.text.typography import french, join_words

START, MENTIONS, README = "0-COMMENCER-ICI", "mentions-de-facture", "LISEZMOI.txt"

ROW_WIDTHS, MENTION_WIDTHS = (46, 31, 23), (35, 65)
"""Hundredths of the page's width."""


@dataclass(frozen=True)
class CaseRow:
    """A row of the first page: cases in words, what to do, the file that serves."""

    cases: str
    supports: tuple[Support, ...] = ()
    todo: str = ""
    file: str = ""
    mention: int = 0


@dataclass(frozen=True)
class LineRow:
    """A line for invoices, in the letter language, with its number and its cases in words."""

    number: int
    cases: str
    line: str


@dataclass(frozen=True)
class Head:
    """What the first page and the readme say at their top: the profile, and who the sender is.

    No sender: what is said serves every one.
    """

    profile: str
    sender: str


def start_page(catalog: Catalog, today: dt.date, head: Head, rows: Sequence[CaseRow]) -> Letter:
    """Compose the first page: for each case, what to do and the file that serves."""
    title = f"Vos clients : {head.profile}. Votre cas, votre fichier"
    letter = _composed(
        catalog, START, title,
        _rendered("commencer.md.j2", profile=head.profile, sender=head.sender, rows=rows, **_days(catalog, today)),
    )  # fmt: skip
    links = {french(row.file): f"{row.file}.docx" for row in rows if row.file}
    links |= {french(f"mentions, ligne {r.mention}"): f"{MENTIONS}.docx" for r in rows}
    return _set(letter, ROW_WIDTHS, links)


def mentions_page(catalog: Catalog, rows: Sequence[LineRow]) -> Letter:
    """Compose the document of invoice lines, each in a row beside its cases."""
    body = _rendered("mentions.md.j2", rows=rows)
    return _set(
        _composed(catalog, MENTIONS, "Lignes à porter sur vos factures", body), MENTION_WIDTHS, {}
    )


def readme(
    catalog: Catalog, today: dt.date, contents: Iterable[str], head: Head | None, *, filled: bool
) -> str:
    """Write the readme of a folder: ``contents`` names what stands in it; no head: every profile.

    ``filled`` tells whether a sender's sheet has already answered its blanks.
    """
    groups = [_group(catalog, today, *found) for found in _by_date(catalog).items()]
    text = _rendered(
        "lisezmoi.txt.j2",
        version=__version__,
        head=head,
        groups=groups,
        early=not all(group["reached"] for group in groups),
        contents=frozenset(contents),
        filled=filled,
        **_days(catalog, today),
    )
    return french(text)


def _days(catalog: Catalog, today: dt.date) -> dict[str, str]:
    until = valid_until(catalog, today)
    named = {"day": today, "until": until, "back": until + dt.timedelta(days=1)}
    return {name: day_in_words(day) for name, day in named.items()}


def _by_date(catalog: Catalog) -> dict[dt.date, list[Category]]:
    found: dict[dt.date, list[Category]] = {}
    for category in labels.SHORT_CATEGORIES:
        found.setdefault(issuing_date(catalog, category), []).append(category)
    return found


def _group(
    catalog: Catalog, today: dt.date, due: dt.date, categories: Sequence[Category]
) -> dict[str, object]:
    """Return what the readme says of the senders who share a legal date."""
    prepares = preparation_date(catalog, Company(category=categories[0]))
    changes = [day_in_words(day) for day in (prepares, due) if day > today]
    return {
        "categories": categories_in_words(categories),
        "due": day_in_words(due),
        "reached": due <= today,
        "changes": join_words(changes, word="et le"),
        "once": len(changes) == 1,
    }


def categories_in_words(categories: Iterable[Category]) -> str:
    """Say some categories of senders, in short."""
    return join_words([labels.SHORT_CATEGORIES[each] for each in categories], word="ou")


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )


def _rendered(template: str, **facts: object) -> str:
    return _templates().get_template(template).render(**facts)


def _composed(catalog: Catalog, name: str, title: str, body: str) -> Letter:
    text = Text(
        id=name.lower(), file=name.lower(), title=title, role="annexe", supports=("document",), use="", avoid="",
        reviewed_on=dt.date.min, body=body,
    )  # fmt: skip
    return compose(catalog, text, "document")


def _set(letter: Letter, widths: tuple[int, ...], links: Mapping[str, str]) -> Letter:
    """Give the tables of a page their widths, and the names of files their links."""

    def linked(run: Run) -> Run:
        return replace(run, link=links[run.text]) if run.text in links else run

    def changed(block: Block) -> Block:
        lines = (
            replace(line, cells=tuple(tuple(map(linked, cell)) for cell in line.cells))
            for line in block.lines
        )
        return replace(block, lines=tuple(lines), widths=widths, title=letter.title)

    blocks = (changed(b) if b.kind == "table" else b for b in letter.blocks)
    return replace(letter, blocks=tuple(blocks))
