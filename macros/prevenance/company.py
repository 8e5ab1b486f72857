"""The sender's sheet, entreprise.yml: read with the same strictness as the kit, checked against it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from prevenance import values
from prevenance.blocks import Layout
from prevenance.catalog import SHEET_EXAMPLE, Catalog
from prevenance.model import Category, Field
from prevenance.nodes import Reading, compose_yaml, read_text
from prevenance.problems import Refused, UsageError, did_you_mean, one_of, shown
from prevenance.reader import SEVERAL_LINES, Builder, Key


@dataclass(frozen=True, kw_only=True)
class Company:
    """The sender's sheet (entreprise.yml): choices, and the answers to the sender's blanks."""

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
        tuple[str, ...], Key("canaux", "Canaux que vous offrez ; aucun = tous ceux du kit.")
    ] = ()
    benefits: Annotated[
        tuple[str, ...], Key("benefices", "Bénéfices que vous garantissez ; aucun = tous.")
    ] = ()
    switch_over: Annotated[
        dt.date | None, Key("date_bascule", "Jour de votre première facture électronique.")
    ] = None
    letter_date: Annotated[
        dt.date | None, Key("date_courrier", "Date des courriers ; sinon la date du jour.")
    ] = None
    reply_delay: Annotated[int, Key("delai_reponse", "Jours laissés pour répondre.", "30")] = 30
    early_start: Annotated[
        dt.date | None, Key("demarrage_anticipe", "Début d'émission volontaire par une plateforme.")
    ] = None
    preparation: Annotated[
        dt.date | None, Key("debut_preparation", "Début de la préparation ; sinon six mois avant.")
    ] = None
    window_left: Annotated[
        int, Key("fenetre_gauche", "Fenêtre de l'enveloppe : mm depuis le bord gauche.", "110")
    ] = Layout.left
    window_top: Annotated[
        int, Key("fenetre_haut", "Fenêtre de l'enveloppe : mm depuis le haut.", "55")
    ] = Layout.top
    fold_marks: Annotated[
        bool, Key("reperes_pliage", "oui pour imprimer deux repères de pliage.", "oui")
    ] = False
    answers: Annotated[
        Mapping[str, Annotated[str, SEVERAL_LINES]],
        Key("champs", "Vos réponses aux champs « vous » de kit/champs.yml."),
    ] = field(default_factory=dict)

    @property
    def layout(self) -> Layout:
        """What the sender's envelopes ask of a postal letter."""
        return Layout(self.window_left, self.window_top, self.fold_marks)


WINDOW = {"fenetre_gauche": (90, 120), "fenetre_haut": (40, 58)}
"""Bounds of the recipient's place, in millimetres: clear of the sender, the edge and the date."""

SHORT_DELAY = 15
"""Days under which a delay to answer is remarked upon: a choice of the guide, not of the law."""


def load_company(path: Path, catalog: Catalog) -> Company:
    """Load a sender's sheet (entreprise.yml) and check it against the kit.

    Raises:
        UsageError: the file does not exist.
        Refused: with every fault, at its line: a key, a choice, or an answer that a document or a
            tool could not hold.
    """
    if not path.exists():
        raise UsageError(f"le fichier {path} n'existe pas")
    reading = Reading(str(path))
    text = read_text(path, reading)
    node = compose_yaml(text, reading) if text else None
    if node is None and not reading.problems:
        reading.fault((), 0, "fiche vide", "au moins la ligne categorie", f"copiez {SHEET_EXAMPLE}")
    given = Builder(reading, text or "").read(Company, node) if node else None
    if given is not None:
        _check_names(given, catalog, reading)
        _check_window(given, reading)
        _check_answers(given, catalog, reading)
    if reading.problems or given is None:
        raise Refused(reading.problems)
    return Company(**given)


def _asked(catalog: Catalog) -> dict[str, Field]:
    """Return the blanks that the sheet answers under ``champs``."""
    sender = (f for f in catalog.fields.values() if f.filled_by == "vous")
    return {f.id: f for f in sender if f.id != "date_bascule"}


def _check_names(given: Mapping[str, Any], catalog: Catalog, reading: Reading) -> None:
    """Note the channels, benefits and blanks that the kit does not know."""
    for key, names, known in (
        ("canaux", given.get("channels", ()), catalog.channels),
        ("benefices", given.get("benefits", ()), catalog.benefits),
        ("champs", given.get("answers", ()), _asked(catalog)),
    ):
        for number, name in enumerate(names, start=1):
            if name and name not in known:
                path = (key, name if key == "champs" else str(number))
                reading.fault(
                    path,
                    reading.marks.at(*path).line,
                    f"{shown(name)} n'existe pas",
                    one_of(sorted(known)),
                    did_you_mean(name, known) or "retirez cette ligne",
                )


def _check_window(given: Mapping[str, Any], reading: Reading) -> None:
    """Note a window that is out of its bounds."""
    window = (given.get("window_left"), given.get("window_top"))
    for (key, (low, high)), value in zip(WINDOW.items(), window, strict=True):
        if value is not None and not low <= value <= high:
            expected = f"entre {low} et {high} mm"
            mend = "mesurez la fenêtre de l'enveloppe, la feuille pliée dedans"
            reading.fault((key,), reading.marks.at(key).line, f"{value} mm", expected, mend)


def _check_answers(given: Mapping[str, Any], catalog: Catalog, reading: Reading) -> None:
    """Note every fault of every answer, at its line: the one place where answers are judged."""
    asked = _asked(catalog)
    for name, answer in given.get("answers", {}).items():
        for fault in values.faults(asked[name], answer) if name in asked else ():
            reading.fault(("champs", name), reading.marks.at("champs", name).line, *fault)
