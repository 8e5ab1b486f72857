"""The controls of the configurator's form, as HTML: groups, lists of choices, fields, boxes."""

from collections.abc import Iterable
from html import escape

from prevenance.catalog import Catalog
from prevenance.configurator.rules_data import YEARS
from prevenance.text.html import prose


def hidden(yes: bool) -> str:
    """Hide an element until the script finds a use for it."""
    return " hidden" if yes else ""


def group(legend: str, *parts: str, more: str = "") -> str:
    """Write a part of the form under its title; ``more`` are further attributes ready to print."""
    return f"<fieldset{more}><legend>{prose(legend)}</legend>{''.join(parts)}</fieldset>"


def grid(*parts: str) -> str:
    """Write fields beside each other where there is room."""
    return f'<div class="cfg-grille">{"".join(parts)}</div>'


def folded(summary: str, inside: str) -> str:
    """Fold away what most readers do not need at first, so that a phone reaches the letter sooner."""
    return f"<details><summary>{prose(summary)}</summary>{inside}</details>"


def choice(
    name: str, label: str, options: Iterable[tuple[str, str]], chosen: str, more: str = ""
) -> str:
    """Write a list of values and their labels, in which one is chosen."""
    items = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{prose(text)}</option>'
        for value, text in options
    )
    return (
        f'<div class="champ"><label for="c-{name}">{prose(label)}</label>'
        f'<select id="c-{name}" name="{name}"{more}>{items}</select>'
        '<small class="erreur"></small></div>'
    )


def text_field(name: str, label: str, help_: str, more: str, case: str = "") -> str:
    """Write a field with its help and the place of its error."""
    return (
        f'<div class="champ"{case}><label for="c-{name}">{prose(label)}</label>'
        f'<input id="c-{name}" name="{name}"{more} aria-describedby="a-{name} e-{name}">'
        f'<small id="a-{name}">{prose(help_)}</small><small class="erreur" id="e-{name}"></small></div>'
    )


def day_field(name: str, label: str, help_: str, *, kept: bool = True) -> str:
    """Write a field for a day among those that the page knows; ``kept``: it belongs to the sender's file."""
    first, last = (f"{YEARS[0] + 1}-01-01", f"{YEARS[1] - 1}-12-31")
    more = f' type="date" min="{first}" max="{last}"' + ' data-fiche="choix"' * kept
    return text_field(name, label, help_, more)


def facet_choice(catalog: Catalog, name: str, chosen: str, more: str = "") -> str:
    """Write the values of a facet, in which one is chosen."""
    known = catalog.lists[name]
    return choice(name, known.name, known.values.items(), chosen or known.default, more)


def tick_boxes(name: str, title: str, inside: str) -> str:
    """Write a group of boxes to tick."""
    return (
        f'<div class="cfg-cases" role="group" aria-labelledby="g-{name}" data-si="label">'
        f'<p id="g-{name}">{prose(title)}</p>{inside}'
        '<small class="erreur"></small></div>'
    )


def tick_box(
    name: str, value: str, label: str, ticked: bool, shown: bool, condition: str = ""
) -> str:
    """Write a box to tick, with the condition under which it makes sense."""
    small = f"<small>{prose(condition)}</small>" if condition else ""
    checked = " checked" if ticked else ""
    return (
        f'<label{hidden(not shown)}><input type="checkbox" name="{name}" '
        f'value="{value}"{checked}><span>{prose(label)}{small}</span></label>'
    )
