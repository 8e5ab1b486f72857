"""The check of outside links, against a server of our own: the tests ask nothing of the network."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from support.external_links import addresses, ask, ask_all, report

PAGES = {"/ok": 200, "/moved": 301, "/gone": 404, "/shy": 200, "/closed": 403, "/ill": 500}


class Answers(BaseHTTPRequestHandler):
    """Answers each path as ``PAGES`` says; /shy refuses the short question."""

    def do_HEAD(self) -> None:
        self.answer(405 if self.path == "/shy" else PAGES[self.path])

    def do_GET(self) -> None:
        self.answer(PAGES[self.path])

    def answer(self, status: int) -> None:
        self.send_response(status)
        if status == 301:
            self.send_header("Location", "/ok")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    started = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=started.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{started.server_port}"
    started.shutdown()
    started.server_close()


def test_an_address_is_asked_briefly_then_at_length(server: str) -> None:
    found = {path: ask(f"{server}{path}", 5) for path in PAGES}
    expected = {"/ok": 200, "/moved": 200, "/gone": 404, "/shy": 200, "/closed": 403, "/ill": 500}
    assert found == expected


def test_what_does_not_answer_at_all_is_said(server: str) -> None:
    assert server
    assert isinstance(ask("http://127.0.0.1:9/", 1), str)
    assert isinstance(ask("http://[/", 1), str)


def test_the_report_names_the_pages_and_tells_lost_from_closed(server: str, tmp_path: Path) -> None:
    page = tmp_path / "a" / "index.html"
    page.parent.mkdir()
    links = [f'<a rel="x" href="{server}{path}#part">x</a>' for path in PAGES]
    page.write_text("".join([*links, '<a href="https://ours.example/x">', '<a href="../b/">']))
    pages = addresses(tmp_path, "ours.example")
    assert pages == {f"{server}{path}": ["a/index.html"] for path in sorted(PAGES)}
    text, broken = report(pages, ask_all(pages, pause=0, patience=5))
    assert broken == 2
    assert f"sans réponse : {server}/gone (404)\n    pages : a/index.html" in text
    assert f"à ouvrir à la main : {server}/closed (403)" in text
    assert text.endswith("6 adresse(s), 2 sans réponse, 1 à ouvrir à la main")
