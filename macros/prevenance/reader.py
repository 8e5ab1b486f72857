"""YAML nodes into dataclasses, typed by the model; knows no domain word.

A list of one may be written as its only item. All the faults of a file are noted in one run.
"""

import datetime as dt
import re
import types
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from typing import (
    Annotated,
    Any,
    Literal,
    NamedTuple,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import yaml

from prevenance.nodes import Reading
from prevenance.problems import did_you_mean, one_of, shown
from prevenance.typography import clean_text

MAX_ITEMS = 500

SEVERAL_LINES = "several lines"
"""Marks, in an annotation of the model, a text that may hold several lines; any other has one."""

T = TypeVar("T")


class Key(NamedTuple):
    """How a field is written in a file: its French key, what belongs there, an example."""

    name: str
    help: str
    example: str = ""


class Slot(NamedTuple):
    """A field of a model class, as the reader, the skeletons and the page of keys see it."""

    field: str
    key: Key
    type: Any
    required: bool


_SLOTS: dict[type, tuple[Slot, ...]] = {}


def slots(cls: type) -> tuple[Slot, ...]:
    """List the fields of a model class that people write, in the order of the model."""
    if cls not in _SLOTS:
        _SLOTS[cls] = tuple(_slots(cls))
    return _SLOTS[cls]


def _slots(cls: type) -> Iterator[Slot]:
    hints = get_type_hints(cls, include_extras=True)
    for field in fields(cls):
        hint = hints[field.name]
        if get_origin(hint) is Annotated:
            key = next(a for a in get_args(hint) if isinstance(a, Key))
            required = field.default is MISSING and field.default_factory is MISSING
            kind = hint if SEVERAL_LINES in get_args(hint) else get_args(hint)[0]
            yield Slot(field.name, key, kind, required)


class Builder:
    """Builds model objects from YAML nodes, noting faults instead of stopping at the first."""

    def __init__(self, reading: Reading, source: str) -> None:
        self.reading = reading
        self.source = source.split("\n")

    def build(
        self,
        cls: type[T],
        node: yaml.Node,
        path: tuple[str, ...] = (),
        *,
        base: T | None = None,
        **given: object,
    ) -> T | None:
        """Build one dataclass from a mapping node; ``given`` supplies the fields without a key.

        With ``base``, a translation: the keys written replace those of ``base``, none is required.
        Returns None when a fault makes the object unusable; the faults are in the reading.
        """
        entries = self.mapping(node, path)
        if entries is None:
            return None
        known = {slot.key.name: slot for slot in slots(cls)}
        before = len(self.reading.problems)
        values: dict[str, object] = dict(given)
        for name, (key_node, value_node) in entries.items():
            if name not in known:
                self.reading.fault(
                    (*path, name),
                    key_node.start_mark.line + 1,
                    "clé inconnue",
                    one_of(known),
                    did_you_mean(name, known) or "retirez cette clé",
                )
                continue
            values[known[name].field] = self.value(known[name].type, value_node, (*path, name))
        for slot in known.values():
            if base is None and slot.required and slot.key.name not in entries:
                self.reading.fault(
                    (*path, slot.key.name),
                    node.start_mark.line + 1,
                    "clé absente",
                    slot.key.help,
                    f"ajoutez la ligne « {slot.key.name}: … »",
                )
        if len(self.reading.problems) > before:
            return None
        return cls(**values) if base is None else replace(base, **values)  # type: ignore[type-var]

    def mapping(
        self, node: yaml.Node, path: tuple[str, ...]
    ) -> dict[str, tuple[yaml.Node, yaml.Node]] | None:
        """Read a mapping node into key -> (key node, value node), refusing repeated keys."""
        if not isinstance(node, yaml.MappingNode):
            self.reading.fault(
                path,
                node.start_mark.line + 1,
                f"{_what(node)} à la place de clés",
                "des lignes « clé: valeur »",
                "comparez avec une fiche voisine",
            )
            return None
        entries: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            if not name or name == "<<" or not name.isprintable():
                self.reading.fault(
                    path,
                    line,
                    "clé qui n'est pas un mot simple",
                    "un mot, puis deux-points",
                    "mettez ce texte entre guillemets droits",
                )
            elif name in entries:
                first = entries[name][0].start_mark.line + 1
                self.reading.fault(
                    (*path, name),
                    line,
                    f"clé déjà écrite ligne {first}",
                    "une seule fois chaque clé",
                    "supprimez l'une des deux",
                )
            else:
                entries[name] = (key, value)
                self.reading.lines[*path, name] = line
        return entries

    def value(self, kind: Any, node: yaml.Node, path: tuple[str, ...]) -> object:
        """Read a node as the type that the model asks for."""
        origin, args = get_origin(kind), get_args(kind)
        if SEVERAL_LINES in args:
            return self.scalar(args[0], node, path, lines=True)
        if origin is Annotated:
            return self.value(args[0], node, path)
        if origin in {Union, types.UnionType}:
            return self.value(next(a for a in args if a is not type(None)), node, path)
        if origin is tuple:
            return self.sequence(args[0], node, path)
        if origin is not None and issubclass(
            origin if isinstance(origin, type) else object, Mapping
        ):
            entries = self.mapping(node, path) or {}
            return {
                name: self.value(args[1], value, (*path, name))
                for name, (_, value) in entries.items()
            }
        if is_dataclass(kind) and isinstance(kind, type):
            return self.build(kind, node, path)
        return self.scalar(kind, node, path)

    def sequence(self, kind: Any, node: yaml.Node, path: tuple[str, ...]) -> tuple[object, ...]:
        """Read a list; a single value or mapping stands for a list of one."""
        if isinstance(node, yaml.SequenceNode):
            if len(node.value) > MAX_ITEMS:
                self.reading.fault(
                    path,
                    node.start_mark.line + 1,
                    f"liste de {len(node.value)} éléments",
                    f"au plus {MAX_ITEMS}",
                    "coupez la liste",
                )
                return ()
            items = []
            for number, item in enumerate(node.value, start=1):
                place = (*path, str(number))
                self.reading.lines[place] = item.start_mark.line + 1
                items.append(self.value(kind, item, place))
            return tuple(items)
        if isinstance(node, yaml.MappingNode) and kind is str:
            return (self.scalar(kind, node, path),)
        return (self.value(kind, node, (*path, "1")),)

    def scalar(
        self, kind: Any, node: yaml.Node, path: tuple[str, ...], *, lines: bool = False
    ) -> object:
        """Read one value as text, then type it: str, int, bool (oui/non), date or a closed list.

        The text has one line, whatever the way YAML wrote it, unless ``lines``.
        """
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.ScalarNode):
            found = _what(node)
            if isinstance(node, yaml.MappingNode) and node.value:
                found = f"{shown(node.value[0][0].value + ' : …')} est lu comme une clé"
            self.reading.fault(
                path, line, found, "un texte", 'mettez le texte entre guillemets droits : "…"'
            )
            return ""
        text = self._cleaned(node, path, line)
        if not lines and len(text.splitlines()) > 1:
            found, mend = f"{len(text.splitlines())} lignes", "réunissez-les en une phrase"
            self.reading.fault(path, line, found, "une seule ligne", mend)
        if get_origin(kind) is Literal:
            choices = get_args(kind)
            if text not in choices:
                self.reading.fault(
                    path, line, shown(text), one_of(choices), did_you_mean(text, choices)
                )
            return text
        return _typed(kind, text, self.reading, path, line)

    def _cleaned(self, node: yaml.ScalarNode, path: tuple[str, ...], line: int) -> str:
        tail = (
            self.source[node.end_mark.line][node.end_mark.column :]
            if node.end_mark.line < len(self.source)
            else ""
        )
        if not node.style and re.match(r"\s*#\S", tail):
            self.reading.fault(
                path,
                line,
                f"{shown(tail.strip())} est lu comme un commentaire",
                "un texte entier",
                'mettez le texte entre guillemets droits : "…"',
            )
        try:
            seen = clean_text(node.value, lines=True)
        except ValueError as error:
            self.reading.fault(
                path,
                line,
                str(error),
                "un texte sans caractère de contrôle",
                "effacez ce caractère",
            )
            return ""
        if not seen:
            self.reading.fault(
                path, line, "valeur vide", "un texte", "écrivez la valeur, ou supprimez la ligne"
            )
        return str(node.value).strip()


def _typed(kind: type, text: str, reading: Reading, path: tuple[str, ...], line: int) -> object:
    if kind is bool:
        if text not in {"oui", "non"}:
            reading.fault(
                path, line, shown(text), "oui ou non", "écrivez oui ou non, sans guillemets"
            )
        return text == "oui"
    if kind is int:
        if not re.fullmatch(r"[0-9]{1,6}", text):
            reading.fault(
                path,
                line,
                shown(text),
                "un nombre entier",
                "écrivez des chiffres seuls, par exemple 30",
            )
            return 0
        return int(text)
    if kind is dt.date:
        try:
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
                return dt.date.fromisoformat(text)
        except ValueError:
            pass
        reading.fault(
            path,
            line,
            shown(text),
            "une date AAAA-MM-JJ qui existe",
            "exemple : 2026-09-01 pour le 1er septembre 2026",
        )
        return dt.date(1970, 1, 1)
    return text


def _what(node: yaml.Node) -> str:
    names: dict[type, str] = {yaml.MappingNode: "des clés", yaml.SequenceNode: "une liste"}
    return names.get(type(node), "un texte")
