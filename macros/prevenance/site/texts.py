"""The pages of the texts: one for each, and the list by purpose."""

from collections.abc import Iterable, Iterator
from html import escape

from prevenance.catalog import LANGUAGES, Catalog, file_of
from prevenance.documents.press import Press
from prevenance.letter.shared import reachable
from prevenance.model import Text, labels
from prevenance.site import links, page_foot, words
from prevenance.site.example import Example, example
from prevenance.site.markup import (
    Page,
    box,
    definitions,
    front_matter,
    heading,
    listing,
    page_text,
    paragraph,
    table,
)
from prevenance.site.shown_texts import ShownText, shown_texts
from prevenance.text.html import href, link, prose
from prevenance.text.typography import join_words

LIST = "courriers/index.md"
OUTSIDE_TABLES = ("mention", "faq", "script", "annexe")
"""Roles of the texts that have no intention, in the order of the list."""


def pages(press: Press, *, documents: bool) -> Iterator[Page]:
    """Yield the list of the texts, then the page of each, with its documents."""
    yield _index(press.catalog)
    for text in press.catalog.texts.values():
        yield _page(press, text, documents=documents)


def languages_of(catalog: Catalog, text: Text) -> list[str]:
    """List the languages in which a text exists."""
    return [name for name in LANGUAGES if text.id in catalog.speaking(name).texts]


def _page(press: Press, text: Text, *, documents: bool) -> Page:
    catalog, today = press.catalog, press.today
    here = f"courriers/{text.id}.md"
    shown = example(catalog, text, today)
    found = list(shown_texts(press, text, shown, documents=documents))
    written = page_text(
        front_matter(text.title, text.use, hide=["navigation"], search={"boost": 1.5}),
        links.trail(here, ("Courriers", LIST)),
        heading(1, text.title),
        words.badges(
            labels.ROLES[text.role],
            *(labels.SUPPORTS[s] for s in text.supports if text.role != "mention"),
            *(labels.LANGUAGE_NAMES[name] for name in languages_of(catalog, text)),
        ),
        box(
            box(f"<h2>Quand l’utiliser</h2><p>{prose(text.use)}</p>", "oui")
            + box(f"<h2>Quand ne pas l’utiliser</h2><p>{prose(text.avoid)}</p>", "non"),
            "quand",
        ),
        *_cases(catalog, here, text),
        _about_example(catalog, here, shown),
        *(block for one in found for block in _shown(here, one, documents=documents)),
        *_depends_on(catalog, here, text, shown, found),
        page_foot.foot(catalog, here, text, today),
    )
    files = tuple((d.path, d.data) for one in found for d in one.downloads)
    return Page(here, written, file_of(text)[0], files)


def _cases(catalog: Catalog, here: str, text: Text) -> list[str]:
    blocks = [heading(2, "Les cas")]
    if text.intention:
        goal = words.value(catalog, "intention", text.intention)
        blocks.append(
            paragraph(f"{prose('But du courrier :')} {prose(words.in_a_sentence(goal))}.")
        )
    if text.action:
        action = words.value(catalog, "action", text.action)
        blocks.append(
            paragraph(f"{prose('Une action des tables appelle ce texte :')} « {prose(action)} »")
        )
    if len(text.boxes) > 1:
        blocks.append(paragraph("Ce texte convient dans chacun de ces cas."))
    blocks += [box(words.conditions(catalog, case), "cas") for case in text.boxes]
    if text.boxes:
        tables = href(here, "regles/tables/envoi.md"), href(here, "regles/tables/suite.md")
        blocks.append(
            paragraph(
                f"Les tables {link(tables[0], prose('« Que faire »'))} et "
                f"{link(tables[1], prose('« Suite à donner »'))} mènent à ces cas."
            )
        )
    return blocks


def _about_example(catalog: Catalog, here: str, shown: Example) -> str:
    profile = links.item_link(catalog, here, "profiles", shown.profile.id)
    sender = prose(f" ; émetteur : {labels.CATEGORIES[shown.company.category]} ; jour :")
    written = (
        f"{prose('Exemple montré ci-dessous, profil :')} {profile}{sender} {words.day(shown.day)}. "
        "Les passages <mark>[surlignés]</mark> sont à compléter."
    )
    if not shown.current:
        written += (
            f" <strong>{prose('Aucun émetteur ne se trouve dans ce cas aujourd’hui.')}</strong>"
        )
    return paragraph(written, "exemple")


