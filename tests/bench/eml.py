"""Speed of the e-mail writer beside the standard library's: ``python tests/bench/eml.py``.

Both fill the same compiled letter with the same fresh answers and pack the same two parts in
base64. Blocks alternate in one process; a ratio is between neighbours, in processor time.
"""

import datetime as dt
import platform
import statistics
import time
from collections.abc import Callable, Mapping
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from prevenance import __version__
from prevenance.catalog import Catalog, packaged_kit
from prevenance.catalog.loader import load
from prevenance.documents import eml
from prevenance.documents.press import Press
from prevenance.downloads.profile_files import Downloads
from prevenance.letter.answers import answer_blanks
from prevenance.letter.choices import active_keys, default_choices
from prevenance.letter.compose import compose
from prevenance.model.company import Company
from prevenance.rules.situation import dates_of
from prevenance.template.escapes import markup, plain
from prevenance.template.filling import fill, unanswered
from prevenance.template.segments import Template, without_groups

FLOOR = 20
"""The ratio aimed at."""

PAIRS = 11
OURS, THEIRS = 4000, 200
"""Letters of a block: each lasts between a tenth of a second and a second."""

TODAY = dt.date(2026, 11, 24)
SENDER = Company(category="ge", switch_over=dt.date(2027, 3, 1))
PROFILE, TEXT = "association-assujettie", "completer-adresse"
"""A letter of the kit with fifteen blanks beside its recipient, and a customer who gets it."""

Answers = Mapping[str, str]
Writer = Callable[[Template, frozenset[str], Answers], bytes]


def letter(catalog: Catalog) -> tuple[Template, frozenset[str], dict[str, str]]:
    """Compile the letter, and answer its blanks with the examples of champs.yml."""
    profile, text = catalog.profiles[PROFILE], catalog.texts[TEXT]
    decision = Downloads(Press(catalog, TODAY)).outcomes(profile, SENDER)[0].decision
    choices = default_choices(catalog, profile, decision, SENDER, text)
    dates = dates_of(catalog, SENDER, TODAY)
    typed = {n: f.example for n, f in catalog.fields.items() if f.filled_by != "outil"}
    typed.pop("date_bascule")
    filled = answer_blanks(catalog, choices, dates, typed)
    active = active_keys(catalog, choices, dates, filled)
    compiled = eml.compile_letter(compose(catalog, text, "courriel"), __version__)
    shown = {n for _, p in compiled.parts for n in unanswered(segments(p), active, {})}
    return compiled, active, {name: filled[name] for name in sorted(shown)}


def segments(part: Any) -> Any:
    """Return the segments of a part, constant or not."""
    return (part,) if isinstance(part, str) else part


def standard(compiled: Template, active: frozenset[str], filled: Answers) -> bytes:
    """Write the same message with email.message."""
    parts = {
        name: fill(segments(part), active, filled, markup if name == "html" else plain)
        for name, part in compiled.parts
    }
    message = EmailMessage(policy.SMTP)
    message["X-Unsent"] = "1"
    message["Subject"] = parts["subject"]
    message["To"] = parts["to"]
    message.set_content(parts["text"], cte="base64")
    message.add_alternative(parts["html"], subtype="html", cte="base64")
    message.set_boundary(eml.BOUNDARY)
    return message.as_bytes()


def read(data: bytes) -> list[str]:
    """Return what a reader of a message sees."""
    message = message_from_bytes(data, policy=policy.default)
    bodies = [p.get_content().strip() for p in message.walk() if not p.is_multipart()]
    return [message["Subject"], message["To"], *bodies]


def fresh(filled: Answers, start: int, count: int) -> list[dict[str, str]]:
    """Make answers found in no other letter, outside the measured part."""
    return [
        {k: f"{n}-{v}" if k == eml.RECIPIENT else f"{v} {n}" for k, v in filled.items()}
        for n in range(start, start + count)
    ]


def rate(
    writer: Writer, compiled: Template, active: frozenset[str], many: list[dict[str, str]]
) -> float:
    """Return letters per second of processor time."""
    start = time.process_time()
    for filled in many:
        writer(compiled, active, filled)
    return len(many) / (time.process_time() - start)


def main() -> None:
    """Print the ratio beside its floor, then what was measured and where."""
    compiled, active, filled = letter(load(packaged_kit()))
    compiled = without_groups(compiled, active)  # as a batch does, for both writers
    for some in fresh(filled, 0, 3):
        ours, theirs = (w(compiled, active, some) for w in (eml.produce_eml, standard))
        if read(ours) != read(theirs):
            raise SystemExit("les deux messages diffèrent")
    rates: list[tuple[float, float]] = []
    for pair in range(PAIRS):
        blocks: list[tuple[Writer, int]] = [(eml.produce_eml, OURS), (standard, THEIRS)]
        order = blocks if pair % 2 else blocks[::-1]
        found = [rate(w, compiled, active, fresh(filled, pair * OURS, n)) for w, n in order]
        rates.append((found[0], found[1]) if pair % 2 else (found[1], found[0]))
    ratios = sorted(a / b for a, b in rates)
    a, b = (statistics.median(r) for r in zip(*rates, strict=True))
    size = len(eml.produce_eml(compiled, active, filled))
    print(
        f"EML : {statistics.median(ratios):.1f} fois email.message (plancher {FLOOR}), "
        f"de {ratios[0]:.1f} à {ratios[-1]:.1f} sur {PAIRS} paires\n"
        f"{a:.0f} et {b:.0f} messages par seconde de processeur, "
        f"{len(filled)} champs, {size} octets\n"
        f"Python {platform.python_version()}, {platform.machine()}"
    )


if __name__ == "__main__":
    main()
