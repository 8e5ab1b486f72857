"""Contributions made to harm: each is refused, nothing of them runs, nothing outside is read.

The files are written here rather than kept, so that no one opens one by mistake.
"""

import datetime as dt
import os
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, TemplateSyntaxError
from jinja2.exceptions import UndefinedError

from conftest import KIT, ROOT, TODAY, Command
from prevenance.catalog.loader import load
from prevenance.checks import safety
from prevenance.checks.sentences import examined
from prevenance.problems import Place, Problem, report
from prevenance.site import hand_written
from prevenance.site.call_form import MAX_CALLS
from prevenance.site.calls import CallsOnly
from support.faults import swap

SECRET = "phrase-d-un-fichier-hors-du-dossier"
TOOL = (KIT / "outils" / "excel.yml").read_text("utf-8")
LETTER = (KIT / "courriers" / "faq-clients.md").read_text("utf-8")
BLOC = (KIT / "blocs" / "sans-reponse.md").read_text("utf-8")

Make = Callable[[Path, Path], object]
"""Puts something hostile at a path; the second path is a file outside the folder."""


def text(content: str) -> Make:
    return lambda path, _: path.write_bytes(content.encode("utf-8", "surrogatepass"))


def summary(value: str) -> Make:
    """Write a sound tool whose summary is a value, as YAML writes it."""
    return text(swap("^resume:.*", lambda _: f"resume: {value}")(TOOL))


def body(line: str) -> Make:
    """Write a sound shared paragraph, with a line more."""
    return text(f"{BLOC.rstrip()}\n\n{line}\n")


