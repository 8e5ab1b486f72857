"""The pages of the profiles: who they are, and what to send them, which is often nothing."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from prevenance.catalog import Catalog, file_of
from prevenance.model import Profile, labels
from prevenance.model.company import Company
from prevenance.rules.boxes import Facts
from prevenance.rules.offers import offered_channels
from prevenance.rules.situation import sender_states
from prevenance.rules.survey import OPEN_FACETS, Outcome, survey_cases
from prevenance.site import links, page_foot, words
from prevenance.site.markup import (
    Page,
    box,
    front_matter,
    heading,
    listing,
    page_text,
    paragraph,
    table,
)
from prevenance.text.html import href, link, prose

LIST = "clients/index.md"
EASE = 5
"""The highest rank of ease on the curve of adhesion."""


EQUIPPED = (("client", "public"), ("envoi_actuel", "edi"), ("annuaire", "active"))
"""What is known of customers who often have no need to be won over: one of these facets."""


def pages(catalog: Catalog, today: dt.date) -> Iterator[Page]:
    """Yield the page of each profile; their list is written by hand."""
    for profile in catalog.profiles.values():
        yield _page(catalog, profile, today)


def by_sector(catalog: Catalog, here: str) -> str:
    """Write the table of the profiles, those who are often equipped apart, for a page at ``here``."""
    equipped = [p for p in catalog.profiles.values() if _is_equipped(p)]
    others = [p for p in catalog.profiles.values() if not _is_equipped(p)]
    sectors = {"Souvent déjà équipés": equipped, "Les autres": others}
    return "\n\n".join(
        f"{heading(2, name)}\n\n{_comparison(catalog, here, name, profiles)}"
        for name, profiles in sectors.items()
    )


def _is_equipped(profile: Profile) -> bool:
    return any(profile.facets.get(facet) == (value,) for facet, value in EQUIPPED)


def _comparison(catalog: Catalog, here: str, name: str, profiles: Sequence[Profile]) -> str:
    rows = [
        (
            links.item_link(catalog, here, "profiles", p.id),
            prose(labels.LETTER_ANSWERS[p.letter]),
            links.item_links(catalog, here, "channels", p.channels[:3]),
            prose(p.summary),
        )
        for p in profiles
    ]
    heads = ("Profil", "Courrier utile ?", "Premiers canaux", "En bref")
    return table(f"{name} : les profils", heads, rows, classes="profils", search=False)


def ease(rank: int) -> str:
    """Show a rank of ease, for the eye and for the ear."""
    dots = "●" * rank + "○" * (EASE - rank)
    return f'<span class="aisance"><span aria-hidden="true">{dots}</span> {rank} sur {EASE}</span>'


def _page(catalog: Catalog, profile: Profile, today: dt.date) -> Page:
    here = f"clients/{profile.id}.md"
    text = page_text(
        front_matter(profile.name, profile.summary, search={"boost": 2}),
        links.trail(here, ("Profils", LIST)),
        heading(1, profile.name),
        paragraph(prose(profile.summary), "chapeau"),
        heading(2, "Faut-il leur écrire ?"),
        box(
            f'<p class="reponse">{prose(labels.LETTER_ANSWERS[profile.letter])}</p>'
            f"<p>{prose(profile.why)}</p>",
            f"verdict {profile.letter}",
        ),
        heading(2, "Les reconnaître"),
        listing(prose(sign) for sign in profile.recognise),
        heading(2, "Ce que les tables savent d'eux", search=False),
        words.conditions(catalog, profile.facets),
        heading(2, "Leur aisance avec l'électronique", search=False),
        paragraph(f"{ease(profile.adhesion.ease)}. {prose(profile.adhesion.comment)}"),
        heading(2, "Canaux qui conviennent", search=False),
        _channels(catalog, here, profile),
        *_benefits(catalog, here, profile),
        heading(2, "Que leur envoyer ?", search=False),
        *_answers(catalog, here, profile),
        page_foot.foot(catalog, here, profile, today),
    )
    return Page(here, text, file_of(profile)[0])


def _channels(catalog: Catalog, here: str, profile: Profile) -> str:
    known = [catalog.channels[name] for name in profile.channels if name in catalog.channels]
    rows = [
        (
            links.item_link(catalog, here, "channels", c.id),
            prose(c.summary),
            listing(prose(need) for need in c.needs),
        )
        for c in known
    ]
    return table(
        "Canaux, le préféré d'abord", ("Canal", "En bref", "Ce qu'il faut au client"), rows
    )


def _benefits(catalog: Catalog, here: str, profile: Profile) -> Iterator[str]:
    known = [catalog.benefits[name] for name in profile.benefits if name in catalog.benefits]
    if known:
        yield heading(2, "Bénéfices à citer", search=False)
        yield table(
            "Bénéfices, le plus parlant d'abord",
            ("Bénéfice", "Ce que dit le courrier", "À quelle condition c'est vrai"),
            [
                (links.benefit_link(catalog, here, b.id), words.sentence(catalog, b.sentence), prose(b.condition))
                for b in known
            ],
        )  # fmt: skip


def _answers(catalog: Catalog, here: str, profile: Profile) -> Iterator[str]:
    """Write what to send, by state of the sender; states with the same answers share a table."""
    yield paragraph(
        f"{prose('Cherchez votre situation, puis le cas du client.')} "
        f"{link(href(here, links.COVERAGE, profile.id), prose('Voir les réponses date par date'))}."
    )
    first = _by_state(catalog, profile, {}, OPEN_FACETS)
    yield from _tables(catalog, here, first, "Premier contact")
    events = tuple(v for v in catalog.lists["evenement"].values if v != "aucun")
    later = _by_state(catalog, profile, {"evenement": events}, ())
    yield from _tables(catalog, here, later, "Après un premier contact")


def _by_state(
    catalog: Catalog, profile: Profile, more: Mapping[str, Sequence[str]], vary: Sequence[str]
) -> list[tuple[list[Facts], list[Outcome]]]:
    """Survey a profile for each state of the sender, gathering the states that agree."""
    groups: list[tuple[list[Facts], list[Outcome]]] = []
    free = [f for f in vary if f not in profile.facets]
    channels = offered_channels(catalog, profile, Company(category="pme"))
    for state in sender_states(catalog):
        sender = {facet: (value,) for facet, value in state.items()}
        found = survey_cases(catalog, {**profile.facets, **more, **sender}, free, channels)
        same = [states for states, known in groups if _gist(known) == _gist(found)]
        if same:
            same[0].append(state)
        else:
            groups.append(([state], found))
    return groups


def _in_words(catalog: Catalog, state: Facts) -> str:
    """Say a state of the sender; an early start that is not even announced goes without saying."""
    values = state.items()
    return " ".join(words.value(catalog, name, value) for name, value in values if value != "non")


def _gist(found: list[Outcome]) -> list[object]:
    return [(o.reason, [t.id for t in o.texts], dict(o.when)) for o in found]


def _tables(
    catalog: Catalog, here: str, groups: list[tuple[list[Facts], list[Outcome]]], name: str
) -> Iterator[str]:
    yield heading(3, name, search=False)
    for states, found in groups:
        if len(groups) > 1:
            yield listing(
                [f"<strong>{prose(_in_words(catalog, s))}</strong>" for s in states], "situation"
            )
        named = [", ".join(v for v in state.values() if v != "non") for state in states]
        short = " ; ".join(named) if len(groups) > 1 else "toutes les situations"
        yield table(
            f"{name} ({short.replace('-', ' ')})",
            ("Cas", "Réponse", "Pourquoi", "Actions"),
            [
                (
                    words.conditions(catalog, o.when),
                    answer(catalog, here, o),
                    prose(o.reason),
                    words.actions(catalog, o.decision.last.actions),
                )
                for o in found
            ],
            classes="reponses",
            search=False,
        )


def answer(catalog: Catalog, here: str, outcome: Outcome) -> str:
    """Say an outcome: the texts to send, or that there is none."""
    said = prose(words.value(catalog, "envoi", outcome.decision.outcomes["envoi"]))
    names = [links.item_link(catalog, here, "texts", t.id) for t in outcome.texts]
    if names:
        return said + listing(names)
    if outcome.decision.outcomes["envoi"] == "courrier":
        said = prose(words.value(catalog, "envoi", "rien"))
    return f'<strong class="aucun">{said}</strong>'
