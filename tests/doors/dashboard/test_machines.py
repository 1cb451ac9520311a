"""What machines ask of the site: robots, sitemap, catalogue, signs of life, structured data."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import override

from rumo.doors.dashboard import catalogue
from rumo.doors.dashboard.looking import look
from rumo.doors.dashboard.structured import dataset, structured
from rumo.doors.dashboard.views import machines
from tests.factories.plans import Measure, Plan, Report, publish

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
ODD = 'Plano "de\\ensaio"\n</script><b>&\u2028é'


@pytest.fixture
def odd(country):
    """A plan whose title and code hold what could break a carrier."""
    publish(
        Plan(
            title=ODD.replace("\n", " "),
            synthetic=True,
            measures=(Measure(code="a&b <c>"),),
            reports=(Report(measure="a&b <c>"),),
        )
    )


def test_robots_are_told_the_sitemap_and_what_to_leave(client, db):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert lines[-1] == "Sitemap: http://127.0.0.1:8000/sitemap.xml"
    assert "Disallow: /*as_of=" in lines


def test_the_sitemap_names_every_page_in_every_language(odd, client):
    answer = client.get("/sitemap.xml")
    assert not answer.cookies
    urls = {url.find(f"{SITEMAP}loc").text: url for url in ElementTree.fromstring(answer.content)}
    codes = [code for code, _name in settings.WHOLE_LANGUAGES]
    for lang in codes:
        assert f"http://127.0.0.1:8000/{lang}/painel/municipios/lisboa/" in urls
        address = f"http://127.0.0.1:8000/{lang}/painel/planos/plano-exemplo/medidas/a%26b%20%3Cc%3E/"
        others = {link.get("hreflang"): link.get("href") for link in urls[address].findall(f"{XHTML}link")}
        assert others == {code: address.replace(f"/{lang}/", f"/{code}/") for code in codes}
    assert "http://127.0.0.1:8000/pt/painel/regioes/PT1A/" in urls
    assert not [address for address in urls if "nada" in address]


def test_a_sitemap_holds_no_more_than_it_may(odd, client, monkeypatch):
    monkeypatch.setattr(machines, "MOST", 30)
    monkeypatch.setattr(machines, "FIXED", ("", "painel/", "nada/"))
    urls = ElementTree.fromstring(client.get("/sitemap.xml?1").content)
    assert len(urls) == 30
    assert "nada" not in client.get("/sitemap.xml?1").content.decode()


def test_before_anything_is_published(country, client):
    assert client.get("/sitemap.xml").status_code == 200
    assert client.get("/catalogo.ttl").status_code == 200


_TOKEN = re.compile(
    r'\s*(?:(@prefix)|(<(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-F]{4})*>)|("(?:[^"\\\n\r]|\\[tnr"\\]|\\u[0-9A-F]{4})*"@[a-z]+)|([a-z]+:[A-Za-z]*|a(?=\s))|([.;,\[\]]))'
)


def triples(text):
    """The triples of a Turtle document of the few forms we write, by a strict reader of our own."""
    tokens, at = [], 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        assert match, text[at : at + 80]
        tokens.append(match.group().strip())
        at = match.end()
    found, position, blanks = [], 0, 0

    def things(subject, closing):
        nonlocal position, blanks
        while tokens[position] != closing:
            predicate = tokens[position]
            position += 1
            while True:
                value = tokens[position]
                position += 1
                if value == "[":
                    blanks += 1
                    value = f"_:{blanks}"
                    things(value, "]")
                found.append((subject, predicate, value))
                if tokens[position] != ",":
                    break
                position += 1
            if tokens[position] == ";":
                position += 1
        position += 1

    while position < len(tokens):
        if tokens[position] == "@prefix":
            assert tokens[position + 3] == "."
            position += 4
            continue
        subject = tokens[position]
        position += 1
        things(subject, ".")
    return found


def test_the_catalogue_lists_every_data_set_and_its_files(odd, client):
    answer = client.get("/catalogo.ttl")
    assert answer["Content-Type"] == "text/turtle; charset=utf-8"
    found = triples(answer.content.decode())
    sets = [s for s, p, o in found if (p, o) == ("a", "dcat:Dataset")]
    assert sorted(sets) == sorted(o for _s, p, o in found if p == "dcat:dataset")
    assert len(sets) == 4
    mine = "<http://127.0.0.1:8000/catalogo.ttl#plan-plano-exemplo>"
    titles = [o for s, p, o in found if (s, p) == (mine, "dct:title")]
    assert [json.loads(title.rpartition("@")[0]) for title in titles] == [ODD.replace("\n", " ")]
    assert '"exemplo"@pt' in [o for s, p, o in found if (s, p) == (mine, "dcat:keyword")]
    for address in [o for _s, p, o in found if p == "dcat:downloadURL"]:
        path = address.removeprefix("<http://127.0.0.1:8000").removesuffix(">")
        assert client.get(path).status_code == 200


def test_turtle_escapes_what_would_end_a_text():
    assert catalogue.literal('a"b\\c\nd\re\tf\x00g\x7f', "en") == r'"a\"b\\c\nd\re\tf\u0000g\u007F"@en'


def test_alive_needs_nothing(rf):
    answer = machines.alive(rf.get("/saude/viva"))
    assert (answer.status_code, answer.content) == (200, b"viva\n")
    assert "no-store" in answer["Cache-Control"]


def test_ready_needs_the_database_and_its_tables(client, rf, db):
    answer = client.get("/saude/pronta")
    assert (answer.status_code, answer.content.decode()) == (200, "pronta\n")

    def refused(execute, sql, params, many, context):
        raise OperationalError("away")

    with connection.execute_wrapper(refused):
        answer = machines.ready(rf.get("/saude/pronta"))
    assert (answer.status_code, answer.content.decode()) == (
        503,
        "não está pronta: a base de dados não responde\n",
    )
    MigrationRecorder(connection).record_unapplied("rollup", "0001_initial")
    answer = machines.ready(rf.get("/saude/pronta"))
    assert (answer.status_code, answer.content.decode()) == (503, "não está pronta: faltam 1 migrações\n")


def test_the_description_of_the_data_cannot_end_its_element(odd, rf):
    with override("pt"):
        seen = look(rf.get("/"), "plan:plano-exemplo")
        text, wanted = structured(seen), dataset(seen)
    inside = text.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&'\u2028") & set(inside)
    found = json.loads(inside)
    assert found == wanted
    assert found["@type"] == "Dataset"
    assert found["name"] == f"Grau de implementação: {ODD}".replace("\n", " ")
    assert found["dateModified"] == "2024-06-30"


@pytest.mark.parametrize(
    ("scope", "path", "place"),
    [
        ("country", "/pt/painel/", "Portugal"),
        ("region:PT1A", "/pt/painel/regioes/PT1A/", "Grande Lisboa"),
        ("municipality:1106", "/pt/painel/municipios/lisboa/", "Lisboa"),
        ("area:reception", "/pt/painel/areas/reception/", "Portugal"),
        (
            "measure:plano-exemplo/a&b <c>",
            "/pt/painel/planos/plano-exemplo/medidas/a%26b%20%3Cc%3E/",
            "Portugal",
        ),
    ],
)
def test_every_scope_is_described(odd, rf, client, scope, path, place):
    with override("pt"):
        found = dataset(look(rf.get("/"), scope))
    assert (found["url"], found["spatialCoverage"]) == (f"http://127.0.0.1:8000{path}", place)
    for file in found["distribution"]:
        assert client.get(file["contentUrl"].removeprefix("http://127.0.0.1:8000")).status_code == 200
