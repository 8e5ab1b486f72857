"""Speed of PDF letters beside WeasyPrint and LibreOffice: ``python tests/bench/pdf.py``.

Everyone lays out the same letter of the kit, two pages with its slip, with fresh answers, tagged
(PDF/UA-1): typst from blocks, WeasyPrint from our HTML, a running LibreOffice from our ODT, whose
conversion is the faster one. Blocks alternate in one run; a ratio is between neighbours, in
processor time, LibreOffice's own included. What is not installed is left out (WeasyPrint;
LibreOffice with python3-uno, which Debian puts in /usr/bin/python3).
"""

import contextlib
import datetime as dt
import importlib
import importlib.util
import os
import platform
import resource
import shutil
import signal
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import count
from pathlib import Path
from typing import Any

from prevenance import __version__
from prevenance.catalog import packaged_kit
from prevenance.catalog.loader import load
from prevenance.documents import pdf
from prevenance.documents.formats import BLOCKS, FORMATS, Format
from prevenance.documents.press import Press
from prevenance.downloads.profile_files import Downloads
from prevenance.letter.answers import answer_blanks
from prevenance.letter.choices import active_keys, default_choices
from prevenance.letter.compose import compose
from prevenance.model.company import Company
from prevenance.rules.situation import dates_of
from prevenance.template.filling import produce
from prevenance.template.segments import Template

PAIRS = 9
TOGETHER = 20
"""Letters of a file for a print room: with more, memory grows by 1 to 2 MB a letter."""

FIELDS = 15

FLOORS = {"WeasyPrint": 12.0, "LibreOffice": 4.0}
"""The ratios that issue 3 asks for."""

TODAY = dt.date(2026, 11, 24)
SENDER = Company(category="pme", switch_over=dt.date(2027, 3, 1))
PROFILE, TEXT = "pme", "demander-accord"

UNO = """
import sys, time, uno
from com.sun.star.beans import PropertyValue
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
for _ in range(300):
    try:
        context = resolver.resolve(f"uno:pipe,name={sys.argv[1]};urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.2)
desktop = context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
def properties(**values):
    return tuple(PropertyValue(Name=n, Value=v) for n, v in values.items())
tags = uno.Any("[]com.sun.star.beans.PropertyValue", properties(UseTaggedPDF=True, PDFUACompliance=True))
for line in sys.stdin:
    url = "file://" + line.strip()
    document = desktop.loadComponentFromURL(url, "_blank", 0, properties(Hidden=True))
    document.storeToURL(url + ".pdf", properties(FilterName="writer_pdf_Export", FilterData=tags))
    document.close(True)
    print(url, flush=True)
"""
"""Converts each file named on a line with a running LibreOffice, in a Python that has UNO."""

Writer = Callable[[Sequence[dict[str, str]]], Sequence[bytes]]


@dataclass(frozen=True)
class Candidate:
    """Who writes letters, how many a block holds, and how its processor time is read."""

    name: str
    write: Writer
    block: int
    clock: Callable[[], float] = time.process_time


class Letter:
    """The letter, compiled once by format, and answers that no other letter has."""

    def __init__(self) -> None:
        self.catalog = load(packaged_kit())
        profile, self.text = self.catalog.profiles[PROFILE], self.catalog.texts[TEXT]
        decision = Downloads(Press(self.catalog, TODAY)).outcomes(profile, SENDER)[0].decision
        choices = default_choices(self.catalog, profile, decision, SENDER, self.text)
        dates = dates_of(self.catalog, SENDER, TODAY)
        typed = {
            name: field.example
            for name, field in self.catalog.fields.items()
            if field.filled_by != "outil" and field.type != "date"
        }
        self.answers = answer_blanks(self.catalog, choices, dates, typed)
        self.active = active_keys(self.catalog, choices, dates, self.answers)
        self.letter = compose(self.catalog, self.text, "poste")
        self.numbers = count(1)

    def compiled(self, one: Format) -> Template:
        return one.compile_letter(self.letter, __version__)

    def fresh(self, how_many: int) -> list[dict[str, str]]:
        """Make letters of which ``FIELDS`` answers are found in no other: each ends with a number."""
        own = [name for name in self.letter.blanks if name in self.answers][:FIELDS]
        return [
            {**self.answers, **{name: f"{self.answers[name][:30]} {n}" for name in own}}
            for n in (next(self.numbers) for _ in range(how_many))
        ]


def typst(letter: Letter, together: int) -> Writer:
    """Write files of ``together`` letters each."""
    compiled = letter.compiled(BLOCKS)

    def write(many: Sequence[dict[str, str]]) -> list[bytes]:
        blocks = [produce(compiled, letter.active, filled) for filled in many]
        starts = range(0, len(blocks), together)
        return [pdf.pdf(blocks[n : n + together], letter.letter.title) for n in starts]

    return write


def weasyprint(letter: Letter) -> Writer:
    """Write one file a letter with WeasyPrint, its fonts kept between letters."""
    module: Any = importlib.import_module("weasyprint")
    fonts: Any = importlib.import_module("weasyprint.text.fonts").FontConfiguration()
    compiled = letter.compiled(FORMATS["html"])

    def write(many: Sequence[dict[str, str]]) -> list[bytes]:
        pages = (produce(compiled, letter.active, filled).decode() for filled in many)
        return [
            module.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1", font_config=fonts)
            for page in pages
        ]

    return write


