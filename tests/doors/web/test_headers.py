"""Headers: who may frame a page, who may read it from another site, what a page may ask of the device."""

import pytest

from rumo.doors.web import headers

PATHS = ["/pt/", "/pt/nada/", "/pt/avaria/", "/pt/recusada/", "/pt/estranha/", "/pt/estilo/", "/pt/gabinete/"]


def policy(response):
    """The content security policy, by directive."""
    return dict(part.strip().partition(" ")[::2] for part in response["Content-Security-Policy"].split(";"))


@pytest.mark.parametrize("path", PATHS)
def test_every_page_refuses_frames_and_powers(client, path):
    response = client.get(path)
    assert response["X-Frame-Options"] == "DENY"
    assert policy(response)["frame-ancestors"] == "'none'"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "geolocation=()" in response["Permissions-Policy"].split(", ")
    assert response.cookies == {}
    assert "Access-Control-Allow-Origin" not in response


def test_an_embed_may_be_framed_by_anyone_and_holds_no_form(client):
    for _time in range(2):
        response = client.get("/pt/incorporar/pais/")
        found = policy(response)
        assert (found["frame-ancestors"], found["form-action"]) == ("*", "'none'")
        assert found["script-src"] == "'self'"
        assert "X-Frame-Options" not in response
        assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert response.cookies == {}


def test_only_the_embeds_folder_is_an_embed(client):
    for path in ("/incorporar/", "/pt/painel/incorporar/", "/pt/x/pt/incorporar/pais/"):
        assert client.get(path)["X-Frame-Options"] == "DENY"


def test_the_api_may_be_read_from_any_site(client):
    response = client.get("/api/v1/plans")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Expose-Headers"] == "ETag, Link"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_the_api_may_not_be_written_from_another_site(client):
    assert "Access-Control-Allow-Origin" not in client.post("/api/v1/plans")


def test_a_browser_may_ask_first(client, little_site):
    response = client.options("/api/v1/plans", headers={"access-control-request-method": "GET"})
    assert (response.status_code, response["Access-Control-Allow-Methods"]) == (204, "GET, HEAD")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert little_site.rendered["api"] == 0
    client.options("/api/v1/plans")
    assert little_site.rendered["api"] == 1


def test_static_files_may_be_used_from_an_embed():
    added = {}
    headers.for_static(added, "web/rumo.css", "/estatico/web/rumo.css")
    assert added == {
        "Cross-Origin-Resource-Policy": "cross-origin",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
