"""YAML nodes into dataclasses, typed by the model; knows no domain word.

A list of one may be written as its only item. All the faults of a file are noted in one run.
"""

import types
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass, replace
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

import yaml

from prevenance.problems import did_you_mean, one_of, shown
from prevenance.reader.files import Reading
from prevenance.reader.keys import SEVERAL_LINES, Key, keys
from prevenance.reader.scalars import (
    Spot,
    cleaned,
    typed,
    within,
)

MAX_ITEMS = 500

T = TypeVar("T")


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
        before = len(self.reading.problems)
        values = self.read(cls, node, path, partial=base is not None)
        if values is None or len(self.reading.problems) > before:
            return None
        values |= given
        return cls(**values) if base is None else replace(base, **values)  # type: ignore[type-var]

    def read(
        self, cls: type, node: yaml.Node, path: tuple[str, ...] = (), *, partial: bool = False
    ) -> dict[str, Any] | None:
        """Read the fields of a class from a mapping node; those with a fault are left out.

        Without ``partial``, a required key that is absent is a fault. Returns None when the node is
        no mapping.
        """
        entries = self.mapping(node, path)
        if entries is None:
            return None
        known = {key.name: key for key in keys(cls)}
        values: dict[str, Any] = {}
        for name, (key_node, value_node) in entries.items():
            if name not in known:
                self.reading.fault(
                    (*path, name),
                    key_node.start_mark.line + 1,
                    "clé inconnue",
                    one_of(known),
                    getattr(cls, "RETIRED", {}).get(name)
                    or did_you_mean(name, known)
                    or "retirez cette clé",
                )
                continue
            for value in self.sound(known[name].kind, value_node, (*path, name)):
                if self.in_range(known[name], value, value_node, (*path, name)):
                    values[known[name].field] = value
        for key in known.values():
            if not partial and key.required and key.name not in entries:
                self.reading.fault(
                    (*path, key.name),
                    node.start_mark.line + 1,
                    "clé absente",
                    key.help,
                    f"ajoutez la ligne « {key.name}: … »",
                )
        return values

    def sound(self, kind: Any, node: yaml.Node, path: tuple[str, ...]) -> Iterator[object]:
        """Yield the value of a node; of a text with a fault nothing, of a group what is left."""
        before = len(self.reading.problems)
        value = self.value(kind, node, path)
        if len(self.reading.problems) == before or isinstance(value, (dict, tuple)):
            yield value

    def in_range(self, key: Key, value: object, node: yaml.Node, path: tuple[str, ...]) -> bool:
        """Tell whether a value keeps to the range of its key; note the number or year that does not."""
        before = len(self.reading.problems)
        if key.low is not None and key.high is not None:
            spot = Spot(self.reading, path, node.start_mark.line + 1)
            within(value, key.low, key.high, spot, key.unit)
        return len(self.reading.problems) == before

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
        self.filled(node, path, "aucune clé", "au moins une ligne « clé: valeur »")
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
        if kind is str:
            return self.scalar(kind, node, path)
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
                name: value
                for name, (_, value_node) in entries.items()
                for value in self.sound(args[1], value_node, (*path, name))
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
            self.filled(node, path, "liste vide", "au moins un élément")
            items = []
            for number, item in enumerate(node.value, start=1):
                place = (*path, str(number))
                self.reading.lines[place] = item.start_mark.line + 1
                items.append(self.value(kind, item, place))
            return tuple(items)
        if isinstance(node, yaml.MappingNode) and kind is str:
            return (self.scalar(kind, node, path),)
        return (self.value(kind, node, (*path, "1")),)

    def filled(
        self, node: yaml.CollectionNode, path: tuple[str, ...], found: str, expected: str
    ) -> None:
        """Note a list or a group that holds nothing: a key that has nothing to say is not written."""
        if not node.value:
            mend = "écrivez-en, ou supprimez la clé si elle est facultative"
            self.reading.fault(path, node.start_mark.line + 1, found, expected, mend)

    def scalar(
        self, kind: Any, node: yaml.Node, path: tuple[str, ...], *, lines: bool = False
    ) -> object:
        """Read one value: text (of one line, unless ``lines``), number, oui or non, date or choice."""
        spot = Spot(self.reading, path, node.start_mark.line + 1)
        if isinstance(node, yaml.ScalarNode):
            return typed(kind, cleaned(node, self.source, spot, lines=lines), spot)
        found = _what(node)
        first = node.value[0][0] if isinstance(node, yaml.MappingNode) and node.value else None
        if isinstance(first, yaml.ScalarNode):
            found = f"{shown(first.value + ' : …')} est lu comme une clé"
        spot.fault(found, "un texte", 'mettez le texte entre guillemets droits : "…"')
        return ""


def _what(node: yaml.Node) -> str:
    names: dict[type, str] = {yaml.MappingNode: "des clés", yaml.SequenceNode: "une liste"}
    return names.get(type(node), "un texte")
