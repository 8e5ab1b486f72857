"""Blanks and slots are written between double brackets, where something known fills them."""

import re
from collections.abc import Iterator, Mapping

from prevenance.catalog import Catalog
from prevenance.checks.sentences import Examined, Sentence
from prevenance.letter import syntax
from prevenance.letter.answers import stage_blank
from prevenance.model import Frame, Paragraph, Stage, Text
from prevenance.problems import Problem, did_you_mean, one_of, shown

PLACED: Mapping[type, frozenset[str]] = {
    Text: syntax.SLOTS - {"texte", "decoupe"},
    Paragraph: syntax.SLOTS - {"texte", "accord", "coupon"},
    Frame: frozenset({"texte", "bloc"}),
}
"""The slots that each kind of text may hold: the others would be filled with nothing, or for ever."""

_SIGN = re.compile(r"[\[\](){}<>_]")
"""What every blank that is written in another way holds."""

ARGUMENTS = frozenset({"bloc", "etape"})
"""The slots that name an item after a colon."""

_SOURCE = re.compile(r"\(\(source:([a-z][a-z0-9-]*)\)\)")
_ELIDES = re.compile(
    r"(?i)(?:\b(?:de|du|des|que|le|la|au|aux|je|se|ne|si|lorsque|puisque|jusque)\s+|\b(?:d|l|qu|n|s|j|c)['’])"
    r"(?:\*\*)?\(\(([a-z0-9_]+)\)\)"
)


def slot_of(sentence: Sentence) -> re.Match[str] | None:
    """Return the slot that a line of a body is; a key holds none."""
    return None if sentence.place.key else syntax.lone_slot(sentence.text)


def _dates(catalog: Catalog) -> set[str]:
    """Return the blanks that the stages fill with their dates."""
    return {stage_blank(stage) for stage in catalog.stages.values()}


def blanks_are_well_formed(kit: Examined) -> Iterator[Problem]:
    """Double brackets hold one blank name, ((source:ID)), or a slot alone on its line."""
    for sentence in kit.printed:
        if slot_of(sentence):
            continue
        rest = _SOURCE.sub("", syntax.BLANK.sub("", sentence.text))
        if "((" in rest or "))" in rest:
            yield Problem(
                sentence.place,
                f"doubles parenthèses mal formées : {shown(rest.strip())}",
                "((champ)), ou un emplacement seul sur sa ligne",
                "corrigez-les, ou isolez la ligne",
            )
        for name in syntax.BLANK.findall(sentence.text):
            if name in syntax.SLOTS and name not in kit.catalog.fields:
                yield Problem(
                    sentence.place,
                    f"emplacement (({name})) dans une phrase",
                    "seul sur sa ligne, dans le texte",
                    "mettez-le seul, entre deux lignes vides",
                )


def blanks_wear_double_brackets(kit: Examined) -> Iterator[Problem]:
    """No name of a blank or of a slot stands in other brackets, or in none when it is no word."""
    names = syntax.SLOTS | kit.catalog.fields.keys() | _dates(kit.catalog) | {"quand", "source"}
    for sentence in kit.printed:
        rest = syntax.SLOT.sub("", syntax.BLANK.sub("", sentence.text))
        if not _SIGN.search(rest):
            continue
        bracketed = [
            m[0] for m in re.finditer(r"[\[({<]+\s*(\w+)[^\])}>]*[\])}>]+", rest) if m[1] in names
        ]
        doubled = re.findall(r"\[\[.*|\{\{.*|.*\]\]|.*\}\}", rest)
        bare = [word for word in re.findall(r"\w+", rest) if "_" in word and word in names]
        for found in (*bracketed, *doubled, *bare)[:1]:
            yield Problem(
                sentence.place,
                f"champ mal écrit : {shown(found)}",
                "((champ)), entre doubles parenthèses",
                "écrivez le nom du champ entre deux parenthèses de chaque côté",
            )


