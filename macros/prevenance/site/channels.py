"""The pages of the channels: the comparison, then one for each."""

import datetime as dt
from collections.abc import Iterator

from prevenance.catalog import Catalog, file_of
from prevenance.model import Channel, labels
from prevenance.rules.offers import possible_statuses
from prevenance.site import links, page_foot, words
from prevenance.site.markup import (
    Page,
    definitions,
    front_matter,
    heading,
    listing,
    page_text,
    paragraph,
    table,
)
from prevenance.text.html import prose

CHANNELS = "methode/canaux/index.md"


def channel_pages(catalog: Catalog, today: dt.date) -> Iterator[Page]:
    """Yield the comparison of the channels, then the page of each."""
    yield Page(
        CHANNELS,
        page_text(
            front_matter(
                "Canaux",
                "Les façons d'envoyer une facture : format, accord à demander ou non, et place "
                "de chacune avant et après votre échéance.",
                hide=["toc"],
                search={"boost": 2},
            ),
            heading(1, "Canaux"),
            paragraph("Comparez les canaux, puis vérifiez où chacun a sa place.", "chapeau"),
            heading(2, "Ce que demande chaque canal"),
            _comparison(catalog),
            heading(2, "Où chaque canal a sa place"),
            _places(catalog),
        ),
    )
    for channel in catalog.channels.values():
        yield _channel(catalog, channel, today)


def _comparison(catalog: Catalog) -> str:
    return table(
        "Les canaux comparés",
        ("Canal", "Format", "Avant votre échéance", "À partir de votre échéance", "À qui il convient"),
        [
            (
                links.item_link(catalog, CHANNELS, "channels", c.id),
                prose(c.format),
                prose(labels.AGREEMENT_NEEDS[c.agreement.before]),
                prose(labels.AGREEMENT_NEEDS[c.agreement.after]),
                prose(c.suits),
            )
            for c in catalog.channels.values()
        ],
    )  # fmt: skip


def _places(catalog: Catalog) -> str:
    every = {
        p: {c: possible_statuses(catalog, c, p) for c in catalog.channels}
        for p in catalog.lists["perimetre"].values
    }
    places = {p: found for p, found in every.items() if set(found.values()) != {("exclu",)}}
    meanings = listing(
        f"<strong>{prose(_short(p))}</strong>{prose(' : ' + words.value(catalog, 'perimetre', p))}"
        for p in places
    )
    rows = [
        (
            links.item_link(catalog, CHANNELS, "channels", c),
            *(" ou ".join(f'<span class="statut {s}">{_status(s)}</span>' for s in places[p][c]) for p in places),
        )
        for c in catalog.channels
    ]  # fmt: skip
    legend = "\n\n".join([paragraph(prose("Les colonnes sont les périmètres :")), meanings])
    return "\n\n".join([
        legend,
        table("Place de chaque canal selon le périmètre", ("Canal", *map(_short, places)), rows),
    ])  # fmt: skip


def _short(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _status(status: str) -> str:
    names = {"propose": "à proposer", "annonce": "à annoncer", "a-activer": "à activer", "secours": "en secours",
             "complement": "en complément", "exclu": "–"}  # fmt: skip
    return names.get(status, status)


def _channel(catalog: Catalog, channel: Channel, today: dt.date) -> Page:
    here = f"methode/canaux/{channel.id}.md"
    asked = [prose(catalog.fields[f].label) for f in channel.collect if f in catalog.fields]
    offers = [
        (prose(words.value(catalog, "statut", status)), words.sentence(catalog, text))
        for status, text in (
            ("propose", channel.phrases.offered), ("annonce", channel.phrases.announced),
            ("a-activer", channel.phrases.dormant),
            ("secours", channel.phrases.fallback), ("complement", channel.phrases.besides),
        ) if text
    ]  # fmt: skip
    text = page_text(
        front_matter(channel.name, channel.summary, search={"boost": 2}),
        links.trail(here, ("Canaux", CHANNELS)),
        heading(1, channel.name),
        paragraph(prose(channel.summary), "chapeau"),
        definitions(
            [
                ("À qui il convient", prose(channel.suits)),
                ("Format", prose(channel.format)),
                ("Fondement", prose(channel.basis)),
            ],
            "faits",
        ),
        heading(2, "Ce qu'il faut au client"),
        listing(prose(need) for need in channel.needs),
        heading(2, "Faut-il son accord ?"),
        table(
            "Accord et place du canal",
            ("Moment", "Accord", "Place du canal"),
            [
                ("Avant votre échéance", prose(labels.AGREEMENT_NEEDS[channel.agreement.before]),
                 prose(channel.evolution.before)),
                ("À partir de votre échéance", prose(labels.AGREEMENT_NEEDS[channel.agreement.after]),
                 prose(channel.evolution.after)),
            ],
        ),
        paragraph(prose(channel.agreement.note)),
        heading(2, "Ce que vous demandez au client") if asked else "",
        listing(asked),
        heading(2, "Ce que dit un courrier", search=False),
        table("Phrase selon la place du canal", ("Place", "Phrase"), offers, search=False),
        *_used(catalog, here, channel),
        page_foot.foot(catalog, here, channel, today),
    )  # fmt: skip
    return Page(here, text, file_of(channel)[0])


def _used(catalog: Catalog, here: str, channel: Channel) -> Iterator[str]:
    facts = [
        ("Profils auxquels il convient", links.item_links(
            catalog, here, "profiles",
            (p.id for p in catalog.profiles.values() if channel.id in p.channels))),
        ("Bénéfices vrais avec lui", ", ".join(
            links.benefit_link(catalog, here, b.id)
            for b in catalog.benefits.values() if channel.id in b.channels)),
        ("Outils qui le servent", links.item_links(
            catalog, here, "tools",
            (t.id for t in catalog.tools.values() if channel.id in t.channels))),
    ]  # fmt: skip
    if any(what for _, what in facts):
        yield heading(2, "Où il sert", search=False)
        yield definitions(facts, "faits")
