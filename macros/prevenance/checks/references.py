"""Every id that a file names exists, and every item says what its kind must say."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, get_args

from prevenance.catalog import Catalog
from prevenance.model import Category, Channel, Stage
from prevenance.problems import (
    Place,
    Problem,
    did_you_mean,
    one_of,
    shown,
)


def _unknown(
    catalog: Catalog,
    item: Any,
    path: tuple[str | int, ...],
    name: str,
    known: Iterable[str],
    where: str,
) -> Problem:
    names = sorted(known)
    return Problem(
        catalog.place(item, *path),
        f"{shown(name)} n'existe pas dans {where}",
        one_of(names),
        did_you_mean(name, names) or f"choisissez dans {where}, ou ajoutez-y cette entrée",
    )


def _references(catalog: Catalog) -> Iterator[tuple[Any, str, tuple[str, ...], str, str]]:
    """Yield each list of references: item, key, names, attribute of the catalog, folder."""
    for profile in catalog.profiles.values():
        yield profile, "canaux", profile.channels, "channels", "canaux/"
        yield profile, "benefices", profile.benefits, "benefits", "benefices/"
    for channel in catalog.channels.values():
        yield channel, "a_recueillir", channel.collect, "fields", "champs.yml"
    for benefit in catalog.benefits.values():
        yield benefit, "canaux", benefit.channels, "channels", "canaux/"
    for tool in catalog.tools.values():
        yield tool, "canaux", tool.channels, "channels", "canaux/"
    for template in catalog.texts.values():
        yield template, "recueillir", template.collect, "fields", "champs.yml"
        yield template, "coupon", (template.slip,) if template.slip else (), "blocs", "blocs/"


def referenced_items_exist(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """Profiles, channels, benefits, tools and letters name existing items."""
    for item, key, names, attribute, folder in _references(catalog):
        for number, name in enumerate(names, start=1):
            if not catalog.knows(attribute, name):
                yield _unknown(
                    catalog, item, (key, number), name, getattr(catalog, attribute), folder
                )


def sources_exist(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """Every source that an item or a row names is in sources.yml."""
    for item in catalog.items():
        for number, name in enumerate(getattr(item, "sources", ()), start=1):
            if not catalog.knows("sources", name):
                yield _unknown(
                    catalog, item, ("sources", number), name, catalog.sources, "sources.yml"
                )
    for table in catalog.tables.values():
        for row, content in enumerate(table.rows, start=1):
            for number, name in enumerate(content.sources, start=1):
                if not catalog.knows("sources", name):
                    yield _unknown(
                        catalog,
                        table,
                        ("lignes", row, "sources", number),
                        name,
                        catalog.sources,
                        "sources.yml",
                    )


def legal_statements_name_a_source(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """A stage set by law and a channel's legal basis rest on a source."""
    items: list[Stage | Channel] = [*catalog.stages.values(), *catalog.channels.values()]
    for item in items:
        if not item.sources and getattr(item, "nature", "loi") == "loi":
            yield Problem(
                catalog.place(item, "sources"),
                "affirmation juridique sans source",
                "au moins une source de sources.yml",
                "ajoutez la ligne « sources: … »",
            )


def _boxes(catalog: Catalog) -> Iterator[tuple[Any, tuple[str | int, ...], Any]]:
    for profile in catalog.profiles.values():
        yield profile, ("facettes",), profile.facets
    for template in catalog.texts.values():
        for number, box in enumerate(template.boxes, start=1):
            yield template, ("si", number), box
    for table in catalog.tables.values():
        yield table, ("domaine",), table.domain
        for number, row in enumerate(table.rows, start=1):
            yield table, ("lignes", number, "si"), row.when


