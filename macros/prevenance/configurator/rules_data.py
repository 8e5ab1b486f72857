"""The rules, the closed lists and the indexes of texts, as data for the page: ``Prevenance.data``.

Knows the shapes that docs/assets/javascripts/engine/ reads, and nothing of the page.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any, get_args

from prevenance import __version__
from prevenance.catalog import LANGUAGES, Catalog, forms
from prevenance.catalog.setting import ADDRESS, IDENTIFIERS
from prevenance.letter import answers
from prevenance.letter.choices import (
    CUSTOMER_STAGES,
    DEFAULT_BENEFITS,
    DEFAULT_OPTIONS,
    LONG,
    OPEN_TO_CHOICE,
    STAGE_SLOT,
    in_order,
    senders_addresses,
)
from prevenance.letter.saying import announces
from prevenance.letter.shared import reachable
from prevenance.merge.editions import EDITIONS
from prevenance.merge.field_codes import word_name
from prevenance.merge.fields import column_title, merge_fields, merge_keys
from prevenance.model import (
    Category,
    Profile,
    Row,
    Stage,
    Table,
    Text,
    labels,
)
from prevenance.model.company import Company
from prevenance.rules.contradictions import DELAYS, SHORT_DELAY, SHORT_OFFER
from prevenance.rules.days import holidays
from prevenance.rules.situation import (
    ANNOUNCEMENT_MONTHS,
    PREPARATION_MONTHS,
    issuing_stage,
)
from prevenance.rules.stages import shown_until
from prevenance.rules.tables import PAPER
from prevenance.text.cleaning import character_tables
from prevenance.text.dates import MONTHS_IN_WORDS
from prevenance.text.no_break import NATIONAL, TELEPHONES, patterns

YEARS = (2024, 2035)
"""The first and last years whose public holidays the page knows.

