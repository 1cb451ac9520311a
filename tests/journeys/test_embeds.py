"""A figure inside another site's page, in a real browser: framed from another port, fitted to its height; all else refuses."""

import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.http import HttpResponse
from django.urls import path
from django.utils.translation import override

from rumo.config.urls import urlpatterns as site
from rumo.doors.dashboard.looking import look
from rumo.doors.dashboard.structured import structured
from rumo.doors.dashboard.views.embeds import snippet
from rumo.ground.vocabularies import actions as vocabularies
from tests.factories import territory
from tests.factories.plans import AT, BY, Measure, Plan, Report, publish

TITLE = "Abrir </script><b>um</b> balcão & 'mais'"


def described(request):
    """A page with the description of its data, for the policy of a real page to judge."""
    return HttpResponse(
        f"<!doctype html><title>t</title>{structured(look(request, 'plan:plano-exemplo'))}<p>fim"
    )


urlpatterns = [path("descrita/", described), *site]


@pytest.fixture
def small(transactional_db):
    """A plan of Lisbon with one report."""
    territory.load()
    vocabularies.load(by=BY, at=AT)
    publish(
        Plan(title=TITLE, measures=(Measure(code="M1", title=TITLE), Measure(code="M2")), reports=(Report(),))
    )


class _Elsewhere(BaseHTTPRequestHandler):
    """Another site, with one page."""

    def __init__(self, body, *args):
        self.body = body.encode()
        super().__init__(*args)

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *args):
        pass


@pytest.fixture
def elsewhere():
    """A function that serves a page on another port and gives its address."""
    servers = []

    def served(body):
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Elsewhere, body))
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/"

    yield served
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("width", [320, 900])
def test_an_embed_is_shown_elsewhere_and_fits(small, settings, live_server, elsewhere, open_page, rf, width):
    settings.SITE_URL = live_server.url
    with override("pt"):
        copied = snippet(look(rf.get("/"), "measure:plano-exemplo/M1"))
    page = open_page(
        elsewhere(f"<!doctype html><title>Outro sítio</title><h1>Outro</h1>{copied}"), width=width
    )
    frame = page.frame_locator("iframe")
    assert frame.locator("h1").inner_text() == TITLE
    assert frame.locator('data[data-figure="degree"]').get_attribute("value") == "0.500000"
    page.wait_for_function("document.querySelector('iframe').style.height !== ''")
    inside = page.frames[1].evaluate("Math.ceil(document.documentElement.getBoundingClientRect().height)")
    outside = page.evaluate("document.querySelector('iframe').clientHeight")
    assert abs(outside - inside) <= 1
    assert page.frames[1].evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.frames[1].evaluate("document.cookie") == ""
    assert page.context.cookies() == []
    assert page.frames[1].locator("form").count() == 0
    weight = "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation')).reduce((n, e) => n + e.decodedBodySize, 0)"
    assert page.frames[1].evaluate(weight) <= 100_000
    frame.locator("p.small a.go").click()
    page.wait_for_url(f"{live_server.url}/pt/painel/planos/plano-exemplo/medidas/M1/*")


def test_every_other_page_refuses_to_be_framed(small, live_server, elsewhere, open_page):
    page = open_page(
        elsewhere(f'<!doctype html><title>t</title><iframe src="{live_server.url}/pt/privacidade/"></iframe>')
    )
    page.wait_for_function("performance.getEntriesByType('resource').length > 0")
    assert any("frame-ancestors" in error for error in page.errors)
    assert page.frames[1].url.startswith("chrome-error://")


def test_the_script_believes_only_the_frame_it_came_for(
    small, settings, live_server, elsewhere, open_page, rf
):
    settings.SITE_URL = live_server.url
    with override("pt"):
        copied = snippet(look(rf.get("/"), "country"))
    liar = elsewhere("<!doctype html><script>parent.postMessage({ rumo: 4000 }, '*')</script>")
    page = open_page(
        elsewhere(f'<!doctype html><title>t</title>{copied}<iframe id="liar" src="{liar}"></iframe>')
    )
    page.wait_for_function("document.querySelector('iframe').style.height !== ''")
    assert page.evaluate("document.getElementById('liar').style.height") == ""
    assert page.evaluate("document.querySelector('iframe').clientHeight") < 2000


@pytest.mark.urls("tests.journeys.test_embeds")
def test_the_description_of_the_data_is_no_script_to_the_policy(small, live_server, open_page):
    page = open_page("/descrita/")
    assert page.errors == []
    assert page.inner_text("p") == "fim"
    text = page.locator('script[type="application/ld+json"]').text_content()
    assert page.evaluate("text => JSON.parse(text).name", text).endswith(f": {TITLE}")
    assert "script-src 'self'" in page.request.get("/descrita/").headers["content-security-policy"]
