"""What the configurator's page loads: small, safe in a script, and the same on every machine."""

import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenance.configurator import letter_pool
from prevenance.configurator.letter_data import every_letter
from prevenance.configurator.rules_data import rules_data
from prevenance.rules.days import holidays
from support.quickjs_engine import ROOT, Engine, data, engine, kit, press

KIB = 1024
PROTOTYPE = {
    "constructor",
    "toString",
    "valueOf",
    "hasOwnProperty",
    "isPrototypeOf",
    "toLocaleString",
}


def gzipped(text: str) -> int:
    return len(gzip.compress(text.encode(), 9))


@cache
def letters() -> dict[str, dict[str, letter_pool.Node]]:
    return every_letter(press())


def test_the_data_before_a_first_letter_weigh_less_than_sixty_kilobytes() -> None:
    rules = gzipped(data().rules + data().shared)
    letters = {name: gzipped(text) for name, text in data().letters.items()}
    heaviest = max(letters, key=lambda name: letters[name])
    print(f"rules: {rules} bytes gzipped; {heaviest}: {letters[heaviest]}")
    assert rules + letters[heaviest] < 60 * KIB


def test_the_offline_page_has_room_for_its_data() -> None:
    every = data().every
    print(f"offline: {len(every.encode())} bytes, {gzipped(every)} gzipped")
    assert len(every.encode()) < 1.5 * KIB * KIB


def test_nothing_in_the_data_can_close_a_script() -> None:
    for script in (data().rules, data().shared, *data().letters.values(), data().every):
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
    keys = set(keys_in(rules_data(kit())))
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*(\.courriel)?", key) for key in keys)
    assert not keys & PROTOTYPE


def test_both_pages_receive_every_letter_in_each_form() -> None:
    other = Engine(data().rules, data().every)
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
        Engine(parts, data().letters["demander-accord"])


def test_what_is_shared_is_long_and_written_once() -> None:
    assert re.search(r'"[0-9a-f]{12}":.{0,300}\\u003cw:styles', data().shared)
    french = kit().texts
    assert not any("\\u003cw:styles" in data().letters[name] for name in french)


NODES = st.recursive(
    st.text('ab<é"', max_size=15),
    lambda inside: st.lists(inside, max_size=4).map(tuple),
    max_leaves=30,
)
TREES = st.dictionaries(
    st.sampled_from("uvwxyz"), st.dictionaries(st.sampled_from("klm"), NODES), max_size=6
)


@given(trees=TREES)
def test_letters_are_read_back_from_what_they_share(
    trees: dict[str, dict[str, letter_pool.Node]],
) -> None:
    pool = letter_pool.LetterPool(
        {n: {f"{n}/{key}": text for key, text in texts.items()} for n, texts in trees.items()}
    )
    parts = json.loads(pool.shared_written())
    whole = json.loads(letter_pool.compact(trees))
    for shared in (True, False):
        for names in (*([name] for name in trees), list(trees)):
            written = json.loads(pool.written(names, shared=shared))
            assert shared or not written["shared"]
            back = read_back(written, parts)
            assert back == {
                f"{name}/{key}": text for name in names for key, text in whole[name].items()
            }


def read_back(written: Any, parts: Any) -> Any:
    """Put the pieces back, as the engine does."""
    pieces = [*(parts[name] for name in written["shared"]), *written["pool"]]

    def whole(piece: Any) -> Any:
        if isinstance(piece, int):
            return whole(pieces[piece])
        return [whole(one) for one in piece] if isinstance(piece, list) else piece

    return {name: whole(text) for name, text in written["texts"].items()}


@pytest.mark.parametrize("name", ["__proto__", "constructor", "toString", "absent", "", "0"])
def test_an_unknown_id_is_refused_and_spoils_nothing(name: str) -> None:
    for what in ("profile", "stage", "field", "category", "letter", "value"):
        assert engine().ask("unknown", what, name).startswith("! "), what
    assert engine().ask("polluted") == []


def test_the_page_knows_the_holidays_around_every_day_it_accepts() -> None:
    rules = rules_data(kit())
    first, last = rules["days"]
    years = range(int(first[:4]) - 1, int(last[:4]) + 2)
    assert rules["holidays"] == sorted(d.isoformat() for y in years for d in holidays(y))


def test_sources_that_a_row_a_letter_or_a_stage_cites_are_named() -> None:
    rules = rules_data(kit())
    cited = {
        source
        for table in rules["tables"].values()
        for row in table["rows"]
        for source in row.get("sources", ())
    }
    cited |= {s for letter in rules["letters"].values() for s in letter["sources"]}
    for texts in letters().values():
        blocks = [text for key, text in texts.items() if key.endswith("/blocks")]
        found = re.findall(r'\\"sources\\":\[([^]]*)\]', letter_pool.compact(blocks))
        cited |= {name for sources in found for name in re.findall(r'\\"([a-z0-9-]+)\\"', sources)}
    assert cited <= set(rules["sources"])


def test_the_scripts_are_the_same_bytes_whatever_the_hash_seed() -> None:
    code = (
        "import hashlib; from pathlib import Path; from prevenance.catalog import loader; from prevenance.configurator.files import Configurator; from prevenance.documents.press import Press; import datetime as dt;"
        "files = [data for _, data in Configurator(Press(loader.load(Path('kit')), dt.date(2026, 11, 24))).published()];"
        "print(hashlib.sha256(b''.join(files)).hexdigest())"
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


def test_a_preview_holds_every_letter_only_as_it_shows() -> None:
    shown = every_letter(press(), documents=False)
    assert shown.keys() == letters().keys()
    for name, texts in shown.items():
        assert texts == {k: v for k, v in letters()[name].items() if k.endswith("/blocks")}
