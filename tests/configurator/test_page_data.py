"""What the configurator's page loads: small, safe in a script, and the same on every machine."""

import gzip
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from conftest import TODAY
from prevenance.configurator import letter_data, page_data
from prevenance.documents.press import press_for
from prevenance.rules.days import holidays
from support.quickjs_engine import CODE, ROOT, Engine, engine, kit

KIB = 1024
PROTOTYPE = {
    "constructor",
    "toString",
    "valueOf",
    "hasOwnProperty",
    "isPrototypeOf",
    "toLocaleString",
}

FORBIDDEN = (
    *("innerHTML", "outerHTML", "insertAdjacent", "document", "window", "eval", "Function("),
    *("import", "fetch", "XMLHttp", "localStorage", "Date", "Intl", "toLocale", "localeCompare"),
    *(".sort(", "Math.random"),
)
"""What the engine must not use: the page, the network, the clock, the locale, code from text."""


@cache
def scripts() -> dict[str, str]:
    return dict(page_data.scripts(kit(), TODAY))


@cache
def offline() -> str:
    return page_data.offline_script(kit(), TODAY)


def gzipped(text: str) -> int:
    return len(gzip.compress(text.encode(), 9))


@cache
def letters() -> dict[str, dict[str, letter_data.Node]]:
    return letter_data.every_letter(press_for(kit(), TODAY))


def test_the_engine_weighs_less_than_twelve_kilobytes() -> None:
    size = gzipped("".join(path.read_text("utf-8") for path in CODE))
    print(f"engine: {size} bytes gzipped")
    assert size < 12 * KIB


def test_the_data_before_a_first_letter_weigh_less_than_sixty_kilobytes() -> None:
    rules = gzipped(scripts()["regles.js"])
    letters = {name: gzipped(text) for name, text in scripts().items() if name != "regles.js"}
    heaviest = max(letters, key=lambda name: letters[name])
    print(f"rules: {rules} bytes gzipped; {heaviest}: {letters[heaviest]}")
    assert rules + letters[heaviest] < 60 * KIB


def test_the_offline_page_has_room_for_its_data() -> None:
    print(f"offline: {len(offline().encode())} bytes, {gzipped(offline())} gzipped")
    assert len(offline().encode()) < 1.5 * KIB * KIB


@pytest.mark.parametrize("word", FORBIDDEN)
def test_the_engine_touches_neither_the_page_nor_the_clock(word: str) -> None:
    for path in CODE:
        code = re.sub(r"/\*.*?\*/|//.*", "", path.read_text("utf-8"), flags=re.DOTALL)
        assert word not in code, path


def test_nothing_in_the_data_can_close_a_script() -> None:
    for script in (*scripts().values(), offline()):
        assert not {"<", "\u2028", "\u2029"} & set(script)
        assert re.fullmatch(r"(Prevenance\.(data = |parts = |receive\().*;\n)+", script)


def keys_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from keys_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from keys_in(inner)


def test_no_key_is_a_number_or_a_word_of_the_language() -> None:
    keys = set(keys_in(page_data.rules_data(kit())))
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", key) for key in keys)
    assert not keys & PROTOTYPE


def test_both_pages_receive_every_letter_in_each_form() -> None:
    other = Engine(offline())
    forms = 0
    for letter in letters().values():
        here = engine().ask("received", list(letter))
        assert all(parts for _, _, parts in here)
        assert other.ask("received", list(letter)) == here
        forms += len(letter)
    print(f"{forms} forms of {len(letters())} texts")


def test_a_letter_and_parts_of_two_versions_do_not_mix() -> None:
    parts = 'Prevenance.parts = {"0123456789ab": "old"};'
    with pytest.raises(Exception, match="inconnu"):
        Engine(parts, scripts()["courriers/demander-accord.js"])


def test_what_is_shared_is_held_by_many_letters_and_written_once() -> None:
    shared = letter_data.shared_parts(letters())
    assert all(len(letter_data.compact(piece)) >= letter_data.LONG for piece in shared.values())
    assert any("<w:styles" in letter_data.compact(piece) for piece in shared.values())
    french = {name: text for name, text in scripts().items() if not name.endswith(".en.js")}
    for name, text in french.items():
        assert ("\\u003cw:styles" in text) == (name == "regles.js")


@pytest.mark.parametrize("name", ["__proto__", "constructor", "toString", "absent", "", "0"])
def test_an_unknown_id_is_refused_and_spoils_nothing(name: str) -> None:
    for what in ("profile", "stage", "field", "category", "letter", "value"):
        assert engine().ask("unknown", what, name).startswith("! "), what
    assert engine().ask("polluted") == []


def test_the_page_knows_the_holidays_around_every_day_it_accepts() -> None:
    data = page_data.rules_data(kit())
    first, last = data["days"]
    years = range(int(first[:4]) - 1, int(last[:4]) + 2)
    assert data["holidays"] == sorted(d.isoformat() for y in years for d in holidays(y))


def test_sources_that_a_row_a_letter_or_a_stage_cites_are_named() -> None:
    data = page_data.rules_data(kit())
    cited = {
        s for table in data["tables"].values() for row in table["rows"] for s in row["sources"]
    }
    cited |= {s for letter in data["letters"].values() for s in letter["sources"]}
    for texts in letters().values():
        blocks = [text for key, text in texts.items() if key.endswith("/blocks")]
        found = re.findall(r'\\"sources\\":\[([^]]*)\]', letter_data.compact(blocks))
        cited |= {name for sources in found for name in re.findall(r'\\"([a-z0-9-]+)\\"', sources)}
    assert cited <= set(data["sources"])


def test_the_scripts_are_the_same_bytes_whatever_the_hash_seed() -> None:
    code = (
        "import hashlib; from pathlib import Path; from prevenance.catalog import loader; from prevenance.configurator import page_data as browser; import datetime as dt;"
        "texts = [t for _, t in browser.scripts(loader.load(Path('kit')), dt.date(2026, 11, 24))];"
        "print(hashlib.sha256(''.join(texts).encode()).hexdigest())"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "macros")}
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**environment, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
        )
        for seed in ("1", "2")
    ]
    one, other = (run.communicate(timeout=120)[0] for run in runs)
    assert len(one) > 60
    assert one == other
