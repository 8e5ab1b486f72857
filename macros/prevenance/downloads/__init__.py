"""The downloadable kit: for each profile, the texts it can need, as documents people open.

Files are listed by a pure function; only :func:`build` writes. Every byte depends on the kit's
files, the day and the sender's sheet alone.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import get_args

from prevenance import __version__
from prevenance.catalog import LANGUAGES, Catalog
from prevenance.documents.formats import FORMATS, offered
from prevenance.documents.press import press_for
from prevenance.documents.validity import valid_until
from prevenance.downloads.decision_sheet import decision_sheet, read_me
from prevenance.letter.answers import answer_blanks
from prevenance.letter.choices import active_keys, default_choices
from prevenance.merge.folder import (
    Filled,
    KitFile,
    Merge,
    file_stem,
)
from prevenance.model import Category, Profile, Text
from prevenance.model.company import STANDARD, Company
from prevenance.output import write_all
from prevenance.rules import contradictions
from prevenance.rules.contradictions import Clash
from prevenance.rules.situation import dates_of, issuing_date, sender_state
from prevenance.rules.survey import OPEN_FACETS, Outcome, profile_facets, survey_cases
from prevenance.template.archives import archive
from prevenance.workbooks import portfolio_analysis

SITUATIONS = {
    "oblige": "deja-oblige",
    "preparation": "en-preparation",
    "volontaire": "demarrage-anticipe",
    "pas-encore": "pas-encore-oblige",
}
"""State of the sender -> the folder that a clerk reads."""

EVERY_SENDER = "tous-les-emetteurs"
"""The folder of a profile whose texts do not depend on the sender."""

KNOWN_TO_ALL = frozenset({"date_obligation", "liste_canaux"})
"""The blanks that the kit fills without a sender's sheet: they follow from the situation."""

FOREIGN = "english"
"""The folder of translations."""


@dataclass(frozen=True)
class Situation:
    """A situation of a sender that is reachable on a day: its folder and a sender who is in it."""

    folder: str
    company: Company


def situations(catalog: Catalog, today: dt.date, company: Company | None = None) -> list[Situation]:
    """List the situations of senders reachable on a day, or that of one sender.

    Two situations that differ by their legal date alone have that date in their folder's name.
    """
    if company is not None:
        return [Situation(SITUATIONS[sender_state(catalog, company, today)], company)]
    found: dict[tuple[str, dt.date], Company] = {}
    for category in get_args(Category):
        due = issuing_date(catalog, category)
        for sender in (Company(category=category), Company(category=category, early_start=today)):
            found.setdefault((sender_state(catalog, sender, today), due), sender)
    states = [state for state, _ in found]
    return [
        Situation(
            SITUATIONS[state] + (f"-{due.isoformat()}" if states.count(state) > 1 else ""), sender
        )
        for (state, due), sender in sorted(
            found.items(), key=lambda item: (list(SITUATIONS).index(item[0][0]), item[0][1])
        )
    ]


class Kit:
    """The kit of one catalog on one day, for every sender or for one; letters are compiled once."""

    def __init__(self, catalog: Catalog, today: dt.date, company: Company | None = None) -> None:
        self.catalog = catalog
        self.today = today
        self.company = company
        self.press = press_for(catalog, today, company.layout if company else STANDARD)
        self.merge = Merge(self.press)

    def profile_files(self, profile: Profile) -> list[KitFile]:
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
            KitFile(f"{profile.id}/{situation.folder}/{file.path}", file.data, file.sources)
            for situation in every
            for file in (
                *self.sheet_files(profile, situation, outcomes[situation.folder]),
                *folders[situation.folder],
            )
        ]

    def sheet_files(
        self, profile: Profile, situation: Situation, outcomes: list[Outcome]
    ) -> Iterator[KitFile]:
        """Yield the decision sheet of a profile; that of every sender names no situation."""
        company = None if situation.folder == EVERY_SENDER else situation.company
        sheet = decision_sheet(self.catalog, profile, company, self.today, outcomes)
        sources = tuple(s for o in outcomes for s in o.decision.sources)
        for format_ in (each for each in FORMATS.values() if each.sheet):
            template = format_.compile_letter(sheet, self.press.stamp)
            data = format_.produce(template, frozenset(), {})
            yield KitFile(f"fiche-de-decision.{format_.name}", data, sources)

    def text_and_merge_files(
        self, profile: Profile, company: Company, outcomes: list[Outcome]
    ) -> Iterator[KitFile]:
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
        return survey_cases(self.catalog, facets, [f for f in vary if f not in profile.facets])

    def filled(
        self, text: Text, profile: Profile, company: Company, outcome: Outcome
    ) -> list[Filled]:
        """Return a text in each of its languages, with its keys and answers."""
        choices = default_choices(self.catalog, profile, outcome.decision, company, text)
        sender, _ = contradictions.in_time(company, self.today, text)
        dates = dates_of(self.catalog, sender, self.today)
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

    def text_files(self, one: Filled) -> Iterator[KitFile]:
        """Yield a text in each of its supports and formats."""
        folder = "" if one.language == "fr" else f"{FOREIGN}/"
        for support in one.text.supports:
            for format_ in offered(support):
                case = (one.text.id, support, one.language, format_, one.active)
                data = self.press.filled(*case, tuple(one.answers.items()))
                name = f"{folder}{file_stem(one.text.id, support)}.{format_.name}"
                yield KitFile(name, data, one.text.sources)

    def clashes(self) -> Iterator[Clash]:
        """Yield what the dates of the sheet would make a letter of the kit say wrongly."""
        if self.company is not None:
            for profile in self.catalog.profiles.values():
                for text, outcome in self.texts(self.outcomes(profile, self.company)):
                    company, remarks = contradictions.in_time(self.company, self.today, text)
                    blanks = self.press.blanks(text.id, self.catalog.language)
                    said = contradictions.saying(text, blanks, outcome.decision)
                    yield from remarks
                    yield from contradictions.of_letter(self.catalog, company, self.today, said)

    def files(self, progress: Callable[[], None] = lambda: None) -> Iterator[KitFile]:
        """Yield every file of the kit but its manifest and sums; ``progress`` once per profile."""
        yield KitFile("LISEZMOI.txt", read_me(self.catalog, self.today, self.company).encode())
        yield KitFile("analyse-portefeuille.xlsx", portfolio_analysis(self.catalog))
        for profile in self.catalog.profiles.values():
            yield from self.profile_files(profile)
            progress()


