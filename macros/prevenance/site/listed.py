"""The lists of docs/ that are data, line by line: old addresses of pages, cases of the stories.

Anybody may propose them, and the build reads them: a line holds ids and addresses of this site, in
the one form of its list, and nothing that YAML or a page could take for more.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from prevenance.problems import Problem, one_of, shown
from prevenance.reader.files import Reading, read_text
from prevenance.site import redirects, stories

_PAIR = r"[a-z_]+: [a-z0-9-]+"
_PART = rf"(?:{_PAIR}|facettes: \{{{_PAIR}(?:, {_PAIR})*\}})"

LINES = {
    redirects.FILE: (
        re.compile(r"(?:[a-z0-9-]+/)+: (?:[a-z0-9-]+/)*(?:#[a-z0-9-]+)?"),
        "ancienne/adresse/: nouvelle/adresse/",
    ),
    stories.FILE: (
        re.compile(rf"[a-z0-9-]+:|  - \{{{_PART}(?:, {_PART})*\}}"),
        "recit:, ou   - {profil: pme, categorie: eti, facettes: {annuaire: active}, reponse: rien}",
    ),
}
"""Each list by its name in docs/: what a line looks like, and an example."""


def list_faults(docs: Path) -> Iterator[Problem]:
    """Yield what is wrong in the lists of a guide; a file of this kind with another name is none."""
    for path in sorted(docs.rglob("*.yml")):
        name = path.relative_to(docs).as_posix()
        reading = Reading(f"docs/{name}")
        if name not in LINES:
            reading.fault((), 0, "liste inconnue", one_of(LINES), "retirez ce fichier")
        elif (text := read_text(path, reading)) is not None:
            form, example = LINES[name]
            for number, line in enumerate(text.splitlines(), start=1):
                if line and not line.startswith("#") and not form.fullmatch(line):
                    reading.fault((), number, shown(line), example, "récrivez cette ligne")
        yield from reading.problems
