"""What a file of kit/ may not be, before any rule looks at it: its YAML, its keys and their values."""

from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from conftest import KIT
from prevenance import model
from prevenance.reader.builder import Builder
from prevenance.reader.files import Reading
from prevenance.reader.nodes import compose_yaml
from support.faults import (
    CHANNEL,
    LEGAL,
    LETTER,
    PROFILE,
    SUMMARY,
    TABLE,
    Act,
    Edit,
    Fault,
    add,
    become,
    drop,
    swap,
)
from support.rereading import Spoilable

QUOTE = "guillemets droits"
FRONT_MATTER = "l'en-tête entre deux lignes --- manque"


def _laughs() -> str:
    """Nine lists, each made of nine times the one before: 387 million items once expanded."""
    lines = [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in pairwise("abcdefghi")]
    return "\n".join(["a: &a [x, x, x, x, x, x, x, x, x]", *lines, ""])


def _latin(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"note: caf\xe9\n")


def nest(depth: int) -> Edit:
    """Open as many brackets."""
    return swap(r"^canaux:.*", "canaux: " + "[" * depth)


SYNTAX: tuple[Fault, ...] = (
    Fault(
        "a byte that is not UTF-8",
        PROFILE,
        Act(_latin),
        "octet illisible en UTF-8",
        "encodage UTF-8",
        line=r"\Z",
    ),
    Fault(
        "a file of 70 000 bytes",
        PROFILE,
        add("# " + "x" * 70_000),
        "octets",
        "coupez-le",
        whole=True,
    ),
    Fault(
        "25 000 brackets one inside the other",
        PROFILE,
        nest(25_000),
        "imbrication trop profonde",
        "simplifiez",
    ),
    Fault("21 levels", PROFILE, nest(21), "imbrication trop profonde", "simplifiez"),
    Fault("an alias", PROFILE, swap(SUMMARY, "resume: *nom"), "renvoi *nom", "recopiez la valeur"),
    Fault("an anchor", PROFILE, swap(r'^nom: "', 'nom: &nom "'), "ancre &nom", "retirez l'ancre"),
    Fault(
        "laughs by the billion",
        PROFILE,
        become(_laughs()),
        "ancre &nom",
        "retirez l'ancre",
        line="^a:",
    ),
    Fault(
        "a merge key",
        PROFILE,
        add('<<: {nom: "Autre nom"}'),
        "clé qui n'est pas un mot simple",
        QUOTE,
    ),
    Fault(
        "a tag",
        PROFILE,
        swap(r"^nom: ", "nom: !!str "),
        "étiquette !type",
        "retirez ce qui commence par !",
    ),
    Fault(
        "a tag of Python",
        PROFILE,
        swap(SUMMARY, "resume: !!python/object/apply:os.system [id]"),
        "étiquette !type",
        "retirez ce qui commence par !",
    ),
    Fault(
        "a second document",
        PROFILE,
        add('---\nnom: "Autre"'),
        "second document",
        "supprimez la seconde ligne ---",
    ),
    Fault(
        "a colon in a text without quotes",
        PROFILE,
        swap(SUMMARY, "resume: Réception : par une plateforme"),
        "un deux-points dans un texte sans guillemets",
        QUOTE,
    ),
    Fault(
        "a tab as a space",
        PROFILE,
        swap(r"^  taille:", "\ttaille:"),
        "une tabulation sert d'espace",
        "comparez avec une fiche voisine",
    ),
    Fault(
        "a key without its colon",
        PROFILE,
        swap(r"^courrier: (\w+)", r"courrier \1"),
        "un deux-points manque après la clé",
        "comparez avec une fiche voisine",
    ),
    Fault("a quote left open", PROFILE, swap(r'^(nom: ".*)"$', r"\1"), "YAML illisible", QUOTE),
    Fault(
        "a bracket left open",
        PROFILE,
        swap(r"^(canaux: .*)\]$", r"\1"),
        "YAML illisible",
        "comparez avec une fiche voisine",
    ),
    Fault(
        "a control character typed as such",
        PROFILE,
        swap(r'^(nom: ".*)"$', '\\1\x07"'),
        "un caractère de contrôle",
        "comparez avec une fiche voisine",
    ),
    Fault(
        "a control character written by its code",
        PROFILE,
        swap(r'^(nom: ".*)"$', r'\1\\x07"'),
        "caractère interdit U+0007",
        "effacez ce caractère",
        "nom",
    ),
    Fault(
        "a null character written by its code",
        PROFILE,
        swap(r'^(nom: ".*)"$', r'\1\\0"'),
        "caractère interdit U+0000",
        "effacez ce caractère",
        "nom",
    ),
    Fault(
        "half of a surrogate pair",
        PROFILE,
        swap(r'^(nom: ".*)"$', r'\1\\ud800"'),
        "YAML illisible",
        "comparez avec une fiche voisine",
    ),
    Fault(
        "a sign that turns the reading direction",
        PROFILE,
        swap(r'^(nom: ".*)"$', '\\1\u202e"'),
        "caractère interdit U+202E",
        "effacez ce caractère",
        "nom",
    ),
    Fault(
        "a text lost to a comment",
        PROFILE,
        swap(SUMMARY, "resume: Le dossier #12 du client"),
        "« #12 du client » est lu comme un commentaire",
        QUOTE,
        "resume",
    ),
)

