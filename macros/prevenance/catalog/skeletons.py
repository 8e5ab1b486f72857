"""New files of kit/: commented ones made from the model, and copies of a neighbour."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from prevenance.catalog import FOLDERS, Catalog, is_id
from prevenance.catalog.ids import LONGEST_FILE
from prevenance.catalog.key_reference import form_in_words
from prevenance.reader.keys import Key, keys, unwrapped

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


def commented_file(kind: str, today: dt.date) -> str:
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
    lines = [f"{indent}# {key.help} ({needed} ; {form_in_words(key.kind)})"]
    inner = key.group
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
    origin = get_origin(unwrapped(key.kind))
    if origin is tuple:
        return [*lines, f"{indent}{mark}{key.name}:", f"{indent}{mark}  - {example}"]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return [*lines, f"{indent}{mark}{key.name}:", f"{indent}{mark}  cle: {example}"]
    return [*lines, f"{indent}{mark}{key.name}: {example}"]


def _example(kind: Any) -> str:
    plain = unwrapped(kind)
    if get_origin(plain) is tuple:
        return _example(get_args(plain)[0])
    if get_origin(plain) is Literal:
        return str(get_args(plain)[0])
    names: dict[Any, str] = {bool: "non", int: "1", dt.date: "2026-11-24"}
    return names.get(plain, PLACEHOLDER)


def copies(catalog: Catalog, kind: str, neighbour: str, name: str) -> Iterator[tuple[Path, str]]:
    """Yield what an item copied from a neighbour is made of, its translations too: paths and texts.

    Nothing when there is no such neighbour. What a neighbour has alone is not copied: the everyday
    words that lead to it, the name of a text's files in the kit.
    """
    folder, suffix = KINDS[kind], FOLDERS[KINDS[kind]][2]
    for ending in ("", *(f".{language}" for language in catalog.translations)):
        path = catalog.root / folder / f"{neighbour}{ending}{suffix}"
        if is_id(neighbour) and path.is_file():
            text = re.sub(r"(?m)^mots:.*\n(?:[ -].*\n)*", "", path.read_text("utf-8"))
            stem = name[:LONGEST_FILE].rstrip("-")
            text = re.sub(r"(?m)^fichier: .*$", f"fichier: {stem}", text)
            yield path.with_name(f"{name}{ending}{suffix}"), text
