"""The navigation: ``profils/*.md`` in mkdocs.yml stands for the generated pages of that folder."""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import Any


def expanded(nav: Any, paths: Iterable[str]) -> Any:
    """Replace each pattern of a navigation by the pages that match, in the order given.

    Pages that the navigation names itself are not repeated.
    """
    known = list(paths)
    named = set(_named(nav))
    return _expanded(nav, [path for path in known if path not in named])


def _named(nav: Any) -> Iterable[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        for part in nav.values():
            yield from _named(part)
    elif isinstance(nav, list):
        for part in nav:
            yield from _named(part)


def _expanded(nav: Any, paths: list[str]) -> Any:
    if isinstance(nav, dict):
        return {title: _expanded(part, paths) for title, part in nav.items()}
    if not isinstance(nav, list):
        return nav
    found: list[Any] = []
    for part in nav:
        if isinstance(part, str) and "*" in part:
            found += [path for path in paths if fnmatchcase(path, part)]
        else:
            found.append(_expanded(part, paths))
    return found
