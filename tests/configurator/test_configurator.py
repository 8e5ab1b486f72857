"""The configurator in a real browser: its answers, its files, its address, and what it leaves behind."""

import gzip
import io
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from conftest import ROOT, TODAY
from prevenance.catalog import Catalog
from prevenance.configurator import files, form, scripts
from prevenance.documents.formats import FORMATS
from prevenance.documents.press import Press
from prevenance.documents.validity import stamp
from prevenance.letter.answers import answer_blanks
from prevenance.letter.choices import active_keys, default_choices
from prevenance.letter.compose import compose
from prevenance.merge.editions import EDITIONS, edited
from prevenance.merge.fields import merge_keys
from prevenance.model import Support
from prevenance.model.company import Company
from prevenance.rules.cases import with_defaults
from prevenance.rules.company import load_company
from prevenance.rules.fitting import letters_for
from prevenance.rules.situation import dates_of, sender_state
from prevenance.rules.tables import decide
from prevenance.site.markup import inert
from support.browsing import drawn, opened_for_instant_navigation, until, watched

KIB = 1024
CODE_BOUND = 18.5 * KIB
"""Bytes of all the code that the page loads, gzipped: what it measures, and a little.

It was 12 KiB before the page promised to judge what is typed by the form of its field, to name the
characters that show nothing, and to say which dates contradict each other, all as the command does;
and 15.5 before it worked out the offer and where the sender stands, tied the dates of a letter to
its case, asked what a text cannot do without, and set the typography of answers.
"""
CHROMIUM = "chromium", "chromium-browser", "google-chrome"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STARTED = "Boolean(document.querySelector('prevenance-configurateur')?.state)"
DAY = f"jour={TODAY.isoformat()}"
YES = DAY
NO = f"{DAY}&profil=secteur-public"
TYPED = {
    "raison_sociale": 'Dupont & Fils <SARL> "l\'Exemple"',
    "adresse": "12  rue de l'Été",
    "signataire_nom": "Zoe\u0301 Łuk\u200b",
    "client_nom": "]]></w:t> { 7*7 } $& \\1",
    "client_courriel_facturation": "compta@exemple.fr",
}
HOSTILE = (
    "profil=<script>alert(1)</script>",
    "profil=%3Cimg%20src=x%20onerror=alert(1)%3E",
    'profil="><svg/onload=alert(1)>',
    "__proto__=pme",
    "__proto__[polluted]=1",
    "constructor=pme",
    "constructor.prototype.polluted=1",
    "prototype=1",
    "hasOwnProperty=1",
    "toString=pme",
    "profil=__proto__",
    "profil=constructor",
    "profil=toString",
    "courrier=__proto__",
    "courrier=constructor",
    "courrier=../../../etc/passwd",
    "courrier=//evil.example/x",
    "canaux=__proto__,constructor",
    "canaux=,",
    "benefices=javascript:alert(1)",
    "jour=2026-02-30",
    "jour=9999-12-31",
    "jour=0000-00-00",
    "profil=%",
    "profil=%E0%A4%A",
    "profil=%00",
    "profil=a%zz",
    "profil=pmé",
    "raison_sociale=Secret",
    "client_nom=Secret",
    "retenir=on",
    "profil=",
    "=",
    "=pme",
    "a=b=c",
    "profil=" + "x" * 20_000,
    "&".join(f"k{number}=v" for number in range(5_000)),
    "langue=de",
    "support=facture",
    "categorie=PME",
)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


HOOK = """
from prevenance.text import policy

def on_env(env, config, files):
    env.globals["politique"] = policy.for_guide
    return env
"""
"""What macros/mkdocs_hook.py does for the pages of this small guide."""


@dataclass(frozen=True)
class Site:
    """The page as published: over http, and as one file."""

    folder: Path
    root: str

    @property
    def page(self) -> str:
        return f"{self.root}trouver/"

    @property
    def one_file(self) -> str:
        return (self.folder / files.PAGE).as_uri()


