"""The sender's sheet, entreprise.yml: what it says, and where each of its keys stands."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from prevenance.model.calendar import YEARS, Category
from prevenance.problems import Place
from prevenance.reader.files import Marks
from prevenance.reader.keys import SEVERAL_LINES, Key

LEFT, TOP = (90, 120), (40, 58)
"""Bounds of the recipient's place, in millimetres: clear of the sender, the edge and the date."""


@dataclass(frozen=True)
class Layout:
    """What a postal letter's envelope asks of it, in millimetres on an A4 sheet.

    The recipient starts at ``left`` and ``top``, measured from the sheet's edges: by default in
    the window of a French DL envelope. ``fold_marks`` are short strokes in the left margin where
    the sheet is folded in three.
    """

    left: int = 110
    top: int = 55
    fold_marks: bool = False


STANDARD = Layout()
"""The layout for a sender who says nothing of its envelopes."""


@dataclass(frozen=True, kw_only=True)
class Company:
    """The sender's sheet (entreprise.yml): choices, and the answers to the sender's blanks."""

    RETIRED: ClassVar[Mapping[str, str]] = {"date_courrier": "une seule date : utilisez --date"}
    """Keys of older sheets, with what replaces each."""

    category: Annotated[
        Category, Key("categorie", "Catégorie de votre entreprise, au sens de la réforme.")
    ]
    territory: Annotated[
        Literal["france", "autre"], Key("territoire", "Où votre entreprise est établie.")
    ] = "france"
    agreement_mode: Annotated[
        Literal["explicite", "tacite"], Key("mode_accord", "Accord demandé, ou délai raisonnable.")
    ] = "explicite"
    channels: Annotated[
        tuple[str, ...], Key("canaux", "Canaux que vous offrez ; aucun = tous ceux du kit.", holds="id", of="channels")
    ] = ()
    benefits: Annotated[
        tuple[str, ...], Key("benefices", "Bénéfices que vous garantissez ; aucun = tous.", holds="id", of="benefits")
    ] = ()
    switch_over: Annotated[
        dt.date | None, Key("date_bascule", "Jour du premier envoi aux clients qui l'acceptent.", "", *YEARS)
    ] = None
    reply_delay: Annotated[int, Key("delai_reponse", "Jours laissés pour répondre.", "30")] = 30
    early_start: Annotated[
        dt.date | None, Key("demarrage_anticipe", "Début d'émission volontaire par une plateforme.", "", *YEARS)
    ] = None
    preparation: Annotated[
        dt.date | None, Key("debut_preparation", "Début de la préparation ; sinon six mois avant.", "", *YEARS)
    ] = None
    bank_unchanged: Annotated[
        bool, Key("banque_inchangee", "oui si vos coordonnées bancaires restent les mêmes.", "oui")
    ] = False
    window_left: Annotated[
        int, Key("fenetre_gauche", "Fenêtre de l'enveloppe : mm depuis le bord gauche.", "110", *LEFT, "mm")
    ] = Layout.left
    window_top: Annotated[
        int, Key("fenetre_haut", "Fenêtre de l'enveloppe : mm depuis le haut.", "55", *TOP, "mm")
    ] = Layout.top
    fold_marks: Annotated[
        bool, Key("reperes_pliage", "oui pour imprimer deux repères de pliage.", "oui")
    ] = False
    answers: Annotated[
        Mapping[str, Annotated[str, SEVERAL_LINES]],
        Key("champs", "Vos réponses aux champs « vous » de kit/champs.yml."),
    ] = field(default_factory=dict)

    marks: Marks | None = field(default=None, compare=False, repr=False)
    """Where each key stands in the file, when the sheet was read from one."""

    def place(self, *path: str) -> Place:
        """Return where a key is written, or the nearest that is, for a message."""
        return self.marks.at(*path) if self.marks else Place("entreprise.yml", 0, ".".join(path))

    @property
    def layout(self) -> Layout:
        """What the sender's envelopes ask of a postal letter."""
        return Layout(self.window_left, self.window_top, self.fold_marks)
