"""Peak memory and processor time of the downloads, for the kit and for ten times its profiles.

Run it with ``python tests/bench/downloads.py``; pytest does not collect it. Copies of a profile
differ by their id and their name alone, so that every decision sheet is another document. Each
size runs in a process of its own: a process keeps its peak.
"""

import datetime as dt
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from prevenance.catalog import Catalog, packaged_kit
from prevenance.catalog.loader import load
from prevenance.documents.press import Press
from prevenance.downloads.archives import write_downloads
from prevenance.downloads.profile_files import Downloads

TODAY = dt.date(2026, 11, 24)
TIMES = (1, 10)
LIMIT = 400
"""Megabytes that ten times the profiles may take."""


def multiplied(catalog: Catalog, times: int) -> Catalog:
    """Return a kit with each profile as many times, under other ids and names."""
    copies = (
        replace(profile, id=f"{profile.id}-{n}", name=f"{profile.name} {n}") if n else profile
        for n in range(times)
        for profile in catalog.profiles.values()
    )
    return replace(catalog, profiles={profile.id: profile for profile in copies})


def measure(times: int) -> None:
    """Write the downloads to a temporary folder; print files, seconds and the peak in megabytes."""
    catalog = multiplied(load(packaged_kit()), times)
    start = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        count = write_downloads(Downloads(Press(catalog, TODAY)), Path(folder))
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{len(catalog.profiles):4} profiles: {count:6} files, {seconds:6.1f} s CPU, {peak:4} MB")


def main() -> None:
    """Measure each size in a process of its own."""
    if len(sys.argv) > 1:
        measure(int(sys.argv[1]))
        return
    for times in TIMES:
        subprocess.run([sys.executable, __file__, str(times)], check=True)
    print(f"limit for ten times the profiles: {LIMIT} MB")


if __name__ == "__main__":
    main()