def _laughs() -> str:
    levels = [
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    return "\n".join(["a: &a [x, x]", *levels, ""])


def _merges() -> str:
    levels = [f"m{n}: &m{n}\n  <<: [*m{n - 1}, *m{n - 1}]" for n in range(1, 17)]
    return "\n".join(["m0: &m0 {a: b}", *levels, ""])


RUN = "touch execute-par-un-fichier"
KIT_FILES: Mapping[str, Make] = {
    "outils/rires.yml": text(_laughs()),
    "outils/fusions.yml": text(_merges()),
    "outils/renvoi-sur-soi.yml": text("a: &a [*a]\n"),
    "outils/crochets.yml": text("a: " + "[" * 60_000),
    "outils/accolades.yml": text("a: " + "{a: " * 15_000),
    "outils/tirets.yml": text("- " * 30_000),
    "outils/etiquette.yml": text(f"nom: !!python/object/apply:os.system ['{RUN}']\n"),
    "outils/etiquette-neuve.yml": text(f"nom: !!python/object/new:os.system ['{RUN}']\n"),
    "outils/deux-documents.yml": text(TOOL + "---\n" + TOOL),
    "outils/cle-immense.yml": text("a" * 50_000 + ": 1\n"),
    "outils/mille-cles.yml": text("".join(f"cle{n}: x\n" for n in range(5_000))),
    "outils/longue-liste.yml": text(swap("^reconnaitre:.*(?:\n[ -].*)*", lambda _: f"reconnaitre: [{', '.join(['mot'] * 600)}]")(TOOL)),
    "outils/lourd.yml": text(TOOL + "# " + "x" * 70_000),
    "outils/nul.yml": summary('"Un\\0mot"'),
    "outils/octet-nul.yml": text(TOOL.replace("resume:", "resume: \0")),
    "outils/demi-caractere.yml": summary('"\\uD800"'),
    "outils/octets-de-demi-caractere.yml": text(TOOL + "note: \ud800\n"),
    "outils/sens-inverse.yml": summary('"Un \u202etxet\u202c"'),
    "outils/cloche.yml": summary('"\\a \\e[2J"'),
    "outils/attributs.yml": summary('"Un outil\n\n\n  {: onclick=\'alert(1)\' }"'),
    "outils/attributs-en-ligne.yml": summary('"Un outil {: onclick=alert(1) }"'),
    "outils/attributs-sans-deux-points.yml": summary('"Un outil { onclick=alert(1) }"'),
    "outils/image.yml": summary('"![](https://exemple.fr/pixel.png)"'),
    "outils/image-par-renvoi.yml": summary('"![x][y]"'),
    "outils/script.yml": summary('"<script>alert(1)</script>"'),
    "outils/balise-ouverte.yml": summary('"<img src=x onerror=alert(1) "'),
    "outils/commentaire.yml": summary('"<!-- -->"'),
    "outils/gestionnaire.yml": summary('"x onmouseover=alert(1)"'),
    "outils/lien-qui-s-execute.yml": summary('"[x](javascript:alert(1))"'),
    "outils/adresse-qui-s-execute.yml": summary('"JaVaScRiPt:alert(1)"'),
    "outils/adresse-codee.yml": summary('"java&#115;cript&colon;alert(1)"'),
    "outils/adresse-de-donnees.yml": summary('"data:text/html;base64,AAAA"'),
    "outils/adresse-de-fichier.yml": summary('"file:///etc/passwd"'),
    "outils/autre-hote.yml": summary('"//exemple.fr/x.js"'),
    "outils/gabarit.yml": summary("\"{{ cycler.__init__.__globals__.os.popen('" + RUN + "') }}\""),
    "outils/boucle.yml": summary('"{% for a in range(99999) %}{% endfor %}"'),
    "outils/page-officielle.yml": text(TOOL + "url: \"javascript:alert(1)\"\n"),
    "outils/fichier-inclus.yml": text("!include /etc/passwd\n"),
    "blocs/gabarit.md": body("{{ ''.__class__.__mro__ }}"),
    "blocs/attributs.md": body("Un mot {: onclick=alert(1) }"),
    "blocs/script.md": body("<script src=//exemple.fr></script>"),
    "blocs/espaces.md": body("mot" + " " * 50_000 + "mot"),
    "blocs/balises.md": body("<a" * 25_000),
    "blocs/parentheses.md": body("((" * 25_000),
    "blocs/etoiles.md": body("*" * 50_000),
    "blocs/barres.md": body("| a " * 12_000),
    "blocs/crochets.md": body("[" * 50_000),
    "blocs/chiffres.md": body("1 " * 25_000),
    "blocs/sens-inverse.md": body("Un \u2066mot\u2069"),
    "blocs/echappement.md": body("\x1b]0;titre\x07"),
    "blocs/sans-fin.md": text("---\n" * 10_000),
    "outils/con.yml": text(TOOL),
    "outils/com1.yml": text(TOOL),
    "outils/EXCEL.yml": text(TOOL),
    "outils/excel .yml": text(TOOL),
    "outils/-rf.yml": text(TOOL),
    "outils/..%2f..%2fetc.yml": text(TOOL),
    "outils/éxcel.yml": text(TOOL),
    "outils/exc\u0435l.yml": text(TOOL),
    "outils/.cache.yml": text(TOOL),
    "outils/outil.yml.exe": text("MZ"),
    "outils/outil.py": text(f"import os; os.system('{RUN}')\n"),
    "outils/deux\n::warning::lignes.yml": text(TOOL),
    "outils/::stop-commands::x.yml": text(TOOL),
    "outils/lien.yml": lambda path, outside: path.symlink_to(outside),
    "outils/boucle-de-liens.yml": lambda path, _: path.symlink_to(path.name),
    "outils/lien-vers-rien.yml": lambda path, _: path.symlink_to("absent"),
    "dossier-lie": lambda path, outside: path.symlink_to(outside.parent),
    "outils/tuyau.yml": lambda path, _: os.mkfifo(path),
    "outils/dossier.yml": lambda path, _: path.mkdir(),
    "../kit/outils/detour.yml": text("a: 1\n"),
    "conftest.py": text(f"import os; os.system('{RUN}')\n"),
    ".github": lambda path, _: path.mkdir(),
}  # fmt: skip
"""Path in kit/ -> what stands there."""


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that no contribution may read."""
    path = tmp_path_factory.mktemp("ailleurs") / "secret.yml"
    path.write_text(f"nom: {SECRET}\n", "utf-8")
    return path


@pytest.fixture(scope="module")
def told(run: Command, outside: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the command says of a kit that holds every hostile file at once, in GitHub Actions."""
    kit = shutil.copytree(KIT, tmp_path_factory.mktemp("hostile") / "kit")
    for name, make in KIT_FILES.items():
        make(kit / name, outside)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GITHUB_ACTIONS", "true")
        patch.chdir(kit.parent)
        result = run("verifier", "kit", "--date", TODAY.isoformat())
        assert list(kit.parent.iterdir()) == [kit], "a file ran"
    assert result.code == 1
    assert result.err == ""
    return result.out


def test_there_are_hostile_files_enough() -> None:
    assert len(KIT_FILES) >= 40


@pytest.mark.parametrize("name", KIT_FILES)
def test_a_hostile_file_of_the_kit_is_refused_by_its_name(told: str, name: str) -> None:
    shown = str(Place(f"kit/{name.removeprefix('../kit/')}"))
    assert any(line.startswith(shown) for line in told.splitlines())


def test_a_refusal_shows_nothing_from_outside_and_drives_no_terminal(told: str) -> None:
    assert SECRET not in told
    assert all(character.isprintable() or character == "\n" for character in told)


def test_no_file_name_writes_a_workflow_command(told: str) -> None:
    commands = [line for line in told.split("\n") if line.lstrip().startswith("::")]
    assert commands
    shape = re.compile(r"::error file=[^:,]+(?:,line=[0-9]+)?::[^\n]*")
    assert [line for line in commands if not shape.fullmatch(line)] == []


LINE = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")) | st.sampled_from("\n\r%:,")
)


