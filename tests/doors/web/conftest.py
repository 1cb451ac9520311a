"""The web door by itself: no other room, no database."""

from threading import Thread
from types import SimpleNamespace
from wsgiref.simple_server import WSGIRequestHandler

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test import Client

from tests.doors.web import pages


@pytest.fixture(autouse=True)
def little_site(settings):
    """Serve the pages of pages.py, counted from nothing."""
    settings.ROOT_URLCONF = "tests.doors.web.pages"
    settings.PUBLIC_VERSION = "tests.doors.web.pages.token"
    pages.rendered.clear()
    pages.state.update(token="1", asked=0)
    return pages


@pytest.fixture
def client():
    """A reader whose faults come back as pages; each has a server, and so a cache, of its own."""
    return Client(raise_request_exception=False)


class Quiet(WSGIRequestHandler):
    """A server that writes nothing to the screen."""

    def log_message(self, format, *args):
        """Say nothing."""


@pytest.fixture
def server(little_site):
    """The little site on a port of its own; `url` is its address."""
    running = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    running.set_app(WSGIHandler())
    thread = Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield SimpleNamespace(url=f"http://127.0.0.1:{running.server_port}")
    running.shutdown()
    running.server_close()
    thread.join()


@pytest.fixture
def look(browser, server):
    """A function that opens a page of the little site; `page.errors` lists what the browser complains of or asks of others."""
    contexts = []

    def opened(path, *, width=1280, script=True, **options):
        view = {"viewport": {"width": width, "height": 900}, "java_script_enabled": script, **options}
        contexts.append(browser.new_context(base_url=server.url, **view))
        page = contexts[-1].new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("console", lambda said: page.errors.append(said.text))
        page.on("request", lambda asked: asked.url.startswith(server.url) or page.errors.append(asked.url))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