def blanks_are_only_in_letters(kit: Examined) -> Iterator[Problem]:
    """A sentence that no letter prints holds no blank: nothing would fill it."""
    for sentence in kit.sentences:
        if "((" in sentence.text and not sentence.printed:
            yield Problem(
                sentence.place,
                f"champ hors d'un courrier : {shown(sentence.text)}",
                "une phrase sans ((champ))",
                "retirez le champ : rien ne le remplirait ici",
            )


def slots_stand_where_they_are_filled(kit: Examined) -> Iterator[Problem]:
    """A slot stands in a text of its kind, with an argument only if it takes one."""
    for sentence in kit.printed:
        slot = slot_of(sentence)
        if slot is None:
            continue
        known = PLACED[type(sentence.item)]
        if slot[1] not in known:
            yield Problem(
                sentence.place,
                f"l'emplacement {slot[0]} n'est pas rempli ici",
                one_of(sorted(known)),
                "déplacez-le, ou retirez-le",
            )
        if slot[2] and slot[1] not in ARGUMENTS:
            yield Problem(
                sentence.place,
                f"{slot[0]} : cet emplacement n'a pas de nom à préciser",
                f"(({slot[1]}))",
                "retirez ce qui suit le deux-points",
            )


def blanks_are_declared(kit: Examined) -> Iterator[Problem]:
    """Every ((champ)) is in champs.yml, or is ((quand)) in a stage, or the date of a stage."""
    catalog, dates = kit.catalog, _dates(kit.catalog)
    for sentence in kit.printed:
        for name in () if slot_of(sentence) else syntax.BLANK.findall(sentence.text):
            stage = name == "quand" and isinstance(sentence.item, Stage)
            if name not in catalog.fields and name not in dates and not stage:
                yield Problem(
                    sentence.place,
                    f"champ inconnu (({name}))",
                    "un champ de champs.yml",
                    did_you_mean(name, catalog.fields) or "déclarez-le dans champs.yml",
                )


def cited_sources_exist(kit: Examined) -> Iterator[Problem]:
    """((source:ID)) names a source that has an address."""
    sources = kit.catalog.sources
    for sentence in kit.printed:
        for name in _SOURCE.findall(sentence.text):
            if name not in sources or not sources[name].url:
                yield Problem(
                    sentence.place,
                    f"source sans adresse ((source:{name}))",
                    "une source de sources.yml avec url",
                    did_you_mean(name, sources) or "complétez sources.yml",
                )


def no_word_elides_before_a_blank(kit: Examined) -> Iterator[Problem]:
    """No « de », « que », « le »... before a blank that is not a date: it might have to elide."""
    fields = kit.catalog.fields.values()
    dates = {"quand"} | _dates(kit.catalog) | {f.id for f in fields if f.type == "date"}
    for sentence in kit.printed:
        blanks = "((" in sentence.text and not sentence.translated
        for match in _ELIDES.finditer(sentence.text) if blanks else ():
            if match[1] not in dates:
                yield Problem(
                    sentence.place,
                    f"{shown(match.group())} : ce mot pourrait s'élider",
                    "« par », « à l'adresse », « : »...",
                    "tournez la phrase autrement",
                )


def each_blank_has_its_own_label(kit: Examined) -> Iterator[Problem]:
    """No two blanks share a label: a reader who meets it between brackets knows which one it is."""
    for speaking in (kit.catalog, *kit.catalog.translations.values()):
        first: dict[str, str] = {}
        for field in speaking.fields.values():
            other = first.setdefault(field.label, field.id)
            if other != field.id:
                yield Problem(
                    speaking.place(field, "libelle"),
                    f"{shown(field.label)} est déjà le libellé de {shown(other)}",
                    "un libellé par champ",
                    "dites ce qui distingue ces deux champs",
                )


EARLY = ()
LATE = (
    blanks_are_well_formed,
    blanks_wear_double_brackets,
    blanks_are_only_in_letters,
    slots_stand_where_they_are_filled,
    blanks_are_declared,
    cited_sources_exist,
    no_word_elides_before_a_blank,
    each_blank_has_its_own_label,
)
