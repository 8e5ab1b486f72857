"""E-mail drafts: a message with a text and an HTML part, that a mail program opens unsent.

The message is packed by hand: few lines, the same bytes everywhere, the same code in JavaScript.
Nothing here sends anything. Format: RFC 5322 (message), RFC 2045 and 2046 (parts), RFC 2047 (words
of the subject).
"""

import binascii
import re
import struct
from collections.abc import Mapping
from dataclasses import replace

from prevenance.catalog import forms
from prevenance.documents import html, txt
from prevenance.letter.blocks import Letter
from prevenance.problems import UnfitAnswer
from prevenance.template.escapes import markup, plain
from prevenance.template.filling import fill
from prevenance.template.segments import Blank, Segments, Template, blanks_in

RECIPIENT = "client_courriel_facturation"
"""The blank that holds the customer's address; the draft has no recipient while it is unknown."""

BOUNDARY = "prevenance"
"""What separates the parts: base64 holds no hyphen, so no part can hold "--prevenance"."""

LINE = 76
"""Characters of a base64 line (RFC 2045, 6.8)."""

WORD = 39
"""UTF-8 bytes of an encoded word: with "Subject: " before it, its line stays within 76 characters."""

_REFUSED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]|=\\?")


def compile_letter(letter: Letter, stamp: str) -> Template:
    """Compile an e-mail to four parts: ``subject``, ``to``, ``text`` and ``html``.

    The subject leaves the body: it is the message's own. What fills the parts is
    :func:`produce_eml`, since neither base64 nor RFC 2047 can be filled after encoding.
    """
    body = replace(letter, blocks=tuple(b for b in letter.blocks if b.kind != "subject"))
    to: Segments = (Blank(RECIPIENT, "", "", ""),)
    return Template(
        plain,
        (
            ("subject", txt.unmarked(letter.subject)),
            ("to", to),
            ("text", txt.compile_letter(body, stamp).parts[0][1]),
            ("html", html.compile_letter(body, stamp).parts[0][1]),
        ),
    )


def produce_eml(template: Template, active: frozenset[str], answers: Mapping[str, str]) -> bytes:
    """Fill an e-mail and return the bytes of the .eml file.

    It has neither date nor identifier, which the mail program gives when the person sends it.
    ``X-Unsent`` makes the programs that know it open the file as a draft.

    Raises:
        UnfitAnswer: an answer cannot stand in a header; names the field.
    """
    parts = _filled(template, active, answers)
    to = f"To: {_address(parts['to'])}\r\n" if parts["to"] else ""
    head = (
        f"X-Unsent: 1\r\nSubject: {words(parts['subject'])}\r\n{to}MIME-Version: 1.0\r\n"
        f'Content-Type: multipart/alternative; boundary="{BOUNDARY}"\r\n\r\n'
    )
    end = f"--{BOUNDARY}--\r\n"
    bodies = [*_part("plain", parts["text"]), *_part("html", parts["html"])]
    return b"".join([head.encode(), *bodies, end.encode()])


def words(line: str) -> str:
    """Encode a header as RFC 2047 words, one a line, that never cut a character.

    Each word is at most 64 characters long, where the RFC admits 75.
    """
    data = line.encode()
    found: list[str] = []
    start = 0
    while start < len(data):
        end = min(start + WORD, len(data))
        while end < len(data) and data[end] & 0xC0 == 0x80:  # noqa: PLR2004 - inside a character
            end -= 1
        found.append(f"=?utf-8?B?{_base64(data[start:end]).decode()}?=")
        start = end
    return "\r\n ".join(found)


def _filled(
    template: Template, active: frozenset[str], answers: Mapping[str, str]
) -> dict[str, str]:
    """Fill the parts. The answers of the subject are checked by name, then its whole line."""
    filled: dict[str, str] = {}
    for name, part in template.parts:
        segments = (part,) if isinstance(part, str) else part
        if name == "subject":
            for blank in sorted(blanks_in(segments)):
                _check(blank, answers.get(blank, ""))
        filled[name] = fill(segments, active, answers, markup if name == "html" else plain)
    _check("objet", filled["subject"])
    return filled


def _check(name: str, value: str) -> None:
    """Refuse what could open another header, or a word that a reader would decode again."""
    if bad := _REFUSED.search(value):
        found = "« =? »" if bad.group() == "=?" else f"U+{ord(bad.group()):04X}"
        raise UnfitAnswer(f"{name} : {found} interdit dans un en-tête de courriel")


def _address(value: str) -> str:
    """Accept exactly one plain address, written in ASCII."""
    _check(RECIPIENT, value)
    if address := forms.mail_address(value):
        return address
    raise UnfitAnswer(f"{RECIPIENT} : une seule adresse, de la forme nom@exemple.fr")


def _part(subtype: str, content: str) -> tuple[bytes, bytes, bytes]:
    """Write a text part; line ends become CRLF before they are encoded (RFC 2045, 6.8)."""
    head = (
        f"--{BOUNDARY}\r\nContent-Type: text/{subtype}; charset=utf-8\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n"
    )
    code = _base64(content.encode().replace(b"\n", b"\r\n"))
    full = max(len(code) - 1, 0) // LINE
    # struct cuts a text four times as fast as a loop of slices
    lines = struct.unpack(f"{LINE}s" * full + f"{len(code) - full * LINE}s", code)
    return head.encode(), b"\r\n".join(lines), b"\r\n"


def _base64(data: bytes) -> bytes:
    return binascii.b2a_base64(data, newline=False)
