"""The segments of a customer portfolio."""

from dataclasses import dataclass
from typing import Annotated, Literal

from prevenance.model.sources import ReviewedOn, Sources, Words
from prevenance.model.tables import Box
from prevenance.reader.keys import Key


@dataclass(frozen=True, kw_only=True)
class Adhesion:
    """How readily a segment goes electronic; the points of the U-shaped curve."""

    size: Annotated[int, Key("taille", "Rang de taille sur l'axe de la courbe, de 1 (petit) à 9.", "3", 1, 9)]
    ease: Annotated[int, Key("aisance", "Aisance, de 1 (réticent) à 5 (facile).", "2", 1, 5)]
    comment: Annotated[str, Key("commentaire", "Ce que l'on observe et pourquoi.")]


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A segment of a customer portfolio."""

    id: str
    name: Annotated[str, Key("nom", "Nom du profil, au pluriel.")]
    summary: Annotated[str, Key("resume", "Une phrase : ce qui compte pour ces clients.")]
    recognise: Annotated[tuple[str, ...], Key("reconnaitre", "À quoi on les reconnaît dans un portefeuille.")]
    adhesion: Annotated[Adhesion, Key("adhesion", "Leur place sur la courbe d'adhésion.")]
    facets: Annotated[Box, Key("facettes", "Facettes connues pour ce profil ; les autres restent ouvertes.", holds="box")]
    channels: Annotated[tuple[str, ...], Key("canaux", "Canaux qui conviennent, le préféré d'abord.", holds="id", of="channels")]
    letter: Annotated[Literal["utile", "inutile", "selon-le-cas"], Key("courrier", "Un courrier est-il utile ?")]
    why: Annotated[str, Key("pourquoi", "Pourquoi.")]
    reviewed_on: ReviewedOn
    benefits: Annotated[tuple[str, ...], Key("benefices", "Bénéfices à citer, le plus parlant d'abord.", holds="id", of="benefits")] = ()
    sources: Sources = ()
    words: Words = ()
