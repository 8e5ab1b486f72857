"""The repository keeps its promises: locked, free of facts out of place, safe to contribute to."""

import ast
import re
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import KIT, ROOT, TODAY
from prevenance.catalog import Catalog
from prevenance.checks.prose import DATED
from prevenance.checks.sentences import examined
from prevenance.text.typography import fold

DOCS = sorted((ROOT / "docs").rglob("*.md"))
SOURCES = sorted((ROOT / "macros").rglob("*.py"))
SCRIPTS = sorted((ROOT / "docs/assets").rglob("*.js"))
LOCKS = ("requirements.lock", "requirements-dev.lock")
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
RUN = 8
"""Words in a row that make a copy."""


def short(path: Path) -> str:
    """Name a file of the repository."""
    return path.relative_to(ROOT).as_posix()


@cache
def tracked() -> tuple[Path, ...]:
    """List the text files of the repository, ignored ones left out."""
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    names = done.stdout.decode().split("\0")[:-1]
    if not names:
        pytest.skip("not a git checkout")
    found = [ROOT / name for name in names]
    return tuple(path for path in found if path.is_file() and b"\0" not in path.read_bytes())


# Locks


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_every_package_by_hash_and_names_no_address(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"(?m)^\s*-(?!-hash)", text)
    entries = text.replace("\\\n", " ").splitlines()
    packages = [entry for entry in entries if entry.strip() and not entry.startswith("#")]
    assert len(packages) > 10
    for entry in packages:
        assert re.fullmatch(
            r"[a-z0-9-]+(?:\[[a-z,-]+\])?==[0-9][^ ]*(?: ; [^#]+?)?(?: +--hash=sha256:[0-9a-f]{64})+ *",
            entry,
        ), entry[:80]


def test_the_lock_for_development_agrees_with_the_one_for_use() -> None:
    def pins(name: str) -> dict[str, str]:
        lines = (ROOT / name).read_text("utf-8").splitlines()
        found = (re.match(r"([a-z0-9-]+)(?:\[.*\])?==([^ ]+)", line) for line in lines)
        return {match[1]: match[2] for match in found if match}

    use, development = map(pins, LOCKS)
    assert {name: development.get(name, version) for name, version in use.items()} == use


# The guide


