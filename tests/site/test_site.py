"""The published site, built once for all tests: complete, closed on itself, usable by everyone."""

import base64
import datetime as dt
import filecmp
import gzip
import hashlib
import json
import os
import re
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from conftest import ROOT, TODAY
from prevenance.catalog import Catalog
from prevenance.problems import UsageError
from prevenance.site import redirects
from prevenance.site.build import build_site
from prevenance.site.decisions import QUESTIONS
from prevenance.site.links import PAGE_FOLDERS
from prevenance.site.reviews import cited
from support.browsing import drawn, opened_for_instant_navigation, until, watched
from support.hostile import BAIT, ELSEWHERE, published, rendered, spoilt
from support.searching import asked, results

pytestmark = pytest.mark.xdist_group("site")  # one worker builds the site, and keeps it

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)  # fmt: skip
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules of axe on colours: all that differs between a light page and the same page in the dark."""

OURS = "prevenance.example"
"""The host of the site's own address in mkdocs.yml."""

KINDS = {
    "home": "",
    "article": "regles/dates-et-categories/",
    "situation": "clients/cas/pme-avant-sa-date/",
    "letters": "courriers/",
    "letter": "courriers/demander-adresse/",
    "letter in two languages": "courriers/demander-accord-etranger/",
    "profiles": "clients/",
    "profile": "clients/pme/",
    "channels": "methode/canaux/",
    "channel": "methode/canaux/papier/",
    "tools": "methode/outils/",
    "tool": "methode/outils/odoo/",
    "calendar": "regles/calendrier/",
    "stage": "regles/calendrier/emission-pme-micro/",
    "decision table": "regles/tables/envoi/",
    "coverage": "regles/tables/couverture/",
    "download": "kit/",
    "glossary": "regles/glossaire/",
    "sources": "regles/sources/",
    "retro-planning": "methode/planifier/",
    "keys": "kit/cles/",
    "news": "kit/nouveautes/",
    "whole guide": "kit/imprimer/",
    "configurator": "trouver/",
    "missing page": "404.html",
}

HEAVY = ("coverage", "whole guide")
"""Kinds whose thousands of elements are looked at twice, not three times: 1360 px dark, 320 px."""

