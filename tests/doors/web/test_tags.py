"""Tags and filters as a template uses them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils.translation import override

from rumo.doors.web import context

S = "\u00a0"


def written(source, **context):
    with override("pt"):
        return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize(
    ("value", "figure", "exact", "words"),
    [
        (0.412, "degree", "0.412000", f"41,2{S}%"),
        (1 / 3, "coverage", "0.333333", f"33,3{S}%"),
        (0, "degree", "0.000000", f"0,0{S}%"),
        (27, "measures", "27", "27"),
        (12.5, "weight", "12.5", "12,5"),
        (Decimal("1500.50"), "budget", "1500.50", f"1{S}500,50{S}€"),
    ],
)
def test_datum(value, figure, exact, words):
    source = '{% datum value figure "plan:x" %}'
    expected = (
        f'<data class="figure" data-figure="{figure}" data-scope="plan:x" value="{exact}">{words}</data>'
    )
    assert written(source, value=value, figure=figure) == expected


def test_an_unknown_datum_says_so():
    source = '{% datum None "degree" scope %}'
    assert written(source, scope='a"b') == (
        '<data class="figure" data-figure="degree" data-scope="a&quot;b" value="">'
        '<span aria-hidden="true">—</span><span class="unseen">sem valor</span></data>'
    )


def test_days():
    at, instant = date(2027, 7, 31), datetime(2027, 6, 30, 23, 30, tzinfo=UTC)
    assert written("{{ at|day }}", at=at) == '<time datetime="2027-07-31">31 de julho de 2027</time>'
    assert written("{{ at|short_day }}", at=at) == '<time datetime="2027-07-31">31/07/2027</time>'
    assert written("{{ at|month }}", at=at) == '<time datetime="2027-07-31">julho de 2027</time>'
    assert (
        written("{{ at|day }}", at=instant)
        == '<time datetime="2027-06-30T23:30:00+00:00">1 de julho de 2027</time>'
    )
    assert written("{{ at|day }}", at=None) == "—"


def test_numbers():
    assert (
        written("{{ a|percent }} {{ b|number }} {{ c|money }}", a=0.5, b=1234, c=3)
        == f"50,0{S}% 1{S}234 3{S}€"
    )


def test_entry():
    assert (
        written("{{ states|entry:key }}{{ states|entry:other }}", states={"a": 7}, key="a", other="b")
        == "7None"
    )


def test_words_of_a_plan_are_marked_where_the_page_speaks_another_language():
    assert written("{{ title|own }}", title="Plano <A>") == "Plano &lt;A&gt;"
    with override("ar"):
        marked = engines["django"].from_string("{{ title|own }}").render({"title": "Plano <A>"})
    assert marked == '<bdi lang="pt">Plano &lt;A&gt;</bdi>'


def test_words_of_a_plan_in_a_row_take_the_comma_of_the_page():
    names = ["Saúde & mais", "CLAIM"]
    assert written("{{ names|listed }}", names=names) == "Saúde &amp; mais, CLAIM"
    with override("ar"):
        marked = engines["django"].from_string("{{ names|listed }}").render({"names": names})
    assert marked == '<bdi lang="pt">Saúde &amp; mais</bdi>، <bdi lang="pt">CLAIM</bdi>'


def test_drawings_are_tags():
    assert written('{% icon "arrow" %}').startswith("<svg ")
    assert written("{% strip states %}", states={"completed": 1}).startswith('<div class="strip">')
    assert written('{% progress 0.5 label="A" %}').startswith('<div class="progress">')
    assert 'id="hatch"' in written("{% drawing_definitions %}")


@pytest.mark.parametrize(
    "text", ["Uma linha <b>.", "Duas\nlinhas.", "Dois\n\nparágrafos & mais", "Outra\r\nvez", ""]
)
def test_prose_reads_as_paragraphs(text):
    assert written("{{ text|prose }}", text=text) == written("{{ text|linebreaks }}", text=text)


def in_portuguese(request):
    with override("pt"):
        return context.site(request)["site"]


def test_what_every_page_shares_is_that_of_its_address():
    names = "{% of_site 'web/parts/masthead.html' %}"
    asked = [RequestFactory().get(path) for path in ("/pt/", "/pt/painel/", "/pt/")]
    pages = [written(names, site=in_portuguese(one)) for one in asked]
    assert [pages[0] == pages[2], pages[0] == pages[1]] == [True, False]
    assert 'href="/pt/painel/" aria-current="page"' in pages[1]
