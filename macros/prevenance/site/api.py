"""The kit as JSON, under api/v1/: one file per collection, with its JSON Schema beside it."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any

from prevenance import __version__
from prevenance.catalog import FILES, FOLDERS, Catalog, schema
from prevenance.reader.keys import keys

BASE = "api/v1"


def as_json(value: Any) -> Any:
    """Turn an item into what JSON can hold, under its French keys, as people would write it.

    Dates become ISO text; keys that nobody needs to write are left out when they are empty.
    """
    if is_dataclass(value) and not isinstance(value, type):
        found: dict[str, Any] = {"id": value.id} if hasattr(value, "id") else {}
        for key in keys(type(value)):
            content = getattr(value, key.field)
            if key.required or content:
                found[key.name] = as_json(content)
        return found | ({"texte": value.body} if hasattr(value, "body") else {})
    if isinstance(value, Mapping):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def collection_schema(cls: type) -> dict[str, Any]:
    """Return the JSON Schema of a collection: an array of items, each with its id and its text."""
    item = schema.json_schema(cls, schema.PUBLISHED)
    text = {"type": "string"}
    item["properties"] |= {"id": text} | ({"texte": text} if hasattr(cls, "body") else {})
    item["required"].append("id")
    return {"$schema": schema.DRAFT, "type": "array", "items": item}


def files(catalog: Catalog, today: dt.date) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the interface: an index, the collections, and the schema of each."""
    collections = {name.removesuffix(".yml"): entry for name, entry in FILES.items()}
    collections |= {folder: (cls, attribute) for folder, (cls, attribute, _) in FOLDERS.items()}
    for name, (cls, attribute) in collections.items():
        items = getattr(catalog, attribute).values()
        yield f"{BASE}/{name}.json", _bytes([as_json(item) for item in items])
        yield f"{BASE}/schemas/{name}.json", _bytes(collection_schema(cls))
    index = {
        "version": __version__,
        "etat_au": today.isoformat(),
        "licence": "CC0-1.0",
        "collections": {name: f"{name}.json" for name in collections},
        "schemas": {name: f"schemas/{name}.json" for name in collections},
    }
    yield f"{BASE}/index.json", _bytes(index)


def _bytes(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
