"""What the site's search looks in: the pages as people ask for them, with their everyday words.

A letter is found by what it is for, never by its sentences, which it shares with dozens of others.
"""

import json
from collections.abc import Iterable, Iterator, Mapping

from prevenance.catalog import Catalog
from prevenance.model import Text
from prevenance.site import links
from prevenance.text.html import href, prose

WORDS = "mots"
"""The field of the index, and the key of files and of pages, that holds everyday words."""

ELSEWHERE = ("la-suite", "pour-continuer")
"""Anchors of the sections that only lead to other pages."""

CALLED_BY_NAME = ("profiles", "tools")
"""Collections whose items people know by their names: these count among their words."""

Words = Mapping[str, tuple[str, ...]]
"""Everyday words by the address of what they lead to, seen from the root of the site."""


def words_of_the_kit(catalog: Catalog) -> Words:
    """Return the words of every item of the kit that has some."""
    found: dict[str, tuple[str, ...]] = {}
    for address, words in _given(catalog):
        found[address] = (*found.get(address, ()), *words)
    return found


def _given(catalog: Catalog) -> Iterator[tuple[str, tuple[str, ...]]]:
    for collection in links.PAGE_FOLDERS:
        for name, item in getattr(catalog, collection).items():
            words = getattr(item, "words", ())
            told = (item.name, *words) if collection in CALLED_BY_NAME else words
            yield links.address("index.md", collection, name), told
    for name, term in catalog.terms.items():
        yield href("index.md", links.GLOSSARY, name), term.words


def reworked(index: str, catalog: Catalog, words: Words) -> str:
    """Return an index of MkDocs (JSON) with the words of its pages, and of letters only their use."""
    known = json.loads(index)
    entries = {entry["location"]: entry for entry in known["docs"]}
    for address, use in _uses(catalog.texts.values()).items():
        page = address.partition("#")[0]
        for section in [one for one in entries if one.startswith(f"{page}#") and one != address]:
            del entries[section]
        entries[address]["text"] = use
    for address, entry in list(entries.items()):
        page, _, section = address.partition("#")
        if section in ELSEWHERE:
            del entries[address]
        elif section and entry["title"] == entries[page]["title"] and not entries[page]["text"]:
            entries[page]["text"] = entries.pop(address)["text"]  # of its heading of level 1
    for address, told in words.items():
        if told and address in entries:
            entries[address][WORDS] = " ".join(told)
    docs = list(entries.values())
    return json.dumps({**known, "docs": docs}, ensure_ascii=False, separators=(",", ":"))


def _uses(texts: Iterable[Text]) -> dict[str, str]:
    """Say when to send each letter and when not to, by its address; twins may share one."""
    found: dict[str, str] = {}
    for text in texts:
        address = links.address("index.md", "texts", text.id)
        said = f"<p>{prose(text.use)}</p><p>{prose(text.avoid)}</p>"
        found[address] = found.get(address, "") + said
    return found
