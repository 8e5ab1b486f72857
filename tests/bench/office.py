"""Speed of office letters beside other writers: ``python tests/bench/office.py``.

The same document with the mark of each writer in its blanks, the same answers; every file is stored,
not deflated, by all of them, and holds every answer. Peers are used as fast as we know how: the
template is read and compiled once where the peer lets one. What is not installed is left out:
``docxtpl``, ``docx-mailmerge2``, ``relatorio``, and docxtemplater (``npm install docxtemplater
pizzip`` in the folder given by NODE_PATH). ``by hand`` is the honest floor: twenty lines of the
standard library.
"""

import base64
import importlib.util
import io
import json
import os
import platform
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

from bench.letters import Answers, Letter, Writer, compare, each
from prevenance.merge.field_codes import word_field
from prevenance.template.filling import produce
from prevenance.template.segments import Blank, Group, Segment, Segments, Template

PROFILE, TEXT = "association-assujettie", "completer-adresse"

NODE = """
const Docxtemplater = require("docxtemplater"), PizZip = require("pizzip");
const source = Buffer.from(process.argv[1], "base64");
require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const made = JSON.parse(line).map((answers) => {
    const document = new Docxtemplater(new PizZip(source), { delimiters: { start: "[[", end: "]]" } });
    document.render(answers);
    return document.getZip().generate({ type: "nodebuffer", compression: "STORE" });
  });
  process.stdout.write(made.map((file) => file.toString("base64")).join(" ") + "\\n");
});
"""
"""Answers a line of letters with a line of files; docxtemplater reads its template for each letter."""


def with_fields(template: Template, missing: Callable[[Blank], str]) -> Template:
    """Return a template in which each blank has another ``missing``."""

    def changed(segments: Segments) -> Segments:
        return tuple(one(segment) for segment in segments)

    def one(segment: Segment) -> Segment:
        if isinstance(segment, Blank):
            return segment._replace(missing=missing(segment))
        if isinstance(segment, Group):
            return segment._replace(segments=changed(segment.segments))
        return segment

    parts = ((name, p if isinstance(p, str) else changed(p)) for name, p in template.parts)
    return replace(template, parts=tuple(parts))


def model(letter: Letter, write: Callable[[Blank], str]) -> bytes:
    """Make the template of another writer: the same document with its own mark for each blank."""
    return produce(with_fields(letter.template, write), frozenset(), {})


def marked(start: str, end: str) -> Callable[[Blank], str]:
    """Write a blank as its name between two marks, in its run."""
    return lambda blank: f"{blank.before}{start}{blank.name}{end}{blank.after}"


def docxtpl(letter: Letter) -> Writer:
    """Fill with docxtpl; one environment keeps what Jinja knows between letters."""
    import docxtpl as other
    import jinja2

    source = model(letter, marked("{{ ", " }}"))
    environment = jinja2.Environment(autoescape=True)

    def fill(answers: Answers) -> bytes:
        document, out = other.DocxTemplate(io.BytesIO(source)), io.BytesIO()
        document.render(dict(answers), environment, autoescape=True)
        document.save(out)
        return out.getvalue()

    return Writer("docxtpl", each(fill))


def mailmerge(letter: Letter) -> Writer:
    """Fill the MERGEFIELDs of a document with docx-mailmerge2."""
    from mailmerge import MailMerge

    source = model(letter, lambda blank: word_field(blank, blank.name))

    def fill(answers: Answers) -> bytes:
        out = io.BytesIO()
        with MailMerge(io.BytesIO(source)) as document:
            document.merge(**answers)
            document.write(out)
        return out.getvalue()

    return Writer("docx-mailmerge2", each(fill))


def relatorio(letter: Letter) -> Writer:
    """Fill with relatorio, its template compiled once."""
    from relatorio.templates.opendocument import Template

    def mark(blank: Blank) -> str:
        name = escape(f"<{blank.name}>")
        kind = 'text:placeholder-type="text"'
        return f"{blank.before}<text:placeholder {kind}>{name}</text:placeholder>{blank.after}"

    folder = TemporaryDirectory()
    path = Path(folder.name) / "model.odt"
    path.write_bytes(model(letter, mark))
    template: Any = Template(source=None, filepath=str(path))

    def fill(answers: Answers) -> bytes:
        assert folder.name, "the model lives as long as the writer"
        return bytes(template.generate(**answers).render().getvalue())

    return Writer("relatorio", each(fill))


