"""Sections 1 to 3 of decisions.md said again, from its sentences and not from the tables."""

from collections.abc import Callable, Mapping

from prevenance.rules.boxes import Facts

Box = Mapping[str, tuple[str, ...]]

STOPPED = frozenset({"contradictoire", "a-verifier", "hors-kit", "client-inconnu"})
ENERGY = frozenset({"dedans-energie", "dehors-energie"})
EARLY = frozenset({"dedans-annonce", "dedans-volontaire"})
CIRCUIT = EARLY | {"dedans-preparation", "dedans-oblige"}
"""The perimeters in which an address of the directory is what counts."""

AGREED_CHANNEL = frozenset({"edi", "plateforme"})
ACCEPTED = frozenset({"explicite", "contractuel", "tacite"})
ABROAD = frozenset({"com", "ue", "hors-ue", "monaco"})
LISTED = frozenset({"active", "inactive"})


def coherence(f: Facts) -> tuple[str, ...]:
    """Contradictions are computed: what the file shows, then what two answers cannot say together."""
    listed = f["annuaire"] in LISTED
    impossible = {
        "particulier": listed or f["envoi_actuel"] in AGREED_CHANNEL,
        "non-assujetti": listed,
    }
    if f["conflit"] != "aucun" or impossible.get(f["client"], False):
        return ("contradictoires",)
    unsure = f["client"] in ABROAD and listed and f["verifie"] == "non"
    return ("a-verifier" if unsure else "coherentes",)


def perimetre(f: Facts) -> tuple[str, ...]:
    """What stops comes first, then whom the invoice goes to, then where the sender stands."""
    if f["donnees"] == "contradictoires":
        return ("contradictoire",)
    if f["territoire"] == "autre":
        return ("hors-kit",)
    if f["donnees"] == "a-verifier":
        return ("a-verifier",)
    if f["client"] == "monaco" or f["operation"] == "autofacturee":
        return ("hors-kit",)
    if f["client"] in {"inconnu", "public"}:
        return ({"inconnu": "client-inconnu"}.get(f["client"], "public"),)
    if f["client"] == "assujetti-france" and f["operation"] == "taxable":
        return (_inside(f),)
    protected = f["client"] in {"particulier", "non-assujetti"} and f["secteur"] == "energie"
    return ("dehors-energie" if protected else "dehors",)


def _inside(f: Facts) -> str:
    if f["emetteur"] == "oblige":
        return "dedans-oblige"
    if f["anticipe"] != "non" and f["annuaire"] in {"active", "inconnue"}:
        return "dedans-annonce" if f["anticipe"] == "annonce" else "dedans-volontaire"
    if f["emetteur"] == "preparation":
        return "dedans-preparation"
    return "dedans-energie" if f["secteur"] == "energie" else "dedans-pas-encore"


def depart(f: Facts) -> tuple[str, ...]:
    """One date of first sending: D in preparation, the early start, or the sheet's own."""
    perimeter = f["perimetre"]
    if perimeter in STOPPED | {"public", "dedans-oblige"}:
        return ("aucun",)
    if perimeter == "dedans-preparation":
        return ("date-legale",)
    return ("demarrage" if perimeter in EARLY else "bascule",)


def regime(f: Facts) -> tuple[str, ...]:
    """Circuit, acceptance, paper."""
    perimeter, listed = f["perimetre"], f["annuaire"]
    if perimeter in STOPPED:
        return ("a-preciser", "a-preciser", "au-choix")
    if perimeter == "public":
        return ("chorus", "sans-objet", "sans-objet")
    if perimeter == "dedans-oblige":
        closed = listed in {"inactive", "absente"}
        return ("plateforme-repli" if closed else "plateforme", "sans-objet", "exceptionnel")
    return (*_free_regime(f), "au-choix")


def _free_regime(f: Facts) -> tuple[str, str]:
    """Circuit and acceptance where no law sets the circuit yet, or at any date."""
    perimeter, agreed = f["perimetre"], f["accord"]
    refused = agreed == "refuse"
    if perimeter in ENERGY:
        return ("libre", "refusee" if refused else "opposition")
    if perimeter == "dedans-volontaire" and not refused:
        if f["annuaire"] == "inconnue":
            return ("a-preciser", "a-preciser")
        return ("plateforme", "a-preciser" if agreed == "aucun" else "acquise")
    agreed_channel = f["envoi_actuel"] in AGREED_CHANNEL and perimeter != "dedans-volontaire"
    if agreed_channel or agreed in ACCEPTED:
        return ("libre", "acquise")
    return ("libre", "refusee" if refused else "requise")


