"""What the kit rests on: documents read, facts, words of the trade; and the last reading of every item."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from prevenance.reader.keys import Key

READINGS, REFORM = (2024, 2040), (2010, 2040)
"""Plausible years: of a reading, none older than the kit; of what the kit tells, none after its last stages."""
ReviewedOn = Annotated[dt.date, Key("relu_le", "Jour de la dernière relecture de cette fiche.", "2026-11-24", *READINGS, translated=True)]
Words = Annotated[tuple[str, ...], Key("mots", "Mots de tous les jours sous lesquels on le cherche ; les accents ne comptent pas.", "autoentrepreneur", holds="word")]
Sources = Annotated[tuple[str, ...], Key("sources", "Identifiants de kit/sources.yml qui fondent ce qui est affirmé.", "cgi-289", holds="id", of="sources")]


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a statement comes from, so that a reviewer can check it."""

    id: str
    title: Annotated[str, Key("titre", "Nom du document, article compris.")]
    publisher: Annotated[str, Key("editeur", "Qui le publie.")]
    nature: Annotated[Literal["loi", "reglement", "doctrine", "administration", "parlement", "association", "editeur", "presse", "logiciel"], Key("nature", "Ce qu'est ce document.", "loi")]
    reading: Annotated[Literal["directe", "directe-partielle", "citee", "secondaire", "non-verifiee"], Key("lecture", "Comment le texte a été lu.", "citee")]
    read_on: Annotated[dt.date, Key("lu_le", "Jour de cette lecture.", "2026-11-24", *READINGS)]
    review_by: Annotated[dt.date, Key("a_revoir_le", "Jour à partir duquel il faut le relire.", "2027-03-01", *READINGS)]
    url: Annotated[str, Key("url", "Adresse du document, en https.", holds="address")] = ""
    quoted_by: Annotated[int, Key("citee_par", "Nombre de documents indépendants qui le citent.", "2", 1, 99)] = 0
    state_on: Annotated[str, Key("etat_au", "Date de l'état connu du texte.", "2026-10-10", *REFORM, holds="day")] = ""
    note: Annotated[str, Key("note", "Réserve utile à qui vérifiera.")] = ""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A figure, an amount, a rule or an open disagreement that guide pages state through data."""

    id: str
    kind: Annotated[Literal["regle", "montant", "chiffre", "desaccord", "inconnu"], Key("genre", "Ce que c'est.", "regle")]
    sentence: Annotated[str, Key("phrase", "Le fait, en une ou deux phrases complètes.")]
    state_on: Annotated[dt.date, Key("etat_au", "Jour de l'état connu.", "2026-10-10", *REFORM)]
    sources: Sources
    value: Annotated[str, Key("valeur", "La valeur seule, telle qu'on la cite dans une phrase.")] = ""
    note: Annotated[str, Key("note", "Réserve, lecture contraire.")] = ""


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word of the trade, in plain words."""

    id: str
    term: Annotated[str, Key("terme", "Le mot.")]
    definition: Annotated[str, Key("definition", "Ce qu'il veut dire, en une ou deux phrases.")]
    in_letters: Annotated[str, Key("mot", "Le mot, comme les lettres l'écrivent.", "plateforme agréée", holds="word")] = ""
    gloss: Annotated[str, Key("glose", "Les mots qui l'expliquent à sa première apparition dans une lettre, toujours les mêmes.", holds="word")] = ""
    sources: Sources = ()
    words: Words = ()
