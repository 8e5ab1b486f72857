"""The configurator's form and its first answer, as HTML: a pure function of a kit and a day.

Everything that the page can show is written here, so that nothing moves when its script starts and
the default letter is there without it; docs/assets/javascripts/configurator/ only
fills it in.
"""

from typing import get_args

from prevenance.catalog import Catalog
from prevenance.configurator.controls import (
    choice,
    day_field,
    facet_choice,
    folded,
    grid,
    group,
    hidden,
    text_field,
    tick_box,
    tick_boxes,
)
from prevenance.configurator.first_letter import (
    CATEGORY,
    PROFILE,
    Start,
    letter_part,
    shown_as,
    start,
)
from prevenance.documents.press import Press
from prevenance.letter.choices import in_order, lists
from prevenance.model import Category, Field, labels
from prevenance.rules.tables import PAPER, channel_statuses
from prevenance.text.html import href, link, prose

HERE = "trouver.md"
ASKED = ("annuaire", "accord", "relation", "evenement")
"""The facets that are always in sight; a profile answers the others."""

MORE = ("client", "secteur", "operation", "verifie", "envoi_actuel", "conflit")

BANK = (("", "Sans réponse"), ("oui", "Oui"), ("non", "Non"))
"""Answers of the sheet's key ``banque_inchangee``."""

AUTOCOMPLETE = {
    "raison_sociale": "organization",
    "adresse": "address-line1",
    "complement_adresse": "address-line2",
    "telephone": "tel",
    "courriel": "email",
    "signataire_nom": "name",
    "signataire_fonction": "organization-title",
}
INPUT_MODES = {"courriel": "email", "telephone": "tel", "adresse-web": "url", "siren": "numeric"}


def macro(press: Press) -> str:
    """Write the configurator for its page of the guide, with its style and its script."""
    style = href(HERE, "assets/stylesheets/configurateur.css")
    base = href(HERE, "assets/configurateur") + "/"
    return (
        f'<div markdown="0"><link rel="stylesheet" href="{style}">'
        f'{element(press, base=base)}<script src="{base}configurateur.js" defer></script>'
        "</div>"
    )


def element(press: Press, *, base: str) -> str:
    """Write the element; ``base`` is the address of its data, empty when the page holds them."""
    catalog, today = press.catalog, press.today
    first = start(press)
    there = link(href(HERE, "kit/index.md"), "téléchargez le kit")
    kit = there if base else "ouvrez le kit"
    form = (
        _company(catalog)
        + _customer(catalog, first)
        + _verdict(catalog, first)
        + _letter_choices(catalog, first)
        + _dates()
        + _fields(catalog, first)
    )
    return (
        f'<prevenance-configurateur data-base="{base}" data-jour="{today.isoformat()}" data-search-exclude>'
        f'<form class="cfg" autocomplete="off" novalidate><div class="cfg-questions">{form}</div>'
        f"{letter_part(first, kit)}</form></prevenance-configurateur>"
    )


def _company(catalog: Catalog) -> str:
    kept = ' data-fiche="choix"'
    categories = [(c, labels.SHORT_CATEGORIES[c]) for c in get_args(Category)]
    more = grid(
        facet_choice(catalog, "territoire", "", kept),
        day_field("debut_preparation", "Début de la préparation", "Sinon, six mois avant votre date légale."),
    )  # fmt: skip
    return group(
        "1. Votre entreprise",
        grid(
            choice("categorie", "Catégorie", categories, CATEGORY, kept),
            day_field("demarrage_anticipe", "Démarrage anticipé", "Seulement si vous commencez avant votre date légale."),
            day_field("jour", "Jour du courrier", "Sans réponse, aujourd'hui.", kept=False),
        ),
        facet_choice(catalog, "mode_accord", "", kept),
        folded("Autres précisions", more),
    )  # fmt: skip


def _customer(catalog: Catalog, first: Start) -> str:
    profiles = [(p.id, p.name) for p in catalog.profiles.values()]
    facts = first.decision.facts
    asked = "".join(facet_choice(catalog, name, facts.get(name, "")) for name in ASKED)
    more = "".join(facet_choice(catalog, name, facts.get(name, "")) for name in MORE)
    return group(
        "2. Votre client",
        choice("profil", "Profil", profiles, PROFILE),
        asked,
        folded("Autres précisions, remplies par le profil", more),
    )