def boxes_use_known_values(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """Profiles, rows and letters use the facets and values of facettes.yml."""
    for item, path, box in _boxes(catalog):
        for facet, values in box.items():
            if facet not in catalog.lists:
                yield _unknown(catalog, item, (*path, facet), facet, catalog.lists, "facettes.yml")
                continue
            for value in values:
                if value not in catalog.lists[facet].values:
                    yield _unknown(
                        catalog,
                        item,
                        (*path, facet),
                        value,
                        catalog.lists[facet].values,
                        f"facettes.yml, {facet}",
                    )


def tables_know_every_channel(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """The closed list ``canal`` and the folder canaux/ name the same channels."""
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


def perimeters_are_known(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """Stages name existing perimeters."""
    known = catalog.lists["perimetre"].values if "perimetre" in catalog.lists else {}
    for stage in catalog.stages.values():
        for number, name in enumerate(stage.perimeters, start=1):
            if name not in known:
                yield _unknown(
                    catalog, stage, ("perimetres", number), name, known, "facettes.yml, perimetre"
                )


def defaults_are_values(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """The default of a closed list is one of its values."""
    for closed in catalog.lists.values():
        if closed.default and closed.default not in closed.values:
            yield _unknown(
                catalog, closed, ("defaut",), closed.default, closed.values, "ses valeurs"
            )


def rows_name_known_actions_and_bans(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """Rows name existing actions and bans."""
    actions = catalog.lists["action"].values if "action" in catalog.lists else {}
    for table in catalog.tables.values():
        for number, row in enumerate(table.rows, start=1):
            for name in row.actions:
                if name not in actions:
                    yield _unknown(
                        catalog,
                        table,
                        ("lignes", number, "actions"),
                        name,
                        actions,
                        "facettes.yml, action",
                    )
            for name in row.never:
                if not catalog.knows("bans", name):
                    yield _unknown(
                        catalog,
                        table,
                        ("lignes", number, "jamais"),
                        name,
                        catalog.bans,
                        "interdits.yml",
                    )


def texts_say_what_calls_for_them(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """Letters and reminders name an intention and cases, mentions cases, annexes an action."""
    intentions = catalog.lists["intention"].values if "intention" in catalog.lists else {}
    actions = catalog.lists["action"].values if "action" in catalog.lists else {}
    for text in catalog.texts.values():
        principal = text.role in {"courrier", "relance"}
        if principal and text.intention not in intentions:
            yield _unknown(
                catalog, text, ("intention",), text.intention, intentions, "facettes.yml, intention"
            )
        if (principal or text.role == "mention") and not text.boxes:
            yield Problem(
                catalog.place(text, "si"),
                "aucun cas",
                "les facettes pour lesquelles ce texte est le bon",
                "ajoutez « si: », ou donnez le rôle annexe",
            )
        if text.role in {"annexe", "faq", "script"} and text.action not in actions:
            yield _unknown(catalog, text, ("action",), text.action, actions, "facettes.yml, action")


def each_category_has_one_issuing_date(catalog: Catalog, _: dt.date) -> Iterator[Problem]:
    """Exactly one dated legal stage fixes the issuing date of each category of sender."""
    for category in get_args(Category):
        named = [s for s in catalog.stages.values() if category in s.issuing_for]
        stages = [s for s in named if s.nature == "loi"]
        if len(stages) != 1:
            place = (
                catalog.place(stages[1], "emission_pour")
                if stages
                else next(
                    (
                        catalog.place(s, "emission_pour")
                        for s in catalog.stages.values()
                        if s.issuing_for
                    ),
                    Place("etapes/"),
                )
            )
            yield Problem(
                place,
                f"la catégorie {category} a {len(stages)} date(s) d'émission",
                "exactement une étape",
                "corrigez « emission_pour » dans etapes/",
            )


CHECKS = (
    referenced_items_exist,
    sources_exist,
    legal_statements_name_a_source,
    boxes_use_known_values,
    tables_know_every_channel,
    perimeters_are_known,
    defaults_are_values,
    rows_name_known_actions_and_bans,
    texts_say_what_calls_for_them,
    each_category_has_one_issuing_date,
)
