"""The reference pages: the glossary, the sources, and every key of the files of the kit."""

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from prevenance.catalog import (
    Catalog,
)
from prevenance.catalog.key_reference import form_in_words, places
from prevenance.model import Source, Term, labels
from prevenance.reader.keys import Key, keys
from prevenance.site import links, page_foot, words
from prevenance.site.markup import (
    Page,
    definitions,
    front_matter,
    heading,
    page_text,
    paragraph,
    table,
)
from prevenance.text.html import link, prose
from prevenance.text.typography import fold


def pages(catalog: Catalog, today: dt.date) -> Iterator[Page]:
    """Yield the glossary, the sources and the page of keys."""
    yield _glossary(catalog)
    yield _sources(catalog, today)
    yield _keys()


def _glossary(catalog: Catalog) -> Page:
    terms = sorted(catalog.terms.values(), key=lambda t: fold(t.term))
    blocks: list[str] = []
    for letter, group in groupby(terms, key=lambda t: fold(t.term)[:1].upper()):
        blocks.append(heading(2, letter, f"lettre-{letter.lower()}"))
        blocks += [_term(catalog, term) for term in group]
    text = page_text(
        front_matter("Glossaire", "Les mots de la facture électronique, en clair.", search={"boost": 1.5}),
        paragraph(f"{len(terms)} mots, chacun en une ou deux phrases.", "chapeau"),
        *blocks,
        _read_from("glossaire.yml"),
    )  # fmt: skip
    return Page(links.GLOSSARY, text, "glossaire.yml")


def _term(catalog: Catalog, term: Term) -> str:
    cited = ""
    if term.sources:
        marks = links.source_marks(catalog, links.GLOSSARY, term.sources)
        cited = f'<br><span class="citees">{prose("Sources :")} {marks}</span>'
    name = f'<h3 id="{term.id}">{prose(term.term)}</h3>'
    return f"<div>{name}<p>{prose(term.definition)}{cited}</p></div>"


def _sources(catalog: Catalog, today: dt.date) -> Page:
    order = list(labels.SOURCE_NATURES)
    known = sorted(catalog.sources.values(), key=lambda s: order.index(s.nature))
    late = sum(today >= s.review_by for s in known)
    blocks: list[str] = []
    for nature, group in groupby(known, key=lambda s: s.nature):
        blocks.append(heading(2, labels.SOURCE_NATURES[nature]))
        blocks += [_source(source, today) for source in group]
    review = "aucune n'est à relire" if not late else f"{late} sont à relire"
    text = page_text(
        front_matter("Sources", "D'où vient ce que dit le kit, comment chaque texte a été lu, et quand il faut le relire."),
        paragraph(
            f"{prose(f'{len(known)} sources ; au')} {words.day(today)}{prose(f', {review}.')}", "chapeau"
        ),
        heading(2, "Comment lire cette page"),
        paragraph(
            prose(
                "Chaque source dit comment elle a été lue. Un texte « lu à la source » a été ouvert ; "
                "les autres ne sont connus que par des documents qui en parlent, et demandent plus "
                "de prudence."
            )
        ),
        *blocks,
        _read_from("sources.yml"),
    )  # fmt: skip
    return Page(links.SOURCES, text, "sources.yml")


def _source(source: Source, today: dt.date) -> str:
    title = link(source.url, prose(source.title)) if source.url else prose(source.title)
    reading = prose(labels.READING_WAYS[source.reading])
    if source.quoted_by:
        reading += prose(f" ({source.quoted_by} documents indépendants)")
    facts = definitions(
        [
            ("Éditeur", prose(source.publisher)),
            ("Lecture", reading),
            ("Lu le", words.day(source.read_on)),
            ("À relire le", words.day(source.review_by) + page_foot.overdue(source, today)),
            ("État du texte", _state(source.state_on)),
            ("Réserve", prose(source.note)),
            ("Identifiant", f"<code>{source.id}</code>"),
        ],
        "faits serre",
    )
    return f'<div><h3 id="{source.id}" data-search-exclude>{title}</h3>{facts}</div>'


def _state(text: str) -> str:
    """Show the known state of a text: a day when it is one, else the words given."""
    try:
        return words.day(dt.date.fromisoformat(text))
    except ValueError:
        return prose(text)


def _read_from(file: str) -> str:
    return paragraph(f"{prose('Fiche :')} <code>kit/{file}</code>", "relecture")


def _keys() -> Page:
    blocks: list[str] = []
    for place, cls in places():
        blocks += [heading(2, place, place.split("/")[0].replace(".", "-")), *_class(place, cls)]
    text = page_text(
        front_matter(
            "Clés des fiches",
            "Toutes les clés des fichiers du kit : ce qu'on y écrit, sous quelle forme, et "
            "lesquelles sont obligatoires.",
            search={"exclude": True},
        ),
        paragraph(
            prose(
                "Cette page est tirée du modèle que suit l'outil : elle est donc toujours à jour."
            ),
            "chapeau",
        ),
        *blocks,
    )
    return Page(links.KEYS, text)


def _class(place: str, cls: type[Any]) -> Iterator[str]:
    yield table(
        f"Clés de {place}",
        ("Clé", "Obligatoire", "Ce qu'on y écrit", "Forme", "Exemple"),
        [_key(key) for key in keys(cls)],
        classes="cles",
    )
    for key in keys(cls):
        if inner := key.group:
            yield table(
                f"Clés de {place}, sous {key.name}",
                ("Clé", "Obligatoire", "Ce qu'on y écrit", "Forme", "Exemple"),
                [_key(sub) for sub in keys(inner)],
                classes="cles",
            )


def _key(key: Key) -> tuple[str, ...]:
    example = f"<code>{prose(key.example)}</code>" if key.example else ""
    needed = "oui" if key.required else "non"
    return (
        f"<code>{key.name}</code>",
        needed,
        prose(key.help),
        prose(form_in_words(key.kind)),
        example,
    )
