"""Contributed texts as YAML nodes, keeping line numbers; knows no word of the trade.

A text is walked as events (bounded depth, no alias, tag or second document): nodes are built, and
scalars stay text, so YAML never turns a word into something else.
"""

import re
from typing import Any

import yaml

from prevenance.reader.files import Reading

MAX_DEPTH = 20

MANY = 20
"""Answers that are no YAML beyond which the rest of a sheet is not looked at."""


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
            if isinstance(event, yaml.ScalarEvent) and not (event.anchor or event.tag):
                inside[-1].append(_opened(event))
                continue
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


def compose_answers(text: str, reading: Reading) -> yaml.Node | None:
    """Parse a sheet of answers: one that is no YAML is noted, and the other lines are read without it."""
    lines = text.split("\n")
    while (node := compose_yaml("\n".join(lines), reading)) is None and reading.problems:
        number = reading.problems[-1].place.line - 1
        if number < 0 or len(reading.problems) > MANY or not _is_one_answer(lines[number:]):
            return None
        lines[number] = ""
    return node


def _is_one_answer(lines: list[str]) -> bool:
    """Tell whether the first line holds a key and its whole value, so that it can be left out."""
    first, *others = [line for line in lines if not re.match(r" *(#|$)", line)] or [""]
    answer = re.match(r"( *)[a-z0-9_]+: +\S", first)
    after = others[0] if others else ""
    return bool(
        answer and lines[0] == first and len(after) - len(after.lstrip(" -")) <= len(answer[1])
    )
