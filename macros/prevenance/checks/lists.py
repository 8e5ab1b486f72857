"""Closed lists of facettes.yml: boxes use their values, each value serves, each channel is one."""

from collections.abc import Iterator

from prevenance.catalog import ID, NAME
from prevenance.checks.references import unknown_name, values_of
from prevenance.checks.sentences import Examined
from prevenance.problems import Problem, one_of, shown
from prevenance.reader.keys import walk

SETTLED = ("coherence", "perimetre")
"""The tables whose facets a profile says, so that its rules are known."""

OPEN = frozenset({"annuaire"})
"""What a profile may leave open: it changes from one of its customers to the next."""


def boxes_use_known_values(kit: Examined) -> Iterator[Problem]:
    """Profiles, rows and letters use the facets and values of facettes.yml."""
    catalog = kit.catalog
    boxed = {id(one.item): one.item for one in kit.texts if one.key.holds == "box"}
    for item in boxed.values():
        for path, key, box in walk(item):
            for number, one in enumerate(box if isinstance(box, tuple) else (box,), start=1):
                here: tuple[str | int, ...] = (*path, number) if isinstance(box, tuple) else path
                for facet, values in one.items() if key.holds == "box" else ():
                    place = catalog.place(item, *here, facet)
                    if facet not in catalog.lists:
                        yield unknown_name(place, facet, catalog.lists, "facettes.yml")
                        continue
                    known = values_of(catalog, facet)
                    for value in set(values) - known.keys():
                        yield unknown_name(place, value, known, f"facettes.yml, {facet}")


def tables_know_every_channel(kit: Examined) -> Iterator[Problem]:
    """The closed list ``canal`` and the folder canaux/ name the same channels."""
    catalog = kit.catalog
    if "canal" not in catalog.lists:
        return
    listed = catalog.lists["canal"]
    for channel in catalog.channels.values():
        if channel.id not in listed.values:
            mend = "ajoutez-le à la liste canal, et une ligne à regles/canaux.yml"
            yield Problem(
                catalog.place(channel),
                f"le canal {shown(channel.id)} manque dans facettes.yml",
                "une valeur de la liste canal",
                mend,
            )
    for name in listed.values:
        if not catalog.knows("channels", name):
            place = catalog.place(listed, "valeurs", name)
            yield Problem(
                place,
                f"{shown(name)} n'a pas de fiche dans canaux/",
                one_of(catalog.channels),
                "écrivez la fiche, ou retirez la valeur",
            )


def defaults_are_values(kit: Examined) -> Iterator[Problem]:
    """The default of a closed list is one of its values."""
    catalog = kit.catalog
    for closed in catalog.lists.values():
        if closed.default and closed.default not in closed.values:
            place = catalog.place(closed, "defaut")
            yield unknown_name(place, closed.default, closed.values, "ses valeurs")


def values_are_used(kit: Examined) -> Iterator[Problem]:
    """A value of a closed list serves: a table answers for it, gives it, or names it."""
    catalog = kit.catalog
    tables = catalog.tables.values()
    rows = [row for table in tables for row in table.rows]
    for closed in catalog.lists.values():
        if closed.kind in {"demandee", "fiche", "calculee", "lignes"}:
            reading = [t for t in tables if closed.id in t.facets]
            used = {v for t in reading for v in t.domain.get(closed.id, tuple(closed.values))}
            used |= {v for table in tables for v in table.gives.get(closed.id, ())}
            used.add(closed.default)
        elif closed.kind == "action":
            used = {action for row in rows for action in row.actions}
        else:
            used = {v for table in tables for v in table.gives.get(closed.id, ())}
        for value in closed.values:
            if value not in used:
                yield Problem(
                    catalog.place(closed, "valeurs", value),
                    f"aucune table n'emploie {shown(value)}",
                    "une valeur dont une table de regles/ se sert",
                    "ajoutez-la à une table, ou retirez-la",
                )


def profiles_say_their_perimeter(kit: Examined) -> Iterator[Problem]:
    """What the perimeter depends on is said by each profile, or has a default."""
    catalog = kit.catalog
    read = [f for name in SETTLED if name in catalog.tables for f in catalog.tables[name].facets]
    facets = [f for f in dict.fromkeys(read) if f in catalog.lists and f not in OPEN]
    for facet in (f for f in facets if catalog.lists[f].kind == "demandee"):
        silent = [p for p in catalog.profiles.values() if facet not in p.facets]
        if catalog.lists[facet].default or not silent:
            continue
        for profile in silent:
            yield Problem(
                catalog.place(profile, "facettes"),
                f"{shown(facet)} n'est pas dit, et n'a pas de valeur par défaut",
                "la facette dans le profil, ou « defaut » dans facettes.yml",
                f"ajoutez la ligne « {facet}: … » sous facettes",
            )


def values_of_lists_are_ids(kit: Examined) -> Iterator[Problem]:
    """A value of a closed list is a word that addresses, forms and tables can carry."""
    catalog = kit.catalog
    for closed in catalog.lists.values():
        for name in closed.values:
            if not ID.fullmatch(name) and not NAME.fullmatch(name):
                place, found = catalog.place(closed, "valeurs", name), f"valeur {shown(name)}"
                yield Problem(place, found, ID.pattern, "renommez cette valeur")


EARLY = (
    boxes_use_known_values,
    tables_know_every_channel,
    defaults_are_values,
    values_are_used,
    profiles_say_their_perimeter,
    values_of_lists_are_ids,
)
LATE = ()
