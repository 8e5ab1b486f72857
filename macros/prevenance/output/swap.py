"""Putting a folder in its place: never over what is not ours, built beside it, swapped in when complete.

An interrupted run leaves the previous output; the next run clears what it left behind.
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from prevenance.output.mark import MARK, file_sums, is_of_desktop, read_mark, write_mark
from prevenance.problems import (
    Place,
    Problem,
    UsageError,
    printable,
    unwritable,
)

ELSEWHERE = "choisissez un autre dossier avec --sortie"
SHOWN = 4
"""Names of a refused folder that a message shows."""


@contextmanager
def swapped(
    target: Path,
    verb: str,
    *,
    replace: bool = False,
    keep: Mapping[str, Path] | None = None,
    kit: Path | None = None,
) -> Iterator[Path]:
    """Yield a new empty folder that takes the place of ``target`` when the block succeeds.

    What stands there is replaced only if it is empty, or bears our mark and did not change since;
    ``replace`` insists on a folder with our mark that did. This is looked at before the block, and
    again after it. A lock beside the target makes a second run at the same time fail.

    Args:
        target: the folder to write.
        verb: the verb that writes it, for the mark.
        replace: whether a folder of ours that was changed is replaced too.
        keep: what the target may neither be nor hold, by its French name: the current folder…
        kit: the kit that is read, in which the target may not be either.

    Raises:
        UsageError: the target may not be replaced, cannot be written, or another run is under way.
    """
    with _told(target):
        target = _allowed(target, keep or {}, kit)
        _check(target, replace)
        missing = [folder for folder in target.parents if not folder.exists()]
    try:
        with _alone(target):
            yield from _swap(target, verb, replace)
    except BaseException:
        for folder in missing:
            with suppress(OSError):
                folder.rmdir()
        raise


def _swap(target: Path, verb: str, replace: bool) -> Iterator[Path]:
    fresh, old = _beside(target, "nouveau"), _beside(target, "ancien")
    with _told(target):
        _recover(target, old)
        _check(target, replace)
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
    try:
        try:
            yield fresh
        except OSError as error:
            place = Path(str(error.filename))
            if not place.is_relative_to(fresh):
                raise
            raise unwritable(target / place.relative_to(fresh), error) from error
        with _told(target):
            write_mark(fresh, verb)
            _check(target, replace)
            if target.exists():
                target.rename(old)
            fresh.rename(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        with _told(target):
            _recover(target, old)


def _allowed(target: Path, keep: Mapping[str, Path], kit: Path | None) -> Path:
    """Return the real path of a target that is no one else's place."""
    typed, target = target, Path(os.path.realpath(target))
    if typed.is_symlink():
        raise _refused(typed, f"c'est un lien vers {printable(str(target))}")
    for place in (target, *target.parents):
        if place.exists() and not place.is_dir():
            raise _refused(place, "existe et n'est pas un dossier")
    if os.path.ismount(target):
        raise _refused(typed, "c'est la racine, ou un point de montage")
    for name, path in ({**keep, "le kit lu": kit} if kit else keep).items():
        if Path(os.path.realpath(path)).is_relative_to(target):
            raise _refused(typed, f"c'est {name}, ou un dossier qui le contient")
    if kit and Path(os.path.realpath(kit)) in target.parents:
        raise _refused(typed, "ce dossier est dans le kit lu")
    return target


def _check(target: Path, replace: bool) -> None:
    """Refuse a folder that holds what is not ours, or what was changed since we wrote it."""
    names = [p.name for p in target.iterdir() if not is_of_desktop(p)] if target.exists() else []
    if not names:
        return
    known = read_mark(target)
    if known is None:
        found = f"ce dossier n'est pas de Prévenance (sans marque {MARK}) : {_few(names)}"
        mend = f"{ELSEWHERE} ; s'il n'y a rien à garder dans celui-ci, supprimez-le vous-même"
        raise _refused(target, found, mend)
    present = file_sums(target)
    if any(path.name == ".git" or os.path.ismount(path) for path in map(target.joinpath, present)):
        raise _refused(target, "ce dossier contient un dépôt (.git) ou un point de montage")
    changes = [
        *(f"{n} (modifié)" for n in known.keys() & present.keys() if known[n] != present[n]),
        *(f"{n} (ajouté)" for n in present.keys() - known.keys()),
        *(f"{n} (retiré)" for n in known.keys() - present.keys()),
    ]
    if changes and not replace:
        found = f"ce dossier a changé depuis que Prévenance l'a écrit : {_few(changes)}"
        mend = f"{ELSEWHERE}, ou mettez à l'abri ce que vous gardez et ajoutez --remplacer"
        raise _refused(target, found, mend)


def _few(names: Iterable[str]) -> str:
    shown = [printable(name) for name in sorted(names)]
    more = len(shown) - SHOWN
    return ", ".join(shown[:SHOWN]) + (f" et {more} de plus" if more > 0 else "")


def _refused(target: Path, found: str, mend: str = ELSEWHERE) -> UsageError:
    expected = "un dossier absent, vide, ou tel que Prévenance l'a écrit"
    return UsageError(str(Problem(Place(printable(str(target))), found, expected, mend)))


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """Name the target when the system refuses something."""
    try:
        yield
    except OSError as error:
        raise unwritable(target, error) from error


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Hold the lock of a target; the system frees it with the process, whatever ends it."""
    lock = FileLock(path := _beside(target, "verrou"), timeout=0)
    with _told(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire()
        except Timeout:
            found = f"une autre exécution écrit déjà au même endroit (verrou : {path})"
            raise UsageError(printable(found)) from None
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()  # while it is held: a lock taken on a file without a name is none
        lock.release()


def _beside(target: Path, role: str) -> Path:
    """Name what a run needs beside its target, on the same disk."""
    return target.with_name(f".{target.name}.prevenance-{role}")


def _recover(target: Path, old: Path) -> None:
    """Put back an old folder that lost its place, or clear it when another has taken it."""
    if old.exists() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)
