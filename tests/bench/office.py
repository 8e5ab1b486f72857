"""Speed of office letters beside other writers: ``python tests/bench/office.py``.

The same letter of the kit, the same fresh answers; blocks alternate in one process, a ratio is
between neighbours, in processor time. Needs ``docxtpl``, ``docx-mailmerge2`` and ``relatorio``,
which the project does not use.
"""

import io
import platform
import statistics
import time
import zlib
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.eml import SENDER, TEXT, TODAY
from prevenance import __version__
from prevenance.catalog import Catalog, packaged_kit
from prevenance.catalog.loader import load
from prevenance.documents.formats import FORMATS
from prevenance.documents.press import Press
from prevenance.downloads.profile_files import Downloads
from prevenance.letter.answers import answer_blanks
from prevenance.letter.choices import active_keys, default_choices
from prevenance.letter.compose import compose
from prevenance.merge.editions import EDITIONS, with_fields
from prevenance.merge.field_codes import word_field
from prevenance.rules.situation import dates_of
from prevenance.template.filling import produce
from prevenance.template.segments import Blank, Template, without_groups

PAIRS = 9
PROFILE = "association-assujettie"
Answers = Mapping[str, str]
Filler = Callable[[Answers], bytes]


def letter(catalog: Catalog, format_: str) -> tuple[Template, dict[str, str]]:
    """Compile a letter of about fifteen blanks, its groups settled, and answer its blanks."""
    profile, text = catalog.profiles[PROFILE], catalog.texts[TEXT]
    decision = Downloads(Press(catalog, TODAY)).outcomes(profile, SENDER)[0].decision
    choices = default_choices(catalog, profile, decision, SENDER, text)
    dates = dates_of(catalog, SENDER, TODAY)
    typed = {n: f.example for n, f in catalog.fields.items() if f.filled_by != "outil"}
    typed.pop("date_bascule")
    filled = answer_blanks(catalog, choices, dates, typed)
    active = active_keys(catalog, choices, dates, filled)
    compiled = FORMATS[format_].compile_letter(compose(catalog, text, "poste"), __version__)
    settled = without_groups(compiled, active)
    names = {
        s.name
        for _, p in settled.parts
        if not isinstance(p, str)
        for s in p
        if isinstance(s, Blank)
    }
    return settled, {name: filled[name] for name in sorted(names)}


def model(compiled: Template, write: Callable[[Blank], str]) -> bytes:
    """Make the template of another writer: the same document with its own mark for each blank."""
    return produce(with_fields(compiled, write), frozenset(), {})


def docxtpl(compiled: Template) -> Filler:
    import docxtpl as other

    source = model(compiled, lambda b: f"{b.before}{{{{ {b.name} }}}}{b.after}")

    def fill(filled: Answers) -> bytes:
        document, out = other.DocxTemplate(io.BytesIO(source)), io.BytesIO()
        document.render(dict(filled), autoescape=True)
        document.save(out)
        return bytes(out.getvalue())

    return fill


def mailmerge(compiled: Template) -> Filler:
    from mailmerge import MailMerge

    source = model(compiled, word_field)

    def fill(filled: Answers) -> bytes:
        out = io.BytesIO()
        with MailMerge(io.BytesIO(source)) as document:
            document.merge(**filled)
            document.write(out)
        return out.getvalue()

    return fill


def relatorio(compiled: Template) -> Filler:
    from relatorio.texts.opendocument import Template

    def mark(blank: Blank) -> str:
        name = escape(f"<{blank.name}>")
        kind = 'text:placeholder-type="text"'
        return f"{blank.before}<text:placeholder {kind}>{name}</text:placeholder>{blank.after}"

    folder = TemporaryDirectory()
    path = Path(folder.name) / "model.odt"
    path.write_bytes(model(compiled, mark))
    template: Any = Template(source=None, filepath=str(path))

    def fill(filled: Answers) -> bytes:
        assert folder.name, "the model lives as long as the filler"
        return bytes(template.generate(**filled).render().getvalue())

    return fill


def rate(fill: Filler, base: Answers, start: int, count: int) -> float:
    """Fill letters with answers that no other letter has; return how many a second of CPU."""
    fresh = [{name: f"{text} {start + n}" for name, text in base.items()} for n in range(count)]
    began = time.process_time()
    for filled in fresh:
        fill(filled)
    return count / (time.process_time() - began)


def compare(catalog: Catalog, format_: str, name: str, other: Callable[[Template], Filler]) -> None:
    compiled, base = letter(catalog, format_)
    ours, theirs = (lambda filled: produce(compiled, frozenset(), filled)), other(compiled)
    rate(ours, base, 0, 5), rate(theirs, base, 0, 3)
    pairs = []
    for n in range(PAIRS):
        pairs.append((rate(ours, base, n * 9000, 3000), rate(theirs, base, n * 9000, 12)))
    ratios = [one / two for one, two in pairs]
    print(
        f"{format_.upper():5} / {name:16} {statistics.median(ratios):7.0f}x"
        f" ({min(ratios):.0f} to {max(ratios):.0f}),"
        f" {statistics.median(p[0] for p in pairs):.0f} against"
        f" {statistics.median(p[1] for p in pairs):.1f} letters a second of CPU"
    )


def main() -> None:
    print(
        f"Python {platform.python_version()}, zlib {zlib.ZLIB_RUNTIME_VERSION}, {len(EDITIONS)} editions"
    )
    catalog = load(packaged_kit())
    compare(catalog, "docx", "docxtpl", docxtpl)
    compare(catalog, "docx", "docx-mailmerge2", mailmerge)
    compare(catalog, "odt", "relatorio", relatorio)


if __name__ == "__main__":
    main()