@contextlib.contextmanager
def libreoffice(letter: Letter) -> Iterator[Candidate]:
    """Give a running LibreOffice, fed with ODT files, and the clock of its processes."""
    compiled = letter.compiled(FORMATS["odt"])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        pipe = "prevenance" + Path(folder).name
        profile = f"-env:UserInstallation={Path(folder).as_uri()}/profil"
        accept = f"--accept=pipe,name={pipe};urp;"
        office = subprocess.Popen(
            ["soffice", profile, "--headless", "--norestore", accept],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        worker = subprocess.Popen(
            ["/usr/bin/python3", "-c", UNO, pipe],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert worker.stdin and worker.stdout
        feed, answer = worker.stdin, worker.stdout

        def write(many: Sequence[dict[str, str]]) -> list[bytes]:
            made = []
            for filled in many:
                path = Path(folder, "lettre.odt")
                path.write_bytes(produce(compiled, letter.active, filled))
                feed.write(f"{path}\n")
                feed.flush()
                answer.readline()
                made.append(Path(f"{path}.pdf").read_bytes())
            return made

        try:
            name, clock = "LibreOffice", lambda: time.process_time() + session_time(office.pid)
            yield Candidate(name, write, 5, clock)
        finally:
            worker.kill()
            worker.wait()
            os.killpg(office.pid, signal.SIGKILL)
            office.wait()


def session_time(session: int) -> float:
    """Return the processor time, in seconds, of the processes of a session (proc(5), stat)."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            if int(fields[3]) == session:
                ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def rate(letter: Letter, candidate: Candidate) -> float:
    """Return letters per second of processor time, over one block."""
    many = letter.fresh(candidate.block)
    start = candidate.clock()
    candidate.write(many)
    return len(many) / (candidate.clock() - start)


def check_same_text(letter: Letter, ours: Candidate, theirs: Candidate) -> None:
    """Stop when the other's letter lacks a word of ours."""
    some = letter.fresh(3)
    mine, other = text_of(ours.write(some)[0], pages=2), text_of(theirs.write(some)[0])
    together = "".join(other.split())
    if lacking := [
        word for word in mine.split() if word not in {"•", "☐"} and word not in together
    ]:
        raise SystemExit(f"{theirs.name} n'écrit pas : {' '.join(lacking)}")


def text_of(document: bytes, pages: int = 0) -> str:
    """Return the text of the first pages of a PDF, or of all (poppler)."""
    command = ["pdftotext", "-raw", "-l", str(pages), "-", "-"]
    return subprocess.run(command, input=document, capture_output=True, check=True).stdout.decode()


def compare(letter: Letter, ours: Candidate, theirs: Candidate) -> None:
    """Print the median of the ratios of neighbouring blocks, and both rates."""
    check_same_text(letter, ours, theirs)
    rates: list[tuple[float, float]] = []
    for pair in range(PAIRS):
        order = (ours, theirs) if pair % 2 else (theirs, ours)
        found = {each.name: rate(letter, each) for each in order}
        rates.append((found[ours.name], found[theirs.name]))
    ratios = sorted(a / b for a, b in rates)
    mine, other = (statistics.median(r) for r in zip(*rates, strict=True))
    floor = f", plancher {FLOORS[theirs.name]:g}" if theirs.name in FLOORS else ""
    print(
        f"{ours.name} / {theirs.name} : {statistics.median(ratios):.1f} "
        f"(de {ratios[0]:.1f} à {ratios[-1]:.1f}{floor}) ; {mine:.1f} et {other:.1f} lettres/s CPU",
        flush=True,
    )


def main() -> None:
    """Print each ratio, then what was measured and where."""
    letter = Letter()
    alone = Candidate("typst, un fichier par lettre", typst(letter, 1), 40)
    many = Candidate(
        f"typst, {TOGETHER} lettres par fichier", typst(letter, TOGETHER), 5 * TOGETHER
    )
    sizes = [
        len(each.write(letter.fresh(each.block))[0]) / n
        for each, n in ((alone, 1), (many, TOGETHER))
    ]
    compare(letter, many, alone)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    versions = [f"typst {version('typst')}"]
    if importlib.util.find_spec("weasyprint"):
        versions.append(f"WeasyPrint {version('weasyprint')}")
        rival = Candidate("WeasyPrint", weasyprint(letter), 4)
        for ours in (alone, many):
            compare(letter, ours, rival)
    if shutil.which("soffice") and Path("/usr/bin/python3").exists():
        shown = subprocess.run(
            ["soffice", "--version"], capture_output=True, text=True, check=False
        )
        versions.append(" ".join(shown.stdout.split()[:2]))
        with libreoffice(letter) as rival:
            for ours in (alone, many):
                compare(letter, ours, rival)
    print(
        f"{FIELDS} champs neufs par lettre ; octets par lettre : {sizes[0]:.0f} seule, "
        f"{sizes[1]:.0f} dans un lot ; mémoire avec typst seul : {peak:.0f} Mo\n"
        f"{', '.join(versions)}, Python {platform.python_version()}, {os.cpu_count()} processeurs"
    )


if __name__ == "__main__":
    main()
