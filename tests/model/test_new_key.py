"""The model is the schema: a key added to a kind of file is known everywhere, and nothing else is touched."""

import datetime as dt
import sys
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import pytest

from prevenance import checks
from prevenance.catalog import FOLDERS, loader, schema, skeletons
from prevenance.model import Benefit
from prevenance.reader.keys import Key
from prevenance.site import links, references


@dataclass(frozen=True, kw_only=True)
class WiderBenefit(Benefit):
    """A benefit with two keys more."""

    motto: Annotated[str, Key("devise", "Une devise.", "Peu, mais bien.", printed="filled")]
    served_by: Annotated[
        tuple[str, ...], Key("servi_par", "Canaux qui le servent.", holds="id", of="channels")
    ] = ()


@pytest.fixture
def kit(kit_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a kit whose benefits have two keys more, written in each."""
    wider = MappingProxyType({**FOLDERS, "benefices": (WiderBenefit, "benefits", ".yml")})
    for name, module in list(sys.modules.items()):
        if name.startswith("prevenance.") and getattr(module, "FOLDERS", None) is FOLDERS:
            monkeypatch.setattr(module, "FOLDERS", wider)
    for path in (kit_copy / "benefices").glob("*.yml"):
        said = "Few, but good." if ".en." in path.name else "Peu, mais bien."
        path.write_text(path.read_text("utf-8") + f'devise: "{said}"\n', "utf-8")
    return kit_copy


def rewrite(path: Path, lines: str) -> None:
    """Put other lines in the place of the first of the keys."""
    kept = [line for line in path.read_text("utf-8").splitlines() if "devise: " not in line]
    path.write_text("\n".join([*kept, lines, ""]), "utf-8")


def test_the_loader_reads_it_in_every_language(kit: Path) -> None:
    catalog = loader.load(kit)
    assert catalog.problems == ()
    name = "duplicata-autonome"
    assert catalog.benefits[name].motto == "Peu, mais bien."  # type: ignore[attr-defined]
    english = catalog.speaking("en").benefits[name]
    assert english.motto == "Few, but good."  # type: ignore[attr-defined]


def test_the_schema_the_skeleton_and_the_reference_show_it(kit: Path, today: dt.date) -> None:
    found = schema.json_schema(WiderBenefit)
    assert {"devise", "servi_par"} <= set(found["properties"])
    assert "devise" in found["required"]
    assert '"devise"' in schema.schemas()["benefices.json"]
    text = skeletons.commented_file("benefice", today)
    assert "# Une devise. (obligatoire ; texte)\ndevise: Peu, mais bien.\n" in text
    assert "# servi_par:\n#   - " in text
    pages = references.pages(loader.load(kit), today)
    keys = next(page for page in pages if page.path == links.KEYS)
    assert "<code>devise</code>" in keys.text


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ('devise: "Un\u00a0mot."', "tapée à la main"),
        ('devise: "Voir https://exemple.fr."', "adresse de page"),
        ('devise: "Bonjour ((raison_social))."', "raison_social"),
        ('devise: "Un mot."\nservi_par: [papierr]', "« papierr » n'existe pas dans canaux/"),
    ],
)
def test_the_rules_judge_it(kit: Path, today: dt.date, lines: str, found: str) -> None:
    rewrite(kit / "benefices" / "duplicata-autonome.yml", lines)
    told = [p for p in checks.check(loader.load(kit), today) if "duplicata" in p.place.file]
    assert any(found in problem.found for problem in told), told


def test_a_translation_has_to_say_it(kit: Path, today: dt.date) -> None:
    assert checks.check(loader.load(kit), today) == []
    path = kit / "benefices" / "duplicata-autonome.en.yml"
    rewrite(path, "")
    told = checks.check(loader.load(kit), today)
    assert [(p.place.file, p.place.key) for p in told] == [(f"benefices/{path.name}", "devise")]
