"""The forms of an answer that champs.yml declares (``type``): what each accepts, how it is written.

Knows numbers, addresses and days as texts that :func:`prevenance.text.cleaning.clean_text` has cleaned;
knows no letter. The script of the page has its twin, and tests/catalog/test_forms.py asks both.
Rules: python-stdnum (SIREN, SIRET, French VAT), the structures of the VIES service (VAT of the
Union), E.164 (telephones), RFC 5322 in ASCII (e-mail), RFC 5890 to 5892 (accented domains).
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import idna
from stdnum.fr import siren, siret, tva

from prevenance.model import Field

EXAMPLE_SIREN = "123456789"
"""The number of every example: its last digit is wrong, so that no company can bear it."""

MAX_ADDRESS = 254
"""Characters of an address that a server accepts (RFC 5321, 4.5.3.1.3, brackets taken off)."""

VAT = {
    "AT": "U[0-9]{8}", "BE": "[01][0-9]{9}", "BG": "[0-9]{9,10}", "CY": "[0-9]{8}[A-Z]",
    "CZ": "[0-9]{8,10}", "DE": "[0-9]{9}", "DK": "[0-9]{8}", "EE": "[0-9]{9}", "EL": "[0-9]{9}",
    "ES": "[A-Z0-9][0-9]{7}[A-Z0-9]", "FI": "[0-9]{8}", "FR": "[A-HJ-NP-Z0-9]{2}[0-9]{9}",
    "HR": "[0-9]{11}", "HU": "[0-9]{8}", "IE": "[0-9][A-Z0-9+*][0-9]{5}[A-Z]{1,2}",
    "IT": "[0-9]{11}", "LT": "(?:[0-9]{9}|[0-9]{12})", "LU": "[0-9]{8}", "LV": "[0-9]{11}",
    "MT": "[0-9]{8}", "NL": "[A-Z0-9+*]{12}", "PL": "[0-9]{10}", "PT": "[0-9]{9}",
    "RO": "[0-9]{2,10}", "SE": "[0-9]{12}", "SI": "[0-9]{8}", "SK": "[0-9]{10}",
    "XI": "(?:[0-9]{9}|[0-9]{12}|(?:GD|HA)[0-9]{3})",
}  # fmt: skip
"""What follows the country in a VAT number of the Union and of Northern Ireland, as a regular expression."""

_ELSEWHERE = "(?=.*[0-9])[A-Z0-9]{5,15}"
"""The same for another country."""

_VAT = re.compile(r"[A-Za-z]{2}[A-Za-z0-9 .+*-]+")
_DIGIT_GROUP = r"(?:[0-9]|\([0-9]{1,5}\))"
_DIALLED = re.compile(rf"\+?{_DIGIT_GROUP}(?:[ ./-]?{_DIGIT_GROUP})*")
_NUMBER = re.compile(
    r"0[1-9][0-9]{8}|[13][0-9]{3}|118[0-9]{3}"  # France: ten digits, or a short number
    r"|(?:\+|00)(?:33[1-9][0-9]{8}|(?!33)[1-9][0-9]{6,14})"
)
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"(?!.*=\?){_ATOM}(?:\.{_ATOM})*")
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_ACCENTED = re.compile(
    r"[-0-9a-z\u00df-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff]+"
)
_WEB = re.compile(r'([Hh][Tt]{2}[Pp][Ss]?://)([^/?#:]+)((?::[0-9]{1,5})?(?:[/?#][^ "<>\\^`{|}]*)?)')
_NO_PLACE = re.compile(r"[!-%*+:-@\[-`{-~]")
_TOWN = re.compile(r"(?:^|[ ,])[^\x00-@\[-`{-\x7f][^\x00-&*+0-9:-@\[-`{-\x7f]*(?:[ ,]|$)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Form:
    """A form: what it expects, in French, and what it writes of a text ("" when it refuses it)."""

    expected: str
    write: Callable[[str], str]


def written(form: str, text: str) -> str:
    """Return a cleaned text as its form writes it, or an empty one when the form refuses it."""
    return FORMS[form].write(text)


def expected(field: Field) -> str:
    """Say what the form of a blank expects, with the example of that blank."""
    return f"{FORMS[field.type].expected}, par exemple {field.example}"


def holds_example(text: str) -> bool:
    """Tell whether a text holds the number of the examples."""
    return EXAMPLE_SIREN in text.replace(" ", "")


def mail_address(text: str) -> str:
    """Return one plain address (addr-spec of RFC 5322, 3.4.1) in ASCII, or an empty text."""
    local, _, host = text.rpartition("@")
    found = f"{local}@{domain(host)}"
    fits = _LOCAL.fullmatch(local) and not found.endswith("@") and len(found) <= MAX_ADDRESS
    return found if fits else ""


def domain(text: str) -> str:
    """Return a domain of two labels or more in ASCII, or an empty text when it is none.

    An ASCII one is left as it is; in others, capitals and letters with accents, Latin, Greek or
    Cyrillic, take the form of IDNA (``société.fr`` gives ``xn--socit-esab.fr``).
    """
    labels = [_label(label) for label in text.split(".")]
    return ".".join(labels) if len(labels) > 1 and all(labels) else ""


def _label(text: str) -> str:
    if text.isascii():
        return text if _LABEL.fullmatch(text) else ""
    text = text.lower()
    plain = _ACCENTED.fullmatch(text) and unicodedata.is_normalized("NFKC", text)
    if not plain or any(unicodedata.category(c) not in {"Ll", "Nd", "Pd"} for c in text):
        return ""
    try:
        return idna.encode(text).decode()
    except idna.IDNAError:
        return ""


def _siren(text: str) -> str:
    number = text.replace(" ", "")
    return text if _is_siren(number) else ""


def _is_siren(number: str) -> bool:
    """Judge digits alone: the library takes zeros, and the digits of other scripts, for numbers."""
    shaped = re.fullmatch("[0-9]{9}", number) and number != "0" * 9
    return bool(shaped) and (number == EXAMPLE_SIREN or siren.is_valid(number))


def _siret(text: str) -> str:
    number = text.replace(" ", "")
    known = re.fullmatch("[0-9]{14}", number) and _is_siren(number[:9])
    return text if known and (holds_example(number[:9]) or siret.is_valid(number)) else ""


def _vat(text: str) -> str:
    if not _VAT.fullmatch(text):
        return ""
    number = re.sub("[ .-]", "", text).upper()
    country, rest = number[:2], number[2:]
    if not re.fullmatch(VAT.get(country, _ELSEWHERE), rest):
        return ""
    if country == "FR" and number != f"FR32{EXAMPLE_SIREN}":
        return text if rest[2:] != "0" * 9 and tva.is_valid(rest) else ""
    return text


def _telephone(text: str) -> str:
    number = re.sub(r"[ ./()-]", "", text.replace("(0)", ""))
    return text if _DIALLED.fullmatch(text) and _NUMBER.fullmatch(number) else ""


def _web_address(text: str) -> str:
    found = _WEB.fullmatch(text)
    host = domain(found[2]) if found else ""
    return f"{found[1]}{host}{found[3]}" if found and host else ""


def _place(text: str) -> str:
    """Accept a postcode and a town, in any order; a town alone in capitals (Hong Kong has no code)."""
    coded = re.search("[0-9]", text) or not re.search("[a-z\u00df-\u00f6\u00f8-\u00ff\u0153]", text)
    return text if coded and _TOWN.search(text) and not _NO_PLACE.search(text) else ""


def _day(text: str) -> str:
    try:
        return text if _DAY.fullmatch(text) and dt.date.fromisoformat(text) else ""
    except ValueError:
        return ""


FORMS: Mapping[str, Form] = {
    "texte": Form("un texte", str),
    "adresse": Form("une ligne d'adresse postale", str),
    "identifiant": Form("un code, tel que votre client ou votre logiciel l'écrit", str),
    "date": Form("un jour, sous la forme année-mois-jour", _day),
    "courriel": Form("une seule adresse de courriel", mail_address),
    "telephone": Form(
        "un numéro français à dix chiffres, ou international qui commence par +", _telephone
    ),
    "adresse-web": Form("une adresse qui commence par https:// ou http://", _web_address),
    "siren": Form("neuf chiffres, dont le dernier contrôle les autres", _siren),
    "siret": Form("quatorze chiffres, dont le dernier contrôle les autres", _siret),
    "tva": Form("deux lettres de pays, puis un numéro dont la clé est juste", _vat),
    "code-postal-ville": Form("un code postal, puis une ville", _place),
}
"""Every form, by its name in champs.yml."""
