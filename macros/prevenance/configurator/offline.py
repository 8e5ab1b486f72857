"""What the configurator's page loads, and the one-file page that works from a folder, offline.

Pure: from the kit, and from the scripts and styles of docs/assets/. The wheel has none of these:
there the offline page is not made.
"""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from prevenance.catalog import Catalog
from prevenance.configurator import first_letter, form, letter_data, page_data
from prevenance.documents.validity import stamp
from prevenance.letter.blocks import (
    Block,
    Letter,
    Line,
    Run,
    block,
)
from prevenance.merge.folder import MadeFile
from prevenance.template.escapes import name_of
from prevenance.text import policy

ASSETS = Path(__file__).parents[3] / "docs/assets"
DATA = "assets/configurateur"
PAGE = "telechargements/configurateur-hors-ligne.html"
CODE = ("prevenance.js", "formes.js", "configurateur.js")
SCRIPT = "configurateur.js"
STYLES = ("extra.css", "configurateur.css")

SHEET = "fiche-de-decision"

COLOURS = (
    "if (matchMedia('(prefers-color-scheme: dark)').matches) "
    "document.body.dataset.mdColorScheme = 'slate';"
)
"""Follows the reader's colours, as the guide does; the first script, so that nothing flashes."""

_COMMENTS = re.compile(r"^ *(?:/\*.*?\*/|//[^\n]*)\n|^ +| +// [^\n]*$", re.DOTALL | re.MULTILINE)
_JOINED = re.compile(r"(?<=[;{,(\[])\n")


def decision_letter() -> Letter:
    """Compose the decision sheet of one case as a letter of blanks, which the page fills.

    It is compiled and filled as every letter is, so that "no letter" downloads and prints too.
    """
    origin = f"courrier:{SHEET}"
    subject = (Run("Faut-il un courrier\u00a0? "), Run(blank="profil"))

    def part(title: str, blank: str) -> Iterator[Block]:
        keys = (f"champ:{blank}",)
        yield Block("heading", (Line(((Run(title),),), keys),), keys, origin)
        yield Block("paragraph", (Line(((Run(blank=blank),),), keys),), keys, origin)

    return Letter(
        id=SHEET,
        title="Fiche de décision",
        subject=subject,
        support="document",
        language="fr",
        blocks=(
            block("subject", [Line((subject,))], origin),
            block("paragraph", [Line(((Run(blank="reponse", bold=True),),))], origin),
            block("paragraph", [Line(((Run(blank="motif"),),))], origin),
            *part("Que faire", "actions"),
            *part("Le cas examiné", "cas"),
            *part("Sources", "sources"),
            block("paragraph", [Line(((Run("État au "), Run(blank="jour"), Run(".")),))], origin),
        ),
    )


def sheet_script(catalog: Catalog, today: dt.date) -> str:
    """Return the decision sheet compiled for the page, as the script of a letter."""
    letter = decision_letter()
    texts: dict[str, Any] = {}
    for format_ in letter_data.in_page(letter.support):
        template = format_.compile_letter(letter, stamp(catalog, today))
        parts = tuple((n, (p,) if isinstance(p, str) else p) for n, p in template.parts)
        texts[f"{SHEET}/fr/document/{format_.name}"] = (name_of(template.escape), parts)
    content = letter_data.compact(letter_data.letters_data(texts, {})).replace("<", "\\u003c")
    return f"Prevenance.receive({content});\n"


def page_script(catalog: Catalog, today: dt.date) -> Iterator[tuple[str, str]]:
    """Yield what the page starts with, in order: the engine and its forms, the rules, a first letter, the page's own.

    They travel as one file (:data:`SCRIPT`), because themes that change pages without loading them
    start scripts in any order, and again at each visit.
    """
    data = dict(page_data.scripts(catalog, today))
    first = f"courriers/{first_letter.start(catalog, today).text.id}.js"
    engine, forms, page = _code()
    yield from (
        (CODE[0], engine),
        (CODE[1], forms),
        ("regles.js", data["regles.js"]),
        (first, data[first]),
        (CODE[2], page),
    )


def lean(code: str) -> str:
    """Leave out the comments, the margins and the line ends that separate nothing.

    The scripts hold no text of several lines, nor one with " // ": nothing that they do changes.
    """
    return _JOINED.sub("", _COMMENTS.sub("", code))


def published(catalog: Catalog, today: dt.date) -> Iterator[tuple[str, bytes]]:
    """Yield what the configurator's page loads, and the offline page: paths in docs/, bytes."""
    page = offline_page(catalog, today)
    if page is None:
        return
    yield PAGE, page
    start = "".join(text for _, text in page_script(catalog, today))
    once = f'if (!customElements.get("prevenance-configurateur")) {{\n{start}}}\n'
    yield f"{DATA}/{SCRIPT}", once.encode()
    for name, text in page_data.scripts(catalog, today):
        if name != "regles.js":
            yield f"{DATA}/{name}", text.encode()
    yield f"{DATA}/courriers/{SHEET}.js", sheet_script(catalog, today).encode()


def kit_extras(catalog: Catalog, today: dt.date) -> list[MadeFile]:
    """Return the offline page as a file for the root of the kit; nothing in the wheel."""
    page = offline_page(catalog, today)
    return [] if page is None else [MadeFile(PAGE.rpartition("/")[2], page)]


def offline_page(catalog: Catalog, today: dt.date) -> bytes | None:
    """Return the whole configurator as one HTML file that loads nothing, or None in the wheel.

    Its own policy refuses every request and every script but those that it holds.
    """
    if not ASSETS.is_dir():
        return None
    engine, forms, page = _code()
    styles = ["".join((ASSETS / "stylesheets" / name).read_text("utf-8") for name in STYLES)]
    inside = [
        engine + forms,
        page_data.offline_script(catalog, today) + sheet_script(catalog, today),
        page,
    ]
    guarded = policy.for_one_file([COLOURS, *inside], styles)
    title = "Écrire mon courrier, hors ligne"
    return "".join((
        '<!doctype html>\n<html lang="fr"><head><meta charset="utf-8">',
        guarded,
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{title} (Prévenance)</title><style>{styles[0]}</style>",
        '</head><body class="hors-ligne" data-md-color-scheme="default" ',
        'data-md-color-primary="custom" data-md-color-accent="custom">',
        f"<script>{COLOURS}</script>",
        f'<main class="md-typeset"><h1>{title}</h1>',
        '<p class="chapeau">Cette page contient tous les courriers du guide\u00a0: elle fonctionne '
        "sans réseau, et rien de ce que vous écrivez n’en sort.</p>",
        form.element(catalog, today, base=""),
        "</main>",
        *(f"<script>{text}</script>" for text in inside),
        "</body></html>\n",
    )).encode()  # fmt: skip


def _code() -> list[str]:
    return [lean((ASSETS / "javascripts" / name).read_text("utf-8")) for name in CODE]
