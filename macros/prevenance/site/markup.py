"""Pages as Markdown with HTML blocks.

Knows HTML; knows no domain word. Every text comes escaped from :mod:`prevenance.text.html`. Markdown
is given nothing but headings of a generated page, and :func:`inert` HTML in a hand-written one.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from prevenance.text.html import attribute, for_the_web, on_one_line, prose
from prevenance.text.typography import (
    fold,
)

MAX_DESCRIPTION = 200
"""Characters of a page's description that search engines and readers get."""

_ACTIVE = re.compile(r"[\\`*_{}\[\]<>#|~^=+$@]")
"""What Markdown could take for mark-up, in a heading or between the tags of a macro's HTML."""

_HEADING = re.compile(r'#{1,6} [^\n{}]+ \{: #[A-Za-z0-9._-]+(?: data-search-exclude="")? \}')
"""A heading as :func:`heading` writes it: the only block of a generated page that is Markdown."""

_KEPT = re.compile(rf"(<[^<>]*>|(?m:^{_HEADING.pattern}$))")
"""Tags and headings, among which :func:`inert` looks at the text."""

_VALUE = re.compile(r"[\\`*{}\[\]~^]")
"""What Markdown could take for mark-up inside a tag; the rest belongs to addresses and ids."""


@dataclass(frozen=True)
class Page:
    """A page to publish.

    ``path`` is relative to docs/, ``source`` the file of kit/ that it shows (for the edit link;
    empty when there is no single one), ``files`` what is published with it: path, bytes.
    """

    path: str
    text: str
    source: str = ""
    files: tuple[tuple[str, bytes], ...] = ()


def rich(text: str, labels: Mapping[str, str]) -> str:
    """Turn a sentence of a letter into HTML: ``**bold**``, and blanks as their marked labels."""
    html = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", prose(text))
    return re.sub(
        r"\(\(([a-z][a-z0-9_]*)\)\)",
        lambda found: f"<mark>[{prose(labels.get(found[1], found[1]))}]</mark>",
        html,
    )


def slug(text: str) -> str:
    """Make an anchor out of a text: "Ce qu'il faut" gives "ce-qu-il-faut"."""
    return re.sub("[^a-z0-9]+", "-", fold(text)).strip("-")


def heading(level: int, text: str, anchor: str = "", *, search: bool = True) -> str:
    """Write a heading in Markdown, so that the table of contents knows it.

    ``search`` False leaves what stands under it out of the site's search: another page says it.
    """
    plain = _neutral(for_the_web(on_one_line(text)).replace("&", "&amp;"))
    excluded = "" if search else ' data-search-exclude=""'
    return f"{'#' * level} {plain} {{: #{anchor or slug(text)}{excluded} }}"


def inert(html: str) -> str:
    """Make HTML that a hand-written page may hold in the midst of its Markdown.

    What Markdown would read between the tags becomes references to the same characters: a link, an
    image or an attribute list in a text of the kit stays text. Headings stay headings.
    """
    return "".join(map(_quiet, _KEPT.split(html)))


def _quiet(part: str) -> str:
    if part.startswith("<"):
        return _neutral(part, _VALUE)
    return part if _HEADING.fullmatch(part) else _neutral(part)


def _neutral(text: str, active: re.Pattern[str] = _ACTIVE) -> str:
    return active.sub(lambda found: f"&#{ord(found[0])};", text)


def paragraph(html: str, classes: str = "") -> str:
    """Write a paragraph of HTML as a block of its own."""
    return f"<p{_classes(classes)}>{html}</p>"


def listing(items: Iterable[str], classes: str = "") -> str:
    """Write a list of HTML items; nothing when there are none."""
    inner = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul{_classes(classes)}>{inner}</ul>" if inner else ""


def box(html: str, classes: str, *, more: str = "") -> str:
    """Write a division; everything stays on one line, so Markdown takes it as one block."""
    return f"<div{_classes(classes)}{more}>{html}</div>"


def definitions(pairs: Iterable[tuple[str, str]], classes: str = "") -> str:
    """Write terms and what they are, both HTML; pairs without a second part are left out."""
    inner = " ".join(f"<div><dt>{term}</dt> <dd>{what}</dd></div>" for term, what in pairs if what)
    return f"<dl{_classes(classes)}>{inner}</dl>"


def table(
    caption: str, head: Sequence[str], rows: Iterable[Sequence[str]],
    *, classes: str = "simple", search: bool = True, anchors: Sequence[str] = (),
) -> str:  # fmt: skip
    """Write a table that scrolls by itself on a narrow screen; cells are HTML, the rest is text.

    The first cell of a row is its header. ``classes`` are for the style sheet. ``search`` False leaves
    the table out of the site's search, which would take two cells without a space between them for one
    word. ``anchors`` gives each row an address.
    """
    columns = " ".join(f'<th scope="col">{prose(text)}</th>' for text in head)
    body = ""
    for number, cells in enumerate(rows):
        anchor = f' id="{anchors[number]}"' if anchors else ""
        first = f'<th scope="row">{cells[0]}</th>'
        others = "".join(f" <td>{cell}</td>" for cell in cells[1:])
        body += f"<tr{anchor}>{first}{others}</tr>\n"
    excluded = "" if search else " data-search-exclude"
    return (
        f'<div class="tableau" role="group" tabindex="0" aria-label="{attribute(caption)}"{excluded}>'
        f"<table{_classes(classes)}><caption><span>{prose(caption)}</span></caption>\n"
        f"<thead><tr>{columns}</tr></thead>\n<tbody>\n{body}</tbody></table></div>"
    )


def front_matter(title: str, description: str, **more: object) -> str:
    """Write the head of a page: values are JSON, which YAML reads.

    Generators print the title and the description into HTML as they stand, so both are escaped.
    """
    short = for_the_web(on_one_line(description))
    if len(short) > MAX_DESCRIPTION:
        short = short[: MAX_DESCRIPTION - 1].rsplit(" ", 1)[0] + "…"
    values = {
        "title": attribute(title),
        "description": escape(short),
        "render_macros": False,
        **more,
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return "\n".join(["---", *lines, "---"])


def page_text(head: str, *blocks: str) -> str:
    """Join the head and the blocks of a page; empty blocks are left out."""
    return "\n\n".join([head, *(block for block in blocks if block)]) + "\n"


def set_aside(text: str) -> tuple[str, list[str]]:
    """Take all but the headings out of a generated page, a mark in the place of each block.

    The rest is HTML, ready to print: Markdown has nothing to read in it, and never does, whatever
    a text of the kit holds.
    """
    ready: list[str] = []
    blocks = text.split("\n\n")
    for place, block in enumerate(blocks):
        if block.strip() and not _HEADING.fullmatch(block.strip("\n")):
            blocks[place] = f'<div data-bloc="{len(ready)}"></div>'
            ready.append(block)
    return "\n\n".join(blocks), ready


def put_back(html: str, ready: Sequence[str]) -> str:
    """Put the blocks that :func:`set_aside` took out where their marks are."""
    return re.sub('<div data-bloc="([0-9]+)"></div>', lambda mark: ready[int(mark[1])], html)


def _classes(names: str) -> str:
    return f' class="{names}"' if names else ""
