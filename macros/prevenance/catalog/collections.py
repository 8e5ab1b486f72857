"""Where each kind of item stands in kit/: the folder, or the file that holds them all."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from prevenance import model

FOLDERS: Mapping[str, tuple[type[Any], str, str]] = MappingProxyType(
    {
        "profils": (model.Profile, "profiles", ".yml"),
        "canaux": (model.Channel, "channels", ".yml"),
        "benefices": (model.Benefit, "benefits", ".yml"),
        "etapes": (model.Stage, "stages", ".yml"),
        "regles": (model.Table, "tables", ".yml"),
        "outils": (model.Tool, "tools", ".yml"),
        "blocs": (model.Paragraph, "blocs", ".md"),
        "cadres": (model.Frame, "frames", ".md"),
        "courriers": (model.Text, "texts", ".md"),
    }
)
"""Folder of kit/ -> the class of its items, the catalog's attribute, the files' suffix."""

FILES: Mapping[str, tuple[type[Any], str]] = MappingProxyType(
    {
        "sources.yml": (model.Source, "sources"),
        "champs.yml": (model.Field, "fields"),
        "facettes.yml": (model.ClosedList, "lists"),
        "glossaire.yml": (model.Term, "terms"),
        "interdits.yml": (model.Ban, "bans"),
        "faits.yml": (model.Fact, "facts"),
    }
)
"""File of kit/ that holds a whole collection -> the class of its items, the attribute."""

ATTRIBUTES = tuple(a for _, a in FILES.values()) + tuple(a for _, a, _ in FOLDERS.values())
TRANSLATED_FILES = ("champs.en.yml",)
"""The files that translate a collection: here the labels of blanks."""

TWIN = ".courriel"
"""How the id, and the file, of the twin of a bloc ends: what e-mails say in its place."""

SHEET_EXAMPLE = "entreprise.exemple.yml"
CUSTOMER_EXAMPLE = "client.exemple.yml"
LANGUAGES = ("fr", "en")


def file_of(item: Any) -> tuple[str, tuple[str, ...]]:
    """Return the file of an item, relative to kit/, and the key path of the item inside it."""
    for folder, (cls, _, suffix) in FOLDERS.items():
        if isinstance(item, cls):
            return f"{folder}/{item.id}{suffix}", ()
    name = next(name for name, (cls, _) in FILES.items() if isinstance(item, cls))
    return name, (item.id,)
