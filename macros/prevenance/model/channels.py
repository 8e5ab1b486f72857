"""How an invoice reaches a customer, and what the customer gains."""

from dataclasses import dataclass
from typing import Annotated, Literal

from prevenance.model.sources import ReviewedOn, Sources, Words
from prevenance.reader.keys import Key


@dataclass(frozen=True, kw_only=True)
class AgreementNeed:
    """Whether the customer's agreement is needed for a channel, around the sender's date."""

    before: Annotated[Literal["requis", "sans-objet", "acquis", "a-preciser"], Key("avant", "Avant l'échéance de l'émetteur.")]
    after: Annotated[Literal["requis", "sans-objet", "acquis", "a-preciser"], Key("apres", "À partir de cette échéance, pour une facture dans le champ.")]
    note: Annotated[str, Key("note", "Précision, et ce qui vaut hors du champ.")]


@dataclass(frozen=True, kw_only=True)
class Evolution:
    """What a channel is for, before and after the sender's date."""

    before: Annotated[str, Key("avant", "Avant l'échéance de l'émetteur.")]
    after: Annotated[str, Key("apres", "À partir de cette échéance.")]


@dataclass(frozen=True, kw_only=True)
class Offer:
    """The sentence by which a letter offers a channel, one for each status it can have."""

    offered: Annotated[str, Key("propose", "Le canal est proposé.", printed="filled")] = ""
    announced: Annotated[str, Key("annonce", "Le canal viendra avec la bascule.", printed="filled")] = ""
    dormant: Annotated[str, Key("a_activer", "Ce que le client doit faire pour s'ouvrir le canal, sans date.", printed="filled")] = ""
    fallback: Annotated[str, Key("secours", "Le canal ne sert qu'en secours.", printed="filled")] = ""
    besides: Annotated[str, Key("complement", "Le canal s'ajoute au circuit légal.", printed="filled")] = ""


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A way for an invoice to reach a customer."""

    id: str
    name: Annotated[str, Key("nom", "Nom du canal.", translated=True)]
    name_in_sentence: Annotated[str, Key("nom_phrase", "Nom sans article, pour une énumération dans une phrase.", printed="filled")]
    case: Annotated[str, Key("case", "Les mots de la case à cocher, après « Oui, envoyez-nous vos factures : ».", "par courriel", printed="filled")] = ""
    summary: Annotated[str, Key("resume", "Une phrase qui l'explique à un client.", translated=True)]
    suits: Annotated[str, Key("convient", "À qui il convient.")]
    needs: Annotated[tuple[str, ...], Key("il_faut", "Ce dont le client a besoin.")]
    format: Annotated[str, Key("format", "Format de la facture.")]
    basis: Annotated[str, Key("fondement", "Fondement juridique, en clair.")]
    agreement: Annotated[AgreementNeed, Key("accord", "Faut-il l'accord du client ?")]
    evolution: Annotated[Evolution, Key("evolution", "Sa place avant et après l'échéance.")]
    phrases: Annotated[Offer, Key("phrases", "Les phrases d'un courrier.")]
    sources: Sources
    reviewed_on: ReviewedOn
    platform: Annotated[bool, Key("plateforme", "oui si le canal passe par les plateformes agréées.", "oui")] = False
    collect: Annotated[tuple[str, ...], Key("a_recueillir", "Champs à demander au client.", holds="id", of="fields")] = ()
    words: Words = ()


@dataclass(frozen=True, kw_only=True)
class Benefit:
    """What the customer gains, and the condition under which that is true."""

    id: str
    name: Annotated[str, Key("nom", "Nom court.", translated=True)]
    sentence: Annotated[str, Key("phrase", "La phrase du courrier, du point de vue du client.", printed="filled")]
    for_whom: Annotated[str, Key("pour_qui", "Quels clients y sont sensibles.")]
    condition: Annotated[str, Key("condition", "Quand cette phrase est vraie.")]
    channels: Annotated[tuple[str, ...], Key("canaux", "Canaux avec lesquels elle est vraie.", holds="id", of="channels")]
    reviewed_on: ReviewedOn
    sources: Sources = ()
