"""What the files of kit/ mean, the only French-English dictionary: readers, skeletons and schemas come from it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from prevenance.reader.keys import Key

Box = Mapping[str, tuple[str, ...]]
"""The accepted values of each facet it names; a facet that it does not name may take any value."""
Category = Literal["ge", "eti", "assujetti-unique", "pme", "micro"]
Support = Literal["poste", "courriel", "facture", "document"]
Language = Literal["fr", "en"]
READINGS, REFORM = (2024, 2040), (2010, 2040)
"""Plausible years: of a reading, none older than the kit; of what the kit tells, none after its last stages."""
ReviewedOn = Annotated[dt.date, Key("relu_le", "Jour de la dernière relecture de cette fiche.", "2026-11-24", *READINGS)]
Sources = Annotated[tuple[str, ...], Key("sources", "Identifiants de kit/sources.yml qui fondent ce qui est affirmé.", "cgi-289")]


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
    url: Annotated[str, Key("url", "Adresse du document, en https.")] = ""
    quoted_by: Annotated[int, Key("citee_par", "Nombre de documents indépendants qui le citent.", "2", 1, 99)] = 0
    state_on: Annotated[str, Key("etat_au", "Date de l'état connu du texte.", "2026-10-10", *REFORM)] = ""
    note: Annotated[str, Key("note", "Réserve utile à qui vérifiera.")] = ""


@dataclass(frozen=True, kw_only=True)
class Field:
    """A blank that letters may hold, written ``((champ))``."""

    id: str
    meaning: Annotated[str, Key("sens", "Ce que la personne doit écrire à cet endroit.")]
    label: Annotated[str, Key("libelle", "Texte court montré entre crochets tant que c'est vide.")]
    example: Annotated[str, Key("exemple", "Réponse fictive et longue, utilisée dans les essais.")]
    type: Annotated[Literal["texte", "date", "courriel", "telephone", "adresse-web", "siren", "siret", "tva", "code-postal-ville"], Key("type", "Forme de la réponse, contrôlée partout où on la donne.", "texte")]
    filled_by: Annotated[Literal["vous", "client", "outil"], Key("rempli_par", "Qui répond : vous (fiche entreprise), le fichier client, ou l'outil.")]
    optional: Annotated[bool, Key("facultatif", "oui si la ligne disparaît quand la réponse manque.", "oui")] = False
    max_length: Annotated[int, Key("longueur_max", "Nombre de caractères admis.", "60", 1, 500)] = 60
    columns: Annotated[tuple[str, ...], Key("colonnes", "Noms de colonne sous lesquels on le rencontre.")] = ()


@dataclass(frozen=True, kw_only=True)
class ClosedList:
    """A facet, an outcome or the list of actions: the only values that tables may use."""

    id: str
    name: Annotated[str, Key("nom", "Nom lisible.")]
    kind: Annotated[Literal["fait", "resultat", "action"], Key("nature", "fait (on le sait), resultat (une table le donne) ou action.")]
    meaning: Annotated[str, Key("sens", "Question à laquelle cette liste répond.")]
    values: Annotated[Mapping[str, str], Key("valeurs", "Chaque valeur, suivie de ce qu'elle veut dire.")]
    default: Annotated[str, Key("defaut", "Valeur retenue quand rien n'est dit ; sans elle, on demande.")] = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of a decision table: a box of facets and the outcome it gives."""

    when: Annotated[Box, Key("si", "Valeurs de facettes ; une facette absente accepte tout.")]
    then: Annotated[Mapping[str, str], Key("alors", "Le résultat, une valeur par colonne.")]
    reason: Annotated[str, Key("motif", "Une phrase qui explique ce résultat au lecteur.")]
    actions: Annotated[tuple[str, ...], Key("actions", "Ce que fait l'expéditeur, à la place ou à côté.")] = ()
    never: Annotated[tuple[str, ...], Key("jamais", "Affirmations de kit/interdits.yml exclues ici.")] = ()
    sources: Sources = ()


@dataclass(frozen=True, kw_only=True)
class Table:
    """A decision table: exactly one row for every combination of its facets."""

    id: str
    name: Annotated[str, Key("nom", "Nom lisible.")]
    question: Annotated[str, Key("question", "La question à laquelle la table répond.")]
    facets: Annotated[tuple[str, ...], Key("facettes", "Facettes lues, dans l'ordre.")]
    gives: Annotated[Mapping[str, tuple[str, ...]], Key("donne", "Listes fermées données, avec les valeurs qu'au moins une ligne donne.")]
    rows: Annotated[tuple[Row, ...], Key("lignes", "Les lignes, sans ordre.")]
    reviewed_on: ReviewedOn
    domain: Annotated[Box, Key("domaine", "Valeurs pour lesquelles la table répond, si ce n'est pas toutes.")] = field(default_factory=dict)
    note: Annotated[str, Key("note", "Choix du projet, points de droit ouverts.")] = ""


