"""The documents of a folder: each text in the formats that the kit holds, and its merge editions."""

from collections.abc import Iterator, Sequence

from prevenance.catalog import LANGUAGES
from prevenance.documents.formats import FORMATS, Format
from prevenance.documents.press import Press
from prevenance.downloads.chosen import Chosen
from prevenance.letter.answers import answer_blanks
from prevenance.letter.blocks import Run
from prevenance.letter.choices import active_keys, default_choices
from prevenance.letter.saying import in_time
from prevenance.merge.folder import Filled, MadeFile, Merge
from prevenance.model import Profile, Support
from prevenance.model.company import Company
from prevenance.rules.situation import dates_of
from prevenance.template.filling import unanswered

KNOWN_TO_ALL = frozenset({"date_obligation", "liste_canaux"})
"""The blanks that are filled without a sender's company: they follow from the situation."""

ABROAD = {"en": "-anglais"}
"""What ends the stem of a translation."""


class TextFiles:
    """The documents of a press, for every sender or for the one whose layout it has."""

    def __init__(self, press: Press, company: Company | None) -> None:
        self.press = press
        self.catalog = press.catalog
        self.company = company
        self.merge = Merge(press)

    def files(self, filled: Sequence[Filled], profile: str) -> Iterator[MadeFile]:
        """Yield the documents of a folder, and what a mail merge needs."""
        for one in filled:
            yield from self.documents(one)
        yield from self.merge.files(filled, profile)

    def filled(self, chosen: Chosen, profile: Profile, company: Company) -> Iterator[Filled]:
        """Yield a text in each of its languages, with its keys and answers."""
        text, decision = chosen.text, chosen.answer.decision
        choices = default_choices(self.catalog, profile, decision, company, text)
        sender, _ = in_time(self.catalog, company, self.press.today, text, decision)
        dates = dates_of(self.catalog, sender, self.press.today, decision.outcomes)
        typed = company.answers if self.company else {}
        for language in LANGUAGES:
            if text.id in self.catalog.speaking(language).texts:
                known = answer_blanks(self.catalog, choices, dates, typed, language)
                if self.company is None:
                    shown = self.press.blanks(text.id, language) & KNOWN_TO_ALL
                    known = {name: known[name] for name in sorted(shown & known.keys())}
                active = active_keys(self.catalog, choices, dates, known)
                stem = chosen.stem + ABROAD.get(language, "")
                yield Filled(text, language, active, known, stem, chosen.listed, chosen.annex)

    def documents(self, one: Filled) -> Iterator[MadeFile]:
        """Yield a text in the formats that the kit holds; a PDF only where no bracket is left."""
        for support in one.text.supports:
            for format_ in FORMATS.values():
                where: Support = "document" if one.annex and support == "poste" else support
                folder = format_.folders.get(where)
                case = (one.text.id, support, one.language, format_)
                if folder is None or (format_.name == "pdf" and not self._whole(*case, one)):
                    continue
                data = self.press.filled(*case, one.active, tuple(one.answers.items()))
                yield MadeFile(f"{folder}{one.stem}.{format_.name}", data, one.text.sources)

    def _whole(
        self, text: str, support: Support, language: str, format_: Format, one: Filled
    ) -> bool:
        """Tell whether nothing is left to complete in a document of a sender's own kit."""
        if self.company is None:
            return False
        parts = self.press.template(text, support, language, format_).parts
        return not any(
            unanswered(part, one.active, one.answers)
            for _, part in parts
            if not isinstance(part, str)
        )

    def line(self, one: Filled) -> str:
        """Return what a line for invoices says, in the letter language, its blanks still blanks."""
        letter = self.press.letter(one.text.id, "facture", one.language)
        lines = [
            line
            for block in letter.blocks
            for line in block.lines
            if not {*block.keys, *line.keys} or one.active & {*block.keys, *line.keys}
        ]
        return " ".join("".join(map(_typed, line.cells[0])) for line in lines)


def _typed(run: Run) -> str:
    """Write a run as people type it in a text."""
    text = f"(({run.blank}))" if run.blank else run.text
    return f"**{text}**" if run.bold else text
