"""Every id that a file names exists, and what affirms a law names its source."""

from collections.abc import Iterable, Iterator, Mapping

from prevenance.catalog import FILES, FOLDERS, Catalog, is_id
from prevenance.catalog.ids import LONGEST_FILE
from prevenance.checks.sentences import Examined
from prevenance.model import Channel, Stage
from prevenance.problems import Place, Problem, did_you_mean, one_of, shown

PLACES: Mapping[str, str] = {attribute: name for name, (_, attribute) in FILES.items()} | {
    attribute: f"{name}/" for name, (_, attribute, _) in FOLDERS.items()
}
"""Where the ids of each collection are found."""


def unknown_name(place: Place, name: str, known: Iterable[str], where: str) -> Problem:
    """Word the fault of an id or a value that is not known where it should be."""
    names = sorted(known)
    return Problem(
        place,
        f"{shown(name)} n'existe pas dans {where}",
        one_of(names),
        did_you_mean(name, names) or f"choisissez dans {where}, ou ajoutez-y cette entrée",
    )


def texts_name_their_files(kit: Examined) -> Iterator[Problem]:
    """The files of a text have a short name without accent, that no text of its support shares."""
    catalog = kit.catalog
    seen: dict[tuple[str, str], str] = {}
    for text in catalog.texts.values():
        place = catalog.place(text, "fichier")
        if not is_id(text.file) or len(text.file) > LONGEST_FILE:
            expected = f"a-z, 0-9 et des tirets, au plus {LONGEST_FILE} caractères"
            yield Problem(
                place, f"fichier {shown(text.file)}", expected, "écrivez un nom plus court"
            )
        for support in text.supports:
            if first := seen.get((text.file, support)):
                found = f"{shown(text.file)} nomme déjà les fichiers du texte {first} ({support})"
                yield Problem(place, found, "un nom par texte", "choisissez un autre nom")
            seen.setdefault((text.file, support), text.id)


def referenced_items_exist(kit: Examined) -> Iterator[Problem]:
    """Every id that a key holds, whatever the file, is that of an item."""
    for one in kit.texts:
        collection = one.key.of
        if one.key.holds == "id" and not kit.catalog.knows(collection, one.text):
            known = getattr(kit.catalog, collection)
            yield unknown_name(one.place, one.text, known, PLACES[collection])


def values_are_in_their_list(kit: Examined) -> Iterator[Problem]:
    """Every value that a key holds is in the closed list that the key is about."""
    for one in kit.texts:
        if one.key.holds == "value" and one.key.of:
            known = values_of(kit.catalog, one.key.of)
            if one.text not in known:
                yield unknown_name(one.place, one.text, known, f"facettes.yml, {one.key.of}")


def values_of(catalog: Catalog, name: str) -> Mapping[str, str]:
    """Return the values of a closed list; none when it is not there, which is told elsewhere."""
    return catalog.lists[name].values if name in catalog.lists else {}


def items_are_named_once(kit: Examined) -> Iterator[Problem]:
    """No list, whatever its key, says the same thing twice."""
    seen: set[tuple[str, str, str]] = set()
    for sentence in kit.texts:
        key, _, last = sentence.place.key.rpartition(".")
        if last.isdigit():
            one = (sentence.place.file, key, sentence.text)
            if one in seen:
                found = f"{shown(sentence.text)} est déjà dans cette liste"
                yield Problem(sentence.place, found, "chaque élément une fois", "retirez-le")
            seen.add(one)


def blanks_to_collect_are_the_customers(kit: Examined) -> Iterator[Problem]:
    """What a channel or a letter asks the customer for is a blank that the customer fills.

    A text may require any blank: the invoices that it is about are the sender's to name.
    """
    fields = kit.catalog.fields
    asked = [field.id for field in fields.values() if field.filled_by == "client"]
    for one in kit.texts:
        required = one.place.key.startswith("exige")
        if one.key.of == "fields" and not required and one.text in fields and one.text not in asked:
            yield Problem(
                one.place,
                f"{shown(one.text)} n'est pas rempli par le client",
                one_of(asked),
                "retirez-le, ou corrigez « rempli_par » dans champs.yml",
            )


def legal_statements_name_a_source(kit: Examined) -> Iterator[Problem]:
    """A stage set by law and a channel's legal basis rest on a source."""
    catalog = kit.catalog
    items: list[Stage | Channel] = [*catalog.stages.values(), *catalog.channels.values()]
    for item in items:
        if not item.sources and getattr(item, "nature", "loi") == "loi":
            yield Problem(
                catalog.place(item, "sources"),
                "affirmation juridique sans source",
                "au moins une source de sources.yml",
                "ajoutez la ligne « sources: … »",
            )


def texts_say_what_calls_for_them(kit: Examined) -> Iterator[Problem]:
    """Letters and reminders name an intention and cases, mentions cases, annexes an action."""
    catalog = kit.catalog
    for text in catalog.texts.values():
        principal = text.role in {"courrier", "relance"}
        annex = text.role in {"annexe", "faq", "script"}
        for needed, key, given in (
            (principal, "intention", text.intention),
            (annex, "action", text.action),
        ):
            if needed and not given:
                known, where = values_of(catalog, key), f"facettes.yml, {key}"
                yield unknown_name(catalog.place(text, key), given, known, where)
        if (principal or text.role == "mention") and not text.boxes:
            yield Problem(
                catalog.place(text, "si"),
                "aucun cas",
                "les facettes pour lesquelles ce texte est le bon",
                "ajoutez « si: », ou donnez le rôle annexe",
            )


EARLY = (
    texts_name_their_files,
    referenced_items_exist,
    values_are_in_their_list,
    items_are_named_once,
    blanks_to_collect_are_the_customers,
    legal_statements_name_a_source,
    texts_say_what_calls_for_them,
)
LATE = ()
