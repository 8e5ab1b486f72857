"""Writing a folder: never over what is not ours; built beside its place, swapped in when complete.

A folder that we wrote bears a mark: which verb wrote it, in which version, and the sum of each of
its files. An interrupted run leaves the previous output; the next run clears what it left behind.
"""

import hashlib
import json
import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from prevenance import __version__
from prevenance.problems import (
    Place,
    Problem,
    UsageError,
    printable,
    unwritable,
)

MARK = ".prevenance"
"""The file at the root of an output that says it is ours; no page, no document."""

NOTICE = "Prévenance remplace ce dossier tant que rien n'y change : gardez vos fichiers ailleurs."

OF_DESKTOPS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What desktops leave in a folder that is merely looked at: nobody's work."""

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
            _mark(fresh, verb)
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
    names = [p.name for p in target.iterdir() if not _of_desktop(p)] if target.exists() else []
    if not names:
        return
    known = _marked(target)
    if known is None:
        found = f"ce dossier n'est pas de Prévenance (sans marque {MARK}) : {_few(names)}"
        mend = f"{ELSEWHERE} ; s'il n'y a rien à garder dans celui-ci, supprimez-le vous-même"
        raise _refused(target, found, mend)
    present = _sums(target)
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


def _mark(folder: Path, verb: str) -> None:
    """Write the mark of a folder that a verb has just filled."""
    content = {"avis": NOTICE, "verbe": verb, "version": __version__, "sommes": _sums(folder)}
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    (folder / MARK).write_bytes(text.encode("utf-8", "surrogatepass"))


def _marked(folder: Path) -> dict[str, str] | None:
    """Return the sums in the mark of a folder; None without a whole mark."""
    mark = folder / MARK
    try:
        return dict(json.loads(mark.read_bytes())["sommes"]) if mark.is_file() else None
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _sums(folder: Path) -> dict[str, str]:
    """Return the sum of each file by its path, mark left out; what is no file is never opened."""
    found: dict[str, str] = {}
    for path in folder.rglob("*"):
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            digest = "dossier"
        elif not stat.S_ISREG(mode):
            digest = "ni fichier ni dossier"
        elif _of_desktop(path) or path == folder / MARK:
            continue
        else:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        found[path.relative_to(folder).as_posix()] = digest
    return dict(sorted(found.items()))


def _of_desktop(path: Path) -> bool:
    return path.name in OF_DESKTOPS and path.is_file()


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


def write_all(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write files under a folder, by relative path; return how many.

    Raises:
        ValueError: a path leaves the folder, or two files have the same path.
        OSError: the system refuses a file, which the error names.
    """
    root, real, count = folder.resolve(), dict[Path, Path](), 0
    for name, data in files:
        path = root / name
        with naming(path):
            parent = real.get(path.parent) or path.parent.resolve()
            if path.name == ".." or not parent.is_relative_to(root):
                raise ValueError(f"chemin refusé : {name}")
            if path.parent not in real:
                parent.mkdir(parents=True, exist_ok=True)
                real[path.parent] = parent
            try:
                with (parent / path.name).open("xb") as file:
                    file.write(data)
            except FileExistsError:
                raise ValueError(f"chemin déjà écrit : {name}") from None
        count += 1
    return count


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Name a file in what the system refuses while it is written: a full disk names nothing."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise
