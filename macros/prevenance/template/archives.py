"""ZIP archives written by hand, whose bytes depend on nothing but their members."""

import struct
import zlib
from collections.abc import Callable, Iterable
from functools import lru_cache

DOS_DATE = 33
"""1 January 1980, the fixed day of every archive entry (APPNOTE.TXT 4.4.6)."""


def pack(members: Iterable[tuple[str, bytes]]) -> bytes:
    """Write a ZIP whose bytes depend on nothing but its members, in the order given.

    Entries are stored: deflated bytes would differ between builds of zlib.
    """
    out: list[bytes] = []
    archive = Archive(out.append, stored=True)
    for name, data in members:
        archive.add(name, data)
    archive.close()
    return b"".join(out)


class Archive:
    """A ZIP being written, member after member; its bytes depend on nothing but them (APPNOTE.TXT 4.3).

    Dated 1 January 1980, named in UTF-8, without extra field or data descriptor. Members are
    deflated where that saves room, unless ``stored``: deflated bytes depend on the build of zlib.
    """

    def __init__(self, write: Callable[[bytes], object], *, stored: bool = False) -> None:
        self._write, self._stored = write, stored
        self._directory: list[bytes] = []
        self._offset = 0

    def add(self, name: str, data: bytes) -> None:
        """Write a member at once."""
        packed, method = (data, 0) if self._stored else _smaller(data)
        encoded = name.encode()
        sizes = (zlib.crc32(data), len(packed), len(data), len(encoded), 0)
        head = struct.pack("<HHHHHIIIHH", 20, 0x800, method, 0, DOS_DATE, *sizes)
        local = b"PK\x03\x04" + head + encoded
        tail = struct.pack("<HHHII", 0, 0, 0, 0, self._offset)
        central = b"PK\x01\x02" + struct.pack("<H", 20) + head + tail + encoded
        self._directory.append(central)
        self._write(local)
        self._write(packed)
        self._offset += len(local) + len(packed)

    def close(self) -> None:
        """Write the directory, without which nothing opens the archive."""
        index, count = b"".join(self._directory), len(self._directory)
        end = struct.pack("<HHHHIIH", 0, 0, count, count, len(index), self._offset, 0)
        self._write(index + b"PK\x05\x06" + end)


@lru_cache(maxsize=2_000)
def _smaller(data: bytes) -> tuple[bytes, int]:
    """Return the shorter of a member stored (0) or deflated (8), with the method."""
    deflater = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = deflater.compress(data) + deflater.flush()
    return (packed, 8) if len(packed) < len(data) else (data, 0)