def _verdict(catalog: Catalog, first: Start) -> str:
    last = first.decision.last
    actions = "".join(
        f"<li>{shown_as(catalog.lists['action'].values[a])}</li>" for a in last.actions
    )
    sources = "".join(
        f"<li>{link(s.url, shown_as(s.title)) if s.url else shown_as(s.title)}</li>"
        for s in (catalog.sources[name] for name in last.sources)
    )
    useful = first.decision.writes
    said = labels.OUTCOMES[first.decision.outcomes["envoi"]] + (
        f" : {first.text.title}" if useful else ""
    )
    return (
        f'<section class="verdict {"utile" if useful else "inutile"}" data-part="verdict" '
        'aria-labelledby="cfg-question"><h2 id="cfg-question">'
        f"{shown_as('Faut-il un courrier ?')}</h2>"
        f'<p class="reponse" data-part="reponse">{shown_as(said)}</p>'
        f'<p data-part="motif">{shown_as(first.decision.reason)}</p>'
        f'<div data-si="li"{hidden(not actions)}><h3>Que faire</h3>'
        f'<ul data-part="actions">{actions}</ul></div>'
        f'<div data-si="li"{hidden(not sources)}><h3>Sources</h3>'
        f'<ul class="citees" data-part="sources">{sources}</ul></div>'
        '<p class="vers-lettre"><button type="button" class="md-button" data-action="voir">Voir le '
        "texte</button></p></section>"
    )


def _letter_choices(catalog: Catalog, first: Start) -> str:
    supports = (("poste", "Lettre"), ("courriel", "Message électronique"))
    statuses = channel_statuses(catalog, first.decision)
    may = {c.id for c in in_order(catalog) if lists(first.text, c, statuses[c.id])}
    open_ = {c for c in may if c != PAPER and statuses[c] != "exclu"}
    chosen = first.choices
    true_ = {b.id for b in catalog.benefits.values() if set(b.channels) & set(chosen.channels)}
    channels = "".join(
        tick_box("canaux", c, catalog.channels[c].name, c in chosen.channels, c in open_)
        for c in catalog.lists["canal"].values
    )
    benefits = "".join(
        tick_box("benefices", b.id, b.name, b.id in chosen.benefits, b.id in true_, b.condition)
        for b in catalog.benefits.values()
    )
    return group(
        "3. Le courrier",
        grid(
            choice("support", "Support", supports, "poste"),
            choice("langue", "Langue", (("fr", "Français"), ("en", "Anglais")), "fr").replace(
                'class="champ"', 'class="champ" hidden'
            ),
        ),
        choice("courrier", "Texte", [(first.text.id, first.text.title)], first.text.id),
        tick_boxes("canaux", "Canaux proposés", channels),
        tick_boxes("benefices", "Bénéfices cités", benefits),
    )


def _dates() -> str:
    delay = ' type="number" min="0" step="1" value="30" data-fiche="choix"'
    return group(
        "4. Dates",
        grid(
            day_field("date_bascule", "Votre bascule", "Jour du premier envoi aux clients qui l'acceptent."),
            choice("banque_inchangee", "Vos coordonnées bancaires restent-elles les mêmes ?", BANK, "", ' data-fiche="choix"'),
            text_field("delai_reponse", "Délai de réponse, en jours", "La date obtenue évite les jours non ouvrés.", delay),
        ),
    )  # fmt: skip


def _fields(catalog: Catalog, first: Start) -> str:
    fields = [f for f in catalog.fields.values() if f.type != "date"]
    mine = "".join(_field(f, first) for f in fields if f.filled_by == "vous")
    theirs = "".join(_field(f, first) for f in fields if f.filled_by == "client")
    tools = (
        '<div class="cfg-outils"><label><input type="checkbox" name="retenir"><span>Retenir sur cet '
        "ordinateur</span></label>"
        '<button type="button" class="md-button" data-action="effacer">Effacer</button>'
        '<button type="button" class="md-button" data-action="fiche">Enregistrer entreprise.yml'
        '</button><label for="c-import">Reprendre entreprise.yml'
        '<input type="file" id="c-import" accept=".yml,.yaml"></label></div>'
    )
    privacy = prose(
        "Rien ne quitte votre navigateur. Sans « Retenir », ces réponses disparaissent avec la page ; "
        "l'adresse de la page ne garde que vos choix."
    )
    return group(
        "5. Vos coordonnées",
        f'<p class="aide">{privacy}</p>',
        tools,
        folded("Remplir les champs de votre entreprise", grid(mine)),
    ) + group(
        "6. Le client",
        folded("Remplir les champs du client", grid(theirs)),
        more=' data-si="[data-case]"',
    )


def _field(field: Field, first: Start) -> str:
    mine = field.filled_by == "vous"
    attributes = {
        "autocomplete": AUTOCOMPLETE.get(field.id, "off"),
        "inputmode": INPUT_MODES.get(field.type, ""),
        "data-fiche": "champ" if mine else "client",
    }
    more = "".join(f' {name}="{value}"' for name, value in attributes.items() if value)
    label = field.label + (" (facultatif)" if field.optional else "")
    case = f' data-case="{field.id}"{hidden(field.id not in first.blanks)}'
    return text_field(field.id, label, field.meaning, more, case)
