"""The steps of the calendar, and the categories of senders that they concern."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from prevenance.model.sources import REFORM, ReviewedOn, Sources, Words
from prevenance.reader.keys import Key

YEARS = (2000, 2099)
"""The years that sheets and commands may name, both included: stages stay within the calendar."""
Category = Literal["ge", "eti", "assujetti-unique", "pme", "micro"]


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A step of the calendar, dated by law or relative to the switch-over (J)."""

    id: str
    name: Annotated[str, Key("nom", "Nom de l'étape.", translated=True)]
    nature: Annotated[Literal["loi", "projet", "revue"], Key("nature", "loi, projet (relatif à votre bascule) ou revue (à relire ce jour-là).")]
    when: Annotated[str, Key("quand", "Une date, J-30 (jours avant la bascule), ou date_reponse.", "J-30", *REFORM, holds="day")]
    summary: Annotated[str, Key("resume", "Ce que c'est, pour le lecteur du guide.", translated=True)]
    reviewed_on: ReviewedOn
    before: Annotated[str, Key("avant", "Phrase de courrier tant que la date n'est pas là.", printed="filled")] = ""
    after: Annotated[str, Key("apres", "Phrase de courrier à partir de ce jour.", printed="filled")] = ""
    on_the_day: Annotated[str, Key("ce_jour", "Ce qui se passe ce jour-là, sans la date : la seconde colonne d'un tableau de dates.", printed="filled")] = ""
    issuing_for: Annotated[tuple[Category, ...], Key("emission_pour", "Catégories d'émetteurs dont c'est la date d'émission obligatoire.")] = ()
    categories: Annotated[tuple[Category, ...], Key("emetteurs", "Catégories d'émetteurs concernées ; aucune = toutes.")] = ()
    perimeters: Annotated[tuple[str, ...], Key("perimetres", "Périmètres dont les courriers la citent ; aucun = tous.", holds="value", of="perimetre")] = ()
    visible_until: Annotated[dt.date | None, Key("visible_au", "Dernier jour où un courrier la cite ; sinon un an après.", "2028-08-31", *REFORM)] = None
    note: Annotated[str, Key("note", "Réserve, point ouvert.")] = ""
    sources: Sources = ()
    words: Words = ()
