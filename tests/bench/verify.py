"""Time ``prevenance verifier`` on the whole kit: the median of five runs, start of Python included.

Run it with ``python tests/bench/verify.py``; pytest does not collect it.
"""

import statistics
import subprocess
import sys
import time

RUNS = 5
LIMIT = 3.0
"""Seconds that a check of the whole kit may take (safety.md, R2)."""


def main() -> None:
    """Print the time of each run and their median."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "prevenance", "verifier"], check=True, capture_output=True
        )
        times.append(time.perf_counter() - start)
    print("runs   :", " ".join(f"{seconds:.2f} s" for seconds in times))
    print(f"median : {statistics.median(times):.2f} s (limit {LIMIT:.0f} s)")


if __name__ == "__main__":
    main()
