"""What people subscribe to: the calendar (RFC 5545) and the feed of changes (JSON Feed 1.1)."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import icalendar

from prevenance.catalog import Catalog
from prevenance.model import Stage, labels
from prevenance.rules.stages import calendar_order
from prevenance.site import api, words
from prevenance.site.markup import heading, listing
from prevenance.text.html import prose
from prevenance.text.typography import french

CALENDAR = "calendrier.ics"
FEED = "changements.json"
CHANGES = "CHANGELOG.md"

DOMAIN = "prevenance.example"
"""The right side of event identifiers: fixed, so that a subscriber keeps one event per stage."""


def dated_stages(catalog: Catalog) -> list[Stage]:
    """Return the stages that have a date of their own, in order."""
    return sorted(
        (s for s in catalog.stages.values() if s.nature in labels.FEED_NATURES), key=calendar_order
    )


def calendar_file(catalog: Catalog, site: str) -> bytes:
    """Return calendrier.ics: one all-day event per legal stage and per review, without alarm.

    ``site`` is the address of the guide, with its final slash.
    """
    events = icalendar.Calendar()
    events.add("prodid", "-//Prévenance//Calendrier//FR")
    events.add("version", "2.0")
    events.add("x-wr-calname", "Prévenance : facture électronique")
    for stage in dated_stages(catalog):
        day = dt.date.fromisoformat(stage.when)
        event = icalendar.Event()
        event.add("uid", f"{stage.id}@{DOMAIN}")
        event.add("dtstamp", dt.datetime.combine(stage.reviewed_on, dt.time(), dt.UTC))
        event.add("dtstart", day)
        event.add("dtend", day + dt.timedelta(days=1))
        event.add("summary", french(stage.name))
        event.add("description", french(stage.summary))
        event.add("categories", [labels.FEED_NATURES[stage.nature]])
        event.add("url", f"{site}regles/calendrier/{stage.id}/")
        event.add("transp", "TRANSPARENT")
        events.add_component(event)
    return bytes(events.to_ical())


def changes(changelog: str) -> Iterator[tuple[str, dt.date, list[str]]]:
    """Yield the versions of the change log: number, day, sentences, newest first."""
    for part in re.split(r"(?m)^## ", changelog)[1:]:
        head, _, body = part.partition("\n")
        found = re.search(r"([0-9]{4}\.[0-9]{2}\.[0-9]+).*?([0-9]{4}-[0-9]{2}-[0-9]{2})", head)
        if found:
            yield found[1], dt.date.fromisoformat(found[2]), re.findall(r"(?m)^- (.+)$", body)


def journal(changelog: str) -> str:
    """Return the versions as a page shows them, each at the address that the feed gives."""
    blocks: list[str] = []
    for version, day, sentences in changes(changelog):
        shown = (re.sub("`([^`]+)`", r"<code>\1</code>", prose(one)) for one in sentences)
        title = heading(3, f"Version {version}", version, search=False)
        blocks += [title, f"<p>{words.day(day)}</p>", listing(shown)]
    return "\n\n".join(blocks)


def feed(catalog: Catalog, changelog: Path, today: dt.date, site: str) -> bytes:
    """Return changements.json: versions of the kit, and legal stages once they are reached."""
    items: list[dict[str, Any]] = []
    for version, day, sentences in changes(changelog.read_text("utf-8")):
        text = "\n".join(f"- {french(sentence)}" for sentence in sentences)
        items.append(
            _item(f"{site}kit/nouveautes/#{version}", f"Version {version}", text, day, "version")
        )
    for stage in dated_stages(catalog):
        day = dt.date.fromisoformat(stage.when)
        if stage.nature == "loi" and day <= today:
            items.append(
                _item(
                    f"{site}regles/calendrier/{stage.id}/",
                    french(stage.name),
                    french(stage.summary),
                    day,
                    "droit",
                )
            )
    items.sort(key=lambda item: (item["date_published"], item["id"]), reverse=True)
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Prévenance : ce qui change",
        "home_page_url": site,
        "feed_url": f"{site}{FEED}",
        "language": "fr",
        "items": items,
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _item(url: str, title: str, text: str, day: dt.date, tag: str) -> dict[str, Any]:
    published = dt.datetime.combine(day, dt.time(), dt.UTC).isoformat()
    return {
        "id": url,
        "url": url,
        "title": title,
        "content_text": text,
        "date_published": published,
        "tags": [tag],
    }


def data_files(
    catalog: Catalog, project: Path, today: dt.date, site: str
) -> Iterator[tuple[str, bytes]]:
    """Yield what the site publishes beside its pages: the calendar, the feed, the data."""
    yield CALENDAR, calendar_file(catalog, site)
    yield FEED, feed(catalog, project / CHANGES, today, site)
    yield from api.files(catalog, today)
