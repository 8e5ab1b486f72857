"""The answers that customers of a profile can get, and in which cases, in as few words as can be.

The tables decide every case of what is open in a profile. Cases that get the same texts, or the
same thing to do, are one answer; the cases of an answer are said as boxes, and a facet of which
every value leads there is not said at all.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from math import prod
from operator import or_

from prevenance.catalog import Catalog
from prevenance.model import Text
from prevenance.rules.cases import space
from prevenance.rules.fitting import texts_for
from prevenance.rules.survey import each_way
from prevenance.rules.tables import Decision
from prevenance.text.typography import join_words

EVENT, MODE = "evenement", "mode_accord"
"""What has just happened to a customer; how the sender asks for agreement."""

FREQUENCY = "relation"
"""How often a customer is invoiced, which is said after what is found of it."""

YEARLY = "controle-annuel"
"""An event that comes with the year, of which only the texts that it calls are told."""

UNSAID = {(EVENT, ("aucun",)), (MODE, ("explicite",))}
"""What goes without saying: nothing has happened, and the sender asks for an answer."""

Facets = Mapping[str, tuple[str, ...]]
"""Facets and the values that each may have."""


@dataclass(frozen=True)
class Answer:
    """An answer: the texts to send, or what to do, and the boxes of its cases.

    ``decision`` is the first met, ``actions`` all that any of them calls for; ``told``: the first
    page says it, as it says every text and what a clerk meets.
    """

    texts: tuple[Text, ...]
    decision: Decision
    actions: tuple[str, ...]
    told: bool
    boxes: tuple[Facets, ...]

    @property
    def action(self) -> str:
        """What to do first, besides the texts or in their place."""
        return next(iter(self.decision.last.actions), "")

    def meets(self, facet: str) -> frozenset[str]:
        """Return the values of a facet among the cases; none when it does not matter."""
        return frozenset(value for box in self.boxes for value in box.get(facet, ()))


def answers_of(
    catalog: Catalog, facets: Facets, order: Sequence[str], channels: Collection[str] | None = None
) -> list[Answer]:
    """Decide every case of a box of facets; return the answers, the ordinary cases first.

    ``order`` lists the facets with several values, from the one by which cases are told first: the
    values of each come in the order of facettes.yml, where the ordinary ones are first.
    ``channels`` are those that are offered, by default all.
    """
    told = {facet: facets[facet] for facet in order}
    bits = _bits(told)
    ordinary = _ordinary(catalog, told, bits)
    found: list[tuple[int, Decision, tuple[Text, ...]]] = []
    for box, decision in each_way(catalog, space(catalog, facets), channels):
        cases = _mask(bits, {facet: box[facet] for facet in order}) if order else 1
        found.append((cases, decision, texts_for(catalog, decision)))
    found.sort(key=lambda one: one[0] & -one[0])
    same: dict[object, list[tuple[int, Decision, tuple[Text, ...]]]] = {}
    for one in found:
        same.setdefault(_alike(one[1], one[2]), []).append(one)
    return [
        Answer(
            texts=ways[0][2],
            decision=ways[0][1],
            actions=tuple(dict.fromkeys(a for _, decision, _ in ways for a in decision.actions)),
            told=bool(ways[0][2]) or any(cases & ordinary for cases, _, _ in ways),
            boxes=tuple(_boxes(told, bits, reduce(or_, (cases for cases, _, _ in ways)), ordinary)),
        )
        for ways in same.values()
    ]


def _ordinary(catalog: Catalog, told: Facets, bits: Mapping[tuple[str, str], int]) -> int:
    """Return, as bits, the cases of which the first page tells: those that a clerk meets.

    How invoices arrive today is the ordinary way. When something has just happened, nothing was
    answered before, the customer is invoiced often, and the directory was read and checked.
    """
    every = (1 << prod(map(len, told.values()))) - 1

    def usual(facet: str) -> int:
        return bits.get((facet, catalog.lists[facet].default), every)

    unread, checked = bits.get(("annuaire", "inconnue"), 0), bits.get(("verifie", "oui"), every)
    alone = unread if unread != every else 0
    event = usual(FREQUENCY) & usual("accord") & checked & ~alone & ~bits.get((EVENT, YEARLY), 0)
    return usual("envoi_actuel") & (usual(EVENT) | event)


def _alike(decision: Decision, texts: Sequence[Text]) -> object:
    """Return what cases of one answer share: the same texts, or else the same thing to do."""
    if texts:
        return tuple(text.id for text in texts)
    return decision.outcomes["envoi"] == "courrier", decision.last.actions[:1]


def _boxes(
    told: Facets, bits: Mapping[tuple[str, str], int], cases: int, ordinary: int
) -> Iterator[Facets]:
    """Cover the ordinary among some cases, given as bits, by boxes, the first case first.

    Each is as wide as it can be, over cases that are not told too, the facets told last being
    opened first, since they matter least; then it leaves the values that others hold. Cases of
    which none is ordinary are all covered.
    """
    cases, reach = (cases & ordinary, cases | ~ordinary) if cases & ordinary else (cases, cases)
    boxes: list[dict[str, list[str]]] = []
    left = cases
    while left:
        boxes.append(_widest(told, bits, left & -left, reach))
        left &= ~_mask(bits, boxes[-1])
    for box in boxes:
        others = reduce(or_, (_mask(bits, other) for other in boxes if other is not box), 0)
        for facet, values in box.items():
            if len(values) < len(told[facet]):
                kept = [v for v in values if _mask(bits, {**box, facet: [v]}) & cases & ~others]
                box[facet] = kept or values
        yield {f: tuple(v) for f, v in box.items() if len(v) < len(told[f])}


def _widest(
    told: Facets, bits: Mapping[tuple[str, str], int], seed: int, reach: int
) -> dict[str, list[str]]:
    """Widen the box of one case, a value at a time, as long as it stays within reach."""
    box = {
        facet: [value for value in values if bits[facet, value] & seed]
        for facet, values in told.items()
    }
    for facet in reversed([*told]):
        for value in told[facet]:
            wider = {**box, facet: [v for v in told[facet] if v in {*box[facet], value}]}
            if not _mask(bits, wider) & ~reach:
                box = wider
    return box


def _bits(told: Facets) -> dict[tuple[str, str], int]:
    """Return, for each value of a facet, its cases as bits, the last facet varying fastest."""
    found: dict[tuple[str, str], int] = {}
    total = prod(map(len, told.values()))
    period = total
    for facet, values in told.items():
        stride = period // len(values)
        repeated = ((1 << total) - 1) // ((1 << period) - 1)
        for place, value in enumerate(values):
            found[facet, value] = (((1 << stride) - 1) << place * stride) * repeated
        period = stride
    return found


def _mask(bits: Mapping[tuple[str, str], int], box: Mapping[str, Sequence[str]]) -> int:
    masks = (reduce(or_, (bits[facet, value] for value in values)) for facet, values in box.items())
    return reduce(lambda one, other: one & other, masks)


def in_words(catalog: Catalog, answer: Answer) -> str:
    """Say the cases of an answer, in the short words of facettes.yml."""
    said = dict.fromkeys(_said(catalog, box) for box in answer.boxes)
    return " · ".join(text[:1].upper() + text[1:] for text in said if text)


def _said(catalog: Catalog, box: Facets) -> str:
    """Say a box: what is found, how often the customer is invoiced, then what is left out."""
    found, left_out = [], []
    for facet, values in sorted(box.items(), key=lambda item: item[0] == FREQUENCY):
        closed = catalog.lists[facet]
        rest = [value for value in closed.values if value not in values]
        if (facet, values) in UNSAID:
            continue
        if len(rest) == 1 and len(values) > 1:
            left_out.append(f"sauf {closed.in_short(rest[0])}")
        else:
            found.append(_one_of([closed.in_short(value) for value in values]))
    return ", ".join([*found, *left_out])


def _one_of(words: list[str]) -> str:
    """Enumerate; what all begin with is said once: "accord écrit, au contrat ou tacite"."""
    first = words[0].partition(" ")[0] + " "
    if all(word.startswith(first) for word in words):
        words = [words[0], *(word.removeprefix(first) for word in words[1:])]
    return join_words(words, word="ou")
