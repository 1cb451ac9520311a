"""The web door's own pages, and the pages of faults: whole, readable, asking the database nothing."""

import html5lib
import pytest

PAGES = ["estilo", "acessibilidade", "privacidade"]
FAULTS = {"nada": 404, "recusada": 403, "estranha": 400, "avaria": 500}
LANGUAGES = {"pt": "ltr", "en": "ltr", "ar": "rtl"}


def parsed(response):
    """The page as a tree; markup that a strict reader would mend is an error."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(response.content.decode())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", [*PAGES, *FAULTS])
def test_a_page_is_well_formed_in_every_language(client, name, lang):
    response = client.get(f"/{lang}/{name}/")
    tree = parsed(response)
    assert response.status_code == FAULTS.get(name, 200)
    assert (tree.get("lang"), tree.get("dir")) == (lang, LANGUAGES[lang])
    assert len(tree.findall(".//h1")) == 1
    assert len(tree.findall(".//main[@id='main']")) == 1
    assert tree.findtext(".//title").endswith(" · Rumo")


@pytest.mark.parametrize("name", [*PAGES, *FAULTS])
def test_every_page_leads_home(client, name):
    hrefs = {a.get("href") for a in parsed(client.get(f"/pt/{name}/")).iter("a")}
    assert hrefs & {"/", "/pt/"}


def test_identifiers_are_used_once(client):
    ids = [
        node.get("id")
        for node in parsed(client.get("/pt/estilo/")).iter()
        if isinstance(node.tag, str) and node.get("id")
    ]
    assert sorted(ids) == sorted(set(ids))


def test_every_table_has_caption_and_scopes(client):
    for table in parsed(client.get("/pt/estilo/")).iter("table"):
        assert table.find("caption") is not None
        assert {th.get("scope") for th in table.iter("th")} == {"col", "row"}


def test_the_first_view_is_light(client):
    response = client.get("/pt/estilo/", headers={"accept-encoding": "gzip"})
    assert len(response.content) < 20_000


def test_a_configured_body_is_named(client, settings):
    settings.RESPONSIBLE_BODY, settings.RESPONSIBLE_CONTACT = "Câmara de Exemplo", "ola@exemplo.pt"
    text = client.get("/pt/acessibilidade/").content.decode()
    assert text.count("mailto:ola@exemplo.pt") == 2
    assert "Responsável por este sítio: Câmara de Exemplo." in text


def test_only_reading(client):
    assert client.post("/pt/privacidade/").status_code == 405
