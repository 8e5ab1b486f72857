"""What the model yields for people who write files: skeletons, the page of keys, the JSON Schema."""

import datetime as dt
import json
import types
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from prevenance.catalog import (
    FILES,
    FOLDERS,
    Catalog,
    is_id,
)
from prevenance.model.company import Company
from prevenance.reader.keys import SEVERAL_LINES, Key, keys

KINDS: Mapping[str, str] = {
    "profil": "profils",
    "canal": "canaux",
    "benefice": "benefices",
    "etape": "etapes",
    "courrier": "courriers",
    "outil": "outils",
}
"""What ``nouveau`` can start, with its folder."""


PLACEHOLDER = '"à écrire"'
"""What a skeleton puts where a sentence belongs; no published file keeps it."""

ONE_LINE = r"^\s*[^\r\n]*[^\s!-/:-@\[-`{-~\u2010-\u2027][^\r\n]*\s*$"
"""The pattern of a text of one line that is not all signs; what YAML leaves around does not count."""

DRAFT = "https://json-schema.org/draft/2020-12/schema"
"""The dialect of the schemas."""


def skeleton(kind: str, today: dt.date) -> str:
    """Write a commented file of a kind, made from the model: each key with what belongs there.

    Optional keys are commented out. A courrier also gets the beginning of a text.
    """
    cls, _, suffix = FOLDERS[KINDS[kind]]
    lines = [f"# Fiche « {kind} » : remplacez les valeurs, retirez les lignes inutiles."]
    for key in keys(cls):
        lines += _skeleton_lines(key, today, "")
    text = "\n".join(lines) + "\n"
    if suffix == ".md":
        text = f"---\n{text}---\nÉcrivez ici le texte, sans formule d'appel ni de politesse : le cadre les ajoute.\n"
    return text


def _skeleton_lines(key: Key, today: dt.date, indent: str) -> list[str]:
    mark = "" if key.required else "# "
    needed = "obligatoire" if key.required else "facultatif"
    lines = [f"{indent}# {key.help} ({needed} ; {form(key.kind)})"]
    inner = _dataclass(key.kind)
    if inner is not None:
        lines.append(f"{indent}{mark}{key.name}:")
        subs = keys(inner)
        if key.required and not any(sub.required for sub in subs):
            subs = (replace(subs[0], required=True), *subs[1:])
        for sub in subs:
            lines += [
                f"{mark}{line}" if mark else line
                for line in _skeleton_lines(sub, today, indent + "  ")
            ]
        return lines
    example = today.isoformat() if key.name == "relu_le" else key.example or _example(key.kind)
    origin = get_origin(_plain(key.kind))
    if origin is tuple:
        return [*lines, f"{indent}{mark}{key.name}:", f"{indent}{mark}  - {example}"]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return [*lines, f"{indent}{mark}{key.name}:", f"{indent}{mark}  cle: {example}"]
    return [*lines, f"{indent}{mark}{key.name}: {example}"]


def _plain(kind: Any) -> Any:
    """Strip Annotated and the None of an optional type."""
    if get_origin(kind) is Annotated:
        return _plain(get_args(kind)[0])
    if get_origin(kind) in {Union, types.UnionType}:
        return _plain(next(a for a in get_args(kind) if a is not type(None)))
    return kind


def _dataclass(kind: Any) -> type | None:
    plain = _plain(kind)
    if get_origin(plain) is tuple:
        plain = _plain(get_args(plain)[0])
    return plain if isinstance(plain, type) and hasattr(plain, "__dataclass_fields__") else None


def _example(kind: Any) -> str:
    plain = _plain(kind)
    if get_origin(plain) is tuple:
        return _example(get_args(plain)[0])
    if get_origin(plain) is Literal:
        return str(get_args(plain)[0])
    names: dict[Any, str] = {bool: "non", int: "1", dt.date: "2026-11-24"}
    return names.get(plain, PLACEHOLDER)


def form(kind: Any) -> str:
    """Say in French what form a value takes."""
    plain = _plain(kind)
    origin = get_origin(plain)
    if origin is tuple:
        return f"liste : {form(get_args(plain)[0])}"
    if origin is Literal:
        return "l'un de : " + ", ".join(map(str, get_args(plain)))
    if origin is not None:
        return f"clés et {form(get_args(plain)[1])}"
    names: dict[Any, str] = {
        bool: "oui ou non",
        int: "nombre",
        dt.date: "date AAAA-MM-JJ",
        str: "texte",
    }
    return names.get(plain, "groupe de clés")


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
    kind = _plain(key.kind)
    if key.low is None or key.high is None or kind is str:
        return {}
    if kind is int:
        return {"minimum": key.low, "maximum": key.high}
    years = "|".join(map(str, range(key.low, key.high + 1)))
    return {"pattern": f"^({years})-[0-9]{{2}}-[0-9]{{2}}$"}


def _json_type(kind: Any) -> dict[str, Any]:
    plain = _plain(kind)
    origin = get_origin(plain)
    if origin is tuple:
        item = _json_type(get_args(plain)[0])
        return {"anyOf": [{"type": "array", "items": item, "minItems": 1}, item]}
    if origin is Literal:
        return {"enum": list(get_args(plain))}
    if origin is not None:
        inner = _json_type(get_args(plain)[1])
        return {"type": "object", "additionalProperties": inner, "minProperties": 1}
    if isinstance(plain, type) and hasattr(plain, "__dataclass_fields__"):
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


def copied(catalog: Catalog, kind: str, neighbour: str) -> str | None:
    """Return the text of a neighbouring file to start from, or None when it does not exist."""
    folder = KINDS[kind]
    if not is_id(neighbour):
        return None
    path = catalog.root / folder / f"{neighbour}{FOLDERS[folder][2]}"
    return path.read_text("utf-8") if path.is_file() else None
