"""What the classes of the formula are called on a page, and what a bar says in a sentence."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rumo.doors.dashboard.figures import percent
from rumo.doors.web import formats


def states() -> dict[str, str]:
    """Return the name of each state of a measure, in the order in which the public reads them."""
    return {
        "completed": _("concluída"),
        "in_progress": _("em execução"),
        "not_started": _("não iniciada"),
        "suspended": _("suspensa"),
        "cancelled": _("abandonada"),
        "no_information": _("sem informação"),
    }


def schedules() -> dict[str, tuple[str, str]]:
    """Return the name and the meaning of each schedule class, from the best news to the least."""
    return {
        "done": (_("feita por inteiro"), _("Tudo o que prometeu está comprovado.")),
        "ahead": (_("adiantada"), _("Mais de 10 pontos à frente do previsto.")),
        "on_track": (_("a tempo"), _("A 10 pontos, no máximo, do previsto.")),
        "delayed": (_("atrasada"), _("Entre 10 e 25 pontos atrás do previsto.")),
        "critical": (_("muito atrasada"), _("Mais de 25 pontos atrás do previsto.")),
        "not_due": (_("por começar"), _("O prazo ainda não começou.")),
        "no_schedule": (_("sem calendário"), _("Nem a medida nem o plano dizem as datas.")),
        "suspended": (_("suspensa"), _("Parada, com intenção de a retomar.")),
        "cancelled": (_("abandonada"), _("Deixou de contar, e o plano diz porquê.")),
        "no_information": (_("sem informação"), _("Nunca teve um relatório publicado.")),
    }


def levels() -> dict[str, str]:
    """Return the name of each level a measure may have."""
    return {str(level): _("nível %(level)s") % {"level": level} for level in range(1, 10)}


def only() -> dict[str, str]:
    """Return the name of each short list of measures that call for attention."""
    return {
        "overdue": _("fora de prazo"),
        "silent": _("sem notícias"),
        "stale": _("com notícias antigas"),
        "divergent": _("lidas de outro modo por quem vê de fora"),
    }


def live(f: Mapping[str, Any]) -> int:
    """Return how many measures enter the degree: all but those given up."""
    return int(f["measures"] - f["states"]["cancelled"])


def informed(f: Mapping[str, Any]) -> int:
    """Return how many of these have information."""
    return live(f) - int(f["states"]["no_information"])


def sentence(f: Mapping[str, Any]) -> str:
    """Return what the bar of a set of measures says, in words."""
    count = live(f)
    if f["degree"] is None:
        return _("Sem grau de implementação: nenhuma medida entra no cálculo.")
    said = _("Comprovado %(done)s.") % {"done": percent(f["degree"])}
    if f["degree_reported"] is None:
        told = ngettext(
            "A única medida não tem informação.", "Nenhuma das %(count)s medidas tem informação.", count
        )
    else:
        told = ngettext(
            "%(reported)s na única medida, que tem informação.",
            "%(reported)s nas %(informed)s de %(count)s medidas com informação.",
            count,
        )
    numbers = {
        "reported": percent(f["degree_reported"]),
        "informed": formats.number(informed(f)),
        "count": formats.number(count),
    }
    bounds = {"planned": percent(f["planned"]), "upper": percent(f["upper"])}
    between = (
        _("Previsto %(planned)s, no máximo %(upper)s.")
        if f["planned"] is not None
        else _("Sem calendário; no máximo %(upper)s.")
    )
    return f"{said} {told % numbers} {between % bounds}"


def sentence_of_one(degree: float | None, planned: float | None, upper: float | None) -> str:
    """Return what the bar of one measure says, in words; one given up has neither a degree nor an upper bound."""
    numbers = {"done": percent(degree), "planned": percent(planned), "upper": percent(upper)}
    if degree is None and upper is None:
        return _("Abandonada: não entra no cálculo.")
    if degree is None:
        return (
            _("Sem informação; previsto %(planned)s.") % numbers
            if planned is not None
            else _("Sem informação, e sem calendário.")
        )
    if planned is None:
        return _("Comprovado %(done)s, sem calendário, no máximo %(upper)s.") % numbers
    return _("Comprovado %(done)s, previsto %(planned)s, no máximo %(upper)s.") % numbers


def quiet(newest: date | None, until: date) -> str:
    """Return for how long a stale measure has given no news, in words: whole months, one at least; without a report, that there never was one."""
    if newest is None:
        return _("nunca teve um relatório")
    months = (until.year - newest.year) * 12 + until.month - newest.month - (until.day < newest.day)
    count = max(months, 1)
    return ngettext("sem notícias há %(count)s mês", "sem notícias há %(count)s meses", count) % {
        "count": formats.number(count)
    }
