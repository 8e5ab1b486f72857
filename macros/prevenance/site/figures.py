"""The guide's pictures, drawn from the kit as SVG, each with its text equivalent.

Tall and narrow, so that the words stay readable on a phone; colours come from the page's style
sheet (classes ``fig-*``), so they follow the light and dark schemes and print in black.
"""

import datetime as dt
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from prevenance import rules
from prevenance.catalog import Catalog
from prevenance.model import Profile, Stage
from prevenance.rules import calendar
from prevenance.site.words import resting_on
from prevenance.text.typography import french, narrow

WIDTH = 400
"""Width of every picture, in the units of its view box; a line of text is 16 units high."""

LINE = 16
TEXT = 46
"""Characters of a line of 320 units."""

LEGEND = 52
"""Characters of a line of the whole width."""

EXAMPLE_LEAD = 180
"""Days between the day of the build and the switch-over of the example plan."""


@dataclass(frozen=True)
class Figure:
    """A picture: its title, what it shows in a sentence, its drawing, and the same as a list."""

    title: str
    summary: str
    height: int
    drawing: str
    items: tuple[str, ...]
    sources: tuple[str, ...] = ()

    def html(self, name: str) -> str:
        """Return the figure as HTML: the SVG, then its content as a list that opens on demand."""
        entries = "".join(f"<li>{_set(item)}</li>" for item in self.items)
        return (
            f'<figure class="figure" markdown="0"{resting_on(self.sources)}><svg class="fig" role="img" viewBox="0 0 {WIDTH} {self.height}" '
            f'aria-labelledby="fig-{name}-titre fig-{name}-sens"><title id="fig-{name}-titre">{_set(self.title)}</title>'
            f'<desc id="fig-{name}-sens">{_set(self.summary)}</desc>{self.drawing}</svg>'
            f"<figcaption>{_set(self.summary)}</figcaption>"
            f'<details class="figure-texte"><summary>{_set(self.title)} : en texte</summary><ul>{entries}</ul></details></figure>'
        )


def _set(text: str) -> str:
    return escape(narrow(french(text)))


def _words(x: float, y: float, lines: Iterable[str], css: str = "", anchor: str = "start") -> str:
    return "".join(
        f'<text x="{x:g}" y="{y + number * LINE:g}" class="fig-t {css}" text-anchor="{anchor}">{_set(line)}</text>'
        for number, line in enumerate(lines)
    )


def _box(x: float, y: float, width: float, height: float, css: str) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="6" class="{css}"/>'


def _arrow(x1: float, y1: float, x2: float, y2: float, css: str = "fig-l") -> str:
    """Draw a straight arrow whose head is two strokes: no marker, so no shared identifier."""
    if y1 == y2:
        side = 6 if x2 < x1 else -6
        head = f"M{x2 + side:g} {y2 - 4:g}L{x2:g} {y2:g}L{x2 + side:g} {y2 + 4:g}"
    else:
        side = 6 if y2 < y1 else -6
        head = f"M{x2 - 4:g} {y2 + side:g}L{x2:g} {y2:g}L{x2 + 4:g} {y2 + side:g}"
    return f'<path class="{css}" d="M{x1:g} {y1:g}L{x2:g} {y2:g}{head}"/>'


def _ladder(steps: Sequence[tuple[str, str, bool]], today: str = "") -> tuple[str, int]:
    """Draw dated steps down an axis: (date, name, past); ``today`` marks where the past ends."""
    y, parts, marked = 24, [], not today
    for date, name, past in steps:
        if not past and not marked:
            parts.append(
                f'<path class="fig-now" d="M8 {y - 6}H{WIDTH - 8}"/>'
                + _words(30, y + 12, [today], "fig-b")
            )
            y, marked = y + 38, True
        lines = textwrap.wrap(name, TEXT)
        dot = "fig-dot-past" if past else "fig-dot"
        parts.append(
            f'<circle cx="14" cy="{y - 5}" r="5" class="{dot}"/>'
            + _words(30, y, [date], "fig-b")
            + _words(30, y + LINE, lines)
        )
        y += LINE * (len(lines) + 1) + 14
    if not marked:
        parts.append(_words(30, y + 4, [today], "fig-b"))
        y += 24
    return f'<path class="fig-l" d="M14 12V{y - 12}"/>' + "".join(parts), y


def timeline(catalog: Catalog, today: dt.date) -> Figure:
    """Draw the legal calendar, with the day of the build between past and future."""
    stages = sorted((s for s in catalog.stages.values() if s.nature == "loi"), key=calendar.order)
    dated = [
        (
            calendar.in_words(dt.date.fromisoformat(s.when)),
            s.name,
            dt.date.fromisoformat(s.when) <= today,
        )
        for s in stages
    ]
    drawing, height = _ladder(dated, f"Aujourd'hui, {calendar.in_words(today)}")
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
    switch = calendar.working_day(today + dt.timedelta(days=EXAMPLE_LEAD), 1)
    letter = calendar.working_day(switch - dt.timedelta(days=60), -1)
    dates = calendar.Dates(today, letter, calendar.end_of_delay(letter, 30), None, switch)

    def day_of(stage: Stage) -> dt.date:
        return calendar.stage_day(stage, dates) or switch

    stages = sorted((s for s in catalog.stages.values() if s.nature == "projet"), key=day_of)
    dated = [
        (
            f"{calendar.in_words(day_of(s))} ({s.when if calendar.offset(s) is not None else 'délai de réponse'})",
            s.name,
            False,
        )
        for s in stages
    ]
    drawing, height = _ladder(dated)
    summary = f"Un exemple de rétroplanning, pour une bascule (J) le {calendar.in_words(switch)}."
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
            + _words(x, y + 4, [str(number)], "fig-n", "middle")
        )
    legend = [textwrap.shorten(f"{n}. {p.name}", LEGEND, placeholder="…") for n, p in numbered]
    axes = (
        '<path class="fig-l" d="M30 14V206H390"/>'
        + _words(36, 18, ["adhésion facile"], "fig-s")
        + _words(36, 200, ["réticence"], "fig-s")
    )
    axes += _words(30, 222, ["petits clients"], "fig-s") + _words(
        390, 222, ["grands clients"], "fig-s", "end"
    )
    drawing = f'{axes}<path class="fig-u" d="M{line}"/>' + "".join(points) + _words(12, 250, legend)
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


