"""The whole configurator as one HTML file, which works from a folder, offline."""

from prevenance.configurator import form
from prevenance.configurator.scripts import ASSETS, Data, started
from prevenance.documents.press import Press
from prevenance.text import policy

COLOURS = (
    "if (matchMedia('(prefers-color-scheme: dark)').matches) "
    "document.body.dataset.mdColorScheme = 'slate';"
)
"""Follows the reader's colours, as the guide does; the first script, so that nothing flashes."""

STYLES = ("extra.css", "configurateur.css")

TITLE = "Écrire mon courrier, hors ligne"


def offline_page(press: Press, data: Data) -> bytes:
    """Write the page; its own policy refuses every request and every script but those that it holds."""
    whole = started((data.rules, data.every))
    style = "".join((ASSETS / "stylesheets" / name).read_text("utf-8") for name in STYLES)
    return "".join((
        '<!doctype html>\n<html lang="fr"><head><meta charset="utf-8">',
        policy.for_one_file([COLOURS, whole], [style]),
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{TITLE} (Prévenance)</title><style>{style}</style>",
        '</head><body class="hors-ligne" data-md-color-scheme="default" ',
        'data-md-color-primary="custom" data-md-color-accent="custom">',
        f"<script>{COLOURS}</script>",
        f'<main class="md-typeset"><h1>{TITLE}</h1>',
        '<p class="chapeau">Cette page contient tous les courriers du guide\u00a0: elle fonctionne '
        "sans réseau, et rien de ce que vous écrivez n’en sort.</p>",
        form.element(press, base=""),
        f"</main><script>{whole}</script></body></html>\n",
    )).encode()  # fmt: skip
