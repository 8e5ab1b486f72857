"""Each case in which the tables answer « courrier » meets exactly one letter per support.

The cases are enumerated from the rows themselves, over the facets that letters look at, so the
proof is exhaustive and quick.
"""

from collections.abc import Iterator, Mapping
from itertools import product

from prevenance.catalog import Catalog
from prevenance.checks.sentences import Examined
from prevenance.model import Row, Text
from prevenance.problems import Place, Problem
from prevenance.rules.boxes import accepts, facet_values
from prevenance.rules.tables import look_up

SUPPORTS = ("poste", "courriel")
TRANSLATED_CLIENTS = frozenset({"ue", "hors-ue"})
"""Customers to whom a letter is also offered in English."""


def client_perimeters(catalog: Catalog) -> dict[str, set[str]]:
    """Return, for each perimeter, the values of ``client`` that can lead to it."""
    table = catalog.tables["perimetre"]
    values = facet_values(catalog, table)
    found: dict[str, set[str]] = {}
    for combination in product(*values.values()):
        facts = dict(zip(values, combination, strict=True))
        perimeter = look_up(catalog, "perimetre", facts).then["perimetre"]
        found.setdefault(perimeter, set()).add(facts["client"])
    return found


def written_cases(catalog: Catalog, envoi: str) -> Iterator[tuple[str, int, Row, dict[str, str]]]:
    """Yield the cases in which a row answers ``envoi``: table, 1-based row, row, facts of letters.

    Facts: perimetre, client, annuaire, edi, accord, evenement, intention and, for letters, mode.
    """
    clients = client_perimeters(catalog)
    looked_at = {facet for t in catalog.texts.values() for box in t.boxes for facet in box}
    varying = ["perimetre", *sorted(looked_at & {"annuaire", "edi", "accord", "evenement"})]
    for name in ("envoi", "suite"):
        table = catalog.tables[name]
        values = facet_values(catalog, table)
        for number, row in enumerate(table.rows, start=1):
            if row.then["envoi"] != envoi:
                continue
            options = [_values(catalog, row, values, facet) for facet in varying]
            for combination in product(*options):
                facts = dict(zip(varying, combination, strict=True))
                facts["intention"] = row.then["intention"]
                for client in sorted(clients.get(facts["perimetre"], ())):
                    for mode in _modes(catalog, row, facts["perimetre"], client):
                        yield name, number, row, {**facts, "client": client, "mode": mode}


def _values(
    catalog: Catalog, row: Row, values: Mapping[str, tuple[str, ...]], facet: str
) -> tuple[str, ...]:
    """Return the values of a facet that a row accepts; without an event nothing has happened."""
    every = ("aucun",) if facet == "evenement" else tuple(catalog.lists[facet].values)
    return tuple(row.when.get(facet, values.get(facet, every)))


def _modes(catalog: Catalog, row: Row, perimeter: str, client: str) -> list[str]:
    if row.then["envoi"] != "courrier":
        return ["sans-objet"]
    asked = {"intention": row.then["intention"], "perimetre": perimeter, "client": client}
    found = [
        look_up(catalog, "mode", {**asked, "mode_accord": m}).then["mode"]
        for m in catalog.lists["mode_accord"].values
    ]
    return sorted(set(found) - {"sans-relance"})


def _answering(
    texts: Mapping[str, Text], facts: Mapping[str, str], support: str, roles: set[str]
) -> list[Text]:
    return [
        t
        for t in texts.values()
        if t.role in roles
        and support in t.supports
        and t.intention in {"", facts["intention"]}
        and any(accepts(box, facts) for box in t.boxes)
    ]


def _in_words(facts: Mapping[str, str]) -> str:
    return ", ".join(f"{k}: {v}" for k, v in facts.items())


def each_case_meets_one_letter(kit: Examined) -> Iterator[Problem]:
    """Every case that calls for a letter meets exactly one, by post and by e-mail, in its languages."""
    catalog = kit.catalog
    yield from _exactly_one(catalog, "courrier", {"courrier", "relance"}, SUPPORTS)


def each_mention_meets_one_text(kit: Examined) -> Iterator[Problem]:
    """Every case that calls for a line on the invoice meets exactly one mention."""
    catalog = kit.catalog
    yield from _exactly_one(catalog, "mention", {"mention"}, ("facture",))


def _exactly_one(
    catalog: Catalog, envoi: str, roles: set[str], supports: tuple[str, ...]
) -> Iterator[Problem]:
    reported: set[tuple[object, ...]] = set()
    for name, number, _row, facts in written_cases(catalog, envoi):
        for support in supports:
            foreign = facts["client"] in TRANSLATED_CLIENTS and envoi == "courrier"
            for speaking in (catalog, *(catalog.translations.values() if foreign else ())):
                texts = _answering(speaking.texts, facts, support, roles)
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
                elif speaking is not catalog and (
                    original := _answering(catalog.texts, facts, support, roles)
                ):
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
        for envoi, roles, supports in (
            ("courrier", {"courrier", "relance"}, SUPPORTS),
            ("mention", {"mention"}, ("facture",)),
        )
        for _n, _i, _r, facts in written_cases(catalog, envoi)
        for support in supports
        for t in _answering(catalog.texts, facts, support, roles)
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