def written(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines of a page, without calls of macros, addresses and front matter."""
    text = path.read_text("utf-8")
    head = re.match(r"---\n.*?\n---\n", text, re.DOTALL)
    start = head.end() if head else 0
    blanked = re.sub(
        r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<!--.*?-->|\]\([^)]*\)|https?://\S+",
        lambda match: re.sub(r"[^\n]", " ", match.group()),
        text,
        flags=re.DOTALL,
    )
    for number, line in enumerate(blanked.split("\n"), start=1):
        if number > text.count("\n", 0, start):
            yield number, line


FACTS = re.compile(
    DATED.regex.pattern.removeprefix("(?i)")
    + r"|\b20\d\d-\d\d-\d\d\b|\d[\d \u00a0.,]*(?:€|euros?\b)"
    + r"|\b(?:art\.|articles?) ?[A-Z]*\.? ?\d+|\b\d{3} (?:bis|ter|nonies|septies)\b",
    re.IGNORECASE,
)


TERRITORIES = re.compile(
    "Guyane|Mayotte|Guadeloupe|Martinique|Réunion|Polynésie|Nouvelle-Calédonie|Saint-(?:Martin|Pierre|Barth)"
)


@pytest.mark.parametrize("path", DOCS, ids=short)
def test_a_page_states_no_date_no_amount_and_no_article(path: Path) -> None:
    found = [
        f"{short(path)}:{n}: {m.group()}" for n, line in written(path) for m in FACTS.finditer(line)
    ]
    assert found == []


FORM = re.compile(
    r"^exemple : |^20\d\d-\d\d-\d\d$|^[0-9a-f]+(?:-[0-9a-f]+)?(?: |$)|^20\d\d\.\d+\.\d+$"
)
"""Strings that are no fact: the example of a date, alone or in a remedy, codes, a version."""


def said(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the numbered strings of a module or of a script: what it may say or decide by."""
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        tree = ast.parse(text)
        told = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if id(node) not in told:
                    yield node.lineno, re.sub(r"(?:https?://|urn:)\S+", "", node.value)
            elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("date"):
                yield node.lineno, "-".join(ast.unparse(a).zfill(2) for a in node.args)
    else:
        bare = re.sub(
            r"/\*.*?\*/|(?<!:)//[^\n]*", lambda m: "\n" * m[0].count("\n"), text, flags=re.S
        )
        yield from enumerate(bare.split("\n"), start=1)


@pytest.mark.parametrize("path", [*SOURCES, *SCRIPTS], ids=short)
def test_code_states_no_date_no_amount_no_article_and_no_territory(path: Path) -> None:
    found = [
        f"{short(path)}:{number}: {match.group()}"
        for number, text in said(path)
        if not FORM.search(text)
        for pattern in (FACTS, TERRITORIES)
        for match in pattern.finditer(text)
    ]
    assert found == []


@pytest.mark.skipif(not DOCS, reason="no docs/ yet")
@pytest.mark.parametrize(
    "text",
    [
        "le 1er septembre",
        "en 2027",
        "24/11/2026",
        "12 €",
        "1 500 euros",
        "l'article 289",
        "289 bis",
    ],
)
def test_a_fact_out_of_place_would_be_seen(text: str) -> None:
    assert FACTS.search(text)


@cache
def runs(text: str) -> frozenset[str]:
    """Return every run of eight words inside a sentence, without case, accents or signs."""
    found: set[str] = set()
    for sentence in re.split(r"[.!?]", fold(text)):
        words = re.findall(r"[a-z0-9]+", sentence)
        found |= {" ".join(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}
    return frozenset(found)


@pytest.fixture(scope="session")
def kit_runs(catalog: Catalog) -> frozenset[str]:
    """Give every run of eight words that a text of kit/ holds."""
    sentences = examined(catalog, TODAY).sentences
    return frozenset(run for sentence in sentences for run in runs(sentence.text))


def pages_and_modules() -> list[object]:
    """Make a case of each page and module."""
    return [pytest.param(path, id=short(path)) for path in (*DOCS, *SOURCES)]


@pytest.mark.parametrize("path", pages_and_modules())
def test_no_text_of_the_kit_is_written_twice(kit_runs: frozenset[str], path: Path) -> None:
    text = (
        "\n".join(line for _, line in written(path))
        if path.suffix == ".md"
        else path.read_text("utf-8")
    )
    assert sorted(runs(text) & kit_runs) == []


# Contributions


@pytest.fixture(params=WORKFLOWS, ids=lambda path: path.name)
def workflow(request: pytest.FixtureRequest) -> Mapping[str, Any]:
    """Give each workflow, its words as written."""
    found: Mapping[str, Any] = yaml.load(request.param.read_text("utf-8"), yaml.BaseLoader)
    return found


def test_workflows_exist() -> None:
    assert [path.name for path in WORKFLOWS] == ["publier.yml", "verifier.yml"]


def test_no_workflow_gives_rights_to_a_pull_request(workflow: Mapping[str, Any]) -> None:
    assert workflow["permissions"] == {"contents": "read"}
    assert set(workflow["on"]) <= {"pull_request", "push"}
    assert workflow["on"].get("push", {"branches": ["main"]}) == {"branches": ["main"]}
    for job in workflow["jobs"].values():
        rights = job.get("permissions", {})
        if "pull_request" in workflow["on"]:
            assert not rights
            assert "secrets." not in str(job)
        assert (
            "write"
            not in {k: v for k, v in rights.items() if k not in {"pages", "id-token"}}.values()
        )


def test_actions_are_pinned_by_commit(workflow: Mapping[str, Any]) -> None:
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    actions = [step["uses"] for step in steps if "uses" in step]
    assert actions
    for action in actions:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action)


def test_a_checkout_keeps_no_credentials(workflow: Mapping[str, Any]) -> None:
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] == "false"


