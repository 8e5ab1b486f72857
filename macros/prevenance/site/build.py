"""The two ways to write the site: with MkDocs, or as Markdown pages for another generator."""

import datetime as dt
import errno
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from prevenance.documents.press import Press
from prevenance.output import write_all
from prevenance.problems import Refused, UsageError
from prevenance.site import hand_written, machine
from prevenance.site.calls import answered
from prevenance.site.macros import macros
from prevenance.site.pages import pages
from prevenance.site.project import Project

LINES_SHOWN = 40
"""Lines of MkDocs' warnings that a failure shows, the last ones."""

_RECORD_END = r"^(?:[A-Z]+ +- |Aborted|Traceback|```)"
"""What ends a warning of several lines in MkDocs' report; a trace is for developers."""

DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO})
"""What a disk refuses: MkDocs shows it as a trace of its own."""

_REFUSED = re.compile(r"(?m)^\w*Error: \[Errno (\d+)\] [^:\n]*(?:: '(.*)')?$")


def build_site(folder: Path, today: dt.date, config: Path) -> None:
    """Build the site as of a day with MkDocs, strictly, in a folder, which is emptied first.

    The same commit and day give the same bytes anywhere.

    Raises:
        UsageError: there is no such configuration, or MkDocs refused; with its report.
        OSError: the disk refused a file.
    """
    if not config.is_file():
        raise UsageError(f"{config} n'existe pas : lancez la commande à la racine du projet")
    project = config.absolute().parent
    command = [sys.executable, "-m", "mkdocs", "build", "--strict",
               "--config-file", str(config.absolute()), "--site-dir", str(folder)]  # fmt: skip
    done = subprocess.run(
        command, cwd=project, env=_environment(project, today), check=False,
        capture_output=True, text=True, encoding="utf-8", errors="replace",
    )  # fmt: skip
    if done.returncode:
        for number, path in _REFUSED.findall(done.stderr):
            if int(number) in DISK:
                raise OSError(int(number), "refused by the disk", path or str(folder))
        raise UsageError(f"MkDocs n'a pas construit le site : {why(config, done.stderr)}")


def why(config: Path, report: str) -> str:
    """Say why MkDocs failed: in French what it says of its settings, else its own last words."""
    if found := re.findall(r'(?m)^ *in ".*", line ([0-9]+), column [0-9]+', report):
        return f"{config}:{found[-1]}: YAML illisible"
    if "Config value 'docs_dir': The path" in report:
        return f"{config}:docs_dir: ce dossier n'existe pas"
    if found := re.findall(r"(?m)^ERROR +- +Config value '([a-z_]+)'", report):
        return f"{config}: réglage absent ou refusé : {', '.join(found)}"
    records = re.findall(rf"(?ms)^(?:WARNING|ERROR) +- .*?(?={_RECORD_END}|\Z)", report)
    lines = [line for line in "\n".join(records or [report]).splitlines() if line.strip()]
    shown = LINES_SHOWN if records else 1
    return "\n".join(["il a répondu, en anglais :", *lines[-shown:]])


def write_pages(folder: Path, press: Press) -> None:
    """Write every page as a file of a folder: the generated ones, with their documents, and docs/'s.

    Raises:
        Refused: a hand-written page holds what it may not.
        UsageError: it calls for what the kit does not have.
    """
    project = Project(press.catalog.root.absolute().parent, False, press, {}, ())
    for page in pages(press):
        write_all(folder, [(page.path, page.text.encode()), *page.files])
    if (project.folder / "docs").is_dir():
        write_all(folder, [(path, text.encode()) for path, text in hand_written_pages(project)])


def hand_written_pages(project: Project) -> Iterator[tuple[str, str]]:
    """Yield the pages of docs/ with what their calls give: path, text."""
    if faults := hand_written.guide_faults(project.folder):
        raise Refused(faults)
    docs = project.folder / "docs"
    for file in sorted(docs.rglob("*.md")):
        path = file.relative_to(docs).as_posix()
        known = macros(project, partial(str, path))
        try:
            yield path, answered(file.read_text("utf-8"), known)
        except KeyError as error:
            raise UsageError(f"docs/{path} : un appel nomme {error}, que le kit n'a pas") from error


def _environment(project: Path, today: dt.date) -> dict[str, str]:
    return machine.with_environment(
        CI="true",
        NO_MKDOCS_2_WARNING="1",
        PREVENANCE_DATE=today.isoformat(),
        PYTHONUTF8="1",
        SOURCE_DATE_EPOCH=str(_epoch(project, today)),
    )


def _epoch(project: Path, today: dt.date) -> int:
    """Return the time that the site carries: the last commit's, else the day's at 00:00 UTC.

    One already in the environment stands. It is never 0, on which MkDocs fails.
    """
    if known := machine.epoch_given():
        return known
    try:
        asked = ["git", "log", "-1", "--format=%ct"]
        done = subprocess.run(asked, cwd=project, check=False, capture_output=True, text=True)
        found = done.stdout.strip()
    except OSError:
        found = ""
    if found.isdigit() and int(found):
        return int(found)
    midnight = dt.datetime.combine(today, dt.time(), dt.UTC)
    return int(midnight.timestamp())
