"""What a letter shows by case: the channels that a text lists, the blocs that show under a key."""

from collections.abc import Iterator

from prevenance.checks.contents import called_by
from prevenance.checks.sentences import Examined
from prevenance.letter import syntax
from prevenance.letter.slots import OFFERED, STATUSES
from prevenance.letter.syntax import BLANK
from prevenance.model import Paragraph, Text
from prevenance.problems import Place, Problem, one_of, shown
from prevenance.rules.offers import possible_statuses

OF_CHANNELS = frozenset({"options", "cases", "benefices", "liste_canaux"})
"""The slots and the blank that show channels, or what is true with some of them."""


def texts_say_which_channels_they_list(kit: Examined) -> Iterator[Problem]:
    """A text that lists channels, or what follows from them, says which; another names none."""
    catalog = kit.catalog
    for text in catalog.texts.values():
        called = called_by(catalog, text) | set(BLANK.findall(text.body))
        lists = sorted(called & OF_CHANNELS)
        if lists and text.listing == "aucun":
            yield Problem(
                Place(catalog.place(text).file),
                f"(({lists[0]})) sans canaux",
                "canaux: circuit, libres ou electroniques",
                "ajoutez la ligne « canaux: … » à l'en-tête",
            )
        elif not lists and text.listing != "aucun":
            yield Problem(
                catalog.place(text, "canaux"),
                f"canaux: {text.listing}, mais le texte n'en montre aucun",
                one_of(f"(({name}))" for name in sorted(OF_CHANNELS)),
                "retirez la ligne « canaux: … »",
            )


def variants_of_a_bloc_come_together(kit: Examined) -> Iterator[Problem]:
    """A bloc under a key is a plain paragraph, and what calls it calls one for each other value."""
    catalog = kit.catalog
    every = {key for bloc in catalog.blocs.values() if (key := bloc.under)}
    for speaking in (catalog, *catalog.translations.values()):
        optional = {f"(({f.id}))" for f in catalog.fields.values() if f.optional}
        for bloc in speaking.blocs.values():
            pieces = syntax.parse(bloc.body)
            vanishing = [mark for mark in optional if mark in bloc.body]
            if bloc.under and (vanishing or any(p.kind != "paragraph" for p in pieces)):
                yield Problem(
                    Place(speaking.place(bloc).file),
                    "bloc sous une clé qui n'est pas fait de simples paragraphes",
                    "des phrases, sans champ facultatif, liste ni emplacement",
                    "écrivez le reste dans le texte qui appelle ce bloc",
                )
    callers: list[Text | Paragraph] = [*catalog.texts.values(), *catalog.blocs.values()]
    for item in callers:
        called = [s[2] for s in syntax.called_slots(item.body) if s[1] == "bloc"]
        mine = {catalog.blocs[name].under for name in called if name in catalog.blocs} - {None}
        if mine and mine != every:
            yield Problem(
                Place(catalog.place(item).file),
                f"bloc montré sous la seule clé {shown(min(filter(None, mine)))}",
                "un bloc pour chaque clé",
                "appelez aussi le bloc de l'autre clé",
            )


def channels_have_a_sentence_for_each_status(kit: Examined) -> Iterator[Problem]:
    """A channel that table ``canaux`` may offer has the sentence by which letters offer it."""
    catalog = kit.catalog
    for channel in catalog.channels.values():
        possible = possible_statuses(catalog, channel.id)
        for status, field in STATUSES.items():
            if status in possible and not getattr(channel.phrases, field):
                yield Problem(
                    catalog.place(channel, "phrases"),
                    f"pas de phrase « {status} »",
                    "la table canaux donne ce statut",
                    f"ajoutez « {status.replace('-', '_')}: … » sous phrases",
                )
        if OFFERED in possible and not channel.case:
            yield Problem(
                Place(catalog.place(channel).file),
                "pas de « case »",
                "les mots de sa case à cocher",
                "ajoutez la ligne « case: … »",
            )


EARLY = ()
LATE = (
    texts_say_which_channels_they_list,
    variants_of_a_bloc_come_together,
    channels_have_a_sentence_for_each_status,
)
