"""The files of each profile: its decision sheet, the texts it can need, and their merge editions."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from prevenance.catalog import LANGUAGES
from prevenance.documents.formats import FORMATS, offered
from prevenance.documents.press import Press
from prevenance.downloads.decision_sheet import decision_sheet
from prevenance.downloads.situations import EVERY_SENDER, Situation, situations
from prevenance.letter.answers import answer_blanks
from prevenance.letter.choices import active_keys, default_choices
from prevenance.letter.saying import in_time, saying
from prevenance.merge.folder import (
    Filled,
    MadeFile,
    Merge,
    file_stem,
)
from prevenance.model import Profile, Text
from prevenance.model.company import Company
from prevenance.rules import contradictions
from prevenance.rules.contradictions import Clash
from prevenance.rules.situation import dates_of
from prevenance.rules.survey import OPEN_FACETS, Outcome, profile_facets, survey_cases
from prevenance.rules.tables import Decision

KNOWN_TO_ALL = frozenset({"date_obligation", "liste_canaux"})
"""The blanks that are filled without a sender's company: they follow from the situation."""

FOREIGN = "english"
"""The folder of translations."""

Facets = tuple[tuple[str, tuple[str, ...]], ...]
"""Facets and the values that each may have."""

SURVEYS = 200
"""Surveys that are kept: profiles that the tables do not tell apart get the same answers."""


class Downloads:
    """What a press gives, for every sender or for the one whose layout it has."""

    def __init__(self, press: Press, company: Company | None = None) -> None:
        self.press = press
        self.catalog = press.catalog
        self.today = press.today
        self.company = company
        self.merge = Merge(press)
        self.survey = lru_cache(SURVEYS)(self._survey)

    def profile_files(self, profile: Profile) -> list[MadeFile]:
        """Return the files of a profile: a folder per situation, or one when none differs."""
        every = situations(self.catalog, self.today, self.company)
        outcomes = {s.folder: self.outcomes(profile, s.company) for s in every}
        folders = {
            s.folder: list(self.text_and_merge_files(profile, s.company, outcomes[s.folder]))
            for s in every
        }
        contents = [[(f.path, f.data) for f in files] for files in folders.values()]
        if len(contents) > 1 and all(content == contents[0] for content in contents):
            outcomes = {EVERY_SENDER: outcomes[every[0].folder]}
            folders = {EVERY_SENDER: folders[every[0].folder]}
            every = [replace(every[0], folder=EVERY_SENDER)]
        return [
            MadeFile(f"{profile.id}/{situation.folder}/{file.path}", file.data, file.sources)
            for situation in every
            for file in (
                *self.sheet_files(profile, situation, outcomes[situation.folder]),
                *folders[situation.folder],
            )
        ]

    def sheet_files(
        self, profile: Profile, situation: Situation, outcomes: list[Outcome]
    ) -> Iterator[MadeFile]:
        """Yield the decision sheet of a profile; that of every sender names no situation."""
        company = None if situation.folder == EVERY_SENDER else situation.company
        sheet = decision_sheet(self.catalog, profile, company, self.today, outcomes)
        sources = tuple(s for o in outcomes for s in o.decision.sources)
        for format_ in (each for each in FORMATS.values() if each.sheet):
            template = format_.compile_letter(sheet, self.press.stamp)
            data = format_.produce(template, frozenset(), {})
            yield MadeFile(f"fiche-de-decision.{format_.name}", data, sources)

    def text_and_merge_files(
        self, profile: Profile, company: Company, outcomes: list[Outcome]
    ) -> Iterator[MadeFile]:
        """Yield the texts of a profile for a sender, and their merge editions."""
        filled = [
            one
            for text, outcome in self.texts(outcomes)
            for one in self.filled(text, profile, company, outcome)
        ]
        for one in filled:
            yield from self.text_files(one)
        yield from self.merge.files(filled)

    def texts(self, outcomes: list[Outcome]) -> Iterator[tuple[Text, Outcome]]:
        """Yield the texts that outcomes call, each once: letters, mentions, then annexes."""
        found = {text.id: (text, o) for o in reversed(outcomes) for text in reversed(o.texts)}
        yield from reversed(found.values())
        called = {action for o in outcomes for action in o.decision.actions}
        for text in self.catalog.texts.values():
            if text.action in called and text.id not in found:
                yield text, outcomes[0]

    def outcomes(self, profile: Profile, company: Company) -> list[Outcome]:
        """Survey a profile over what is open in it: directory, agreement, relation, event, mode."""
        facets = profile_facets(self.catalog, profile, company, self.today)
        vary = [*OPEN_FACETS, "evenement"]
        if self.company is None:
            facets["mode_accord"] = tuple(self.catalog.lists["mode_accord"].values)
        free = tuple(f for f in vary if f not in profile.facets)
        return self.survey(tuple(facets.items()), free)

    def _survey(self, facets: Facets, vary: tuple[str, ...]) -> list[Outcome]:
        return survey_cases(self.catalog, dict(facets), vary)

    def filled(
        self, text: Text, profile: Profile, company: Company, outcome: Outcome
    ) -> list[Filled]:
        """Return a text in each of its languages, with its keys and answers."""
        choices = default_choices(self.catalog, profile, outcome.decision, company, text)
        sender, _ = in_time(self.catalog, company, self.today, text, outcome.decision)
        dates = dates_of(self.catalog, sender, self.today, outcome.decision.outcomes)
        typed = company.answers if self.company else {}
        found: list[Filled] = []
        for language in LANGUAGES:
            if text.id in self.catalog.speaking(language).texts:
                known = answer_blanks(self.catalog, choices, dates, typed, language)
                if self.company is None:
                    shown = self.press.blanks(text.id, language) & KNOWN_TO_ALL
                    known = {name: known[name] for name in sorted(shown & known.keys())}
                active = active_keys(self.catalog, choices, dates, known)
                found.append(Filled(text, language, active, known))
        return found

    def text_files(self, one: Filled) -> Iterator[MadeFile]:
        """Yield a text in each of its supports and formats."""
        folder = "" if one.language == "fr" else f"{FOREIGN}/"
        for support in one.text.supports:
            for format_ in offered(support):
                case = (one.text.id, support, one.language, format_, one.active)
                data = self.press.filled(*case, tuple(one.answers.items()))
                name = f"{folder}{file_stem(one.text.id, support)}.{format_.name}"
                yield MadeFile(name, data, one.text.sources)

    def clashes(self) -> Iterator[Clash]:
        """Yield what the dates of the sheet would make a letter of the kit say wrongly."""
        if self.company is not None:
            for profile in self.catalog.profiles.values():
                for text, outcome in self.texts(self.outcomes(profile, self.company)):
                    yield from self._clashes(self.company, text, outcome.decision)

    def _clashes(self, sheet: Company, text: Text, decision: Decision) -> Iterator[Clash]:
        catalog, today = self.catalog, self.today
        company, remarks = in_time(catalog, sheet, today, text, decision)
        blanks = self.press.blanks(text.id, catalog.language)
        said = saying(catalog, text, blanks, decision)
        yield from remarks
        yield from contradictions.of_letter(catalog, company, today, decision.outcomes, said)
