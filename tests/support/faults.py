"""One fault of each kind that a file of kit/ can have, with what the command must say of it.

Edits lean on keys and on the shape of files, never on their sentences, so that a text may change
without touching this list. An edit that finds nothing to change fails, naming what it looked for.
"""

import datetime as dt
import re
import shutil
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, replace
from itertools import pairwise
from pathlib import Path

from prevenance.checks import (
    EARLY,
    Check,
    bans,
    blanks,
    cases,
    examples,
    freshness,
    length,
    letters,
    prose,
    references,
    safety,
    structure,
    tables,
    translations,
    whole,
    writing,
)

Edit = Callable[[str], str]
"""From the text of a file to its spoilt text."""


@dataclass(frozen=True)
class Act:
    """Something else done to a path of the kit; ``adds`` when every file stays as it was."""

    do: Callable[[Path], object]
    adds: bool = False


@dataclass(frozen=True)
class Fault:
    """A file of kit/ spoilt in one way, and the message that must follow.

    The message is expected at the first line that changes, or at the line that ``line`` (a pattern)
    finds in the file; ``whole`` expects a message about the file as a whole. ``found`` and ``mend``
    are parts of what is said, ``key`` is a pattern. ``blamed`` is the file named when it is not the
    one spoilt.
    """

    name: str
    file: str
    change: Edit | Act
    found: str
    mend: str
    key: str = ""
    _: KW_ONLY
    line: str = ""
    whole: bool = False
    blamed: str = ""
    check: Check | None = None
    strict: bool = False

    def spoil(self, kit: Path) -> int:
        """Make the fault in a copy of kit/ and return the line that the message must name."""
        path = kit / self.file
        before = ""
        if isinstance(self.change, Act):
            self.change.do(path)
        else:
            before = path.read_text("utf-8")
            path.write_text(self.change(before), "utf-8")
        if self.whole:
            return 0
        if self.line:
            text = (kit / (self.blamed or self.file)).read_text("utf-8", "replace")
            found = re.search(self.line, text, re.MULTILINE)
            assert found, f"{self.name}: no line like {self.line!r}"
            return text.count("\n", 0, found.start()) + 1
        return _first_difference(before, path.read_text("utf-8"))


def _first_difference(before: str, after: str) -> int:
    one, other = before.split("\n"), after.split("\n")
    return 1 + next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


