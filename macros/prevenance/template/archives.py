"""ZIP archives written by hand, whose bytes depend on nothing but their members."""

import struct
import zlib
from collections.abc import Iterable
from functools import lru_cache

DOS_DATE = 33
"""1 January 1980, the fixed day of every archive entry (APPNOTE.TXT 4.4.6)."""


def pack(members: Iterable[tuple[str, bytes]]) -> bytes:
    """Write a ZIP whose bytes depend on nothing but its members, in the order given.

    Entries are stored: deflated bytes would differ between builds of zlib.
    """
    return _zip((name, data, data, 0) for name, data in members)


def archive(members: Iterable[tuple[str, bytes]]) -> bytes:
    """Write a ZIP to download: as :func:`pack`, but deflated where that saves room.

    Its bytes depend on the build of zlib too; those of its members do not.
    """
    return _zip((name, data, *_smaller(data)) for name, data in members)


@lru_cache(maxsize=20_000)
def _smaller(data: bytes) -> tuple[bytes, int]:
    """Return the shorter of a member stored (0) or deflated (8), with the method."""
    deflater = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = deflater.compress(data) + deflater.flush()
    return (packed, 8) if len(packed) < len(data) else (data, 0)


def _zip(members: Iterable[tuple[str, bytes, bytes, int]]) -> bytes:
    """Write members (name, data, packed data, method) as a ZIP (APPNOTE.TXT 4.3).

    Dated 1 January 1980, named in UTF-8, without extra field or data descriptor.
    """
    files: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name, data, packed, method in members:
        encoded = name.encode()
        sizes = (zlib.crc32(data), len(packed), len(data), len(encoded), 0)
        head = struct.pack("<HHHHHIIIHH", 20, 0x800, method, 0, DOS_DATE, *sizes)
        local = b"PK\x03\x04" + head + encoded
        tail = struct.pack("<HHHII", 0, 0, 0, 0, offset)
        directory.append(b"PK\x01\x02" + struct.pack("<H", 20) + head + tail + encoded)
        files += [local, packed]
        offset += len(local) + len(packed)
    index = b"".join(directory)
    count = len(directory)
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(index), offset, 0)
    return b"".join([*files, index, b"PK\x05\x06" + end])
