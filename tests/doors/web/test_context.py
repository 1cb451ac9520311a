"""What a template knows of the site."""

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.utils.translation import override

from rumo.doors.web import context
from rumo.doors.web.tongues import COMPLETE


def seen(path, lang="pt"):
    with override(lang):
        return context.site(RequestFactory().get(path))["site"]


def test_every_language_has_this_same_page():
    site = seen("/pt/painel/planos/odemira/?por=area&em=2027-01-01")
    rest = "/painel/planos/odemira/?por=area&em=2027-01-01"
    assert [language.href for language in site.languages] == [
        f"/{code}{rest}" if code in COMPLETE else f"/{code}/consultas/" for code, _name in settings.LANGUAGES
    ]
    assert [language.code for language in site.languages if language.current] == ["pt"]
    assert [language.code for language in site.languages if language.dir == "rtl"] == ["ar", "ur"]
    assert [language.code for language in site.languages if language.here] == ["pt", "en", "fr", "uk", "ar"]
    assert site.canonical == f"{settings.SITE_URL}/pt{rest}"


def test_directions():
    assert (seen("/pt/").dir, seen("/ar/", "ar").dir) == ("ltr", "rtl")


@pytest.mark.parametrize("path", ["/robots.txt", "/api/v1/nada?x=1", "//evil.example/pt/"])
def test_a_path_without_language_leads_home(path):
    site = seen(path)
    assert [language.href for language in site.languages if language.here] == [
        "/pt/", "/en/", "/fr/", "/uk/", "/ar/",
    ]  # fmt: skip


def test_without_a_request_there_is_still_a_site():
    with override("en"):
        site = context.site(None)["site"]
    assert (site.home, site.lang, site.path) == ("/en/", "en", "/en/")


def test_navigation_names_only_what_is_answered_and_says_where_one_is():
    assert {link.href[:4] for link in seen("/ne/consultas/", "ne").navigation} == {"/en/"}
    links = {link.href: link.current for link in seen("/pt/painel/planos/").navigation}
    assert links == {"/pt/": "", "/pt/painel/": "true", "/pt/dados/": ""}
    assert [link.current for link in seen("/pt/painel/?a=b").navigation] == ["", "page", ""]
    assert [link.current for link in seen("/pt/").navigation] == ["page", "", ""]


def test_what_belongs_to_the_consultations_says_so():
    for path in ("comprovativo/", "contributos/abc/", "moderacao/", "organizacoes/conta/"):
        assert context._current("/consultas/", f"/{path}") == "true"
    assert context._current("/painel/", "/moderacao/") == ""


def test_navigation_is_at_most_seven():
    assert len(context.NAVIGATION) <= 7


def test_the_body_that_answers_is_configured(settings):
    assert (seen("/pt/").body, seen("/pt/").contact) == ("", "")
    settings.RESPONSIBLE_BODY, settings.RESPONSIBLE_CONTACT = "Câmara de Exemplo", "ola@exemplo.pt"
    assert (seen("/pt/").body, seen("/pt/").contact) == ("Câmara de Exemplo", "ola@exemplo.pt")