def swap(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Edit:
    """Replace what a pattern finds first; ``\\1`` stands for its first group."""

    def edit(text: str) -> str:
        changed, count = re.subn(pattern, new, text, count=1, flags=re.MULTILINE)
        assert count and changed != text, f"nothing like {pattern!r} to change"
        return changed

    return edit


def drop(key: str) -> Edit:
    """Delete a key, with what is indented under it."""
    return swap(rf"^{key}:.*\n(?:[ ]+.*\n)*", "")


def add(line: str) -> Edit:
    """Add a line at the end."""
    return lambda text: text.rstrip("\n") + "\n" + line + "\n"


def paragraph(line: str) -> Edit:
    """Add a paragraph at the end of a body."""
    return lambda text: text.rstrip("\n") + "\n\n" + line + "\n"


def become(text: str) -> Edit:
    """Replace the whole file."""
    return lambda _: text


def save(name: str) -> Act:
    """Save the file again beside itself under another name."""
    return Act(lambda path: (path.parent / name).write_bytes(path.read_bytes()), adds=True)


def link(path: Path) -> None:
    """Replace a file or a folder by a link to where it was moved."""
    aside = path.parent.parent.parent / f"aside-{path.name}"
    path.rename(aside)
    path.symlink_to(aside)


def _deeper(path: Path) -> None:
    (path.parent / "dossier").mkdir()
    (path.parent / "dossier" / path.name).write_bytes(path.read_bytes())


def _undated(folder: Path) -> None:
    for stage in folder.glob("emission-*.yml"):
        stage.write_text(drop("emission_pour")(stage.read_text("utf-8")), "utf-8")


def _out_of_the_kit(letter: Path) -> None:
    text = swap(r"perimetre: \[.*\]", "perimetre: hors-kit")(letter.read_text("utf-8"))
    (letter.parent / "essai.md").write_text(text, "utf-8")


def _laughs() -> str:
    """Nine lists, each made of nine times the one before: 387 million items once expanded."""
    lines = [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in pairwise("abcdefghi")]
    return "\n".join(["a: &a [x, x, x, x, x, x, x, x, x]", *lines, ""])


def _latin(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"note: caf\xe9\n")


def nest(depth: int) -> Edit:
    """Open as many brackets."""
    return swap(r"^canaux:.*", "canaux: " + "[" * depth)


PROFILE = "profils/pme.yml"
LETTER = "courriers/demander-accord.md"
EMAIL = "courriers/demander-accord-courriel.md"
ANNEX = "courriers/faq-clients.md"
BLOC = "blocs/contact.md"
CHANNEL = "canaux/courriel.yml"
STAGE = "etapes/relance.yml"
LEGAL = "etapes/emission-ge-eti.yml"
TABLE = "regles/perimetre.yml"

SUMMARY = r"^resume:.*"
QUOTE = "guillemets droits"

# fmt: off
SYNTAX: tuple[Fault, ...] = (
    Fault("a byte that is not UTF-8", PROFILE, Act(_latin), "octet illisible en UTF-8", "encodage UTF-8", line=r"\Z"),
    Fault("a file of 70 000 bytes", PROFILE, add("# " + "x" * 70_000), "octets", "coupez-le", whole=True),
    Fault("25 000 brackets one inside the other", PROFILE, nest(25_000), "imbrication trop profonde", "simplifiez"),
    Fault("21 levels", PROFILE, nest(21), "imbrication trop profonde", "simplifiez"),
    Fault("an alias", PROFILE, swap(SUMMARY, "resume: *nom"), "renvoi *nom", "recopiez la valeur"),
    Fault("an anchor", PROFILE, swap(r'^nom: "', 'nom: &nom "'), "ancre &nom", "retirez l'ancre"),
    Fault("laughs by the billion", PROFILE, become(_laughs()), "ancre &nom", "retirez l'ancre", line="^a:"),
    Fault("a merge key", PROFILE, add('<<: {nom: "Autre nom"}'), "clé qui n'est pas un mot simple", QUOTE),
    Fault("a tag", PROFILE, swap(r"^nom: ", "nom: !!str "), "étiquette !type", "retirez ce qui commence par !"),
    Fault("a tag of Python", PROFILE, swap(SUMMARY, "resume: !!python/object/apply:os.system [id]"), "étiquette !type", "retirez ce qui commence par !"),
    Fault("a second document", PROFILE, add('---\nnom: "Autre"'), "second document", "supprimez la seconde ligne ---"),
    Fault("a colon in a text without quotes", PROFILE, swap(SUMMARY, "resume: Réception : par une plateforme"), "un deux-points dans un texte sans guillemets", QUOTE),
    Fault("a tab as a space", PROFILE, swap(r"^  taille:", "\ttaille:"), "une tabulation sert d'espace", "comparez avec une fiche voisine"),
    Fault("a key without its colon", PROFILE, swap(r"^courrier: (\w+)", r"courrier \1"), "un deux-points manque après la clé", "comparez avec une fiche voisine"),
    Fault("a quote left open", PROFILE, swap(r'^(nom: ".*)"$', r"\1"), "YAML illisible", QUOTE),
    Fault("a bracket left open", PROFILE, swap(r"^(canaux: .*)\]$", r"\1"), "YAML illisible", "comparez avec une fiche voisine"),
    Fault("a control character typed as such", PROFILE, swap(r'^(nom: ".*)"$', '\\1\x07"'), "un caractère de contrôle", "comparez avec une fiche voisine"),
    Fault("a control character written by its code", PROFILE, swap(r'^(nom: ".*)"$', r'\1\\x07"'), "caractère interdit U+0007", "effacez ce caractère", "nom"),
    Fault("a null character written by its code", PROFILE, swap(r'^(nom: ".*)"$', r'\1\\0"'), "caractère interdit U+0000", "effacez ce caractère", "nom"),
    Fault("half of a surrogate pair", PROFILE, swap(r'^(nom: ".*)"$', r'\1\\ud800"'), "YAML illisible", "comparez avec une fiche voisine"),
    Fault("a sign that turns the reading direction", PROFILE, swap(r'^(nom: ".*)"$', '\\1\u202e"'), "caractère interdit U+202E", "effacez ce caractère", "nom"),
    Fault("a text lost to a comment", PROFILE, swap(SUMMARY, "resume: Le dossier #12 du client"), "« #12 du client » est lu comme un commentaire", QUOTE, "resume"),
)

FRONT_MATTER = "l'en-tête entre deux lignes --- manque"

SHAPE: tuple[Fault, ...] = (
    Fault("a sentence instead of keys", PROFILE, become("Une phrase, et rien d'autre.\n"), "un texte à la place de clés", "comparez avec une fiche voisine"),
    Fault("an empty file", PROFILE, become(""), "fichier vide", "copiez une fiche voisine"),
    Fault("a file of comments", PROFILE, become("# À écrire plus tard.\n"), "fichier vide", "copiez une fiche voisine"),
    Fault("an empty collection", "glossaire.yml", become(""), "fichier vide", "copiez une fiche voisine", line=r"\A"),
    Fault("an empty translation", "benefices/duplicata-autonome.en.yml", become(""), "fichier vide", "copiez une fiche voisine"),
    Fault("an empty letter", LETTER, become(""), "fichier vide", "copiez une fiche voisine"),
    Fault("a letter without front matter", LETTER, become("Vos factures vous parviennent sur papier.\n"), FRONT_MATTER, "comme une fiche voisine"),
    Fault("a front matter left open", LETTER, lambda text: text.replace("\n---\n", "\n\n", 1), FRONT_MATTER, "comme une fiche voisine", line=r"\A"),
    Fault("a front matter below an empty line", LETTER, lambda text: "\n" + text, FRONT_MATTER, "comme une fiche voisine"),
    Fault("a front matter that is a list", LETTER, become("---\n- titre\n- role\n---\nTexte.\n"), "une liste à la place de clés", "comparez avec une fiche voisine", line="^- titre"),
    Fault("a key written twice", PROFILE, add('nom: "Autre nom"'), "clé déjà écrite ligne 1", "supprimez l'une des deux", "nom"),
    Fault("a misspelt key", PROFILE, swap("^resume:", "resumme:"), "clé inconnue", "vouliez-vous dire « resume » ?", "resumme"),
    Fault("an accented key", PROFILE, swap("^resume:", "résumé:"), "clé inconnue", "vouliez-vous dire « resume » ?", "résumé"),
    Fault("a key of another world", PROFILE, add("zzz: 1"), "clé inconnue", "retirez cette clé", "zzz"),
    Fault("a misspelt key inside a group", PROFILE, swap("^  aisance:", "  aisence:"), "clé inconnue", "vouliez-vous dire « aisance » ?", "adhesion.aisence"),
    Fault("a missing key", PROFILE, drop("relu_le"), "clé absente", "ajoutez la ligne « relu_le: … »", "relu_le", line=r"\A"),
    Fault("a missing key inside a group", PROFILE, drop("  aisance"), "clé absente", "ajoutez la ligne « aisance: … »", "adhesion.aisance", line="^  taille:"),
    Fault("a missing key of a row", TABLE, swap(r"^    motif:.*\n", ""), "clé absente", "ajoutez la ligne « motif: … »", "lignes.1.motif", line="^  - si:"),
    Fault("a missing key of a collection", "glossaire.yml", swap(r"^  definition:.*\n", ""), "clé absente", "ajoutez la ligne « definition: … »", ".*definition", line="^  terme:"),
    Fault("a key that is a list", PROFILE, add("[a, b]: c"), "clé qui n'est pas un mot simple", QUOTE),
    Fault("a key of two lines", PROFILE, add('"a\\nb": c'), "clé qui n'est pas un mot simple", QUOTE),
    Fault("an empty key", PROFILE, add('"": c'), "clé qui n'est pas un mot simple", QUOTE),
    Fault("keys where a text belongs", PROFILE, swap(SUMMARY, 'resume:\n  Réception: "par une plateforme"'), "« Réception : … » est lu comme une clé", QUOTE, "resume", line="^  Réception:"),
    Fault("a list where a text belongs", PROFILE, swap(SUMMARY, "resume: [un, deux]"), "une liste", QUOTE, "resume"),
    Fault("a list inside a list", PROFILE, swap("^canaux: .*", "canaux: [courriel, [papier]]"), "une liste", QUOTE, "canaux.2"),
    Fault("a text where keys belong", PROFILE, swap(r"^adhesion:\n(?:  .*\n)+", "adhesion: haute\n"), "un texte à la place de clés", "comparez avec une fiche voisine", "adhesion"),
    Fault("a list where facets belong", PROFILE, swap(r"^facettes:\n(?:  .*\n)+", "facettes: [client]\n"), "une liste à la place de clés", "comparez avec une fiche voisine", "facettes"),
    Fault("a list of 501 items", PROFILE, swap("^canaux: .*", f"canaux: [{', '.join(['papier'] * 501)}]"), "liste de 501 éléments", "coupez la liste", "canaux"),
    Fault("nothing after a key", PROFILE, swap(SUMMARY, "resume:"), "valeur vide", "supprimez la ligne", "resume"),
    Fault("quotes around nothing", PROFILE, swap(SUMMARY, 'resume: "   "'), "valeur vide", "supprimez la ligne", "resume"),
    Fault("a space that shows nothing", PROFILE, swap('^nom: ".*"', 'nom: "\u200b"'), "valeur vide", "supprimez la ligne", "nom"),
    Fault("several lines where one is meant", PROFILE, swap(SUMMARY, "resume: |\n  Un mot.\n\n  Un autre."), "3 lignes", "réunissez-les en une phrase", "resume"),
    Fault("several lines by code", TABLE, swap("^    motif: .*", '    motif: "Un mot.\\\\nUn autre."'), "2 lignes", "réunissez-les en une phrase", r"lignes\.1\.motif"),
    Fault("several lines in an item of a list", PROFILE, swap("^reconnaitre:", 'reconnaitre:\n  - "Un mot.\\\\rUn autre."'), "2 lignes", "réunissez-les en une phrase", r"reconnaitre\.1", line="^  - "),
    Fault("an empty item", PROFILE, swap("^reconnaitre:", "reconnaitre:\n  -"), "valeur vide", "supprimez la ligne", "reconnaitre.1", line="^  -$"),
    Fault("a date that does not exist", PROFILE, swap("^relu_le: .*", "relu_le: 2027-02-29"), "« 2027-02-29 »", "2026-09-01 pour le 1er septembre 2026", "relu_le"),
    Fault("a date written the French way", PROFILE, swap("^relu_le: .*", "relu_le: 24/11/2026"), "« 24/11/2026 »", "2026-09-01 pour le 1er septembre 2026", "relu_le"),
    Fault("a date with an hour", PROFILE, swap("^relu_le: .*", "relu_le: 2026-11-24 10:00"), "« 2026-11-24 10:00 »", "2026-09-01 pour le 1er septembre 2026", "relu_le"),
    Fault("yes instead of oui", "champs.yml", swap("^  facultatif: oui", "  facultatif: yes"), "« yes »", "écrivez oui ou non", ".*facultatif"),
    Fault("a number in words", PROFILE, swap("^  taille: .*", "  taille: quatre"), "« quatre »", "écrivez des chiffres seuls", "adhesion.taille"),
    Fault("a number below zero", PROFILE, swap("^  taille: .*", "  taille: -4"), "« -4 »", "écrivez des chiffres seuls", "adhesion.taille"),
    Fault("a number above its range", PROFILE, swap("^  aisance: .*", "  aisance: 50"), "« 50 »", "corrigez ce nombre", "adhesion.aisance"),
    Fault("a number under its range", PROFILE, swap("^  taille: .*", "  taille: 0"), "« 0 »", "corrigez ce nombre", "adhesion.taille"),
    Fault("an item re-read in another century", PROFILE, swap("^relu_le: 20", "relu_le: 19"), "année 19", "corrigez cette date", "relu_le"),
    Fault("a source to review in another century", "sources.yml", swap("^  a_revoir_le: 20", "  a_revoir_le: 22"), "année 22", "corrigez cette date", ".*a_revoir_le"),
    Fault("a text known in another century", "sources.yml", swap('^  etat_au: "20', '  etat_au: "19'), "année 19", "corrigez cette date", ".*etat_au"),
    Fault("a fact known in another century", "faits.yml", swap("^  etat_au: 20", "  etat_au: 18"), "année 18", "corrigez cette date", ".*etat_au"),
    Fault("a stage of law in another century", LEGAL, swap('^quand: "20', 'quand: "22'), "année 22", "corrigez cette date", "quand"),
    Fault("a text reduced to a sign", PROFILE, swap(SUMMARY, 'resume: "."'), "« . » ne dit rien", "supprimez la ligne", "resume"),
    Fault("a ban without expressions", "interdits.yml", swap(r"^  expressions:\n(    - .*\n)+", "  expressions: []\n"), "liste vide", "écrivez-en, ou supprimez la clé", ".*expressions"),
    Fault("a fact without a source", "faits.yml", swap("^  sources: .*", "  sources: []"), "liste vide", "écrivez-en, ou supprimez la clé", ".*sources"),
    Fault("a profile known by no facet", PROFILE, swap(r"^facettes:\n(?:  .*\n)+", "facettes: {}\n"), "aucune clé", "écrivez-en, ou supprimez la clé", "facettes"),
    Fault("a misspelt choice", PROFILE, swap("^courrier: .*", "courrier: utille"), "« utille »", "vouliez-vous dire « utile » ?", "courrier"),
    Fault("a choice in capitals", LETTER, swap("^role: .*", "role: Courrier"), "« Courrier »", "vouliez-vous dire « courrier » ?", "role"),
)

MEND_NAME = "renommez le fichier sans accent, ni majuscule, ni espace"
UNEXPECTED = "fichier inattendu dans kit/"


def _name(name: str, file: str, copy: str) -> Fault:
    return Fault(
        name,
        file,
        save(copy),
        "nom de fichier",
        MEND_NAME,
        blamed=f"{file.partition('/')[0]}/{copy}",
        whole=True,
    )


def _unexpected(name: str, file: str, act: Act, blamed: str = "") -> Fault:
    return Fault(
        name, file, act, UNEXPECTED, "déplacez-le, ou supprimez-le", blamed=blamed, whole=True
    )


FILES: tuple[Fault, ...] = (
    _name("a file name with an accent", PROFILE, "société.yml"),
    _name("a file name with a capital", PROFILE, "Pme.yml"),
    _name("a file name with a space", PROFILE, "pme bis.yml"),
    _name("a file name with an underscore", PROFILE, "pme_bis.yml"),
    _name("a file name that Windows reserves", PROFILE, "con.yml"),
    _name("a file name that Windows reserves, with a number", LETTER, "lpt1.md"),
    _name("a file name of 61 characters", PROFILE, "a" * 61 + ".yml"),
    _name("a file name that starts with a figure", PROFILE, "2026.yml"),
    _unexpected("a file of another extension", PROFILE, save("pme.yaml"), "profils/pme.yaml"),
    _unexpected("an extension in capitals", PROFILE, save("pme.YML"), "profils/pme.YML"),
    _unexpected("a Word document", LETTER, save("lettre.docx"), "courriers/lettre.docx"),
    _unexpected("a hidden file", PROFILE, save(".pme.yml.swp"), "profils/.pme.yml.swp"),
    _unexpected("a file at the top", "glossaire.yml", save("notes.yml"), "notes.yml"),
    _unexpected("a folder of another name", "canal", Act(Path.mkdir)),
    _unexpected("a folder inside a folder", PROFILE, Act(_deeper), "profils/dossier/pme.yml"),
    _unexpected("a linked file", PROFILE, Act(link)),
    _unexpected("a linked folder", "profils", Act(link)),
    Fault("a linked collection", "glossaire.yml", Act(link), "ce n'est pas un fichier ordinaire", "remplacez le lien par une copie", whole=True),
    Fault("a folder named like a file", "profils/dossier.yml", Act(Path.mkdir), "ce n'est pas un fichier ordinaire", "une copie du fichier", whole=True),
    Fault("a missing collection", "glossaire.yml", Act(Path.unlink), "ce n'est pas un fichier ordinaire", "une copie du fichier", whole=True),
    Fault("an id of a collection with a capital", "glossaire.yml", add('Accord-Tacite:\n  terme: "Accord"\n  definition: "Un oui."'), "identifiant « Accord-Tacite »", "renommez cette clé", "Accord-Tacite"),
    Fault("a blank with a hyphen", "champs.yml", swap("^raison_sociale:", "raison-sociale:"), "identifiant « raison-sociale »", "renommez cette clé", "raison-sociale"),
    Fault("a translation without its original", "courriers/relancer-accord-etranger.en.md", save("inconnu.en.md"), "traduction sans original", "renommez la traduction", blamed="courriers/inconnu.en.md", whole=True),
    Fault("a key that is not to be translated", "canaux/courriel.en.yml", add('fondement: "The general rule."'), "clé qui ne se traduit pas", "la fiche française suffit", "fondement"),
    Fault("a misspelt key of a translation", "canaux/courriel.en.yml", swap("^nom_phrase:", "nom_frase:"), "clé inconnue", "vouliez-vous dire « nom_phrase » ?", "nom_frase"),
    Fault("a translated label of an unknown blank", "champs.en.yml", add('inconnu:\n  libelle: "Unknown"'), "identifiant « inconnu »", "renommez cette clé", "inconnu"),
)

REFERENCES: tuple[Fault, ...] = (
    Fault("a profile with a misspelt channel", PROFILE, swap("^canaux: .*", "canaux: [papier, couriel]"), "« couriel » n'existe pas dans canaux/", "vouliez-vous dire « courriel » ?", "canaux.2", check=references.referenced_items_exist),
    Fault("a profile with an unknown benefit", PROFILE, swap("^benefices: .*", "benefices: zzz"), "« zzz » n'existe pas dans benefices/", "choisissez dans benefices/", "benefices.1", check=references.referenced_items_exist),
    Fault("a channel that collects an unknown blank", CHANNEL, swap("^a_recueillir: .*", "a_recueillir: [client_contacts]"), "« client_contacts » n'existe pas dans champs.yml", "vouliez-vous dire « client_contact » ?", "a_recueillir.1", check=references.referenced_items_exist),
    Fault("a tool with an unknown channel", "outils/yooz.yml", swap(r"^canaux:\n(  - .*\n)+", "canaux: [fax]\n"), "« fax » n'existe pas dans canaux/", "choisissez dans canaux/", "canaux.1", check=references.referenced_items_exist),
    Fault("a letter with an unknown slip", LETTER, swap("^coupon: .*", "coupon: coupon-acord"), "« coupon-acord » n'existe pas dans blocs/", "vouliez-vous dire « coupon-accord » ?", "coupon.1", check=references.referenced_items_exist),
    Fault("an item with an unknown source", PROFILE, swap("^sources: .*", "sources: [cgi-2899]"), "« cgi-2899 » n'existe pas dans sources.yml", "vouliez-vous dire « cgi-289 » ?", "sources.1", check=references.sources_exist),
    Fault("a row with an unknown source", TABLE, swap("^    sources: .*", "    sources: [cgi-2899]"), "« cgi-2899 » n'existe pas dans sources.yml", "vouliez-vous dire « cgi-289 » ?", r"lignes\.\d+\.sources\.1", check=references.sources_exist),
    Fault("a stage of law without a source", LEGAL, drop("sources"), "affirmation juridique sans source", "ajoutez la ligne « sources: … »", "sources", whole=True, check=references.legal_statements_name_a_source),
    Fault("a channel whose basis has no source", CHANNEL, swap("^sources: .*", "sources: []"), "liste vide", "écrivez-en", "sources"),
    Fault("a profile with an unknown facet", PROFILE, swap("^  client: ", "  cliente: "), "« cliente » n'existe pas dans facettes.yml", "vouliez-vous dire « client » ?", "facettes.cliente", check=references.boxes_use_known_values),
    Fault("a profile with an unknown value", PROFILE, swap("^  client: .*", "  client: assujetti-francais"), "« assujetti-francais » n'existe pas dans facettes.yml, client", "vouliez-vous dire « assujetti-france » ?", "facettes.client", check=references.boxes_use_known_values),
    Fault("a row with an unknown value", TABLE, swap("^      territoire: autre", "      territoire: autres"), "« autres » n'existe pas dans facettes.yml, territoire", "vouliez-vous dire « autre » ?", r"lignes\.\d+\.si\.territoire", check=references.boxes_use_known_values),
    Fault("a stage with an unknown perimeter", LEGAL, swap("^perimetres: .*", "perimetres: [dedans-obligee]"), "« dedans-obligee » n'existe pas dans facettes.yml, perimetre", "vouliez-vous dire « dedans-oblige » ?", "perimetres.1", check=references.perimeters_are_known),
    Fault("a default that is no value", "facettes.yml", swap("^  defaut: france", "  defaut: franc"), "« franc » n'existe pas dans ses valeurs", "vouliez-vous dire « france » ?", "territoire.defaut", check=references.defaults_are_values),
    Fault("a row with an unknown action", TABLE, swap("^    actions: corriger-donnees", "    actions: corriger-donnes"), "« corriger-donnes » n'existe pas dans facettes.yml, action", "vouliez-vous dire « corriger-donnees » ?", r"lignes\.1\.actions", check=references.rows_name_known_actions_and_bans),
    Fault("a row with an unknown ban", TABLE, swap("^    jamais: .*", "    jamais: [nous-sommes-tenu]"), "« nous-sommes-tenu » n'existe pas dans interdits.yml", "vouliez-vous dire « nous-sommes-tenus » ?", r"lignes\.1\.jamais", check=references.rows_name_known_actions_and_bans),
    Fault("a letter with an unknown intention", LETTER, swap("^intention: .*", "intention: demander-un-accord"), "« demander-un-accord » n'existe pas dans facettes.yml, intention", "vouliez-vous dire « demander-accord » ?", "intention", check=references.texts_say_what_calls_for_them),
    Fault("a letter for no case", LETTER, swap(r"^si:\n(  .*\n)+", ""), "aucun cas", "ajoutez « si: »", "si", whole=True, check=references.texts_say_what_calls_for_them),
    Fault("an annex that no action calls", ANNEX, swap("^action: .*", "action: rien-du-tout"), "« rien-du-tout » n'existe pas dans facettes.yml, action", "choisissez dans facettes.yml, action", "action", check=references.texts_say_what_calls_for_them),
    Fault("a category without its date", LEGAL, swap("^emission_pour: .*", "emission_pour: [ge, eti]"), "la catégorie assujetti-unique a 0 date(s) d'émission", "corrigez « emission_pour »", "emission_pour", check=references.each_category_has_one_issuing_date),
    Fault("a category with two dates", "etapes/emission-pme-micro.yml", swap("^emission_pour: .*", "emission_pour: [pme, micro, ge]"), "la catégorie ge a 2 date(s) d'émission", "corrigez « emission_pour »", "emission_pour", check=references.each_category_has_one_issuing_date),
    Fault("no date at all", "etapes", Act(_undated), "la catégorie pme a 0 date(s) d'émission", "corrigez « emission_pour »", blamed="etapes", whole=True, check=references.each_category_has_one_issuing_date),
)

RULES: tuple[Fault, ...] = (
    Fault("a missing table", "regles/mode.yml", Act(Path.unlink), "la table mode manque", "rétablissez regles/mode.yml", blamed="regles", whole=True, check=tables.the_engine_finds_its_tables),
    Fault("a table that reads an unknown facet", "regles/mode.yml", swap(r"^facettes: \[intention,", "facettes: [intension,"), "« intension » n'existe pas dans facettes.yml", "vouliez-vous dire « intention » ?", "facettes.1", check=tables.facets_are_known),
    Fault("a row on a facet that its table does not read", TABLE, swap("^      territoire: autre", "      territoire: autre\n      edi: oui"), "la table ne lit pas « edi »", "ajoutez-la à « facettes »", r"lignes\.\d+\.si\.edi", check=tables.facets_are_known),
    Fault("a table that announces an unknown value", "regles/mode.yml", swap(r"^  mode: \[explicite,", "  mode: [explicit,"), "« explicit » n'existe pas dans facettes.yml, mode", "vouliez-vous dire « explicite » ?", "donne.mode", check=tables.announced_values_are_given),
    Fault("a table that announces what no row gives", "regles/mode.yml", swap("^      mode: sans-relance", "      mode: sans-objet"), "aucune ligne ne donne mode: sans-relance", "retirez cette valeur, ou ajoutez la ligne", "donne.mode", line=r"^  mode: \[", check=tables.announced_values_are_given),
    Fault("a row that gives what its table does not announce", TABLE, swap("^      perimetre: public$", "      perimetre: publique"), "perimetre: « publique »", "corrigez « alors »", r"lignes\.\d+\.alors\.perimetre", check=tables.rows_give_what_the_table_announces),
    Fault("a row that gives nothing", "regles/mode.yml", swap("^      mode: tacite", "      envoi: courrier"), "mode: «  »", "corrigez « alors »", r"lignes\.\d+\.alors\.mode", check=tables.rows_give_what_the_table_announces),
    Fault("two rows for the same case", TABLE, swap("^      territoire: autre", "      territoire: [autre, france]"), "se recouvrent", "restreignez l'une des deux", r"lignes\.\d+\.si\.territoire", check=tables.rows_do_not_overlap),
    Fault("a case without a row", TABLE, swap(r"^      operation: \[exoneree, exclue\]", "      operation: exoneree"), "aucune ligne pour : ", "ajoutez une ligne, ou élargissez-en une", "lignes", line="^lignes:", check=tables.rows_leave_no_gap),
)

MEND_SENTENCE = "récrivez la phrase"


def _in_text(name: str, line: str, found: str, mend: str, check: Check) -> Fault:
    return Fault(name, BLOC, paragraph(line), found, mend, line=r"^.*\n\Z", check=check)


PROSE: tuple[Fault, ...] = (
    _in_text("code of a template", "Nous comptons {{ 7*7 }} clients.", "code de gabarit : « {{ »", "écrivez un champ ainsi : ((champ))", safety.texts_hold_no_code_and_no_unsafe_link),
    _in_text("a tag of HTML", "Merci <script>alert(1)</script>.", "balise HTML : « <script> »", "retirez la balise", safety.texts_hold_no_code_and_no_unsafe_link),
    _in_text("a paragraph without end", "mot " * 600 + "mot", "texte de 2403 caractères", "coupez-le", safety.texts_have_a_readable_length),
    _in_text("a list of attributes", "Nous vous écrivons. {: onclick=alert }", "accolade : « { »", "retirez-la", safety.texts_hold_no_code_and_no_unsafe_link),
    _in_text("a reference to a character of HTML", "Voir java&#115;cript.", "caractère écrit en code HTML", "tapez le caractère lui-même", safety.texts_hold_no_code_and_no_unsafe_link),
    _in_text("an image from elsewhere", "Merci ![](https://exemple.fr/x.png)", "lien ou image Markdown", "écrivez le texte seul", safety.texts_hold_no_code_and_no_unsafe_link),
    _in_text("what a page would run on a click", "Merci onclick=alert(1).", "gestionnaire d'événement", "retirez-le", safety.texts_hold_no_code_and_no_unsafe_link),
    _in_text("an address of another kind", "Voir ftp://exemple.fr/x.", "adresse qui n'est pas en https", "écrivez https://", safety.texts_hold_no_code_and_no_unsafe_link),
    _in_text("an address without its kind", "Voir //exemple.fr/x.", "adresse qui n'est pas en https", "écrivez https://", safety.texts_hold_no_code_and_no_unsafe_link),
    Fault("an image in a tool's summary", "outils/excel.yml", swap(SUMMARY, 'resume: "Un tableur ![](https://exemple.fr/x.png)"'), "lien ou image Markdown", "écrivez le texte seul", "resume", check=safety.texts_hold_no_code_and_no_unsafe_link),
    Fault("an attribute list in the names of columns", "champs.yml", swap("^  colonnes:$", '  colonnes:\n    - "nom {: onclick=x }"'), "accolade", "retirez-la", ".*colonnes.*", check=safety.texts_hold_no_code_and_no_unsafe_link),
    Fault("a value of a list that is no word", "facettes.yml", swap("^  valeurs:$", "  valeurs:\n    '\"><img src=x>': Autre"), "valeur « \"><img src=x> »", "renommez cette valeur", ".*", line="><img", check=safety.values_of_lists_are_ids),
    _in_text("an address that runs", "Voir javascript:alert(1).", "adresse dangereuse", "retirez-la", safety.texts_hold_no_code_and_no_unsafe_link),
    Fault("a tag of HTML in a data file", PROFILE, swap(SUMMARY, 'resume: "Un <b>mot</b> en gras."'), "balise HTML : « <b> »", "retirez la balise", "resume", check=safety.texts_hold_no_code_and_no_unsafe_link),
    Fault("a tag of HTML in a translated label", "champs.en.yml", swap('^  libelle: ".*"', '  libelle: "Your <b>name</b>"'), "balise HTML : « <b> »", "retirez la balise", ".*libelle", check=safety.texts_hold_no_code_and_no_unsafe_link),
    Fault("an address without its lock", "sources.yml", swap('^  url: "https:', '  url: "http:'), "« http://", "copiez l'adresse de la page", ".*url", check=safety.texts_hold_no_code_and_no_unsafe_link),
    Fault("an address with a space", "outils/chorus-pro.yml", swap("^url: .*", 'url: "https://portail.chorus-pro.gouv.fr/a b"'), "« https://portail.chorus-pro.gouv.fr/a b »", "copiez l'adresse de la page", "url", check=safety.texts_hold_no_code_and_no_unsafe_link),
    _in_text("an address in a letter", "Lisez https://www.exemple.fr avant de répondre.", "adresse de page", "ajoutez la page à sources.yml", prose.letters_use_only_their_language),
    _in_text("a link of Markdown in a letter", "Lisez [cette page](page.md).", "lien ou image Markdown", "écrivez le texte seul", prose.letters_use_only_their_language),
    _in_text("a third level of heading", "### Un titre", "mise en forme inconnue", "retirez-la", prose.letters_use_only_their_language),
    _in_text("a numbered list", "1. Répondez.", "mise en forme inconnue", "retirez-la", prose.letters_use_only_their_language),
    _in_text("the number of an article in a letter", "L'article 289 du code le prévoit.", "numéro d'article", "l'article vit dans sources.yml", prose.letters_use_only_their_language),
    _in_text("a gender between brackets", "Vous êtes prévenu(e) à temps.", "accord par parenthèses", "tournez-la autrement", prose.letters_use_only_their_language),
    _in_text("a no-break space typed by hand", "Une question\u00a0? Appelez-nous.", "espace insécable tapée à la main", "le programme pose la bonne", prose.typography_is_left_to_the_code),
    _in_text("a curly apostrophe typed by hand", "L\u2019adresse suffit.", "apostrophe courbe tapée à la main", "le programme pose la bonne", prose.typography_is_left_to_the_code),
    _in_text("a date in a letter", "Répondez avant le 1er septembre.", "date dans une phrase", "déplacez la date dans kit/etapes/", prose.prose_holds_no_date),
    Fault("a year in a summary", PROFILE, swap(SUMMARY, 'resume: "Ils attendent 2027."'), "date dans une phrase : « 2027 »", "déplacez la date dans kit/etapes/", "resume", check=prose.prose_holds_no_date),
    _in_text("a threat", "Répondez, sous peine de suspension.", "« sous peine de »", MEND_SENTENCE, bans.letters_promise_nothing_forbidden),
    _in_text("a threat in capitals and without accents", "DERNIER AVERTISSEMENT.", "« dernier avertissement »", MEND_SENTENCE, bans.letters_promise_nothing_forbidden),
)

MEND_BLANK = "écrivez le nom du champ entre deux parenthèses"
MEND_TABLE = "écrivez | titre | titre |"
MEND_BOLD = "mettez deux astérisques"

LETTERS: tuple[Fault, ...] = (
    _in_text("an undeclared blank", "Écrivez à ((contact_courier)).", "champ inconnu ((contact_courier))", "vouliez-vous dire « contact_courriel » ?", letters.blanks_are_declared),
    _in_text("brackets that do not match", "Écrivez à ((contact_courriel).", "doubles parenthèses mal formées", "corrigez-les, ou isolez la ligne", blanks.blanks_are_well_formed),
    _in_text("a slot inside a sentence", "Voici ((options)) pour vous.", "emplacement ((options)) dans une phrase", "mettez-le seul, entre deux lignes vides", blanks.blanks_are_well_formed),
    _in_text("an unknown source cited", "Plus de détails : ((source:impots-qand)).", "source sans adresse ((source:impots-qand))", "vouliez-vous dire « impots-quand » ?", letters.cited_sources_exist),
    _in_text("an unknown bloc", "((bloc:contacts))", "((bloc:contacts)) ne mène à rien", "vouliez-vous dire « contact » ?", letters.slots_name_existing_items),
    _in_text("an unknown stage", "((etape:receptions))", "((etape:receptions)) ne mène à rien", "vouliez-vous dire « reception » ?", letters.slots_name_existing_items),
    Fault("an agreement without its mode", ANNEX, paragraph("((accord))"), "((accord)) sans mode", "ajoutez mode à « si »", check=letters.slots_name_existing_items),
    Fault("a slip without its bloc", ANNEX, paragraph("((coupon))"), "((coupon)) sans bloc", "nommez le bloc du coupon", check=letters.slots_name_existing_items),
    _in_text("a word that might elide", "La direction de ((raison_sociale)) vous remercie.", "« de ((raison_sociale)) » : ce mot pourrait s'élider", "tournez la phrase autrement", letters.no_word_elides_before_a_blank),
    _in_text("a blank between square brackets", "Écrivez à [[contact_courriel]].", "champ mal écrit : « [[contact_courriel]] »", MEND_BLANK, blanks.blanks_wear_double_brackets),
    _in_text("a blank between single square brackets", "Écrivez à [contact_courriel].", "champ mal écrit : « [contact_courriel] »", MEND_BLANK, blanks.blanks_wear_double_brackets),
    _in_text("a blank between single brackets", "Écrivez à (contact_courriel).", "champ mal écrit : « (contact_courriel) »", MEND_BLANK, blanks.blanks_wear_double_brackets),
    _in_text("a bloc between square brackets", "[[bloc:contact]]", "champ mal écrit", MEND_BLANK, blanks.blanks_wear_double_brackets),
    _in_text("a blank without brackets", "Écrivez à contact_courriel.", "champ mal écrit : « contact_courriel »", MEND_BLANK, blanks.blanks_wear_double_brackets),
    Fault("a blank between wrong brackets in a frame", "cadres/poste.md", swap(r"\(\(raison_sociale\)\)", "[raison_sociale]"), "champ mal écrit", MEND_BLANK, r"expediteur\.1", check=blanks.blanks_wear_double_brackets),
    Fault("a slot in a line of a frame", "cadres/poste.md", swap(r"\(\(raison_sociale\)\)", "((options))"), "emplacement ((options)) dans une phrase", "mettez-le seul", r"expediteur\.1", check=blanks.blanks_are_well_formed),
    Fault("a blank where no letter prints it", PROFILE, swap(SUMMARY, 'resume: "Écrivez à ((contact_nom))."'), "champ hors d'un courrier", "retirez le champ", "resume", check=blanks.blanks_are_only_in_letters),
    _in_text("a slot of frames in a bloc", "((texte))", "l'emplacement ((texte)) n'est pas rempli ici", "déplacez-le", blanks.slots_stand_where_they_are_filled),
    _in_text("a slip in a bloc", "((coupon))", "l'emplacement ((coupon)) n'est pas rempli ici", "déplacez-le", blanks.slots_stand_where_they_are_filled),
    _in_text("a slot with a name that it does not take", "((options:courriel))", "cet emplacement n'a pas de nom", "retirez ce qui suit", blanks.slots_stand_where_they_are_filled),
    Fault("a table with a short row", BLOC, paragraph("| a | b |\n|---|---|\n| c |"), "1 cellule(s), et 2", MEND_TABLE, line=r"^\| c \|", check=writing.tables_are_regular),
    Fault("a table with a long row", BLOC, paragraph("| a | b |\n|---|---|\n| c | d |\n| e | f || g |"), "4 cellule(s), et 2", MEND_TABLE, line=r"^\| e \|", check=writing.tables_are_regular),
    _in_text("a table without a head", "|---|---|", "tableau sans ligne d'en-tête", MEND_TABLE, writing.tables_are_regular),
    Fault("a table that lost its head", BLOC, paragraph("|---|---|\n| c | d |\n| e | f |"), "tableau sans ligne d'en-tête", MEND_TABLE, line=r"^\|---", check=writing.tables_are_regular),
    Fault("a table without its dashes", BLOC, paragraph("| a | b |\n| c | d |"), "tableau sans ligne d'en-tête", MEND_TABLE, line=r"^\| a", check=writing.tables_are_regular),
    Fault("a table with dashes twice", BLOC, paragraph("| a | b |\n|---|---|\n| c | d |\n| - | - |"), "sans sa seule ligne de tirets", MEND_TABLE, line=r"^\| - ", check=writing.tables_are_regular),
    Fault("a table with a head alone", BLOC, paragraph("| a | b |\n|---|---|"), "tableau sans ligne", MEND_TABLE, line=r"^\| a", check=writing.tables_are_regular),
    Fault("a row without its first bar", BLOC, paragraph("| a | b |\n|---|---|\nc | d |\n| e | f |"), "ligne de tableau ouverte : « c | d | »", "ajoutez la barre", line="^c ", check=writing.tables_are_regular),
    _in_text("a row without its last bar", "| a | b", "ligne de tableau ouverte", "ajoutez la barre", writing.tables_are_regular),
    _in_text("bold left open", "Répondez **avant la date.", "gras mal formé", MEND_BOLD, writing.bold_is_closed),
    _in_text("bold around nothing", "Répondez **** avant la date.", "gras mal formé", MEND_BOLD, writing.bold_is_closed),
    _in_text("one asterisk", "Répondez *avant* la date.", "gras mal formé", MEND_BOLD, writing.bold_is_closed),
    Fault("bold left open in a cell", BLOC, paragraph("| a | b |\n|---|---|\n| **c | d** |"), "gras mal formé : « **c »", MEND_BOLD, line=r"^\| \*\*c", check=writing.bold_is_closed),
    Fault("bold left open in a sentence that letters print", CHANNEL, swap(r'^  secours: "', '  secours: "**'), "gras mal formé", MEND_BOLD, r"phrases\.secours", check=writing.bold_is_closed),
    Fault("bold left open in the guide", PROFILE, swap(SUMMARY, 'resume: "Un **mot."'), "gras mal formé", MEND_BOLD, "resume", check=writing.bold_is_closed),
    _in_text("a third rule", "---", "ligne de tirets", "retirez cette ligne", writing.lines_begin_as_the_language_asks),
    _in_text("a title without its space", "##Titre", "espace oubliée", "ajoutez une espace", writing.lines_begin_as_the_language_asks),
    _in_text("an item without its space", "-premier point", "espace oubliée", "ajoutez une espace", writing.lines_begin_as_the_language_asks),
    _in_text("an empty item of a list", "- ", "signe sans texte", "écrivez le texte", writing.lines_begin_as_the_language_asks),
    _in_text("a list of another sign", "• premier point", "liste mal formée", "commencez la ligne", writing.lines_begin_as_the_language_asks),
    _in_text("a box already ticked", "- [x] oui", "liste mal formée", "commencez la ligne", writing.lines_begin_as_the_language_asks),
    Fault("a paragraph written twice", BLOC, paragraph("Un mot.\n\nUn mot."), "déjà écrit à la ligne", "retirez l'une", line=r"^Un mot.\n\Z", check=writing.texts_say_each_thing_once),
    _in_text("a title of nothing", "## Un titre", "titre sans texte", "retirez son titre", writing.texts_say_each_thing_once),
    Fault("a letter without a subject", EMAIL, drop("objet"), "objet absent", "ajoutez la ligne « objet: … »", "objet", whole=True, check=letters.letters_cover_what_they_must),
    Fault("a letter without the calendar", LETTER, swap(r"^\(\(calendrier\)\)\n", ""), "((calendrier)) manque", "ajoutez une ligne ((calendrier)) seule", whole=True, check=letters.letters_cover_what_they_must),
    Fault("a letter that asks for an agreement without saying how", LETTER, swap(r"^\(\(accord\)\)\n", ""), "((accord)) manque", "ajoutez une ligne ((accord)) seule", whole=True, check=letters.letters_cover_what_they_must),
    Fault("an e-mail that asks for an agreement without saying how", EMAIL, swap(r"^\(\(accord\)\)\n", ""), "((accord)) manque", "ajoutez une ligne ((accord)) seule", whole=True, check=letters.letters_cover_what_they_must),
    Fault("a reminder that says not whom to call", "courriers/relancer-accord.md", swap(r"^\(\(bloc:contact\)\)\n", ""), "((bloc:contact)) manque", "ajoutez une ligne", whole=True, check=letters.letters_cover_what_they_must),
    Fault("a letter that forgets its slip", LETTER, swap(r"^\(\(coupon\)\)\n", ""), "((coupon)) manque", "ajoutez-la", "coupon", line="^coupon:", check=letters.letters_cover_what_they_must),
    Fault("a channel without a sentence that the tables need", CHANNEL, drop("  secours"), "pas de phrase « secours »", "ajoutez « secours: … » sous phrases", "phrases", line="^phrases:", check=letters.channels_have_a_sentence_for_each_status),
    Fault("a letter that says what its cases exclude", "courriers/demander-accord-hors-reforme-courriel.md", paragraph("Votre accord n'est plus nécessaire."), "dans le courrier demander-accord-hors-reforme-courriel", MEND_SENTENCE, check=bans.letters_respect_the_bans_of_their_cases),
)

CASES: tuple[Fault, ...] = (
    Fault("two letters for the same case", EMAIL, save("essai.md"), "demander-accord-courriel et essai répondent au même cas (courriel, fr)", "restreignez « si » dans l'un des deux", "si", blamed="courriers/essai.md", line="^si:", check=cases.each_case_meets_one_letter),
    Fault("a case without its letter", EMAIL, Act(Path.unlink), "aucun texte ne répond (courriel, fr)", "ajoutez un texte, ou élargissez « si »", r"lignes\.\d+", blamed="regles/envoi.yml", line=r"^  - si:\n(?:(?!  - si:).*\n)*?.*intention: demander-accord", check=cases.each_case_meets_one_letter),
    Fault("a case without its translation", "courriers/demander-accord-etranger.en.md", Act(Path.unlink), "traduction absente", "écrivez cette traduction", whole=True, check=cases.each_case_meets_one_letter),
    Fault("a case without its mention", "courriers/mention-demarrage.md", Act(Path.unlink), "aucun texte ne répond (facture, fr)", "ajoutez un texte, ou élargissez « si »", r"lignes\.\d+", blamed="regles/envoi.yml", line=r"^  - si:\n(?:(?!  - si:).*\n)*?      perimetre: dedans-volontaire\n(?:(?!  - si:).*\n)*?.*envoi: mention", check=cases.each_mention_meets_one_text),
    Fault("a letter that no case calls", EMAIL, Act(_out_of_the_kit), "aucun cas des tables n'appelle ce texte", "donnez le rôle annexe et une action", "si", blamed="courriers/essai.md", line="^si:", check=cases.letters_answer_a_real_case),
    Fault("a translation that loses a blank", "blocs/contact.en.md", swap(r"\(\(contact_telephone\)\)", "by phone"), "absents : contact_telephone ; en trop : aucun", "alignez la traduction", whole=True, check=translations.translations_keep_blanks_and_slots),
    Fault("a letter of more than a page", LETTER, lambda text: text.replace("\n((calendrier))\n", "\n((calendrier))\n" + "".join(f"\nUn mot {n}.\n" for n in range(40)), 1), "lignes", "raccourcissez le texte", whole=True, check=length.letters_fit_on_a_page),
)

TODAY = dt.date(2026, 11, 24)
LAST_YEAR, NEXT_YEARS = "2025-01-01", "2029-01-01"

DATES: tuple[Fault, ...] = (
    Fault("a source to be read again", "sources.yml", swap(r"^  lu_le: .*\n  a_revoir_le: .*", f"  lu_le: {LAST_YEAR}\n  a_revoir_le: {TODAY}"), f"source à relire depuis le {TODAY}", "relisez-la, puis changez lu_le et a_revoir_le", ".*a_revoir_le", strict=True, check=freshness.sources_are_reviewed_in_time),
    Fault("a source to be reviewed before it is read", "sources.yml", swap(r"^  lu_le: (.*)\n  a_revoir_le: (.*)", r"  lu_le: \2\n  a_revoir_le: \1"), "à revoir avant d'avoir été lue", "corrigez l'une des deux dates", ".*a_revoir_le", check=freshness.reviews_follow_readings),
    Fault("a source read in the future", "sources.yml", swap(r"^  lu_le: .*\n  a_revoir_le: .*", f"  lu_le: {NEXT_YEARS}\n  a_revoir_le: 2030-01-01"), f"{NEXT_YEARS} est dans le futur", "écrivez le jour de la lecture", ".*lu_le", check=freshness.reviews_follow_readings),
    Fault("an item re-read in the future", PROFILE, swap("^relu_le: .*", f"relu_le: {NEXT_YEARS}"), f"{NEXT_YEARS} est dans le futur", "écrivez le jour de la relecture", "relu_le", check=freshness.reviews_follow_readings),
    Fault("a stage of law on a day that does not exist", LEGAL, swap("^quand: .*", 'quand: "2026-09-31"'), "« 2026-09-31 »", "corrigez « quand », ou « nature »", "quand", check=freshness.stages_are_dated),
    Fault("a stage of the project with a date", STAGE, swap("^quand: .*", 'quand: "2027-02-01"'), "« 2027-02-01 »", "corrigez « quand », ou « nature »", "quand", check=freshness.stages_are_dated),
    Fault("a stage that vanishes before it comes", LEGAL, add(f"visible_au: {LAST_YEAR}"), "disparaît avant d'arriver", "corrigez « visible_au »", "visible_au", check=freshness.stages_are_dated),
    Fault("a stage without its past tense", LEGAL, drop("apres"), "une seule des deux phrases", "écrivez l'autre phrase", "apres", whole=True, check=freshness.stages_are_dated),
)

WHOLE: tuple[Fault, ...] = (
    Fault("a control character in a letter's text", BLOC, swap(r"^(.*\(\(contact_nom\)\))", "\x1b\\1"), "caractère interdit", "effacez ce caractère", check=safety.texts_hold_no_control_character),
    Fault("a sign that turns the reading direction in a letter's text", BLOC, swap(r"^(.*\(\(contact_nom\)\))", "\u202e\\1"), "caractère interdit", "effacez ce caractère", check=safety.texts_hold_no_control_character),
    Fault("a character that the fonts of the letters lack", BLOC, swap(r"^(.*\(\(contact_nom\)\))", "→\u2713 \\1"), "caractères absents de la police des PDF : « ✓ » (U+2713)", "écrivez-le autrement", check=prose.letters_hold_only_what_their_fonts_have),
    Fault("a character that shows nothing in a letter's text", BLOC, swap(r"^(.*\(\(contact_nom\)\))", "\u200b\\1"), "caractère interdit U+200B (espace sans chasse), en 1re position", "effacez ce caractère", check=safety.texts_hold_no_control_character),
    Fault("a new channel that the tables do not know", CHANNEL, save("pigeon.yml"), "« pigeon » manque dans facettes.yml", "ajoutez-le à la liste canal", blamed="canaux/pigeon.yml", whole=True, check=references.tables_know_every_channel),
    Fault("a letter that says what its perimeter excludes", "courriers/demander-accord-hors-reforme-courriel.md", paragraph("Choisissez une plateforme agréée."), "dans le courrier", MEND_SENTENCE, check=bans.letters_respect_the_bans_of_their_cases),
    Fault("a frame that leaves the text out", "cadres/poste.md", swap(r"^\(\(texte\)\)\n", ""), "((texte)) est là 0 fois", "mettez ((texte)) seul", whole=True, check=structure.frames_hold_the_text),
    Fault("a frame for no support", "cadres/poste.md", save("pigeon.md"), "le cadre « pigeon »", "renommez-le", blamed="cadres/pigeon.md", whole=True, check=structure.frames_hold_the_text),
    Fault("a bloc that calls itself", "blocs/papier-possible.md", paragraph("((bloc:papier-possible))"), "s'appelle lui-même", "retirez l'appel", whole=True, check=structure.blocs_do_not_call_themselves),
    Fault("a translation that leaves a sentence in French", "benefices/duplicata-autonome.en.yml", become("relu_le: 2026-11-24\n"), "est resté en français", "ajoutez, ou traduisez, « phrase »", "phrase", whole=True, check=translations.translations_say_what_letters_print),
    Fault("a translated sentence left out", "canaux/papier.en.yml", drop("  secours"), "est resté en français", "ajoutez, ou traduisez, « phrases.secours »", "phrases.secours", line="^  propose:", check=translations.translations_say_what_letters_print),
    Fault("a subject left in French", "courriers/relancer-accord-etranger.en.md", drop("objet"), "est resté en français", "ajoutez, ou traduisez, « objet »", "objet", whole=True, check=translations.translations_say_what_letters_print),
    Fault("a line left in French", "cadres/courriel.en.md", swap("^Dear Sir or Madam,", "Madame, Monsieur,"), "« Madame, Monsieur, » est resté en français", "traduisez cette ligne", check=translations.translations_say_what_letters_print),
    *(
        Fault(f"a translation of {file.partition('/')[0]} left out", file, Act(Path.unlink), "traduction absente", f"écrivez {file}", whole=True, check=translations.translated_letters_are_translated_whole)
        for file in ("canaux/papier.en.yml", "benefices/recherche-facile.en.yml", "etapes/controle.en.yml", "blocs/contact.en.md", "cadres/poste.en.md")
    ),
    Fault("a translated label left out", "champs.en.yml", drop("raison_sociale"), "traduction absente", "ajoutez à champs.en.yml la clé « raison_sociale »", "raison_sociale", whole=True, check=translations.translated_letters_are_translated_whole),
    Fault("a translated frame without a text", "cadres/poste.en.md", swap(r"(?s)\n---\n.*", "\n---\n"), "texte vide", "écrivez-le sous la seconde ligne ---", line=r"\Z", check=structure.texts_are_written),
    Fault("a translated frame that leaves the text out", "cadres/poste.en.md", swap(r"^\(\(texte\)\)\n", ""), "((texte)) est là 0 fois", "mettez ((texte)) seul", whole=True, check=structure.frames_hold_the_text),
    Fault("a bloc reduced to a sign", "blocs/contact.md", swap(r"(?s)\n---\n.*", "\n---\n.\n"), "texte vide", "écrivez-le sous la seconde ligne ---", line=r"^\.$", check=structure.texts_are_written),
    Fault("a date in an English sentence", "blocs/contact.en.md", paragraph("Please reply by 15 July."), "date dans une phrase : « 15 July »", "déplacez la date dans kit/etapes/", line=r"^.*\n\Z", check=prose.prose_holds_no_date),
    Fault("a translation re-read in the future", "canaux/papier.en.yml", add(f"relu_le: {NEXT_YEARS}"), f"{NEXT_YEARS} est dans le futur", "écrivez le jour de la relecture", "relu_le", check=freshness.reviews_follow_readings),
    Fault("a skeleton left as it is", "outils/yooz.yml", swap("^resume: .*", 'resume: "à écrire"'), "« à écrire » n'a pas été remplacé", "écrivez la phrase", "resume", check=prose.skeletons_are_filled_in),
    Fault("a closed list with a value that no table gives", "facettes.yml", swap(r"^(statut:\n(?:  .*\n)*?  valeurs:\n)", '\\1    essai: "Un essai."\n'), "aucune table n'emploie « essai »", "ajoutez-la à une table", r"statut\.valeurs\.essai", line="^    essai:", check=whole.values_are_used),
    Fault("an event that no table answers", "facettes.yml", swap(r"^(evenement:\n(?:  .*\n)*?  valeurs:\n)", '\\1    essai: "Un essai."\n'), "aucune table n'emploie « essai »", "ajoutez-la à une table", r"evenement\.valeurs\.essai", line="^    essai:", check=whole.values_are_used),
    Fault("a profile that does not say what customer it is", PROFILE, swap(r"^  client: .*\n", ""), "« client » n'est pas dit", "ajoutez la ligne", "facettes", line="^facettes:", check=whole.profiles_say_their_perimeter),
    Fault("a subject that the fonts cannot print", EMAIL, swap("^objet: .*", 'objet: "Vos factures \U0001f600"'), "caractères absents de la police", "retirez ce caractère", "objet", check=whole.letters_fit_the_fonts),
    Fault("an example sheet with a number of another form", "entreprise.exemple.yml", swap("^  siren: .*", '  siren: "ABCDEFGHI"'), "ABCDEFGHI", "corrigez cette réponse", r"champs\.siren", check=whole.the_example_sheet_is_sound),
    Fault("an example sheet with an unknown channel", "entreprise.exemple.yml", swap("^  - courriel$", "  - courrier"), "« courrier »", "vouliez-vous dire « courriel » ?", r"canaux\.\d+", check=whole.the_example_sheet_is_sound),
    Fault("an empty example sheet", "entreprise.exemple.yml", become(""), "fiche vide", "copiez", whole=True, check=whole.the_example_sheet_is_sound),
    Fault("an example sheet left out", "entreprise.exemple.yml", Act(Path.unlink), "fichier absent", "rétablissez ce fichier", whole=True, check=whole.the_example_sheet_is_sound),
    Fault("a folder left out", "outils", Act(shutil.rmtree), "dossier absent", "rétablissez ce dossier", blamed="outils", whole=True),
)

STRUCTURE = (*SYNTAX, *SHAPE, *FILES)
def _example(name: str, good: str, bad: str, found: str, key: str) -> Fault:
    return Fault(name, "champs.yml", swap(f'^  exemple: "{good}"', f'  exemple: "{bad}"'), found, "corrigez l'exemple", f"{key}.exemple", check=examples.examples_are_answers)


EXAMPLES: tuple[Fault, ...] = (
    _example("an example that is no telephone number", "01 99 00 00 00", "voir site", "« voir site »", "telephone"),
    _example("an example of a telephone number with a digit too many", "01 99 00 00 01", "01 99 00 00 01 23", "« 01 99 00 00 01 23 »", "contact_telephone"),
    _example("an example that is no e-mail address", "administration-des-ventes@exemple.fr", "compta chez exemple point fr", "« compta chez exemple point fr »", "courriel"),
    _example("an example that would run", "https://factures.exemple.fr/espace-client", "ftp://factures.exemple.fr", "« ftp://factures.exemple.fr »", "portail_adresse"),
    _example("an example of a day in another form", "2026-12-31", "2026/12/31", "« 2026/12/31 »", "date_courrier"),
    _example("an example of a VAT number with a wrong key", "FR32123456789", "FR33123456789", "« FR33123456789 »", "client_tva"),
    _example("an example of a SIRET number cut short", "12345678900015", "1234567890001", "« 1234567890001 »", "client_siret"),
    _example("an example that is too long", "Zone d'activité des Exemples, bât. B", "Zone d'activité des Exemples, bâtiment B, porte 3", "49 caractères", "complement_adresse"),
)

MEANING = (*REFERENCES, *RULES, *EXAMPLES, *PROSE, *LETTERS, *CASES, *DATES, *WHOLE)
FAULTS = (*STRUCTURE, *MEANING)
# fmt: on

COPIED = {BLOC, ANNEX}
"""Files of which a sound kit can hold one more, under another name."""

LONELY = {
    references.each_category_has_one_issuing_date,
    structure.blocs_do_not_call_themselves,
}
"""Checks of what the whole kit holds, and not of a file."""

FIRST = {None, *EARLY}
"""What is checked in every run; the other checks wait until these find nothing."""


def together(kit: Path, second: bool) -> dict[str, tuple[Fault, int]]:
    """Make at once, each in a file of its own, all the faults that do not hide one another.

    Return by name each fault made, as it stands in its own file, and the line expected.
    """
    made: dict[str, tuple[Fault, int]] = {}
    for number, fault in enumerate(f for f in FAULTS if _goes_with_others(f, second)):
        spoilt = fault
        if not isinstance(fault.change, Act):
            path = kit / fault.file
            own = path.with_name(f"essai-{number}{path.suffix}")
            own.write_bytes(path.read_bytes())
            spoilt = replace(fault, file=own.relative_to(kit).as_posix())
        made[fault.name] = spoilt, spoilt.spoil(kit)
    return made


def _goes_with_others(fault: Fault, second: bool) -> bool:
    if fault.strict or fault.check in LONELY:
        return False
    if second == (fault.check in FIRST):
        return False
    if isinstance(fault.change, Act):
        return fault.change.adds
    return fault.file in COPIED if second else "/" in fault.file and ".en." not in fault.file