@pytest.fixture(scope="module")
def site(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Build the page alone with the guide's theme, beside a home page, and serve it."""
    project = tmp_path_factory.mktemp("guide")
    docs, folder = project / "docs", project / "site"
    shutil.copytree(ROOT / "docs/assets", docs / "assets")
    press = Press(catalog, TODAY)
    guide = (ROOT / "docs/trouver.md").read_text("utf-8")
    written = guide.replace("{{ configurateur() }}", inert(form.macro(press)))
    assert written != guide
    (docs / "trouver.md").write_text(written, "utf-8")
    (docs / "index.md").write_text("# Accueil\n\n[Écrire](trouver.md)\n", "utf-8")
    (project / "kit").symlink_to(ROOT / "kit")
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    root = f"http://127.0.0.1:{server.server_port}/"
    settings = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "site_url": root,
        "docs_dir": str(docs),
        "hooks": ["hook.py"],
        "watch": [],
        "nav": [{"Accueil": "index.md"}, {"Écrire": "trouver.md"}],
        "theme": {"name": "material", "custom_dir": str(ROOT / "overrides")},
    }
    (project / "hook.py").write_text(HOOK, "utf-8")
    (project / "mkdocs.yml").write_text(json.dumps(settings), "utf-8")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT / "macros"), "PREVENANCE_SANS_DOCUMENTS": "1",
             "PREVENANCE_DATE": TODAY.isoformat(), "NO_MKDOCS_2_WARNING": "1"},
        check=True,
    )  # fmt: skip
    for path, data in files.Configurator(press).published():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Site(folder, root)
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def driver() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(driver: Playwright) -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, CHROMIUM)))
    args = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]
    started = driver.chromium.launch(executable_path=found, args=args)
    yield started
    started.close()


@pytest.fixture
def outside() -> list[str]:
    """List the other sites that a test may ask for a page."""
    return []


@pytest.fixture
def page(browser: Browser, site: Site, outside: list[str]) -> Iterator[Page]:
    """Give a page of its own; afterwards it must have asked for nothing elsewhere, and not erred.

    Nor may its policy have had anything to refuse.
    """
    context = browser.new_context(viewport={"width": 1360, "height": 900}, accept_downloads=True)
    refused = watched(context)
    opened = context.new_page()
    faults: list[str] = []
    opened.on(
        "console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None
    )
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("request", lambda r: None if _ours(r.url, site, outside) else faults.append(r.url))
    yield opened
    context.close()
    assert refused + faults == []


def _ours(url: str, site: Site, outside: list[str]) -> bool:
    return url.startswith((site.root, "file://", "blob:", "data:", *outside))


def opened(page: Page, address: str, choices: str = YES, *, unfold: bool = True) -> Page:
    """Open the page on choices, wait for its letter, and unfold its questions."""
    page.goto("about:blank")
    page.goto(f"{address}#{choices}")
    until(page, STARTED)
    for folded in page.query_selector_all(".cfg-questions fieldset:not([hidden]) summary"):
        if unfold:
            folded.click()
    return page


def part(page: Page, name: str) -> str:
    """Return the text of a part of the page, its spaces made plain."""
    return page.inner_text(f"[data-part={name}]").replace("\u00a0", " ")


def downloaded(page: Page, selector: str) -> tuple[str, bytes]:
    with page.expect_download() as waited:
        page.click(selector)
    return waited.value.suggested_filename, waited.value.path().read_bytes()


def state(page: Page) -> Any:
    """Return what every control of the form holds, and what the letter says."""
    return page.evaluate(
        "[[...document.querySelectorAll('prevenance-configurateur form [name]')]"
        ".map((c) => [c.name, c.value, c.checked]),"
        " document.querySelector('[data-part=lettre]').textContent]"
    )


