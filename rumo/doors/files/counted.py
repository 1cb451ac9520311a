"""The tables of an edition as pages show them: a sentence, bars, the numbers; what may not be shown is said in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rumo.doors.web import draw, formats
from rumo.doors.web.parts import Column, Table
from rumo.listen.consultations.models import Audience, Question, Wording
from rumo.listen.consultations.queries import Words
from rumo.listen.consultations.rules import LANGUAGES
from rumo.listen.contributions.models import Channel, Kind

COMPARED = 100
"""Answers from which a comparison with those who live there says something."""
SIDES = {
    "audience": gettext_lazy("Por quem participa"),
    "channel": gettext_lazy("Pela forma como chegou"),
    "language": gettext_lazy("Por língua"),
    "age": gettext_lazy("Por idade"),
    "sex": gettext_lazy("Por sexo"),
    "from": gettext_lazy("Por origem"),
    "years": gettext_lazy("Por tempo em Portugal"),
}
SAID: Mapping[str, Mapping[str, Any]] = {
    "sex": {"f": gettext_lazy("Mulher"), "m": gettext_lazy("Homem"), "x": gettext_lazy("Outra resposta")},
    "age": {"-17": gettext_lazy("Até 17 anos"), "18-29": gettext_lazy("18 a 29"), "30-44": gettext_lazy("30 a 44"),
            "45-64": gettext_lazy("45 a 64"), "65-": gettext_lazy("65 ou mais")},
    "years": {"born": gettext_lazy("Nasci cá"), "-1": gettext_lazy("Menos de um ano"), "1-5": gettext_lazy("De um a cinco anos"),
              "5-": gettext_lazy("Mais de cinco anos")},
    "audience": dict(Audience.choices),
    "channel": dict(Channel.choices),
    "language": LANGUAGES,
}  # fmt: skip
VOTES = (
    ("agree", gettext_lazy("Concordo")),
    ("disagree", gettext_lazy("Discordo")),
    ("pass", gettext_lazy("Passo")),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One question (or statement): its words, what is said of it, its tables, those by who answered, and how it was translated."""

    place: str
    words: Words
    sentence: str
    tables: Sequence[Table] = ()
    by: Sequence[Table] = field(default=())
    note: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """The tables of an edition with the words of its consultation; `towns` are the names of municipalities."""

    tables: Mapping[str, Any]
    words: Mapping[str, Words]
    towns: Mapping[str, str]

    def questions(self) -> list[Shown]:
        """Return every question, in order."""
        return [
            replace(self._question(question), note=translated(self._words_of(question["code"])))
            for question in self.tables.get("questions", ())
        ]

    def statements(self) -> list[Shown]:
        """Return every statement with its votes, in order."""
        found = []
        for statement in self.tables.get("statements", ()):
            place = f"statement:{statement['number']}"
            cells = [(str(name), statement[vote]) for vote, name in VOTES]
            words, table = self._word(place), _table(_("Votos"), cells)
            found.append(
                Shown(place.replace(":", "-"), words, _sentence(cells), [table], note=translated([words]))
            )
        return found

    def who(self) -> list[Table]:
        """Return who took part: by kind of contribution and by each breakdown of which something is shown."""
        kinds: dict[str, Any] = dict(Kind.choices)
        told = self.tables.get("kinds", {})
        found = [
            _table(
                _("Por tipo de contributo"), [(capfirst(kinds[key]), count) for key, count in told.items()]
            )
        ]
        for name, cells in self.tables.get("breakdowns", {}).items():
            found.append(
                _table(str(SIDES[name]), [(_category(name, key), count) for key, count in cells.items()])
            )
        return [
            table for table in found if any(cell != _hidden() for _name, _bar, cell, *_rest in table.rows)
        ]

    def _question(self, question: Mapping[str, Any]) -> Shown:
        place, parts = f"question:{question['code']}", question["parts"]
        words, at = self._word(place), f"q-{question['code']}"
        if "written" in question:
            return Shown(at, words, _written(question["written"]))
        if question["kind"] == Question.Kind.MULTIPLE:
            cells = [(self._name("option", question, part["of"]), _yes(part)) for part in parts]
            whole = next((sum(part["counts"]) for part in parts if None not in part["counts"]), None)
            table = _table(_("Quem escolheu cada opção"), cells, whole)
            return Shown(at, words, _sentence(cells), [table], self._chosen_by(question))
        tables, by, sentence = [], [], ""
        for part in parts:
            cells = [
                (self._cell(question, cell), count)
                for cell, count in zip(part["cells"], part["counts"], strict=True)
            ]
            caption = self._name("row", question, part["of"]) if part["of"] else _caption(question["kind"])
            sentence = sentence or (_sentence(cells) if not part["of"] else _("Uma tabela por linha."))
            tables.append(self._compared(question, part, cells, caption))
            by += [self._by(caption, cells, name, table) for name, table in part["by"].items()]
        return Shown(at, words, sentence, tables, by)

    def _compared(
        self,
        question: Mapping[str, Any],
        part: Mapping[str, Any],
        cells: list[tuple[str, int | None]],
        caption: str,
    ) -> Table:
        """A table of places has those who live there beside it, where enough answered for it to mean something."""
        if "residents" not in question:
            return _table(caption, cells)
        shown = [
            (name, count, question["residents"].get(cell))
            for (name, count), cell in zip(cells, part["cells"], strict=True)
            if count is not None
        ]
        if sum(count for _name, count, _people in shown) < COMPARED:
            note = _("São poucas respostas para comparar com quem lá mora.")
            return _table(caption, cells, note=note)
        people = sum(living or 0 for _name, _count, living in shown)
        return _table(caption, cells, note=_("Comparam-se as partes entre os sítios que se mostram; população residente de 2021 (INE)."),
                      beside={name: (living or 0) / people for name, _count, living in shown if people})  # fmt: skip

    def _by(
        self, caption: str, cells: Sequence[tuple[str, Any]], name: str, table: Mapping[str, Any]
    ) -> Table:
        columns = [
            at
            for at, _key in enumerate(table["columns"])
            if any(line[at] is not None for line in table["cells"])
        ]
        heads = [Column(_category(name, table["columns"][at]), "n") for at in columns]
        lines = [
            [label, *(_number(line[at]) for at in columns)]
            for (label, _count), line in zip(cells, table["cells"], strict=True)
        ]
        named = format_html("{} · {}", caption, SIDES[name])  # a row's name keeps its language
        return Table(named, [Column(_("Resposta")), *heads], lines, _starred())

    def _chosen_by(self, question: Mapping[str, Any]) -> list[Table]:
        found = []
        for name in SIDES:
            mine = [part for part in question["parts"] if name in part["by"]]
            if mine:
                cells = [(self._name("option", question, part["of"]), None) for part in mine]
                table = {
                    "columns": mine[0]["by"][name]["columns"],
                    "cells": [part["by"][name]["cells"][part["cells"].index("yes")] for part in mine],
                }
                found.append(self._by(_("Quem escolheu cada opção"), cells, name, table))
        return found

    def _cell(self, question: Mapping[str, Any], cell: str) -> str:
        return self.towns.get(cell, cell) if "residents" in question else self._name("option", question, cell)

    def _name(self, kind: str, question: Mapping[str, Any], cell: str) -> str:
        words = self.words.get(f"{kind}:{question['code']}.{cell}")
        return format_html('<bdi lang="{}">{}</bdi>', words.language, words.text) if words else cell

    def _words_of(self, code: str) -> list[Words]:
        """The words of a question, its options and its rows."""
        starts = (f"option:{code}.", f"row:{code}.")
        return [
            words
            for place, words in self.words.items()
            if place == f"question:{code}" or place.startswith(starts)
        ]

    def _word(self, place: str) -> Words:
        return self.words.get(place) or Words(place.partition(":")[2], "pt")


