"""What runs or loads: each rule beside what it lets pass and what it refuses."""

from pathlib import Path

import pytest

from prevenance.checks import Check, safety
from support.faults import (
    BLOC,
    PROFILE,
    SUMMARY,
    Examples,
    Fault,
    Sound,
    each,
    in_bloc,
    swap,
    written,
)
from support.rereading import Spoilable

EXAMPLES: Examples = {
    safety.texts_hold_no_code_and_no_unsafe_link: (
        written("Une remise de 5 % (au plus) & un merci : à bientôt."),
        in_bloc(
            "code of a template",
            "Nous comptons {{ 7*7 }} clients.",
            "code de gabarit : « {{ »",
            "écrivez un champ ainsi : ((champ))",
        ),
        in_bloc(
            "a tag of HTML",
            "Merci <script>alert(1)</script>.",
            "balise HTML : « <script> »",
            "retirez la balise",
        ),
        in_bloc(
            "a list of attributes",
            "Nous vous écrivons. {: onclick=alert }",
            "accolade : « { »",
            "retirez-la",
        ),
        in_bloc(
            "a reference to a character of HTML",
            "Voir java&#115;cript.",
            "caractère écrit en code HTML",
            "tapez le caractère lui-même",
        ),
        in_bloc(
            "an image from elsewhere",
            "Merci ![](https://exemple.fr/x.png)",
            "lien ou image Markdown",
            "écrivez le texte seul",
        ),
        in_bloc(
            "a link of Markdown in a letter",
            "Lisez [cette page](page.md).",
            "lien ou image Markdown",
            "écrivez le texte seul",
        ),
        in_bloc(
            "what a page would run on a click",
            "Merci onclick=alert(1).",
            "gestionnaire d'événement",
            "retirez-le",
        ),
        in_bloc(
            "an address of another kind",
            "Voir ftp://exemple.fr/x.",
            "adresse qui n'est pas en https",
            "écrivez https://",
        ),
        in_bloc(
            "an address without its kind",
            "Voir //exemple.fr/x.",
            "adresse qui n'est pas en https",
            "écrivez https://",
        ),
        Fault(
            "an image in a tool's summary",
            "outils/excel.yml",
            swap(SUMMARY, 'resume: "Un tableur ![](https://exemple.fr/x.png)"'),
            "lien ou image Markdown",
            "écrivez le texte seul",
            "resume",
        ),
        Fault(
            "an attribute list in the names of columns",
            "champs.yml",
            swap("^  colonnes:$", '  colonnes:\n    - "nom {: onclick=x }"'),
            "accolade",
            "retirez-la",
            ".*colonnes.*",
        ),
        in_bloc(
            "an address that runs", "Voir javascript:alert(1).", "adresse dangereuse", "retirez-la"
        ),
        Fault(
            "a tag of HTML in a data file",
            PROFILE,
            swap(SUMMARY, 'resume: "Un <b>mot</b> en gras."'),
            "balise HTML : « <b> »",
            "retirez la balise",
            "resume",
        ),
        Fault(
            "a tag of HTML in a translated label",
            "champs.en.yml",
            swap('^  libelle: ".*"', '  libelle: "Your <b>name</b>"'),
            "balise HTML : « <b> »",
            "retirez la balise",
            ".*libelle",
        ),
    ),
    safety.addresses_are_whole: (
        Sound("outils/chorus-pro.yml", swap("^url: .*", 'url: "https://exemple.fr/page?a=b#c"')),
        Fault(
            "an address without its lock",
            "sources.yml",
            swap('^  url: "https:', '  url: "http:'),
            "« http://",
            "copiez l'adresse de la page",
            ".*url",
        ),
        Fault(
            "an address with a space",
            "outils/chorus-pro.yml",
            swap("^url: .*", 'url: "https://portail.chorus-pro.gouv.fr/a b"'),
            "« https://portail.chorus-pro.gouv.fr/a b »",
            "copiez l'adresse de la page",
            "url",
        ),
    ),
    safety.texts_hold_no_control_character: (
        written("Un café à Besançon, chez Exemple SARL."),
        Fault(
            "a control character in a letter's text",
            BLOC,
            swap(r"^(\*\*.*\.)", "\x1b\\1"),
            "caractère interdit",
            "effacez ce caractère",
        ),
        Fault(
            "a sign that turns the reading direction in a letter's text",
            BLOC,
            swap(r"^(\*\*.*\.)", "\u202e\\1"),
            "caractère interdit",
            "effacez ce caractère",
        ),
        Fault(
            "a character that shows nothing in a letter's text",
            BLOC,
            swap(r"^(\*\*.*\.)", "\u200b\\1"),
            "caractère interdit U+200B (espace sans chasse), en 1re position",
            "effacez ce caractère",
        ),
    ),
    safety.texts_have_a_readable_length: (
        written("mot " * 499 + "mot"),
        in_bloc(
            "a paragraph without end", "mot " * 600 + "mot", "texte de 2403 caractères", "coupez-le"
        ),
    ),
}


@pytest.mark.parametrize(("rule", "example"), each(EXAMPLES))
def test_a_rule_lets_sound_files_pass_and_refuses_faults(
    spoilable: Spoilable, tmp_path: Path, rule: Check, example: Sound | Fault
) -> None:
    example.prove(spoilable, tmp_path, rule)
