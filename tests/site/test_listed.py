"""The lists of docs/ hold ids and addresses of the site, whatever a contributor writes in them."""

from pathlib import Path

import pytest

from conftest import ROOT
from prevenance.site.listed import LINES, list_faults


def told(docs: Path, name: str, line: str) -> list[str]:
    docs.mkdir(exist_ok=True)
    (docs / name).write_text(f"# Une liste.\n{line}\n", "utf-8")
    return [str(problem.place) for problem in list_faults(docs)]


def test_the_lists_of_the_guide_are_sound() -> None:
    assert list(list_faults(ROOT / "docs")) == []
    assert {path.name for path in (ROOT / "docs").rglob("*.yml")} == set(LINES)


@pytest.mark.parametrize(
    "line",
    [
        "../../dehors/: kit/",
        "/etc/: kit/",
        "ancien/: ../../ailleurs/",
        "ancien/: //exemple.fr/",
        "ancien/: javascript:alert(1)",
        'ancien/: "><script>alert(1)</script>',
        "ancien/: &a kit/",
        "ancien/: !!python/object/apply:os.system [ls]",
        "ancien/: [a, b]",
        "ancien: kit/",
    ],
)
def test_an_address_that_leaves_the_site_is_refused(tmp_path: Path, line: str) -> None:
    assert told(tmp_path / "docs", "adresses.yml", line) == ["docs/adresses.yml:2"]


@pytest.mark.parametrize(
    "line",
    [
        "  - {profil: <img src=x onerror=alert(1)>, categorie: eti, reponse: rien}",
        "  - {profil: pme, facettes: {annuaire: active}",
        "  - {profil: pme, categorie: eti&langue=en, reponse: rien}",
        "  - *tout",
        "  - profil: pme",
        "../recit:",
    ],
)
def test_a_case_that_is_more_than_ids_is_refused(tmp_path: Path, line: str) -> None:
    assert told(tmp_path / "docs", "cas.yml", line) == ["docs/cas.yml:2"]


def test_another_list_is_no_page_of_the_guide(tmp_path: Path) -> None:
    assert told(tmp_path / "docs", "autre.yml", "a/: b/") == ["docs/autre.yml"]