def by_hand(letter: Letter) -> Writer:
    """Fill with the standard library: marks replaced in each part that has any, the rest copied."""
    with zipfile.ZipFile(io.BytesIO(model(letter, marked("[[", "]]")))) as archive:
        parts = [(name, archive.read(name).decode()) for name in archive.namelist()]
    mark = re.compile(r"\[\[(\w+)\]\]")

    def fill(answers: Answers) -> bytes:
        safe = {name: escape(text) for name, text in answers.items()}
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, text in parts:
                said = mark.sub(lambda found: safe[found[1]], text) if "[[" in text else text
                archive.writestr(name, said)
        return out.getvalue()

    return Writer("à la main", each(fill))


@contextmanager
def docxtemplater(letter: Letter) -> Iterator[Writer]:
    """Give docxtemplater in a running Node, fed by lines, and the clock of that process."""
    source = base64.b64encode(model(letter, marked("[[", "]]"))).decode()
    node = subprocess.Popen(
        ["node", "-e", NODE, source], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert node.stdin and node.stdout
    feed, answer = node.stdin, node.stdout

    def write(many: Sequence[Answers]) -> list[bytes]:
        feed.write(json.dumps(many) + "\n")
        feed.flush()
        return [base64.b64decode(file) for file in answer.readline().split()]

    def clock() -> float:
        fields = Path(f"/proc/{node.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    try:
        yield Writer("docxtemplater", write, clock, 20)
    finally:
        feed.close()
        node.wait()


def has_docxtemplater() -> bool:
    """Tell whether Node finds docxtemplater."""
    if not shutil.which("node"):
        return False
    asked = ["node", "-e", "require('docxtemplater'); require('pizzip')"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


@contextmanager
def stored() -> Iterator[None]:
    """Make every ZIP of this process stored: ours are, and deflating would take most of the time."""
    opened = zipfile.ZipFile.__init__
    written = zipfile.ZipFile.writestr

    def open_(self: zipfile.ZipFile, file: Any, mode: Any = "r", *_: Any, **__: Any) -> None:
        opened(self, file, mode)

    def write(self: zipfile.ZipFile, name: Any, data: Any, *_: Any, **__: Any) -> None:
        written(self, name, data, zipfile.ZIP_STORED)

    with (
        mock.patch.object(zipfile.ZipFile, "__init__", open_),
        mock.patch.object(zipfile.ZipFile, "writestr", write),
    ):
        yield


def check(letter: Letter, writer: Writer) -> None:
    """Stop when a file is deflated, or lacks an answer."""
    [answers] = letter.fresh(1)
    [made] = writer.write([answers])
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        if any(info.compress_type != zipfile.ZIP_STORED for info in archive.infolist()):
            raise SystemExit(f"{writer.name} compresse")
        said = "".join(archive.read(n).decode("utf-8", "replace") for n in archive.namelist())
    plain = "".join(re.sub(r"<[^>]+>", "", said).split())
    if lacking := [n for n, text in answers.items() if "".join(escape(text, quote=False).split()) not in plain.replace("&#x27;", "'").replace("&#39;", "'").replace("&apos;", "'").replace("&quot;", '"')]:  # fmt: skip
        raise SystemExit(f"{writer.name} n'écrit pas : {', '.join(lacking)}")


def main() -> None:
    """Print the ratio to each writer that is installed."""
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} processeurs, fichiers non compressés"
    )
    word, odt = (Letter(PROFILE, TEXT, "poste", format_) for format_ in ("docx", "odt"))
    peers = [
        ("docxtpl", docxtpl, word),
        ("mailmerge", mailmerge, word),
        ("relatorio", relatorio, odt),
    ]
    with stored():
        for module, make, letter in peers:
            if importlib.util.find_spec(module):
                versus(letter, make(letter))
        for letter in (word, odt):
            versus(letter, by_hand(letter))
    if has_docxtemplater():
        with docxtemplater(word) as writer:
            versus(word, writer)


def versus(letter: Letter, theirs: Writer) -> None:
    """Check both writers, then compare them."""
    ours = letter.ours(letter.format.name.upper())
    for writer in (ours, theirs):
        check(letter, writer)
    compare(letter, ours, theirs)


if __name__ == "__main__":
    main()
