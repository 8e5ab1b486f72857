"""A hundred thousand letters on every core: ``python tests/bench/batch.py [FORMAT [COUNT]]``.

Answers are cleaned and escaped for each customer, the letters' bytes counted and dropped. Prints
the wall time and the peak memory of a worker.
"""

import multiprocessing
import os
import resource
import sys
import time

from bench.letters import Letter, cleaned
from bench.office import PROFILE, TEXT

CHUNK = 200


def work(job: tuple[str, int, int]) -> tuple[int, int]:
    """Fill a chunk of letters; return their bytes and this process's peak memory in kilobytes."""
    format_, start, count = job
    letter = LETTERS[format_]
    size = 0
    for number in range(start, start + count):
        answers = cleaned({name: f"{text} {number}" for name, text in letter.answers.items()})
        size += len(letter.format.produce(letter.template, frozenset(), answers))
    return size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


LETTERS = {name: Letter(PROFILE, TEXT, "poste", name) for name in ("docx", "odt", "pdf")}


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
