"""LibreOffice in tests: conversion, and a real mail merge of a document with a list typed in Calc.

The tests import this module. The merge runs it as a script too, in a Python that has UNO (Debian:
python3-uno, and libreoffice-base-nogui for lists). Each run has a LibreOffice profile of its own:
two runs on one profile fail without a word.
"""

import importlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SOURCE = "clients"
"""Name of the list: of its sheet, and of the data source made of its workbook."""

SECONDS = 600
"""How long a run may last; a hidden dialogue would make LibreOffice wait for ever."""

FILE = 2
"""com.sun.star.text.MailMergeType.FILE: one document a row."""


def python_with_uno() -> str | None:
    """Return a Python that can drive LibreOffice's merge, or None."""
    if shutil.which("soffice") is None:
        return None
    for python in ("/usr/bin/python3", sys.executable):
        if Path(python).exists():
            found = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False)
            if found.returncode == 0:
                return python
    return None


def convert(files: Sequence[Path], format_: str, folder: Path) -> list[Path]:
    """Convert documents in one run of LibreOffice; the files exist when this returns."""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
        command += ["--convert-to", format_, "--outdir", str(folder), *map(str, files)]
        subprocess.run(command, capture_output=True, check=True, timeout=SECONDS)
    made = [folder / f"{file.stem}.{format_}" for file in files]
    assert all(path.exists() for path in made)
    return made


def merge(
    jobs: Mapping[Path, Path],
    table: Path,
    *,
    typed: Sequence[Sequence[str]] = (),
    single: bool = False,
) -> dict[Path, list[Path]]:
    """Merge each document with a workbook of customers into ODT files of a folder, row by row.

    ``typed`` are rows that are first typed in Calc under the titles, as a person does, and saved.
    ``single`` makes one file of all the letters, as LibreOffice offers for printing.
    """
    python = python_with_uno()
    assert python is not None
    asked = {str(document): str(folder) for document, folder in jobs.items()}
    with _office() as pipe:
        order = json.dumps(
            {"pipe": pipe, "jobs": asked, "table": str(table), "typed": typed, "single": single}
        )
        done = subprocess.run(
            [python, __file__],
            input=order,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )
    assert done.returncode == 0, done.stderr
    return {Path(d): [Path(f) for f in made] for d, made in json.loads(done.stdout).items()}


@contextmanager
def _office() -> Iterator[str]:
    """Start a LibreOffice of our own, yield the name of its pipe, and end it, whatever happens."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        pipe = "prevenance" + Path(profile).name
        place = f"-env:UserInstallation={Path(profile).as_uri()}"
        office = subprocess.Popen(
            ["soffice", place, "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            yield pipe
        finally:
            os.killpg(office.pid, signal.SIGKILL)
            office.wait()


# What follows runs in the other Python.


def _context(pipe: str) -> Any:
    """Connect to LibreOffice, which takes some seconds to listen."""
    local = importlib.import_module("uno").getComponentContext()
    name = "com.sun.star.bridge.UnoUrlResolver"
    resolver = local.ServiceManager.createInstanceWithContext(name, local)
    end = time.monotonic() + SECONDS / 2
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # UNO makes its classes at run time
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def _properties(**values: object) -> tuple[Any, ...]:
    uno = importlib.import_module("uno")
    found = []
    for name, value in values.items():
        made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        made.Name, made.Value = name, value
        found.append(made)
    return tuple(found)


def _type_in_calc(context: Any, table: Path, rows: Sequence[Sequence[str]]) -> None:
    """Open a workbook, type rows under the titles in place of the examples, and save it."""
    name = "com.sun.star.frame.Desktop"
    desktop = context.ServiceManager.createInstanceWithContext(name, context)
    book = desktop.loadComponentFromURL(table.as_uri(), "_blank", 0, _properties(Hidden=True))
    sheet = book.Sheets.getByName(SOURCE)
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            cell = sheet.getCellByPosition(place, number)
            assert cell.NumberFormat == sheet.getCellByPosition(0, 1).NumberFormat
            cell.setString(value)
    book.store()
    book.close(True)


def _register(context: Any, table: Path) -> None:
    """Register a workbook as a data source, as the address wizard does."""
    name = "com.sun.star.sdb.DatabaseContext"
    sources = context.ServiceManager.createInstanceWithContext(name, context)
    source = sources.createInstance()
    source.URL = f"sdbc:calc:{table.as_uri()}"
    source.DatabaseDocument.storeAsURL((table.parent / f"{SOURCE}.odb").as_uri(), ())
    sources.registerObject(SOURCE, source)


def _merge(context: Any, document: Path, folder: Path, *, single: bool) -> list[str]:
    name = "com.sun.star.text.MailMerge"
    job = context.ServiceManager.createInstanceWithContext(name, context)
    job.DataSourceName = job.Command = SOURCE
    job.CommandType = 0
    job.DocumentURL = document.as_uri()
    job.OutputType = FILE
    job.OutputURL = folder.as_uri()
    job.FileNamePrefix = "lettre"
    job.SaveAsSingleFile = single
    job.SaveFilter = "writer8"
    job.execute(())
    job.dispose()
    return [str(f) for f in sorted(folder.glob("lettre*"), key=lambda f: (len(f.name), f.name))]


def _main() -> None:
    order = json.load(sys.stdin)
    context = _context(order["pipe"])
    if order["typed"]:
        _type_in_calc(context, Path(order["table"]), order["typed"])
    _register(context, Path(order["table"]))
    made = {
        document: _merge(context, Path(document), Path(folder), single=order["single"])
        for document, folder in order["jobs"].items()
    }
    json.dump(made, sys.stdout)


if __name__ == "__main__":
    _main()
