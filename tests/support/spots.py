"""Where each key of a file of kit/ stands, with the type that the model gives it: for mutants."""

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin

import yaml

from prevenance.catalog import FILES, FOLDERS
from prevenance.reader.keys import Key, keys

FRONT = "---\n"


@dataclass(frozen=True)
class Spot:
    """A key or an item of a list: its path, what the model says of it, and where it is written.

    ``start`` and ``end`` bound its value in the text; ``line`` is that of the value, ``block`` the
    bounds of its whole lines, ``parent`` the line of the group that holds it.
    """

    path: tuple[str, ...]
    said: Key
    type: Any
    required: bool
    node: yaml.Node
    start: int
    end: int
    line: int
    key_line: int
    block: tuple[int, int]
    parent: int
    owns_its_lines: bool

    @property
    def key(self) -> str:
        """The last word of the path that is not a number."""
        return next((k for k in reversed(self.path) if not k.isdigit()), "")

    @property
    def scalar(self) -> bool:
        return isinstance(self.node, yaml.ScalarNode)


@dataclass(frozen=True)
class Written:
    """A file of kit/ as it is written."""

    name: str
    text: str

    @property
    def markdown(self) -> bool:
        return self.name.endswith(".md")

    @property
    def translation(self) -> bool:
        return ".en." in self.name

    @property
    def folder(self) -> str:
        return self.name.rpartition("/")[0]

    @cached_property
    def head_end(self) -> int:
        """Where the keys end, before the second fence of a text."""
        return self.text.index("\n---\n", 3) + 1 if self.markdown else len(self.text)

    @cached_property
    def body_start(self) -> int:
        return self.head_end + len(FRONT)

    @cached_property
    def body(self) -> list[tuple[int, int, str]]:
        """The lines of the text under the keys: offset, 1-based number, line."""
        if not self.markdown:
            return []
        found, offset = [], self.body_start
        for line in self.text[offset:].split("\n"):
            found.append((offset, self.line_at(offset), line))
            offset += len(line) + 1
        return found

    @cached_property
    def spots(self) -> list[Spot]:
        skip = len(FRONT) if self.markdown else 0
        node = yaml.compose(self.text[skip : self.head_end], Loader=yaml.CSafeLoader)
        assert isinstance(node, yaml.MappingNode)
        folder, slash, _ = self.name.partition("/")
        if slash:
            return list(self._group(FOLDERS[folder][0], node, (), 1, skip))
        cls = FILES[self.name.replace(".en.", ".")][0]
        return [
            spot
            for key, value in node.value
            for spot in self._group(
                cls, value, (key.value,), self.line_at(key.start_mark.index), skip
            )
        ]

    def line_at(self, offset: int) -> int:
        return self.text.count("\n", 0, offset) + 1

    def _group(
        self, cls: type, node: yaml.Node, path: tuple[str, ...], parent: int, skip: int
    ) -> Iterator[Spot]:
        known = {key.name: key for key in keys(cls)}
        for name, value in node.value:
            key = known[name.value]
            yield from self._spots(
                key, key.kind, name, value, (*path, name.value), parent, skip, key.required
            )

    def _spots(
        self,
        said: Key,
        kind: Any,
        key: yaml.Node,
        node: yaml.Node,
        path: tuple[str, ...],
        parent: int,
        skip: int,
        required: bool,
    ) -> Iterator[Spot]:
        kind = plain(kind)
        key_start, start, end = (
            skip + key.start_mark.index,
            skip + node.start_mark.index,
            skip + _end(node),
        )
        first = self.text.rfind("\n", 0, key_start) + 1
        last = self.text.find("\n", end) + 1 or len(self.text)
        line = self.line_at(start)
        alone = not self.text[first:key_start].strip()
        yield Spot(
            path,
            said,
            kind,
            required,
            node,
            start,
            end,
            line,
            self.line_at(key_start),
            (first, last),
            parent,
            alone,
        )
        items = node.value if isinstance(node, yaml.SequenceNode) else []
        args = get_args(kind)
        if get_origin(kind) is tuple:
            for number, item in enumerate(items, start=1):
                inner = (*path, str(number))
                yield from self._spots(said, args[0], item, item, inner, line, skip, False)
        elif isinstance(get_origin(kind), type) and issubclass(get_origin(kind), Mapping):
            for inner_key, value in node.value:
                inner = (*path, inner_key.value)
                yield from self._spots(said, args[1], inner_key, value, inner, line, skip, False)
        elif is_dataclass(kind) and isinstance(kind, type):
            yield from self._group(kind, node, path, line, skip)


def plain(kind: Any) -> Any:
    """Strip ``Annotated`` and the None of an optional type."""
    if get_origin(kind) is Annotated:
        return plain(get_args(kind)[0])
    if get_origin(kind) in {Union, types.UnionType}:
        return plain(next(a for a in get_args(kind) if a is not type(None)))
    return kind


def _end(node: yaml.Node) -> int:
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def written(kit: Path) -> list[Written]:
    """Read every file of kit/ that the catalog reads, in order."""
    names = [*FILES, "champs.en.yml"]
    names += sorted(
        path.relative_to(kit).as_posix()
        for folder, (_, _, suffix) in FOLDERS.items()
        for path in (kit / folder).glob(f"*{suffix}")
    )
    return [Written(name, (kit / name).read_text("utf-8")) for name in names]
