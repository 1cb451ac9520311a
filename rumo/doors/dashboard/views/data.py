"""What can be taken away: files, API, feeds, embeds, what each column means, and under which licence."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rumo.deliver.rollup.queries.reading import formula
from rumo.doors.dashboard import parts
from rumo.doors.dashboard.looking import look, page
from rumo.doors.web.parts import Column, Crumb, Table


@page
def data(request: HttpRequest) -> HttpResponse:
    """List what can be taken away."""
    seen = look(request, "country")
    context = {
        **parts.frame(seen, [Crumb(_("Início"), seen.link("home")), Crumb(_("Dados"))]),
        "formula": formula(),
        "plans_href": seen.link("plans"),
        "files": _files(),
        "dictionary": Table(_("As colunas"), [Column(_("Coluna")), Column(_("O que diz")), Column(_("Unidade"))], _columns()),
        "sources": _sources(),
    }
    return render(request, "dashboard/data.html", context)


def _files() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return each thing to take away: its name, what it is, its formats with their addresses."""

    def formats(path: str) -> list[tuple[str, str]]:
        return [("JSON", f"/api/v1/{path}"), ("CSV", f"/api/v1/{path}.csv"), ("XLSX", f"/api/v1/{path}.xlsx")]

    return [
        (_("Grau de implementação do país"), _("Todos os números do painel, hoje."), [("JSON", "/api/v1/degree?scope=country"), ("CSV", "/api/v1/degree.csv?scope=country")]),
        (
            _("Grau de implementação, medida a medida"),
            _("Com peso, grau, previsto e limite superior: chega para refazer qualquer número."),
            [("JSON", "/api/v1/degree?scope=country&by=measure"), ("CSV", "/api/v1/degree.csv?scope=country&by=measure")],
        ),
        (_("Planos"), _("A lista de todos os planos publicados."), formats("plans")),
    ]


def _columns() -> list[list[str]]:
    """Return the data dictionary of a list of measures: column, meaning, unit."""
    fraction, day, text, none = _("fração de 0 a 1, ou vazio"), _("data, ano-mês-dia"), _("texto"), ""
    return [
        ["plan", _("Nome do plano no endereço."), text],
        ["code", _("Código da medida no seu plano; com o do plano, identifica-a para sempre."), text],
        ["title", _("O que a medida promete, nas palavras do plano."), text],
        ["synthetic", _("Se o plano é um exemplo inventado."), _("true ou false")],
        ["axis", _("Eixo, como está no plano."), text],
        ["areas", _("Áreas nacionais, pelas suas chaves."), _("lista")],
        ["municipalities", _("Municípios da medida, pelos códigos DICO."), _("lista")],
        ["responsible", _("Entidades responsáveis, como estão no plano."), _("lista")],
        ["level", _("1: deve ser assegurada com ou sem financiamento externo; 2: pode depender dele."), _("1, 2 ou vazio")],
        ["start, end", _("Início e fim; se a medida não os diz, os do plano."), day],
        ["weight", _("Peso da medida nas somas."), _("número maior do que 0")],
        ["state", _("Estado: completed, in_progress, not_started, suspended, cancelled, no_information."), none],
        ["schedule", _("Situação face ao calendário."), none],
        ["degree", _("Grau comprovado (d)."), fraction],
        ["planned", _("Grau previsto até à data (p)."), fraction],
        ["upper", _("O máximo possível, se quem não disse nada estiver a cumprir o calendário."), fraction],
        ["due, fresh, stale", _("Se devia um relatório no último ciclo, se o publicou, se está sem notícias."), _("true ou false")],
        ["spent, budget", _("Gasto e previsto, só dos financiadores de que se conhecem os dois."), _("euros, ou vazio")],
        ["newest", _("Data de referência do último relatório que conta."), day],
    ]


def _sources() -> list[tuple[str, str]]:
    """Return where the facts beside the plans come from, as the territory's own sources say it."""
    return [
        (_("Municípios: códigos, nomes, áreas, pontos"), _("DGT, Carta Administrativa Oficial de Portugal 2019, e GeoNames (CC BY 4.0)")),
        (_("NUTS 2024"), _("Eurostat, Regulamento Delegado (UE) 2023/674")),
        (_("População residente"), _("INE")),
        (_("Residentes estrangeiros"), _("INE e SEF/AIMA, através da Pordata")),
        (_("Planos e medidas"), _("os documentos públicos que cada plano e cada medida indica como fonte")),
    ]