@dataclass(frozen=True, kw_only=True)
class Ban:
    """Expressions that no text, or no text of some perimeters, may use."""

    id: str
    expressions: Annotated[tuple[str, ...], Key("expressions", "Suites de mots, sans casse ni accents.")]
    why: Annotated[str, Key("pourquoi", "Pourquoi elles sont exclues.")]
    instead: Annotated[str, Key("plutot", "Ce qu'on écrit à la place.")]
    everywhere: Annotated[bool, Key("partout", "oui si aucun texte ne peut les contenir.", "oui")] = False
    sources: Sources = ()


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
    facets: Annotated[Box, Key("facettes", "Facettes connues pour ce profil ; les autres restent ouvertes.")]
    channels: Annotated[tuple[str, ...], Key("canaux", "Canaux qui conviennent, le préféré d'abord.")]
    letter: Annotated[Literal["utile", "inutile", "selon-le-cas"], Key("courrier", "Un courrier est-il utile ?")]
    why: Annotated[str, Key("pourquoi", "Pourquoi.")]
    reviewed_on: ReviewedOn
    benefits: Annotated[tuple[str, ...], Key("benefices", "Bénéfices à citer, le plus parlant d'abord.")] = ()
    sources: Sources = ()


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

    offered: Annotated[str, Key("propose", "Le canal est proposé.")] = ""
    announced: Annotated[str, Key("annonce", "Le canal viendra avec la bascule.")] = ""
    fallback: Annotated[str, Key("secours", "Le canal ne sert qu'en secours.")] = ""
    besides: Annotated[str, Key("complement", "Le canal s'ajoute au circuit légal.")] = ""


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A way for an invoice to reach a customer."""

    id: str
    name: Annotated[str, Key("nom", "Nom du canal.")]
    name_in_sentence: Annotated[str, Key("nom_phrase", "Nom sans article, pour une énumération dans une phrase.")]
    summary: Annotated[str, Key("resume", "Une phrase qui l'explique à un client.")]
    suits: Annotated[str, Key("convient", "À qui il convient.")]
    needs: Annotated[tuple[str, ...], Key("il_faut", "Ce dont le client a besoin.")]
    format: Annotated[str, Key("format", "Format de la facture.")]
    basis: Annotated[str, Key("fondement", "Fondement juridique, en clair.")]
    agreement: Annotated[AgreementNeed, Key("accord", "Faut-il l'accord du client ?")]
    evolution: Annotated[Evolution, Key("evolution", "Sa place avant et après l'échéance.")]
    phrases: Annotated[Offer, Key("phrases", "Les phrases d'un courrier.")]
    sources: Sources
    reviewed_on: ReviewedOn
    collect: Annotated[tuple[str, ...], Key("a_recueillir", "Champs à demander au client.")] = ()


@dataclass(frozen=True, kw_only=True)
class Benefit:
    """What the customer gains, and the condition under which that is true."""

    id: str
    name: Annotated[str, Key("nom", "Nom court.")]
    sentence: Annotated[str, Key("phrase", "La phrase du courrier, du point de vue du client.")]
    for_whom: Annotated[str, Key("pour_qui", "Quels clients y sont sensibles.")]
    condition: Annotated[str, Key("condition", "Quand cette phrase est vraie.")]
    channels: Annotated[tuple[str, ...], Key("canaux", "Canaux avec lesquels elle est vraie.")]
    reviewed_on: ReviewedOn
    sources: Sources = ()


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A step of the calendar, dated by law or relative to the switch-over (J)."""

    id: str
    name: Annotated[str, Key("nom", "Nom de l'étape.")]
    nature: Annotated[Literal["loi", "projet", "revue"], Key("nature", "loi, projet (relatif à votre bascule) ou revue (à relire ce jour-là).")]
    when: Annotated[str, Key("quand", "Une date, J-30 (jours avant la bascule), ou date_reponse.", "J-30", *REFORM)]
    summary: Annotated[str, Key("resume", "Ce que c'est, pour le lecteur du guide.")]
    reviewed_on: ReviewedOn
    before: Annotated[str, Key("avant", "Phrase de courrier tant que la date n'est pas là.")] = ""
    after: Annotated[str, Key("apres", "Phrase de courrier à partir de ce jour.")] = ""
    issuing_for: Annotated[tuple[Category, ...], Key("emission_pour", "Catégories d'émetteurs dont c'est la date d'émission obligatoire.")] = ()
    categories: Annotated[tuple[Category, ...], Key("emetteurs", "Catégories d'émetteurs concernées ; aucune = toutes.")] = ()
    perimeters: Annotated[tuple[str, ...], Key("perimetres", "Périmètres dont les courriers la citent ; aucun = tous.")] = ()
    visible_until: Annotated[dt.date | None, Key("visible_au", "Dernier jour où un courrier la cite ; sinon un an après.", "2028-08-31", *REFORM)] = None
    note: Annotated[str, Key("note", "Réserve, point ouvert.")] = ""
    sources: Sources = ()


