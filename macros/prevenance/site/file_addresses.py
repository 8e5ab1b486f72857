"""The guide opened from a folder: without a server, an address must name its file."""

import re

_HREF = re.compile(r'href="([^":#?]+)([#?][^"]*)?"')


def named(html: str) -> str:
    """Make the relative addresses of folders name their page: ``../pme/`` is ../pme/index.html."""

    def address(found: re.Match[str]) -> str:
        path, rest = found[1], found[2] or ""
        if path.endswith("/") or path.rpartition("/")[2] in (".", ".."):
            path = f"{path.rstrip('/')}/index.html"
        return f'href="{path}{rest}"'

    return _HREF.sub(address, html)
