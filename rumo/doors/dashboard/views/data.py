"""What can be taken away: files, API, feeds, embeds, what each column means, and under which licence."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rumo.deliver.rollup.queries.reading import formula
from rumo.doors.dashboard import parts
from rumo.doors.dashboard.looking import Look, look, page
from rumo.doors.dashboard.structured import structured
from rumo.doors.files.tables import MEASURES
from rumo.doors.web.parts import Column, Crumb, Table


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to take away: its name, what it is, its forms with their addresses."""

    name: str
    text: str
    forms: list[tuple[str, str]]


@page
def data(request: HttpRequest) -> HttpResponse:
    """List what can be taken away."""
    seen = look(request, "country")
    meanings = columns()
    heads = [Column(_("Coluna")), Column(_("O que diz")), Column(_("Unidade"))]
    context = {
        **parts.frame(seen, [Crumb(_("Início"), seen.link("home")), Crumb(_("Dados"))]),
        "formula": formula(),
        "plans_href": seen.link("plans"),
        "offers": _offers(seen),
        "dictionary": Table(
            _("As colunas da lista de medidas"), heads, [[name, *meanings[name]] for name in MEASURES]
        ),
        "sources": _sources(),
        "structured": structured(seen),
    }
    return render(request, "dashboard/data.html", context)


def _offers(seen: Look) -> list[Offer]:
    def forms(name: str, **more: str) -> list[tuple[str, str]]:
        return [
            ("JSON", seen.data(name, **more)),
            ("CSV", seen.data(f"{name}.csv", **more)),
            ("XLSX", seen.data(f"{name}.xlsx", **more)),
        ]

    return [
        Offer(
            _("Medidas"),
            _(
                "Todas as medidas, com peso, grau, previsto e limite superior: chega para refazer qualquer número deste sítio."
            ),
            forms("measures"),
        ),
        Offer(
            _("Grau de implementação por município"),
            _("Os números do painel, município a município."),
            forms("degree", by="municipality"),
        ),
        Offer(
            _("Grau de implementação, mês a mês"),
            _("Previsto e comprovado no fim de cada mês."),
            forms("degree", by="month"),
        ),
        Offer(_("Planos"), _("Todos os planos publicados, com os seus números."), forms("plans")),
        Offer(
            _("Municípios e regiões"),
            _("Códigos, nomes e a região de cada município."),
            forms("municipalities"),
        ),
    ]


def columns() -> dict[str, tuple[str, str]]:
    """Return the data dictionary of the table of measures: what each column says, in which unit."""
    return _columns_of_words() | _columns_of_figures()


def _columns_of_words() -> dict[str, tuple[str, str]]:
    text, names, flag = _("texto"), _("nomes separados por ponto e vírgula"), _("true ou false")
    return {
        "key": (_("A medida: nome do plano no endereço, barra, código."), text),
        "plan": (_("Nome do plano no endereço."), text),
        "plan_title": (_("Título do plano."), text),
        "synthetic": (_("Se o plano é um exemplo inventado."), flag),
        "code": (_("Código da medida no seu plano."), text),
        "title": (_("O que a medida promete, nas palavras do plano."), text),
        "axis": (_("Eixo, como está no plano."), text),
        "strategic": (_("Objetivo estratégico, como está no plano."), text),
        "operational": (_("Objetivo operacional, como está no plano."), text),
        "level": (
            _("1: a assegurar com ou sem financiamento externo; 2: pode depender dele."),
            _("1, 2 ou vazio"),
        ),
        "areas": (_("Áreas nacionais, pelas suas chaves."), names),
        "municipalities": (_("Municípios, pelos códigos DICO."), names),
        "responsible": (_("Entidades responsáveis, como estão no plano."), names),
    }


def _columns_of_figures() -> dict[str, tuple[str, str]]:
    fraction, day, flag = _("fração de 0 a 1, ou vazio"), _("ano-mês-dia, ou vazio"), _("true ou false")
    return {
        "weight": (_("Peso da medida nas somas."), _("número maior do que 0")),
        "start": (_("Início; se a medida não o diz, o do plano."), day),
        "end": (_("Fim; se a medida não o diz, o do plano."), day),
        "state": (
            _("Estado, segundo o último relatório."),
            "completed, in_progress, not_started, suspended, cancelled, no_information",
        ),
        "schedule": (
            _("Situação face ao calendário."),
            "done, ahead, on_track, delayed, critical, not_due, no_schedule …",
        ),
        "degree": (_("Grau comprovado (d)."), fraction),
        "planned": (_("Grau previsto até ao dia (p)."), fraction),
        "upper": (_("O máximo possível, se quem nada disse estiver a cumprir o calendário."), fraction),
        "stale": (_("Se está sem notícias: devia um relatório no último ciclo e não o publicou."), flag),
        "due": (_("Se devia um relatório no último ciclo."), flag),
        "fresh": (_("Se o publicou."), flag),
        "newest_report": (_("Data de referência do último relatório que conta."), day),
        "spent": (
            _("Gasto, só dos financiadores de que se conhecem gasto e previsto."),
            _("euros, ou vazio"),
        ),
        "budget": (_("Previsto, só desses financiadores."), _("euros, ou vazio")),
    }


def _sources() -> list[tuple[str, str]]:
    """Return where the facts beside the plans come from, as the territory's own sources say it."""
    return [
        (
            _("Municípios: códigos, nomes, áreas, pontos"),
            _("DGT, Carta Administrativa Oficial de Portugal 2019, e GeoNames (CC BY 4.0)"),
        ),
        (_("NUTS 2024"), _("Eurostat, Regulamento Delegado (UE) 2023/674")),
        (_("População residente"), _("INE")),
        (_("Residentes estrangeiros"), _("INE e SEF/AIMA, através da Pordata")),
        (_("Planos e medidas"), _("os documentos públicos que cada plano e cada medida indica como fonte")),
    ]