@dataclass(frozen=True)
class Case:
    """What Python makes of the choices of a page."""

    catalog: Catalog
    facts: Mapping[str, str]
    profile: str = "pme"
    support: Support = "poste"
    language: str = "fr"

    @property
    def address(self) -> str:
        asked = {**self.facts, "profil": self.profile, "support": self.support}
        return "&".join(f"{k}={v}" for k, v in {"langue": self.language, **asked}.items())

    def document(self, format_: str, typed: Mapping[str, str], edition: str = "") -> bytes:
        catalog = self.catalog.speaking(self.language)
        profile = catalog.profiles[self.profile]
        company = Company(category="pme")
        facts = {
            "annuaire": "inconnue",
            "emetteur": sender_state(catalog, company, TODAY),
            **{name: values[0] for name, values in profile.facets.items()},
            **self.facts,
        }
        decision = decide(catalog, with_defaults(catalog, facts))
        text = letters_for(catalog, decision, self.support)[0]
        letter = compose(catalog, text, self.support)
        choices = default_choices(catalog, profile, decision, company, text)
        dates = dates_of(catalog, company, TODAY, decision.outcomes)
        found = answer_blanks(catalog, choices, dates, typed, self.language)
        active = active_keys(catalog, choices, dates, found)
        one = FORMATS[format_]
        template = one.compile_letter(letter, stamp(catalog, TODAY))
        if edition:
            kept = {k: v for k, v in found.items() if not k.startswith("client_")}
            changed = edited(template, EDITIONS[edition], catalog)
            return one.produce(changed, active | merge_keys(catalog), kept)
        return one.produce(template, active, found)


CASES: tuple[tuple[Mapping[str, str], str, Support, str], ...] = (
    ({}, "pme", "poste", "fr"),
    ({}, "particulier", "courriel", "fr"),
    ({}, "client-hors-ue", "courriel", "en"),
    (
        {"accord": "refuse", "evenement": "refus-recu"},
        "association-non-assujettie",
        "poste",
        "fr",
    ),
)


@pytest.mark.parametrize("where", ["page", "one_file"])
def test_downloads_are_the_bytes_that_python_makes(
    page: Page, site: Site, catalog: Catalog, where: str
) -> None:
    for facts, profile, support, language in CASES:
        case = Case(catalog, facts, profile, support, language)
        opened(page, getattr(site, where), f"{DAY}&{case.address}")
        typed = {k: v for k, v in TYPED.items() if page.is_visible(f"[name={k}]")}
        for name, value in typed.items():
            page.fill(f"[name={name}]", value)
        formats = ("docx", "odt", "html", "txt") if support == "poste" else ("eml", "html", "txt")
        for format_ in formats:
            name, data = downloaded(page, f"[data-format={format_}]:not([data-edition])")
            assert name.startswith("lettre_"), name
            assert name.endswith(f"_{profile}_{TODAY}.{format_}"), name
            assert data == case.document(format_, typed), (profile, format_)


def test_merge_editions_are_the_bytes_that_python_makes(
    page: Page, site: Site, catalog: Catalog
) -> None:
    editions: Mapping[Support, Mapping[str, str]] = {
        "poste": {"word": "docx", "libreoffice": "odt"},
        "courriel": {"envoi-texte": "txt", "envoi-html": "html"},
    }
    for support, names in editions.items():
        case = Case(catalog, {}, support=support)
        opened(page, site.page, f"{DAY}&{case.address}")
        page.fill("[name=raison_sociale]", "Exemple & Cie")
        if support == "poste":
            page.fill("[name=client_nom]", "Laissé à la liste")
        page.click("details:has([data-edition]) summary")
        shown = page.eval_on_selector_all(
            "[data-edition]:not([hidden])", "found => found.map((one) => one.dataset.edition)"
        )
        assert shown == list(names)
        for edition, format_ in names.items():
            name, data = downloaded(page, f"[data-edition={edition}]")
            assert name.endswith(f"_{edition}.{format_}")
            typed = {"raison_sociale": "Exemple & Cie"}
            assert data == case.document(format_, typed, edition), edition


