"""The everyday words under which a page is looked for: those of the kit's items and of the pages."""

import json
from collections.abc import Mapping

from prevenance.catalog import Catalog
from prevenance.site import links
from prevenance.text.html import href

FIELD = "mots"
"""The field of the search's index that holds them: the key of the kit's files."""


def words_of_the_kit(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """Return the words of each item that has some, by the address of its page in the site."""
    found: dict[str, tuple[str, ...]] = {}
    for collection in links.PAGE_FOLDERS:
        for name, item in getattr(catalog, collection).items():
            if words := getattr(item, "words", ()):
                found[links.address("index.md", collection, name)] = words
    for name, term in catalog.terms.items():
        if term.words:
            found[href("index.md", links.GLOSSARY, name)] = term.words
    return found


def with_words(index: str, words: Mapping[str, tuple[str, ...]]) -> str:
    """Add to a search index (JSON of MkDocs) the words of its pages, by their addresses."""
    known = json.loads(index)
    for entry in known["docs"]:
        if told := words.get(entry["location"]):
            entry[FIELD] = " ".join(told)
    return json.dumps(known, ensure_ascii=False, separators=(",", ":"), sort_keys=False)
