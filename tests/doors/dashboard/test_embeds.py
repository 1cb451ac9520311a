"""Embeds: small, framed by anyone, without cookie or form, and only what is public."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from rumo.doors.dashboard.looking import look
from rumo.doors.dashboard.views.embeds import snippet
from tests.factories.plans import Measure, Plan, Report, publish

PATHS = (
    "pais/",
    "regiao/PT1A/",
    "regiao/district:11/",
    "municipio/lisboa/",
    "plano/plano-exemplo/",
    "medida/plano-exemplo/9.1%20a/",
)
DAY = "?as_of=2024-12-31"


@pytest.fixture
def small(country):
    measures = (Measure(code="9.1 a", title="Abrir <um> balcão"), Measure(code="M2"))
    publish(Plan(measures=measures, reports=(Report(measure="9.1 a"),)))


@pytest.mark.parametrize("lang", ["pt", "en"])
@pytest.mark.parametrize("path", PATHS)
def test_an_embed_is_small_and_may_be_framed_by_anyone(small, client, path, lang):
    answer = client.get(f"/{lang}/incorporar/{path}{DAY}")
    assert answer.status_code == 200
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "form-action 'none'" in policy
    assert not answer.has_header("X-Frame-Options")
    assert not answer.cookies
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert len(answer.content) < 30_000
    assert "<form" not in answer.content.decode()
    assert answer.has_header("ETag")


def test_everything_else_refuses_frames(small, client):
    answer = client.get("/pt/privacidade/")
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"


def test_the_figures_are_those_of_the_scope(small, client):
    text = client.get(f"/pt/incorporar/plano/plano-exemplo/{DAY}").content.decode()
    figures = dict(re.findall(r'data-figure="(\w+)" data-scope="plan:plano-exemplo" value="([\d.]*)"', text))
    assert figures == {
        "degree": "0.250000",
        "degree_reported": "0.500000",
        "planned": "1.000000",
        "upper": "0.750000",
    }
    assert f'href="/pt/painel/planos/plano-exemplo/{DAY}"' in text
    assert "0 concluídas, 1 concluídas ou em execução, de 2 medidas." in text
    assert "exemplo</span>" not in text


def test_a_measure_goes_by_its_own_title(small, client):
    text = client.get(f"/pt/incorporar/medida/plano-exemplo/9.1%20a/{DAY}").content.decode()
    assert '<h1 class="small"><bdi>Abrir &lt;um&gt; balcão</bdi></h1>' in text
    assert 'href="/pt/painel/planos/plano-exemplo/medidas/9.1%20a/' in text


def test_what_is_invented_is_marked(small, client):
    publish(Plan(slug="inventado", synthetic=True))
    assert "exemplo</span>" in client.get("/pt/incorporar/pais/").content.decode()
    assert "exemplo</span>" not in client.get("/pt/incorporar/pais/?exemplos=nao").content.decode()


def test_a_set_without_measures_has_no_degree(small, client):
    text = client.get("/pt/incorporar/municipio/agueda/").content.decode()
    assert "nenhuma medida entra no cálculo" in text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("regiao/PT99/", 404),
        ("medida/plano-exemplo/M9/", 404),
        ("plano/nada/", 404),
        ("pais/?as_of=x", 400),
        ("municipio/nada/", 404),
        ("regiao/a%00b/", 404),
        ("medida/plano-exemplo/%00/", 404),
        ("regiao/%ED%A0%80/", 404),
    ],
)
def test_what_is_not_there_is_said(small, client, path, status):
    answer = client.get(f"/pt/incorporar/{path}")
    assert answer.status_code == status
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert not answer.cookies


def test_names_are_promises():
    with override("pt"):
        names = {
            "embed-country": (),
            "embed-region": ("PT1A",),
            "embed-municipality": ("lisboa",),
            "embed-plan": ("p",),
            "embed-measure": ("p", "9"),
        }
        assert [reverse(f"dashboard:{name}", args=args) for name, args in names.items()] == [
            "/pt/incorporar/pais/",
            "/pt/incorporar/regiao/PT1A/",
            "/pt/incorporar/municipio/lisboa/",
            "/pt/incorporar/plano/p/",
            "/pt/incorporar/medida/p/9/",
        ]


@pytest.mark.parametrize(
    ("scope", "path"),
    [
        ("country", "pais/"),
        ("area:reception", "pais/"),
        ("municipality:1106", "municipio/lisboa/"),
        ("measure:plano-exemplo/9.1 a", "medida/plano-exemplo/9.1%20a/"),
    ],
)
def test_the_snippet_frames_the_embed_and_brings_the_script(small, rf, scope, path):
    with override("pt"):
        text = snippet(look(rf.get("/"), scope))
    assert f'src="http://127.0.0.1:8000/pt/incorporar/{path}"' in text
    assert '<script src="http://127.0.0.1:8000/estatico/dashboard/incorporar.js" async></script>' in text
    assert "<um>" not in text