def test_another_site_can_show_the_page_with_a_profile(
    page: Page, site: Site, outside: list[str], tmp_path: Path
) -> None:
    guide = (ROOT / "docs/kit/integrer.md").read_text("utf-8")
    found = re.search(r"```html\n(.*?)```", guide, re.DOTALL)
    assert found, "the page documents its frame"
    frame = found[1].replace("ADRESSE-DU-GUIDE/", site.root)
    text = f"<!doctype html><title>Exemple Conseil</title>{frame}"
    (tmp_path / "cabinet.html").write_text(text, "utf-8")
    (tmp_path / "favicon.ico").touch()
    other = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=other.serve_forever, daemon=True).start()
    outside.append(f"http://127.0.0.1:{other.server_port}/")
    page.goto(f"{outside[0]}cabinet.html")
    inside = page.frames[1]
    until(inside, STARTED)
    assert inside.input_value("[name=profil]") == "tpe-independant"
    assert inside.input_value("[name=categorie]") == "micro"
    assert not inside.is_visible(".md-header")
    assert not inside.is_visible(".md-footer")
    assert inside.inner_text("[data-part=reponse]")
    with page.expect_download() as waited:
        inside.click("[data-format=docx]:not([data-edition])")
    assert "_tpe-independant_" in waited.value.suggested_filename
    inside.select_option("[name=profil]", "secteur-public")
    assert inside.inner_text("[data-part=reponse]") == "Aucun courrier"
    assert page.url == f"{outside[0]}cabinet.html"
    assert page.context.cookies() == []
    other.shutdown()
    other.server_close()


def test_a_useful_letter_is_announced_with_its_reason(page: Page, site: Site) -> None:
    opened(page, site.page)
    assert part(page, "reponse").startswith("Un courrier : ")
    assert part(page, "motif")
    assert page.locator("[data-part=sources] a").count()
    assert "[Nom du client]" in part(page, "lettre")
    assert part(page, "compte").endswith("champs à compléter")


def test_a_phone_reaches_the_text_at_once_and_keeps_its_choices_in_the_address(
    page: Page, site: Site
) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    opened(page, site.page, f"{DAY}&profil=particulier", unfold=False)
    page.click("[data-action=voir]")
    until(page, "document.getElementById('cfg-titre').getBoundingClientRect().top < 200")
    assert page.evaluate("document.activeElement.id") == "cfg-titre"
    assert page.evaluate("location.hash") == f"#{DAY}&profil=particulier"


@pytest.mark.parametrize("where", ["page", "one_file"])
def test_no_letter_is_a_full_answer_to_keep(page: Page, site: Site, where: str) -> None:
    opened(page, getattr(site, where), NO)
    assert part(page, "reponse") == "Aucun courrier"
    assert "Chorus Pro" in part(page, "lettre")
    name, data = downloaded(page, "[data-format=docx]:not([data-edition])")
    assert name == f"fiche-de-decision_secteur-public_{TODAY}.docx"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert "Chorus Pro est déjà la voie" in archive.read("word/document.xml").decode()
    for format_ in ("odt", "html", "txt"):
        downloaded(page, f"[data-format={format_}]:not([data-edition])")


def test_a_choice_changes_the_letter_at_once(page: Page, site: Site) -> None:
    opened(page, site.page)
    before = part(page, "lettre")
    page.uncheck("[name=canaux][value=espace-client]")
    page.fill("[name=client_nom]", "Menuiserie <b>Bois</b>")
    assert "Menuiserie <b>Bois</b>" in part(page, "lettre")
    assert part(page, "lettre") != before
    page.check("[name=pourquoi]")
    assert page.locator(".origine").count() > 5
    assert page.locator(".origine a").count()


def test_the_address_brings_the_choices_back_and_no_data(page: Page, site: Site) -> None:
    opened(page, site.page)
    page.select_option("[name=profil]", "client-hors-ue")
    page.select_option("[name=support]", "courriel")
    page.select_option("[name=langue]", "en")
    page.uncheck("[name=canaux][value=courriel]")
    page.fill("[name=raison_sociale]", "Secret SARL")
    page.fill("[name=date_bascule]", "2027-03-01")
    page.wait_for_selector("[data-part=lettre][lang=en]")
    address, before = page.url, state(page)
    assert "Secret" not in address
    assert "2027" not in address
    opened(page, address.partition("#")[0], address.partition("#")[2])
    page.fill("[name=raison_sociale]", "Secret SARL")
    page.fill("[name=date_bascule]", "2027-03-01")
    page.wait_for_selector("[data-part=lettre][lang=en]")
    assert state(page) == before


def test_hostile_addresses_change_nothing_but_a_notice(page: Page, site: Site) -> None:
    opened(page, site.one_file)
    before = state(page)
    for address in HOSTILE:
        page.evaluate(
            "(text) => new Promise((done) => { addEventListener('hashchange', () => done(),"
            " { once: true }); location.hash = text; })",
            address,
        )
        assert state(page) == before, address
        assert part(page, "avis"), address
        assert page.evaluate("({}).polluted") is None


