"""The pages of the texts: one for each, and the list by purpose."""

import datetime as dt
from collections.abc import Iterable, Iterator
from html import escape

from prevenance.catalog import LANGUAGES, Catalog, file_of
from prevenance.documents.press import press_for
from prevenance.letter.compose import reachable
from prevenance.model import Text
from prevenance.site import words
from prevenance.site.example import Example, example
from prevenance.site.markup import (
    Page,
    box,
    definitions,
    front_matter,
    heading,
    href,
    link,
    listing,
    page_text,
    paragraph,
    prose,
    table,
)
from prevenance.site.sheets import Sheet, sheets
from prevenance.text.typography import join_words

LIST = "courriers/index.md"
OUTSIDE_TABLES = ("mention", "faq", "script", "annexe")
"""Roles of the texts that have no intention, in the order of the list."""

_TITLES = {
    ("poste", "fr"): "La lettre",
    ("courriel", "fr"): "Le message électronique",
    ("facture", "fr"): "La ligne de facture",
    ("document", "fr"): "Le texte",
    ("poste", "en"): "La lettre en anglais",
    ("courriel", "en"): "Le message en anglais",
    ("facture", "en"): "La ligne de facture en anglais",
    ("document", "en"): "Le texte en anglais",
}
_GROUPS = {
    "mention": "Lignes de facture",
    "faq": "Questions fréquentes",
    "script": "Au téléphone",
    "annexe": "Annexes",
}
_FILLED_BY = {"vous": "vous", "client": "fichier client", "outil": "calculé"}


def pages(catalog: Catalog, today: dt.date, *, documents: bool) -> Iterator[Page]:
    """Yield the list of the texts, then the page of each, with its documents."""
    yield _index(catalog)
    for template in catalog.texts.values():
        yield _page(catalog, template, today, documents=documents)


def languages_of(catalog: Catalog, template: Text) -> list[str]:
    """List the languages in which a text exists."""
    return [name for name in LANGUAGES if template.id in catalog.speaking(name).texts]


def _page(catalog: Catalog, template: Text, today: dt.date, *, documents: bool) -> Page:
    here = f"courriers/{template.id}.md"
    shown = example(catalog, template, today)
    found = list(sheets(press_for(catalog, today), template, shown, documents=documents))
    text = page_text(
        front_matter(template.title, template.use, hide=["navigation"], search={"boost": 1.5}),
        words.trail(here, ("Courriers", LIST)),
        heading(1, template.title),
        words.badges(
            words.ROLES[template.role],
            *(words.SUPPORTS[s] for s in template.supports if template.role != "mention"),
            *(words.LANGUAGES[name] for name in languages_of(catalog, template)),
        ),
        box(
            box(f"<h2>Quand l’utiliser</h2><p>{prose(template.use)}</p>", "oui")
            + box(f"<h2>Quand ne pas l’utiliser</h2><p>{prose(template.avoid)}</p>", "non"),
            "quand",
        ),
        *_cases(catalog, here, template),
        _about_example(catalog, here, shown),
        *(block for sheet in found for block in _sheet(here, sheet, documents=documents)),
        *_depends_on(catalog, here, template, shown, found),
        words.foot(catalog, here, template, today),
    )
    files = tuple((d.path, d.data) for sheet in found for d in sheet.downloads)
    return Page(here, text, file_of(template)[0], files)


def _cases(catalog: Catalog, here: str, template: Text) -> list[str]:
    blocks = [heading(2, "Les cas")]
    if template.intention:
        goal = words.value(catalog, "intention", template.intention)
        blocks.append(
            paragraph(f"{prose('But du courrier :')} {prose(words.in_a_sentence(goal))}.")
        )
    if template.action:
        action = words.value(catalog, "action", template.action)
        blocks.append(
            paragraph(f"{prose('Une action des tables appelle ce texte :')} « {prose(action)} »")
        )
    if len(template.boxes) > 1:
        blocks.append(paragraph("Ce texte convient dans chacun de ces cas."))
    blocks += [box(words.conditions(catalog, case), "cas") for case in template.boxes]
    if template.boxes:
        tables = href(here, "decider/envoi.md"), href(here, "decider/suite.md")
        blocks.append(
            paragraph(
                f"Les tables {link(tables[0], prose('« Que faire »'))} et "
                f"{link(tables[1], prose('« Suite à donner »'))} mènent à ces cas."
            )
        )
    return blocks


def _about_example(catalog: Catalog, here: str, shown: Example) -> str:
    profile = words.item_link(catalog, here, "profiles", shown.profile.id)
    sender = prose(f" ; émetteur : {words.CATEGORIES[shown.company.category]} ; jour :")
    text = (
        f"{prose('Exemple montré ci-dessous, profil :')} {profile}{sender} {words.day(shown.day)}. "
        "Les passages <mark>[surlignés]</mark> sont à compléter."
    )
    if not shown.current:
        text += f" <strong>{prose('Aucun émetteur ne se trouve dans ce cas aujourd’hui.')}</strong>"
    return paragraph(text, "exemple")


