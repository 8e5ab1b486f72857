"""Writing to disk: a folder is built beside its place and swapped in when complete.

An interrupted run leaves the previous output as it was; the next run clears what it left behind.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from prevenance.problems import UsageError, reason


@contextmanager
def swapped(target: Path) -> Iterator[Path]:
    """Yield a new empty folder that takes the place of ``target`` when the block succeeds.

    A folder that a crash left half swapped is put back first. A lock file beside the target makes
    a second run at the same time fail instead of mixing with this one.

    Raises:
        UsageError: the target is a file, its parent cannot be written, or another run is under way.
    """
    target = target.absolute()
    lock = target.parent / f".{target.name}.verrou"
    fresh = target.parent / f".{target.name}.tmp-{os.getpid()}"
    old = target.parent / f".{target.name}.ancien"
    if target.exists() and not target.is_dir():
        raise UsageError(f"{target} existe et n'est pas un dossier")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _take(lock)
    except OSError as error:
        raise UsageError(f"impossible d'écrire dans {target.parent} : {reason(error)}") from error
    try:
        if old.exists() and not target.exists():
            old.rename(target)
        for stale in (*target.parent.glob(f".{target.name}.tmp-*"), old):
            shutil.rmtree(stale, ignore_errors=True)
        fresh.mkdir()
        yield fresh
        if target.exists():
            target.rename(old)
        fresh.rename(target)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        lock.unlink(missing_ok=True)


def _take(lock: Path) -> None:
    """Create the lock; one left by a process that is gone is taken over."""
    try:
        with lock.open("x") as file:
            file.write(str(os.getpid()))
    except FileExistsError:
        holder = lock.read_text().strip()
        if holder.isdigit() and _alive(int(holder)):
            raise UsageError(
                f"une autre exécution (processus {holder}) écrit déjà au même endroit"
            ) from None
        lock.unlink(missing_ok=True)
        with lock.open("x") as file:
            file.write(str(os.getpid()))


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return process != os.getpid()


def write_all(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write files under a folder, by relative path; return how many.

    Raises:
        ValueError: a path leaves the folder, or two files have the same path.
    """
    count = 0
    for name, data in files:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()) or path.exists():
            raise ValueError(f"chemin refusé ou déjà écrit : {name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        count += 1
    return count