def _shown(here: str, one: ShownText, *, documents: bool) -> Iterator[str]:
    name = labels.TEXT_TITLES[one.support, one.language]
    lang = "" if one.language == "fr" else f' lang="{one.language}"'
    yield heading(2, name, one.anchor)
    yield box(_copy_button(one) + _downloads(here, one, documents=documents), "outils")
    yield box(one.html, f"feuille {one.support}", more=lang)
    plain = escape(one.text, quote=False).replace("\n", "&#10;")
    yield f'<pre id="texte-{one.anchor}" hidden data-search-exclude{lang}>{plain}</pre>'


def _copy_button(one: ShownText) -> str:
    what = labels.TEXT_TITLES[one.support, one.language]
    label = f'Copier<span class="lu"> {prose(words.in_a_sentence(what))}</span>'
    return (
        f'<copie-texte data-source="texte-{one.anchor}">'
        f'<button type="button" class="md-button">{label}</button>'
        '<span role="status"></span></copie-texte>'
    )


def _downloads(here: str, one: ShownText, *, documents: bool) -> str:
    if not documents:
        return '<p class="sans-documents">Aperçu sans documents à télécharger.</p>'
    found = [link(href(here, d.path), prose(d.label), more=" download") for d in one.downloads]
    title = '<span class="telecharger">Télécharger</span>'
    return f"<div>{title}{listing(found, 'telechargements')}</div>"


def _depends_on(
    catalog: Catalog, here: str, text: Text, shown: Example, found: list[ShownText]
) -> list[str]:
    blocs = [f"{prose(b.title)} <code>{b.id}</code>" for b in reachable(catalog, text)]
    asked = [catalog.fields[name].label for name in text.collect if name in catalog.fields]
    facts = [
        ("Profil montré", links.item_link(catalog, here, "profiles", shown.profile.id)),
        ("Canaux montrés", links.item_links(catalog, here, "channels", shown.choices.channels)),
        ("Bénéfices montrés", _benefits(catalog, here, shown)),
        ("Étapes montrées", links.item_links(catalog, here, "stages", shown.choices.stages)),
        ("Paragraphes communs", listing(blocs)),
        ("Demandé au client", prose(join_words([words.in_a_sentence(a) for a in asked]))),
    ]
    blanks = dict.fromkeys(name for one in found for name in one.blanks)
    rows = [
        (prose(f.label), prose(f.meaning), prose(labels.FILLED_BY[f.filled_by]),
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
    return ", ".join(links.benefit_link(catalog, here, name) for name in shown.choices.benefits)


def _index(catalog: Catalog) -> Page:
    by_goal: list[tuple[str, list[Text]]] = [
        (
            words.in_a_sentence(meaning),
            [t for t in catalog.texts.values() if t.intention == goal],
        )
        for goal, meaning in catalog.lists["intention"].values.items()
    ]
    by_role = [
        (labels.ROLE_GROUPS[role], [t for t in catalog.texts.values() if t.role == role])
        for role in OUTSIDE_TABLES
    ]
    groups = [(name[:1].upper() + name[1:], texts) for name, texts in (*by_goal, *by_role) if texts]
    written = page_text(
        front_matter(
            "Courriers",
            "Les lettres, messages, relances, lignes de facture et annexes du kit, par but.",
            hide=["navigation"],
            search={"boost": 2},
        ),
        paragraph(
            link(
                href(LIST, "regles/tables/index.md"),
                prose("Vérifiez d'abord qu'il faut un courrier"),
            )
            + prose(" : souvent, aucun n'est nécessaire."),
            "chapeau",
        ),
        *(block for name, texts in groups for block in _group(catalog, name, texts)),
    )
    return Page(LIST, written)


def _group(catalog: Catalog, name: str, texts: Iterable[Text]) -> Iterator[str]:
    yield heading(2, name, search=False)
    rows = [
        (
            links.item_link(catalog, LIST, "texts", t.id),
            prose(t.use),
            prose(", ".join(labels.SUPPORTS[s] for s in t.supports)),
            prose(", ".join(labels.LANGUAGE_NAMES[lang] for lang in languages_of(catalog, t))),
        )
        for t in texts
    ]
    yield table(
        f"Textes : {words.in_a_sentence(name)}",
        ("Texte", "Quand l'utiliser", "Support", "Langues"),
        rows,
        classes="courriers",
    )