def _sheet(here: str, sheet: Sheet, *, documents: bool) -> Iterator[str]:
    name = _TITLES[sheet.support, sheet.language]
    lang = "" if sheet.language == "fr" else f' lang="{sheet.language}"'
    yield heading(2, name, sheet.anchor)
    yield box(_copy_button(sheet) + _downloads(here, sheet, documents=documents), "outils")
    yield box(sheet.html, f"feuille {sheet.support}", more=lang)
    plain = escape(sheet.text, quote=False).replace("\n", "&#10;")
    yield f'<pre id="texte-{sheet.anchor}" hidden data-search-exclude{lang}>{plain}</pre>'


def _copy_button(sheet: Sheet) -> str:
    what = _TITLES[sheet.support, sheet.language]
    label = f'Copier<span class="lu"> {prose(words.in_a_sentence(what))}</span>'
    return (
        f'<copie-texte data-source="texte-{sheet.anchor}">'
        f'<button type="button" class="md-button">{label}</button>'
        '<span role="status"></span></copie-texte>'
    )


def _downloads(here: str, sheet: Sheet, *, documents: bool) -> str:
    if not documents:
        return '<p class="sans-documents">Aperçu sans documents à télécharger.</p>'
    links = [link(href(here, d.path), prose(d.label), more=" download") for d in sheet.downloads]
    title = '<span class="telecharger">Télécharger</span>'
    return f"<div>{title}{listing(links, 'telechargements')}</div>"


def _depends_on(
    catalog: Catalog, here: str, template: Text, shown: Example, found: list[Sheet]
) -> list[str]:
    blocs = [f"{prose(b.title)} <code>{b.id}</code>" for b in reachable(catalog, template)]
    asked = [catalog.fields[name].label for name in template.collect if name in catalog.fields]
    facts = [
        ("Profil montré", words.item_link(catalog, here, "profiles", shown.profile.id)),
        ("Canaux montrés", words.item_links(catalog, here, "channels", shown.choices.channels)),
        ("Bénéfices montrés", _benefits(catalog, here, shown)),
        ("Étapes montrées", words.item_links(catalog, here, "stages", shown.choices.stages)),
        ("Paragraphes communs", listing(blocs)),
        ("Demandé au client", prose(join_words([words.in_a_sentence(a) for a in asked]))),
    ]
    blanks = dict.fromkeys(name for sheet in found for name in sheet.blanks)
    rows = [
        (prose(f.label), prose(f.meaning), prose(_FILLED_BY[f.filled_by]),
         "oui" if f.optional else "non", f"<code>{f.id}</code>")
        for f in (catalog.fields[name] for name in blanks if name in catalog.fields)
    ]  # fmt: skip
    return [
        heading(2, "Ce dont il dépend"),
        definitions(facts, "faits"),
        table(
            "Les champs de ce texte",
            ("Champ", "Ce qu'on y écrit", "Rempli par", "Facultatif", "Nom dans le kit"),
            rows,
            search=False,
        ) if rows else "",
    ]  # fmt: skip


def _benefits(catalog: Catalog, here: str, shown: Example) -> str:
    return ", ".join(words.benefit_link(catalog, here, name) for name in shown.choices.benefits)


def _index(catalog: Catalog) -> Page:
    by_goal: list[tuple[str, list[Text]]] = [
        (
            words.in_a_sentence(meaning),
            [t for t in catalog.texts.values() if t.intention == goal],
        )
        for goal, meaning in catalog.lists["intention"].values.items()
    ]
    by_role = [
        (_GROUPS[role], [t for t in catalog.texts.values() if t.role == role])
        for role in OUTSIDE_TABLES
    ]
    groups = [(name[:1].upper() + name[1:], texts) for name, texts in (*by_goal, *by_role) if texts]
    text = page_text(
        front_matter(
            "Courriers",
            "Les lettres, messages, relances, lignes de facture et annexes du kit, par but.",
            hide=["navigation"],
            search={"boost": 2},
        ),
        paragraph(
            link(href(LIST, "decider.md"), prose("Vérifiez d'abord qu'il faut un courrier"))
            + prose(" : souvent, aucun n'est nécessaire."),
            "chapeau",
        ),
        *(block for name, texts in groups for block in _group(catalog, name, texts)),
    )
    return Page(LIST, text)


def _group(catalog: Catalog, name: str, texts: Iterable[Text]) -> Iterator[str]:
    yield heading(2, name)
    rows = [
        (
            words.item_link(catalog, LIST, "texts", t.id),
            prose(t.use),
            prose(", ".join(words.SUPPORTS[s] for s in t.supports)),
            prose(", ".join(words.LANGUAGES[lang] for lang in languages_of(catalog, t))),
        )
        for t in texts
    ]
    yield table(
        f"Textes : {words.in_a_sentence(name)}",
        ("Texte", "Quand l'utiliser", "Support", "Langues"),
        rows,
        classes="courriers",
    )
