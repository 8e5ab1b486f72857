"""How tests ask the site's search: the sets of tests/recherche, and the worker that answers visitors."""

import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from playwright.sync_api import Page

SETS = Path(__file__).parent.parent / "recherche"
SEEN = 3
"""How many results are read before giving up."""

ASK = """async (questions) => {
  const settings = JSON.parse(document.getElementById("__config").textContent);
  const index = await (await fetch("search/search_index.json")).json();
  const worker = new Worker(settings.search);
  const sent = (type, data) => new Promise((told) => {
    worker.onmessage = (event) => told(event.data);
    worker.postMessage({ type, data });
  });
  await sent(0, { config: index.config, docs: index.docs, options: { suggest: false } });
  const answers = [];
  for (const question of questions) answers.push((await sent(2, question)).data.items);
  worker.terminate();
  return answers;
}"""
"""Starts the worker as the theme does, from the home page, then asks it one question after another."""


class Answers(NamedTuple):
    """What a set found: the questions that missed their pages, and how many pages each one gave."""

    missed: Mapping[str, Sequence[str]]
    counts: Mapping[str, int]

    @property
    def share(self) -> float:
        """Share of the questions answered in what is seen first."""
        return 1 - len(self.missed) / len(self.counts)

    @property
    def median(self) -> float:
        """How many pages a question gives, half of the time."""
        return statistics.median(self.counts.values())


def asked(page: Page, name: str, moved: Mapping[str, str]) -> Answers:
    """Ask the questions of a set on the home page; pages that moved are looked for where they are."""
    expected = yaml.safe_load((SETS / f"{name}.yml").read_text("utf-8"))
    missed, counts = {}, {}
    for question, found in zip(expected, results(page, list(expected)), strict=True):
        seen = [group[0]["location"].partition("#")[0] for group in found]
        wanted = {moved.get(one, one).partition("#")[0] for one in expected[question]}
        counts[question] = len(seen)
        if wanted.isdisjoint(seen[:SEEN]):
            missed[question] = seen[:SEEN]
    return Answers(missed, counts)


def results(page: Page, questions: Sequence[str]) -> list[list[list[dict[str, Any]]]]:
    """Return what the worker gives to each question: pages, each with what it found in them."""
    found: list[list[list[dict[str, Any]]]] = page.evaluate(ASK, questions)
    return found
