"""What no text of the kit may hold, whatever its key and language: nothing that runs or loads.

The pages never read these texts as mark-up; they are refused all the same, where they are written.
"""

import re
from collections.abc import Iterator

from prevenance.checks.sentences import Examined, Pattern, held
from prevenance.problems import Problem, shown
from prevenance.text.cleaning import hidden_character

_TEXT = "du texte"
UNSAFE = (
    Pattern(
        re.compile(r"\{\{|\}\}|\{%|%\}|\{#"),
        "code de gabarit",
        _TEXT,
        "écrivez un champ ainsi : ((champ))",
    ),
    Pattern(
        re.compile(r"(?<!\{)\{(?![{%#])|(?<![%}])\}(?!\})"),
        "accolade",
        _TEXT,
        "retirez-la : un texte n'a ni attribut ni code",
    ),
    Pattern(
        re.compile(r"<[/!?a-zA-Z][^>]{0,60}>?"),
        "balise HTML",
        _TEXT,
        "retirez la balise : le gras s'écrit **ainsi**",
    ),
    Pattern(
        re.compile(r"(?i)&(?:#\d|#x[0-9a-f]|[a-z][a-z0-9]{1,30};)"),
        "caractère écrit en code HTML",
        _TEXT,
        "tapez le caractère lui-même",
    ),
    Pattern(
        re.compile(r"!\[|\]\(|\]\[|\]:"),
        "lien ou image Markdown",
        "du texte simple",
        "écrivez le texte seul",
    ),
    Pattern(
        re.compile(r"(?i)\bon[a-z]{3,30} {0,9}="),
        "gestionnaire d'événement",
        _TEXT,
        "retirez-le : rien ne s'exécute dans un texte",
    ),
    Pattern(
        re.compile(r"(?i)\b(?:javascript|data|vbscript|file|blob|filesystem|about|view-source):\S"),
        "adresse dangereuse",
        "une adresse https",
        "retirez-la",
    ),
    Pattern(
        re.compile(r"(?i)\b(?!https:)[a-z][a-z0-9+.-]{0,30}://|(?<![:/\w])//\w"),
        "adresse qui n'est pas en https",
        "une adresse https",
        "vérifiez et écrivez https://",
    ),
)
_SIGN = re.compile(r"[{}<&=]|!\[|\][(\[:]|//|:\S")
"""What a text holds if one of these finds anything in it."""

MAX_TEXT = 2_000
"""Characters of one text or paragraph: far more than anyone reads, little enough for any reader."""

_ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+\.[a-z]{2,}(?:[/?#][^\s<>\"'`{}\\^|]*)?")


def texts_hold_no_code_and_no_unsafe_link(kit: Examined) -> Iterator[Problem]:
    """No template code, HTML, attribute list, image, handler or unsafe address anywhere."""
    yield from held((s for s in kit.texts if _SIGN.search(s.text)), UNSAFE)


def addresses_are_whole(kit: Examined) -> Iterator[Problem]:
    """The address of an item is a whole one, in https."""
    for item in kit.catalog.items():
        url = getattr(item, "url", "")
        if url and not _ADDRESS.fullmatch(url):
            yield Problem(
                kit.catalog.place(item, "url"),
                shown(url),
                "une adresse complète en https",
                "copiez l'adresse de la page",
            )


def texts_hold_no_control_character(kit: Examined) -> Iterator[Problem]:
    """No character that shows nothing in the body of a text; the reader looks at the keys."""
    for sentence in kit.texts:
        if found := hidden_character(sentence.text):
            yield Problem(sentence.place, found, _TEXT, "effacez ce caractère")


def texts_have_a_readable_length(kit: Examined) -> Iterator[Problem]:
    """No text, and no paragraph of a body, is without end."""
    for sentence in kit.texts:
        if len(sentence.text) > MAX_TEXT:
            found, expected = f"texte de {len(sentence.text)} caractères", f"au plus {MAX_TEXT}"
            yield Problem(sentence.place, found, expected, "coupez-le en plusieurs paragraphes")


EARLY = (
    texts_hold_no_code_and_no_unsafe_link,
    addresses_are_whole,
    texts_hold_no_control_character,
    texts_have_a_readable_length,
)
LATE = ()
