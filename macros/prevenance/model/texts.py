"""What people write for customers: letters, the paragraphs that they share, what surrounds them."""

from dataclasses import dataclass
from typing import Annotated, Literal

from prevenance.model.sources import ReviewedOn, Sources, Words
from prevenance.model.tables import Box
from prevenance.reader.keys import Key

Support = Literal["poste", "courriel", "facture", "document"]
Language = Literal["fr", "en"]


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A bloc: paragraphs that several letters share (front matter; the text follows it)."""

    id: str
    title: Annotated[str, Key("titre", "À quoi sert ce bloc.", printed="said")]
    reviewed_on: ReviewedOn
    strip: Annotated[Literal["fenetre", "ligne"] | None, Key("bande", "Bande à découper, sous l'emplacement « decoupe » : fenetre (deux lignes à écrire au plus, adresse de retour dans la fenêtre d'une enveloppe) ou ligne (davantage).", "fenetre")] = None
    sources: Sources = ()
    under: Annotated[Literal["banque:inchangee", "banque:tue"] | None, Key("cle", "Clé sans laquelle ce bloc ne paraît pas : ce que votre fiche dit de vos coordonnées bancaires.", "banque:tue")] = None
    body: str = ""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """A cadre: what surrounds a letter's own text on one support."""

    id: str
    title: Annotated[str, Key("titre", "Support auquel ce cadre sert.", translated=True)]
    reviewed_on: ReviewedOn
    sender: Annotated[tuple[str, ...], Key("expediteur", "Lignes de l'expéditeur.", printed="filled")] = ()
    recipient: Annotated[tuple[str, ...], Key("destinataire", "Lignes de l'adresse.", printed="filled")] = ()
    dateline: Annotated[str, Key("date", "Lieu et date.", printed="filled")] = ""
    references: Annotated[tuple[str, ...], Key("references", "Lignes de références.", printed="filled")] = ()
    subject: Annotated[str, Key("objet", "Ce qui précède l'objet du courrier.", printed="filled")] = ""
    return_address: Annotated[tuple[str, ...], Key("retour", "Lignes de l'adresse de retour, sur la bande à découper.", printed="filled")] = ()
    signature: Annotated[tuple[str, ...], Key("signature", "Lignes de signature.", printed="filled")] = ()
    footer: Annotated[str, Key("pied", "Mentions légales de l'expéditeur.", printed="filled")] = ""
    body: str = ""


@dataclass(frozen=True, kw_only=True)
class Text:
    """A courrier: one text, with the cases in which it is the right one."""

    id: str
    title: Annotated[str, Key("titre", "Nom du texte, tel qu'on le cherche.", printed="said")]
    file: Annotated[str, Key("fichier", "Début du nom de ses fichiers dans le kit, court et sans accent.", "demander-accord", holds="word")]
    listing: Annotated[Literal["circuit", "libres", "electroniques", "aucun"], Key("canaux", "Canaux que le texte peut proposer : circuit (plateformes), libres (les autres, papier compris), electroniques (les autres, sans le papier) ou aucun.", "libres")] = "aucun"
    role: Annotated[Literal["courrier", "relance", "mention", "script", "faq", "annexe"], Key("role", "courrier, relance, mention, script, faq ou annexe.")]
    supports: Annotated[tuple[Support, ...], Key("support", "poste, courriel, facture ou document.")]
    use: Annotated[str, Key("resume", "Quand l'utiliser.", printed="said")]
    avoid: Annotated[str, Key("eviter", "Quand ne pas l'utiliser.", printed="said")]
    reviewed_on: ReviewedOn
    subject: Annotated[str, Key("objet", "Objet du courrier ou du courriel.", printed="filled")] = ""
    intention: Annotated[str, Key("intention", "Résultat des tables auquel ce texte répond.", "demander-accord", holds="value", of="intention")] = ""
    boxes: Annotated[tuple[Box, ...], Key("si", "Facettes pour lesquelles ce texte est le bon (une ou plusieurs boîtes).", "perimetre: dedans-pas-encore", holds="box")] = ()
    action: Annotated[str, Key("action", "Pour une annexe : l'action qui l'appelle.", holds="value", of="action")] = ""
    slip: Annotated[str, Key("coupon", "Bloc du coupon-réponse, s'il y en a un.", holds="id", of="blocs")] = ""
    collect: Annotated[tuple[str, ...], Key("recueillir", "Champs demandés dans le coupon.", holds="id", of="fields")] = ()
    requires: Annotated[tuple[str, ...], Key("exige", "Champs sans lesquels ce texte ne part pas, même facultatifs ailleurs.", "client_siren", holds="id", of="fields")] = ()
    sources: Sources = ()
    words: Words = ()
    body: str = ""
