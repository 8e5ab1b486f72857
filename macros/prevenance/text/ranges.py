"""Sets of characters written as hexadecimal ranges, "20-7e a0 2010-2027": one form for Python and the page."""

import re


def character_class(ranges: str) -> str:
    """Write ranges as a class of a regular expression."""
    codes = re.sub("[0-9a-f]+", lambda code: f"\\U{int(code[0], 16):08x}", ranges)
    return f"[{codes.replace(' ', '')}]"


def characters_of(ranges: str) -> frozenset[str]:
    """Return the characters of ranges."""
    ends = (each.partition("-")[::2] for each in ranges.split())
    return frozenset(
        chr(code) for low, high in ends for code in range(int(low, 16), int(high or low, 16) + 1)
    )
