"""The decision sheet of a profile, and the kit's readme: texts made from the tables' own reasons."""

import datetime as dt
from collections.abc import Sequence

from prevenance import __version__
from prevenance.catalog import Catalog
from prevenance.letter.blocks import (
    Block,
    Letter,
    Line,
    Run,
)
from prevenance.model import Profile, labels
from prevenance.model.company import Company
from prevenance.rules.situation import sender_state
from prevenance.rules.survey import Outcome, facets_in_words
from prevenance.text.dates import day_in_words
from prevenance.text.typography import french


def answer_in_words(outcome: Outcome) -> str:
    """Say an outcome: which text, or that no letter is needed."""
    names = " ; ".join(t.title for t in outcome.texts)
    send = (
        labels.OUTCOMES["rien"]
        if outcome.decision.outcomes["envoi"] == "courrier" and not names
        else labels.OUTCOMES[outcome.decision.outcomes["envoi"]]
    )
    return f"{send} : {names}" if names else send


def decision_sheet(
    catalog: Catalog,
    profile: Profile,
    company: Company | None,
    today: dt.date,
    outcomes: Sequence[Outcome],
) -> Letter:
    """Compose the sheet of a profile: each case, its answer, the reason, and what to do.

    "No letter" is a full answer here: with its reason, and what to do instead. Without a company
    the sheet is the same for every sender.
    """
    title = f"Fiche de décision : {profile.name}"
    situation = "Ces réponses valent quelle que soit la situation de votre entreprise."
    if company is not None:
        states = catalog.lists["emetteur"].values
        situation = f"Votre situation : {states[sender_state(catalog, company, today)]}"
    blocks = [
        _block("subject", title),
        _block("paragraph", f"État au {day_in_words(today)}. {situation}"),
        _block("paragraph", f"{profile.summary} {profile.why}"),
    ]
    quiet = [o for o in outcomes if not o.texts]
    for heading, group in (
        ("Ce que vous envoyez", [o for o in outcomes if o.texts]),
        ("Quand aucun courrier n'est nécessaire", quiet),
    ):
        if group:
            blocks.append(_block("heading", heading))
        for outcome in group:
            when = facets_in_words(catalog, outcome.when)
            blocks.append(
                _block(
                    "paragraph",
                    f"**{answer_in_words(outcome)}.** {f'Cas : {when}. ' if when else ''}{outcome.reason}",
                )
            )
            todo = [catalog.lists["action"].values[a] for a in outcome.decision.last.actions]
            if todo:
                blocks.append(Block("list", tuple(Line((_runs(text),)) for text in todo)))
    blocks.append(
        _block("paragraph", "Cette fiche informe ; elle ne remplace pas un conseil juridique.")
    )
    return Letter(
        f"fiche-{profile.id}",
        french(title),
        (Run(french(title)),),
        "document",
        "fr",
        tuple(blocks),
    )


def _block(kind: str, text: str) -> Block:
    return Block(kind, (Line((_runs(text),)),))  # type: ignore[arg-type]


def _runs(text: str) -> tuple[Run, ...]:
    parts = french(text).split("**")
    return tuple(Run(part, bold=number % 2 == 1) for number, part in enumerate(parts) if part)


def read_me(catalog: Catalog, today: dt.date, company: Company | None) -> str:
    """Write the readme of the kit, for someone who opens it by double click."""
    for_whom = (
        "préparé avec votre fiche entreprise"
        if company
        else "à compléter : les champs à remplir sont entre crochets"
    )
    profiles = "".join(f"- {p.id} : {p.name}\n" for p in catalog.profiles.values())
    return french(
        f"Prévenance, kit de courriers, version {__version__}\n"
        f"État au {day_in_words(today)}, {for_whom}.\n\n"
        "Par où commencer\n"
        "1. Ouvrez le dossier du profil de vos clients.\n"
        "2. Lisez d'abord « fiche-de-decision » : souvent, aucun courrier n'est nécessaire, et elle dit quoi faire à la place.\n"
        "3. Si un courrier est utile, ouvrez la version Word (.docx) ou LibreOffice (.odt), complétez les champs entre crochets, relisez, envoyez. Le PDF sert à lire et à imprimer, le fichier .eml s'ouvre comme un brouillon de courriel.\n"
        "4. Pour une liste de clients, prenez le dossier « publipostage » : une liste à remplir (clients.xlsx) et un document par variante. Remplissez toutes les colonnes obligatoires : LibreOffice cache un paragraphe dont un champ est vide.\n"
        "5. Pour composer une lettre dans votre navigateur, sans connexion, ouvrez « configurateur-hors-ligne.html » s'il est là.\n"
        "6. Pour compter vos clients et savoir à qui écrire, remplissez « analyse-portefeuille ».\n\n"
        "Les dossiers de situation\n"
        "- deja-oblige : votre entreprise doit déjà émettre ses factures sous forme électronique.\n"
        "- en-preparation : votre échéance approche.\n"
        "- demarrage-anticipe : vous émettez déjà par une plateforme, avant votre échéance.\n"
        "- pas-encore-oblige : votre échéance est encore loin.\n"
        "- tous-les-emetteurs : les textes ne dépendent pas de votre situation.\n"
        "Le sous-dossier « english » contient les traductions pour les clients étrangers.\n\n"
        f"Les profils\n{profiles}\n"
        "Avant d'imprimer\n"
        "L'adresse du client est placée pour la fenêtre d'une enveloppe DL usuelle : essayez avec une de vos enveloppes.\n"
        "Votre logo se place en haut à gauche, au-dessus de vos coordonnées.\n\n"
        "Vérifier que rien n'a changé\n"
        "Le fichier SHA256SUMS contient l'empreinte de chaque fichier ; manifeste.json donne la période de validité et les sources.\n\n"
        "Ces textes informent ; ils ne remplacent pas un conseil juridique. Ils sont libres de droits (CC0).\n"
    )