@dataclass(frozen=True, kw_only=True)
class Tool:
    """A tool or platform that senders and customers meet."""

    id: str
    name: Annotated[str, Key("nom", "Nom de l'outil.")]
    family: Annotated[Literal["administration", "plateforme", "logiciel", "publipostage"], Key("famille", "Genre d'outil.")]
    summary: Annotated[str, Key("resume", "Ce que c'est.")]
    recognise: Annotated[tuple[str, ...], Key("reconnaitre", "À quoi on voit qu'un client l'utilise.")]
    do: Annotated[tuple[str, ...], Key("que_faire", "Ce que vous faites alors.")]
    reviewed_on: ReviewedOn
    url: Annotated[str, Key("url", "Page officielle, en https.")] = ""
    channels: Annotated[tuple[str, ...], Key("canaux", "Canaux qu'il sert.")] = ()
    note: Annotated[str, Key("note", "Réserve, point non vérifié.")] = ""
    sources: Sources = ()


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word of the trade, in plain words."""

    id: str
    term: Annotated[str, Key("terme", "Le mot.")]
    definition: Annotated[str, Key("definition", "Ce qu'il veut dire, en une ou deux phrases.")]
    sources: Sources = ()


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
class Paragraph:
    """A bloc: paragraphs that several letters share (front matter; the text follows it)."""

    id: str
    title: Annotated[str, Key("titre", "À quoi sert ce bloc.")]
    reviewed_on: ReviewedOn
    sources: Sources = ()
    body: str = ""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """A cadre: what surrounds a letter's own text on one support."""

    id: str
    title: Annotated[str, Key("titre", "Support auquel ce cadre sert.")]
    reviewed_on: ReviewedOn
    sender: Annotated[tuple[str, ...], Key("expediteur", "Lignes de l'expéditeur.")] = ()
    recipient: Annotated[tuple[str, ...], Key("destinataire", "Lignes de l'adresse.")] = ()
    dateline: Annotated[str, Key("date", "Lieu et date.")] = ""
    references: Annotated[tuple[str, ...], Key("references", "Lignes de références.")] = ()
    subject: Annotated[str, Key("objet", "Ce qui précède l'objet du courrier.")] = ""
    signature: Annotated[tuple[str, ...], Key("signature", "Lignes de signature.")] = ()
    footer: Annotated[str, Key("pied", "Mentions légales de l'expéditeur.")] = ""
    body: str = ""


@dataclass(frozen=True, kw_only=True)
class Text:
    """A courrier: one text, with the cases in which it is the right one."""

    id: str
    title: Annotated[str, Key("titre", "Nom du texte, tel qu'on le cherche.")]
    role: Annotated[Literal["courrier", "relance", "mention", "script", "faq", "annexe"], Key("role", "courrier, relance, mention, script, faq ou annexe.")]
    supports: Annotated[tuple[Support, ...], Key("support", "poste, courriel, facture ou document.")]
    use: Annotated[str, Key("resume", "Quand l'utiliser.")]
    avoid: Annotated[str, Key("eviter", "Quand ne pas l'utiliser.")]
    reviewed_on: ReviewedOn
    subject: Annotated[str, Key("objet", "Objet du courrier ou du courriel.")] = ""
    intention: Annotated[str, Key("intention", "Résultat des tables auquel ce texte répond.", "demander-accord")] = ""
    boxes: Annotated[tuple[Box, ...], Key("si", "Facettes pour lesquelles ce texte est le bon (une ou plusieurs boîtes).", "perimetre: dedans-pas-encore")] = ()
    action: Annotated[str, Key("action", "Pour une annexe : l'action qui l'appelle.")] = ""
    slip: Annotated[str, Key("coupon", "Bloc du coupon-réponse, s'il y en a un.")] = ""
    collect: Annotated[tuple[str, ...], Key("recueillir", "Champs demandés dans le coupon.")] = ()
    sources: Sources = ()
    body: str = ""
