"""The vocabulary of the pages: closed values, boxes and dates, in words and as HTML."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from prevenance.catalog import Catalog
from prevenance.model import Stage
from prevenance.rules.stages import days_from_first
from prevenance.site.markup import listing, rich, slug
from prevenance.text.dates import day_in_words
from prevenance.text.html import prose
from prevenance.text.no_break import NBSP

MILLION = 1_000_000


def in_a_sentence(text: str) -> str:
    """Fit a sentence of a closed list inside another: small first letter, no full stop."""
    small = text if text[1:2].isupper() else text[:1].lower() + text[1:]
    return small.rstrip(".")


def value(catalog: Catalog, name: str, chosen: str) -> str:
    """Say a value of a closed list, as text."""
    return catalog.lists[name].values.get(chosen, chosen)


def conditions(catalog: Catalog, when: Mapping[str, Sequence[str]]) -> str:
    """Say a box in words: one line for each facet, with the values it accepts."""
    lines = []
    for facet, accepted in when.items():
        closed = catalog.lists[facet]
        refused = [v for v in closed.values if v not in accepted]
        few = len(refused) == 1 and len(accepted) > 2  # noqa: PLR2004 - "all but" is shorter
        said = [in_a_sentence(value(catalog, facet, v)) for v in (refused if few else accepted)]
        text = "tout sauf : " * few + " ; ou ".join(said)
        lines.append(f"<strong>{prose(closed.name + ' :')}</strong> {prose(text)}")
    return listing(lines, "conditions") or "Dans tous les cas"


def day(date: dt.date, sources: Sequence[str] = ()) -> str:
    """Write a day for people, marked up for machines; ``sources`` are those that it comes from."""
    shown = prose(day_in_words(date))
    return f'<time datetime="{date.isoformat()}"{resting_on(sources)}>{shown}</time>'


def resting_on(sources: Iterable[str]) -> str:
    """Name the sources of an element without showing them, so that the page's banner knows them."""
    named = " ".join(dict.fromkeys(sources))
    return f' data-sources="{named}"' if named else ""


def sentence(catalog: Catalog, text: str, when: str = "") -> str:
    """Show a sentence of a letter: bold kept, blanks as their marked labels.

    ``when`` is what stands for ``((quand))``, the date of a stage.
    """
    labels = {name: known.label for name, known in catalog.fields.items()}
    dated = text.replace("((quand))", when) if when else text
    return rich(dated, {**labels, "quand": "date de l'étape"})


def calendar_day(stage: Stage) -> str:
    """Write the date of a stage that has one of its own, as text; else nothing."""
    if days_from_first(stage) is not None or stage.when == "date_reponse":
        return ""
    return day_in_words(dt.date.fromisoformat(stage.when))


def stage_when(stage: Stage) -> str:
    """Say when a stage is: its date, or its distance to the first sending."""
    days = days_from_first(stage)
    if days is not None:
        return stage_offset(days)
    if stage.when == "date_reponse":
        return prose("à la fin du délai de réponse")
    return day(dt.date.fromisoformat(stage.when), stage.sources)


def stage_offset(days: int) -> str:
    """Say a distance to the first sending in days."""
    if days == 0:
        return "le jour de la bascule"
    return f"{abs(days)} jours {'avant' if days < 0 else 'après'} la bascule"


def actions(catalog: Catalog, names: Iterable[str]) -> str:
    """List what to do instead of a letter, or besides it."""
    return listing(prose(value(catalog, "action", name)) for name in names)


def size(data: bytes) -> str:
    """Say how big a file is, in thousands or millions of bytes."""
    if len(data) >= MILLION:
        return f"{len(data) / MILLION:.1f}{NBSP}Mo".replace(".", ",")
    return f"{max(1, round(len(data) / 1000))}{NBSP}ko"


def badges(*labels: str) -> str:
    """Show a few short facts as labels; each is text."""
    spans = "".join(f'<li class="pastille {slug(label)}">{prose(label)}</li>' for label in labels)
    return f'<ul class="pastilles">{spans}</ul>'
