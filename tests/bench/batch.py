"""A hundred thousand letters on every core: ``python tests/bench/batch.py [FORMAT [COUNT]]``.

Answers are cleaned and escaped for each customer, the letters' bytes counted and dropped. Prints
the wall time and the peak memory of a worker.
"""

import multiprocessing
import os
import resource
import sys
import time

from bench.office import letter
from prevenance.catalog import packaged_kit
from prevenance.catalog.loader import load
from prevenance.documents.formats import FORMATS
from prevenance.text.cleaning import clean_text

CHUNK = 200


def work(job: tuple[str, int, int]) -> tuple[int, int]:
    """Fill a chunk of letters; return their bytes and this process's peak memory in kilobytes."""
    format_, start, count = job
    compiled, base = LETTERS[format_]
    size = 0
    for number in range(start, start + count):
        filled = {name: clean_text(f"{text} {number}") for name, text in base.items()}
        size += len(FORMATS[format_].produce(compiled, frozenset(), filled))
    return size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


LETTERS = {name: letter(load(packaged_kit()), name) for name in ("docx", "odt", "pdf")}


def main() -> None:
    format_ = sys.argv[1] if len(sys.argv) > 1 else "docx"
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    jobs = ((format_, start, min(CHUNK, count - start)) for start in range(0, count, CHUNK))
    began, size, peak = time.monotonic(), 0, 0
    with multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
        for made, memory in pool.imap_unordered(work, jobs):
            size, peak = size + made, max(peak, memory)
    spent = time.monotonic() - began
    print(
        f"{count} {format_} in {spent:.1f} s on {os.cpu_count()} cores, {size / 1e9:.2f} GB,"
        f" {peak / 1024:.0f} MB at most a worker"
    )


if __name__ == "__main__":
    main()
