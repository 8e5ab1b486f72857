"""Measure five pages of site/ with Lighthouse, served compressed: scores, weight, layout shift.

Run: make lighthouse (OPTIONS=--runs=3 for the median of three). It needs the ``lighthouse``
command (npm install -g lighthouse@12) and Chromium; nothing of it is part of the tests.
"""

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
PAGES = ("", "courriers/demander-adresse/", "clients/pme/", "regles/calendrier/", "trouver/")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TEXT = (".html", ".css", ".js", ".json", ".svg", ".xml")


class Compressed(SimpleHTTPRequestHandler):
    """Serves a folder as a host does: text compressed, and kept by the browser."""

    def do_GET(self) -> None:
        """Send a file, compressed when it is text."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in TEXT or not path.is_file():
            super().do_GET()
            return
        data = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


def measure(url: str, *more: str) -> list[float]:
    """Run Lighthouse once: the four scores out of 100, kilobytes transferred, layout shift."""
    chrome = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    )
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        subprocess.run(
            ["lighthouse", url, "--quiet", "--output=json", f"--output-path={report}",
             f"--only-categories={','.join(CATEGORIES)}",
             "--chrome-flags=--headless=new --no-sandbox --disable-gpu", *more],
            check=True, env={**os.environ, "CHROME_PATH": chrome},
        )  # fmt: skip
        found = json.loads(report.read_text("utf-8"))
    scores = [100 * (found["categories"][name]["score"] or 0) for name in CATEGORIES]
    weight = found["audits"]["total-byte-weight"]["numericValue"] / 1000
    return [*scores, weight, found["audits"]["cumulative-layout-shift"]["numericValue"]]


def main() -> None:
    """Print one line for each page and kind of device."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--site", type=Path, default=ROOT / "site")
    asked = parser.parse_args()
    if not (asked.site / "index.html").is_file():
        sys.exit("site/ est absent : lancez d'abord make site")
    if not shutil.which("lighthouse"):
        sys.exit("La commande lighthouse manque : npm install -g lighthouse@12")
    print(f"{'page':30} {'appareil':9} perf  a11y  b.p.  seo    ko    CLS")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressed, directory=str(asked.site))) as server:  # fmt: skip
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for page in PAGES:
            url = f"http://127.0.0.1:{server.server_port}/{page}"
            for device, more in (("bureau", ("--preset=desktop",)), ("mobile", ())):
                runs = [measure(url, *more) for _ in range(asked.runs)]
                *scores, weight, shift = (median(values) for values in zip(*runs, strict=True))
                shown = "  ".join(f"{score:4.0f}" for score in scores)
                print(f"/{page:29} {device:9}{shown} {weight:6.0f} {shift:6.3f}", flush=True)
        server.shutdown()


if __name__ == "__main__":
    main()