TAG = re.compile(r"<[a-z][^<>]*>")
ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
SHOWN_AS_IS = re.compile(r"(?s)<(code|pre|mark|script|style|textarea)\b.*?</\1>")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the real site, documents included: the strict build itself is the first test."""
    output = tmp_path_factory.mktemp("guide") / "site"
    build_site(output, TODAY, ROOT / "mkdocs.yml")
    return output


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, str]:
    """Give the HTML of every page by address; letters to download are documents, not pages."""
    moved = redirects.moved(ROOT / "docs")
    found = {
        str(path.parent.relative_to(site)).strip(".") + "/": path.read_text("utf-8")
        for path in sorted(site.rglob("index.html"))
    }
    return {address: html for address, html in found.items() if address not in moved}


def test_every_old_address_leads_to_a_page(site: Path, pages: dict[str, str]) -> None:
    moved = redirects.moved(ROOT / "docs")
    for address in (ROOT / "tests/adresses.txt").read_text("utf-8").splitlines():
        if address in moved:
            page, _, anchor = moved[address].partition("#")
            html = (site / address / "index.html").read_text("utf-8")
            there = re.search(r'url=([^"#]*)', html)
            assert there and (site / address / there[1]).resolve() == (site / page).resolve()
            assert not anchor or f'id="{anchor}"' in pages[page or "/"], address
            assert (page or "/") in pages, address
        else:
            assert (address or "/") in pages, address


def tags(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    for tag in TAG.findall(html):
        name = re.split(r"[\s>/]", tag[1:], maxsplit=1)[0]
        yield name, {key: unescape(value) for key, value in ATTRIBUTE.findall(tag)}


# --- What the files hold ----------------------------------------------------------------------


def test_every_item_has_a_page(catalog: Catalog, pages: dict[str, str]) -> None:
    for collection, folder in PAGE_FOLDERS.items():
        for name in getattr(catalog, collection):
            assert f"{folder}/{name}/" in pages
    on_one_page = {
        "methode/benefices/": catalog.benefits,
        "regles/glossaire/": catalog.terms,
        "regles/sources/": catalog.sources,
    }
    for address, items in on_one_page.items():
        assert [name for name in items if f' id="{name}"' not in pages[address]] == []


def test_every_text_has_its_downloads(catalog: Catalog, site: Path, pages: dict[str, str]) -> None:
    formats = {
        "poste": {"docx", "odt", "pdf", "html", "txt"},
        "document": {"docx", "odt", "pdf", "html", "txt"},
        "courriel": {"eml", "html", "txt"},
        "facture": {"txt"},
    }
    for template in catalog.texts.values():
        here = f"courriers/{template.id}/"
        files = [
            (site / here / found["href"]).resolve()
            for name, found in tags(pages[here].replace(" download", ' download=""'))
            if name == "a" and "download" in found
        ]
        assert all(file.stat().st_size for file in files)
        expected = set().union(*(formats[support] for support in template.supports))
        assert {file.suffix[1:] for file in files} == expected, here


def test_the_kit_is_there_to_download(site: Path, pages: dict[str, str], catalog: Catalog) -> None:
    folder = site / "telechargements"
    found = {path.name for path in folder.iterdir()}
    assert {"kit-complet.zip", "SHA256SUMS"} <= found
    for name in catalog.profiles:
        assert any(re.fullmatch(rf"courriers-clients-{name}(--.+)?\.zip", one) for one in found)
    page = tags(pages["kit/"])
    linked = {
        found["href"].rpartition("/")[2] for name, found in page if ".zip" in found.get("href", "")
    }
    assert linked == {one for one in found if one.endswith(".zip")}


def test_nothing_is_left_of_macros_and_blanks(pages: dict[str, str]) -> None:
    left = {
        address: found[0]
        for address, html in pages.items()
        if (found := re.search(r"\{\{|\{%|\(\(|Macro Rendering Error", SHOWN_AS_IS.sub("", html)))
    }
    assert left == {}


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    loading = {"script", "link", "img", "iframe", "source", "object", "embed", "video", "audio"}
    for file in [*site.rglob("*.html"), *site.rglob("*.svg")]:
        for name, found in tags(file.read_text("utf-8")):
            if name in loading:
                for address in (found.get("src", ""), found.get("href", ""), found.get("data", "")):
                    assert urlsplit(address).netloc in ("", OURS), (file, address)
    for file in site.rglob("*.css"):
        assert not re.search(r"(?:url\(|@import )[\"']?(?:https?:)?//", file.read_text("utf-8"))


def test_every_internal_link_and_anchor_leads_somewhere(site: Path, pages: dict[str, str]) -> None:
    anchors = {here: {f["id"] for _, f in tags(html) if "id" in f} for here, html in pages.items()}
    lost: set[str] = set()
    for here, html in {**pages, "404.html": (site / "404.html").read_text("utf-8")}.items():
        for address, path, anchor in internal(here, html):
            answers = path == "trouver/" and "=" in anchor  # those of a case, read by the page
            if (not (site / path / "index.html").is_file() and not (site / path).is_file()) or (
                anchor and not answers and anchor not in anchors.get(path or "/", {anchor})
            ):
                lost.add(f"{here}: {address}")
    assert sorted(lost) == []


def internal(here: str, html: str) -> Iterator[tuple[str, str, str]]:
    """Yield the addresses on this site that a page gives: as written, path, anchor."""
    for name, found in tags(html):
        address = found.get("href") or found.get("src") or ""
        there = urlsplit(urljoin(f"http://here/{here.lstrip('/')}", address))
        canonical = name == "link" and found.get("rel") == "canonical"
        if address and there.netloc == "here" and not canonical:
            yield address, unquote(there.path).lstrip("/"), unquote(there.fragment)


def test_no_page_uses_an_identifier_twice(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        known = [found["id"] for _, found in tags(SHOWN_AS_IS.sub("", html)) if "id" in found]
        assert sorted({one for one in known if known.count(one) > 1}) == [], address


def test_every_page_presents_itself(pages: dict[str, str]) -> None:
    titles: list[tuple[str, str]] = []
    for address, html in pages.items():
        meta = {
            found.get("property") or found.get("name", ""): found.get("content", "")
            for name, found in tags(html)
            if name == "meta"
        }
        assert meta["og:title"], address
        assert meta["og:description"] == meta["description"] != "", address
        assert meta["og:type"] == "website"
        assert meta["og:locale"] == "fr_FR"
        titles.append((address.rstrip("/").rpartition("/")[0], meta["og:title"]))
    assert sorted({title for title in titles if titles.count(title) > 1}) == []


def test_every_page_says_when_it_was_read_again_and_where_to_report(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        assert "Signaler une erreur</a>" in html, address
        assert re.search(r'class="relecture">(?:Relu le|Page tirée du kit, état au) <time', html), address  # fmt: skip


def test_no_page_is_late_on_the_day_of_the_test(pages: dict[str, str]) -> None:
    assert [address for address, html in pages.items() if 'class="bandeau"' in html] == []


# --- What pages may load and run --------------------------------------------------------------

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)
LOADS = re.compile(r"<(?:script|style|img|iframe|body|link rel=.(?:stylesheet|preload))")
SUM = re.compile(r"'sha256-[A-Za-z0-9+/]{43}='")
NONE = {"default-src", "object-src", "base-uri", "form-action"}

FROM = {
    "guide": {
        "script-src": {"'self'"}, "style-src": {"'self'"}, "img-src": {"'self'", "data:"},
        "connect-src": {"'self'"}, "worker-src": {"'self'"},
    },
    "one file": {
        "script-src": set(), "style-src": set(), "img-src": {"data:"},
        "require-trusted-types-for": {"'script'"}, "trusted-types": {"'none'"},
    },
    "letter": {"style-src": {"'unsafe-inline'"}, "img-src": {"'self'", "data:"}},
    "old address": {},
}  # fmt: skip
"""What each kind of page may load, sums of inline texts apart."""


def kind_of(file: Path) -> str:
    if file.parent.name == "fichiers":
        return "letter"
    if 'http-equiv="refresh"' in file.read_text("utf-8"):
        return "old address"
    return "one file" if file.name == "configurateur-hors-ligne.html" else "guide"


def directives(html: str) -> dict[str, set[str]]:
    """Read the one policy of a page, which stands before anything that loads or runs."""
    (policy,) = POLICY.findall(html)
    loads = LOADS.search(html)
    assert loads is None or html.index(policy) < loads.start()
    return {name: set(sources) for name, *sources in map(str.split, policy.split(";"))}


def sums(html: str, name: str) -> set[str]:
    """Return the sums of the inline scripts, or styles, of a page."""
    texts = [text.encode() for found, text in INLINE.findall(html) if found == name]
    digests = [base64.b64encode(hashlib.sha256(text).digest()).decode() for text in texts]
    return {f"'sha256-{digest}'" for digest in digests}


def test_every_page_says_what_it_loads_and_runs(site: Path) -> None:
    files = sorted(site.rglob("*.html"))
    assert {kind_of(file) for file in files} == set(FROM)
    for file in files:
        html = file.read_text("utf-8")
        found = directives(html)
        kind = FROM[kind_of(file)]
        assert found.keys() == NONE | kind.keys(), file
        assert {name: found[name] for name in NONE} == {name: {"'none'"} for name in NONE}
        for name, allowed in kind.items():
            free = "'unsafe-inline'" in allowed  # a letter's style: companies change it by hand
            inline = set() if free else sums(html, name.removesuffix("-src"))
            assert found[name] == allowed | inline, (file, name)
            assert all(SUM.fullmatch(source) for source in inline)
        assert "script-src" in found or "<script" not in html, file
        assert '<meta name="referrer" content="no-referrer">' in html, file
        for name, attributes in tags(SHOWN_AS_IS.sub("", html)):
            written = [one for one in attributes if one == "style" or one.startswith("on")]
            assert written == [], (file, name)


# --- What a browser sees ----------------------------------------------------------------------


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Serve the site on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("Chromium is missing: make outils-systeme")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", ALONE]
        )
        yield launched
        launched.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give a context of its own, whose pages must keep their policies to the end of the test."""
    made = browser.new_context(
        viewport={"width": 1360, "height": 900}, reduced_motion="reduce", locale="fr-FR"
    )
    refused = watched(made)
    yield made
    made.close()
    assert refused == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_sound_at_every_width_and_in_the_dark(
    kind: str, context: BrowserContext, address: str
) -> None:
    page = context.new_page()
    errors: list[str] = []
    requests: list[str] = []
    page.on("console", lambda m: errors.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(address + KINDS[kind], wait_until="load")
    found = violations(page, "1360 px") if kind not in HEAVY else []
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    found += violations(page, "1360 px, dark", RULES if kind in HEAVY else COLOURS)
    page.set_viewport_size({"width": 320, "height": 800})
    page.emulate_media(color_scheme="light")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    found += violations(page, "320 px")
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert errors == []
    assert [url for url in requests if not url.startswith((address, "data:", "blob:"))] == []
    assert context.cookies() == []


def violations(page: Page, where: str, rules: list[str] = RULES) -> list[str]:
    """List what axe finds against some rules: rule, place, element.

    What waits to come near the screen is shown first: axe would not see the colours behind it.
    """
    page.evaluate(
        "() => { const style = new CSSStyleSheet(); document.adoptedStyleSheets = [style];"
        " style.replaceSync('* { content-visibility: visible !important }'); }"
    )
    run = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
    return [
        f"{where}: {rule['id']}: {' '.join(rule['nodes'][0]['target'])}: {rule['help']}"
        for rule in run.response["violations"]
    ]


def test_a_first_visit_is_light(context: BrowserContext, address: str, site: Path) -> None:
    """Count what the home page transfers, as a host that compresses would send it: 120 kB."""
    page = context.new_page()
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).path.lstrip("/")))
    page.goto(address, wait_until="networkidle")
    files = [site / path if path else site / "index.html" for path in asked]
    assert site / "search/search_index.json" not in files
    assert sum(len(gzip.compress(file.read_bytes(), 6)) for file in files) < 120_000


