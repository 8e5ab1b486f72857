"""What tests in a real browser share: waiting on conditions, and watching the pages' policies."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Frame, Page, expect

STEP = 25
"""Milliseconds between two looks at a condition."""

PATIENCE = 60_000
"""Milliseconds before a condition is given up: a machine may be slow, a fault must end."""

POLLS = PATIENCE // STEP

expect.set_options(timeout=PATIENCE)

_REPORT = """
addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) =>
  policyViolated(`${location.pathname}: ${effectiveDirective}: ${blockedURI} ${sample}`.trim()), true);
"""

_SITE_MAP = """
(() => {
  const { parseFromString } = DOMParser.prototype;
  DOMParser.prototype.parseFromString = function (text, type) {
    if (type === "text/xml") window.siteMapRead = true;
    return parseFromString.call(this, text, type);
  };
})();
"""


def until(page: Page | Frame, condition: str | Callable[[], bool]) -> None:
    """Wait for a condition of the page, or of the test.

    Playwright's own way is code from text, which pages refuse.
    """
    for _ in range(POLLS):
        if condition() if callable(condition) else page.evaluate(condition):
            return
        page.wait_for_timeout(STEP)
    raise AssertionError(condition)


def watched(context: BrowserContext) -> list[str]:
    """Return the list that will hold what the policies of the context's pages refuse.

    Each line: the page, the directive, what was refused and how it begins.
    """
    refused: list[str] = []
    context.set_default_timeout(PATIENCE)
    context.expose_binding("policyViolated", lambda _, line: refused.append(line))
    context.add_init_script(_REPORT)
    return refused


def opened_for_instant_navigation(page: Page, address: str) -> None:
    """Open a page, and wait until the theme knows the site map: before, a click loads a page."""
    page.add_init_script(_SITE_MAP)
    page.goto(address)
    until(page, "window.siteMapRead")
    page.evaluate("window.stays = true")


def drawn(page: Page) -> None:
    """Wait until the page shows its last changes: two frames, and the end of every transition."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    until(page, "document.getAnimations().every(({ playState }) => playState !== 'running')")
