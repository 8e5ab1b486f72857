"""What a page may load and run: its Content-Security-Policy, written in the page itself.

A policy names the inline scripts that may run by the sum of their text, so that a script slipped
into a page by a text does not run. https://www.w3.org/TR/CSP3/
"""

import base64
import hashlib
import re
from collections.abc import Iterable

GUIDE = (
    "default-src 'none'; script-src 'self' {scripts}; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'"
)
"""The guide loads from its own site only: its scripts, its styles, the index of its search.

Any site may show the configurator in a frame. Trusted types are for the page in one file alone: the
theme starts its search from a plain address, reads other pages with ``DOMParser`` and shows what it
finds with ``innerHTML``. Without a default policy neither the search nor the instant navigation
works, and one that lets all of this through would guard nothing.
"""

ONE_FILE = (
    "default-src 'none'; script-src {scripts}; style-src {styles}; img-src data:; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
"""A page in one file loads nothing, and text never becomes mark-up or code in it."""

NOTHING = "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'"
"""A page that only leads to another loads and runs nothing."""

REFERRER = "no-referrer"
"""Nobody learns from a link which page, and thus which case, a reader comes from."""

_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def for_guide(scripts: str) -> str:
    """Return the meta elements of a page of the guide, which runs the inline scripts of this HTML."""
    return _written(GUIDE.format(scripts=_sums(_INLINE.findall(scripts))))


def for_one_file(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Return the meta elements of a page that holds all it needs: these scripts and styles."""
    return _written(ONE_FILE.format(scripts=_sums(scripts), styles=_sums(styles)))


def for_nothing() -> str:
    """Return the meta elements of a page that loads and runs nothing."""
    return _written(NOTHING)


def _written(policy: str) -> str:
    return (
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="referrer" content="{REFERRER}">'
    )


def _sums(texts: Iterable[str]) -> str:
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
