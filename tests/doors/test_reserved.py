"""No consultation or gathering can have an address that the site's own pages stand at."""

import re

import pytest
from django.urls import get_resolver

from rumo.listen.consultations import rules as consultations
from rumo.listen.gatherings import rules as gatherings


def routes(resolver, before=""):
    """Every address of the site, as it is written."""
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        yield from routes(one, route) if hasattr(one, "url_patterns") else [route]


@pytest.mark.parametrize(("part", "rules"), [("consultas", consultations), ("encontros", gatherings)])
def test_what_pages_stand_at_is_refused(part, rules):
    found = {
        match[1] for route in routes(get_resolver()) if (match := re.search(rf"\b{part}/([a-z-]+)/", route))
    }
    assert found
    assert {word: bool(rules.slug_fault(word)) for word in found} == dict.fromkeys(found, True)
    assert rules.slug_fault("outra-coisa") == ""
