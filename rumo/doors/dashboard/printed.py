"""What a source says that has no field of its own, laid out as quotations: kept and shown, never computed with."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rumo.doors.dashboard.told import with_unit
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
    try:
        return urlsplit(url).netloc.removeprefix("www.") or url
    except ValueError:  # a source may print an address that is none
        return url


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
        name = SafeString(" · ").join(said for key in path if (said := _named(key, labels)))
        yield (
            "quote",
            name,
            _words(value, path[-1] if path else ""),
            isinstance(value, str) and not _DAY.match(value),
        )


def _named(key: str, labels: dict[str, str]) -> SafeString:
    """Return what a key is called; a name stands as it is, and any other key is shown as the code it is."""
    if key in labels:
        return conditional_escape(labels[key])
    if key[:1].isupper():
        return conditional_escape(key)
    return format_html("<code>{}</code>", key.replace("_", " "))


def _words(value: Any, key: str) -> str:
    if isinstance(value, bool):
        return _("sim") if value else _("não")
    if isinstance(value, int | float):
        if key == "eur" or key.endswith("_eur"):
            return formats.money(value)
        if "pct" in key and abs(value) <= sys.float_info.max:
            return with_unit(value, "%")
        return str(value) if isinstance(value, int) and abs(value) < 10_000 else formats.number(value, 2)
    return str(value)


def _joined(quotes: list[Quote]) -> list[Quote]:
    """Put what stands under one heading together."""
    together: dict[tuple[str, bool], list[str]] = {}
    for quote in quotes:
        together.setdefault((quote.label, quote.quoted), []).append(quote.text)
    return [Quote(label, "; ".join(texts), quoted) for (label, quoted), texts in together.items()]


def _labels() -> dict[str, str]:
    """Return what the keys met so far are called."""
    return _of_origin() | _of_money() | _of_content() | _of_figures()


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
        "clas": "CLAS",
        "transversais": _("transversais"),
        "approved": _("aprovado em"),
        "project_code": _("Código do projeto"),
        "project_start": _("início do projeto"),
        "project_end": _("fim do projeto"),
    }


def _of_money() -> dict[str, str]:
    """Return the labels of what a plan costs and who pays."""
    return {
        "funding": _("Financiamento"),
        "fundo": _("fundo"),
        "taxa_pct": _("taxa"),
        "total_eur": _("total"),
        "global_eur": _("valor global"),
        "receitas_eur": _("receitas"),
        "cofinanciamento": _("cofinanciamento"),
        "compromisso_autarquia_eur": _("compromisso da autarquia"),
        "custo_elegivel_eur": _("custo elegível"),
        "investimento_elegivel_eur": _("investimento elegível"),
        "investimento_total_eur": _("investimento total"),
        "fami_75pct_eur": _("FAMI, a %(share)s") % {"share": formats.percent(0.75, 0)},
        "municipio_25pct_eur": _("município, a %(share)s") % {"share": formats.percent(0.25, 0)},
        "reprogramacao_003_2022": _("Reprogramação 003/2022"),
        "sgmai_2020": "SGMAI, 2020",
        "fami_eur": "FAMI",
        "fami_pct": _("FAMI, em percentagem"),
        "municipio_eur": _("município"),
        "eur": _("valor"),
        "shares": _("partes, em percentagem"),
        "elegivel_eur": _("elegível"),
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


def _of_figures() -> dict[str, str]:
    """Return the labels of what a source counted."""
    foreign, people = _("estrangeiros em %(year)s"), _("população em %(year)s")
    return {
        "estrangeiros_2019": foreign % {"year": 2019},
        "estrangeiros_2021": foreign % {"year": 2021},
        "estrangeiros_2023": foreign % {"year": 2023},
        "populacao_2023": people % {"year": 2023},
        "pct_residentes_2023": _("parte dos residentes em %(year)s") % {"year": 2023},
        "inquerito_n": _("respostas ao inquérito"),
        "barreira_linguistica_pct": _("barreira linguística"),
        "dificuldade_habitacao_pct": _("dificuldade com a habitação"),
        "tratamento_injusto_pct": _("tratamento injusto"),
        "focus_groups": _("grupos de discussão"),
        "participantes": _("participantes"),
        "migrantes_participantes": _("migrantes que participaram"),
        "inscritos": _("inscritos"),
        "concluiram": _("concluíram"),
        "horas": _("horas"),
        "metodo": _("método"),
        "positivo": _("o que correu bem"),
        "dificuldade": _("dificuldade"),
        "prorrogacao": _("prorrogação"),
    }
