"""Modules import one way only, and only doors look at the world outside."""

import ast
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from conftest import ROOT

PACKAGE = ROOT / "macros" / "prevenance"
HOOK = ROOT / "macros" / "mkdocs_hook.py"
FILES = sorted(PACKAGE.rglob("*.py"))
MODULES = [path.relative_to(PACKAGE).as_posix() for path in FILES]
DOORS = ("cli/", "site/")
"""The only modules that read the clock or the environment."""

MAX_LINES = 300


@cache
def tree(name: str) -> ast.Module:
    """Parse a module of the package."""
    return ast.parse((PACKAGE / name).read_text("utf-8"))


def imported(name: str) -> set[str]:
    """Return the full names of all that a module imports, wherever it does."""
    found: set[str] = set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def uses(name: str) -> set[str]:
    """Return the dotted names that a module uses, such as ``os.environ``, by their last two words."""
    found = set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Attribute):
            value = node.value
            owner = value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "")
            found.add(f"{owner}.{node.attr}")
        elif isinstance(node, ast.Name):
            found.add(node.id)
    return found


def test_rooms_import_one_way_only() -> None:
    lint = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert lint.returncode == 0, lint.stdout


@pytest.mark.parametrize("name", MODULES)
def test_a_module_is_read_in_one_sitting(name: str) -> None:
    assert len((PACKAGE / name).read_text("utf-8").splitlines()) <= MAX_LINES


@pytest.mark.parametrize("name", MODULES)
def test_a_module_says_what_it_knows(name: str) -> None:
    assert name == "__main__.py" or ast.get_docstring(tree(name))


@pytest.mark.parametrize("name", [name for name in MODULES if not name.startswith(DOORS)])
def test_only_doors_read_the_clock_and_the_environment(name: str) -> None:
    clock = {"datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.time"}
    environment = {"os.environ", "os.getenv", "environ", "getenv"}
    allowed = {"os.environ"} if name == "problems.py" else set()
    assert uses(name) & (clock | environment) == allowed
    assert not imported(name) & {"time", "os.environ", "os.getenv"}


def test_faults_look_at_the_environment_for_github_actions_only() -> None:
    text = (PACKAGE / "problems.py").read_text("utf-8")
    assert text.count("os.environ") == text.count('os.environ.get("GITHUB_ACTIONS")') == 1


@pytest.mark.parametrize("name", MODULES)
def test_no_module_reaches_the_network(name: str) -> None:
    network = {"socket", "ssl", "http", "urllib", "requests", "ftplib", "smtplib", "asyncio"}
    assert {module.partition(".")[0] for module in imported(name)} & network == set()


@pytest.mark.parametrize("name", [name for name in MODULES if not name.startswith("site/")])
def test_mkdocs_is_imported_by_the_site_alone(name: str) -> None:
    roots = {module.partition(".")[0] for module in imported(name)}
    assert not any(root.startswith(("mkdocs", "material")) for root in roots)


@pytest.mark.parametrize("name", MODULES)
def test_nothing_written_by_others_is_ever_run(name: str) -> None:
    running = {
        "eval",
        "exec",
        "compile",
        "__import__",
        "yaml.load",
        "yaml.unsafe_load",
        "os.system",
    }
    assert uses(name) & running == set()
    roots = {module.partition(".")[0] for module in imported(name)}
    allowed = {"subprocess"} if name == "site/build.py" else set()
    assert roots & {"pickle", "marshal", "shelve", "subprocess", "importlib_metadata"} <= allowed


def test_the_hook_of_mkdocs_is_thin() -> None:
    lines = HOOK.read_text("utf-8").splitlines()
    assert len(lines) <= MAX_LINES


def test_no_python_lives_outside_macros_and_tests() -> None:
    for folder in ("kit", "docs", "overrides"):
        assert sorted(path for path in Path(ROOT / folder).rglob("*.py")) == []
