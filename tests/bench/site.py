"""CPU seconds of a build of the real site, and how it grows, beside plain MkDocs on the same pages.

Run: PYTHONPATH=macros python tests/bench/site.py [--letters 1000]
Each build is one process of its own, measured by its children's user and system time. « MkDocs »
is the theme called mkdocs without a hook, macro or search, given every page as finished Markdown;
documents to download are left out on both sides, and measured apart.
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


def plain(folder: Path, config: Path) -> Path:
    """Write the same pages for MkDocs alone: generated ones as they are, macros as plain text."""
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
        "site_name": "MkDocs",
        "theme": "mkdocs",
        "plugins": [],
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
        print(
            f"real site, with documents        {seconds(real, work / 'a', documents=True):6.1f} s"
        )
        print(
            f"real site, without               {seconds(real, work / 'b', documents=False):6.1f} s"
        )
        base = plain(work / "mkdocs", real)
        print(
            f"plain MkDocs, same pages         {seconds(base, work / 'c', documents=False):6.1f} s"
        )
        more = project(work / "grand", asked.letters)
        print(f"{asked.letters} more letters, without       {seconds(more, work / 'd', documents=False):6.1f} s", flush=True)  # fmt: skip
        large = plain(work / "mkdocs-grand", more)
        print(
            f"plain MkDocs, same pages         {seconds(large, work / 'e', documents=False):6.1f} s"
        )


if __name__ == "__main__":
    main()
