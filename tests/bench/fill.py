"""How many letters a second of CPU fills: ``python tests/bench/fill.py [SECONDS]``.

One process, one core, fresh answers for each letter, made outside the timed part. Each rate is the
median of nine rounds over the texts of the kit, with the slowest and the fastest.
"""

import platform
import statistics
import sys
import time
import zlib
from collections.abc import Iterator

from prevenance import __version__
from prevenance.catalog import Catalog, packaged_kit
from prevenance.catalog.loader import load
from prevenance.documents.formats import FORMATS
from prevenance.letter.compose import compose
from prevenance.template.filling import produce
from prevenance.template.segments import Group, Segments, Template

ROUNDS = 9
SHOWN = 2
"""How many alternatives of a list show in a letter."""


def letters(catalog: Catalog, format_: str) -> Iterator[tuple[Template, frozenset[str]]]:
    """Compile the letters sent by post, each with keys under which it is of ordinary length."""
    for text in catalog.texts.values():
        if "poste" in text.supports:
            letter = compose(catalog, text, "poste")
            compiled = FORMATS[format_].compile_letter(letter, __version__)
            found = [
                k for _, part in compiled.parts if not isinstance(part, str) for k in keys(part)
            ]
            active = {k for k in found if k.startswith("champ:")}
            for kind in ("canal:", "benefice:", "etape:"):
                active |= set([k for k in dict.fromkeys(found) if k.startswith(kind)][:SHOWN])
            yield compiled, frozenset(active)


def keys(segments: Segments) -> Iterator[str]:
    """Yield every key of some segments."""
    for segment in segments:
        if isinstance(segment, Group):
            yield from segment.keys
            yield from keys(segment.segments)


def answers(catalog: Catalog, number: int) -> dict[str, str]:
    """Return answers that no other letter has."""
    return {name: f"{field.example} {number}" for name, field in catalog.fields.items()}


def rate(
    catalog: Catalog, compiled: list[tuple[Template, frozenset[str]]], start: int, seconds: float
) -> float:
    """Fill letters for some seconds of CPU; return how many a second."""
    done, spent = 0, 0.0
    while spent < seconds:
        fresh = [answers(catalog, start + done + n) for n in range(len(compiled))]
        began = time.process_time()
        for (letter, active), typed in zip(compiled, fresh, strict=True):
            produce(letter, active, typed)
        spent += time.process_time() - began
        done += len(compiled)
    return done / spent


def main() -> None:
    """Print a line for each format."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    catalog = load(packaged_kit())
    print(f"Python {platform.python_version()}, zlib {zlib.ZLIB_RUNTIME_VERSION}")
    for format_ in ("docx", "html", "txt"):
        began = time.process_time()
        compiled = list(letters(catalog, format_))
        spent = time.process_time() - began
        size = statistics.mean(
            len(produce(letter, active, answers(catalog, 0))) for letter, active in compiled
        )
        rates = [rate(catalog, compiled, n * 1_000_000, seconds / ROUNDS) for n in range(ROUNDS)]
        print(
            f"{format_:5} {statistics.median(rates):9,.0f} letters/CPU-s "
            f"({min(rates):,.0f}-{max(rates):,.0f}), {size:,.0f} bytes each; "
            f"{len(compiled)} letters compiled in {spent * 1000:.0f} ms"
        )


if __name__ == "__main__":
    main()