def test_hostile_addresses_change_nothing_in_the_guide(page: Page, site: Site) -> None:
    before = state(opened(page, site.page, ""))
    for address in HOSTILE[::9]:
        assert state(opened(page, site.page, address)) == before, address
        assert part(page, "avis"), address


def test_values_that_the_kit_refuses_are_said_and_left_out(page: Page, site: Site) -> None:
    opened(page, site.page)
    page.fill("[name=raison_sociale]", "a\u202eb")
    page.fill("[name=delai_reponse]", "999")
    page.fill("[name=date_bascule]", "2099-01-01")
    assert page.locator("[aria-invalid=true]").count() == 3
    assert page.inner_text("#e-date_bascule") == "Attendu\u00a0: de 2025-01-01 à 2034-12-31"
    assert (page.text_content("#e-raison_sociale") or "").replace("\u00a0", " ") == (
        "caractère interdit U+202E (forçage de droite à gauche), en 2e position, après « a »"
    )
    assert "[Nom de votre entreprise]" in part(page, "lettre")


def test_dates_that_contradict_each_other_are_said_beside_their_field(
    page: Page, site: Site
) -> None:
    opened(page, site.page)
    page.select_option("[name=categorie]", "pme")
    page.fill("[name=jour]", "2026-11-24")
    page.fill("[name=delai_reponse]", "0")
    page.fill("[name=debut_preparation]", "2028-01-15")
    page.fill("[name=date_bascule]", "2026-11-30")
    assert page.inner_text("#e-delai_reponse").startswith("0 jour pour répondre. Attendu\u00a0: ")
    assert "le 15 janvier 2028, votre date légale est le" in page.inner_text("#e-debut_preparation")
    said = page.inner_text("#e-date_bascule")
    assert "Réponse demandée jusqu’au 27 novembre 2026, premier envoi le 30 novembre 2026" in said
    assert page.locator("[aria-invalid=true]").count() == 3
    page.fill("[name=date_bascule]", "2027-03-01")
    page.fill("[name=delai_reponse]", "15")
    page.fill("[name=debut_preparation]", "")
    assert page.inner_text("#e-date_bascule") == ""
    assert page.locator("[aria-invalid=true]").count() == 0


def test_a_tacit_letter_does_not_leave_the_page_without_the_customers_address(
    page: Page, site: Site
) -> None:
    opened(page, site.page, "support=poste&mode_accord=tacite&annuaire=inconnue&accord=aucun")
    page.fill("[name=jour]", "2026-11-24")
    said = page.locator("#e-client_courriel_facturation")
    assert said.inner_text().startswith("À noter\u00a0: «\u00a0")
    assert "(mode_accord: explicite)" in said.inner_text()
    assert "[Courriel pour recevoir les factures]" in page.inner_text("[data-part=lettre]")
    page.click("[data-action=copier]")
    assert "À corriger d’abord" in page.inner_text("[data-part=avis]")
    page.fill("[name=client_courriel_facturation]", "compta@exemple.fr")
    assert said.inner_text() == ""
    assert "compta@exemple.fr" in page.inner_text("[data-part=lettre]")


WRONG = {
    "siren": ("ABCDEFGHI", "attendu : neuf chiffres, dont le dernier contrôle les autres, par exemple 123456789"),
    "contact_courriel": ("compta chez exemple point fr", "attendu : une seule adresse de courriel"),
    "telephone": ("voir site", "attendu : un numéro français à dix chiffres"),
    "portail_adresse": ("javascript:alert(1)", "attendu : une adresse qui commence par https://"),
    "code_postal_ville": ("75001", "attendu : un code postal, puis une ville"),
    "lieu": ("m" * 60, f"« {'m' * 60} », 60 caractères au lieu de 38 au plus"),
}  # fmt: skip
"""What a field refuses, and how it says so."""