def circuit(catalog: Catalog, _: dt.date) -> Figure:
    """Draw where invoices go: through platforms, to Chorus Pro, or by a freely agreed channel."""
    chorus = catalog.channels["chorus-pro"].name
    steps = (
        ("Vous émettez la facture", "fig-box"),
        ("Votre plateforme agréée", "fig-box-strong"),
        ("La plateforme du client", "fig-box-strong"),
        ("Votre client", "fig-box"),
    )
    parts = []
    for number, (text, css) in enumerate(steps):
        y = 10 + number * 66
        parts.append(_box(90, y, 220, 40, css) + _words(200, y + 25, [text], "", "middle"))
        if number:
            parts.append(_arrow(200, y - 26, 200, y))
    parts.append(
        _box(4, 76, 76, 106, "fig-box-soft")
        + _words(42, 112, ["Annuaire :", "où livrer ?"], "fig-s", "middle")
    )
    parts.append(_arrow(80, 129, 90, 129))
    parts.append(
        _box(320, 76, 76, 106, "fig-box-soft")
        + _words(358, 106, ["Admi-", "nistration :", "données"], "fig-s", "middle")
    )
    parts.append(_arrow(310, 96, 320, 96))
    others = (
        (chorus, "les organismes publics"),
        (
            "Canal libre, avec accord",
            "particuliers, organismes non assujettis, clients étrangers, Guyane, Mayotte et COM, opérations exonérées",
        ),
    )
    y = 292
    for title, who in others:
        lines = textwrap.wrap(who, TEXT)
        height = 30 + LINE * len(lines)
        parts.append(
            _box(4, y, WIDTH - 8, height, "fig-box")
            + _words(16, y + 20, [title], "fig-b")
            + _words(16, y + 20 + LINE, lines)
        )
        y += height + 12
    items = [f"{text}." for text, _ in steps] + [
        "Le client est assujetti à la TVA et établi en France ; chacun choisit sa plateforme.",
        "L'annuaire dit à quelle adresse livrer.",
        "Les données utiles partent en parallèle vers l'administration.",
    ]
    items += [f"{title} : {who}." for title, who in others]
    summary = "Trois chemins : les plateformes agréées entre assujettis établis en France, Chorus Pro pour le secteur public, un canal libre pour tous les autres."
    return Figure("Le circuit d'une facture", summary, y, "".join(parts), tuple(items))


def decision(catalog: Catalog, _: dt.date) -> Figure:
    """Draw, for each perimeter, what the table ``envoi`` can answer: often nothing."""
    y, parts, items = 8, [], []
    answers = catalog.lists["envoi"].values
    for perimeter, meaning in catalog.lists["perimetre"].values.items():
        rows = [
            r
            for r in catalog.tables["envoi"].rows
            if rules.accepts(
                {"perimetre": r.when.get("perimetre", (perimeter,))}, {"perimetre": perimeter}
            )
        ]
        found = [a for a in answers if any(r.then["envoi"] == a for r in rows)]
        lines = textwrap.wrap(meaning, TEXT + 6)
        height = LINE * (len(lines) + 1) + 16
        parts.append(_box(4, y, WIDTH - 8, height, "fig-box") + _words(14, y + 20, lines, "fig-b"))
        parts.append(
            _words(14, y + 20 + LINE * len(lines), ["→ " + ", ".join(ANSWERS[a] for a in found)])
        )
        items.append(f"{meaning} {', '.join(ANSWERS[a] for a in found)}.")
        y += height + 8
    summary = "Le périmètre d'abord, puis la réponse : un courrier n'en est qu'une parmi d'autres."
    sources = tuple(s for row in catalog.tables["envoi"].rows for s in row.sources)
    return Figure("Faut-il un courrier ?", summary, y, "".join(parts), tuple(items), sources)


ANSWERS: Mapping[str, str] = {
    "rien": "rien à envoyer",
    "mention": "une mention",
    "courrier": "un courrier",
    "action-interne": "d'abord vos données",
    "indecidable": "indécidable",
    "hors-perimetre": "hors du kit",
}
"""The outcomes of ``envoi``, short enough for a picture."""

FIGURES: Mapping[str, Callable[[Catalog, dt.date], Figure]] = {
    "calendrier": timeline,
    "courbe": curve,
    "circuit": circuit,
    "decision": decision,
    "retroplanning": plan,
}
