"""What a page of docs/ may hold: text, Markdown, and calls of our macros.

Whoever writes a page is no programmer of the site: no script, handler or form, nothing loaded from
elsewhere, no address but relative ones (others are in the kit, with their source). overrides/ and
docs/assets/ are code, which a developer reads; here their files are only what they seem to be.
"""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import yaml
from markdown import markdown

from prevenance.problems import (
    Place,
    Problem,
    one_of,
    shown,
)
from prevenance.reader.files import Reading, read_text, split_front_matter
from prevenance.reader.nodes import compose_yaml
from prevenance.reader.tree import strangers
from prevenance.site.call_form import CALL, MAX_CALLS
from prevenance.site.listed import list_faults
from prevenance.text.cleaning import hidden_character

EXTENSIONS = ("attr_list", "fenced_code", "md_in_html", "tables", "toc")
"""The extensions of Markdown that give elements or attributes, as in mkdocs.yml."""

KEYS = ("title", "description", "relu_le", "hide", "search", "mots")
"""What the head of a page may say; a page never chooses its template nor what is run."""

SUFFIXES = (".css", ".js", ".md", ".png", ".svg", ".yml")
THEME = (".html",)
MAX_LINE = 2_000
"""Characters of one line: Markdown reads some lines in the square of their length."""

ELEMENTS = (
    "a|abbr|blockquote|br|caption|code|dd|del|details|div|dl|dt|em|h[1-6]|hr|img|kbd|li|ol|p|pre|s|"
    "samp|small|span|strong|sub|summary|sup|table|tbody|td|th|thead|tr|ul"
)
MOST = {"[": 100, "\\": 100, "<": 100, "&": 200, "!": 200, "`": 300, "_": 300, "*": 600}
"""How often a page may hold a sign that Markdown pairs: it looks for some pairs for minutes."""

_RELATIVE = r"(?![/\\])[^:\\\s/?#]*(?:[/?#][^\\\s]*)?"
_VALUES = {
    "href": rf"{_RELATIVE}|mailto:\S+",
    "src": _RELATIVE,
    "style": r"text-align: (?:left|right|center);",
    **dict.fromkeys(("alt", "aria-label", "class", "id", "lang", "open", "role", "scope"), r".*"),
    **dict.fromkeys(("start", "title"), r".*"),
}
"""The attributes of a page, with what they may hold."""

_ELEMENT = re.compile(rf'</?(?:{ELEMENTS})((?: [a-z-]+="[^"<>]*")*) ?/?>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"<>]*)"')
_TEMPLATE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#")


def guide_faults(project: Path) -> list[Problem]:
    """Return what is wrong in docs/ and overrides/, sorted, without following or running anything.

    Places are seen from the project's folder. The kit is looked at by the checks.
    """
    docs = project / "docs"
    found = [*strangers(docs, SUFFIXES), *strangers(project / "overrides", THEME)]
    if (project / "kit").is_symlink():
        found.append(
            Problem(Place("kit"), "lien symbolique", "un dossier", "remplacez-le par une copie")
        )
    if not found:  # every name is plain and every file ordinary: they can be opened
        for path in sorted(docs.rglob("*.md")):
            found += page_faults(path, path.relative_to(project).as_posix())
        found += list_faults(docs)
        for path in sorted(docs.rglob("*.svg")):
            found += _picture_faults(path, path.relative_to(project).as_posix())
    return sorted(set(found))


def page_faults(path: Path, name: str) -> list[Problem]:
    """Return what is wrong in a page; ``name`` is how messages call it."""
    reading = Reading(name)
    text = read_text(path, reading)
    if text is not None:
        head, body = split_front_matter(text, reading)
        if head:
            _head(head, reading)
            _body(body, reading)
    return reading.problems


def _head(head: str, reading: Reading) -> None:
    node = compose_yaml(head, reading)
    if node is None:
        return
    if not isinstance(node, yaml.MappingNode):
        reading.fault(
            (), 1, "en-tête sans clés", "des lignes « clé: valeur »", "copiez une page voisine"
        )
        return
    for key, value in node.value:
        line, word = key.start_mark.line + 1, str(key.value)
        if word not in KEYS:
            reading.fault((), line, f"clé {shown(word)}", one_of(KEYS), "retirez cette clé")
        for one in value.value if isinstance(value, yaml.SequenceNode) else [value]:
            if isinstance(one, yaml.ScalarNode) and re.search(r"[<>{}]", one.value):
                mend = "retirez balises et accolades"
                reading.fault((word,), line, shown(one.value), "du texte", mend)