def test_what_is_not_of_the_form_of_its_field_is_said_beside_it_and_nothing_leaves_the_page(
    page: Page, site: Site
) -> None:
    opened(page, site.page)
    assert page.locator("[maxlength]").count() == 0
    for name, (typed, _) in WRONG.items():
        page.evaluate(
            "([name, value]) => { const field = document.getElementsByName(name)[0];"
            " field.value = value; field.dispatchEvent(new Event('input', { bubbles: true })); }",
            [name, typed],
        )
    for name, (typed, said) in WRONG.items():
        field = page.locator(f"[name={name}]")
        assert field.input_value() == typed
        assert field.get_attribute("aria-invalid") == "true"
        assert field.evaluate("(field) => getComputedStyle(field).borderTopWidth") == "2px"
        assert f"e-{name}" in (field.get_attribute("aria-describedby") or "").split()
        assert (page.text_content(f"#e-{name}") or "").replace("\u00a0", " ").startswith(said)
    letter = part(page, "lettre")
    assert "[Votre téléphone]" in letter
    assert not any(typed in letter for typed, _ in WRONG.values())
    assert part(page, "compte").startswith("6 réponses à corriger, ")
    saved = []
    page.on("download", lambda file: saved.append(file.suggested_filename))
    for action in ("[data-action=fiche]", "[data-format=docx]:not([hidden]):not([data-edition])"):
        page.locator(action).first.click()
        assert part(page, "avis").startswith(
            "À corriger d’abord : Votre code postal et votre ville"
        )
    assert page.evaluate("document.activeElement.name") == "code_postal_ville"
    assert page.locator("[name=code_postal_ville]").is_visible()
    assert saved == []
    for name in WRONG:
        page.fill(f"[name={name}]", "")
    assert page.locator("[aria-invalid=true]").count() == 0
    assert downloaded(page, "[data-action=fiche]")[0] == "entreprise.yml"


def test_an_accented_domain_is_written_in_ascii_in_the_letter_and_the_sheet(
    page: Page, site: Site
) -> None:
    opened(page, site.page)
    page.fill("[name=contact_courriel]", "compta@Société.fr")
    named = page.evaluate("new URL('http://société.fr').hostname")
    assert f"compta@{named}" in part(page, "lettre")
    assert page.input_value("[name=contact_courriel]") == "compta@Société.fr"
    assert f'"compta@{named}"' in downloaded(page, "[data-action=fiche]")[1].decode()


def test_nothing_is_kept_before_the_reader_asks(page: Page, site: Site) -> None:
    kept = "Object.keys(localStorage).filter((key) => key.includes('entreprise'))"
    opened(page, site.page)
    page.fill("[name=raison_sociale]", "Exemple SARL")
    page.fill("[name=client_nom]", "Client secret")
    assert page.evaluate(kept) == []
    assert page.context.cookies() == []
    page.check("[name=retenir]")
    assert len(page.evaluate(kept)) == 1
    assert "Client secret" not in page.evaluate("JSON.stringify(localStorage)")
    opened(page, site.page)
    assert page.input_value("[name=raison_sociale]") == "Exemple SARL"
    page.click("[data-action=effacer]")
    assert page.evaluate(kept) == []
    assert page.input_value("[name=raison_sociale]") == ""


def test_the_sheet_that_the_page_writes_is_the_one_that_the_command_reads(
    page: Page, site: Site, catalog: Catalog, tmp_path: Path
) -> None:
    opened(page, site.page)
    example = ROOT / "kit/entreprise.exemple.yml"
    page.set_input_files("#c-import", example)
    page.wait_for_selector("[data-part=avis]:not([hidden])")
    assert part(page, "avis") == "Fiche lue."
    name, data = downloaded(page, "[data-action=fiche]")
    assert name == "entreprise.yml"
    path = tmp_path / name
    path.write_bytes(data)
    assert load_company(path, catalog) == load_company(example, catalog)
    page.fill("[name=raison_sociale]", TYPED["raison_sociale"] + " \\ # : -")
    path.write_bytes(downloaded(page, "[data-action=fiche]")[1])
    written = load_company(path, catalog)
    assert written.answers["raison_sociale"] == TYPED["raison_sociale"] + " \\ # : -"
    page.fill("[name=raison_sociale]", "Autre SARL")
    page.set_input_files("#c-import", path)
    expect(page.locator("[name=raison_sociale]")).to_have_value(written.answers["raison_sociale"])


