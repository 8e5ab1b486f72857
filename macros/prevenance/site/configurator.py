"""The configurator's form and its first answer, as HTML: a pure function of a kit and a day.

Everything that the page can show is written here, so that nothing moves when its script starts and
the default letter is there without it; docs/assets/javascripts/configurateur.js only fills it in.
"""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, get_args

from prevenance import __version__, answers, calendar, rules
from prevenance.browser import YEARS
from prevenance.catalog import Catalog
from prevenance.company import Company
from prevenance.compose import compose
from prevenance.model import Category, Field, Profile, Template
from prevenance.render import data
from prevenance.render.editions import EDITIONS as EDITIONS_OF
from prevenance.sheet import SEND
from prevenance.site import words
from prevenance.site.markup import href, link, prose
from prevenance.template import missing, produce
from prevenance.typography import french

HERE = "configurateur.md"
PROFILE = "pme"
CATEGORY: Category = "pme"

ASKED = ("annuaire", "accord", "relation", "evenement")
"""The facets that are always in sight; a profile answers the others."""

MORE = ("client", "operation", "edi", "donnees", "offre", "servi")

UNKNOWN = {"annuaire": "inconnue"}
"""What a facet without a default is taken for at first."""

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
FORMATS = (
    ("docx", "Word (DOCX)"),
    ("eml", "Brouillon de courriel (EML)"),
    ("odt", "LibreOffice (ODT)"),
    ("html", "Page web (HTML)"),
    ("txt", "Texte (TXT)"),
)
EDITIONS = (
    ("word", "docx", "poste"),
    ("libreoffice", "odt", "poste"),
    ("envoi-texte", "txt", "courriel"),
    ("envoi-html", "html", "courriel"),
)
WRAPS = {"list": "ul", "checks": "ul", "table": "table"}
LINES = {"list": "li", "checks": "li", "table": "tr", "heading": "h3", "slip": "h3"}


@dataclass(frozen=True)
class Start:
    """The case that the page opens on: an ordinary customer of an ordinary sender."""

    profile: Profile
    decision: rules.Decision
    text: Template
    blanks: frozenset[str]
    open: int
    blocks: list[dict[str, Any]]
    choices: answers.Choices


def start(catalog: Catalog, today: dt.date) -> Start:
    """Decide the case that the page opens on, and fill its letter.

    If the tables ask for no letter in that case, an ordinary one stands behind their answer.
    """
    profile = catalog.profiles[PROFILE]
    company = Company(category=CATEGORY)
    facts = {
        **UNKNOWN,
        **{facet: values[0] for facet, values in profile.facets.items()},
        "emetteur": calendar.sender_state(catalog, company, today),
    }
    decision = rules.decide(catalog, rules.with_defaults(catalog, facts))
    texts = rules.letters_for(catalog, decision, "poste")
    text = texts[0] if texts else catalog.templates["demander-accord"]
    letter = compose(catalog, text, "poste")
    compiled = data.compile_letter(letter, __version__)
    choices = answers.default_choices(catalog, profile, decision, company, text)
    dates = calendar.dates_of(catalog, company, today)
    found = answers.answers(catalog, choices, dates, {})
    active = answers.keys(catalog, choices, dates, found)
    segments = compiled.parts[0][1]
    open_ = 0 if isinstance(segments, str) else len(missing(segments, active, found))
    blocks = [block for block in json.loads(produce(compiled, active, found)) if block]
    blanks = frozenset(letter.blanks)
    return Start(profile, decision, text, blanks, open_, blocks, choices)


def macro(catalog: Catalog, today: dt.date) -> str:
    """Write the configurator for its page of the guide, with its style and its script."""
    style = href(HERE, "assets/stylesheets/configurateur.css")
    base = href(HERE, "assets/configurateur") + "/"
    return (
        f'<div markdown="0"><link rel="stylesheet" href="{style}">'
        f'{element(catalog, today, base=base)}<script src="{base}configurateur.js" defer></script>'
        "</div>"
    )


