"""Every key that people write, place by place, and the form of what it holds, in French."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from prevenance.catalog.collections import FILES, FOLDERS, SHEET_EXAMPLE
from prevenance.model.company import Company
from prevenance.reader.keys import unwrapped


def places() -> Iterator[tuple[str, type[Any]]]:
    """Yield each place of the kit, and the class of its items."""
    for folder, (cls, _, _) in FOLDERS.items():
        yield f"{folder}/", cls
    for name, (cls, _) in FILES.items():
        yield name, cls
    yield SHEET_EXAMPLE, Company


def form_in_words(kind: Any) -> str:
    """Say in French what form a value takes."""
    plain = unwrapped(kind)
    origin = get_origin(plain)
    if origin is tuple:
        return f"liste : {form_in_words(get_args(plain)[0])}"
    if origin is Literal:
        return "l'un de : " + ", ".join(map(str, get_args(plain)))
    if origin is not None:
        return f"clés et {form_in_words(get_args(plain)[1])}"
    names: dict[Any, str] = {
        bool: "oui ou non",
        int: "nombre",
        dt.date: "date AAAA-MM-JJ",
        str: "texte",
    }
    return names.get(plain, "groupe de clés")
