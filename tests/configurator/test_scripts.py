"""The page's code: modules that one script can hold, and that say what they need."""

import re
from pathlib import Path

import pytest

from prevenance.configurator.scripts import ASSETS, ENGINE, PAGE

MODULES = [
    *(ASSETS / f"javascripts/engine/{name}.js" for name in ENGINE),
    *(ASSETS / f"javascripts/configurator/{name}.js" for name in PAGE),
]
IMPORT = re.compile(r'^import \{([^}]*)\} from "([^"]*)";$', re.MULTILINE)
DECLARED = re.compile(r"^(?:export )?(?:const|let|class|function) (\w+)", re.MULTILINE)
EXPORTED = re.compile(r"^export (?:const|class) (\w+)", re.MULTILINE)


def imports(module: Path) -> list[tuple[Path, list[str]]]:
    """List what a module imports: from where, and the names."""
    return [
        ((module.parent / there).resolve(), [name for name in re.split(r"[,\s]+", names) if name])
        for names, there in IMPORT.findall(module.read_text("utf-8"))
    ]


def test_every_module_is_joined_after_those_that_it_needs() -> None:
    folders = (ASSETS / "javascripts/engine", ASSETS / "javascripts/configurator")
    assert set(MODULES) == {path for folder in folders for path in folder.glob("*.js")}
    for number, module in enumerate(MODULES):
        assert {there for there, _ in imports(module)} <= set(MODULES[:number]), module.name


def test_joined_modules_share_no_name() -> None:
    names = [name for path in MODULES for name in DECLARED.findall(path.read_text("utf-8"))]
    assert sorted(names) == sorted(set(names))


def test_nothing_is_exported_that_no_module_imports() -> None:
    used = {name for module in MODULES for _, names in imports(module) for name in names}
    exported = {name for path in MODULES for name in EXPORTED.findall(path.read_text("utf-8"))}
    assert exported <= used


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_a_module_can_be_joined(module: Path) -> None:
    code = module.read_text("utf-8")
    assert code.startswith("/*\n"), "says what it knows"
    assert len(code.splitlines()) <= 250
    assert len(IMPORT.findall(code)) == len(re.findall(r"^import", code, re.MULTILINE))
    nested = re.search(r"\$\{[^}`]*`", code)
    assert not nested, "rjsmin takes a text in a text for its end"