def test_no_step_runs_what_a_stranger_wrote_in_a_title(workflow: Mapping[str, Any]) -> None:
    commands = [s["run"] for job in workflow["jobs"].values() for s in job["steps"] if "run" in s]
    assert not any("${{" in command for command in commands)


def test_texts_are_checked_first_and_alone() -> None:
    jobs = yaml.load((ROOT / ".github/workflows/verifier.yml").read_text(), yaml.BaseLoader)["jobs"]
    first = [name for name, job in jobs.items() if "needs" not in job]
    assert first == ["verifier"]
    assert [s["run"] for s in jobs["verifier"]["steps"] if "run" in s] == ["make verifier"]


# Everything


MACHINE = re.compile("/" + r"(?:work|root|home/[a-z]+|Users/[A-Za-z]+|tmp/[a-z])" + "/")
UNDONE = re.compile(r"\b(?:TO" + "DO|FIX" + r"ME|XX" + r"X|lorem ip" + r"sum)\b")


def test_no_test_waits_a_fixed_time() -> None:
    """A wait is for a condition: the files named look again until theirs holds, or time is up."""
    waits = re.compile(r"\bwait_for_timeout\(|\btime\.sleep\(|\bsleep\(\d")
    files = [
        path
        for path in (ROOT / "tests").rglob("*.py")
        if path.parent.name != "bench" and waits.search(path.read_text("utf-8"))
    ]
    known = {"browsing.py", "libreoffice.py", "external_links.py"}  # the last is no test
    assert {path.name for path in files} - {Path(__file__).name} == known


def test_no_file_names_a_path_of_a_machine() -> None:
    found = {
        short(path): m.group()
        for path in tracked()
        if (m := MACHINE.search(path.read_text("utf-8")))
    }
    assert found == {}


def test_no_file_leaves_something_to_be_done() -> None:
    found = {
        short(path): m.group()
        for path in tracked()
        if (m := UNDONE.search(path.read_text("utf-8")))
    }
    assert found == {}


def test_every_text_file_ends_with_one_line_feed_and_holds_no_tab_or_carriage_return() -> None:
    found = []
    for path in (path for path in tracked() if "golden" not in path.parts):
        text = path.read_bytes().decode("utf-8")
        tabs = "\t" in text and path.name != "Makefile"
        if tabs or "\r" in text or (text and not re.search(r"[^\n]\n\Z", text)):
            found.append(short(path))
    assert found == []


def test_the_kit_holds_texts_only() -> None:
    assert {path.suffix for path in KIT.rglob("*") if path.is_file()} == {".yml", ".md"}


def test_what_people_write_holds_no_link_and_nothing_to_execute() -> None:
    asked = ["git", "ls-files", "--stage", "-z", "--", "kit", "docs", "overrides"]
    done = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True)
    modes = {entry.partition("\t")[2]: entry[:6] for entry in filter(None, done.stdout.split("\0"))}
    assert {path: mode for path, mode in modes.items() if mode != "100644"} == {}


CODE = ("/macros/", "/overrides/", "/docs/assets/", "/tests/")
"""Folders that developers alone answer for: what they hold runs here, or in a reader's browser."""


@pytest.mark.parametrize("folder", CODE)
def test_code_has_developers_as_owners(folder: str) -> None:
    lines = (ROOT / ".github" / "CODEOWNERS").read_text("utf-8").splitlines()
    owners = [line.split()[1:] for line in lines if line.startswith(("*", "/"))
              and folder.startswith(line.split()[0].replace("*", "/"))]  # fmt: skip
    assert owners[-1] == ["@prevenance/developpement"]


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", ".github/PULL_REQUEST_TEMPLATE.md"])
def test_contributors_are_told_what_is_code(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    said = [
        line for line in text.splitlines() if "`overrides/`" in line and "`docs/assets/`" in line
    ]
    assert any("code" in line for line in said)
