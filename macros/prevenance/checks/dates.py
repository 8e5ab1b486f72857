"""Dates in the kit are in order, and nothing is relied on after its review date."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any, get_args

from prevenance.catalog import Catalog
from prevenance.checks.sentences import Examined
from prevenance.model import Category
from prevenance.problems import Place, Problem, shown

TYPO_HORIZON = dt.timedelta(days=366)
"""How far ahead of the day of the check a reading may be dated: checks also run for past days."""


def _every_item(catalog: Catalog) -> Iterator[tuple[Catalog, Any]]:
    """Yield every item, then those that a translation writes, each with its catalog."""
    for item in catalog.items():
        yield catalog, item
    originals = {id(item) for item in catalog.items()}
    for speaking in catalog.translations.values():
        for item in speaking.items():
            if id(item) not in originals:
                yield speaking, item


def sources_are_reviewed_in_time(kit: Examined) -> Iterator[Problem]:
    """Remark when a source is due for review; ``--strict`` refuses it."""
    catalog = kit.catalog
    for source in catalog.sources.values():
        if kit.today >= source.review_by:
            yield Problem(
                catalog.place(source, "a_revoir_le"),
                f"source à relire depuis le {source.review_by.isoformat()}",
                "une lecture plus récente",
                "relisez-la, puis changez lu_le et a_revoir_le",
                warning=True,
            )


def reviews_follow_readings(kit: Examined) -> Iterator[Problem]:
    """A source is reviewed after it was read, and no reading is more than a year ahead (a typo)."""
    catalog = kit.catalog
    horizon = kit.today + TYPO_HORIZON
    for source in catalog.sources.values():
        if source.review_by <= source.read_on:
            yield Problem(
                catalog.place(source, "a_revoir_le"),
                "à revoir avant d'avoir été lue",
                "une date après lu_le",
                "corrigez l'une des deux dates",
            )
        if source.read_on > horizon:
            yield Problem(
                catalog.place(source, "lu_le"),
                f"{source.read_on.isoformat()} est dans le futur",
                "au plus tard aujourd'hui",
                "écrivez le jour de la lecture",
            )
    for speaking, item in _every_item(catalog):
        reviewed = getattr(item, "reviewed_on", None)
        if reviewed and reviewed > horizon:
            yield Problem(
                speaking.place(item, "relu_le"),
                f"{reviewed.isoformat()} est dans le futur",
                "au plus tard aujourd'hui",
                "écrivez le jour de la relecture",
            )


MAX_OFFSET = 366
"""Days between a stage of the project and the switch-over: no project is prepared for longer."""


def stages_are_dated(kit: Examined) -> Iterator[Problem]:
    """A stage of law or review has a date; one of the project an offset from J or the reply date."""
    catalog = kit.catalog
    for stage in catalog.stages.values():
        offset = re.fullmatch(r"J([+-][0-9]{1,3})?|date_reponse", stage.when)
        relative = offset is not None and abs(int(offset[1] or 0)) <= MAX_OFFSET
        dated = False
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", stage.when):
            try:
                dt.date.fromisoformat(stage.when)
                dated = True
            except ValueError:
                dated = False
        expected = (
            f"J, J-30, J+30 (au plus {MAX_OFFSET} jours) ou date_reponse"
            if stage.nature == "projet"
            else "une date AAAA-MM-JJ qui existe"
        )
        if not (relative if stage.nature == "projet" else dated):
            yield Problem(
                catalog.place(stage, "quand"),
                shown(stage.when),
                expected,
                "corrigez « quand », ou « nature »",
            )
        elif (
            dated
            and stage.visible_until
            and stage.visible_until < dt.date.fromisoformat(stage.when)
        ):
            yield Problem(
                catalog.place(stage, "visible_au"),
                "disparaît avant d'arriver",
                "une date après « quand »",
                "corrigez « visible_au », ou supprimez la ligne",
            )
        if bool(stage.before) != bool(stage.after):
            yield Problem(
                catalog.place(stage, "apres" if stage.before else "avant"),
                "une seule des deux phrases",
                "« avant » et « apres », pour le futur et le passé",
                "écrivez l'autre phrase",
            )


def each_category_has_one_issuing_date(kit: Examined) -> Iterator[Problem]:
    """Exactly one dated legal stage fixes the issuing date of each category of sender."""
    catalog = kit.catalog
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


EARLY = (
    sources_are_reviewed_in_time,
    reviews_follow_readings,
    stages_are_dated,
    each_category_has_one_issuing_date,
)
LATE = ()
