"""Each case in which the tables answer « courrier » meets exactly one letter per support.

The cases are enumerated from the rows themselves, over the facets that letters look at, so the
proof is exhaustive and quick.
"""

from collections.abc import Collection, Iterator, Mapping
from itertools import product

from prevenance.catalog import Catalog
from prevenance.checks.sentences import Examined
from prevenance.model import Row, Table, Text
from prevenance.problems import Place, Problem
from prevenance.rules.boxes import Facts, accepts, facet_values
from prevenance.rules.tables import NO_EVENT, look_up

SUPPORTS = ("poste", "courriel")
MENTIONED = "facture"
"""The support of a mention, a line on the invoice."""

TRANSLATED_CLIENTS = frozenset({"ue", "hors-ue"})
"""Customers to whom a letter is also offered in English."""


def roots(catalog: Catalog, facets: Collection[str]) -> list[dict[str, str]]:
    """List what leads to each perimeter, as far as its table reads some facets; each once."""
    table = catalog.tables["perimetre"]
    values = facet_values(catalog, table)
    read = [f for f in table.facets if f in facets]
    found = {
        (row.then["perimetre"], *combination)
        for row in table.rows
        for combination in product(*(row.when.get(f, values[f]) for f in read))
    }
    return [dict(zip(("perimetre", *read), one, strict=True)) for one in sorted(found)]


def written_cases(catalog: Catalog, envoi: str) -> Iterator[tuple[str, int, Row, dict[str, str]]]:
    """Yield the cases in which a row answers ``envoi``: table, 1-based row, row, facts of letters.

    Facts: perimetre, client, every facet that is known of a case and at which a text looks,
    evenement, intention and, for letters, mode.
    """
    looked_at = {facet for t in catalog.texts.values() for box in t.boxes for facet in box}
    read = {"client", *(f for f in looked_at if catalog.lists[f].known)}
    leading = roots(catalog, read)
    for name in ("envoi", "suite"):
        table = catalog.tables[name]
        answering = [n for n, row in enumerate(table.rows, 1) if row.then["envoi"] == envoi]
        for number in answering:
            row = table.rows[number - 1]
            for root in leading:
                if all(value in row.when.get(f, (value,)) for f, value in root.items()):
                    for facts in _completed(catalog, table, row, root, read - root.keys()):
                        yield name, number, row, facts


def _completed(
    catalog: Catalog, table: Table, row: Row, root: Facts, facets: Collection[str]
) -> Iterator[dict[str, str]]:
    """Yield the cases of a row that a root leads to; without an event nothing has happened."""
    free = {**{f: tuple(catalog.lists[f].values) for f in facets}, "evenement": (NO_EVENT,)}
    free |= {f: v for f, v in (facet_values(catalog, table) | dict(row.when)).items() if f in free}
    for combination in product(*free.values()):
        facts = {**root, **dict(zip(free, combination, strict=True))}
        for mode in _modes(catalog, row, facts["perimetre"], facts["client"]):
            yield {**facts, "intention": row.then["intention"], "mode": mode}


def _modes(catalog: Catalog, row: Row, perimeter: str, client: str) -> list[str]:
    if row.then["envoi"] != "courrier":
        return ["sans-objet"]
    asked = {"intention": row.then["intention"], "perimetre": perimeter, "client": client}
    found = [
        look_up(catalog, "mode", {**asked, "mode_accord": m}).then["mode"]
        for m in catalog.lists["mode_accord"].values
    ]
    return sorted(set(found) - {"sans-relance"})


def _answering(catalog: Catalog, facts: Facts, support: str) -> list[Text]:
    letters = catalog.by_intention.get(facts["intention"], ())
    pool = catalog.texts.values() if support == MENTIONED else letters
    return [
        t
        for t in pool
        if support in t.supports
        and (support != MENTIONED or t.role == "mention")
        and any(accepts(box, facts) for box in t.boxes)
    ]


def _in_words(facts: Mapping[str, str]) -> str:
    return ", ".join(f"{k}: {v}" for k, v in facts.items())


def each_case_meets_one_letter(kit: Examined) -> Iterator[Problem]:
    """Every case that calls for a letter meets exactly one, by post and by e-mail, in its languages."""
    catalog = kit.catalog
    yield from _exactly_one(catalog, "courrier", SUPPORTS)


def each_mention_meets_one_text(kit: Examined) -> Iterator[Problem]:
    """Every case that calls for a line on the invoice meets exactly one mention."""
    catalog = kit.catalog
    yield from _exactly_one(catalog, "mention", (MENTIONED,))


def _exactly_one(catalog: Catalog, envoi: str, supports: tuple[str, ...]) -> Iterator[Problem]:
    reported: set[tuple[object, ...]] = set()
    for name, number, _row, facts in written_cases(catalog, envoi):
        for support in supports:
            foreign = facts["client"] in TRANSLATED_CLIENTS and envoi == "courrier"
            for speaking in (catalog, *(catalog.translations.values() if foreign else ())):
                texts = _answering(speaking, facts, support)
                ids = tuple(t.id for t in texts)
                key = (name, number, support, speaking.language, ids)
                if len(ids) == 1 or key in reported:
                    continue
                reported.add(key)
                where = f"{support}, {speaking.language}"
                if ids:
                    yield Problem(
                        catalog.place(texts[1], "si"),
                        f"{ids[0]} et {ids[1]} répondent au même cas ({where})",
                        f"un seul pour : {_in_words(facts)}",
                        "restreignez « si » dans l'un des deux",
                    )
                elif speaking is not catalog and (original := _answering(catalog, facts, support)):
                    file = catalog.place(original[0]).file
                    yield Problem(
                        Place(file.replace(".md", f".{speaking.language}.md")),
                        "traduction absente",
                        f"un texte ({where}) pour : {_in_words(facts)}",
                        "écrivez cette traduction",
                    )
                else:
                    place = catalog.place(catalog.tables[name], "lignes", number)
                    yield Problem(
                        place,
                        f"aucun texte ne répond ({where}) à : {_in_words(facts)}",
                        "exactement un texte",
                        "ajoutez un texte, ou élargissez « si » d'un texte voisin",
                    )


def letters_answer_a_real_case(kit: Examined) -> Iterator[Problem]:
    """A letter, a reminder or a mention answers at least one case; otherwise it is an annex."""
    catalog = kit.catalog
    used = {
        t.id
        for envoi, supports in (("courrier", SUPPORTS), ("mention", (MENTIONED,)))
        for _n, _i, _r, facts in written_cases(catalog, envoi)
        for support in supports
        for t in _answering(catalog, facts, support)
    }
    for text in catalog.texts.values():
        if text.boxes and text.id not in used:
            yield Problem(
                catalog.place(text, "si"),
                "aucun cas des tables n'appelle ce texte",
                "au moins un cas",
                "corrigez « si » et « intention », ou donnez le rôle annexe et une action",
            )


EARLY = ()
LATE = (
    each_case_meets_one_letter,
    each_mention_meets_one_text,
    letters_answer_a_real_case,
)
