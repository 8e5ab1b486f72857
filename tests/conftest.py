"""What tests share: the real kit, a day, a copy to spoil, and the command as people run it."""

import datetime as dt
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
from filelock import FileLock
from hypothesis import settings

from prevenance import cli
from prevenance.catalog import Catalog
from prevenance.catalog.loader import load
from support.rereading import Spoilable

ROOT = Path(__file__).parent.parent
KIT = ROOT / "kit"
TODAY = dt.date(2026, 11, 24)

settings.register_profile(
    "ci", derandomize=True, max_examples=500, deadline=None, database=None, print_blob=True
)
settings.register_profile("nightly", settings.get_profile("ci"), max_examples=20_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@dataclass(frozen=True)
class Result:
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        """Everything that the person who typed the command sees."""
        return self.out + self.err


class Command(Protocol):
    """Runs ``prevenance``; ``apart`` starts a process of its own, as a shell would."""

    def __call__(self, *arguments: str | Path, apart: bool = False) -> Result: ...


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """Give the real kit, loaded once."""
    return load(KIT)


@pytest.fixture(scope="session")
def today() -> dt.date:
    """Give the day on which tests happen."""
    return TODAY


class Once(Protocol):
    """Makes a folder of a name, by a function that is given its path; returns that path."""

    def __call__(self, name: str, make: Callable[[Path], object]) -> Path: ...


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Give what makes a folder once a run, for every worker: the first that asks makes it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def folder(name: str, make: Callable[[Path], object]) -> Path:
        made = shared / f"{name}.fait"
        with FileLock(shared / f"{name}.verrou"):
            if not made.exists():
                make(shared / name)
                made.touch()
        return shared / name

    return folder


@pytest.fixture(scope="session")
def spoilable(tmp_path_factory: pytest.TempPathFactory) -> Spoilable:
    """Give a copy of kit/ of which one file at a time is spoilt, then mended."""
    return Spoilable(shutil.copytree(KIT, tmp_path_factory.mktemp("spoilable") / "kit"))


@pytest.fixture
def kit_copy(tmp_path: Path) -> Path:
    """Give a fresh copy of kit/ that a test may spoil."""
    return shutil.copytree(KIT, tmp_path / "kit")


@pytest.fixture(scope="session")
def run() -> Command:
    """Give the command; an exception that it lets through fails the test, as a traceback would."""

    def command(*arguments: str | Path, apart: bool = False) -> Result:
        typed = [str(argument) for argument in arguments]
        return _in_a_process(typed) if apart else _in_here(typed)

    return command


@pytest.fixture
def quick(run: Command, catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Give the command with the real kit already loaded and checked."""
    monkeypatch.setattr("prevenance.cli.loading.sound_kit", lambda _: catalog)
    return run


class _Screen(io.BytesIO):
    """What was written, even once the command has closed it."""

    def close(self) -> None:
        """Keep what was written."""


def _in_here(arguments: list[str]) -> Result:
    out, err = _Screen(), _Screen()
    # a console of another code page, as on Windows: the command writes UTF-8 all the same
    streams = [io.TextIOWrapper(screen, "cp1252", write_through=True) for screen in (out, err)]
    code = 0
    with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
        try:
            cli.main(arguments)
        except SystemExit as done:
            code = done.code if isinstance(done.code, int) else int(done.code is not None)
    return Result(code, out.getvalue().decode(), err.getvalue().decode())


def _in_a_process(arguments: list[str]) -> Result:
    done = subprocess.run(
        [sys.executable, "-m", "prevenance", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT / "macros"), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())