def _table(
    caption: str,
    cells: Sequence[tuple[str, int | None]],
    whole: int | None = None,
    note: str = "",
    beside: Mapping[str, float] | None = None,
) -> Table:
    """Bars and numbers; shares only where all is known, else bars against the longest."""
    counts = [count for _name, count in cells if count is not None]
    whole = whole or (sum(counts) if len(counts) == len(cells) or beside is not None else None)
    longest = whole or max(counts, default=0)
    columns = [Column(_("Resposta")), Column(_("Em barras"), "bar"), Column(_("Pessoas"), "n")]
    columns += [Column(_("Parte"), "n")] * (whole is not None)
    columns += [Column(_("Parte da população"), "n")] * (beside is not None)
    lines = []
    for name, count in cells:
        line = [name, draw.portion(count / longest) if count and longest else "", _number(count)]
        if whole is not None:
            line.append(formats.percent(None if count is None else count / whole))
        if beside is not None:
            line.append(formats.percent(beside.get(name)))
        lines.append(line)
    stars = _starred() if len(counts) < len(cells) else ""
    return Table(caption, columns, lines, " ".join(filter(None, (note, stars))))


def _sentence(cells: Sequence[tuple[str, int | None]]) -> str:
    """What comes first, in a sentence."""
    shown = [(count, name) for name, count in cells if count is not None]
    if not shown:
        return _("Ainda não há respostas bastantes para mostrar sem que se adivinhe quem respondeu o quê.")
    most = max(count for count, _name in shown)
    names = [name for count, name in shown if count == most]
    if len(names) > 1:
        return _("Há mais do que uma resposta à frente, com %(n)s cada.") % {"n": formats.number(most)}
    said = _("A resposta mais dada: «{}» ({}).")
    return format_html(said, names[0], formats.number(most))


def _written(count: int | None) -> str:
    if count is None:
        return _("Respondeu-se por palavras próprias. O número de respostas não se mostra por ser pequeno.")
    return _("Respondeu-se por palavras próprias %(n)s vezes.") % {"n": formats.number(count)}


def _caption(kind: str) -> str:
    return _("Quem pôs cada opção em primeiro lugar") if kind == Question.Kind.RANKING else _("Respostas")


def _category(name: str, key: str) -> str:
    return str(capfirst(SAID.get(name, {}).get(key, key))) if key else _("Não disse")


def _yes(part: Mapping[str, Any]) -> int | None:
    count: int | None = part["counts"][part["cells"].index("yes")]
    return count


def _number(count: int | None) -> str:
    return _hidden() if count is None else formats.number(count)


def translated(words: Iterable[Words]) -> str:
    """Say of texts shown together what a reader must know of their translation; nothing where there is nothing to know."""
    shown = list(words)
    said = []
    if any(one.state == Wording.State.MACHINE for one in shown):
        said.append(_("Traduzido por uma máquina e ainda não revisto."))
    if any(one.out_of_date for one in shown):
        said.append(_("O original mudou depois desta tradução."))
    return " ".join(said)


def small(count: int) -> str:
    """Return a count in words where it is small: of one to nine nothing nearer is told."""
    return _("menos de 10") if 0 < count < 10 else formats.number(count)


def _hidden() -> str:
    return _("menos de 10 *")


def _starred() -> str:
    return _("* Ou um número que se esconde para que outro, pequeno, não se descubra.")
