"""Speed of PDF letters beside others: ``python tests/bench/pdf.py``.

Everyone lays out the same letter of the kit, two pages with its slip, with fresh answers, tagged
(PDF/UA-1): typst from blocks; typst used plainly, with a compiler and fonts made again for each
letter; WeasyPrint from our HTML, its fonts kept; a running LibreOffice from our ODT, whose conversion
is the faster one. LibreOffice's own processor time is counted. What is not installed is left out
(WeasyPrint; LibreOffice with python3-uno, which Debian puts in /usr/bin/python3).
"""

import contextlib
import importlib
import importlib.util
import json
import os
import platform
import resource
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.letters import Answers, Letter, Writer, cleaned, compare, each
from prevenance.documents import pdf
from prevenance.model.company import STANDARD
from prevenance.template.filling import produce

TOGETHER = 20
"""Letters of a file for a print room: with more, memory grows by 1 to 2 MB a letter."""

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


def typst(letter: Letter, together: int) -> Writer:
    """Write files of ``together`` letters each."""
    title = letter.letter.title

    def write(many: Sequence[Answers]) -> list[bytes]:
        blocks = [produce(letter.template, frozenset(), cleaned(answers)) for answers in many]
        starts = range(0, len(blocks), together)
        return [pdf.pdf(blocks[n : n + together], title) for n in starts]

    name = f"PDF, {together} lettres par fichier" if together > 1 else "PDF, une lettre par fichier"
    return Writer(name, write, least=together)


def plain_typst(letter: Letter) -> Writer:
    """Write one file a letter with ``typst.compile``: nothing is kept from one to the next."""
    module: Any = importlib.import_module("typst")
    head = pdf._head(letter.letter.title, "fr", "", STANDARD)
    layout = pdf.LAYOUT.read_bytes()

    def write(answers: Answers) -> bytes:
        blocks = json.loads(produce(letter.template, frozenset(), answers))
        content = json.dumps({"head": head, "letters": [blocks]}).encode()
        return bytes(
            module.compile(
                {"main.typ": layout, "content.json": content},
                root=str(pdf.FONTS),
                font_paths=[str(pdf.FONTS)],
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=pdf.STANDARDS,
            )
        )

    return Writer("typst.compile", each(write))


def weasyprint(html: Letter) -> Writer:
    """Write one file a letter with WeasyPrint, its fonts kept between letters."""
    module: Any = importlib.import_module("weasyprint")
    fonts: Any = importlib.import_module("weasyprint.text.fonts").FontConfiguration()

    def write(answers: Answers) -> bytes:
        page = produce(html.template, frozenset(), answers).decode()
        made = module.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1", font_config=fonts)
        return bytes(made)

    return Writer("WeasyPrint", each(write))


@contextlib.contextmanager
def libreoffice(odt: Letter) -> Iterator[Writer]:
    """Give a running LibreOffice, fed with ODT files, and the clock of its processes."""
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

        def write(many: Sequence[Answers]) -> list[bytes]:
            made = []
            for answers in many:
                path = Path(folder, "lettre.odt")
                path.write_bytes(produce(odt.template, frozenset(), answers))
                feed.write(f"{path}\n")
                feed.flush()
                answer.readline()
                made.append(Path(f"{path}.pdf").read_bytes())
            return made

        try:
            name, clock = "LibreOffice", lambda: time.process_time() + session_time(office.pid)
            yield Writer(name, write, clock)
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


def check_same_text(letter: Letter, ours: Writer, theirs: Writer) -> None:
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


def main() -> None:
    """Print each ratio, then what was measured and where."""
    letter = Letter(PROFILE, TEXT, "poste", "blocks")
    alone, many = typst(letter, 1), typst(letter, TOGETHER)
    compare(letter, many, alone)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    versions = [f"typst {version('typst')}"]
    rivals = [plain_typst(letter)]
    if importlib.util.find_spec("weasyprint"):
        versions.append(f"WeasyPrint {version('weasyprint')}")
        rivals.append(weasyprint(Letter(PROFILE, TEXT, "poste", "html")))
    for rival in rivals:
        versus(letter, alone, many, rival)
    if shutil.which("soffice") and Path("/usr/bin/python3").exists():
        asked = ["soffice", "--version"]
        shown = subprocess.run(asked, capture_output=True, text=True, check=False)
        versions.append(" ".join(shown.stdout.split()[:2]))
        with libreoffice(Letter(PROFILE, TEXT, "poste", "odt")) as rival:
            versus(letter, alone, many, rival)
    print(
        f"{', '.join(versions)}, Python {platform.python_version()}, {os.cpu_count()} processeurs ;"
        f" mémoire avec typst seul : {peak:.0f} Mo"
    )


def versus(letter: Letter, alone: Writer, many: Writer, theirs: Writer) -> None:
    """Check that the other writes our words, then compare it with both our ways."""
    check_same_text(letter, alone, theirs)
    for ours in (alone, many):
        compare(letter, ours, theirs)


if __name__ == "__main__":
    main()
