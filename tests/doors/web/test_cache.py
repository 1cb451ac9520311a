"""The public cache: rendered once, never stale, never anybody's own page."""

import gzip
from datetime import UTC, datetime
from threading import Thread

import brotli
import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from rumo.doors.web import cache, clock

DAY = datetime(2027, 3, 15, 12, tzinfo=UTC)


def test_a_page_is_rendered_once_and_the_version_asked_once_a_request(client, little_site):
    first, second = client.get("/pt/painel/"), client.get("/pt/painel/")
    assert first.content == second.content
    assert dict(first.headers) == dict(second.headers)
    assert (little_site.rendered["page"], little_site.state["asked"]) == (1, 2)


def test_what_a_cached_page_says_of_itself(client):
    for _time in range(2):
        response = client.get("/pt/painel/")
        assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert response["Vary"] == "Accept-Encoding"
        assert response["ETag"].startswith('W/"')
        assert response["X-Frame-Options"] == "DENY"
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert response.cookies == {}
        assert int(response["Content-Length"]) == len(response.content)


def test_a_publication_is_seen_by_the_very_next_request(client, little_site):
    old = client.get("/pt/painel/")
    little_site.state["token"] = "2"
    new = client.get("/pt/painel/", headers={"if-none-match": old["ETag"]})
    assert new.status_code == 200
    assert new.content.endswith(b"2 </p>")
    assert new["ETag"] != old["ETag"]


def test_the_next_day_is_another_page(client, little_site):
    with clock.frozen(DAY):
        etag = client.get("/pt/painel/")["ETag"]
    with clock.frozen(DAY.replace(day=16)):
        assert client.get("/pt/painel/", headers={"if-none-match": etag}).status_code == 200
    assert little_site.rendered["page"] == 2


def test_languages_and_queries_are_pages_of_their_own(client, little_site):
    etags = {
        client.get(path)["ETag"]
        for path in ("/pt/painel/", "/en/painel/", "/pt/painel/?q=a", "/pt/painel/?q=b")
    }
    assert (len(etags), little_site.rendered["page"]) == (4, 4)


def test_not_modified_needs_no_page(client, little_site):
    etag = client.get("/pt/painel/")["ETag"]
    response = client.get("/pt/painel/", headers={"if-none-match": f'"x", {etag}'})
    assert (response.status_code, response.content, response["ETag"]) == (304, b"", etag)
    assert response["Cache-Control"] == cache.PUBLIC
    assert little_site.rendered["page"] == 1


def test_not_modified_may_be_read_from_other_sites_as_the_answer_may(client):
    answers = {}
    for path in ("/api/v1/plans", "/pt/incorporar/pais/", "/pt/painel/"):
        etag = client.get(path)["ETag"]
        response = client.get(path, headers={"if-none-match": etag})
        assert (response.status_code, response["ETag"]) == (304, etag)
        answers[path] = {name: value for name, value in response.items() if name != "ETag"}
    kept = {"Cache-Control": cache.PUBLIC, "Vary": "Accept-Encoding"}
    assert answers == {
        "/api/v1/plans": {
            "Cache-Control": cache.PUBLIC,
            "Vary": "Accept-Language, Accept-Encoding",
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Expose-Headers": "ETag, Link",
            "Cross-Origin-Resource-Policy": "cross-origin",
        },
        "/pt/incorporar/pais/": {**kept, "Cross-Origin-Resource-Policy": "cross-origin"},
        "/pt/painel/": {**kept, "Cross-Origin-Resource-Policy": "same-origin"},
    }


def test_any_version_or_the_tag_without_its_mark_will_do(client):
    for header in ("*", client.get("/pt/painel/")["ETag"].removeprefix("W/")):
        assert client.get("/pt/painel/", headers={"if-none-match": header}).status_code == 304
    assert client.get("/pt/nada/", headers={"if-none-match": "*"}).status_code == 404


@pytest.mark.parametrize("header", ['"x"', "nonsense", ""])
def test_another_tag_gets_the_page(client, header):
    assert client.get("/pt/painel/", headers={"if-none-match": header}).status_code == 200


def test_head_is_get_without_the_body(client, little_site):
    head, get = client.head("/pt/so-ler/"), client.get("/pt/so-ler/")
    assert (head.content, get.content) == (b"", b"curto")
    assert dict(head.headers) == dict(get.headers)
    assert little_site.rendered["only_get"] == 1


def test_head_of_what_is_not_kept(client):
    head = client.head("/pt/nunca/")
    assert (head.status_code, head.content, head["Content-Length"]) == (200, b"", "5")
    assert client.head("/pt/nada/").status_code == 404
    assert client.head("/pt/corrente/").streaming


