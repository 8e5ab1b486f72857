"""The words under which people look for an item: few, and none that leads to two of the same kind."""

from collections.abc import Iterator

from prevenance.checks.sentences import Examined
from prevenance.problems import Problem, shown
from prevenance.text.typography import fold

KEY = "mots"
MOST = 20
"""Everyday words of one item, beyond which each weighs too little in the search."""


def an_everyday_word_leads_to_one_item(kit: Examined) -> Iterator[Problem]:
    """A word, accents and capitals aside, is given once among profiles, among channels, among letters."""
    catalog, seen = kit.catalog, dict[tuple[type, str], str]()
    for item in catalog.items():
        for number, written in enumerate(getattr(item, "words", ()), start=1):
            word = type(item), fold(written)
            if first := seen.get(word):
                yield Problem(
                    catalog.place(item, KEY, number),
                    f"le mot {shown(written)} mène déjà à {shown(first)}",
                    "un mot qui mène à une seule fiche de ce genre",
                    "gardez-le dans la fiche qui y répond le mieux, ou précisez-le",
                )
            seen.setdefault(word, item.id)


def everyday_words_are_few(kit: Examined) -> Iterator[Problem]:
    """An item has at most as many everyday words as the search can weigh."""
    for item in kit.catalog.items():
        if (count := len(getattr(item, "words", ()))) > MOST:
            yield Problem(
                kit.catalog.place(item, KEY),
                f"{count} mots",
                f"au plus {MOST}",
                "gardez ceux que l'on tape vraiment",
            )


EARLY = (
    an_everyday_word_leads_to_one_item,
    everyday_words_are_few,
)
LATE = ()