@settings(max_examples=200)
@given(file=LINE.filter(bool), found=LINE, mend=LINE.filter(bool))
def test_an_annotation_is_one_command_that_reads_back(file: str, found: str, mend: str) -> None:
    fault = Problem(Place(file, 3), found, "", mend)
    command, *rest = report([fault], annotated=True).split("\n")
    read = re.fullmatch(r"::error file=([^:,\r]*),line=3::([^\r]*)", command)
    assert read
    assert [_unescaped(part) for part in read.groups()] == [file, f"{found} {mend}"]
    assert not any(line.lstrip().startswith("::") for line in rest)


def _unescaped(part: str) -> str:
    return re.sub("%(0D|0A|3A|2C|25)", lambda code: chr(int(code[1], 16)), part)


def test_a_fault_writes_no_control_character_in_an_annotation() -> None:
    fault = Problem(Place("a\x1b\udce9"), "b\x07\u2028", "c\x85", "d\r\n::error::e")
    written = report([fault], annotated=True)
    assert all(character.isprintable() or character == "\n" for character in written)
    assert len(written.splitlines()) == 4


def test_a_path_in_a_slot_opens_no_file(run: Command, kit_copy: Path, outside: Path) -> None:
    for name in ("../../../etc/passwd", str(outside), "con"):
        body(f"((bloc:{name}))")(kit_copy / "blocs" / "sans-reponse.md", outside)
        result = run("verifier", kit_copy, "--date", TODAY.isoformat())
        assert result.code == 1
        assert "blocs/sans-reponse.md:" in result.out
        assert SECRET not in result.out


# --- Pages -------------------------------------------------------------------------------------