def element(catalog: Catalog, today: dt.date, *, base: str) -> str:
    """Write the element; ``base`` is the address of its data, empty when the page holds them."""
    first = start(catalog, today)
    form = (
        _company(catalog)
        + _customer(catalog, first)
        + _verdict(catalog, first)
        + _letter_choices(catalog, first)
        + _dates()
        + _fields(catalog, first)
    )
    return (
        f'<prevenance-configurateur data-base="{base}" data-jour="{today.isoformat()}">'
        f'<form class="cfg" autocomplete="off" novalidate><div class="cfg-questions">{form}</div>'
        f"{_sheet(first, online=bool(base))}</form></prevenance-configurateur>"
    )


def _set(text: str) -> str:
    """Turn a text into HTML as the script shows it."""
    return escape(french(text), quote=False)


def _group(legend: str, *parts: str, more: str = "") -> str:
    return f"<fieldset{more}><legend>{prose(legend)}</legend>{''.join(parts)}</fieldset>"


def _grid(*parts: str) -> str:
    return f'<div class="cfg-grille">{"".join(parts)}</div>'


def _select(
    name: str, label: str, options: Iterable[tuple[str, str]], chosen: str, more: str = ""
) -> str:
    items = "".join(
        f'<option value="{value}"{" selected" if value == chosen else ""}>{prose(text)}</option>'
        for value, text in options
    )
    return (
        f'<div class="champ"><label for="c-{name}">{prose(label)}</label>'
        f'<select id="c-{name}" name="{name}"{more}>{items}</select>'
        '<small class="erreur"></small></div>'
    )


def _input(name: str, label: str, help_: str, more: str, case: str = "") -> str:
    """Write a field with its help and the place of its error."""
    return (
        f'<div class="champ"{case}><label for="c-{name}">{prose(label)}</label>'
        f'<input id="c-{name}" name="{name}"{more} aria-describedby="a-{name} e-{name}">'
        f'<small id="a-{name}">{prose(help_)}</small><small class="erreur" id="e-{name}"></small></div>'
    )


def _day(name: str, label: str, help_: str, *, kept: bool = True) -> str:
    first, last = (f"{YEARS[0] + 1}-01-01", f"{YEARS[1] - 1}-12-31")
    more = f' type="date" min="{first}" max="{last}"' + ' data-fiche="choix"' * kept
    return _input(name, label, help_, more)


def _facet(catalog: Catalog, name: str, chosen: str, more: str = "") -> str:
    known = catalog.lists[name]
    return _select(name, known.name, known.values.items(), chosen or known.default, more)


def _company(catalog: Catalog) -> str:
    kept = ' data-fiche="choix"'
    categories = [(c, words.SHORT_CATEGORIES[c]) for c in get_args(Category)]
    more = _grid(
        _facet(catalog, "territoire", "", kept),
        _day("debut_preparation", "Début de la préparation", "Sinon, six mois avant votre date légale."),
    )  # fmt: skip
    return _group(
        "1. Votre entreprise",
        _grid(
            _select("categorie", "Catégorie", categories, CATEGORY, kept),
            _day("demarrage_anticipe", "Démarrage anticipé", "Seulement si vous commencez avant votre date légale."),
            _day("jour", "Jour à examiner", "Sans réponse, aujourd'hui.", kept=False),
        ),
        f"<details><summary>Autres précisions</summary>{more}</details>",
    )  # fmt: skip


def _customer(catalog: Catalog, first: Start) -> str:
    profiles = [(p.id, p.name) for p in catalog.profiles.values()]
    facts = first.decision.facts
    asked = "".join(_facet(catalog, name, facts.get(name, "")) for name in ASKED)
    more = "".join(_facet(catalog, name, facts.get(name, "")) for name in MORE)
    return _group(
        "2. Votre client",
        _select("profil", "Profil", profiles, PROFILE),
        asked,
        f"<details><summary>Autres précisions, remplies par le profil</summary>{more}</details>",
    )


