"""The JSON Schemas of the files of kit/, drawn from the model, for editors that read them.

They accept what the command accepts, as an editor sees it: YAML turns ``2026`` into a number and
``true`` into a truth, which are texts where a text belongs.
"""

import datetime as dt
import json
from calendar import isleap
from collections.abc import Mapping
from typing import Any, Literal, get_args, get_origin

from prevenance.catalog.collections import FILES, FOLDERS
from prevenance.catalog.ids import pattern_of
from prevenance.model.company import Company
from prevenance.reader.builder import MAX_ITEMS
from prevenance.reader.keys import SEVERAL_LINES, Key, keys, unwrapped
from prevenance.reader.scalars import MAX_NUMBER

DRAFT = "https://json-schema.org/draft/2020-12/schema"
"""The dialect of the schemas."""

SIGNS = r"\s!-/:-@\[-`{-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf\u2190-\u245f\u2500-\u2bff\u3000-\u3004"
"""What says nothing by itself, inside brackets of a regular expression: spaces and common signs."""

SAYS_SOMETHING = f"[^{SIGNS}]"
ONE_LINE = rf"^\s*[^\r\n]*[^{SIGNS}][^\r\n]*\s*$"
"""The pattern of a text of one line that is not all signs; what YAML leaves around does not count."""

MONTHS = "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])"
"""The days of a year, as a regular expression, but for the last of February in a leap year."""


WRITTEN, PUBLISHED = {"enum": ["oui", "non"]}, {"type": "boolean"}
"""How a truth is said: by people, and in the data that the site publishes."""


def json_schema(cls: type, truth: Mapping[str, Any] = WRITTEN) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one item of a class."""
    return {
        "type": "object",
        "additionalProperties": False,
        "minProperties": 1,
        "properties": {
            key.name: {**_json_type(key.kind, key, truth), "description": key.help}
            for key in keys(cls)
        },
        "required": [key.name for key in keys(cls) if key.required],
    }


def _json_type(kind: Any, key: Key, truth: Mapping[str, Any]) -> dict[str, Any]:
    plain = unwrapped(kind)
    origin = get_origin(plain)
    if origin is tuple:
        item = _json_type(get_args(plain)[0], key, truth)
        several = {"type": "array", "items": item, "minItems": 1, "maxItems": MAX_ITEMS}
        return {"anyOf": [several, item]}
    if origin is Literal:
        return {"enum": list(get_args(plain))}
    if origin is not None:
        inner = _json_type(get_args(plain)[1], key, truth)
        return {"type": "object", "additionalProperties": inner, "minProperties": 1}
    if key.group:
        return json_schema(key.group, truth)
    if plain is bool:
        return dict(truth)
    if plain is int:
        return _number(0 if key.low is None else key.low, key.high or MAX_NUMBER)
    if plain is dt.date:
        return {"type": "string", "pattern": _day(key)}
    pattern = SAYS_SOMETHING if SEVERAL_LINES in get_args(kind) else ONE_LINE
    return {"type": ["string", "number", "boolean"], "pattern": pattern}


def _number(low: int, high: int) -> dict[str, Any]:
    """Bound a number, written as one or between quotation marks."""
    digits = "[0-9]{1,6}"
    if high < MAX_NUMBER:
        digits = f"0*({'|'.join(map(str, range(low, high + 1)))})"
    written = {"type": "string", "pattern": f"^{digits}$"}
    return {"anyOf": [{"type": "integer", "minimum": low, "maximum": high}, written]}


def _day(key: Key) -> str:
    """Return the pattern of a day that exists, in the years of its key."""
    if key.low is None or key.high is None:
        return f"^[0-9]{{4}}-({MONTHS}|02-29)$"
    years = range(key.low, key.high + 1)
    leap = "|".join(str(year) for year in years if isleap(year))
    return f"^(({'|'.join(map(str, years))})-({MONTHS})|({leap})-02-29)$"


def _customer() -> dict[str, Any]:
    """Return the schema of a customer's file: answers to blanks that kit/champs.yml declares."""
    answer = {"type": ["string", "number", "boolean"], "pattern": SAYS_SOMETHING}
    names = {"pattern": "^client_[a-z0-9_]+$"}
    return {
        "type": "object",
        "propertyNames": names,
        "additionalProperties": answer,
        "minProperties": 1,
    }


def schemas() -> dict[str, str]:
    """Return every JSON Schema as text, by file name: one per folder and file, the sheet's, a customer's."""
    found: dict[str, dict[str, Any]] = {
        f"{folder}.json": json_schema(cls) for folder, (cls, _, _) in FOLDERS.items()
    }
    for name, (cls, attribute) in FILES.items():
        found[f"{name.removesuffix('.yml')}.json"] = {
            "type": "object",
            "propertyNames": {"pattern": f"^({pattern_of(attribute).pattern})$"},
            "additionalProperties": json_schema(cls),
            "minProperties": 1,
        }
    found["entreprise.json"] = json_schema(Company)
    found["client.json"] = _customer()
    head = {"$schema": DRAFT}
    return {
        name: json.dumps({**head, **content}, ensure_ascii=False, indent=1) + "\n"
        for name, content in found.items()
    }
