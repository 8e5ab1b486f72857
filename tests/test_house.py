"""The house's rules: rooms and their sizes, one name per concept, no hidden state, doors alone."""

import ast
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from conftest import ROOT

PACKAGE = ROOT / "macros" / "prevenance"
HOOK = ROOT / "macros" / "mkdocs_hook.py"
FILES = sorted(PACKAGE.rglob("*.py"))
MODULES = [path.relative_to(PACKAGE).as_posix() for path in FILES]
DOORS = ("cli/", "site/")
"""The rooms that may know the current folder."""

MACHINE = {
    "clock": {"site/machine.py"},
    "environment": {"cli/french.py", "site/machine.py"},
}
"""The only modules that read the clock, or the environment: ``french`` chooses a language there."""

MAX_ROOMS = 16
MAX_LINES = 250


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


def room(name: str) -> str:
    """Return the room of a module: its folder, or itself at the ground."""
    return name.partition("/")[0].removesuffix(".py")


def functions(name: str) -> Iterator[ast.FunctionDef]:
    """Give every function of a module, methods included."""
    return (node for node in ast.walk(tree(name)) if isinstance(node, ast.FunctionDef))


def keeps(function: ast.FunctionDef) -> set[str]:
    """Return how a function keeps its results: ``cache``, ``lru_cache``, ``cached_property``."""
    words = {ast.unparse(decorator) for decorator in function.decorator_list}
    return {word.partition("(")[0].rpartition(".")[2] for word in words} & {
        "cache",
        "lru_cache",
        "cached_property",
    }


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


def test_the_house_has_few_rooms_and_each_says_what_it_is() -> None:
    folders = {name.partition("/")[0] for name in MODULES if "/" in name}
    assert len(folders) <= MAX_ROOMS
    assert {folder for folder in folders if f"{folder}/__init__.py" not in MODULES} == set()


def test_no_two_rooms_define_the_same_name() -> None:
    rooms: dict[str, set[str]] = defaultdict(set)
    for name in MODULES:
        for node in tree(name).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                rooms[node.name].add(room(name))
    assert {word: homes for word, homes in rooms.items() if len(homes) > 1} == {}


def test_a_module_is_read_in_one_sitting() -> None:
    lines = {name: len((PACKAGE / name).read_text("utf-8").splitlines()) for name in MODULES}
    assert {name for name, length in lines.items() if length > MAX_LINES} == set()


def test_a_module_says_what_it_knows() -> None:
    said = {name: ast.get_docstring(tree(name)) or "" for name in MODULES}
    assert {name for name, words in said.items() if len(words) < len("Words.")} == set()


def test_nothing_is_kept_by_identity_nor_inside_an_object() -> None:
    whole = ("Catalog", "Press")
    found = {
        f"{name}:{function.name}"
        for name in MODULES
        for function in functions(name)
        if "cached_property" in keeps(function)
        or (keeps(function) and any(word in ast.unparse(function.args) for word in whole))
    }
    assert found == set()


def test_nothing_is_written_into_a_frozen_object_once_it_is_made() -> None:
    found = {
        f"{name}:{function.name}"
        for name in MODULES
        for function in functions(name)
        if "object.__setattr__" in ast.unparse(function) and function.name != "__post_init__"
    }
    assert found == set()


def test_what_is_kept_is_bounded() -> None:
    found = {
        f"{name}:{function.name}"
        for name in MODULES
        for function in functions(name)
        for decorator in function.decorator_list
        if function.args.args and ast.unparse(decorator) in {"cache", "lru_cache(maxsize=None)"}
    }
    assert found == set()


def test_one_module_reads_the_clock_and_one_the_environment() -> None:
    words = {
        "clock": {"datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.time"},
        "environment": {"os.environ", "os.getenv", "environ", "getenv"},
    }
    found = {what: {n for n in MODULES if uses(n) & known} for what, known in words.items()}
    assert found == MACHINE
    assert not any(imported(n) & {"time", "os.environ", "os.getenv"} for n in MODULES)


@pytest.mark.parametrize("name", [name for name in MODULES if not name.startswith(DOORS)])
def test_only_doors_know_the_current_folder(name: str) -> None:
    assert not uses(name) & {"Path.cwd", "Path.home", "os.getcwd", "os.chdir", "path.abspath"}
    assert not {word for word in uses(name) if word.endswith((".absolute", ".expanduser"))}


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


def test_tests_share_what_is_in_their_support_alone() -> None:
    tests = ROOT / "tests"
    folders = {path.name for path in tests.iterdir() if path.is_dir()} - {"support"}
    found = {
        f"{path.relative_to(tests)}: {node.module}"
        for path in [*tests.rglob("test_*.py"), *(tests / "support").glob("*.py")]
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module
        if node.module.partition(".")[0] in folders or "test_" in node.module
    }
    assert found == set()