def navigate_at_once(page: Page, address: str) -> None:
    """Let the theme navigate without reloading: it wants the addresses that its site map gives.

    It takes the host from the page, but the port from the site map.
    """
    body = page.request.get(f"{address}sitemap.xml").text().replace(f"https://{OURS}/", address)
    page.route(
        "**/sitemap.xml", lambda route: route.fulfill(body=body, content_type="application/xml")
    )


def test_the_copy_button_works_also_after_an_instant_navigation(
    context: BrowserContext, address: str
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page = context.new_page()
    navigate_at_once(page, address)
    opened_for_instant_navigation(page, f"{address}courriers/")
    for name, start in (("demander-adresse", "[Nom de"), ("mention-adresse", "")):
        page.locator(f'article a[href$="{name}/"]').first.click()
        page.wait_for_url(f"**/courriers/{name}/")
        button = page.locator("copie-texte button").first
        button.click()
        expect(page.locator("copie-texte [role=status]").first).to_have_text("Texte copié.")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(start)
        assert len(copied) > 40
        page.go_back()
        page.wait_for_url("**/courriers/")
    assert page.evaluate("window.stays")


def test_the_questions_of_the_home_page_lead_to_the_answer(
    context: BrowserContext, address: str
) -> None:
    page = context.new_page()
    page.goto(address)
    answer = page.get_by_role("link", name="Voir la réponse et le texte")
    assert str(answer.get_attribute("href")).rstrip("#").endswith("trouver/")
    asked = {"profil": "particulier", "categorie": "ge", "annuaire": "absente"}
    for name, value in asked.items():
        page.locator(f".questions [name={name}]").select_option(value)
    answer.click()
    page.wait_for_url("**/trouver/#*")
    form = page.locator("prevenance-configurateur")
    for name, value in asked.items():
        expect(form.locator(f"[name={name}]")).to_have_value(value)
    expect(form.locator("[data-part=avis]")).to_be_hidden()


def test_without_javascript_the_questions_are_links(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator(".questions select").first.is_hidden()
    assert page.locator(".questions a").count() == len(QUESTIONS)
    context.close()


def search_for(page: Page, words: str) -> None:
    """Type in the search box: it looks at what is there each time a key goes up."""
    page.locator(".md-search__input").fill(words)
    page.locator(".md-search__input").press("End")


def test_a_search_finds_words_with_or_without_their_accents(
    context: BrowserContext, address: str
) -> None:
    page = context.new_page()
    page.goto(address)
    for typed, written in (("agreee", "agréée"), ("interoperabilite", "interopérabilité"),
                           ("interopérabilité", "interopérabilité"), ("interopérab", "interopérab")):  # fmt: skip
        search_for(page, typed)
        found = page.locator(".md-search-result__list").get_by_text(re.compile(written, re.I))
        expect(found.first).to_be_attached()
    link = page.locator("a.md-search-result__link").first.get_attribute("href")
    html = context.request.get(urljoin(address, link or "")).text()
    assert "interopérabilité" in html.casefold()
    page.locator(".md-search__input").press("Enter")
    page.wait_for_url("**/?h=*")
    expect(page.locator("article h1")).to_be_visible()


def test_a_search_finds_the_page_that_answers(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(address)
    for name, least in (("reference", 0.95), ("mots", 0.9), ("troisieme", 0.8)):
        answers = asked(page, name, redirects.moved(ROOT / "docs"))
        assert answers.share >= least, answers.missed
        if name != "troisieme":
            assert [question for question, count in answers.counts.items() if not count] == []
            assert answers.median <= 15, answers.counts


def test_a_word_found_is_marked_alone_in_what_is_shown(
    context: BrowserContext, address: str
) -> None:
    page = context.new_page()
    page.goto(address)
    (found,) = results(page, ["agréée"])
    shown = " ".join(part["title"] + part["text"] for group in found for part in group)
    assert "<mark" in shown
    assert re.findall(r"<mark[^>]*>(?!(?i:agréée?s?)\W?</mark>)[^<]*(?:<(?!/mark>)|&)", shown) == []


def test_the_search_says_what_to_type_and_where_to_ask(
    context: BrowserContext, address: str
) -> None:
    page = context.new_page()
    page.goto(address)
    search_for(page, "médecin")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    expect(page.locator(".recherche-aide").first).to_be_visible()
    expect(page.locator(".recherche-vide")).to_be_hidden()
    search_for(page, "xylophone")
    expect(page.locator(".md-search-result__item")).to_have_count(0)
    expect(page.locator(".recherche-aide").first).to_be_visible()
    page.locator(".recherche-vide a").click()
    page.wait_for_url("**/trouver/")


def test_the_index_of_the_search_is_light_and_holds_no_letter(site: Path) -> None:
    data = (site / "search/search_index.json").read_bytes()
    assert len(gzip.compress(data, 9)) <= 100_000
    entries = {entry["location"]: entry for entry in json.loads(data)["docs"]}
    assert not [one for one in entries if one.startswith(("regles/tables/", "kit/cles/", "kit/imprimer/"))]  # fmt: skip
    assert not [one for one in entries if one.startswith("courriers/annoncer/#")]
    assert "circulaire" in entries["courriers/annoncer/"]["mots"]
    assert not any("Nous vous écrivons au sujet" in entry["text"] for entry in entries.values())


def test_a_letter_in_a_browser_has_its_style(
    context: BrowserContext, address: str, site: Path
) -> None:
    page = context.new_page()
    letter = "courriers/fichiers/demander-adresse-poste.html"
    for place in (address + letter, (site / letter).as_uri()):
        page.goto(place)
        assert page.evaluate("getComputedStyle(document.body).fontSize") == "14px"


def test_colours_chosen_by_hand_stay(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(f"{address}regles/accord/")
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    for _ in range(2):  # from those of the device to the light ones, then to the dark ones
        page.locator("[data-md-component=palette] label:not([hidden])").click()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(f"{address}clients/pme/")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


SLIPPED = {
    '<script>window.ran = "script"</script>': "script-src-elem",
    '<img src="/x.png" onerror="window.ran = \'handler\'">': "script-src-attr",
    '<a href="javascript:void(window.ran = \'address\')" class="slipped">x</a>': "script-src-elem",
    '<script src="https://elsewhere.example/x.js"></script>': "script-src-elem",
    '<img src="https://elsewhere.example/x.png">': "img-src",
    '<link rel="stylesheet" href="https://elsewhere.example/x.css">': "style-src-elem",
    "<style>body { display: none }</style>": "style-src-elem",
    '<p style="color: red">x</p>': "style-src-attr",
    '<iframe src="/"></iframe>': "frame-src",
    '<object data="/favicon.svg"></object>': "object-src",
    '<video src="/x.webm"></video>': "media-src",
    '<base href="https://elsewhere.example/">': "base-uri",
    '<form action="/x"><button class="slipped">x</button></form>': "form-action",
}
"""Marks that a text could carry if every check failed, and the directive that refuses each."""


@pytest.mark.parametrize("written", SLIPPED)
def test_what_slips_into_a_page_neither_runs_nor_loads(
    written: str, browser: Browser, address: str, site: Path
) -> None:
    html = (site / "regles/accord/index.html").read_text("utf-8")
    html = html.replace("</article>", f"{written}</article>")
    context = browser.new_context()
    refused = watched(context)
    page = context.new_page()
    outside: list[str | None] = []
    page.on("requestfailed", lambda r: outside.append(r.failure) if "elsewhere" in r.url else None)
    page.route(
        "**/regles/accord/", lambda route: route.fulfill(body=html, content_type="text/html")
    )
    page.goto(f"{address}regles/accord/")
    for slipped in page.locator(".slipped").all():
        slipped.click()
    until(page, lambda: bool(refused))
    assert {line.split(": ")[1] for line in refused} == {SLIPPED[written]}
    assert page.evaluate("window.ran") is None
    assert page.evaluate("document.baseURI").startswith(address)
    assert set(outside) <= {"csp"}
    context.close()


def test_the_guide_works_by_keyboard_from_the_first_key(context: BrowserContext, address: str) -> None:  # fmt: skip
    page = context.new_page()
    page.goto(f"{address}regles/accord/")
    until(page, "typeof document$ !== 'undefined'")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.md-skip')")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('main :target')")
    drawn(page)
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")


# --- What a change of the project gives --------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copied(tmp_path / "projet")


def copied(folder: Path) -> Path:
    """Copy the project as far as the site needs it."""
    folder.mkdir()
    for name in ("docs", "overrides", "kit"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "macros").mkdir()
    for name in ("mkdocs.yml", "CHANGELOG.md", "macros/mkdocs_hook.py"):
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREVENANCE_SANS_DOCUMENTS", "1")
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "macros"))


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    "said",
    [
        {"{{ profil('inconnu') }}": "inconnu"},
        {
            "{{ nom_inconnu }}": "code de gabarit : « {{ nom_inconnu",
            "{{ cycler.__init__.__globals__ }}": "code de gabarit : « {{ cycler",
            "<script>alert(1)</script>": "balise « <script »",
        },
    ],
    ids=["a macro that fails", "an undefined name, a way out of the template, a script"],
)
def test_a_page_that_the_macros_cannot_render_stops_the_build(
    said: dict[str, str], project: Path
) -> None:
    for name, written in zip(("index", "kit/nouveautes", "kit/contribuer"), said, strict=False):
        page = project / f"docs/{name}.md"
        page.write_text(f"{page.read_text('utf-8')}\n{written}\n", "utf-8")
    with pytest.raises(UsageError) as told:
        build_site(project / "site", TODAY, project / "mkdocs.yml")
    assert [words for words in said.values() if words not in str(told.value)] == []
    assert not (project / "site").exists()


@pytest.mark.usefixtures("quick")
def test_a_link_or_a_pipe_in_the_tree_stops_the_build(project: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hors-du-projet")
    os.mkfifo(project / "docs/x.md")
    for name in ("docs/assets/x", "overrides/x.html"):
        (project / name).symlink_to(secret)
    with pytest.raises(UsageError) as told:
        build_site(project / "site", TODAY, project / "mkdocs.yml")
    for name in ("docs/x.md", "docs/assets/x", "overrides/x.html"):
        assert f"{name}:" in str(told.value)
    assert not (project / "site").exists()
    assert "hors-du-projet" not in str(told.value)


POKE = """
for (const element of document.querySelectorAll("*"))
  for (const kind of ["click", "mouseover", "focus", "error", "load", "begin"])
    element.dispatchEvent(new Event(kind, { bubbles: true, cancelable: true }));
typeof ran
"""


@pytest.mark.parametrize("read", ["as text", "as mark-up"])
def test_a_script_in_a_text_of_the_kit_does_not_run(
    browser: Browser, catalog: Catalog, read: str
) -> None:
    """The page of a tool whose every text is an attack; read as mark-up, to see that it bites."""
    pages = (
        published(spoilt(catalog), TODAY, "methode/outils/excel")
        if read == "as text"
        else [("", rendered(BAIT))]
    )
    asked: list[str] = []
    for _, html in pages:
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.set_content(f"<!doctype html><title>x</title>{html}")
        runs = page.evaluate(POKE) == "number"
        page.close()
    assert runs == (read == "as mark-up")
    assert any(ELSEWHERE in url for url in asked) == (read == "as mark-up")


def test_a_date_and_a_picture_count_the_sources_that_they_rest_on(pages: dict[str, str]) -> None:
    """So that the banner of a page knows a date that shows no source of its own."""
    for address in ("/", "regles/idees-recues/", "regles/calendrier/"):
        assert "data-sources=" in pages[address], address
        assert set(re.findall('data-sources="([a-z0-9-]+)', pages[address])) <= set(
            cited(pages[address])
        )
    assert cited('<time datetime="2027-09-01" data-sources="a-1 b">') == ["a-1", "b"]


LEFT = "net::ERR_ABORTED"
"""What a browser says of a picture that a reader left before it came."""


@pytest.mark.usefixtures("quick")
def test_the_guide_in_a_folder_opens_without_a_server_or_a_fault(
    browser: Browser, project: Path
) -> None:
    shutil.copy(ROOT / "mkdocs-hors-ligne.yml", project)
    output = project / "hors-ligne"
    build_site(output, TODAY, project / "mkdocs-hors-ligne.yml")
    context = browser.new_context(offline=True)
    faults = watched(context)
    page = context.new_page()
    page.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith("file://") else faults.append(r.url))
    page.on("requestfailed", lambda r: None if r.failure == LEFT else faults.append(r.url))
    page.goto((output / "index.html").as_uri())
    assert page.locator(".md-search").count() == 0
    page.get_by_role("link", name="profil", exact=True).click()
    page.locator(".tableau a").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.goto((output / "trouver/index.html").as_uri())
    expect(page.locator("[data-part=statut]")).not_to_be_empty()
    context.close()
    assert faults == []
    for html in output.rglob("index.html"):  # make leaves out the page of a server, 404.html
        for name, found in tags(SHOWN_AS_IS.sub("", html.read_text("utf-8"))):
            target = found.get("href" if name == "a" else "src", "")
            if target and "documents" not in target and not re.match("[a-z]+:|#", target):
                path = html.parent / unquote(urlsplit(target).path)
                assert path.is_file(), (html, target)


DEPOT = "https://depot.test/p"


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Build the site of another day twice, elsewhere, otherwise, with the address of its source."""
    settings = [("Pacific/Auckland", "fr_FR.UTF-8", "1"), ("America/Lima", "C", "2")]
    built = []
    for name, (zone, language, seed) in zip(("un", "un autre dossier"), settings, strict=True):
        place = copied(tmp_path_factory.mktemp("ailleurs") / name)
        config = place / "mkdocs.yml"
        text = config.read_text("utf-8").replace('depot: ""', f'depot: "{DEPOT}"')
        config.write_text(text, "utf-8")
        environment = {
            **{"TZ": zone, "LANG": language, "LC_ALL": language, "PYTHONHASHSEED": seed},
            "SOURCE_DATE_EPOCH": "1795478400",
            "PREVENANCE_SANS_DOCUMENTS": "1",
            "PYTHONPATH": str(ROOT / "macros"),
        }
        with pytest.MonkeyPatch.context() as patched:
            for key, value in environment.items():
                patched.setenv(key, value)
            build_site(place / "site", dt.date(2027, 9, 2), config)
        built.append(place / "site")
    return built[0], built[1]


def test_two_builds_elsewhere_give_the_same_bytes(elsewhere: tuple[Path, Path]) -> None:
    one, other = elsewhere
    files = sorted(str(p.relative_to(one)) for p in one.rglob("*") if p.is_file())
    assert files == sorted(str(p.relative_to(other)) for p in other.rglob("*") if p.is_file())
    assert filecmp.cmpfiles(one, other, files, shallow=False)[1:] == ([], [])


def test_another_day_gives_other_tenses(site: Path, elsewhere: tuple[Path, Path]) -> None:
    later = elsewhere[0]

    def text(folder: Path, page: str) -> str:
        html = (folder / page / "index.html").read_text("utf-8")
        return re.sub(r"<[^>]+>", "", html).replace("\u00a0", " ")

    assert "1er janvier 2027" in text(site, "kit/nouveautes")
    assert "30 juin 2028" in text(later, "kit/nouveautes")
    assert "1er janvier 2027" not in text(later, "kit/nouveautes")
    letter = "courriers/demander-accord"
    assert text(site, letter) != text(later, letter)
    article = (later / "regles/accord/index.html").read_text("utf-8")
    assert 'class="bandeau"' in article
    assert article.index("</h1>") < article.index('class="bandeau"') < article.index("<h2")


def test_an_address_in_the_settings_makes_the_edit_and_report_links(
    site: Path, elsewhere: tuple[Path, Path]
) -> None:
    without = (site / "clients/pme/index.html").read_text("utf-8")
    assert 'href="../../kit/contribuer/">Signaler' in without
    profile = (elsewhere[0] / "clients/pme/index.html").read_text("utf-8")
    assert f'href="{DEPOT}/edit/main/kit/profils/pme.yml"' in profile
    assert f"{DEPOT}/issues/new?template=1-erreur-de-texte.yml&amp;endroit=clients/pme/" in profile
    article = (elsewhere[0] / "regles/accord/index.html").read_text("utf-8")
    assert f'href="{DEPOT}/edit/main/docs/regles/accord.md"' in article
