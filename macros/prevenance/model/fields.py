"""The blanks that letters may hold."""

from dataclasses import dataclass
from typing import Annotated, Literal

from prevenance.reader.keys import Key


@dataclass(frozen=True, kw_only=True)
class Field:
    """A blank that letters may hold, written ``((champ))``."""

    id: str
    meaning: Annotated[str, Key("sens", "Ce que la personne doit écrire à cet endroit.")]
    label: Annotated[str, Key("libelle", "Texte court montré entre crochets tant que c'est vide.", printed="said")]
    example: Annotated[str, Key("exemple", "Réponse fictive et longue, utilisée dans les essais.")]
    type: Annotated[Literal["texte", "adresse", "identifiant", "date", "courriel", "telephone", "adresse-web", "siren", "siret", "tva", "code-postal-ville"], Key("type", "Forme de la réponse, contrôlée partout où on la donne.", "texte")]
    filled_by: Annotated[Literal["vous", "client", "outil"], Key("rempli_par", "Qui répond : vous (fiche entreprise), le fichier client, ou l'outil.")]
    optional: Annotated[bool, Key("facultatif", "oui si la ligne disparaît quand la réponse manque.", "oui")] = False
    max_length: Annotated[int, Key("longueur_max", "Nombre de caractères admis.", "60", 1, 500)] = 60
    columns: Annotated[tuple[str, ...], Key("colonnes", "Noms de colonne sous lesquels on le rencontre.", holds="word")] = ()
