"""What proves that nothing changed: the manifest of an archive, and its sums."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from prevenance import __version__
from prevenance.catalog import Catalog
from prevenance.documents.validity import valid_until
from prevenance.merge.folder import MadeFile

MANIFEST, SUMS = "manifeste.json", "SHA256SUMS"


class Entry(NamedTuple):
    """A file as a manifest lists it: its path, its SHA-256 in hexadecimal, its length, its sources."""

    path: str
    sha256: str
    length: int
    sources: tuple[str, ...] = ()


@lru_cache(maxsize=2_000)
def sha256(data: bytes) -> str:
    """Return the SHA-256 of a content; it is asked for each file that has it."""
    return hashlib.sha256(data).hexdigest()


def entry(file: MadeFile) -> Entry:
    """Return what a manifest says of a file."""
    return Entry(file.path, sha256(file.data), len(file.data), file.sources)


def manifest(catalog: Catalog, today: dt.date, entries: Sequence[Entry]) -> bytes:
    """Return the manifest: version, validity, and each file with its SHA-256 and sources."""
    listed = [
        {
            "fichier": each.path,
            "sha256": each.sha256,
            "octets": each.length,
            "sources": sorted(set(each.sources)),
        }
        for each in entries
    ]
    content: Mapping[str, object] = {
        "kit": "Prévenance",
        "version": __version__,
        "valable_du": today.isoformat(),
        "valable_au": valid_until(catalog, today).isoformat(),
        "fichiers": listed,
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def sums(entries: Iterable[Entry]) -> bytes:
    """Return SHA256SUMS, as ``sha256sum -c`` reads it."""
    return "".join(f"{each.sha256}  {each.path}\n" for each in entries).encode()
