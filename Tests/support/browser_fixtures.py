"""Fixtures for tests that use the pages as a person does, in the Chromium that the system has."""

import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from support.pages import RegisterPage

# How long a page may take for a step. Machines that test build too, so this is generous; nothing waits that long when it works.
WAIT_MS = 15_000
expect.set_options(timeout=WAIT_MS)

# A page cannot be seen before its script has run: nobody is quick enough to press a button in the milliseconds before, and a test is.
# What asked for the focus meanwhile gets it when the page is seen, as it would have.
UNSEEN_UNTIL_READY = """
(() => {
  const unseen = new CSSStyleSheet();
  unseen.replaceSync('html { visibility: hidden }');
  document.adoptedStyleSheets = [unseen];
  const focus = HTMLElement.prototype.focus;
  let wanted = null;
  HTMLElement.prototype.focus = function (options) {
    wanted = () => focus.call(this, options);
    wanted();
  };
  addEventListener('DOMContentLoaded', () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== unseen);
    HTMLElement.prototype.focus = focus;
    const first = document.querySelector('[autofocus]');
    if (wanted) wanted();
    else if (first) first.focus();
  });
})();
"""


def chromium() -> str:
    """The program: its form without a window where that is installed, which spares the processor a third of the work."""
    return shutil.which("chromium-headless-shell") or "/usr/bin/chromium"


@pytest.fixture(scope="session")
def browser():
    """One Chromium for the run, whose pages are seen once they are ready."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        make = browser.new_context

        def new_context(**options):
            context = make(**options)
            if options.get("java_script_enabled", True):
                context.add_init_script(UNSEEN_UNTIL_READY)
            return context

        browser.new_context = new_context
        yield browser
        browser.close()


@contextmanager
def device_at(browser, url: str):
    """A device of its own: nothing kept from an earlier test. A page error fails the test that caused it."""
    context = browser.new_context(base_url=url, viewport={"width": 1440, "height": 900}, locale="en-GB", timezone_id="UTC")
    context.set_default_timeout(WAIT_MS)
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield context
    context.close()
    assert errors == [], "a page threw: " + "; ".join(errors)


@pytest.fixture
def context(browser, server):
    with device_at(browser, server.url) as context:
        yield context


@pytest.fixture
def page(context):
    return context.new_page()


@pytest.fixture
def new_device(browser, server):
    """Makes further devices: each call is a browser context with its own cookies and storage."""
    made = []

    def make(**options):
        context = browser.new_context(**{"base_url": server.url, "viewport": {"width": 1440, "height": 900}, **options})
        context.set_default_timeout(WAIT_MS)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def register_page(new_device, server):
    """`register_page(register_index=0, cashier_index=0)`: a till at which that cashier has signed in."""

    def open_register(register_index: int = 0, cashier_index: int = 0, **options):
        return RegisterPage.open(new_device(**options), server, register_index, cashier_index)

    return open_register


@pytest.fixture
def axe_clean():
    """`axe_clean(page)` fails on anything that axe reports about the page as it stands."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()

    def check(page) -> None:
        results = axe.run(page)
        assert results.violations_count == 0, results.generate_report()

    return check


@pytest.fixture
def screenshot(request, tmp_path_factory):
    """`screenshot(page, name)` keeps a picture below COUNTERFOIL_SCREENSHOTS, or else below the run's temporary folder."""
    wanted = os.environ.get("COUNTERFOIL_SCREENSHOTS")
    folder = Path(wanted) if wanted else tmp_path_factory.getbasetemp() / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)

    def take(page, name: str | None = None) -> Path:
        path = folder / f"{name or request.node.name}.png"
        page.screenshot(path=path)
        return path

    return take


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """A failing browser test leaves pictures of every page it had open."""
    outcome = yield
    report = outcome.get_result()
    if report.when != "call" or not report.failed:
        return
    folder = os.environ.get("COUNTERFOIL_FAILURE_PICTURES")
    browser = getattr(item, "funcargs", {}).get("browser")
    if not folder or browser is None:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(page for context in browser.contexts for page in context.pages):
        page.screenshot(path=Path(folder) / f"{item.name}-{number}.png")


@pytest.fixture(scope="module")
def prices_as_they_were(api):
    """Takes the price rules and promotions of a module away again: they count by themselves at every till of the shared shop."""
    kept = {each["id"] for kind in ("price_rules", "promotions") for each in api.all(f"/{kind}")}
    yield
    for kind in ("price_rules", "promotions"):
        for each in api.all(f"/{kind}"):
            if each["id"] not in kept:
                api.delete(f"/{kind}/{each['id']}", expect=204)


@pytest.fixture
def readable(browser, axe_clean, screenshot):
    """`readable(url, name)`: a link's page on a phone has nothing for axe to report, nothing wider than the screen, in light and in dark."""

    def check(url: str, name: str) -> None:
        for scheme in ("light", "dark"):
            context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB", color_scheme=scheme, bypass_csp=True)
            page = context.new_page()
            page.goto(url)
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
            axe_clean(page)
            screenshot(page, f"checkout-{name}-{scheme}")
            context.close()

    return check
