"""What a build works on is made once, and remade when the kit changes."""

import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.config import load_config

from conftest import ROOT, TODAY
from prevenance.catalog import Catalog
from prevenance.catalog.loader import load
from prevenance.documents.press import Press
from prevenance.problems import Refused, UsageError
from prevenance.site.build import hand_written_pages
from prevenance.site.project import Project, opened

pytestmark = pytest.mark.filterwarnings("ignore:GitWildMatchPattern")  # the macros plugin's

ARCHIVE = {"kit-complet.zip": b"x" * 2000}


@pytest.fixture
def makings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count the times a kit is read, and made."""
    seen: list[str] = []

    def read(kit: Path) -> Catalog:
        seen.append("kit")
        return load(kit)

    def archives(*_: object, **__: object) -> Iterator[tuple[str, bytes]]:
        seen.append("archives")
        return iter(ARCHIVE.items())

    monkeypatch.setattr("prevenance.site.project.load", read)
    monkeypatch.setattr("prevenance.site.project.archived", archives)
    monkeypatch.setattr("prevenance.configurator.files.ASSETS", Path("absent"))
    return seen


def macros_plugin(settings: Path) -> Any:
    """Read settings, let the plugins and the hook see them as every build begins; give that of macros."""
    config = load_config(str(settings))
    config.plugins.on_startup(command="build", dirty=False)
    config.plugins.on_config(config)
    return config.plugins["macros"]


def test_settings_named_from_the_project_make_the_kit_once(
    monkeypatch: pytest.MonkeyPatch, makings: list[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("PREVENANCE_DATE", TODAY.isoformat())
    plugin = macros_plugin(Path("mkdocs.yml"))
    file = SimpleNamespace(src_uri="kit/index.md", src_path="kit/index.md")
    page = SimpleNamespace(file=file, meta={}, title="Télécharger")
    text = "{{ kit_complet() }} {{ fichier('kit-complet.zip') }}"
    html = plugin.on_page_markdown(text, page, plugin.conf)
    assert html.count('href="../telechargements/kit-complet.zip"') == 2
    assert "(ZIP, 2\u00a0ko)" in html
    assert makings == ["kit", "archives"]


def test_the_pages_are_read_by_an_engine_that_knows_calls_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PREVENANCE_DATE", TODAY.isoformat())
    plugin = macros_plugin(ROOT / "mkdocs.yml")
    assert plugin.env.from_string("{{ version() }}").render()
    for source in (
        "{{ now() }}",
        "{{ config }}",
        "{{ 7 * 7 }}",
        "{% set a = 1 %}",
        "{{ macros_info() }}",
    ):
        with pytest.raises(Exception, match="appel"):
            plugin.env.from_string(source)
    assert (plugin.env.filters, plugin.env.tests) == (dict(plugin.filters), {})


def test_pages_for_another_generator_need_no_macros(catalog: Catalog) -> None:
    project = Project(ROOT, False, Press(catalog, TODAY), {}, ())
    written = dict(hand_written_pages(project))
    docs = ROOT / "docs"
    assert written.keys() == {p.relative_to(docs).as_posix() for p in docs.rglob("*.md")}
    assert [path for path, text in written.items() if "{{" in text] == []
    assert "<table" in written["regles/tables/index.md"]


def test_a_call_for_what_the_kit_has_not_is_told(catalog: Catalog, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "overrides").mkdir()
    page = tmp_path / "docs/a.md"
    page.write_text("---\ntitle: A\n---\n\n{{ profil('personne') }}\n", "utf-8")
    project = Project(tmp_path, False, Press(catalog, TODAY), {}, ())
    with pytest.raises(UsageError, match=r"docs/a\.md : un appel nomme 'personne'"):
        list(hand_written_pages(project))
    page.write_text("---\ntitle: A\n---\n\n{{ personne }}\n", "utf-8")
    with pytest.raises(Refused):
        list(hand_written_pages(project))


def test_a_project_stays_as_long_as_its_kit(makings: list[str], kit_copy: Path) -> None:
    first = opened(kit_copy.parent, TODAY, documents=True)
    assert opened(kit_copy.parent, TODAY, documents=True, before=first) is first
    os.utime(kit_copy / "champs.yml", ns=(1, 1))
    second = opened(kit_copy.parent, TODAY, documents=True, before=first)
    assert second is not first
    assert makings == ["kit", "archives"] * 2
    assert opened(kit_copy.parent, TODAY, documents=False, before=second).archives == {}


def test_a_kit_with_faults_is_refused_under_its_folder(makings: list[str], kit_copy: Path) -> None:
    (kit_copy / "profils" / "pme.yml").write_text("nom: 1\n", "utf-8")
    with pytest.raises(Refused) as refused:
        opened(kit_copy.parent, TODAY, documents=True)
    assert {p.place.file for p in refused.value.problems} >= {"kit/profils/pme.yml"}
    assert makings == ["kit"]
