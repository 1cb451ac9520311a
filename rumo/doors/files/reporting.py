"""The report of a consultation that closed: what was asked, who was invited, who took part, what was said and what comes of it.

Plain sections, which a page shows, a file holds and a document prints alike; nothing in it tells on a person, and none is left out
where nobody took part.
"""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from rumo.doors.files.counted import Counted, Shown, small, translated
from rumo.doors.files.pdf import made
from rumo.doors.web import formats
from rumo.doors.web.parts import Column, Table
from rumo.ground.ledger.queries import head
from rumo.ground.people.models import Entity
from rumo.ground.territory.models import Municipality
from rumo.listen.consultations.models import Audience, Consultation, Extension
from rumo.listen.consultations.queries import Words, extensions, words_of
from rumo.listen.consultations.rules import LANGUAGES
from rumo.listen.contributions.models import Kind
from rumo.listen.contributions.queries import Heard, Results, appeals, heard, hidden_by_reason, results
from rumo.listen.contributions.rules.reasons import REASONS
from rumo.shape.synthesis.models import Disposition
from rumo.shape.synthesis.queries import dispositions
from rumo.shape.synthesis.queries.finding import found_of

PRINTED = ("pt", "en")
"""Languages of a printed report's own words: a font for others is not at hand on every server."""
QUOTED = 50
"""Proposals and positions in a report: one with hundreds is read by nobody, and each has its page."""
MARKED = re.compile(r'<bdi lang="(?P<lang>[A-Za-z-]+)">(?P<text>.*?)</bdi>', re.DOTALL)
"""What is in a language of its own within a sentence, a caption or a cell."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with sentences (in the language each is in) and tables; `level` 3 stands under the 2 before it.

    `note`: what is to be known of the translation of its texts.
    """

    title: Words
    said: Sequence[Words] = ()
    tables: Sequence[Table] = ()
    level: int = 2
    heard: Sequence[tuple[Heard, str]] = ()  # what everyone may read, and what stands under it
    note: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All that a report says of a consultation."""

    row: Consultation
    title: Words
    day: datetime
    sections: Sequence[Section]
    note: str = ""


def report_of(row: Consultation, *, at: datetime) -> Report:
    """Return the report of a consultation that closed, in the language of now (eleven queries, twelve where answers are places)."""
    words = words_of(row, get_language() or row.language)
    found = results(row)
    counted = Counted(found.tables, words, towns(found))
    sections = [
        _summary(found),
        _question(row, words),
        _invitations(found),
        *_answers(counted, found),
        *_heard(row),
        *_found(row),
        _hidden(row),
        _next(row),
        _register(),
    ]
    return Report(row, words["title"], at, sections, translated([words["title"]]))


def towns(found: Results) -> Mapping[str, str]:
    """Return the names of municipalities by code, where answers are told by them (one query, or none)."""
    wanted = any(question.get("places") == "municipality" for question in found.tables.get("questions", ()))
    return dict(Municipality.objects.values_list("dico", "official_name")) if wanted else {}


def invited(found: Results) -> Table | None:
    """Return how many bodies were invited and took part, by kind: bodies are no persons, and are counted exactly."""
    if not found.invited:
        return None
    names: dict[str, Any] = dict(Entity.Kind.choices)
    lines = [
        [str(names.get(one.kind, one.kind)), formats.number(one.invited), formats.number(one.answered)]
        for one in found.invited
    ]
    columns = [Column(_("Tipo de entidade")), Column(_("Convidadas"), "n"), Column(_("Participaram"), "n")]
    return Table(
        _("Entidades convidadas"), columns, lines, _("Conta como participação a que foi verificada como sua.")
    )


def printed(row: Consultation, *, at: datetime) -> bytes:
    """Return the report as a tagged PDF, its own words in the language of now or in Portuguese."""
    lang = get_language() or "pt"
    with override(lang if lang in PRINTED else "pt"):
        told = plain_report(report_of(row, at=at))
    return made("report", told)


def plain_report(report: Report) -> dict[str, Any]:
    """Return a report as plain values for a document, its own words in the language of now."""
    day = report.day.date()
    return {
        "kind": _line(_("Relatório da consulta pública"), _("exemplo") if report.row.synthetic else ""),
        "title": str(report.title),
        "title_lang": report.title.language,
        "note": report.note,
        "author": report.row.owner.name,
        "lang": get_language() or "pt",
        "day": [day.year, day.month, day.day],
        "made": _("Feito a %(day)s.") % {"day": strip_tags(formats.day(day))},
        "sections": [_plain(section) for section in report.sections],
    }


def _plain(section: Section) -> dict[str, Any]:
    """A section without bars, which only repeat the numbers beside them."""
    tables = []
    for table in section.tables:
        kept = [at for at, column in enumerate(table.columns) if column.kind != "bar"]
        tables.append(
            {
                "caption": runs(table.caption),
                "note": table.note,
                "ends": [table.columns[at].kind == "n" for at in kept],
                "head": [table.columns[at].label for at in kept],
                "rows": [[runs(_named(line[at])) for at in kept] for line in table.rows],
            }
        )
    quoted = [
        {
            "lines": _lines(Words(one.passage.text, one.passage.language)),
            "under": _line(one.passage.contribution.number, under),
        }
        for one, under in section.heard
    ]
    return {
        "title": _lines(section.title),
        "level": section.level,
        "note": section.note,
        "said": [_lines(one) for one in section.said],
        "tables": tables,
        "heard": quoted,
    }


def runs(said: str, language: str = "") -> list[dict[str, str]]:
    """Return a text as pieces, each in one language: what pages mark up as being in another is a piece, its marks are gone.

    What somebody wrote stays as it is, whatever it holds; `language` is that of the whole, by default that of now.
    """
    own = language or get_language() or "pt"
    if not isinstance(said, SafeString):
        return [{"lang": own, "text": str(said)}]
    found, at = [], 0
    for mark in MARKED.finditer(said):
        found += [(own, said[at : mark.start()]), (mark["lang"], mark["text"])]
        at = mark.end()
    found.append((own, said[at:]))
    plain = [(lang, html.unescape(strip_tags(text))) for lang, text in found]
    return [{"lang": lang, "text": text} for lang, text in plain if text]


def _named(cell: str) -> str:
    """The name of a language in the document's own, where a page gives it in the language itself."""
    code = {name: code for code, name in LANGUAGES.items()}.get(cell)
    return str(capfirst(formats.language(code))) if code else cell