@lru_cache(maxsize=20_000)
def _sha256(data: bytes) -> str:
    """Sum a file once: it stands in the complete archive and in that of its profile."""
    return hashlib.sha256(data).hexdigest()


def manifest(catalog: Catalog, today: dt.date, files: list[KitFile]) -> bytes:
    """Return the manifest: version, validity, and each file with its SHA-256 and sources."""
    listed = [
        {
            "fichier": f.path,
            "sha256": _sha256(f.data),
            "octets": len(f.data),
            "sources": sorted(set(f.sources)),
        }
        for f in files
    ]
    content: Mapping[str, object] = {
        "kit": "Prévenance",
        "version": __version__,
        "valable_du": today.isoformat(),
        "valable_au": valid_until(catalog, today).isoformat(),
        "fichiers": listed,
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def sums(files: Mapping[str, bytes]) -> bytes:
    """Return SHA256SUMS, as ``sha256sum -c`` reads it."""
    return "".join(f"{_sha256(data)}  {name}\n" for name, data in files.items()).encode()


def _sealed(catalog: Catalog, today: dt.date, files: list[KitFile]) -> dict[str, bytes]:
    contents = {f.path: f.data for f in files} | {"manifeste.json": manifest(catalog, today, files)}
    return contents | {"SHA256SUMS": sums(contents)}


def _archives(
    catalog: Catalog, today: dt.date, files: list[KitFile]
) -> Iterator[tuple[str, bytes]]:
    produced: dict[str, bytes] = {}
    whole = _sealed(catalog, today, files)
    produced["kit-complet.zip"] = archive((f"kit-prevenance/{n}", d) for n, d in whole.items())
    for profile in catalog.profiles.values():
        mine = [f for f in files if "/" not in f.path or f.path.startswith(f"{profile.id}/")]
        parts = _sealed(catalog, today, mine)
        name = f"{profile.id}.zip"
        produced[name] = archive((f"kit-prevenance/{n}", d) for n, d in parts.items())
    produced["manifeste.json"] = whole["manifeste.json"]
    produced["SHA256SUMS"] = sums(produced)
    yield from produced.items()


def archives(
    catalog: Catalog,
    today: dt.date,
    company: Company | None = None,
    extras: Sequence[KitFile] = (),
) -> Iterator[tuple[str, bytes]]:
    """Yield the archives: ``kit-complet.zip``, one ``<profil>.zip`` each, then their sums.

    ``manifeste.json``, outside the archives, is the manifest of the complete kit. ``extras`` are
    further files for its root, such as the offline page.
    """
    files = [*Kit(catalog, today, company).files(), *extras]
    yield from _archives(catalog, today, files)


def build(
    catalog: Catalog,
    folder: Path,
    today: dt.date,
    company: Company | None = None,
    progress: Callable[[], None] = lambda: None,
    extras: Sequence[KitFile] = (),
) -> int:
    """Write the kit to a folder: the files, and the archives under ``archives/``; return how many.

    ``progress`` is called once per profile, then once; ``extras`` are further files for the root.
    """
    files = [*Kit(catalog, today, company).files(progress), *extras]
    count = write_all(folder, _sealed(catalog, today, files).items())
    count += write_all(folder / "archives", _archives(catalog, today, files))
    progress()
    return count
