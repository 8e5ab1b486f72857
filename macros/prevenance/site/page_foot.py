"""The end of a page: its sources, what is overdue among them, its last review."""

import datetime as dt
from typing import Any

from prevenance.catalog import Catalog, file_of
from prevenance.model import Source, labels
from prevenance.site.links import SOURCES
from prevenance.site.markup import box, heading, listing, paragraph
from prevenance.site.words import day
from prevenance.text.html import href, link, prose


def overdue(source: Source, today: dt.date) -> str:
    """Mark a source whose review date has come."""
    if today < source.review_by:
        return ""
    return f' <strong class="alerte">à relire depuis le {day(source.review_by)}</strong>'


def foot(catalog: Catalog, here: str, item: Any, today: dt.date) -> str:
    """Write the end of a page: its sources, its last review, and the file of the kit it shows."""
    known = [catalog.sources[name] for name in item.sources if name in catalog.sources]
    parts = []
    if known:
        lines = [
            f"{link(href(here, SOURCES, s.id), prose(s.title))}, {prose(s.publisher)}"
            f" ({prose(labels.READING_WAYS[s.reading])}){overdue(s, today)}"
            for s in known
        ]
        parts += [
            heading(2, "Sources", search=False),
            box(listing(lines), "references", more=" data-search-exclude"),
        ]
    file, _ = file_of(item)
    parts.append(review(item.reviewed_on, file))
    return "\n\n".join(parts)


def review(reviewed_on: dt.date, file: str) -> str:
    """Say when a page was last reviewed, and which file of the kit it shows."""
    where = f"{prose('Fiche :')} <code>kit/{file}</code>"
    return paragraph(f"Relu le {day(reviewed_on)}. {where}", "relecture")
