"""What a source says that has no field of its own, laid out as quotations: kept and shown, never computed with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from rumo.doors.web import formats

NOTES = ("coverage_note", "note", "nota")
"""Words of whoever read the source, not of the source: shown without quotation marks."""
_DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?$")


@dataclass(frozen=True, slots=True)
class Quote:
    """One thing the source says: `label` what about, `text` its words or figure, `quoted` whether these are its very words."""

    label: str
    text: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Printed:
    """Everything a source says beside the fields: quotations, notes of who read it, addresses."""

    quotes: list[Quote]
    notes: list[str]
    links: list[tuple[str, str]]

    def __bool__(self) -> bool:
        return bool(self.quotes or self.notes or self.links)


def printed(as_printed: dict[str, Any]) -> Printed:
    """Lay out `as_printed`: nested headings joined by a dot in the middle, addresses apart, in the order of the source."""
    found = list(_walk(as_printed, (), _labels()))
    quotes = [Quote(label, text, quoted) for kind, label, text, quoted in found if kind == "quote"]
    notes = [text for kind, _label, text, _quoted in found if kind == "note"]
    links = dict.fromkeys(text for kind, _label, text, _quoted in found if kind == "link")
    return Printed(_joined(quotes), notes, [(url, host(url)) for url in links])


def host(url: str) -> str:
    """Return what a link is called: the site it leads to."""
    return urlsplit(url).netloc.removeprefix("www.") or url


def _walk(value: Any, path: tuple[str, ...], labels: dict[str, str]) -> Iterator[tuple[str, str, str, bool]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk(inner, (*path, key), labels)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner, path, labels)
    elif isinstance(value, str) and value.startswith(("http://", "https://")):
        yield "link", "", value, False
    elif path and path[-1] in NOTES and isinstance(value, str):
        yield "note", "", value, False
    elif value is not None:
        name = " · ".join(
            label for key in path if (label := labels.get(key, key.replace("_", " ").capitalize()))
        )
        yield (
            "quote",
            name,
            _words(value, path[-1] if path else ""),
            isinstance(value, str) and not _DAY.match(value),
        )


def _words(value: Any, key: str) -> str:
    if isinstance(value, bool):
        return _("sim") if value else _("não")
    if isinstance(value, int | float):
        if key == "eur" or key.endswith("_eur"):
            return formats.money(value)
        written = str(value) if isinstance(value, int) and value < 10_000 else formats.number(value, 2)
        return f"{written} %" if "pct" in key else written
    return str(value)


def _joined(quotes: list[Quote]) -> list[Quote]:
    """Put what stands under one heading together."""
    together: dict[tuple[str, bool], list[str]] = {}
    for quote in quotes:
        together.setdefault((quote.label, quote.quoted), []).append(quote.text)
    return [Quote(label, "; ".join(texts), quoted) for (label, quoted), texts in together.items()]


def _labels() -> dict[str, str]:
    """Return what the keys met so far are called; any other is shown as it is written."""
    return _of_origin() | _of_content()


def _of_origin() -> dict[str, str]:
    """Return the labels of how a plan came about."""
    return {
        "generation": _("Geração de planos"),
        "areas_or_axes": _("Áreas ou eixos"),
        "prioritarias": _("prioritárias"),
        "objetivos_especificos_vistos": _("objetivos específicos que se puderam ler"),
        "governance": _("Quem acompanha"),
        "approval": _("Aprovação"),
        "camara": _("câmara"),
        "assembleia": _("assembleia"),
        "comissao_municipal_do_imigrante": _("comissão municipal"),
        "votes": _("votos"),
        "favor": _("a favor"),
        "abstencao": _("abstenções"),
        "detail": "",
        "funding": _("Financiamento"),
        "fami_eur": "FAMI",
        "fami_pct": _("FAMI, em percentagem"),
        "municipio_eur": _("município"),
        "eur": _("valor"),
        "shares": _("partes, em percentagem"),
        "elegivel_eur": _("elegível"),
        "approved": _("aprovado em"),
        "project_code": _("Código do projeto"),
    }


def _of_content() -> dict[str, str]:
    """Return the labels of what a source says of a plan's content and course."""
    return {
        "reported_totals": _("Totais anunciados"),
        "medidas": _("medidas"),
        "source_conflicts": _("Onde as fontes não dizem o mesmo"),
        "diagnosis_reported": _("Diagnóstico"),
        "evaluation_reported": _("Avaliação"),
        "execution_reported": _("Execução anunciada"),
        "values": _("números"),
        "status_word": _("estado"),
        "text": "",
        "type": _("documento"),
        "date": _("data"),
        "window": _("período"),
        "timeline": _("Prazo"),
        "budget": _("Orçamento"),
        "duration_months": _("duração, em meses"),
        "duration_years": _("duração, em anos"),
        "revisao": _("Revisão"),
    }
