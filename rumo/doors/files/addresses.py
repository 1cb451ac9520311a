"""The addresses of public pages and embeds, which interfaces promise: files, feeds and machines link to them."""

from urllib.parse import quote

from rumo.deliver.rollup.queries.scopes import Scope
from rumo.deliver.rollup.queries.snapshot import Snapshot

EMBED_WORDS = {"region": "regiao", "municipality": "municipio", "plan": "plano", "measure": "medida"}


def segment(text: str) -> str:
    """A text as one segment of a path."""
    return quote(text, safe=":")


def plan_page(lang: str, slug: str) -> str:
    """The page of a plan."""
    return f"/{lang}/painel/planos/{segment(slug)}/"


def measure_page(lang: str, slug: str, code: str) -> str:
    """The page of a measure."""
    return f"{plan_page(lang, slug)}medidas/{segment(code)}/"


def consultation_page(lang: str, slug: str) -> str:
    """The cover of a consultation."""
    return f"/{lang}/consultas/{segment(slug)}/"


def municipality_page(lang: str, slug: str) -> str:
    """The page of a municipality, by its slug."""
    return f"/{lang}/painel/municipios/{segment(slug)}/"


def region_page(lang: str, code: str) -> str:
    """The page of a region, by its code as scopes write it."""
    return f"/{lang}/painel/regioes/{segment(code)}/"


def area_page(lang: str, key: str) -> str:
    """The page of a national area."""
    return f"/{lang}/painel/areas/{segment(key)}/"


def page_of(scope: Scope, held: Snapshot, lang: str) -> str:
    """The page of any scope (one query at most, for a municipality's slug)."""
    slug, _, code = scope.key.partition("/")
    match scope.kind:
        case "region":
            return region_page(lang, scope.key)
        case "municipality":
            return municipality_page(lang, held.places[int(scope.key)].slug)
        case "area":
            return area_page(lang, scope.key)
        case "plan":
            return plan_page(lang, slug)
        case "measure":
            return measure_page(lang, slug, code)
    return f"/{lang}/painel/"


def embed_of(scope: Scope, held: Snapshot, lang: str) -> str:
    """The embed of a scope; areas have none, and get the country's."""
    if scope.kind not in EMBED_WORDS:
        return f"/{lang}/incorporar/pais/"
    key = held.places[int(scope.key)].slug if scope.kind == "municipality" else scope.key
    return f"/{lang}/incorporar/{EMBED_WORDS[scope.kind]}/{'/'.join(map(segment, key.split('/', 1)))}/"


def programme_page(lang: str, slug: str) -> str:
    """The programme of a conference."""
    return f"/{lang}/encontros/{segment(slug)}/programa/"


def talk_page(lang: str, slug: str, number: str) -> str:
    """The page of what is given in one slot of a programme."""
    return f"{programme_page(lang, slug)}{segment(number)}/"