@pytest.mark.parametrize("name", ["nunca", "cookie", "corrente", "privada"])
def test_what_is_never_kept(client, little_site, name):
    first, _second = client.get(f"/pt/{name}/"), client.get(f"/pt/{name}/")
    assert sum(little_site.rendered.values()) == 2
    assert "ETag" not in first


def test_what_varies_by_cookie_is_never_kept(client):
    assert client.get("/pt/pessoal/")["Vary"] == "Cookie"


def test_the_office_is_left_alone(client, little_site):
    assert "ETag" not in client.get("/pt/gabinete/")
    assert little_site.state["asked"] == 0


def test_other_verbs_are_left_alone(client, little_site):
    assert "ETag" not in client.post("/pt/painel/")
    assert little_site.state["asked"] == 0


def test_a_streamed_answer_passes_untouched(client):
    response = client.get("/pt/corrente/")
    assert b"".join(response.streaming_content) == b"umdois"


def test_errors_are_not_kept(client):
    assert "ETag" not in client.get("/pt/nada/")
    assert client.get("/pt/avaria/").status_code == 500


def test_a_bare_path_redirects_by_the_browsers_language(client):
    for lang in ("en", "pt"):
        response = client.get("/painel/", headers={"accept-language": lang})
        assert (response.status_code, response["Location"]) == (302, f"/{lang}/painel/")
        assert response["Vary"] == "Accept-Language, Cookie"
        assert "ETag" not in response


def test_a_bare_page_is_kept_by_language(client, little_site):
    tags = {
        client.get("/api/v1/plans", headers={"accept-language": lang})["ETag"]
        for lang in ("pt", "en", "en-GB", "en;q=0.9")
    }
    assert len(tags) == 2
    response = client.get("/api/v1/plans")
    assert response["Vary"] == "Accept-Language, Accept-Encoding"


def test_another_vary_is_kept(client):
    assert client.get("/pt/variada/")["Vary"] == "Origin, Accept-Encoding"


@pytest.mark.parametrize(
    ("header", "unpack"), [("gzip, deflate, br", brotli.decompress), ("gzip", gzip.decompress)]
)
def test_bodies_are_compressed_once_and_unpack_to_the_same(client, header, unpack):
    plain = client.get("/pt/painel/")
    packed = [client.get("/pt/painel/", headers={"accept-encoding": header}) for _time in range(2)]
    assert "Content-Encoding" not in plain
    assert packed[0].content == packed[1].content
    assert unpack(packed[0].content) == plain.content
    assert len(packed[0].content) < len(plain.content) // 10
    assert packed[0]["ETag"] == plain["ETag"]


def test_short_and_binary_bodies_stay_as_they_are(client):
    for path in ("/pt/so-ler/", "/pt/imagem/"):
        assert "Content-Encoding" not in client.get(path, headers={"accept-encoding": "br"})


def test_a_foreign_host_is_refused_even_when_the_page_is_kept(client):
    client.get("/pt/painel/")
    assert client.get("/pt/painel/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("", ""),
        ("identity", ""),
        ("gzip", "gzip"),
        ("GZIP;q=0.8, br;q=0.1", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0.0, gzip;q=0", ""),
        ("x-br", ""),
    ],
)
def test_accepted(header, encoding):
    assert cache.accepted(header) == encoding


def sized(size):
    return cache.Page(HttpResponse(b"x" * (size - 2048)))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(2048, 9000))))
def test_a_shelf_never_holds_more_than_its_limit(puts):
    shelf = cache.Shelf(limit=30_000)
    for key, size in puts:
        shelf.put(str(key), sized(size))
        assert shelf.held == sum(size for _page, size in shelf._pages.values()) <= shelf.limit
        assert (shelf.get(str(key)) is not None) == (size <= 7500)


def test_what_was_lately_asked_for_stays():
    shelf = cache.Shelf(limit=10_000)
    for key in "abcd":
        shelf.put(key, sized(2400))
    shelf.get("a")
    shelf.put("e", sized(2400))
    assert [key for key in "abcde" if shelf.get(key)] == ["a", "c", "d", "e"]


def test_a_shelf_serves_many_threads():
    shelf = cache.Shelf(limit=20_000)

    def use(number):
        for turn in range(300):
            shelf.put(str((turn * number) % 17), sized(2100 + turn))
            shelf.get(str(turn % 17))

    threads = [Thread(target=use, args=(number,)) for number in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert shelf.held == sum(size for _page, size in shelf._pages.values()) <= shelf.limit


def test_the_build_is_the_same_until_something_changes(settings):
    first = cache.build_id()
    assert first == cache.build_id()
    settings.SITE_URL = "https://outro.example"
    assert first != cache.build_id()


def test_a_path_that_is_not_text_is_a_path_all_the_same():
    request = RequestFactory().get("/pt/")
    request.path_info = "/pt/\udce9/"
    middleware = cache.PublicCache(lambda request: HttpResponse("a", status=404))
    assert middleware(request).status_code == 404
