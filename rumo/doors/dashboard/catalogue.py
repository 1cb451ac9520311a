"""The catalogue of the site's data sets in DCAT-AP, written as Turtle."""

from collections.abc import Iterable, Sequence

from rumo.deliver.rollup.queries.packing import PlanLabels
from rumo.doors.files.addresses import segment

LICENCE = "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0"
THEME = "http://publications.europa.eu/resource/authority/data-theme/GOVE"
COUNTRY = "http://publications.europa.eu/resource/authority/country/PRT"
DAILY = "http://publications.europa.eu/resource/authority/frequency/CONT"
LANGUAGE = "http://publications.europa.eu/resource/authority/language/POR"
TYPES = "http://www.iana.org/assignments/media-types/"
FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"
FORMATS = {
    "csv": ("text/csv", "CSV"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
    "json": ("application/json", "JSON"),
}
PREFIXES = """@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
"""
NATIONAL = (
    (
        "measures",
        "Medidas dos planos municipais, com o seu grau de implementação",
        "Uma linha por medida, com tudo o que é preciso para refazer cada número publicado.",
        (("csv", "/api/v1/measures.csv"), ("xlsx", "/api/v1/measures.xlsx"), ("json", "/api/v1/measures")),
    ),
    (
        "degree",
        "Grau de implementação por município",
        "O grau comprovado, o previsto, a cobertura e as contagens de cada município.",
        (
            ("csv", "/api/v1/degree.csv?by=municipality"),
            ("xlsx", "/api/v1/degree.xlsx?by=municipality"),
            ("json", "/api/v1/degree?by=municipality"),
        ),
    ),
    (
        "plans",
        "Planos municipais e intermunicipais publicados",
        "Uma linha por plano, com os seus dados e os seus números.",
        (("csv", "/api/v1/plans.csv"), ("xlsx", "/api/v1/plans.xlsx"), ("json", "/api/v1/plans")),
    ),
)
Files = Sequence[tuple[str, str]]


def catalogue(site: str, plans: Iterable[PlanLabels]) -> str:
    """The catalogue: three national data sets, and one for each plan; invented plans carry the keyword "exemplo"."""
    sets = [(key, title, text, files, False) for key, title, text, files in NATIONAL]
    for plan in plans:
        path = f"/api/v1/plans/{segment(plan.slug)}"
        files = (("json", f"{path}.json"), ("xlsx", f"{path}.xlsx"), ("csv", f"{path}/measures.csv"))
        sets.append(
            (
                f"plan-{plan.slug}",
                plan.title,
                "O plano inteiro, com os seus relatórios.",
                files,
                plan.synthetic,
            )
        )
    names = ", ".join(_iri(f"{site}/catalogo.ttl#{segment(key)}") for key, *_rest in sets)
    head = [
        f"{_iri(f'{site}/catalogo.ttl')} a dcat:Catalog ;",
        f"  dct:title {literal('Rumo: dados abertos')} ;",
        f"  dct:description {literal('Planos municipais e o seu grau de implementação.')} ;",
        f"  dct:publisher {_iri(f'{site}/#publisher')} ;",
        f"  dct:language {_iri(LANGUAGE)} ; dct:license {_iri(LICENCE)} ; foaf:homepage {_iri(f'{site}/pt/dados/')} ;",
        f"  dcat:dataset {names} .",
        "",
        f"{_iri(f'{site}/#publisher')} a foaf:Organization ; foaf:name {literal('Rumo')} .",
        "",
    ]
    return "\n".join([PREFIXES, *head, *(_dataset(site, *each) for each in sets)])


def _dataset(site: str, key: str, title: str, text: str, files: Files, synthetic: bool) -> str:
    keywords = ["grau de implementação", "planos municipais", *(["exemplo"] if synthetic else [])]
    lines = [
        f"{_iri(f'{site}/catalogo.ttl#{segment(key)}')} a dcat:Dataset ;",
        f"  dct:title {literal(title)} ; dct:description {literal(text)} ;",
        f"  dcat:keyword {', '.join(map(literal, keywords))} ; dcat:theme {_iri(THEME)} ;",
        f"  dct:spatial {_iri(COUNTRY)} ; dct:accrualPeriodicity {_iri(DAILY)} ; dct:publisher {_iri(f'{site}/#publisher')} ;",
        f"  dcat:landingPage {_iri(f'{site}/pt/dados/')} ;",
        "  dcat:distribution " + " ,\n    ".join(_distribution(site, *file) for file in files) + " .",
        "",
    ]
    return "\n".join(lines)


def _distribution(site: str, form: str, path: str) -> str:
    media, kind = FORMATS[form]
    address = _iri(f"{site}{path}")
    return (
        f"[ a dcat:Distribution ; dcat:accessURL {address} ; dcat:downloadURL {address} ;"
        f" dcat:mediaType {_iri(TYPES + media)} ; dct:format {_iri(FILE_TYPES + kind)} ; dct:license {_iri(LICENCE)} ]"
    )


def literal(text: str, lang: str = "pt") -> str:
    """A text in Turtle, escaped."""
    plain = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    escaped = "".join(plain.get(c, c if c >= " " and c != "\x7f" else f"\\u{ord(c):04X}") for c in text)
    return f'"{escaped}"@{lang}'


def _iri(address: str) -> str:
    escaped = "".join(f"\\u{ord(c):04X}" if c in '<>"{}|^`\\' or c <= " " else c for c in address)
    return f"<{escaped}>"
