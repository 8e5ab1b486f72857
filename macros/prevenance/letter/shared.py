"""Which shared paragraphs a text calls: its agreement, its slip, and those that they call in turn."""

from prevenance.catalog import Catalog
from prevenance.letter.syntax import SLOT, parse
from prevenance.model import Paragraph, Text


def agreement_bloc(text: Text) -> str:
    """Name the agreement bloc of a letter, from the one mode for which it is the right one."""
    modes = {mode for box in text.boxes for mode in box.get("mode", ())}
    return f"accord-{next(iter(modes))}" if len(modes) == 1 else ""


def reachable(catalog: Catalog, text: Text) -> tuple[Paragraph, ...]:
    """List the shared paragraphs that a text calls, directly or through another, each once."""
    called: dict[str, Paragraph] = {}
    names = [text.slip, *_called(text.body, text)]
    while names:
        name = names.pop(0)
        if name in catalog.blocs and name not in called:
            called[name] = catalog.blocs[name]
            names += _called(catalog.blocs[name].body, text)
    return tuple(called.values())


def _called(body: str, text: Text) -> list[str]:
    slots_met = (SLOT.fullmatch(p.lines[0]) for p in parse(body) if p.kind == "slot")
    return [
        agreement_bloc(text) if slot[1] == "accord" else slot[2] or ""
        for slot in slots_met
        if slot and slot[1] in {"accord", "bloc"}
    ]
