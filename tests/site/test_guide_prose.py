"""The French that people read: spelling, length of sentences, and what must not be typed by hand."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

import pytest
import yaml

from conftest import ROOT
from prevenance.catalog import FILES, FOLDERS, Catalog
from prevenance.site.api import as_json

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
ENGLISH = DOCS / "en.md"
"""The one page for readers of English."""
TITLES = ("title", "description")
LEXICON = Path(__file__).parents[1] / "lexique.txt"

IN_OTHER_WORDS = {"colonnes", "url"}
"""Keys that hold the words of files and machines."""
LONG_SENTENCE = 40
"""Words above which a sentence is listed as hard to read."""
MEAN_LENGTH = 12
"""Words that a sentence of the guide has on average, at most."""

HEAD = re.compile(r"(?s)\A---\n(.*?)\n---\n")
NOT_PROSE = re.compile(r"(?s)```.*?```|`[^`]*`|\{\{.*?\}\}|\{%.*?%\}|\{:.*?\}|<[^>]*>|\]\([^)]*\)")
IN_LETTERS = re.compile(
    r"\(\([^)]*\)\)|`[^`]*`|https?://\S+|\S+\.(?:fr|com|pdf|org)\b|\S+_\S+|\S*/\S*|\d+-PGP"
)
WORD = re.compile(r"(?<![\w.])[^\W\d_]+(?:[’'-][^\W\d_]+)*(?![\w])")
ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=.)", re.IGNORECASE)


def head(page: Path) -> dict[str, object]:
    found = HEAD.match(page.read_text("utf-8"))
    values: dict[str, object] = yaml.safe_load(found[1]) if found else {}
    return values


def prose(page: Path) -> str:
    """Return what a page says, without its head, its macros, its code and its addresses."""
    text = HEAD.sub("", page.read_text("utf-8"))
    return NOT_PROSE.sub(lambda found: "]" if found[0].startswith("](") else " ", text)


def sentences(page: Path) -> Iterator[str]:
    """Yield the sentences of a page, a macro counting for one word; table rows are left out."""
    text = re.sub(r"\{\{.*?\}\}", "X", HEAD.sub("", page.read_text("utf-8")))
    text = NOT_PROSE.sub(lambda found: "]" if found[0].startswith("](") else " ", text)
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.)\s)", text):
        if not block.lstrip().startswith(("#", "|")):
            line = re.sub(r"^[\s\-*\d.]+", "", " ".join(block.split()))
            yield from (s for s in re.split(r"(?<=[.!?…])\**\s+(?=[*«\[]*[A-ZÀ-ÖX])", line) if s)


def length(sentence: str) -> int:
    return len(re.findall(r"[\w’'-]*\w", sentence))


def french_of(catalog: Catalog) -> Iterator[str]:
    """Yield every French sentence of the kit; the forbidden phrases are wrong on purpose."""
    collections = [entry for name, entry in FILES.items() if name != "interdits.yml"]
    collections += [(cls, attribute) for cls, attribute, _ in FOLDERS.values()]
    ids = re.compile("|".join(sorted(catalog.sources, reverse=True)))
    for _, attribute in collections:
        for item in getattr(catalog, attribute).values():
            yield from (ids.sub("", text) for text in strings(as_json(item)) if " " in text)


def strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from strings(one) if key not in IN_OTHER_WORDS else ()
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)
    elif isinstance(value, str):
        yield value


def unknown(texts: Iterator[str], dictionary: str = "fr") -> list[str]:
    """List the words that neither the dictionary nor the lexicon knows."""
    words = {ELISION.sub("", word) for text in texts for word in WORD.findall(text)}
    lexicon = {
        line for line in LEXICON.read_text("utf-8").splitlines() if line[:1] not in ("", "#")
    }
    asked = sorted(word.replace("’", "'") for word in words - lexicon)
    done = subprocess.run(
        ["hunspell", "-d", dictionary, "-i", "utf-8", "-l"],
        input="\n".join(asked),
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
    )
    return sorted(set(done.stdout.split()) - lexicon)


needs_hunspell = pytest.mark.skipif(
    not shutil.which("hunspell"), reason="hunspell is missing: make outils-systeme"
)


@needs_hunspell
def test_the_guide_holds_no_unknown_word() -> None:
    french = [page for page in PAGES if page != ENGLISH]
    heads = (str(text) for page in french for key, text in head(page).items() if key in TITLES)
    assert unknown(iter([*map(prose, french), *heads])) == []


@needs_hunspell
def test_the_english_page_holds_no_unknown_word_and_says_its_language() -> None:
    assert '<div lang="en" markdown="1">' in ENGLISH.read_text("utf-8")
    assert unknown(iter([prose(ENGLISH)]), "en_US") == []


@needs_hunspell
def test_the_french_of_the_kit_holds_no_unknown_word(catalog: Catalog) -> None:
    assert unknown(IN_LETTERS.sub(" ", text) for text in french_of(catalog)) == []


@needs_hunspell
def test_a_misspelt_word_is_seen() -> None:
    assert unknown(iter(["Nous vous adressons une factture."])) == ["factture"]


def test_the_lexicon_is_sorted_and_holds_each_word_once() -> None:
    lines = [line for line in LEXICON.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert lines == sorted(set(lines), key=lambda word: (word.casefold(), word))


def test_sentences_of_the_guide_are_short_on_average() -> None:
    lengths = [length(s) for page in PAGES for s in sentences(page)]
    assert len(lengths) > 500
    assert mean(lengths) <= MEAN_LENGTH


def test_no_sentence_of_the_guide_is_too_long() -> None:
    long = [
        f"{page.relative_to(DOCS)}: {length(sentence)} words: {sentence}"
        for page in PAGES
        for sentence in sentences(page)
        if length(sentence) > LONG_SENTENCE
    ]
    assert long == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_typography_is_left_to_the_code(page: Path) -> None:
    text = page.read_text("utf-8")
    typed = sorted({f"U+{ord(c):04X}" for c in text if c in "\u00a0\u202f\u2009\u2019\ufeff\u200b"})
    assert typed == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_a_page_says_what_it_is_about_and_when_it_was_read_again(page: Path) -> None:
    found = head(page)
    assert found.keys() >= {"description", "relu_le"}
    assert len(str(found["description"])) <= 200
    assert "render_macros" not in found


if __name__ == "__main__":  # the measure: python tests/test_guide_prose.py
    measured = [(length(s), page, s) for page in PAGES for s in sentences(page)]
    print(f"{len(measured)} phrases, {mean(n for n, _, _ in measured):.1f} mots en moyenne")
    for count, page, sentence in sorted(measured, key=lambda entry: -entry[0])[:20]:
        print(f"{count} mots, {page.relative_to(DOCS)} : {sentence}")
