"""What is answered for one customer: the lines of a file, then the options ``--champ``."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from prevenance.catalog import Catalog, values
from prevenance.catalog.customer_file import read_customer
from prevenance.problems import (
    Place,
    Problem,
    Refused,
    UsageError,
    did_you_mean,
    one_of,
    printable,
    shown,
)

OPTION = "--champ"


def answers_for(catalog: Catalog, path: Path | None, typed: Sequence[str]) -> dict[str, str]:
    """Return the answers for one customer; an option takes the place of a line of a file.

    Raises:
        Refused: with every fault of the file and of the options.
        UsageError: the file does not exist, or an option is no NOM=VALEUR.
    """
    known: dict[str, str] = {}
    problems: list[Problem] = []
    if path:
        known, reading = read_customer(path, catalog)
        problems += reading.problems
    options = pairs(typed, OPTION)
    problems += _faults(catalog, options)
    if problems:
        raise Refused(problems)
    return {**known, **options}


def _faults(catalog: Catalog, options: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what is wrong with each answer given as an option."""
    asked = {f.id: f for f in catalog.fields.values() if f.filled_by != "outil"}
    for name, answer in options.items():
        place = Place(OPTION, 0, name)
        if name in asked:
            for fault in values.answer_faults(asked[name], answer):
                yield Problem(place, *fault)
        elif name in catalog.fields:
            found = f"l'outil calcule {shown(name)}"
            yield Problem(place, found, one_of(asked), "retirez cette option")
        else:
            mend = did_you_mean(name, asked) or "retirez cette option"
            yield Problem(place, f"{shown(name)} n'existe pas", one_of(asked), mend)


def pairs(texts: Sequence[str], option: str) -> dict[str, str]:
    """Read the repeated NOM=VALEUR of an option, each name with one value.

    Raises:
        UsageError: something else, or a name with two values.
    """
    found: dict[str, str] = {}
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not (name and equals and value):
            raise UsageError(f"{shown(text)} : écrivez {option} NOM=VALEUR")
        if found.setdefault(name, value) != value:
            both = f"{shown(found[name])} et {shown(value)}"
            raise UsageError(
                f"{option} {printable(name)} : {both}\n    attendu  : une seule valeur"
            )
    return found


def left_open(catalog: Catalog, names: Sequence[str]) -> str:
    """Say which blanks of a letter stay between brackets, and how to fill them."""
    labels = [f"{catalog.fields[n].label} ({n})" if n in catalog.fields else n for n in names]
    many = len(names) > 1
    count = f"{len(names)} champ{'s restent' if many else ' reste'} entre crochets"
    return f"{count} : {', '.join(labels)}\n    remplir  : --client FICHIER, ou {OPTION} NOM=VALEUR"
