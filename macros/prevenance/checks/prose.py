"""What sentences may hold: plain text that does not age, typed as everybody types it.

Rules about characters and words apply to every sentence of the kit, whatever file it is in.
"""

import re
from collections.abc import Iterator

from prevenance.catalog.skeletons import PLACEHOLDER
from prevenance.checks.sentences import Examined, Pattern, held
from prevenance.model import Fact, Source
from prevenance.problems import Problem, shown
from prevenance.text.glyphs import not_printable, uncovered
from prevenance.text.typography import HAND_TYPED

IN_LETTERS = (
    Pattern(
        re.compile(r"https?://"),
        "adresse de page",
        "((source:ID)), l'adresse tenue dans sources.yml",
        "ajoutez la page à sources.yml, puis citez-la",
    ),
    Pattern(
        re.compile(r"^\s*(?:#{1}|#{3,}) |^\s*>|^\s*\d+\. |`|(?<![\w*])_+[^\W_]|~~"),
        "mise en forme inconnue",
        "paragraphes, ## titre, - liste, - [ ] case, | tableau |, **gras**",
        "retirez-la",
    ),
    Pattern(
        re.compile(
            r"(?i)\b(?:art\.|article) ?[A-Z]?\.? ?\d|\b\d{3,4} (?:bis|ter|nonies|septies)\b"
        ),
        "numéro d'article",
        "« la réglementation » ou « l'administration fiscale »",
        "l'article vit dans sources.yml",
    ),
    Pattern(
        re.compile(r"\(e\)|\(s\)|·e"),
        "accord par parenthèses",
        "une phrase sans accord à choisir",
        "tournez-la autrement",
    ),
)

MONTHS = "janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre"
ENGLISH_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
DATED = Pattern(
    re.compile(
        rf"(?i)\b(?:1er|\d{{1,2}}) (?:{MONTHS})\b|\b(?:{MONTHS}) \d{{4}}\b|\b20[1-4]\d\b|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b"
    ),
    "date dans une phrase",
    "((quand)) dans une étape, ou un champ date",
    "déplacez la date dans kit/etapes/",
)
DATED_IN_ENGLISH = DATED._replace(
    regex=re.compile(
        rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{ENGLISH_MONTHS})\b"
        rf"|\b(?:{ENGLISH_MONTHS}) \d{{1,4}}(?:st|nd|rd|th)?\b"
    )
)

_FIGURE = re.compile(r"\d")
"""What every date holds."""

BARRED = (
    Pattern(
        re.compile(r"\|"),
        "barre verticale",
        "une phrase : les tableaux vivent sous la seconde ligne ---",
        "remplacez-la par une virgule ou un tiret",
    ),
)


def skeletons_are_filled_in(kit: Examined) -> Iterator[Problem]:
    """No file keeps the placeholder of ``prevenance nouveau``."""
    for sentence in kit.sentences:
        if sentence.text == PLACEHOLDER.strip('"'):
            found = f"{shown(sentence.text)} n'a pas été remplacé"
            mend = "écrivez la phrase, ou retirez la ligne"
            yield Problem(sentence.place, found, "votre texte", mend)


def typography_is_left_to_the_code(kit: Examined) -> Iterator[Problem]:
    """No-break spaces and curly quotes are not typed by hand."""
    typed = frozenset(HAND_TYPED)
    for sentence in kit.sentences:
        for character in () if typed.isdisjoint(sentence.text) else HAND_TYPED:
            if character in sentence.text:
                yield Problem(
                    sentence.place,
                    f"{HAND_TYPED[character]} tapée à la main",
                    "une espace ou une apostrophe ordinaire",
                    "remplacez-la : le programme pose la bonne",
                )


def prose_holds_no_date(kit: Examined) -> Iterator[Problem]:
    """Dates live in keys made for them; sources, facts and examples of fields may hold one."""
    dated = [
        sentence
        for sentence in kit.sentences
        if _FIGURE.search(sentence.text)
        and not isinstance(sentence.item, Source | Fact)
        and not sentence.place.key.endswith((".exemple", "relu_le"))
    ]
    yield from held(dated, (DATED,))
    yield from held((s for s in dated if s.translated), (DATED_IN_ENGLISH,))


def bars_are_only_in_tables(kit: Examined) -> Iterator[Problem]:
    """No sentence under a key holds a vertical bar: the pages show many of them in tables."""
    yield from held((s for s in kit.sentences if not s.in_body), BARRED)


def letters_use_only_their_language(kit: Examined) -> Iterator[Problem]:
    """What letters print keeps to the letter language: no link, image, article number or address."""
    yield from held(kit.printed, IN_LETTERS)


def letters_fit_the_fonts(kit: Examined) -> Iterator[Problem]:
    """What letters print holds only characters that the fonts of the PDFs have."""
    for sentence in kit.printed:
        if lacking := uncovered(sentence.text):
            yield Problem(
                sentence.place,
                not_printable(lacking),
                "des lettres, des chiffres et une ponctuation usuelle",
                "retirez ce caractère, ou écrivez-le en toutes lettres",
            )


EARLY = (
    skeletons_are_filled_in,
    typography_is_left_to_the_code,
    prose_holds_no_date,
    bars_are_only_in_tables,
    letters_use_only_their_language,
    letters_fit_the_fonts,
)
LATE = ()
