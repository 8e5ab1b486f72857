"""The closed values of kit/ in the words of readers, each said once."""

from collections.abc import Mapping

from prevenance.model.calendar import Category
from prevenance.model.texts import Support

CATEGORIES: Mapping[Category, str] = {
    "ge": "grande entreprise",
    "eti": "entreprise de taille intermédiaire (ETI)",
    "assujetti-unique": "membre d'un assujetti unique",
    "pme": "petite ou moyenne entreprise (PME)",
    "micro": "microentreprise",
}
"""The categories of senders, in full."""

SHORT_CATEGORIES: Mapping[Category, str] = {
    "ge": "Grande entreprise",
    "eti": "ETI",
    "assujetti-unique": "Membre d'un assujetti unique",
    "pme": "PME",
    "micro": "Microentreprise",
}
"""The categories of senders, for lists and tables."""

SUPPORTS: Mapping[Support, str] = {
    "poste": "lettre",
    "courriel": "message électronique",
    "facture": "ligne de facture",
    "document": "document",
}
"""What a text is sent as."""

LANGUAGE_NAMES: Mapping[str, str] = {"fr": "français", "en": "anglais"}
"""The languages of the texts."""

TEXT_TITLES: Mapping[tuple[Support, str], str] = {
    ("poste", "fr"): "La lettre",
    ("courriel", "fr"): "Le message électronique",
    ("facture", "fr"): "La ligne de facture",
    ("document", "fr"): "Le texte",
    ("poste", "en"): "La lettre en anglais",
    ("courriel", "en"): "Le message en anglais",
    ("facture", "en"): "La ligne de facture en anglais",
    ("document", "en"): "Le texte en anglais",
}
"""What a page calls a text, by what it is sent as and its language."""

ROLES: Mapping[str, str] = {
    "courrier": "courrier",
    "relance": "relance",
    "mention": "mention sur la facture",
    "script": "trame d'appel",
    "faq": "questions fréquentes",
    "annexe": "annexe",
}
"""What a text is for."""

ROLE_GROUPS: Mapping[str, str] = {
    "mention": "Lignes de facture",
    "faq": "Questions fréquentes",
    "script": "Au téléphone",
    "annexe": "Annexes",
}
"""The texts of a role that answers no case, together."""

FILLED_BY: Mapping[str, str] = {"vous": "vous", "client": "fichier client", "outil": "calculé"}
"""Who answers a blank."""

READING_WAYS: Mapping[str, str] = {
    "directe": "lu en entier à la source",
    "directe-partielle": "lu en partie à la source",
    "citee": "connu par les documents qui le citent",
    "secondaire": "connu par une source secondaire",
    "non-verifiee": "non vérifié",
}
"""How a document was read."""

SOURCE_NATURES: Mapping[str, str] = {
    "loi": "Lois et codes",
    "reglement": "Règlements",
    "doctrine": "Doctrine de l'administration",
    "administration": "Pages de l'administration",
    "parlement": "Travaux parlementaires",
    "association": "Associations",
    "editeur": "Éditeurs de logiciels et plateformes",
    "presse": "Presse",
    "logiciel": "Logiciels libres",
}
"""The documents of a nature, together; in the order of a list of sources."""

LETTER_ANSWERS: Mapping[str, str] = {
    "utile": "Oui",
    "inutile": "Non",
    "selon-le-cas": "Selon le cas",
}
"""Whether a letter is useful to the customers of a profile, as an answer."""

LETTER_WORDS: Mapping[str, str] = {
    "utile": "Utile",
    "inutile": "Inutile",
    "selon-le-cas": "Selon le cas",
}
"""The same, in a word."""

AGREEMENT_NEEDS: Mapping[str, str] = {
    "requis": "Accord requis",
    "sans-objet": "Aucun accord à demander",
    "acquis": "Accord déjà acquis",
    "a-preciser": "Point non tranché",
}
"""Whether a channel needs the customer's agreement."""

STAGE_NATURES: Mapping[str, str] = {
    "loi": "date fixée par la loi",
    "projet": "étape de votre projet",
    "revue": "date de relecture du guide",
}
"""Who sets the date of a stage."""

FEED_NATURES: Mapping[str, str] = {"loi": "Calendrier légal", "revue": "À relire"}
"""The same in a calendar, for the stages that have a date of their own."""

TOOL_FAMILIES: Mapping[str, str] = {
    "administration": "Services de l'administration",
    "plateforme": "Plateformes",
    "logiciel": "Logiciels",
    "publipostage": "Publipostage",
}
"""The tools of a family, together; in the order of a page."""

OUTCOMES: Mapping[str, str] = {
    "rien": "Aucun courrier",
    "mention": "Une ligne sur la facture, sans courrier",
    "courrier": "Un courrier",
    "action-interne": "Aucun courrier : complétez d'abord vos données",
    "indecidable": "Aucun courrier : les données se contredisent",
    "hors-perimetre": "Aucun courrier : cas hors de ce kit",
}
"""What each outcome of ``envoi`` means, as an answer."""

SHORT_OUTCOMES: Mapping[str, str] = {
    "rien": "rien à envoyer",
    "mention": "une mention",
    "courrier": "un courrier",
    "action-interne": "d'abord vos données",
    "indecidable": "indécidable",
    "hors-perimetre": "hors du kit",
}
"""The same, short enough for a picture."""
