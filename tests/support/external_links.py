"""Ask once for each outside address of site/: which no longer answer, and on which pages they are.

Run: make liens. It needs the network, so nothing of it runs with the tests. Sites are asked side by
side, the addresses of one site one after the other, with a pause.
"""

import argparse
import re
import sys
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from itertools import groupby
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import click

ROOT = Path(__file__).parents[2]
AGENT = "Prevenance-link-check (+https://prevenance.example/)"
PAUSE, PATIENCE, SITES = 1.0, 20.0, 8
"""Seconds between two questions to a site, seconds to wait for an answer, sites asked at once."""

CLOSED_TO_ROBOTS = frozenset({401, 403, 429, 999})
"""Answers that say nothing of the page: a person has to look."""

NO_HEAD = frozenset({400, 403, 404, 405, 501})
"""Answers of sites that do not know the short question; the long one is then asked."""

_HREF = re.compile(r'<a [^>]*href="(https?://[^"]+)"')


def addresses(site: Path, ours: str) -> dict[str, list[str]]:
    """List the outside addresses of a site's pages, without their anchors -> the pages."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for page in sorted(site.rglob("*.html")):
        for href in _HREF.findall(page.read_text("utf-8")):
            address = urldefrag(unescape(href)).url
            if urlsplit(address).hostname != ours:
                found[address][str(page.relative_to(site))] = None
    return {address: list(found[address]) for address in sorted(found)}


def ask(address: str, patience: float = PATIENCE) -> int | str:
    """Return the status of an address, after redirections, or what kept it from answering."""
    status: int | str = 0
    for method in ("HEAD", "GET"):
        try:
            question = urllib.request.Request(address, method=method, headers={"User-Agent": AGENT})
            with urllib.request.urlopen(question, timeout=patience) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            status = error.code
            if status not in NO_HEAD:
                return status
        except (OSError, ValueError) as error:
            return str(getattr(error, "reason", error))
    return status


def ask_all(
    asked: Iterable[str], pause: float = PAUSE, patience: float = PATIENCE
) -> Mapping[str, int | str]:
    """Ask for every address, one after the other within a site."""

    def of_site(group: list[str]) -> list[tuple[str, int | str]]:
        answers = []
        for address in group:
            answers.append((address, ask(address, patience)))
            time.sleep(pause)
        return answers

    by_site = groupby(sorted(asked, key=_host), key=_host)
    groups = [list(group) for _, group in by_site]
    found: dict[str, int | str] = {}
    with (
        ThreadPoolExecutor(SITES) as pool,
        click.progressbar(pool.map(of_site, groups), len(groups), "Sites", file=sys.stderr) as done,
    ):
        for answers in done:
            found.update(answers)
    return found


def _host(address: str) -> str:
    return urlsplit(address).netloc


def report(pages: Mapping[str, list[str]], answers: Mapping[str, int | str]) -> tuple[str, int]:
    """Write what to look at, in French, and count the addresses that no longer answer."""
    lost = {a: s for a, s in answers.items() if not (isinstance(s, int) and s < 400)}
    closed = {a: s for a, s in lost.items() if s in CLOSED_TO_ROBOTS}
    broken = {a: s for a, s in lost.items() if a not in closed}
    lines = [
        f"{title} : {address} ({status})\n    pages : {', '.join(pages[address])}"
        for title, group in (("sans réponse", broken), ("à ouvrir à la main", closed))
        for address, status in group.items()
    ]
    lines.append(
        f"{len(answers)} adresse(s), {len(broken)} sans réponse, {len(closed)} à ouvrir à la main"
    )
    return "\n".join(lines), len(broken)


def main() -> None:
    """Print the report; exit 1 when an address no longer answers."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--site", type=Path, default=ROOT / "site")
    asked = parser.parse_args()
    if not (asked.site / "index.html").is_file():
        sys.exit("site/ est absent : lancez d'abord make site")
    pages = addresses(asked.site, "prevenance.example")
    text, broken = report(pages, ask_all(pages))
    print(text)
    sys.exit(min(broken, 1))


if __name__ == "__main__":
    main()