def _body(body: str, reading: Reading) -> None:
    lines = body.split("\n")
    calls = sum(len(CALL.findall(line)) for line in lines)
    if calls > MAX_CALLS:
        reading.fault((), 0, f"{calls} appels", f"au plus {MAX_CALLS}", "faites plusieurs pages")
    for sign, most in MOST.items():
        if (count := body.count(sign)) > most:
            found, mend = f"{count} signes {shown(sign)}", "faites plusieurs pages"
            reading.fault((), 0, found, f"au plus {most}", mend)
    for number, line in enumerate(lines, start=reading.body_line):
        _in_line(line, number, reading)
    if reading.problems:
        return
    try:
        html = markdown(CALL.sub("x", body), extensions=list(EXTENSIONS))
    except RecursionError:
        mend = "simplifiez la page"
        reading.fault((), 0, "imbrication trop profonde", "des listes simples", mend)
        return
    for found, expected, mend, sought in sorted(set(_foreign(html))):
        reading.fault((), _line(lines, sought, reading.body_line), found, expected, mend)


def _in_line(line: str, number: int, reading: Reading) -> None:
    if len(line) > MAX_LINE:
        found = f"ligne de {len(line)} caractères"
        reading.fault((), number, found, f"au plus {MAX_LINE}", "faites plusieurs paragraphes")
    if found := hidden_character(line):
        reading.fault((), number, found, "du texte", "effacez ce caractère")
    left = CALL.sub("x", line)
    if code := _TEMPLATE.search(left):
        found = f"code de gabarit : {shown(left[code.start() :])}"
        expected = "un appel tel que {{ courrier('identifiant') }}"
        reading.fault((), number, found, expected, "écrivez un appel, ou retirez ce code")


def _foreign(html: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield what a page's HTML holds beyond ELEMENTS and _VALUES, with the text to look for.

    Every < of it opens an element: those of texts and of code are escaped by Markdown.
    """
    for start in re.finditer("<", html):
        element = _ELEMENT.match(html, start.start())
        if element is None:
            written = html[start.start() : start.start() + 40].partition(">")[0]
            yield (
                f"balise {shown(written)}",
                "du texte et du Markdown",
                "retirez cette balise",
                written,
            )
            continue
        for name, value in _ATTRIBUTE.findall(element[1]):
            plain = unescape(value)
            if name not in _VALUES:
                yield f"attribut {shown(name)}", one_of(sorted(_VALUES)), "retirez-le", name
            elif not re.fullmatch(_VALUES[name], plain):
                expected = "une adresse relative" if name in {"href", "src"} else "un alignement"
                mend = (
                    "citez l'adresse par {{ source('identifiant') }}"
                    if name == "href"
                    else "retirez-la"
                )
                yield f"{name} : {shown(plain)}", expected, mend, plain


def _line(lines: list[str], sought: str, first: int) -> int:
    """Return the line of a page that holds a text, 0 when none does as it stands."""
    return next((first + n for n, line in enumerate(lines) if sought.strip() in line), 0)


def _picture_faults(path: Path, name: str) -> list[Problem]:
    """Refuse a drawing that holds more than shapes: browsers run an SVG as a page."""
    reading = Reading(name)
    text = read_text(path, reading) or ""
    bad = r"(?i)<(?!/?(?:svg|g|path|rect|circle|line|polyline|polygon|text|title|desc|defs|style)\b)|\bon[a-z]+\s*=|href|url\(|@import|&"
    for number, line in enumerate(text.split("\n"), start=1):
        if match := re.search(bad, line):
            found = f"{shown(line[match.start() : match.start() + 30])} dans un dessin"
            reading.fault(
                (), number, found, "des formes seules", "retirez ce qui n'est pas une forme"
            )
    return reading.problems
