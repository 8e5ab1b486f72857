"""The JSON Schemas of the files of kit/, drawn from the model, for editors that read them."""

import datetime as dt
import json
from dataclasses import is_dataclass
from typing import Any, Literal, get_args, get_origin

from prevenance.catalog.collections import FILES, FOLDERS
from prevenance.model.company import Company
from prevenance.reader.keys import SEVERAL_LINES, Key, keys, unwrapped

ONE_LINE = r"^\s*[^\r\n]*[^\s!-/:-@\[-`{-~\u2010-\u2027][^\r\n]*\s*$"
"""The pattern of a text of one line that is not all signs; what YAML leaves around does not count."""

DRAFT = "https://json-schema.org/draft/2020-12/schema"
"""The dialect of the schemas."""


def json_schema(cls: type) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one item of a class, for editors that read it."""
    properties = {
        key.name: {
            **_json_type(key.kind),
            **_json_range(key),
            "description": key.help,
        }
        for key in keys(cls)
    }
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": [key.name for key in keys(cls) if key.required],
    }


def _json_range(key: Key) -> dict[str, Any]:
    """Bound a number, or the year of a date; a text that names years is left to ``verifier``."""
    kind = unwrapped(key.kind)
    if key.low is None or key.high is None or kind is str:
        return {}
    if kind is int:
        return {"minimum": key.low, "maximum": key.high}
    years = "|".join(map(str, range(key.low, key.high + 1)))
    return {"pattern": f"^({years})-[0-9]{{2}}-[0-9]{{2}}$"}


def _json_type(kind: Any) -> dict[str, Any]:
    plain = unwrapped(kind)
    origin = get_origin(plain)
    if origin is tuple:
        item = _json_type(get_args(plain)[0])
        return {"anyOf": [{"type": "array", "items": item, "minItems": 1}, item]}
    if origin is Literal:
        return {"enum": list(get_args(plain))}
    if origin is not None:
        inner = _json_type(get_args(plain)[1])
        return {"type": "object", "additionalProperties": inner, "minProperties": 1}
    if is_dataclass(plain) and isinstance(plain, type):
        return json_schema(plain)
    if plain is bool:
        return {"enum": ["oui", "non", True, False]}
    if plain is int:
        return {"type": "integer", "minimum": 0}
    if plain is dt.date:
        return {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
    one_line = {} if SEVERAL_LINES in get_args(kind) else {"pattern": ONE_LINE}
    return {"type": "string", "minLength": 1, **one_line}


def schemas() -> dict[str, str]:
    """Return every JSON Schema as text, by file name: one per folder, file of kit/, and the sheet."""
    found: dict[str, dict[str, Any]] = {
        f"{folder}.json": json_schema(cls) for folder, (cls, _, _) in FOLDERS.items()
    }
    for name, (cls, _) in FILES.items():
        found[f"{name.removesuffix('.yml')}.json"] = {
            "type": "object",
            "additionalProperties": json_schema(cls),
        }
    found["entreprise.json"] = json_schema(Company)
    head = {"$schema": DRAFT}
    return {
        name: json.dumps({**head, **content}, ensure_ascii=False, indent=1) + "\n"
        for name, content in found.items()
    }
