"""How the fields of a model class are written in a file: the keys; knows no domain word."""

from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, replace
from functools import lru_cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

SEVERAL_LINES = "several lines"
"""Marks, in an annotation of the model, a text that may hold several lines; any other has one."""


@dataclass(frozen=True)
class Key:
    """How a field is written in a file: its French key, what belongs there, an example.

    ``low`` and ``high`` bound a number, the year of a date, the years that a text names.
    The model writes one in the annotation of a field; :func:`keys` adds what the class says of that
    field: its name, its type, whether a file must give it.
    """

    name: str
    help: str
    example: str = ""
    low: int | None = None
    high: int | None = None
    field: str = ""
    type: Any = None
    required: bool = False


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
            required = field.default is MISSING and field.default_factory is MISSING
            kind = hint if SEVERAL_LINES in get_args(hint) else get_args(hint)[0]
            yield replace(key, field=field.name, type=kind, required=required)
