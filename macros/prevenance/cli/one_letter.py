"""One letter for one profile and one sender, or the reasoned "no letter", or what is missing."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from prevenance.catalog import Catalog
from prevenance.documents.formats import Format
from prevenance.documents.press import Press
from prevenance.letter.answers import answer_blanks
from prevenance.letter.choices import active_keys, default_choices
from prevenance.letter.saying import saying
from prevenance.model import BY_DAY, Profile, Support, Text, labels
from prevenance.model.company import Company
from prevenance.problems import (
    UsageError,
    did_you_mean,
    one_of,
    shown,
)
from prevenance.rules import contradictions
from prevenance.rules.contradictions import Clash
from prevenance.rules.offers import offered_channels
from prevenance.rules.requirements import lacking
from prevenance.rules.situation import dates_of
from prevenance.rules.survey import Outcome, profile_facets, survey_cases
from prevenance.template.filling import unanswered


@dataclass(frozen=True)
class Request:
    """What a letter is asked for: ``facts`` are the facets given, ``answers`` those of the customer."""

    profile: Profile
    company: Company
    today: dt.date
    facts: Mapping[str, str]
    support: Support = "poste"
    language: str = "fr"
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Made:
    """A letter made: its bytes, the blanks left open, those among them that it cannot do without."""

    data: bytes
    open_blanks: frozenset[str]
    lacking: tuple[Clash, ...]


def outcomes(catalog: Catalog, request: Request) -> list[Outcome]:
    """Survey the answers that remain possible with the facts given.

    Raises:
        UsageError: a facet or a value that facettes.yml does not know.
    """
    if found := [*_unfit_facts(catalog, request)]:
        raise UsageError("\n".join(found))
    profile, company = request.profile, request.company
    facets = profile_facets(catalog, profile, company, request.today, request.facts)
    for name, values in facets.items():
        if (default := catalog.lists[name].default) in values:
            facets[name] = (default,)
    vary = [
        c.id for c in catalog.lists.values() if c.known and c.id not in facets and not c.default
    ]
    return survey_cases(catalog, facets, vary, offered_channels(catalog, profile, company))


def _unfit_facts(catalog: Catalog, request: Request) -> Iterator[str]:
    """Yield what is wrong with each fact given: its facet, one that is worked out, or its value."""
    facets = [c.id for c in catalog.lists.values() if c.known]
    asked = [f for f in facets if f not in BY_DAY or not request.company.marks]
    for facet, value in request.facts.items():
        derived = facet in catalog.lists and catalog.lists[facet].kind == "calculee"
        if derived and facet not in asked:
            mend = "ôtez-la : elle se déduit du jour, de la fiche et des autres facettes"
            yield f"facette calculée {shown(facet)}\n    attendu  : {one_of(asked)}\n    corriger : {mend}"
        elif facet not in facets:
            yield unknown("facette inconnue", facet, asked)
        elif value not in catalog.lists[facet].values:
            yield unknown(f"{facet} : valeur inconnue", value, catalog.lists[facet].values)


def unknown(what: str, word: str, known: Iterable[str]) -> str:
    """Say that a word is not in a closed list: what was found, expected, and perhaps meant."""
    names = list(known)
    near = did_you_mean(word, names)
    return f"{what} {shown(word)}\n    attendu  : {one_of(names)}" + (
        f"\n    corriger : {near}" if near else ""
    )


def answer_in_words(outcome: Outcome) -> str:
    """Say an outcome: which text, or that no letter is needed."""
    names = " ; ".join(t.title for t in outcome.texts)
    send = outcome.decision.outcomes["envoi"]
    said = labels.OUTCOMES["rien" if send == "courrier" and not names else send]
    return f"{said} : {names}" if names else said


def explain(catalog: Catalog, outcome: Outcome) -> str:
    """Write the reasoned answer of a case in which nothing, or a mere line, is to be sent."""
    lines = [answer_in_words(outcome), "", f"Pourquoi : {outcome.reason}"]
    todo = [catalog.lists["action"].values[a] for a in outcome.decision.last.actions]
    if todo:
        lines += ["", "Que faire :", *(f"- {text}" for text in todo)]
    sources = [catalog.sources[s] for s in outcome.decision.last.sources]
    if sources:
        lines += [
            "",
            "Sources :",
            *(f"- {s.title}{f', {s.url}' if s.url else ''}" for s in sources),
        ]
    return "\n".join(lines) + "\n"


def which_are_missing(catalog: Catalog, found: list[Outcome]) -> str:
    """Say which facets to give, and what each value would lead to."""
    lines = ["plusieurs réponses sont possibles : précisez ce cas avec --facette NOM=VALEUR", ""]
    names = dict.fromkeys(facet for o in found for facet in o.when)
    for name in names:
        lines += [f"{name} : {catalog.lists[name].meaning}"]
        lines += [
            f"    {name}={value} : {meaning}"
            for value, meaning in catalog.lists[name].values.items()
        ]
    lines += ["", "Ce que cela donnerait :"]
    for outcome in found:
        case = " ".join(f"{facet}={'|'.join(values)}" for facet, values in outcome.when.items())
        lines.append(f"    {case} -> {answer_in_words(outcome)}")
    return "\n".join(lines)


def text_of(outcome: Outcome, support: str) -> Text | None:
    """Return the text of an outcome on a support; a mention answers whatever the support."""
    return next((t for t in outcome.texts if support in t.supports or t.role == "mention"), None)


def clashes(press: Press, request: Request, outcome: Outcome) -> list[Clash]:
    """Return what the dates of the sender would make the letter of an outcome say wrongly."""
    text = text_of(outcome, request.support)
    if text is None:
        return []
    catalog, case = press.catalog, outcome.decision
    said = saying(catalog, text, press.blanks(text.id, "fr"), case)
    found = contradictions.of_letter(catalog, request.company, request.today, case.outcomes, said)
    return list(found)


def filled_letter(press: Press, request: Request, outcome: Outcome, format_: Format) -> Made:
    """Compose and fill the letter of an outcome.

    Raises:
        UsageError: no text for this support or language.
        UnfitAnswer: an answer that the format cannot hold.
    """
    catalog = press.catalog
    text = text_of(outcome, request.support)
    speaking = catalog.speaking(request.language)
    if text is None or text.id not in speaking.texts:
        raise UsageError(
            f"pas de texte pour --support {request.support} --langue {request.language}"
        )
    support = "facture" if text.role == "mention" else request.support
    template = press.template(text.id, support, request.language, format_)
    choices = default_choices(catalog, request.profile, outcome.decision, request.company, text)
    dates = dates_of(catalog, request.company, request.today, outcome.decision.outcomes)
    typed = {**request.company.answers, **request.answers}
    filled = answer_blanks(catalog, choices, dates, typed, request.language)
    active = active_keys(catalog, choices, dates, filled)
    open_blanks = {
        name
        for _, part in template.parts
        if not isinstance(part, str)
        for name in unanswered(part, active, filled)
    }
    lacks = lacking(catalog, outcome.decision, text, request.support, filled)
    return Made(format_.produce(template, active, filled), frozenset(open_blanks), tuple(lacks))
