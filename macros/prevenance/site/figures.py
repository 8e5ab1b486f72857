"""The guide's pictures, drawn from the kit: the calendars, the curve of adhesion, the decision."""

import datetime as dt
import textwrap
from collections.abc import Callable, Mapping, Sequence

from prevenance.catalog import Catalog
from prevenance.model import Profile, Stage, labels
from prevenance.rules.boxes import accepts
from prevenance.rules.days import end_of_delay, working_day
from prevenance.rules.situation import Dates
from prevenance.rules.stages import calendar_order, days_from_first, stage_day
from prevenance.site.circuit import circuit
from prevenance.site.drawing import (
    LEGEND,
    LINE,
    TEXT,
    WIDTH,
    Figure,
    ladder,
    lettering,
    rectangle,
)
from prevenance.text.dates import day_in_words

EXAMPLE_LEAD = 180
"""Days between the day of the build and the switch-over of the example plan."""


def timeline(catalog: Catalog, today: dt.date) -> Figure:
    """Draw the legal calendar, with the day of the build between past and future."""
    stages = sorted((s for s in catalog.stages.values() if s.nature == "loi"), key=calendar_order)
    dated = [
        (
            day_in_words(dt.date.fromisoformat(s.when)),
            s.name,
            dt.date.fromisoformat(s.when) <= today,
        )
        for s in stages
    ]
    drawing, height = ladder(dated, f"Aujourd'hui, {day_in_words(today)}")
    items = tuple(f"{date} : {name}{' (passé)' if past else ''}" for date, name, past in dated)
    return Figure(
        "Le calendrier légal",
        "Les dates fixées par la loi, des plus anciennes aux plus proches de nous et à venir.",
        height,
        drawing,
        items,
        tuple(source for stage in stages for source in stage.sources),
    )


def plan(catalog: Catalog, today: dt.date) -> Figure:
    """Draw the stages of a project for an example switch-over."""
    switch = working_day(today + dt.timedelta(days=EXAMPLE_LEAD), 1)
    letter = working_day(switch - dt.timedelta(days=60), -1)
    dates = Dates(letter, end_of_delay(letter, 30), switch, "bascule", switch)

    def day_of(stage: Stage) -> dt.date:
        return stage_day(stage, dates) or switch

    stages = sorted((s for s in catalog.stages.values() if s.nature == "projet"), key=day_of)
    dated = [
        (
            f"{day_in_words(day_of(s))} ({s.when if days_from_first(s) is not None else 'délai de réponse'})",
            s.name,
            False,
        )
        for s in stages
    ]
    drawing, height = ladder(dated)
    summary = f"Un exemple de rétroplanning, pour une bascule (J) le {day_in_words(switch)}."
    return Figure(
        "Rétroplanning",
        summary,
        height,
        drawing,
        tuple(f"{date} : {name}" for date, name, _ in dated),
    )


def curve(catalog: Catalog, _: dt.date) -> Figure:
    """Draw how readily each profile goes electronic, by size: the tendency is a U."""
    profiles = sorted(catalog.profiles.values(), key=lambda p: (p.adhesion.size, p.id))
    numbered = list(enumerate(profiles, start=1))
    means = {size: _mean(profiles, size) for size in sorted({p.adhesion.size for p in profiles})}
    line = "L".join(f"{_x(size):g} {_y(ease):g}" for size, ease in means.items())
    seen: dict[tuple[int, int], int] = {}
    points = []
    for number, profile in numbered:
        spot = (profile.adhesion.size, profile.adhesion.ease)
        shift = 17 * seen.get(spot, 0)
        seen[spot] = seen.get(spot, 0) + 1
        x, y = _x(spot[0]) + shift, _y(spot[1])
        points.append(
            f'<circle cx="{x:g}" cy="{y:g}" r="8" class="fig-point"/>'
            + lettering(x, y + 4, [str(number)], "fig-n", "middle")
        )
    legend = [textwrap.shorten(f"{n}. {p.name}", LEGEND, placeholder="…") for n, p in numbered]
    axes = (
        '<path class="fig-l" d="M30 14V206H390"/>'
        + lettering(36, 18, ["adhésion facile"], "fig-s")
        + lettering(36, 200, ["réticence"], "fig-s")
    )
    axes += lettering(30, 222, ["petits clients"], "fig-s") + lettering(
        390, 222, ["grands clients"], "fig-s", "end"
    )
    drawing = (
        f'{axes}<path class="fig-u" d="M{line}"/>' + "".join(points) + lettering(12, 250, legend)
    )
    summary = "Une tendance à vérifier sur votre portefeuille : les très petits et les grands clients acceptent plus facilement que les clients de taille moyenne."
    items = tuple(
        f"{p.name} : aisance {p.adhesion.ease} sur 5. {p.adhesion.comment}" for p in profiles
    )
    return Figure("La courbe d'adhésion", summary, 250 + LINE * len(legend), drawing, items)


def _mean(profiles: Sequence[Profile], size: int) -> float:
    found = [p.adhesion.ease for p in profiles if p.adhesion.size == size]
    return sum(found) / len(found)


def _x(size: float) -> float:
    return 54 + (size - 1) * 38


def _y(ease: float) -> float:
    return 210 - ease * 36


def decision(catalog: Catalog, _: dt.date) -> Figure:
    """Draw, for each perimeter, what the table ``envoi`` can answer: often nothing."""
    y, parts, items = 8, [], []
    answers = catalog.lists["envoi"].values
    for perimeter, meaning in catalog.lists["perimetre"].values.items():
        rows = [
            r
            for r in catalog.tables["envoi"].rows
            if accepts(
                {"perimetre": r.when.get("perimetre", (perimeter,))}, {"perimetre": perimeter}
            )
        ]
        found = [a for a in answers if any(r.then["envoi"] == a for r in rows)]
        lines = textwrap.wrap(meaning, TEXT + 6)
        height = LINE * (len(lines) + 1) + 16
        parts.append(
            rectangle(4, y, WIDTH - 8, height, "fig-box") + lettering(14, y + 20, lines, "fig-b")
        )
        parts.append(
            lettering(
                14,
                y + 20 + LINE * len(lines),
                ["→ " + ", ".join(labels.SHORT_OUTCOMES[a] for a in found)],
            )
        )
        items.append(f"{meaning} {', '.join(labels.SHORT_OUTCOMES[a] for a in found)}.")
        y += height + 8
    summary = "Le périmètre d'abord, puis la réponse : un courrier n'en est qu'une parmi d'autres."
    sources = tuple(s for row in catalog.tables["envoi"].rows for s in row.sources)
    return Figure("Faut-il un courrier ?", summary, y, "".join(parts), tuple(items), sources)


FIGURES: Mapping[str, Callable[[Catalog, dt.date], Figure]] = {
    "calendrier": timeline,
    "courbe": curve,
    "circuit": circuit,
    "decision": decision,
    "retroplanning": plan,
}
