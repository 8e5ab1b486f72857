"""CPU seconds of a build of the real site, and how it grows, beside MkDocs alone on the same pages.

Run: PYTHONPATH=macros python tests/bench/site.py [--letters 1000]
Each build is one process of its own, measured by its children's user and system time. « plain mkdocs »
is the theme of that name without a hook, macro or search, « plain material » ours with its search
alone; both are given every page as finished Markdown. Documents to download are left out on all
sides, and measured apart.
"""

import argparse
import datetime as dt
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

from prevenance.catalog.loader import load
from prevenance.documents.press import Press
from prevenance.site.pages import pages

ROOT = Path(__file__).parents[2]
TODAY = dt.date(2026, 11, 24)
THEMES = ("mkdocs", "material")
COPIED = "demander-adresse"
"""The letter that is multiplied: one of the longest."""


def seconds(config: Path, output: Path, *, documents: bool) -> float:
    """Build a site; return the CPU seconds, user and system."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "macros"),
        "PREVENANCE_DATE": TODAY.isoformat(),
        "SOURCE_DATE_EPOCH": "1795478400",
        "NO_MKDOCS_2_WARNING": "1",
        "PREVENANCE_SANS_DOCUMENTS": "0" if documents else "1",
    }
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config), "-d", str(output)]
    subprocess.run(command, check=True, cwd=config.parent, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def project(folder: Path, letters: int) -> Path:
    """Copy the project, with as many extra letters that no table calls for; return its settings."""
    folder.mkdir()
    for name in ("docs", "overrides", "kit"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "macros").mkdir()
    for name in ("mkdocs.yml", "CHANGELOG.md", "macros/mkdocs_hook.py"):
        shutil.copy(ROOT / name, folder / name)
    found = (folder / f"kit/courriers/{COPIED}.md").read_text("utf-8")
    head = {**yaml.safe_load(found.split("---\n")[1]), "role": "annexe"}
    action = next(iter(load(ROOT / "kit").lists["action"].values))
    for key in ("intention", "si"):
        head.pop(key, None)
    head["action"] = action
    body = found.split("---\n", 2)[2]
    for number in range(letters):
        own = {**head, "titre": f"{head['titre']} {number}"}
        written = yaml.safe_dump(own, allow_unicode=True, default_style=None)
        (folder / f"kit/courriers/copie-{number}.md").write_text(f"---\n{written}---\n{body}", "utf-8")  # fmt: skip
    return folder / "mkdocs.yml"


def plain(folder: Path, config: Path, theme: str) -> Path:
    """Write the same pages for a theme alone: generated ones as they are, macros as plain text."""
    docs = folder / "docs"
    shutil.copytree(config.parent / "docs", docs)
    for page in docs.rglob("*.md"):
        text = page.read_text("utf-8")
        page.write_text(re.sub(r"\{\{.*?\}\}", "…", text), "utf-8")
    for generated in pages(Press(load(config.parent / "kit"), TODAY), documents=False):
        path = docs / generated.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(generated.text, "utf-8")
    settings = {
        "site_name": theme,
        "theme": {
            "name": theme,
            **({"font": False, "language": "fr"} if theme == "material" else {}),
        },
        "plugins": ["search"] if theme == "material" else [],
        "markdown_extensions": ["attr_list", "md_in_html", "tables", "toc"],
        "not_in_nav": "courriers/",
        "nav": [{"Accueil": "index.md"}],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    return folder / "mkdocs.yml"


def main() -> None:
    """Print one line for each case."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--letters", type=int, default=1000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        real = project(work / "reel", 0)
        told("real site, with documents", real, work, documents=True)
        for letters in (0, asked.letters):
            config = project(work / f"reel-{letters}", letters)
            more = f", {letters} more letters" if letters else ""
            told(f"real site, without documents{more}", config, work)
            for theme in THEMES:
                alone = plain(work / f"{theme}-{letters}", config, theme)
                told(f"plain {theme}, same pages{more}", alone, work)


def told(name: str, config: Path, work: Path, *, documents: bool = False) -> None:
    """Build a site and print its CPU seconds."""
    spent = seconds(config, Path(tempfile.mkdtemp(dir=work)), documents=documents)
    print(f"{name:55} {spent:6.1f} s", flush=True)


if __name__ == "__main__":
    main()
