"""What browser tests look at: accessibility, width, and pictures for a person to look at."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT, AxeResults

# Pictures are stored for a person to look at, where a folder is named: SCREENSHOTS=folder make test
SCREENSHOTS = os.environ.get("SCREENSHOTS")
WIDTHS = (375, 1280)
# In milliseconds: a slow machine takes its time, and a script tries again half a minute later.
PATIENCE = 60_000
WORD_HTML = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment-->'
    '<p class="MsoNormal" style="color:red"><b>Bold</b> words<o:p></o:p></p>'
    '<img src="x" onerror="alert(1)"><!--EndFragment--></body></html>'
)
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # To describe each element that passed takes several times as long as to look at it.
    "resultTypes": ["violations"],
}


def eventually(is_so: Callable[[], bool]) -> None:
    """Wait until it is so; fail when it is not after a minute."""
    end = time.monotonic() + PATIENCE / 1000
    while not is_so():
        assert time.monotonic() < end, "It did not come true."
        time.sleep(0.05)


def follow(page, link) -> None:
    """Click the link, and wait for the page that it leads to."""
    with page.expect_navigation():
        link.click()


@contextmanager
def held(page, address: str) -> Iterator[Callable[[], None]]:
    """Hold back what the page asks of the address; give a function that waits for the first."""
    waiting = []

    def wait(route):
        waiting.append(route)

    page.route(address, wait)
    yield lambda: eventually(lambda: page.wait_for_timeout(50) or waiting)
    page.route(address, lambda route: route.continue_())
    for one in waiting:
        one.continue_()


def unfold_all(page) -> None:
    """Open all that unfolds."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")


def assert_accessible(page) -> None:
    """Fail with axe's report when the page breaks a rule of WCAG 2.2 AA or of good practice."""
    results = _checked(page)
    assert results.violations_count == 0, results.generate_report()


def paste_from_word(page, field, *, text: str = "Bold words") -> None:
    """Paste by keyboard what a word processor puts on the clipboard: its HTML, and the text."""
    page.evaluate(
        """([html, text]) => document.addEventListener("copy", (event) => {
            event.clipboardData.setData("text/html", html);
            event.clipboardData.setData("text/plain", text);
            event.preventDefault();
        }, { once: true })""",
        [WORD_HTML, text],
    )
    field.focus()
    page.keyboard.press("Control+C")
    page.keyboard.press("Control+V")


def _checked(page) -> AxeResults:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return AxeResults(page.evaluate("(rules) => axe.run(rules)", RULES))


def assert_fits(page, *, width: int) -> None:
    """Fail when the page scrolls sideways at the width; the viewport is restored afterwards."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": before["height"]})
    overflow = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    page.set_viewport_size(before)
    assert overflow <= 0, f"{page.url} is {overflow} px too wide at {width} px."


def assert_accessible_and_fits(page, *, widths: Iterable[int]) -> None:
    """Fail when the page breaks a rule or scrolls sideways at one of the widths."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": page.viewport_size["height"]})
        assert_accessible(page)
        assert_fits(page, width=width)


def screenshot(page, name: str) -> None:
    """Store the whole page at the width of a phone and of a desk, where pictures are asked for."""
    before = page.viewport_size
    for width in WIDTHS if SCREENSHOTS else ():
        page.set_viewport_size({"width": width, "height": before["height"]})
        picture(page, f"{name}-{width}")
    page.set_viewport_size(before)


def picture(page, name: str, *, full_page: bool = True) -> None:
    """Store the page as it is, where pictures are asked for."""
    if SCREENSHOTS:
        page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png", full_page=full_page)
