"""The downloadable kit: for each profile, the texts it can need, as documents people open.

Files are listed by a pure function; only :func:`build` writes. Every byte depends on the kit's
files, the day and the sender's sheet alone.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import get_args

from prevenance import __version__, answers, calendar, coverage
from prevenance.catalog import Catalog
from prevenance.compose import compose
from prevenance.model import Category, Company, Profile, Template
from prevenance.output import swapped, write_all
from prevenance.render import FORMATS_OF, RENDERERS
from prevenance.sheet import decision_sheet, read_me
from prevenance.template import Compiled, pack, produce

SITUATIONS = {
    "oblige": "deja-oblige",
    "preparation": "en-preparation",
    "volontaire": "demarrage-anticipe",
    "pas-encore": "pas-encore-oblige",
}
"""State of the sender -> the folder that a clerk reads."""

EVERY_SENDER = "tous-les-emetteurs"
"""The folder of a profile whose texts do not depend on the sender."""

SUPPORT_NAMES = {
    "poste": "lettre",
    "courriel": "courriel",
    "facture": "mention",
    "document": "document",
}


@dataclass(frozen=True)
class Situation:
    """A situation of a sender that is reachable on a day: its folder and a sender who is in it."""

    folder: str
    company: Company


@dataclass(frozen=True)
class KitFile:
    """A file of the kit: its path inside, its bytes, and the sources of what it says."""

    path: str
    data: bytes
    sources: tuple[str, ...] = ()


def situations(catalog: Catalog, today: dt.date, company: Company | None = None) -> list[Situation]:
    """List the situations of senders reachable on a day, or that of one sender.

    Two situations that differ by their legal date alone have that date in their folder's name.
    """
    if company is not None:
        return [Situation(SITUATIONS[calendar.sender_state(catalog, company, today)], company)]
    found: dict[tuple[str, dt.date], Company] = {}
    for category in get_args(Category):
        due = calendar.issuing_date(catalog, category)
        for sender in (Company(category=category), Company(category=category, early_start=today)):
            found.setdefault((calendar.sender_state(catalog, sender, today), due), sender)
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
        self.compiled = lru_cache(maxsize=None)(self._compile)

    def _compile(self, template: str, support: str, language: str, format_: str) -> Compiled:
        speaking = self.catalog.speaking(language)
        letter = compose(speaking, speaking.templates[template], support)  # type: ignore[arg-type]
        return RENDERERS[format_](letter, __version__)

    def profile_files(self, profile: Profile) -> list[KitFile]:
        """Return the files of a profile: a folder per situation that differs, sheets included."""
        per_situation = {
            s.folder: list(self.situation_files(profile, s.company))
            for s in situations(self.catalog, self.today, self.company)
        }
        contents = [[(f.path, f.data) for f in files] for files in per_situation.values()]
        if len(contents) > 1 and all(c == contents[0] for c in contents):
            per_situation = {EVERY_SENDER: next(iter(per_situation.values()))}
        return [
            KitFile(f"{profile.id}/{folder}/{file.path}", file.data, file.sources)
            for folder, files in per_situation.items()
            for file in files
        ]

    def situation_files(self, profile: Profile, company: Company) -> Iterator[KitFile]:
        """Yield the decision sheet and the texts of a profile for a sender."""
        outcomes = self.outcomes(profile, company)
        sheet = decision_sheet(self.catalog, profile, company, self.today, outcomes)
        for format_ in FORMATS_OF["document"]:
            data = produce(RENDERERS[format_](sheet, __version__), frozenset(), {})
            yield KitFile(
                f"fiche-de-decision.{format_}",
                data,
                tuple(s for o in outcomes for s in o.decision.sources),
            )
        written: set[str] = set()
        for outcome in outcomes:
            for text in outcome.texts:
                if text.id not in written:
                    written.add(text.id)
                    yield from self.text_files(text, profile, company, outcome)
        called = {a for o in outcomes for a in o.decision.actions}
        for text in self.catalog.templates.values():
            if text.action in called and text.id not in written:
                yield from self.text_files(text, profile, company, outcomes[0])

    def outcomes(self, profile: Profile, company: Company) -> list[coverage.Outcome]:
        """Survey a profile over what is open in it: directory, agreement, relation, event, mode."""
        facets = coverage.profile_facets(self.catalog, profile, company, self.today)
        vary = [*coverage.OPEN, "evenement"]
        if self.company is None:
            facets["mode_accord"] = tuple(self.catalog.lists["mode_accord"].values)
        return coverage.survey(self.catalog, facets, [f for f in vary if f not in profile.facets])

    def text_files(
        self, text: Template, profile: Profile, company: Company, outcome: coverage.Outcome
    ) -> Iterator[KitFile]:
        """Yield a text in each of its supports, languages and formats."""
        choices = answers.default_choices(self.catalog, profile, outcome.decision, company, text)
        dates = calendar.dates_of(self.catalog, company, self.today)
        typed = company.answers if self.company else {}
        for language in ("fr", "en"):
            if text.id not in self.catalog.speaking(language).templates:
                continue
            filled = answers.answers(self.catalog, choices, dates, typed, language)
            if self.company is None:
                filled = {
                    k: v for k, v in filled.items() if k in {"date_obligation", "liste_canaux"}
                }
            active = answers.keys(self.catalog, choices, dates, filled)
            for support in text.supports:
                for format_ in FORMATS_OF[support]:
                    compiled = self.compiled(text.id, support, language, format_)
                    folder = "" if language == "fr" else "english/"
                    name = f"{folder}{_stem(text.id, support)}-{SUPPORT_NAMES[support]}.{format_}"
                    yield KitFile(name, produce(compiled, active, filled), text.sources)

    def files(self, progress: Callable[[], None] = lambda: None) -> Iterator[KitFile]:
        """Yield every file of the kit but its manifest and sums; ``progress`` is called per profile."""
        yield KitFile("LISEZMOI.txt", read_me(self.catalog, self.today, self.company).encode())
        for profile in self.catalog.profiles.values():
            yield from self.profile_files(profile)
            progress()


def _stem(name: str, support: str) -> str:
    """Name a text without repeating its support."""
    return name.removesuffix("-courriel") if support == "courriel" else name


def valid_until(catalog: Catalog, today: dt.date) -> dt.date:
    """Return the last day before something changes: a legal stage comes or fades, a review, a preparation."""
    days = [dt.date.fromisoformat(s.when) for s in catalog.stages.values() if s.nature != "projet"]
    shown = [calendar.shown_until(s) for s in catalog.stages.values() if s.before]
    days += [day + dt.timedelta(days=1) for day in shown if day]
    days += [
        calendar.months_before(calendar.issuing_date(catalog, c), calendar.PREPARATION_MONTHS)
        for c in get_args(Category)
    ]
    coming = [day for day in days if day > today]
    return min(coming) - dt.timedelta(days=1) if coming else today + dt.timedelta(days=365)


def manifest(catalog: Catalog, today: dt.date, files: list[KitFile]) -> bytes:
    """Return the manifest: version, validity, and each file with its SHA-256 and sources."""
    listed = [
        {
            "fichier": f.path,
            "sha256": hashlib.sha256(f.data).hexdigest(),
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
    return "".join(
        f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items()
    ).encode()


def _sealed(catalog: Catalog, today: dt.date, files: list[KitFile]) -> dict[str, bytes]:
    contents = {f.path: f.data for f in files} | {"manifeste.json": manifest(catalog, today, files)}
    return contents | {"SHA256SUMS": sums(contents)}


def _archives(
    catalog: Catalog, today: dt.date, files: list[KitFile]
) -> Iterator[tuple[str, bytes]]:
    produced: dict[str, bytes] = {}
    whole = _sealed(catalog, today, files)
    produced["kit-complet.zip"] = pack(
        (f"kit-prevenance/{name}", data) for name, data in whole.items()
    )
    for profile in catalog.profiles.values():
        mine = [f for f in files if "/" not in f.path or f.path.startswith(f"{profile.id}/")]
        parts = _sealed(catalog, today, mine)
        produced[f"{profile.id}.zip"] = pack(
            (f"kit-prevenance/{name}", data) for name, data in parts.items()
        )
    produced["manifeste.json"] = whole["manifeste.json"]
    produced["SHA256SUMS"] = sums(produced)
    yield from produced.items()


def archives(
    catalog: Catalog, today: dt.date, company: Company | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield the archives: ``kit-complet.zip``, one ``<profil>.zip`` each, then their sums.

    ``manifeste.json``, outside the archives, is the manifest of the complete kit.
    """
    yield from _archives(catalog, today, list(Kit(catalog, today, company).files()))


def build(
    catalog: Catalog,
    output: Path,
    today: dt.date,
    company: Company | None = None,
    progress: Callable[[], None] = lambda: None,
) -> int:
    """Write the kit to a folder: the files, and the archives under ``archives/``; return how many.

    The folder is swapped in when complete; ``progress`` is called once per profile, then once.
    """
    files = list(Kit(catalog, today, company).files(progress))
    with swapped(output) as folder:
        count = write_all(folder, _sealed(catalog, today, files).items())
        count += write_all(folder / "archives", _archives(catalog, today, files))
    progress()
    return count