def _lines(words: Words) -> list[list[dict[str, str]]]:
    """A text paragraph by paragraph, each in pieces of one language."""
    if isinstance(words.text, SafeString):
        return [runs(words.text, words.language)]
    return [runs(line, words.language) for line in words.text.split("\n") if line]


def _line(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _own(text: str) -> Words:
    return Words(text, get_language() or "pt")


def _summary(found: Results) -> Section:
    said = [_("A consulta fechou sem nenhum contributo. É um resultado como os outros, e fica publicado.")]
    if found.total:
        words = ngettext("Conta-se %(n)s contributo.", "Contam-se %(n)s contributos.", found.total)
        said = [words % {"n": formats.number(found.total)}]
    many, again = (sum(getattr(one, name) for one in found.invited) for name in ("invited", "reminded"))
    if many:
        words = ngettext("Foi convidada %(n)s entidade.", "Foram convidadas %(n)s entidades.", many)
        said.append(words % {"n": formats.number(many)})
    if again:
        words = ngettext(
            "Enviou-se um lembrete a %(n)s entidade.", "Enviou-se um lembrete a %(n)s entidades.", again
        )
        said.append(words % {"n": formats.number(again)})
    if found.total and not found.edition:
        said.append(
            _("A consulta fechou. As respostas estão a ser contadas e aparecem aqui dentro de um dia.")
        )
    return Section(_own(_("Em resumo")), [_own(" ".join(said))])


def _question(row: Consultation, words: Mapping[str, Words]) -> Section:
    """What was asked, by what right, of whom, in which languages, from when to when."""
    term = _("A consulta esteve aberta de %(first)s a %(last)s.") % {
        "first": strip_tags(formats.day(row.first_on)),
        "last": strip_tags(formats.day(row.last_on)),
    }
    said = [words[place] for place in ("summary", "legal_basis") if words.get(place)]
    said.append(_own(term))
    said += [_own(_put_off(row, one)) for one in extensions(row)]
    whom = ", ".join(str(Audience(key).label) for key in row.audiences)
    said.append(_own(_("Perguntou-se a: %(whom)s.") % {"whom": whom}))
    spoken = ", ".join(formats.language(code) for code in row.languages)
    said.append(_own(_("Línguas: %(languages)s.") % {"languages": spoken}))
    return Section(_own(_("O que se perguntou")), said, note=translated(said))


def _put_off(row: Consultation, one: Extension) -> str:
    """From when to when a term was put off, and why, which is said in the consultation's own language."""
    words = _("O prazo passou de %(old)s para %(new)s: %(why)s") % {
        "old": "{old}",
        "new": "{new}",
        "why": "{why}",
    }
    return format_html(
        words,
        old=strip_tags(formats.day(one.old_last_on)),
        new=strip_tags(formats.day(one.new_last_on)),
        why=format_html('<bdi lang="{}">{}</bdi>', row.language, one.reason),
    )


def _invitations(found: Results) -> Section:
    table = invited(found)
    said = [] if table else [_own(_("Não se convidou nenhuma entidade em particular."))]
    return Section(_own(_("Quem foi convidado")), said, [table] if table else [])


def _answers(counted: Counted, found: Results) -> list[Section]:
    """Who took part and what was answered, of the newest edition; nothing where there is none."""
    if found.edition is None or not found.edition.contributions:
        return []
    sections = [Section(_own(_("Quem participou")), tables=counted.who())]
    for title, shown in (
        (_("Respostas"), counted.questions()),
        (_("Afirmações"), counted.statements()),
    ):
        if shown:
            sections += [Section(_own(title)), *map(_one, shown)]
    return sections


def _one(shown: Shown) -> Section:
    return Section(shown.words, [_own(shown.sentence)], shown.tables, 3, note=shown.note)


def _hidden(row: Consultation) -> Section:
    """For which reasons texts are not shown, and how often that was appealed, small numbers apart."""
    counts = hidden_by_reason(row)
    said, (asked, waiting) = [], appeals(row)
    if asked:
        words = _("Recursos: %(asked)s; por decidir: %(waiting)s.")
        said.append(_own(words % {"asked": small(asked), "waiting": small(waiting) if waiting else "0"}))
    if not counts:
        said.insert(0, _own(_("Não se escondeu nenhum texto.")))
        return Section(_own(_("Textos que não se publicaram")), said)
    lines = [[str(REASONS[key]), small(count)] for key, count in counts.items()]
    columns = [Column(_("Motivo")), Column(_("Textos"), "n")]
    return Section(_own(_("Textos que não se publicaram")), said, [Table(_("Por motivo"), columns, lines)])


def _heard(row: Consultation) -> list[Section]:
    """The proposals and positions that everyone may read; nothing where there is none."""
    found = heard(row, (Kind.PROPOSAL, Kind.POSITION), size=QUOTED)
    if not found:
        return []
    said = _("Mostra-se o que quem escreveu autorizou e a moderação publicou.")
    if found[0].of > len(found):
        told = {"n": formats.number(len(found)), "of": formats.number(found[0].of)}
        said += " " + _("São os %(n)s textos com mais apoio, de %(of)s.") % told
    sections = [Section(_own(_("Propostas e posições")), [_own(said)])]
    for kind, title in ((Kind.PROPOSAL, _("Propostas")), (Kind.POSITION, _("Posições de organizações"))):
        quoted = [(one, _under(one)) for one in found if one.passage.contribution.kind == kind]
        if quoted:
            sections.append(Section(_own(title), level=3, heard=quoted))
    return sections


def _under(one: Heard) -> str:
    """Whose a position is, or how many support a proposal, which its own page tells as well."""
    if one.passage.contribution.kind == Kind.POSITION:
        return one.passage.contribution.organisation_name
    words = ngettext("%(n)s apoio", "%(n)s apoios", one.supports)
    return words % {"n": formats.number(one.supports)} if one.supports else ""


def _found(row: Consultation) -> list[Section]:
    """What was found by theme: each finding with how many said it and who disagrees; nothing before the first."""
    found = found_of(row)
    if not found:
        return []
    sections = [Section(_own(_("O que se constatou")))]
    for one, themes in found:
        total = one.counts.get("total", 0)
        words = ngettext("Assenta em %(n)s contributo.", "Assenta em %(n)s contributos.", total)
        said = [
            Words(one.explanation, one.language),
            _own(words % {"n": formats.number(total)}),
            _own(f"{_('Temas')}:"),
            Words(", ".join(themes), one.language),
            _own(f"{_('Quem discorda')}:"),
            Words(one.dissent, one.language),
        ]
        sections.append(Section(Words(one.sentence, one.language), [told for told in said if told], level=3))
    return sections


def _next(row: Consultation) -> Section:
    """What is owed and what was answered, and what is done with it, small numbers apart."""
    done, given = dispositions(row)
    said = _("Não há textos à espera de resposta.")
    if done.owed:
        said = _("Devem resposta %(owed)s contributos; já têm resposta %(answered)s.") % {
            "owed": small(done.owed),
            "answered": formats.number(done.answered) if done.owed >= 10 else small(done.answered),
        }
    until = _("O prazo para responder acaba a %(day)s.") % {"day": strip_tags(formats.day(row.answer_by))}
    lines = [[str(capfirst(str(Disposition(name).label))), small(many)] for name, many in given.items()]
    columns = [Column(_("Resposta")), Column(_("Textos"), "n")]
    tables = [Table(_("O que se faz com o que foi dito"), columns, lines)] if lines else []
    return Section(_own(_("Respostas ao que se escreveu")), [_own(said), _own(until)], tables)


def _register() -> Section:
    """Where whoever doubts can check that nothing was changed."""
    newest = head()
    said = _("O registo público ainda não foi assinado.")
    if newest:
        said = _("No registo público, a %(day)s, há %(n)s folhas. Raiz assinada: %(root)s") % {
            "day": strip_tags(formats.day(newest.day)),
            "n": formats.number(newest.size),
            "root": newest.root,
        }
    return Section(_own(_("Prova")), [_own(said)])
