"""Every figure on every page of the seeded site, computed again from the public tables alone."""

import re
from html import unescape

import pytest

from tests.doors.api.recompute import figures, measures, regions, scoped

FIGURE = re.compile(r'<data class="figure" data-figure="([^"]*)" data-scope="([^"]*)" value="([^"]*)">')
LINK = re.compile(r'href="(/pt/[^"#]*)')
LEFT_OUT = re.compile(
    r"\.(atom|ics|csv|xlsx|json)|[?&](q|only|state|schedule|area|level|responsible|axis|municipality|region|sort|pagina|known_at)="
)
ELSEWHERE = ("/pt/painel/como/", "/pt/estilo/", "/pt/gabinete/", "/pt/registo/verify.py")
"""Pages with no figure of a plan, and those for which one signs in."""
FRACTIONS = (
    "degree",
    "degree_reported",
    "degree_plan_mean",
    "planned",
    "upper",
    "coverage",
    "coverage_fresh",
    "financial",
)


def pages(client, start="/pt/"):
    """Walk every public page that links lead to, without filters; yield (address, text)."""
    seen, waiting = {start}, [start]
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        assert answer.status_code == 200, address
        text = answer.content.decode()
        yield address, text
        for found in map(unescape, LINK.findall(text)):
            if found not in seen and not LEFT_OUT.search(found) and not found.startswith(ELSEWHERE):
                seen.add(found)
                waiting.append(found)


def wanted(name, scope, tables, places):
    """The figure of a scope, from the tables."""
    rows = scoped(tables, scope, places)
    found = figures(rows)
    if name in found["states"]:
        return found["states"][name]
    return found.get(name, found["schedule"].get(name))


@pytest.mark.long
def test_every_figure_of_every_page_comes_out_of_the_tables(seeded, client):
    places = regions(client.get("/api/v1/municipalities.csv").content.decode())
    tables = {
        asked: measures(client.get(f"/api/v1/measures.csv?{asked}").content.decode())
        for asked in ("", "exemplos=nao")
    }
    checked, wrong = 0, []
    for address, text in pages(client):
        table = tables["exemplos=nao" if "exemplos=nao" in address else ""]
        for name, scope, value in FIGURE.findall(text):
            if not scope or name not in (*FRACTIONS, "measures", "weight", "stale"):
                continue
            exact = wanted(name, unescape(scope), table, places)
            told = float(value) if value else None
            if told is None and scope.startswith("measure:"):
                exact = (
                    scoped(table, unescape(scope), places)[0]["degree"] if exact is not None else None
                )  # its own d, null while silent
            checked += 1
            if told != (pytest.approx(exact, abs=1e-6) if exact is not None else None):
                wrong.append((address, name, scope, value, exact))
    by_name = {}
    for address, name, scope, value, exact in wrong:
        by_name.setdefault((name, scope.split(":")[0]), []).append((address, scope, value, exact))
    for k, v in by_name.items():
        print(k, len(v), v[:3])
    assert wrong == []
    assert checked > 1000
