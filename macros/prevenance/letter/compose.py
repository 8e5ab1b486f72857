"""A text of the kit and its frame give a Letter: blocks of runs, with groups under conditions.

A Letter still holds every option, benefit and date that it could show; filling chooses.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from prevenance.catalog import Catalog
from prevenance.letter import slots
from prevenance.letter.blocks import Block, Kind, Letter, Line, Run, block, title
from prevenance.letter.choices import senders_addresses
from prevenance.letter.lines import runs_of, typeset_for
from prevenance.letter.shared import agreement_bloc, bloc_for
from prevenance.letter.slip import on_strip
from prevenance.letter.syntax import (
    BLANK,
    Piece,
    cells,
    lone_slot,
    parse,
)
from prevenance.model import (
    Frame,
    Support,
    Text,
)
from prevenance.model.company import STANDARD, Layout

MAX_NESTING = 6
"""How deep blocs may call blocs; beyond, a bloc that calls itself gives nothing."""

_KINDS: dict[str, Kind] = {
    "heading": "heading",
    "paragraph": "paragraph",
    "list": "list",
    "checks": "checks",
    "table": "table",
    "write-in": "write-in",
}


def compose(catalog: Catalog, text: Text, support: Support, layout: Layout = STANDARD) -> Letter:
    """Compose a text of the kit, in the catalog's language, for one of its supports.

    Order: sender, recipient, references and date, subject, text, signature, footer, reply slip. An
    e-mail begins with its subject, which is not of its body.
    """
    bare = Frame(id="", title="", reviewed_on=text.reviewed_on, body="((texte))")
    frame = catalog.frames.get(support, bare)
    composer = _Composer(catalog, text, support, frame)
    body = composer.body(frame.body, f"cadre:{frame.id}", (), 0)
    announced = _subject(frame, text, support)
    slip = [b for b in body if b.zone]
    subject = composer.framed("subject", [announced])
    blocks = [
        *(subject if support == "courriel" else ()),
        *composer.framed("sender", frame.sender),
        *composer.framed("recipient", frame.recipient),
        *composer.framed("dateline", [*frame.references, frame.dateline]),
        *(subject if support != "courriel" else ()),
        *_with_closing(_with_vanishing_headings(b for b in body if not b.zone)),
        *composer.framed("signature", frame.signature),
        *composer.framed("footer", [frame.footer]),
        *slip,
    ]
    return Letter(
        id=text.id,
        title=typeset_for(catalog, text.title),
        subject=runs_of(
            catalog, announced if support == "courriel" else text.subject or text.title
        ),
        support=support,
        language=catalog.language,
        blocks=tuple(replace(b, title=title(b.kind, catalog.language)) for b in blocks),
        layout=layout,
    )


def _subject(frame: Frame, text: Text, support: Support) -> str:
    """Return the subject line; a document without one shows its title.

    That of an e-mail is also what a mailbox lists: its frame opens it with the sender's name.
    """
    if not text.subject:
        return text.title if support == "document" else ""
    return f"{frame.subject} {text.subject}".strip()


@dataclass(frozen=True)
class _Composer:
    catalog: Catalog
    text: Text
    support: Support
    frame: Frame

    def framed(self, kind: Kind, texts: Sequence[str]) -> list[Block]:
        """Make a block of frame lines; a line whose blank is optional goes with its answer."""
        lines = [line for text in texts if text for line in self.framed_lines(kind, text)]
        return [block(kind, lines, f"cadre:{self.frame.id}")] if lines else []

    def framed_lines(self, kind: Kind, text: str) -> list[Line]:
        """Make a line of a frame; in the sender's block, a long address has one without its label."""
        names = BLANK.findall(text)
        if kind != "sender" or len(names) != 1 or names[0] not in senders_addresses(self.catalog):
            return [self.line(text, vanishes=True)]
        bare = f"(({names[0]}))"
        return [
            Line((runs_of(self.catalog, shown),), (f"{size}:{names[0]}",))
            for size, shown in (("court", text), ("long", bare))
        ]

    def line(self, text: str, *, vanishes: bool) -> Line:
        """Make a line of one cell; when it may vanish, it does with its optional blanks.

        A blank that the text requires is none: its line stays, its label shown.
        """
        known = [self.catalog.fields.get(name) for name in BLANK.findall(text)]
        free = [f.id for f in known if f and f.optional and f.id not in self.text.requires]
        keys = tuple(f"champ:{name}" for name in free if vanishes)
        return Line((runs_of(self.catalog, text),), keys)

    def body(self, text: str, origin: str, sources: tuple[str, ...], depth: int) -> list[Block]:
        """Compose a body: pieces become blocks, slots become the blocks they stand for."""
        blocks: list[Block] = []
        for piece in parse(text):
            if piece.kind == "slot":
                blocks += self.called(piece.lines[0], depth)
            elif piece.kind == "box":
                blocks += self.box(piece, origin, sources, depth)
            else:
                blocks.append(block(_KINDS[piece.kind], self.lines(piece), origin, sources))
        return blocks

    def box(
        self, piece: Piece, origin: str, sources: tuple[str, ...], depth: int
    ) -> Iterator[Block]:
        """Compose a box; the lines of what its slots stand for enter it, each under its keys."""
        lines: list[Line] = []
        held = list(sources)
        for text in piece.lines:
            if lone_slot(text):
                for inner in self.called(text, depth):
                    lines += [replace(line, keys=line.keys or inner.keys) for line in inner.lines]
                    held += inner.sources
            else:
                lines.append(self.line(text, vanishes=True))
        if lines:
            yield block("box", lines, origin, held)

    def called(self, text: str, depth: int) -> list[Block]:
        """Return the blocks of the slot that a line is; nested too deep it gives nothing."""
        slot = lone_slot(text)
        return self.slot(slot[1], slot[2] or "", depth) if slot and depth < MAX_NESTING else []

    def lines(self, piece: Piece) -> Iterable[Line]:
        """Turn the raw lines of a piece into lines of runs."""
        for text in piece.lines:
            if piece.kind == "table":
                yield Line(tuple(runs_of(self.catalog, cell) for cell in cells(text)))
            else:
                yield self.line(text, vanishes=piece.kind != "heading")

    def slot(self, name: str, argument: str, depth: int) -> list[Block]:
        """Return the blocks of a slot; an unknown one gives nothing (checks report it)."""
        catalog, text = self.catalog, self.text
        makers: dict[str, Callable[[], list[Block]]] = {
            "texte": lambda: self.body(text.body, f"courrier:{text.id}", text.sources, depth + 1),
            "options": lambda: slots.options(catalog, text),
            "cases": lambda: slots.cases(catalog, text),
            "benefices": lambda: [slots.benefits(catalog)],
            "calendrier": lambda: slots.calendar(catalog, text),
            "accord": lambda: self.bloc(agreement_bloc(text), depth),
            "bloc": lambda: self.bloc(argument, depth),
            "etape": lambda: slots.stage(catalog, argument),
            "coupon": lambda: self.slip(depth),
            "decoupe": lambda: [Block("strip", ())],
            "recueillir": lambda: slots.form(catalog, text),
        }
        return makers[name]() if name in makers else []

    def bloc(self, name: str, depth: int) -> list[Block]:
        """Return the blocks of a shared paragraph, under its key if it has one."""
        bloc = bloc_for(self.catalog, name, self.support)
        if bloc is None:
            return []
        blocks = self.body(bloc.body, f"bloc:{name}", bloc.sources, depth + 1)
        if bloc.under:
            blocks = [replace(b, keys=(bloc.under,)) for b in blocks]
        if not bloc.strip:
            return blocks
        cut = block("strip", [self.line(bloc.title, vanishes=False)], f"bloc:{name}")
        return on_strip(blocks, cut, bloc.strip, self.return_address())

    def return_address(self) -> Block:
        """Return the address to which a reply slip goes, whatever the text is sent as."""
        frame = self.catalog.frames.get("poste", self.frame)
        lines = [self.line(text, vanishes=True) for text in frame.return_address]
        return block("paragraph", lines, f"cadre:{frame.id}")

    def slip(self, depth: int) -> list[Block]:
        """Return the reply slip: its bloc under a title that starts a page of its own.

        An e-mail has none: it is answered.
        """
        bloc = self.catalog.blocs.get(self.text.slip)
        if bloc is None or self.support == "courriel":
            return []
        title = Line(((Run(typeset_for(self.catalog, bloc.title)),),))
        heading = Block("slip", (title,), origin=f"bloc:{bloc.id}")
        overleaf = (heading, *self.bloc(bloc.id, depth))
        return [b if b.zone else replace(b, zone="overleaf") for b in overleaf]


def _with_vanishing_headings(blocks: Iterable[Block]) -> list[Block]:
    """Make a heading vanish with what it announces: it takes the keys of the blocks under it."""
    found = list(blocks)
    for number, heading in enumerate(found):
        if heading.kind == "heading":
            under: list[Block] = []
            for following in found[number + 1 :]:
                if following.kind == "heading":
                    break
                under.append(following)
            if under and all(b.keys for b in under):
                keys = tuple(dict.fromkeys(key for b in under for key in b.keys))
                found[number] = replace(heading, keys=keys)
    return found


def _with_closing(blocks: Sequence[Block]) -> list[Block]:
    """Keep the closing formula, which the frame ends with, and the paragraph before it together."""
    *before, last = blocks
    if last.kind != "paragraph" or not last.origin.startswith("cadre:"):
        return [*blocks]
    if before and before[-1].kind == "paragraph":
        before[-1] = replace(before[-1], kept=True)
    return [*before, replace(last, kind="closing")]
