"""Speed of the e-mail writer: ``python tests/bench/eml.py``.

All fill the same compiled letter with the same answers and pack the same two parts in base64: the
standard library's ``email``, and an e-mail written by hand, by joining strings, which checks
nothing. Filling is ours for all; cleaning is in our time alone.
"""

import platform
from base64 import encodebytes
from email import message_from_bytes, policy
from email.header import Header
from email.message import EmailMessage

from bench.letters import Answers, Letter, Writer, compare, each
from prevenance.documents import eml
from prevenance.template.escapes import markup, plain
from prevenance.template.filling import fill
from prevenance.template.segments import Segments

PROFILE, TEXT = "association-assujettie", "completer-adresse"


def parts_of(letter: Letter, answers: Answers) -> dict[str, str]:
    """Fill each part of the e-mail."""
    return {
        name: fill(_segments(part), frozenset(), answers, markup if name == "html" else plain)
        for name, part in letter.template.parts
    }


def _segments(part: str | Segments) -> Segments:
    return (part,) if isinstance(part, str) else part


def standard(letter: Letter) -> Writer:
    """Write the message with email.message."""

    def write(answers: Answers) -> bytes:
        parts = parts_of(letter, answers)
        message = EmailMessage(policy.SMTP)
        message["X-Unsent"] = "1"
        message["Subject"] = parts["subject"]
        message["To"] = parts["to"]
        message.set_content(parts["text"], cte="base64")
        message.add_alternative(parts["html"], subtype="html", cte="base64")
        message.set_boundary(eml.BOUNDARY)
        return message.as_bytes()

    return Writer("email.message", each(write))


def by_hand(letter: Letter) -> Writer:
    """Write the message as anybody would who knows the format, and looks at nothing."""

    def write(answers: Answers) -> bytes:
        parts = parts_of(letter, answers)
        lines = [
            "X-Unsent: 1",
            f"Subject: {Header(parts['subject'], 'utf-8').encode()}",
            f"To: {parts['to']}",
            "MIME-Version: 1.0",
            f'Content-Type: multipart/alternative; boundary="{eml.BOUNDARY}"',
            "",
        ]
        for kind, name in (("plain", "text"), ("html", "html")):
            lines += [
                f"--{eml.BOUNDARY}",
                f'Content-Type: text/{kind}; charset="utf-8"',
                "Content-Transfer-Encoding: base64",
                "",
                encodebytes(parts[name].encode()).decode(),
            ]
        return "\r\n".join([*lines, f"--{eml.BOUNDARY}--", ""]).encode()

    return Writer("à la main", each(write))


def read(data: bytes) -> list[str]:
    """Return what a reader of a message sees."""
    message = message_from_bytes(data, policy=policy.default)
    bodies = [p.get_content().strip() for p in message.walk() if not p.is_multipart()]
    return [message["Subject"], message["To"], *(body.replace("\r\n", "\n") for body in bodies)]


def main() -> None:
    """Print both ratios."""
    letter = Letter(PROFILE, TEXT, "courriel", "eml")
    ours = letter.ours("EML")
    print(f"Python {platform.python_version()}, {platform.machine()}")
    for theirs in (standard(letter), by_hand(letter)):
        some = letter.fresh(3)
        for mine, other in zip(ours.write(some), theirs.write(some), strict=True):
            if read(mine) != read(other):
                raise SystemExit(f"{theirs.name} : les deux messages diffèrent")
        compare(letter, ours, theirs)


if __name__ == "__main__":
    main()
