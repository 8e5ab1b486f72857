"""What a sheet, or a customer's file, should never hold, and files that are no sheet."""

import os
from pathlib import Path

HOSTILE = (
    "🙂 Exemple",
    "https://factures.exemple.fr/?" + "x" * 80,
    "{{ 7*7 }}",
    "{[a]: b}",
    "{% x %}",
    "=?utf-8?q?x?=",
    "=HYPERLINK(1)",
    "((adresse))",
    "</w:t><script>alert(1)</script>",
    "a\nb",
    "a\x07b",
    "\u202eesrever",
    "\u200b",
    "Łukasz Ångström Nguyễn Δ",
    "日本",
    "x" * 300,
    "",
    "0001-01-01",
    "9999-12-31",
    "2027-09-01",
    "-1",
    "0",
    "999999",
    "oui",
    "*a",
    "&a b",
    "!!python/name:os.system",
    "[a, b]",
    "{a: b}",
    "a: b",
    "| x",
)

KINDS = ("fifo", "link", "folder", "1 GB", "UTF-16", "broken link", "empty", "absent")
"""Paths that are no sheet."""


def no_sheet(path: Path, kind: str, example: Path) -> Path:
    """Make one of ``KINDS``, from an example that is a sheet; return its path."""
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "link":
        path.symlink_to(example)
    elif kind == "folder":
        path.mkdir()
    elif kind == "1 GB":
        with path.open("wb") as file:
            file.truncate(2**30)
    elif kind == "UTF-16":
        path.write_text(example.read_text("utf-8"), "utf-16")
    elif kind == "broken link":
        path.symlink_to(path.with_name("nulle-part"))
    elif kind == "empty":
        path.touch()
    return path