SHAPE: tuple[Fault, ...] = (
    Fault(
        "a sentence instead of keys",
        PROFILE,
        become("Une phrase, et rien d'autre.\n"),
        "un texte à la place de clés",
        "comparez avec une fiche voisine",
    ),
    Fault("an empty file", PROFILE, become(""), "fichier vide", "copiez une fiche voisine"),
    Fault(
        "a file of comments",
        PROFILE,
        become("# À écrire plus tard.\n"),
        "fichier vide",
        "copiez une fiche voisine",
    ),
    Fault(
        "an empty collection",
        "glossaire.yml",
        become(""),
        "fichier vide",
        "copiez une fiche voisine",
        line=r"\A",
    ),
    Fault(
        "an empty translation",
        "benefices/duplicata-autonome.en.yml",
        become(""),
        "fichier vide",
        "copiez une fiche voisine",
    ),
    Fault("an empty letter", LETTER, become(""), "fichier vide", "copiez une fiche voisine"),
    Fault(
        "a letter without front matter",
        LETTER,
        become("Vos factures vous parviennent sur papier.\n"),
        FRONT_MATTER,
        "comme une fiche voisine",
    ),
    Fault(
        "a front matter left open",
        LETTER,
        lambda text: text.replace("\n---\n", "\n\n", 1),
        FRONT_MATTER,
        "comme une fiche voisine",
        line=r"\A",
    ),
    Fault(
        "a front matter below an empty line",
        LETTER,
        lambda text: "\n" + text,
        FRONT_MATTER,
        "comme une fiche voisine",
    ),
    Fault(
        "a front matter that is a list",
        LETTER,
        become("---\n- titre\n- role\n---\nTexte.\n"),
        "une liste à la place de clés",
        "comparez avec une fiche voisine",
        line="^- titre",
    ),
    Fault(
        "a key written twice",
        PROFILE,
        add('nom: "Autre nom"'),
        "clé déjà écrite ligne 1",
        "supprimez l'une des deux",
        "nom",
    ),
    Fault(
        "a misspelt key",
        PROFILE,
        swap("^resume:", "resumme:"),
        "clé inconnue",
        "vouliez-vous dire « resume » ?",
        "resumme",
    ),
    Fault(
        "an accented key",
        PROFILE,
        swap("^resume:", "résumé:"),
        "clé inconnue",
        "vouliez-vous dire « resume » ?",
        "résumé",
    ),
    Fault(
        "a key of another world", PROFILE, add("zzz: 1"), "clé inconnue", "retirez cette clé", "zzz"
    ),
    Fault(
        "a misspelt key inside a group",
        PROFILE,
        swap("^  aisance:", "  aisence:"),
        "clé inconnue",
        "vouliez-vous dire « aisance » ?",
        "adhesion.aisence",
    ),
    Fault(
        "a missing key",
        PROFILE,
        drop("relu_le"),
        "clé absente",
        "ajoutez la ligne « relu_le: … »",
        "relu_le",
        line=r"\A",
    ),
    Fault(
        "a missing key inside a group",
        PROFILE,
        drop("  aisance"),
        "clé absente",
        "ajoutez la ligne « aisance: … »",
        "adhesion.aisance",
        line="^  taille:",
    ),
    Fault(
        "a missing key of a row",
        TABLE,
        swap(r"^    motif:.*\n", ""),
        "clé absente",
        "ajoutez la ligne « motif: … »",
        "lignes.1.motif",
        line="^  - si:",
    ),
    Fault(
        "a missing key of a collection",
        "glossaire.yml",
        swap(r"^  definition:.*\n", ""),
        "clé absente",
        "ajoutez la ligne « definition: … »",
        ".*definition",
        line="^  terme:",
    ),
    Fault(
        "a key that is a list", PROFILE, add("[a, b]: c"), "clé qui n'est pas un mot simple", QUOTE
    ),
    Fault(
        "a key of two lines", PROFILE, add('"a\\nb": c'), "clé qui n'est pas un mot simple", QUOTE
    ),
    Fault("an empty key", PROFILE, add('"": c'), "clé qui n'est pas un mot simple", QUOTE),
    Fault(
        "keys where a text belongs",
        PROFILE,
        swap(SUMMARY, 'resume:\n  Réception: "par une plateforme"'),
        "« Réception : … » est lu comme une clé",
        QUOTE,
        "resume",
        line="^  Réception:",
    ),
    Fault(
        "a list where a text belongs",
        PROFILE,
        swap(SUMMARY, "resume: [un, deux]"),
        "une liste",
        QUOTE,
        "resume",
    ),
    Fault(
        "a list inside a list",
        PROFILE,
        swap("^canaux: .*", "canaux: [courriel, [papier]]"),
        "une liste",
        QUOTE,
        "canaux.2",
    ),
    Fault(
        "a text where keys belong",
        PROFILE,
        swap(r"^adhesion:\n(?:  .*\n)+", "adhesion: haute\n"),
        "un texte à la place de clés",
        "comparez avec une fiche voisine",
        "adhesion",
    ),
    Fault(
        "a list where facets belong",
        PROFILE,
        swap(r"^facettes:\n(?:  .*\n)+", "facettes: [client]\n"),
        "une liste à la place de clés",
        "comparez avec une fiche voisine",
        "facettes",
    ),
    Fault(
        "a list of 501 items",
        PROFILE,
        swap("^canaux: .*", f"canaux: [{', '.join(['papier'] * 501)}]"),
        "liste de 501 éléments",
        "coupez la liste",
        "canaux",
    ),
    Fault(
        "nothing after a key",
        PROFILE,
        swap(SUMMARY, "resume:"),
        "valeur vide",
        "supprimez la ligne",
        "resume",
    ),
    Fault(
        "quotes around nothing",
        PROFILE,
        swap(SUMMARY, 'resume: "   "'),
        "valeur vide",
        "supprimez la ligne",
        "resume",
    ),
    Fault(
        "a space that shows nothing",
        PROFILE,
        swap('^nom: ".*"', 'nom: "\u200b"'),
        "valeur vide",
        "supprimez la ligne",
        "nom",
    ),
    Fault(
        "several lines where one is meant",
        PROFILE,
        swap(SUMMARY, "resume: |\n  Un mot.\n\n  Un autre."),
        "3 lignes",
        "réunissez-les en une phrase",
        "resume",
    ),
    Fault(
        "several lines by code",
        TABLE,
        swap("^    motif: .*", '    motif: "Un mot.\\\\nUn autre."'),
        "2 lignes",
        "réunissez-les en une phrase",
        r"lignes\.1\.motif",
    ),
    Fault(
        "several lines in an item of a list",
        PROFILE,
        swap("^reconnaitre:", 'reconnaitre:\n  - "Un mot.\\\\rUn autre."'),
        "2 lignes",
        "réunissez-les en une phrase",
        r"reconnaitre\.1",
        line="^  - ",
    ),
    Fault(
        "an empty item",
        PROFILE,
        swap("^reconnaitre:", "reconnaitre:\n  -"),
        "valeur vide",
        "supprimez la ligne",
        "reconnaitre.1",
        line="^  -$",
    ),
    Fault(
        "a date that does not exist",
        PROFILE,
        swap("^relu_le: .*", "relu_le: 2027-02-29"),
        "« 2027-02-29 »",
        "2026-09-01 pour le 1er septembre 2026",
        "relu_le",
    ),
    Fault(
        "a date written the French way",
        PROFILE,
        swap("^relu_le: .*", "relu_le: 24/11/2026"),
        "« 24/11/2026 »",
        "2026-09-01 pour le 1er septembre 2026",
        "relu_le",
    ),
    Fault(
        "a date with an hour",
        PROFILE,
        swap("^relu_le: .*", "relu_le: 2026-11-24 10:00"),
        "« 2026-11-24 10:00 »",
        "2026-09-01 pour le 1er septembre 2026",
        "relu_le",
    ),
    Fault(
        "yes instead of oui",
        "champs.yml",
        swap("^  facultatif: oui", "  facultatif: yes"),
        "« yes »",
        "écrivez oui ou non",
        ".*facultatif",
    ),
    Fault(
        "a number in words",
        PROFILE,
        swap("^  taille: .*", "  taille: quatre"),
        "« quatre »",
        "écrivez des chiffres seuls",
        "adhesion.taille",
    ),
    Fault(
        "a number below zero",
        PROFILE,
        swap("^  taille: .*", "  taille: -4"),
        "« -4 »",
        "écrivez des chiffres seuls",
        "adhesion.taille",
    ),
    Fault(
        "a number above its range",
        PROFILE,
        swap("^  aisance: .*", "  aisance: 50"),
        "« 50 »",
        "corrigez ce nombre",
        "adhesion.aisance",
    ),
    Fault(
        "a number under its range",
        PROFILE,
        swap("^  taille: .*", "  taille: 0"),
        "« 0 »",
        "corrigez ce nombre",
        "adhesion.taille",
    ),
    Fault(
        "an item re-read in another century",
        PROFILE,
        swap("^relu_le: 20", "relu_le: 19"),
        "année 19",
        "corrigez cette date",
        "relu_le",
    ),
    Fault(
        "a source to review in another century",
        "sources.yml",
        swap("^  a_revoir_le: 20", "  a_revoir_le: 22"),
        "année 22",
        "corrigez cette date",
        ".*a_revoir_le",
    ),
    Fault(
        "a text known in another century",
        "sources.yml",
        swap('^  etat_au: "20', '  etat_au: "19'),
        "année 19",
        "corrigez cette date",
        ".*etat_au",
    ),
    Fault(
        "a fact known in another century",
        "faits.yml",
        swap("^  etat_au: 20", "  etat_au: 18"),
        "année 18",
        "corrigez cette date",
        ".*etat_au",
    ),
    Fault(
        "a stage of law in another century",
        LEGAL,
        swap('^quand: "20', 'quand: "22'),
        "année 22",
        "corrigez cette date",
        "quand",
    ),
    Fault(
        "a text reduced to a sign",
        PROFILE,
        swap(SUMMARY, 'resume: "."'),
        "« . » ne dit rien",
        "supprimez la ligne",
        "resume",
    ),
    Fault(
        "a ban without expressions",
        "interdits.yml",
        swap(r"^  expressions:\n(    - .*\n)+", "  expressions: []\n"),
        "liste vide",
        "écrivez-en, ou supprimez la clé",
        ".*expressions",
    ),
    Fault(
        "a fact without a source",
        "faits.yml",
        swap("^  sources: .*", "  sources: []"),
        "liste vide",
        "écrivez-en, ou supprimez la clé",
        ".*sources",
    ),
    Fault(
        "a profile known by no facet",
        PROFILE,
        swap(r"^facettes:\n(?:  .*\n)+", "facettes: {}\n"),
        "aucune clé",
        "écrivez-en, ou supprimez la clé",
        "facettes",
    ),
    Fault(
        "a misspelt choice",
        PROFILE,
        swap("^courrier: .*", "courrier: utille"),
        "« utille »",
        "vouliez-vous dire « utile » ?",
        "courrier",
    ),
    Fault(
        "a choice in capitals",
        LETTER,
        swap("^role: .*", "role: Courrier"),
        "« Courrier »",
        "vouliez-vous dire « courrier » ?",
        "role",
    ),
    Fault(
        "a channel whose basis has no source",
        CHANNEL,
        swap("^sources: .*", "sources: []"),
        "liste vide",
        "écrivez-en",
        "sources",
    ),
    Fault(
        "a title that shows nothing",
        PROFILE,
        swap("^nom: .*", 'nom: "\u3164"'),
        "valeur vide",
        "supprimez la ligne",
        "nom",
    ),
    Fault(
        "a length of nothing",
        "champs.yml",
        swap("^  longueur_max: .*", "  longueur_max: 0"),
        "« 0 »",
        "corrigez ce nombre",
        ".*longueur_max",
    ),
)


@pytest.mark.parametrize("fault", [*SYNTAX, *SHAPE], ids=lambda fault: fault.name)
def test_a_file_that_cannot_be_read_is_refused_with_its_place_and_its_remedy(
    spoilable: Spoilable, tmp_path: Path, fault: Fault
) -> None:
    fault.prove(spoilable, tmp_path)


EDITED = [f for f in (*SYNTAX, *SHAPE) if f.file == PROFILE and not isinstance(f.change, Act)]


@pytest.mark.parametrize("fault", EDITED, ids=lambda fault: fault.name)
def test_both_parsers_of_yaml_refuse_the_same_line(
    monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    def lines() -> set[int]:
        reading = Reading(PROFILE)
        node = compose_yaml(text, reading)
        if node:
            Builder(reading, text).build(model.Profile, node, id="pme")
        return {problem.place.line for problem in reading.problems}

    assert not isinstance(fault.change, Act)
    text = fault.change((KIT / PROFILE).read_text("utf-8"))
    quick = lines()
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert lines() == quick
