"""How the fields of a model class are written in a file: the keys; knows no domain word."""

import datetime as dt
import types
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

SEVERAL_LINES = "several lines"
"""Marks, in an annotation of the model, a text that may hold several lines; any other has one."""

Holds = Literal[
    "prose",  # sentences for people
    "id",  # ids of the items of a collection, ``of``
    "value",  # values of a closed list that people write, ``of``; of its own values, without one
    "box",  # values of closed lists, by list: those that something accepts
    "outcome",  # values of closed lists, by list: those that something gives
    "word",  # words as others write them, to be recognised
    "address",  # the address of a page
    "day",  # a date, or a text that stands for one
    "choice",  # one word of a list that the model closes
    "number",
    "truth",  # yes or no
    "group",  # keys of its own
]
"""What a key holds. The type tells the last five; of a text, the model says which of the others."""


@dataclass(frozen=True)
class Key:
    """How a field is written in a file: its French key, what belongs there, an example.

    The model writes one in the annotation of a field; :func:`keys` adds what the class says of that
    field: its name, its type, whether a file must give it.
    """

    name: str
    help: str
    example: str = ""
    low: int | None = None
    """With ``high``, what bounds a number, the year of a date, the years that a text names."""
    high: int | None = None
    unit: str = ""
    """What a number counts, as messages write it."""
    holds: Holds = "prose"
    of: str = ""
    """The collection whose ids, or the closed list whose values, belong here."""
    printed: Literal["", "said", "filled"] = ""
    """Whether letters, or the pages of letters, show it: as it is, or with its blanks filled."""
    translated: bool = False
    """Whether a translation may write it; it has to when it is ``printed``."""
    field: str = ""
    kind: Any = None
    required: bool = False

    @property
    def group(self) -> type | None:
        """The class of a group of keys, or of the items of a list of groups."""
        inner = _leaf(self.kind)
        return inner if isinstance(inner, type) and is_dataclass(inner) else None


def keys(cls: type) -> tuple[Key, ...]:
    """List the keys of a model class, in the order of the model; a field without one is not written."""
    return _keys(cls)


@lru_cache(maxsize=64)
def _keys(cls: type) -> tuple[Key, ...]:
    return tuple(_bound(cls))


def _bound(cls: type) -> Iterator[Key]:
    hints = get_type_hints(cls, include_extras=True)
    for field in fields(cls):
        hint = hints[field.name]
        if get_origin(hint) is Annotated:
            key = next(a for a in get_args(hint) if isinstance(a, Key))
            kind = hint if SEVERAL_LINES in get_args(hint) else get_args(hint)[0]
            required = field.default is MISSING and field.default_factory is MISSING
            bound = replace(key, field=field.name, kind=kind, required=required)
            said = key.printed or any(
                inner.translated for inner in (keys(bound.group) if bound.group else ())
            )
            yield replace(
                bound, holds=_held(kind) or key.holds, translated=key.translated or bool(said)
            )


def unwrapped(kind: Any) -> Any:
    """Strip a type of its annotations and of the None of what is optional."""
    if get_origin(kind) is Annotated:
        return unwrapped(get_args(kind)[0])
    if get_origin(kind) in {Union, types.UnionType}:
        return unwrapped(next(a for a in get_args(kind) if a is not type(None)))
    return kind


def _leaf(kind: Any) -> Any:
    """Return the type of one value: that of a list's items, of a mapping's values."""
    kind = unwrapped(kind)
    if get_origin(kind) in {tuple, Mapping}:
        return _leaf(get_args(kind)[get_origin(kind) is Mapping])
    return kind


def _held(kind: Any) -> Holds | None:
    """Tell what a key holds by its type, or None when it holds texts."""
    leaf = _leaf(kind)
    if get_origin(leaf) is Literal:
        return "choice"
    if is_dataclass(leaf):
        return "group"
    named: Mapping[Any, Holds] = {int: "number", bool: "truth", dt.date: "day"}
    return named.get(leaf)


Path = tuple[str, ...]


def walk(item: Any, path: Path = ()) -> Iterator[tuple[Path, Key, Any]]:
    """Yield each key of an item with its path and its value; those of a group instead of the group."""
    for key in keys(type(item)):
        value, here = getattr(item, key.field), (*path, key.name)
        if key.holds != "group":
            yield here, key, value
        elif isinstance(value, tuple):
            for number, one in enumerate(value, start=1):
                yield from walk(one, (*here, str(number)))
        else:
            yield from walk(value, here)


def texts(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield the texts of a value, of a list or of a mapping, with their paths."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for number, one in enumerate(value, start=1):
            yield from texts(one, (*path, str(number)))
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield from texts(one, (*path, name))
