"""The first file to open: where to start, what the folders are, how to check that nothing changed."""

import datetime as dt

from prevenance import __version__
from prevenance.catalog import Catalog
from prevenance.model.company import Company
from prevenance.text.dates import day_in_words
from prevenance.text.typography import french


def readme(catalog: Catalog, today: dt.date, company: Company | None) -> str:
    """Write what someone reads who opens the folder by double click."""
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
