"""The case that the configurator opens on, and its letter as the page shows it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from prevenance.configurator.controls import hidden
from prevenance.documents.formats import BLOCKS, FORMATS
from prevenance.documents.press import Press
from prevenance.letter.answers import answer_blanks
from prevenance.letter.choices import Choices, active_keys, default_choices
from prevenance.merge.editions import EDITIONS
from prevenance.model import Category, Profile, Text
from prevenance.model.company import Company
from prevenance.rules.cases import with_defaults
from prevenance.rules.fitting import letters_for
from prevenance.rules.offers import offered_channels
from prevenance.rules.situation import dates_of, sender_facts
from prevenance.rules.tables import Decision, decide
from prevenance.template.filling import produce, unanswered
from prevenance.text.html import prose
from prevenance.text.typography import french

PROFILE = "pme"
CATEGORY: Category = "pme"

UNKNOWN = {"annuaire": "inconnue"}
"""What a facet without a default is taken for at first."""

WRAPS = {"list": "ul", "checks": "ul", "table": "table"}
LINES = {
    "list": "li",
    "checks": "li",
    "table": "tr",
    "heading": "h3",
    "slip": "h3",
    "choice": "span",
}


@dataclass(frozen=True)
class Start:
    """The case that the page opens on: an ordinary customer of an ordinary sender."""

    profile: Profile
    decision: Decision
    text: Text
    blanks: frozenset[str]
    open: int
    blocks: list[dict[str, Any]]
    choices: Choices


def start(press: Press) -> Start:
    """Decide the case that the page opens on, and fill its letter.

    If the tables ask for no letter in that case, an ordinary one stands behind their answer.
    """
    catalog, today = press.catalog, press.today
    profile = catalog.profiles[PROFILE]
    company = Company(category=CATEGORY)
    facts = {
        **UNKNOWN,
        **{facet: values[0] for facet, values in profile.facets.items()},
        **sender_facts(catalog, company, today),
    }
    case = with_defaults(catalog, facts)
    decision = decide(catalog, case, offered_channels(catalog, profile, company))
    texts = letters_for(catalog, decision, "poste")
    text = texts[0] if texts else catalog.texts["demander-accord"]
    template = press.template(text.id, "poste", "fr", BLOCKS)
    choices = default_choices(catalog, profile, decision, company, text)
    dates = dates_of(catalog, company, today, decision.outcomes)
    found = answer_blanks(catalog, choices, dates, {})
    active = active_keys(catalog, choices, dates, found)
    segments = template.parts[0][1]
    open_ = 0 if isinstance(segments, str) else len(unanswered(segments, active, found))
    blocks = [block for block in json.loads(produce(template, active, found)) if block]
    blanks = frozenset(press.letter(text.id, "poste", "fr").blanks)
    return Start(profile, decision, text, blanks, open_, blocks, choices)


def shown_as(text: str) -> str:
    """Turn a text into HTML as the script shows it."""
    return escape(french(text), quote=False)


def letter_part(first: Start, kit: str) -> str:
    """Write the letter and what can be done with it; ``kit`` says where the others are."""
    formats = "".join(
        _button(
            "fichier",
            each.title,
            f' data-format="{each.name}"',
            shown="poste" in each.supports,
        )
        for each in FORMATS.values()
        if each.in_page
    )
    editions = "".join(
        _button(
            "fichier", edition.label,
            f' data-format="{edition.format.name}" data-edition="{name}" data-support="{edition.support}"',
            shown=edition.support == "poste",
        )
        for name, edition in EDITIONS.items()
        if edition.in_page
    )  # fmt: skip
    others = _button("imprimer", "Imprimer ou PDF") + _button("copier", "Copier")
    count = f"{first.open} champ{'s' if first.open > 1 else ''} à compléter"
    none = f'<p class="sans-script">Sans JavaScript, voici la lettre ordinaire ; {kit} pour les autres.</p>'
    return (
        f'<section class="cfg-lettre" aria-labelledby="cfg-titre"><h2 id="cfg-titre" tabindex="-1" data-part="titre">'
        f'{shown_as(first.text.title)}</h2>{none}<div class="cfg-barre"><p class="compte" data-part="compte">'
        f'{count}</p><div role="group" aria-label="Télécharger">{formats}{others}</div>'
        '<details data-si="[data-edition]"><summary>Pour une liste de clients</summary>'
        f'<div role="group" aria-label="Publipostage">{editions}</div></details>'
        '<label><input type="checkbox" name="pourquoi"><span>Dire d’où vient chaque paragraphe</span>'
        '</label><p role="status" data-part="avis" class="avis" hidden></p>'
        '<p role="status" data-part="statut" class="statut"></p></div>'
        '<div class="cfg-apercu" role="region" tabindex="0" aria-label="Aperçu">'
        f'<div class="feuille poste" data-part="lettre" lang="fr">{_preview(first.blocks)}</div>'
        "</div></section>"
    )


def _button(action: str, label: str, more: str = "", *, shown: bool = True) -> str:
    return (
        f'<button type="button" class="md-button" data-action="{action}"{more}{hidden(not shown)}>'
        f"{prose(label)}</button>"
    )


def _preview(blocks: Sequence[dict[str, Any]]) -> str:
    """Write the blocks of a filled letter with the elements that the script builds."""
    zones = dict.fromkeys(block.get("zone", "") for block in blocks)
    shown = {
        zone: "".join(_block(block) for block in blocks if block.get("zone", "") == zone)
        for zone in zones
    }
    parts = "".join(f'<div class="{zone}">{inside}</div>' for zone, inside in shown.items() if zone)
    return shown.get("", "") + (f'<section class="reply">{parts}</section>' if parts else "")


def _block(block: dict[str, Any]) -> str:
    kind, lines = block["kind"], [line for line in block["lines"] if line]
    wrap, tag = WRAPS.get(kind, "div"), LINES.get(kind, "p")
    inside = ""
    for number, line in enumerate(lines):
        cells = ["".join(_run(run) for run in cell) for cell in line["cells"]]
        mark = "td" if number else "th"
        row = "".join(f"<{mark}>{cell}</{mark}>" for cell in cells)
        ruled = ' class="ruled"' if any(run.get("rule") for run in line["cells"][0]) else ""
        inside += f"<{tag}{ruled}>{row if kind == 'table' else cells[0]}</{tag}>"
    return f'<{wrap} class="{kind}">{inside}</{wrap}>'


def _run(run: dict[str, Any]) -> str:
    if run.get("rule"):
        return "<i></i>"
    text = escape(run["text"], quote=False)
    marked = f"<mark>{text}</mark>" if run.get("missing") else text
    return f"<strong>{marked}</strong>" if run.get("bold") else marked