def envoi(f: Facts) -> tuple[str, ...]:
    """What to send when nothing has happened, with the intention of a letter."""
    fixed = {
        "contradictoire": "indecidable",
        "a-verifier": "action-interne",
        "hors-kit": "hors-perimetre",
        "client-inconnu": "action-interne",
        "public": "rien",
    }
    perimeter = f["perimetre"]
    if perimeter in fixed:
        answer = fixed[perimeter]
    elif perimeter == "dedans-oblige":
        answer = _envoi_oblige(f)
    elif perimeter in EARLY:
        answer = _envoi_early(f)
    elif perimeter == "dedans-preparation":
        answer = _envoi_preparation(f)
    else:
        answer = _envoi_free(f)
    sent, _, intention = answer.partition(" ")
    return (sent, intention or "aucune")


def _envoi_oblige(f: Facts) -> str:
    regular = f["relation"] == "active"
    if f["relation"] == "dormante":
        return "rien"
    if f["annuaire"] in {"active", "inconnue"} and f["envoi_actuel"] == "plateforme":
        return "rien"
    if f["annuaire"] == "inconnue":
        return "action-interne"
    if f["envoi_actuel"] == "edi":
        return "mention"
    if f["annuaire"] == "active":
        return "courrier informer" if f["accord"] == "refuse" and regular else "mention"
    if f["annuaire"] == "absente" and f["verifie"] == "non":
        return "action-interne"
    return "courrier demander-adresse" if regular else "mention"


def _envoi_early(f: Facts) -> str:
    if f["accord"] == "refuse" or f["relation"] == "dormante":
        return "rien"
    if f["annuaire"] == "inconnue":
        return "action-interne"
    if f["envoi_actuel"] == "plateforme":
        return "rien"
    mentioned = f["relation"] == "ponctuelle" or f["envoi_actuel"] == "edi"
    return "mention" if mentioned else "courrier informer"


def _envoi_preparation(f: Facts) -> str:
    served = f["envoi_actuel"] == "plateforme" and f["annuaire"] in {"active", "inconnue"}
    if f["relation"] != "active" or served:
        return "rien"
    if f["annuaire"] == "inconnue":
        return "action-interne"
    if f["envoi_actuel"] == "edi" or f["annuaire"] == "active":
        return "mention"
    unsure = f["annuaire"] == "absente" and f["verifie"] == "non"
    return "action-interne" if unsure else "courrier demander-adresse"


def _envoi_free(f: Facts) -> str:
    if f["envoi_actuel"] in AGREED_CHANNEL or f["accord"] in ACCEPTED:
        return "rien"
    if f["envoi_actuel"] != "papier":
        return "action-interne"
    if (f["accord"], f["relation"], f["offre"]) != ("aucun", "active", "electronique"):
        return "rien"
    return "courrier informer" if f["perimetre"] in ENERGY else "courrier demander-accord"


def suite(f: Facts) -> tuple[str, ...]:
    """What to do after an event, given what would be done without it."""
    if f["perimetre"] in STOPPED:
        answer = "action-interne"
    elif f["perimetre"] == "public":
        answer = _after_public(f)
    else:
        answer = AFTER[f["evenement"]](f)
    sent, _, intention = answer.partition(" ")
    return (sent, intention or "aucune")


def _after_public(f: Facts) -> str:
    dormant = f["relation"] == "dormante"
    return {
        "sans-reponse": "rien" if dormant else "courrier relancer",
        "donnees-manquantes": "rien" if dormant else "courrier demander-donnees",
        "changement": "action-interne" if dormant else "mention",
    }.get(f["evenement"], "rien")


def _after_agreement(f: Facts) -> str:
    if f["perimetre"] in CIRCUIT:
        return "action-interne" if f["annuaire"] == "inconnue" else "courrier confirmer"
    return "courrier confirmer" if f["offre"] == "electronique" else "action-interne"


def _after_refusal(f: Facts) -> str:
    if f["envoi_actuel"] == "edi":
        return "action-interne"
    law = f["perimetre"] == "dedans-oblige"
    return "courrier informer" if law else "courrier accuser-refus"


def _after_silence(f: Facts) -> str:
    if f["au_repos"] != "courrier":
        return "action-interne" if f["au_repos"] == "action-interne" else "rien"
    settled = f["annuaire"] == "active" and f["perimetre"] in CIRCUIT - EARLY
    return "rien" if settled else "courrier relancer"