It accepts days from the second to the last but one, so that a delay or a stage of less than a year
counted from them stays among those holidays.
"""


def rules_data(catalog: Catalog) -> dict[str, Any]:
    """Return the rules, the closed lists and the indexes that the engine reads.

    Days are ISO texts. ``channels`` are in the order in which letters list them, ``paper`` last; ``until`` is
    the last day a letter mentions a stage, ``blank`` the blank that its date fills.
    """
    days = [dt.date(YEARS[0] + 1, 1, 1), dt.date(YEARS[1] - 1, 12, 31)]
    due = {c: issuing_stage(catalog, c) for c in get_args(Category)}
    return {
        "version": __version__,
        "days": [day.isoformat() for day in days],
        "holidays": [
            day.isoformat()
            for year in range(YEARS[0], YEARS[1] + 1)
            for day in sorted(holidays(year))
        ],
        "months": MONTHS_IN_WORDS,
        "preparationMonths": PREPARATION_MONTHS,
        "announcementMonths": ANNOUNCEMENT_MONTHS,
        "delays": {
            "least": DELAYS[0],
            "most": DELAYS[1],
            "short": SHORT_DELAY,
            "offer": SHORT_OFFER,
            "usual": Company.reply_delay,
        },
        "due": {category: stage.when for category, stage in due.items()},
        "dueStage": {category: stage.id for category, stage in due.items()},
        "defaults": {
            "options": DEFAULT_OPTIONS,
            "perimeters": sorted(OPEN_TO_CHOICE),
            "benefits": DEFAULT_BENEFITS,
            "stages": CUSTOMER_STAGES,
        },
        "send": labels.OUTCOMES,
        "lists": {c.id: {"name": c.name, "values": c.values} for c in catalog.lists.values()},
        "tables": {t.id: _table(t) for t in catalog.tables.values()},
        "profiles": {p.id: _profile(p) for p in catalog.profiles.values()},
        "channels": {
            c.id: {
                "name": c.name,
                "platform": c.platform,
                "paper": c.id == PAPER,
                "inSentence": {
                    language: catalog.speaking(language).channels[c.id].name_in_sentence
                    for language in LANGUAGES
                },
            }
            for c in in_order(catalog)
        },
        "benefits": {
            b.id: {"name": b.name, "condition": b.condition, "channels": b.channels}
            for b in catalog.benefits.values()
        },
        "stages": {s.id: _stage(s) for s in catalog.stages.values() if s.nature != "revue"},
        "fields": {
            f.id: {
                "label": f.label,
                "example": f.example,
                "type": f.type,
                "max": f.max_length,
            }
            for f in catalog.fields.values()
        },
        "forms": {name: form.expected for name, form in forms.FORMS.items()},
        "vat": forms.VAT,
        "characters": character_tables(),
        "typography": {
            "unbroken": {language: patterns(language) for language in LANGUAGES},
            "telephones": TELEPHONES,
            "national": NATIONAL,
            "identifiers": IDENTIFIERS,
            "address": ADDRESS,
            "uncut": senders_addresses(catalog),
            "long": LONG,
        },
        "blocs": {b.id: b.title for b in catalog.blocs.values()},
        "letters": {t.id: _letter(catalog, t) for t in catalog.texts.values()},
        "merge": {
            "fields": {
                name: {"title": title, "word": word_name(title)}
                for name in merge_fields(catalog)
                for title in [column_title(catalog, name)]
            },
            "keys": sorted(merge_keys(catalog)),
            "editions": {
                name: {
                    "title": edition.label,
                    "format": edition.format.name,
                    "marks": edition.marks,
                }
                for name, edition in EDITIONS.items()
                if edition.in_page
            },
        },
        "sources": {s: _source(catalog, s) for s in _sources(catalog)},
    }


def _table(table: Table) -> dict[str, Any]:
    return {"name": table.name, "facets": table.facets, "rows": [*map(_row, table.rows)]}


def _row(row: Row) -> dict[str, Any]:
    """Return a row; that of a channel only gives its status: the page says nothing else of it."""
    found = {"when": row.when, "then": row.then}
    if "statut" in row.then:
        return found
    return found | {"reason": row.reason, "actions": row.actions, "sources": row.sources}


def _profile(profile: Profile) -> dict[str, Any]:
    return {
        "name": profile.name,
        "facets": profile.facets,
        "channels": profile.channels,
        "benefits": profile.benefits,
    }


def _stage(stage: Stage) -> dict[str, Any]:
    until = shown_until(stage)
    return {
        "name": stage.name,
        "nature": stage.nature,
        "when": stage.when,
        "perimeters": stage.perimeters,
        "categories": stage.categories,
        "until": until.isoformat() if until else "",
        "blank": answers.stage_blank(stage) if stage.nature == "projet" else "",
    }


def _letter(catalog: Catalog, template: Text) -> dict[str, Any]:
    return {
        "title": template.title,
        "role": template.role,
        "intention": template.intention,
        "boxes": template.boxes,
        "action": template.action,
        "requires": template.requires,
        "announces": announces(catalog, template),
        "listing": template.listing,
        "supports": template.supports,
        "languages": [k for k in LANGUAGES if template.id in catalog.speaking(k).texts],
        "stages": STAGE_SLOT.findall(template.body),
        "sources": template.sources,
    }


def _source(catalog: Catalog, name: str) -> list[str]:
    source = catalog.sources[name]
    return [source.title, source.url]


def _sources(catalog: Catalog) -> Iterable[str]:
    """Name the sources that the page can cite: of rows, of letters and of what they hold."""
    rows = (row for table in catalog.tables.values() for row in table.rows)
    cited: list[Any] = [row for row in rows if "statut" not in row.then]
    for template in catalog.texts.values():
        cited += [template, *reachable(catalog, template)]
    cited += [*catalog.channels.values(), *catalog.benefits.values(), *catalog.stages.values()]
    names = {name for item in cited for name in item.sources}
    return (name for name in catalog.sources if name in names)