def test_instant_navigation_starts_the_page_again(page: Page, site: Site) -> None:
    opened_for_instant_navigation(page, site.root)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for _ in range(2):
        page.click("article a[href*=trouver]")
        until(page, STARTED)
        page.click("fieldset:has([name=client_nom]) summary")
        page.fill("[name=client_nom]", "Encore là")
        assert "Encore là" in part(page, "lettre")
        asked.clear()
        page.click("h2 .headerlink")
        until(page, "location.hash.length > 1")
        drawn(page)
        assert site.page not in asked
        assert "Encore là" in part(page, "lettre")
        page.click(".md-tabs a >> nth=0")
        page.wait_for_selector("prevenance-configurateur", state="detached")
    assert page.evaluate("window.stays")


def test_without_javascript_the_ordinary_letter_shows(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.page)
    assert not page.is_visible("[name=profil]")
    assert page.is_visible("[data-part=lettre]")
    assert "Objet :" in part(page, "lettre")
    assert page.is_visible(".sans-script a")
    context.close()


@pytest.mark.parametrize(
    ("width", "scheme"), [(1360, "light"), (320, "light"), (1360, "dark")], ids=str
)
@pytest.mark.parametrize("choices", [YES, NO])
def test_the_page_is_accessible(
    page: Page, site: Site, choices: str, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(
        color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce"
    )
    opened(page, site.page, choices)
    if choices == YES:
        page.fill("[name=delai_reponse]", "999")
        page.fill("[name=portail_adresse]", "x" * 200)
        page.fill("[name=telephone]", "voir site")
        page.click("[data-action=fiche]")
        page.check("[name=pourquoi]")
    page.evaluate("scrollTo(0, 0)")
    shade = "slate" if scheme == "dark" else "default"
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", shade)
    assert_accessible(page, width)


@pytest.mark.parametrize(("width", "scheme"), [(1360, "light"), (320, "dark")], ids=str)
def test_the_offline_page_is_accessible_and_follows_the_readers_colours(
    page: Page, site: Site, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(
        color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce"
    )
    opened(page, site.one_file)
    drawn(page)
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == ("rgb(16, 24, 42)" if scheme == "dark" else "rgb(253, 252, 249)")
    assert_accessible(page, width)


def assert_accessible(page: Page, width: int) -> None:
    expect(page.locator("[data-part=statut]")).not_to_be_empty()
    drawn(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found] == []


def gzipped(text: str) -> int:
    return len(gzip.compress(text.encode(), 9))


def test_the_page_is_small_and_quick(page: Page, site: Site, catalog: Catalog) -> None:
    data = scripts.data_scripts(Press(catalog, TODAY))
    code = gzipped(scripts.started(()))
    first = gzipped(data.rules + data.shared) + max(map(gzipped, data.letters.values()))
    whole = (site.folder / files.PAGE).stat().st_size
    opened(page, site.page, unfold=False)
    moved = page.evaluate(  # the navigation is always there: what had moved comes with it
        "new Promise((done) => { const seen = new PerformanceObserver((list) => done(list.getEntries()"
        ".reduce((sum, { value = 0 }) => sum + value, 0)));"
        " for (const type of ['layout-shift', 'navigation']) seen.observe({ type, buffered: true }); })"
    )
    begin, change = page.evaluate(  # the least of many: other programs only add to it
        "() => { const e = document.querySelector('prevenance-configurateur');"
        " const least = (times, act) => Math.min(...Array.from({ length: times }, () => {"
        " const start = performance.now(); act(); return performance.now() - start; }));"
        " return [least(10, () => { e.disconnectedCallback(); e.connectedCallback(); }),"
        " least(50, () => e.refresh())]; }"
    )
    print(
        f"code {code}, data {first}, page {whole} bytes; {begin:.1f} ms, {change:.1f} ms; CLS {moved}"
    )
    assert code <= CODE_BOUND
    assert first < 60 * KIB
    assert whole < 2 * KIB * KIB
    assert begin < 100
    assert change < 16
    assert moved < 0.01