HEAD = '---\ntitle: "Page"\ndescription: "Une page."\nrelu_le: 2026-11-24\n---\n\n# Page\n\n'
PAGES: Mapping[str, str] = {
    "script": HEAD + "<script>alert(1)</script>\n",
    "script-echappe": HEAD + "\\<script>alert(1)</script>\n",
    "script-d-ailleurs": HEAD + '<script src="https://exemple.fr/x.js"></script>\n',
    "gestionnaire": HEAD + '<div onclick="alert(1)">x</div>\n',
    "gestionnaire-par-attributs": HEAD + "Un mot.\n{: onclick=alert(1) }\n",
    "gestionnaire-en-ligne": HEAD + "Un **mot**{: onclick=alert(1) }\n",
    "gestionnaire-de-titre": HEAD + "## Titre { onclick=alert(1) }\n",
    "gestionnaire-de-code": HEAD + "``` { .py onclick=alert(1) }\nx\n```\n",
    "lien-qui-s-execute": HEAD + "[x](javascript:alert(1))\n",
    "lien-code": HEAD + "[x](java&#115;cript:alert(1))\n",
    "lien-par-renvoi": HEAD + "[x][y]\n\n[y]: javascript:alert(1)\n",
    "lien-automatique": HEAD + "<https://exemple.fr>\n",
    "lien-vers-ailleurs": HEAD + "[x](https://exemple.fr/)\n",
    "lien-sans-schema": HEAD + "[x](//exemple.fr/)\n",
    "lien-a-l-envers": HEAD + "[x](\\\\exemple.fr)\n",
    "image": HEAD + "![x](https://exemple.fr/x.png)\n",
    "image-sans-schema": HEAD + "![x](//exemple.fr/x.png)\n",
    "image-de-donnees": HEAD + "![x](data:image/svg+xml;base64,AAAA)\n",
    "image-en-html": HEAD + "<img src=x onerror=alert(1)>\n",
    "cadre": HEAD + '<iframe src="decider/"></iframe>\n',
    "formulaire": HEAD + '<form action="https://exemple.fr"><input name="a"></form>\n',
    "dessin": HEAD + "<svg><animate onbegin=alert(1)></svg>\n",
    "mathematiques": HEAD + "<math><mtext></mtext></math>\n",
    "base": HEAD + '<base href="https://exemple.fr/">\n',
    "style": HEAD + "<style>@import url(https://exemple.fr)</style>\n",
    "style-en-ligne": HEAD + '<p style="background:url(https://exemple.fr)">x</p>\n',
    "redirection": HEAD + '<meta http-equiv="refresh" content="0;url=https://exemple.fr">\n',
    "commentaire": HEAD + "<!-- --!><img src=x onerror=alert(1)> -->\n",
    "instruction": HEAD + "<?php echo 1 ?>\n",
    "guillemets": HEAD + "<p title='a\"onclick=alert(1) '>x</p>\n",
    "commande": HEAD + "{{ cycler.__init__.__globals__.os.popen('id').read() }}\n",
    "objet-de-la-page": HEAD + "{{ page.file.abs_src_path }}\n",
    "horloge": HEAD + "{{ now() | string }}\n",
    "boucle": HEAD + "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}\n",
    "chaine": HEAD + "{{ 'a' * 999999999 }}\n",
    "format": HEAD + "{{ '%999999999d' % 1 }}\n",
    "faux-texte": HEAD + "{{ lipsum(n=100000) }}\n",
    "inclusion": HEAD + "{% include '/etc/passwd' %}\n",
    "balise-assemblee": HEAD + "{{ '<scr' ~ 'ipt>' }}\n",
    "commentaire-de-gabarit": HEAD + "## Titre {# x\n",
    "appels-sans-fin": HEAD + "{{ version() }}\n" * 101,
    "gabarit-dans-le-titre": '---\ntitle: "{{ 7 * 7 }}"\n---\n\nx\n',
    "balise-dans-le-titre": '---\ntitle: "<script>alert(1)</script>"\n---\n\nx\n',
    "balise-dans-la-description": '---\ndescription: "\'><script>alert(1)</script>"\n---\n\nx\n',
    "macros-rouvertes": "---\nrender_macros: true\n---\n\nx\n",
    "autre-gabarit": "---\ntemplate: main.html\n---\n\nx\n",
    "macro-masquee": "---\ncourrier: x\n---\n\nx\n",
    "rires": f"---\n{_laughs()}---\n\nx\n",
    "fusions": f"---\n{_merges()}---\n\nx\n",
    "objet": f"---\ntitle: !!python/object/apply:os.system ['{RUN}']\n---\n\nx\n",
    "imbrication": f"---\ntitle: {'[' * 20_000}\n---\n\nx\n",
    "sans-en-tete": "render_macros: true\n\nx\n",
    "lourde": HEAD + "mot\n" * 20_000,
    "longue-ligne": HEAD + "[" * 3_000 + "\n",
    "crochets": HEAD + ("[" * 1_900 + "\n") * 31,
    "images-ouvertes": HEAD + ("![" * 950 + "\n") * 31,
    "barres-inverses": HEAD + ("\\" * 1_900 + "\n") * 31,
    "etoiles": HEAD + ("**a*" * 475 + "\n") * 31,
    "marque-interieure": HEAD + "\x02wzxhzdk:0\x03\n",
    "nul": HEAD + "a\0b\n",
    "sens-inverse": HEAD + "a\u202eb\n",
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_is_refused_at_its_place(tmp_path: Path, name: str) -> None:
    path = tmp_path / "page.md"
    path.write_text(PAGES[name], "utf-8")
    problems = hand_written.page_faults(path, "docs/page.md")
    assert problems
    assert {problem.place.file for problem in problems} == {"docs/page.md"}
    assert all(problem.expected and problem.mend for problem in problems)


@pytest.mark.parametrize(
    "line",
    ["> " * 900, "- " * 900, "<script src=x", "`<script>`", "&lt;script>", "1 < 2"],
)
def test_what_markdown_shows_as_text_is_no_fault_nor_traceback(tmp_path: Path, line: str) -> None:
    path = tmp_path / "page.md"
    path.write_text(f"{HEAD}{line}\n", "utf-8")
    assert [p.found for p in hand_written.page_faults(path, "x") if "balise" in p.found] == []


def test_a_fault_of_a_page_is_told_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(f"{HEAD}un\n\n[x](javascript:alert(1))\n", "utf-8")
    (problem,) = hand_written.page_faults(path, "docs/page.md")
    assert (
        problem.place.line
        == path.read_text("utf-8").split("\n").index("[x](javascript:alert(1))") + 1
    )


def test_the_real_guide_has_no_fault() -> None:
    assert hand_written.guide_faults(ROOT) == []


def test_pages_are_looked_at_with_the_extensions_of_the_guide() -> None:
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    listed = settings.partition("markdown_extensions:\n")[2].partition("\n\n")[0]
    used = set(re.findall(r"(?m)^  - ([a-z_.]+)", listed))
    assert used - {"prevenance.site.typesetting"} == set(hand_written.EXTENSIONS)


# --- The tree ----------------------------------------------------------------------------------

TREE: Mapping[str, Make] = {
    "docs/assets/lien": lambda path, outside: path.symlink_to(outside),
    "docs/assets/passwd": lambda path, _: path.symlink_to("/etc/passwd"),
    "docs/racine": lambda path, _: path.symlink_to("/"),
    "docs/boucle": lambda path, _: path.symlink_to(path.parent),
    "docs/lien-vers-rien.md": lambda path, _: path.symlink_to("absent"),
    "docs/tuyau.md": lambda path, _: os.mkfifo(path),
    "overrides/partials/tuyau.html": lambda path, _: os.mkfifo(path),
    "overrides/lien.html": lambda path, outside: path.symlink_to(outside),
    "overrides/outil.py": text(f"import os; os.system('{RUN}')\n"),
    "docs/page.html": text("<script>alert(1)</script>"),
    "docs/page.HTML": text("<script>alert(1)</script>"),
    "docs/INDEX.md": text(HEAD),
    "docs/.htaccess": text("Options +ExecCGI\n"),
    "docs/assets/x.exe": text("MZ"),
    "docs/assets/x.wasm": text("\0asm"),
    "docs/con\u0301.md": text(HEAD),
    "docs/a\n::warning::b.md": text(HEAD),
    "docs/a/a/a/a/a/a/a/a/a": lambda path, _: path.mkdir(parents=True),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def test_a_hostile_tree_is_refused_whole_without_being_followed(
    project: Path, outside: Path
) -> None:
    for name, make in TREE.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        make(project / name, outside)
    problems = hand_written.guide_faults(project)
    named = [problem.place.file for problem in problems]
    deep = "docs/a/a/a/a/a/a/a/a"
    assert sorted(named) == sorted({*TREE} - {f"{deep}/a"} | {deep})
    assert SECRET not in report(problems)


@pytest.mark.parametrize("name", ["docs", "overrides", "kit"])
def test_a_folder_of_the_project_is_no_link(project: Path, outside: Path, name: str) -> None:
    shutil.rmtree(project / name, ignore_errors=True)
    (project / name).symlink_to(outside.parent)
    assert [problem.place.file for problem in hand_written.guide_faults(project)] == [name]


@pytest.mark.parametrize(
    "inside",
    ["<script>alert(1)</script>", '<g onload="alert(1)"/>', '<image href="//exemple.fr"/>', '<style>@import "//exemple.fr";</style>', "<foreignObject/>"],
)  # fmt: skip
def test_a_drawing_holds_shapes_only(project: Path, inside: str) -> None:
    path = project / "docs/assets/images/logo.svg"
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>\n', "utf-8")
    assert [p.place.file for p in hand_written.guide_faults(project)] == [
        "docs/assets/images/logo.svg"
    ]


def test_the_command_looks_at_the_guide_of_a_project(
    run: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(KIT, project / "kit")
    (project / "mkdocs.yml").touch()
    (project / "docs/essai.md").write_text(PAGES["script"], "utf-8")
    monkeypatch.chdir(project)
    result = run("verifier", "--date", TODAY.isoformat())
    assert result.code == 1
    assert "docs/essai.md:9: balise « <script »" in result.out


# --- The template engine -----------------------------------------------------------------------


def _template(source: str) -> str:
    """Render a page with the engine that the plugin makes, and a macro of its own."""

    def version() -> str:
        return "1"

    def letter(name: str) -> str:
        return f"<{name}>"

    version.__module__ = letter.__module__ = "prevenance.site.macros"
    engine = Environment(undefined=StrictUndefined, extensions=[CallsOnly])
    engine.globals.update(version=version, courrier=letter, now=lambda: "noon")
    return engine.from_string(source).render(page="x")


def test_a_call_of_ours_is_made() -> None:
    assert (
        _template("a {{ version() }} {{ courrier('b') }} {{ courrier(\"c-1.x\") }}")
        == "a 1 <b> <c-1.x>"
    )


@pytest.mark.parametrize(
    "source",
    [
        "{{ page }}", "{{ page.file }}", "{{ page() }}", "{{ now() }}", "{{ lipsum() }}", "{{ range(3) }}",
        "{{ cycler.__init__ }}", "{{ ''.__class__ }}", "{{ 'a' * 9 }}", "{{ 'a' ~ 'b' }}", "{{ 'a' }}", "{{ 1 }}",
        "{{ version() | upper }}", "{{ version().x }}", "{{ version()[0] }}", "{{ version(page) }}",
        "{{ courrier('a', 'b') }}", "{{ courrier('<b>') }}", "{{ courrier('" + "a" * 81 + "') }}",
        "{{ courrier(name='a') }}", "{{ version() if 1 }}", "{{ dict() }}", "{{ namespace() }}", "{{ self() }}",
        "{{ super() }}", "{{ caller() }}", "{{ joiner() }}", "{{ x }}",
        "{% for a in 'bc' %}{% endfor %}", "{% set a = 1 %}", "{% include 'x' %}", "{% import 'x' as y %}",
        "{% macro a() %}{% endmacro %}", "{% if 1 %}{% endif %}", "{% extends 'x' %}", "{% filter upper %}{% endfilter %}",
        "{{ version() }}" * (MAX_CALLS + 1),
    ],
)  # fmt: skip
def test_anything_but_a_call_of_ours_is_stopped_before_it_runs(source: str) -> None:
    with pytest.raises((TemplateSyntaxError, UndefinedError)):
        _template(source)


# --- Every key and every language --------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("outils/excel.yml", r"^resume:.*"),
        ("profils/pme.yml", r"^pourquoi:.*(?:\n .*)*"),
        ("canaux/papier.yml", r"^convient:.*(?:\n .*)*"),
        ("canaux/papier.en.yml", r"^nom:.*"),
        ("glossaire.yml", r"^  definition:.*"),
        ("sources.yml", r"^  titre:.*"),
        ("faits.yml", r"^  phrase:.*"),
        ("champs.en.yml", r"^  libelle:.*"),
        ("facettes.yml", r"^    pas-encore:.*"),
        ("regles/envoi.yml", r"^question:.*"),
        ("courriers/demander-accord-etranger.en.md", r"^resume:.*"),
    ],
)
@pytest.mark.parametrize("lines", [1, 3], ids=["on the next line", "after blank lines"])
def test_an_attribute_list_is_refused_under_any_key(
    kit_copy: Path, today: dt.date, file: str, line: str, lines: int
) -> None:
    path = kit_copy / file
    written = path.read_text("utf-8")
    found = re.search(line, written, re.MULTILINE)
    assert found
    margin, key = re.match(r"( *)(\w+|[a-z-]+):", found[0]).groups()  # type: ignore[union-attr]
    gap = "\n" * lines + margin
    hostile = f'{margin}{key}: "Un texte{gap}  {{: onclick=alert(1) }}"'
    path.write_text(written[: found.start()] + hostile + written[found.end() :], "utf-8")
    first = written.count("\n", 0, found.start()) + 1
    catalog = load(kit_copy)
    told = [
        *catalog.problems,
        *safety.texts_hold_no_code_and_no_unsafe_link(examined(catalog, today)),
    ]
    assert any(p.place.file == file and p.place.line == first for p in told)


@pytest.mark.parametrize("file", ["outils/excel.en.yml", "profils/pme.en.yml"])
def test_a_translation_that_no_page_shows_is_refused_as_well(
    kit_copy: Path, today: dt.date, file: str
) -> None:
    (kit_copy / file).write_text('nom: "A <b>name</b>"\n', "utf-8")
    told = safety.texts_hold_no_code_and_no_unsafe_link(examined(load(kit_copy), today))
    assert [p.place.file for p in told] == [file]
