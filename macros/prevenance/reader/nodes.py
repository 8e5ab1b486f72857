"""Contributed files as YAML nodes and text, keeping line numbers; knows no domain word.

A file is walked as events (bounded depth, no alias, tag or second document): nodes are built, and
scalars stay text, so YAML never turns a word into something else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from prevenance.problems import Place, Problem, reason

MAX_BYTES = 64 * 1024
MAX_DEPTH = 20


@dataclass(frozen=True)
class Marks:
    """Where each key of one file stands: key path, such as ``("lignes", "3", "si")``, to line."""

    file: str
    lines: Mapping[tuple[str, ...], int]
    body_line: int = 1

    def at(self, *path: str | int) -> Place:
        """Return the place of a key path, or of its nearest known parent."""
        keys = tuple(map(str, path))
        for length in range(len(keys), 0, -1):
            if keys[:length] in self.lines:
                return Place(self.file, self.lines[keys[:length]], ".".join(keys))
        return Place(self.file, 0, ".".join(keys))


class Reading:
    """One file being read: its name, the lines of its keys and the faults met so far."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.lines: dict[tuple[str, ...], int] = {}
        self.body_line = 1

    @property
    def marks(self) -> Marks:
        """The places of the keys read so far."""
        return Marks(self.file, self.lines, self.body_line)

    def fault(
        self, path: tuple[str, ...], line: int, found: str, expected: str = "", mend: str = ""
    ) -> None:
        """Note a fault at a key path and a 1-based line of this file."""
        self.problems.append(Problem(Place(self.file, line, ".".join(path)), found, expected, mend))


def read_text(path: Path, reading: Reading) -> str | None:
    """Read a contributed file as strict UTF-8 text (a BOM is accepted), or note why it cannot be.

    Links, anything but a regular file, and more than ``MAX_BYTES`` bytes are refused.
    """
    if path.is_symlink() or not path.is_file():
        reading.fault(
            (),
            0,
            "ce n'est pas un fichier ordinaire",
            "un fichier, ni lien ni dossier",
            "remplacez le lien par une copie du fichier",
        )
        return None
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        mend = "rendez ce fichier lisible"
        reading.fault((), 0, f"lecture impossible : {reason(error)}", "un fichier lisible", mend)
        return None
    if size > MAX_BYTES:
        reading.fault(
            (),
            0,
            f"fichier de {size} octets",
            f"au plus {MAX_BYTES} octets",
            "coupez-le en plusieurs fiches",
        )
        return None
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        reading.fault(
            (),
            line,
            "octet illisible en UTF-8",
            "un texte enregistré en UTF-8",
            "réenregistrez le fichier avec l'encodage UTF-8",
        )
        return None


def split_front_matter(text: str, reading: Reading) -> tuple[str, str]:
    """Cut a Markdown file into its YAML head and its body, and note the body's first line."""
    lines = text.split("\n")
    ends = [i for i, line in enumerate(lines) if line.rstrip() == "---"][:2]
    if len(ends) < 2 or ends[0] != 0:  # noqa: PLR2004 - an opening and a closing rule
        reading.fault(
            (),
            1,
            "l'en-tête entre deux lignes --- manque",
            "---, les clés, puis ---",
            "commencez le fichier comme une fiche voisine",
        )
        return "", text
    reading.body_line = ends[1] + 2
    return "\n" + "\n".join(lines[1 : ends[1]]), "\n".join(lines[ends[1] + 1 :])


def compose_yaml(text: str, reading: Reading) -> yaml.Node | None:
    """Parse a text into YAML nodes, refusing what a contributed file does not need.

    Refused, with its line: depth over ``MAX_DEPTH``, anchors, aliases, tags, several documents
    and anything that is not YAML. The nodes are built from the events here: the composer of the C
    library calls itself and would crash on deep nesting. They bear no tag: the model types them.
    """
    root: list[yaml.Node] = []
    inside = [root]
    """What each open collection holds so far, the outermost first; keys and values alternate."""
    opened: list[yaml.CollectionNode] = []
    documents = 0
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            documents += isinstance(event, yaml.DocumentStartEvent)
            deep = len(opened) + isinstance(event, yaml.CollectionStartEvent)
            if refusal := _refusal(event, deep, documents):
                line = event.start_mark.line + 1 if event.start_mark else 0
                reading.fault((), line, *refusal)
                return None
            if isinstance(event, yaml.CollectionEndEvent):
                opened.pop().value = _closed(event, inside.pop())
            elif isinstance(event, yaml.NodeEvent):
                node = _opened(event)
                inside[-1].append(node)
                if isinstance(node, yaml.CollectionNode):
                    opened.append(node)
                    inside.append([])
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        bad = text.find(chr(getattr(error, "character", 0)))
        number = mark.line if mark else text.count("\n", 0, max(bad, 0))
        reading.fault(
            (),
            number + 1,
            "YAML illisible" + _explain(str(error), "".join(text.split("\n")[number:][:1])),
            "clé : valeur, une par ligne",
            "mettez le texte entre guillemets droits, ou comparez avec une fiche voisine",
        )
        return None
    return root[0] if root else None


def _opened(event: Any) -> yaml.Node:
    """Return the node that an event begins; a collection is still empty."""
    if hasattr(event, "value"):
        return yaml.ScalarNode("", event.value, event.start_mark, event.end_mark, event.style)
    kind = yaml.MappingNode if isinstance(event, yaml.MappingStartEvent) else yaml.SequenceNode
    return kind("", [], event.start_mark, None)


def _closed(event: yaml.Event, held: list[yaml.Node]) -> list[Any]:
    """Return the value of a collection that ends: its items, or its pairs of key and value."""
    if isinstance(event, yaml.MappingEndEvent):
        return list(zip(held[::2], held[1::2], strict=True))
    return held


def _refusal(event: yaml.Event, depth: int, documents: int) -> tuple[str, str, str] | None:
    if documents == 1 and isinstance(event, yaml.ScalarEvent) and not (event.anchor or event.tag):
        return None
    if depth > MAX_DEPTH:
        return ("imbrication trop profonde", f"au plus {MAX_DEPTH} niveaux", "simplifiez la fiche")
    if isinstance(event, yaml.AliasEvent):
        return (
            "renvoi *nom",
            "un texte écrit en entier",
            "recopiez la valeur, ou mettez l'astérisque entre guillemets",
        )
    if getattr(event, "anchor", None):
        return (
            "ancre &nom",
            "un texte écrit en entier",
            "retirez l'ancre, ou mettez le texte entre guillemets",
        )
    if getattr(event, "tag", None) not in {None, "!"}:
        return (
            "étiquette !type",
            "un texte simple",
            "retirez ce qui commence par !, ou mettez le texte entre guillemets",
        )
    if documents > 1:
        return (
            "second document (ligne ---)",
            "un seul document par fichier",
            "supprimez la seconde ligne ---",
        )
    return None


def _explain(error: str, line: str) -> str:
    if "mapping values are not allowed" in error:
        return " : un deux-points dans un texte sans guillemets"
    tab = "found character '\\t'" in error or "found a tab" in error
    if tab or "\t" in line[: len(line) - len(line.lstrip())]:
        return " : une tabulation sert d'espace"
    if "characters are not allowed" in error:
        return " : un caractère de contrôle"
    if "could not find expected ':'" in error:
        return " : un deux-points manque après la clé"
    return ""