def _after_change(f: Facts) -> str:
    already = f["perimetre"] in {"dedans-oblige", "dedans-volontaire"}
    unseen = already and f["annuaire"] != "active"
    return "action-interne" if f["relation"] == "dormante" or unseen else "mention"


def _after_a_gap(f: Facts) -> str:
    if f["perimetre"] not in CIRCUIT:
        return "action-interne"
    if f["relation"] == "dormante":
        return "rien"
    first = f["envoi_actuel"] == "edi" or f["annuaire"] == "inconnue"
    unsure = f["annuaire"] == "absente" and f["au_repos"] == "action-interne"
    return "action-interne" if first or unsure else "courrier demander-adresse"


def _after_a_year(f: Facts) -> str:
    served = f["envoi_actuel"] in {"courriel", "portail"}
    if f["perimetre"] not in ENERGY or f["relation"] == "dormante" or not served:
        return "rien"
    return "action-interne" if f["au_repos"] == "action-interne" else "courrier informer"


AFTER: Mapping[str, Callable[[Facts], str]] = {
    "accord-recu": _after_agreement,
    "refus-recu": _after_refusal,
    "sans-reponse": _after_silence,
    "changement": _after_change,
    "donnees-manquantes": _after_a_gap,
    "controle-annuel": _after_a_year,
}


def canaux(f: Facts) -> tuple[str, ...]:
    """The status of a channel in a case."""
    channel, perimeter = f["canal"], f["perimetre"]
    if perimeter in STOPPED:
        return ("exclu",)
    if channel in {"pa-facturx", "pa-xml", "pa-edi", "interoperabilite"}:
        return (_platform(f),)
    if channel == "chorus-pro" or perimeter == "public":
        return ("propose" if (channel, perimeter) == ("chorus-pro", "public") else "exclu",)
    outside = perimeter.startswith("dehors")
    if channel == "peppol":
        return ("propose" if outside else "exclu",)
    if perimeter == "dedans-oblige":
        rest = {"courriel": "secours", "papier": "secours", "espace-client": "complement"}
        return (rest.get(channel, "exclu"),)
    nearing = perimeter in CIRCUIT
    return ("exclu" if nearing and channel != "papier" else "propose",)


def _platform(f: Facts) -> str:
    perimeter = f["perimetre"]
    if perimeter in {"dedans-oblige", "dedans-volontaire"}:
        return "propose" if f["annuaire"] == "active" else "a-activer"
    if perimeter in {"dedans-annonce", "dedans-preparation"}:
        return "annonce"
    later = perimeter in {"dedans-pas-encore", "dedans-energie"}
    return "a-activer" if later and f["anticipe"] == "en-cours" else "exclu"


def mode(f: Facts) -> tuple[str, ...]:
    """The sheet decides, never tacit for consumers or energy; silence that meant yes is not reminded."""
    free = {"dedans-pas-encore", "dehors"}
    asking = f["intention"] in {"demander-accord", "relancer"}
    if not asking or f["perimetre"] not in free | ENERGY:
        return ("sans-objet",)
    always = f["perimetre"] in ENERGY or f["client"] == "particulier"
    if always or f["mode_accord"] == "explicite":
        return ("explicite",)
    return ("tacite" if f["intention"] == "demander-accord" else "sans-relance",)


TABLES: Mapping[str, Callable[[Facts], tuple[str, ...]]] = {
    "coherence": coherence,
    "perimetre": perimetre,
    "depart": depart,
    "regime": regime,
    "envoi": envoi,
    "suite": suite,
    "mode": mode,
    "canaux": canaux,
}


def chain(facts: Facts) -> dict[str, str]:
    """Section 2: the outcomes of a case, ``offre`` given."""
    known = dict(facts)
    known["donnees"] = coherence(known)[0]
    known["perimetre"] = perimetre(known)[0]
    known["depart"] = depart(known)[0]
    known["circuit"], known["acceptation"], known["papier"] = regime(known)
    known["envoi"], known["intention"] = envoi(known)
    if known["evenement"] != "aucun":
        known["au_repos"] = known["envoi"]
        known["envoi"], known["intention"] = suite(known)
    if known["envoi"] == "courrier":
        known["mode"] = mode(known)[0]
    return {name: value for name, value in known.items() if name == "offre" or name not in facts}
