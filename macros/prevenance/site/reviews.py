"""What every page says of its age: when it was read again, and which of its sources are overdue.

It works on finished HTML, so a hand-written page and a generated one are treated alike.
"""

import datetime as dt
import re

from prevenance.catalog import Catalog
from prevenance.site import links, words
from prevenance.site.markup import box, paragraph
from prevenance.text.html import href, link, prose

REVIEWED = "relu_le"
"""The key of a hand-written page's head that holds the day of its last review."""

FEW = 3
"""Overdue sources that a banner names at once; more are folded away."""

_CITED = re.compile(r'href="(?:[./]*regles/|\.\./)?sources/#([a-z0-9-]+)"')

_RESTS_ON = re.compile(r'data-sources="([a-z0-9 -]+)"')


def cited(html: str) -> list[str]:
    """List the sources that a page links to or rests on, by id, each once."""
    named = (name for names in _RESTS_ON.findall(html) for name in names.split())
    return list(dict.fromkeys([*_CITED.findall(html), *named]))


def dated(catalog: Catalog, here: str, html: str, today: dt.date, reviewed: dt.date | None) -> str:
    """Complete the HTML of a page: a banner for overdue sources, and the day of its last review.

    ``reviewed`` is the day that the head of a hand-written page gives. A generated page that
    shows a whole collection has no day of its own: it says on which day the kit was read.
    """
    if reviewed:
        html += "\n" + paragraph(f"Relu le {words.day(reviewed)}.", "relecture")
    elif 'class="relecture">Relu le' not in html:
        html += "\n" + paragraph(f"{prose('Page tirée du kit, état au')} {words.day(today)}.", "relecture")  # fmt: skip
    banner = _banner(catalog, here, cited(html), today)
    head, title, rest = html.rpartition("</h1>") if html.count("</h1>") == 1 else ("", "", html)
    return f"{head}{title}{banner}{rest}"


def _banner(catalog: Catalog, here: str, names: list[str], today: dt.date) -> str:
    known = [catalog.sources[name] for name in names if name in catalog.sources]
    late = [source for source in known if today >= source.review_by]
    if not late:
        return ""
    entries = "".join(
        f"<li>{link(href(here, links.SOURCES, s.id), prose(s.title))},"
        f" {prose('à relire depuis le')} {words.day(s.review_by)}</li>"
        for s in late
    )
    said = "Une source de cette page attend" if len(late) == 1 else "Des sources de cette page attendent"  # fmt: skip
    text = prose(f"{said} une relecture. Vérifiez ce point avant d'écrire à un client.")
    named = f"<ul>{entries}</ul>"
    if len(late) > FEW:
        summary = prose(f"Voir les {len(late)} sources")
        named = f"<details><summary>{summary}</summary>{named}</details>"
    return box(
        f"<p><strong>Page à relire</strong></p><p>{text}</p>{named}",
        "bandeau",
        more=' role="note" aria-label="Page à relire" data-search-exclude',
    )
