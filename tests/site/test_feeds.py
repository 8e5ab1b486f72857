"""What people subscribe to and what programs read: the calendar, the feed of changes, the data."""

import datetime as dt
import json
from typing import Any

import icalendar
import jsonschema
import pytest

from conftest import ROOT
from prevenance.catalog import Catalog
from prevenance.model import labels
from prevenance.site import api, feeds

SITE = "https://guide.test/"


@pytest.fixture(scope="module")
def published(catalog: Catalog, today: dt.date) -> dict[str, bytes]:
    """Give every file published beside the pages, by path."""
    return dict(feeds.data_files(catalog, ROOT, today, SITE))


@pytest.fixture(scope="module")
def events(published: dict[str, bytes]) -> list[Any]:
    """Give the events of the calendar, as a library reads them."""
    read = icalendar.Calendar.from_ical(published[feeds.CALENDAR].decode())
    assert isinstance(read, icalendar.Calendar)
    assert read["version"] == "2.0"
    assert read["prodid"]
    assert read.errors == []
    return list(read.walk("VEVENT"))


def test_the_calendar_holds_every_dated_stage(catalog: Catalog, events: list[Any]) -> None:
    expected = {f"{s.id}@prevenance.example" for s in feeds.dated_stages(catalog)}
    assert {str(event["uid"]) for event in events} == expected
    assert len(events) == len(expected) > 10


def test_an_event_lasts_one_whole_day_and_blocks_nothing(events: list[Any]) -> None:
    for event in events:
        start, end = event["dtstart"].dt, event["dtend"].dt
        assert type(start) is dt.date
        assert end - start == dt.timedelta(days=1)
        assert str(event["transp"]) == "TRANSPARENT"
        assert event["dtstamp"].dt.tzinfo is not None


def test_an_event_has_a_category_and_no_alarm(events: list[Any]) -> None:
    allowed = set(labels.FEED_NATURES.values())
    for event in events:
        assert {str(name) for name in event["categories"].cats} <= allowed
        assert event.subcomponents == []
        assert str(event["url"]).startswith(f"{SITE}regles/calendrier/")


def test_the_events_stay_the_same_from_day_to_day(catalog: Catalog, events: list[Any]) -> None:
    later = dict(feeds.data_files(catalog, ROOT, dt.date(2027, 9, 2), SITE))[feeds.CALENDAR]
    read = icalendar.Calendar.from_ical(later.decode())
    assert [str(e["uid"]) for e in read.walk("VEVENT")] == [str(e["uid"]) for e in events]


def test_the_calendar_folds_its_lines_as_the_standard_asks(published: dict[str, bytes]) -> None:
    lines = published[feeds.CALENDAR].split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75


def test_the_feed_meets_the_requirements_of_json_feed(published: dict[str, bytes]) -> None:
    """Check what https://jsonfeed.org/version/1.1 says must or should be there."""
    feed = json.loads(published[feeds.FEED])
    jsonschema.validate(feed, JSON_FEED, cls=jsonschema.Draft202012Validator)
    assert feed["feed_url"] == f"{SITE}{feeds.FEED}"
    identifiers = [item["id"] for item in feed["items"]]
    assert len(set(identifiers)) == len(identifiers)
    dates = [dt.datetime.fromisoformat(item["date_published"]) for item in feed["items"]]
    assert dates == sorted(dates, reverse=True)
    assert all(date.tzinfo for date in dates)


def test_the_feed_tells_of_versions_and_of_stages_once_they_are_reached(
    catalog: Catalog, published: dict[str, bytes], today: dt.date
) -> None:
    items = json.loads(published[feeds.FEED])["items"]
    assert {tag for item in items for tag in item["tags"]} == {"version", "droit"}
    assert all(dt.datetime.fromisoformat(i["date_published"]).date() <= today for i in items)
    later = json.loads(feeds.feed(catalog, ROOT / feeds.CHANGES, dt.date(2027, 9, 2), SITE))
    known = {item["id"] for item in items}
    assert known < {item["id"] for item in later["items"]}


def test_the_journal_has_the_anchors_that_the_feed_gives(published: dict[str, bytes]) -> None:
    shown = feeds.journal((ROOT / feeds.CHANGES).read_text("utf-8"))
    items = json.loads(published[feeds.FEED])["items"]
    anchors = [item["url"].partition("#")[2] for item in items if "version" in item["tags"]]
    assert anchors
    assert all(f"{{: #{anchor} " in shown for anchor in anchors)


def test_every_collection_meets_its_schema(published: dict[str, bytes]) -> None:
    index = json.loads(published[f"{api.BASE}/index.json"])
    assert index["collections"].keys() == index["schemas"].keys()
    for name, path in index["collections"].items():
        schema = json.loads(published[f"{api.BASE}/{index['schemas'][name]}"])
        jsonschema.Draft202012Validator.check_schema(schema)
        items = json.loads(published[f"{api.BASE}/{path}"])
        assert items, name
        jsonschema.validate(items, schema, cls=jsonschema.Draft202012Validator)


def test_a_schema_refuses_an_item_without_its_name(published: dict[str, bytes]) -> None:
    schema = json.loads(published[f"{api.BASE}/schemas/profils.json"])
    item = json.loads(published[f"{api.BASE}/profils.json"])[0]
    del item["nom"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([item], schema, cls=jsonschema.Draft202012Validator)


def test_the_index_lists_every_file_of_the_interface(published: dict[str, bytes]) -> None:
    index = json.loads(published[f"{api.BASE}/index.json"])
    listed = {*index["collections"].values(), *index["schemas"].values(), "index.json"}
    assert {path for path in published if path.startswith(api.BASE)} == {
        f"{api.BASE}/{path}" for path in listed
    }


TEXT = {"type": "string", "minLength": 1}
ADDRESS = {"type": "string", "pattern": "^https?://"}
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": TEXT,
        "home_page_url": ADDRESS,
        "feed_url": ADDRESS,
        "language": {"const": "fr"},
        "items": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["id"],
                "anyOf": [{"required": ["content_text"]}, {"required": ["content_html"]}],
                "properties": {
                    "id": TEXT,
                    "url": ADDRESS,
                    "title": TEXT,
                    "content_text": TEXT,
                    "date_published": TEXT,
                    "tags": {"type": "array", "items": TEXT},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
"""The members of JSON Feed 1.1 that the feed uses."""
