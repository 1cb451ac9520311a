"""What machines ask of a site: what to index, what data there is, whether it is alive and ready."""

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rumo.deliver.rollup.queries.snapshot import snapshot
from rumo.doors.dashboard import catalogue as turtle
from rumo.doors.files.addresses import area_page, measure_page, municipality_page, plan_page, region_page
from rumo.ground.territory.models import Municipality
from rumo.ground.territory.queries import regions
from rumo.ground.vocabularies.queries import area_keys

MOST = 50_000
"""Addresses a sitemap may hold (sitemaps.org)."""
FIXED = (
    "",
    "painel/",
    "painel/planos/",
    "painel/comparar/",
    "painel/em-atraso/",
    "metodologia/",
    "dados/",
    "registo/",
    "acessibilidade/",
    "privacidade/",
)
ROBOTS = """User-agent: *
Disallow: /gabinete/
Disallow: /conta/
Disallow: /*as_of=
Disallow: /*known_at=
Disallow: /api/v1/measures.csv
Disallow: /api/v1/measures.xlsx

Sitemap: {site}/sitemap.xml
"""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read: everything public, at its present day."""
    return HttpResponse(ROBOTS.format(site=settings.SITE_URL), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page in every language, each naming its translations."""
    pages = list(_pages())[: MOST // len(settings.WHOLE_LANGUAGES)]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for path in pages:
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(_whole(code, path))}/>'
            for code, _name in settings.WHOLE_LANGUAGES
        )
        lines += [
            f"<url><loc>{_text(_whole(code, path))}</loc>{others}</url>"
            for code, _name in settings.WHOLE_LANGUAGES
        ]
    return HttpResponse("\n".join([*lines, "</urlset>", ""]), content_type="application/xml")


def _whole(lang: str, path: str) -> str:
    return f"{settings.SITE_URL}/{lang}/{path}"


def _text(address: str) -> str:
    return quoteattr(address)[1:-1]


def _pages() -> Iterator[str]:
    """Paths after the language, the pages that matter most first, and of measures as many as fit (five queries)."""
    yield from (path for path in FIXED if _answered(path))
    yield from (region_page("-", region.scope)[3:] for region in regions("nuts2"))
    yield from (area_page("-", key)[3:] for key in area_keys())
    held = snapshot()
    labels = held.labels if held else []
    yield from (plan_page("-", each.slug)[3:] for each in labels)
    towns = Municipality.objects.order_by("dico").values_list("slug", flat=True)
    yield from (municipality_page("-", slug)[3:] for slug in towns)
    yield from (measure_page("-", each.slug, code)[3:] for each in labels for code in each.codes)


def _answered(path: str) -> bool:
    try:
        resolve(f"/{settings.LANGUAGE_CODE}/{path}")
    except Resolver404:
        return False
    return True


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """The catalogue of data sets (DCAT-AP, Turtle)."""
    held = snapshot()
    text = turtle.catalogue(settings.SITE_URL, held.labels if held else [])
    return HttpResponse(text, content_type="text/turtle; charset=utf-8")


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Say that the process answers, asking nothing of anything else."""
    return HttpResponse("viva\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Say whether requests can be served: the database answers, with the tables of this version; else 503 and why."""
    try:
        executor = MigrationExecutor(connection)
        lacking = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return _not_ready("a base de dados não responde")
    if lacking:
        return _not_ready(f"faltam {len(lacking)} migrações")
    return HttpResponse("pronta\n", content_type="text/plain; charset=utf-8")


def _not_ready(why: str) -> HttpResponse:
    return HttpResponse(f"não está pronta: {why}\n", status=503, content_type="text/plain; charset=utf-8")
