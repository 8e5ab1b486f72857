"""Letters as data: a JSON array of blocks, read by the PDF template and by the guide's preview.

Neither reader ever receives mark-up: both put text where text goes. The shape is regular::

    [
      {
        "id": "b3",
        "kind": "paragraph",
        "origin": "bloc:nous-joindre",
        "sources": ["cgi-289"],
        "lines": [
          {
            "keys": [],
            "cells": [
              [{"text": "Écrivez à ", "bold": false, "blank": "", "missing": false}, ...]
            ]
          },
          null
        ]
      },
      null
    ]

Blocks, and the lines of a block, are each followed by a comma and their array is closed by
``null``: groups may vanish anywhere and what is left is still JSON. ``id`` is the block's place in
the whole letter, the same whatever vanished. ``kind``, ``zone``, ``kept``, ``origin`` and ``sources`` are those
of :class:`prevenance.letter.blocks.Block`; ``keys`` are the choices or facts that brought a line in. A line
has one cell, or several in a table, whose first line is its header. A run is a text, or the answer
of ``blank``; when ``missing``, its text is the bracketed label; or a ``rule`` to write on, without
text. Keys that are false or empty are left out of a run and of a line, and the zone and ``kept`` of a block, to be
light.
"""

import json

from prevenance.letter.blocks import (
    Block,
    Cell,
    Letter,
    Line,
    Run,
)
from prevenance.template.escapes import quoted
from prevenance.template.segments import Segments, Template, chain, grouped, inline


def compile_letter(letter: Letter, stamp: str) -> Template:
    """Compile a letter to an array of blocks; ``stamp`` is not in it, only what is shown."""
    del stamp
    blocks = [
        grouped(block.keys, _block(block, number))
        for number, block in enumerate(letter.blocks, start=1)
    ]
    return Template(quoted, (("", chain("[", *blocks, "null]")),))


def _block(block: Block, number: int) -> Segments:
    head = {
        "id": f"b{number}",
        "kind": block.kind,
        **({"zone": block.zone} if block.zone else {}),
        **({"kept": True} if block.kept else {}),
        "origin": block.origin,
        "sources": block.sources,
        **({"widths": block.widths} if block.widths else {}),
    }
    lines = [grouped(line.keys, _line(line)) for line in block.lines]
    return chain(_json(head)[:-1], ',"lines":[', *lines, "null]},")


def _line(line: Line) -> Segments:
    head = f'{{"keys":{_json(line.keys)},' if line.keys else "{"
    cells = [
        chain("," if number else "", "[", _cell(runs), "]")
        for number, runs in enumerate(line.cells)
    ]
    return chain(head, '"cells":[', *cells, "]},")


def _cell(runs: Cell) -> Segments:
    parts = [inline([run], _literal, _blank) for run in runs]
    return chain(*(chain("," if number else "", part) for number, part in enumerate(parts)))


def _literal(run: Run) -> str:
    link = {"link": run.link} if run.link else {}
    rule = {"rule": True} if run.rule else {}
    return _json({"text": run.text, **_bold(run), **link, **rule})


def _blank(run: Run) -> tuple[str, str, str]:
    mark = {"blank": run.blank, **_bold(run)}
    missing = _json({"text": run.mark, "missing": True, **mark})
    return '{"text":"', f'",{_json(mark)[1:]}', missing


def _bold(run: Run) -> dict[str, object]:
    return {"bold": True} if run.bold else {}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
