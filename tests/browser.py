"""The one browser of a test process: Debian's Chromium, driven on this machine, asking nothing of any other."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

CI = os.environ.get("CI") == "true"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def pytest_collection_modifyitems(items):
    """Mark every test that takes the browser, so that a run can leave them out."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()) or "page" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium_path():
    """Where Chromium is; skipped with a reason where there is none, a failure in CI."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found:
        return found
    reason = "no Chromium on the path (Debian: apt-get install chromium)"
    if CI:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser(chromium_path):
    """One browser a worker process; each test opens contexts of its own in it."""
    # the driver runs an event loop in this thread, which Django would take for an asynchronous caller
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield launched
        launched.close()


def follow(page, key="Enter"):
    """Press a key that leads to another page, and wait until it is there."""
    with page.expect_navigation():
        page.keyboard.press(key)


@pytest.fixture
def open_page(browser, live_server):
    """A function that opens a page of the live site: open_page("/pt/", width=360, script=False, scheme="dark").

    It returns Playwright's page; `page.foreign` lists every address asked beyond the live server, `page.errors`
    every script error and refused resource. All contexts are closed with the test.
    """
    contexts = []

    def opened(path="/pt/", *, width=1280, height=900, script=True, scheme="light", **options):
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            color_scheme=scheme,
            locale=options.pop("locale", "pt-PT"),
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.foreign, page.errors = [], []
        page.on(
            "request",
            lambda asked: asked.url.startswith((live_server.url, "data:")) or page.foreign.append(asked.url),
        )
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("console", lambda said: said.type == "error" and page.errors.append(said.text))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page):
    """The home page at 1280 px with script, for a test that needs no other."""
    return open_page()
