"""The folders that clerks get: for a profile and a sender, the first page and the texts it leads to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from prevenance.documents.formats import FORMATS
from prevenance.documents.press import Press
from prevenance.downloads import notices
from prevenance.downloads.cases import EVENT, MODE, Answer, answers_of, in_words
from prevenance.downloads.chosen import Chosen, chosen_texts
from prevenance.downloads.situations import Situation, archive_name, situations
from prevenance.downloads.text_files import TextFiles
from prevenance.letter.saying import in_time, saying
from prevenance.merge.folder import Filled, MadeFile
from prevenance.model import Profile, Text
from prevenance.model.company import Company
from prevenance.rules import contradictions
from prevenance.rules.contradictions import Clash
from prevenance.rules.offers import offered_channels
from prevenance.rules.situation import sender_facts
from prevenance.rules.survey import OPEN_FACETS, profile_facets
from prevenance.rules.tables import Decision

TOLD = (MODE, EVENT, "relation", "annuaire", "accord")
"""The facets by which cases are told, from the first; others follow."""

EARLY_STATES = ("en-cours", "annonce")
"""An early start that has begun, and one that is announced."""

SURVEYS = 200
"""Surveys that are kept: profiles that the tables do not tell apart get the same answers."""


@dataclass(frozen=True)
class Folder:
    """What a clerk gets: the name of its folder, hence of its archive, what it is for, its files."""

    name: str
    head: notices.Head
    files: tuple[MadeFile, ...]


class Downloads:
    """What a press gives, for every sender or for the one whose layout it has."""

    def __init__(self, press: Press, company: Company | None = None) -> None:
        self.press = press
        self.catalog = press.catalog
        self.today = press.today
        self.company = company
        self.texts = TextFiles(press, company)
        self.survey = lru_cache(SURVEYS)(self._survey)

    def folders(self, profile: Profile) -> list[Folder]:
        """Return the folders of a profile: one a sender, or one when its texts are the same."""
        found = []
        every = situations(self.catalog, self.today, self.company)
        for each in every:
            answers = self.answers(profile, each)
            texts = chosen_texts(self.catalog, answers)
            filled = [
                one for text in texts for one in self.texts.filled(text, profile, each.company)
            ]
            rows = self.rows(answers, texts)
            made = (*self.lines(rows, filled), *self.texts.files(filled, profile.name))
            found.append((each, rows, made))
        if len(found) > 1 and len({(*rows, *made) for _, rows, made in found}) == 1:
            _, rows, made = found[0]
            head = notices.Head(profile.name, "")
            name = archive_name(profile, "")
            return [Folder(name, head, (*self.first_page(head, rows), *made))]
        return [
            Folder(archive_name(profile, each.name), head, (*self.first_page(head, rows), *made))
            for each, rows, made in found
            for head in [notices.Head(profile.name, self.sender(each))]
        ]

    def sender(self, situation: Situation) -> str:
        """Say who the sender is: its size, and where that puts it on the day."""
        if situation.early:
            return situation.label
        state = sender_facts(self.catalog, situation.company, self.today)["emetteur"]
        meaning = self.catalog.lists["emetteur"].values[state]
        return f"{notices.categories_in_words(situation.categories)}. {meaning.rstrip('.')}"

    def answers(self, profile: Profile, situation: Situation) -> list[Answer]:
        """Decide every case that is open in a profile: directory, agreement, relation, event.

        Without a sheet the mode of agreement is open too, and an early start is to come or begun.
        """
        company = situation.company
        facets = profile_facets(self.catalog, profile, company, self.today)
        free = [f for f in (*OPEN_FACETS, EVENT) if f not in profile.facets]
        if self.company is None:
            free.append(MODE)
            if situation.early:
                facets["anticipe"] = EARLY_STATES
        facets |= {facet: tuple(self.catalog.lists[facet].values) for facet in free}
        several = [facet for facet, values in facets.items() if len(values) > 1]
        order = sorted(several, key=lambda f: TOLD.index(f) if f in TOLD else len(TOLD))
        channels = offered_channels(self.catalog, profile, company)
        return self.survey(tuple(facets.items()), tuple(order), channels)

    def _survey(
        self,
        facets: tuple[tuple[str, tuple[str, ...]], ...],
        order: tuple[str, ...],
        channels: tuple[str, ...],
    ) -> list[Answer]:
        return answers_of(self.catalog, dict(facets), order, channels)

    def rows(
        self, answers: Sequence[Answer], texts: Sequence[Chosen]
    ) -> tuple[notices.CaseRow, ...]:
        """Return the rows of the first page."""
        stems = {chosen.text.id: chosen.stem for chosen in texts}
        lines = [chosen.text.id for chosen in texts if chosen.text.role == "mention"]
        actions, found = self.catalog.lists["action"], []
        for answer in (each for each in answers if each.told):
            supports = dict.fromkeys(s for text in answer.texts for s in text.supports)
            mention = next((t.id for t in answer.texts if t.role == "mention"), "")
            row = notices.CaseRow(
                cases=in_words(self.catalog, answer),
                supports=tuple(supports),
                todo=actions.in_short(answer.action) if answer.action else "",
                file="" if mention or not answer.texts else stems[answer.texts[0].id],
                mention=lines.index(mention) + 1 if mention else 0,
            )
            found.append(row)
        return tuple(found)

    def first_page(self, head: notices.Head, rows: Sequence[notices.CaseRow]) -> Iterator[MadeFile]:
        """Yield the first page, in each format that it is made in."""
        page = notices.start_page(self.catalog, self.today, head, rows)
        for format_ in (each for each in FORMATS.values() if each.notice):
            template = format_.compile_letter(page, self.press.stamp)
            data = format_.produce(template, frozenset(), {})
            yield MadeFile(f"{notices.START}.{format_.name}", data)

    def lines(
        self, rows: Sequence[notices.CaseRow], filled: Sequence[Filled]
    ) -> Iterator[MadeFile]:
        """Yield the document of the lines for invoices, those of the first page first."""
        told = {row.mention: row.cases for row in rows if row.mention}
        lines = [one for one in filled if "facture" in one.text.supports]
        if not lines:
            return
        page = notices.mentions_page(
            self.catalog,
            [
                notices.LineRow(number, told.get(number) or one.text.title, self.texts.line(one))
                for number, one in enumerate(lines, start=1)
            ],
        )
        answers = {k: v for one in lines for k, v in one.answers.items()}
        sources = tuple(dict.fromkeys(s for one in lines for s in one.text.sources))
        format_ = FORMATS["docx"]
        template = format_.compile_letter(page, self.press.stamp)
        data = format_.produce(template, frozenset(), answers)
        yield MadeFile(f"{notices.MENTIONS}.{format_.name}", data, sources)

    def clashes(self) -> Iterator[Clash]:
        """Yield what the dates of the sheet would make a letter of the kit say wrongly."""
        if self.company is None:
            return
        [sender] = situations(self.catalog, self.today, self.company)
        for profile in self.catalog.profiles.values():
            for chosen in chosen_texts(self.catalog, self.answers(profile, sender)):
                yield from self._clashes(self.company, chosen.text, chosen.answer.decision)

    def _clashes(self, sheet: Company, text: Text, decision: Decision) -> Iterator[Clash]:
        catalog, today = self.catalog, self.today
        company, remarks = in_time(catalog, sheet, today, text, decision)
        blanks = self.press.blanks(text.id, catalog.language)
        said = saying(catalog, text, blanks, decision)
        yield from remarks
        yield from contradictions.of_letter(catalog, company, today, decision.outcomes, said)
