"""The texts of a folder: each with its number and its stem, the same in every folder of the archive."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prevenance.catalog import Catalog
from prevenance.downloads.cases import EVENT, Answer
from prevenance.model import Text

SINGLE = frozenset({"accord-recu", "refus-recu", "changement", "donnees-manquantes"})
"""What one customer alone has just said: it is answered to that customer, not by a mailing."""


@dataclass(frozen=True)
class Chosen:
    """A text of a folder: the stem of its files, the answer that calls it, whether lists get it.

    An annex answers no case of its own: it goes with the letters.
    """

    text: Text
    stem: str
    answer: Answer
    listed: bool = False
    annex: bool = False


def chosen_texts(catalog: Catalog, answers: Sequence[Answer]) -> tuple[Chosen, ...]:
    """Return the texts that answers call, each once: those of the first page, then the annexes.

    The letter and the e-mail of one answer have one number. Annexes have none: no case needs them.
    """
    return (*_numbered(answers), *_annexes(catalog, answers))


def _numbered(answers: Sequence[Answer]) -> Iterator[Chosen]:
    numbers: dict[str, int] = {}
    seen: set[str] = set()
    for answer in answers:
        for text in answer.texts:
            if text.id in seen:
                continue
            seen.add(text.id)
            if text.role == "mention":
                yield Chosen(text, text.file, answer)
                continue
            number = numbers.setdefault(text.file, len(numbers) + 1)
            events = answer.meets(EVENT)
            yield Chosen(text, f"{number}-{text.file}", answer, not events or not events <= SINGLE)


def _annexes(catalog: Catalog, answers: Sequence[Answer]) -> Iterator[Chosen]:
    called = {action for answer in answers for action in answer.actions}
    found = {text.id for answer in answers for text in answer.texts}
    for text in catalog.texts.values():
        if text.action in called and text.id not in found:
            yield Chosen(text, text.file, answers[0], annex=True)
