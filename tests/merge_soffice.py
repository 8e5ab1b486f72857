"""LibreOffice in tests: conversion, and a real mail merge of a document with a CSV list.

The tests import this module; the merge itself runs it as a script, in a Python that has UNO
(Debian: python3-uno, and libreoffice-base-drivers for lists in CSV). Each run has a LibreOffice
profile of its own: two runs on one profile fail without a word.
"""

import importlib
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SOURCE = "clients"
START_SECONDS = 60
FILE = 2
"""com.sun.star.text.MailMergeType.FILE: one document a row."""


def has_soffice() -> bool:
    return shutil.which("soffice") is not None


def python_with_uno() -> str | None:
    """Return a Python that can drive LibreOffice, or None."""
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
        subprocess.run(command, capture_output=True, check=True, timeout=600)
    made = [folder / f"{file.stem}.{format_}" for file in files]
    assert all(path.exists() for path in made)
    return made


def merge(jobs: Mapping[Path, Path], list_: Path, *, single: bool = False) -> dict[Path, list[Path]]:
    """Merge each document with a list ``clients.csv``, into ODT files of a folder, row by row.

    ``single`` makes one file of all the letters, as LibreOffice offers for printing.
    """
    python = python_with_uno()
    assert python is not None
    asked = {str(document): str(folder) for document, folder in jobs.items()}
    with tempfile.TemporaryDirectory() as profile:
        order = json.dumps({"jobs": asked, "list": str(list_), "profile": profile, "single": single})
        done = subprocess.run(
            [python, __file__], input=order, capture_output=True, text=True, check=False, timeout=600
        )
    assert done.returncode == 0, done.stderr
    return {Path(d): [Path(f) for f in made] for d, made in json.loads(done.stdout).items()}


@contextmanager
def _office(profile: Path) -> Iterator[Any]:
    """Start a LibreOffice of our own and yield its component context; stop it at the end."""
    uno = importlib.import_module("uno")
    pipe = f"prevenance{profile.name}"
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    office = subprocess.Popen(
        [*command, f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL
    )
    try:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
        context = _resolved(resolver, address)
        yield context
        desktop = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )
        desktop.terminate()
        office.wait(START_SECONDS)
    finally:
        if office.poll() is None:
            office.kill()


def _resolved(resolver: Any, address: str) -> Any:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            return resolver.resolve(address)
        except Exception:  # UNO raises classes that exist only at run time
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


def _register(context: Any, list_: Path) -> None:
    """Register the folder of the list as the data source, as the address wizard does."""
    sources = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.sdb.DatabaseContext", context
    )
    source = sources.createInstance()
    source.URL = f"sdbc:flat:{list_.parent.as_uri()}"
    source.Info = _properties(
        Extension="csv", HeaderLine=True, FieldDelimiter=";", StringDelimiter='"', CharSet="UTF-8"
    )
    source.DatabaseDocument.storeAsURL((list_.parent / f"{SOURCE}.odb").as_uri(), ())
    sources.registerObject(SOURCE, source)


def _merged(context: Any, document: Path, folder: Path, *, single: bool) -> list[str]:
    job = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.text.MailMerge", context
    )
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
    number = lambda file: int("".join(c for c in file.stem if c.isdigit()) or 0)  # noqa: E731
    return [str(file) for file in sorted(folder.glob("lettre*"), key=number)]


def _main() -> None:
    order = json.load(sys.stdin)
    with _office(Path(order["profile"])) as context:
        _register(context, Path(order["list"]))
        made = {
            document: _merged(context, Path(document), Path(folder), single=order["single"])
            for document, folder in order["jobs"].items()
        }
    json.dump(made, sys.stdout)


if __name__ == "__main__":
    _main()
