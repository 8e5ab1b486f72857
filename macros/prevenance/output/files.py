"""Writing many files under a folder, by relative path: none leaves it, none is written twice."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


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