def _verdict(catalog: Catalog, first: Start) -> str:
    last = first.decision.last
    actions = "".join(f"<li>{_set(catalog.lists['action'].values[a])}</li>" for a in last.actions)
    sources = "".join(
        f"<li>{link(s.url, _set(s.title)) if s.url else _set(s.title)}</li>"
        for s in (catalog.sources[name] for name in last.sources)
    )
    useful = first.decision.writes
    said = SEND[first.decision.outcomes["envoi"]] + (f" : {first.text.title}" if useful else "")
    return (
        f'<section class="verdict {"utile" if useful else "inutile"}" data-part="verdict" '
        'aria-labelledby="cfg-question"><h2 id="cfg-question">'
        f"{_set('Faut-il un courrier ?')}</h2>"
        f'<p class="reponse" data-part="reponse">{_set(said)}</p>'
        f'<p data-part="motif">{_set(last.reason)}</p>'
        f'<div data-si="li"{_hidden(not actions)}><h3>Que faire</h3>'
        f'<ul data-part="actions">{actions}</ul></div>'
        f'<div data-si="li"{_hidden(not sources)}><h3>Sources</h3>'
        f'<ul class="citees" data-part="sources">{sources}</ul></div></section>'
    )


def _letter_choices(catalog: Catalog, first: Start) -> str:
    supports = (("poste", "Lettre"), ("courriel", "Message électronique"))
    statuses = rules.statuses(catalog, first.decision.perimeter)
    open_ = {c for c, status in statuses.items() if status != "exclu"} - {"papier"}
    chosen = first.choices
    true_ = {b.id for b in catalog.benefits.values() if set(b.channels) & set(chosen.channels)}
    channels = "".join(
        _box("canaux", c, catalog.channels[c].name, c in chosen.channels, c in open_)
        for c in catalog.lists["canal"].values
    )
    benefits = "".join(
        _box("benefices", b.id, b.name, b.id in chosen.benefits, b.id in true_, b.condition)
        for b in catalog.benefits.values()
    )
    return _group(
        "3. Le courrier",
        _grid(
            _select("support", "Support", supports, "poste"),
            _select("langue", "Langue", (("fr", "Français"), ("en", "Anglais")), "fr").replace(
                'class="champ"', 'class="champ" hidden'
            ),
        ),
        _select("courrier", "Texte", [(first.text.id, first.text.title)], first.text.id),
        _boxes("canaux", "Canaux proposés", channels),
        _boxes("benefices", "Bénéfices cités", benefits),
    )


def _boxes(name: str, title: str, boxes: str) -> str:
    return (
        f'<div class="cfg-cases" role="group" aria-labelledby="g-{name}" data-si="label">'
        f'<p id="g-{name}">{prose(title)}</p>{boxes}</div>'
    )


def _box(group: str, value: str, label: str, ticked: bool, shown: bool, condition: str = "") -> str:
    small = f"<small>{prose(condition)}</small>" if condition else ""
    checked = " checked" if ticked else ""
    return (
        f'<label{_hidden(not shown)}><input type="checkbox" name="{group}" '
        f'value="{value}"{checked}><span>{prose(label)}{small}</span></label>'
    )


