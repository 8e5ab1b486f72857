"""Which shared paragraphs a text calls: its agreement, its slip, and those that they call in turn."""

from prevenance.catalog import TWIN, Catalog
from prevenance.letter.syntax import called_slots
from prevenance.model import Paragraph, Support, Text


def agreement_bloc(text: Text) -> str:
    """Name the agreement bloc of a letter, from the one mode for which it is the right one."""
    modes = {mode for box in text.boxes for mode in box.get("mode", ())}
    return f"accord-{next(iter(modes))}" if len(modes) == 1 else ""


def bloc_for(catalog: Catalog, name: str, support: Support) -> Paragraph | None:
    """Return a shared paragraph as a support has it: an e-mail has its twin, if there is one."""
    twin = catalog.blocs.get(name + TWIN) if support == "courriel" else None
    return twin or catalog.blocs.get(name)


def reachable(catalog: Catalog, text: Text) -> tuple[Paragraph, ...]:
    """List the shared paragraphs that a text calls, directly or through another, each once."""
    return _reached(catalog, text, [text.slip])


def in_body(catalog: Catalog, text: Text) -> tuple[Paragraph, ...]:
    """List those that its body calls: its slip is another page."""
    return _reached(catalog, text, [])


def _reached(catalog: Catalog, text: Text, slip: list[str]) -> tuple[Paragraph, ...]:
    called: dict[str, Paragraph] = {}
    for support in text.supports:
        names = [*(slip if support != "courriel" else ()), *_called(text.body, text)]
        seen: set[str] = set()
        while names:
            name = names.pop(0)
            bloc = bloc_for(catalog, name, support)
            if bloc and name not in seen:
                seen.add(name)
                called[bloc.id] = bloc
                names += _called(bloc.body, text)
    return tuple(called.values())


def _called(body: str, text: Text) -> list[str]:
    return [
        agreement_bloc(text) if slot[1] == "accord" else slot[2] or ""
        for slot in called_slots(body)
        if slot[1] in {"accord", "bloc"}
    ]