def _dates() -> str:
    delay = ' type="number" min="0" max="365" step="1" value="30" data-fiche="choix"'
    return _group(
        "4. Dates",
        _grid(
            _day("date_bascule", "Votre bascule", "Jour de votre première facture électronique."),
            _day("date_courrier", "Date du courrier", "Sans réponse, le jour examiné."),
            _input("delai_reponse", "Délai de réponse, en jours", "La date obtenue évite les jours non ouvrés.", delay),
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
    return _group(
        "5. Vos coordonnées", f'<p class="aide">{privacy}</p>', _grid(mine), tools
    ) + _group("6. Le client", _grid(theirs), more=' data-si="[data-case]"')


def _field(field: Field, first: Start) -> str:
    mine = field.filled_by == "vous"
    attributes = {
        "maxlength": str(field.max_length),
        "autocomplete": AUTOCOMPLETE.get(field.id, "off"),
        "inputmode": INPUT_MODES.get(field.type, ""),
        "data-fiche": "champ" if mine else "client",
    }
    more = "".join(f' {name}="{value}"' for name, value in attributes.items() if value)
    label = field.label + (" (facultatif)" if field.optional else "")
    case = f' data-case="{field.id}"{_hidden(field.id not in first.blanks)}'
    return _input(field.id, label, field.meaning, more, case)


def _sheet(first: Start, *, online: bool) -> str:
    formats = "".join(
        _button("fichier", label, f' data-format="{name}"', shown=name != "eml")
        for name, label in FORMATS
    )
    editions = "".join(
        _button(
            "fichier", EDITIONS_OF[name].title,
            f' data-format="{format_}" data-edition="{name}" data-support="{support}"',
            shown=support == "poste",
        )
        for name, format_, support in EDITIONS
    )  # fmt: skip
    others = _button("imprimer", "Imprimer ou PDF") + _button("copier", "Copier")
    count = f"{first.open} champ{'s' if first.open > 1 else ''} à compléter"
    kit = link(href(HERE, "telecharger.md"), "téléchargez le kit") if online else "ouvrez le kit"
    none = f'<p class="sans-script">Sans JavaScript, voici la lettre ordinaire ; {kit} pour les autres.</p>'
    return (
        f'<section class="cfg-lettre" aria-labelledby="cfg-titre"><h2 id="cfg-titre" data-part="titre">'
        f'{_set(first.text.title)}</h2>{none}<div class="cfg-barre"><p class="compte" data-part="compte">'
        f'{count}</p><div role="group" aria-label="Télécharger">{formats}{others}</div>'
        '<details data-si="[data-edition]"><summary>Pour une liste de clients</summary>'
        f'<div role="group" aria-label="Publipostage">{editions}</div></details>'
        '<label><input type="checkbox" name="pourquoi"><span>Dire d’où vient chaque paragraphe</span>'
        '</label><p role="status" data-part="avis" class="avis" hidden></p>'
        '<p role="status" data-part="statut" class="statut"></p></div>'
        '<div class="cfg-apercu" role="region" tabindex="0" aria-label="Aperçu">'
        f'<div class="feuille poste" data-part="lettre" lang="fr">{preview(first.blocks)}</div>'
        "</div></section>"
    )


def _button(action: str, label: str, more: str = "", *, shown: bool = True) -> str:
    return (
        f'<button type="button" class="md-button" data-action="{action}"{more}{_hidden(not shown)}>'
        f"{prose(label)}</button>"
    )


def _hidden(yes: bool) -> str:
    return " hidden" if yes else ""


def preview(blocks: Iterable[dict[str, Any]]) -> str:
    """Write the blocks of a filled letter with the elements that the script builds."""
    return "".join(
        _block(block["kind"], [line for line in block["lines"] if line]) for block in blocks
    )


def _block(kind: str, lines: Sequence[dict[str, Any]]) -> str:
    wrap, tag = WRAPS.get(kind, "div"), LINES.get(kind, "p")
    inside = ""
    for number, line in enumerate(lines):
        cells = ["".join(_run(run) for run in cell) for cell in line["cells"]]
        mark = "td" if number else "th"
        row = "".join(f"<{mark}>{cell}</{mark}>" for cell in cells)
        inside += f"<{tag}>{row if kind == 'table' else cells[0]}</{tag}>"
    return f'<{wrap} class="{kind}">{inside}</{wrap}>'


def _run(run: dict[str, Any]) -> str:
    text = escape(run["text"], quote=False)
    marked = f"<mark>{text}</mark>" if run.get("missing") else text
    return f"<strong>{marked}</strong>" if run.get("bold") else marked
