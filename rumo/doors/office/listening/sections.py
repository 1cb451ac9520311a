"""The parts of a consultation, as its desk lists them: each with its page, how far it is, and a few words on what it has."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rumo.ground.people.rules import Who
from rumo.listen.consultations.models import Consultation, Way
from rumo.listen.consultations.queries import Standing
from rumo.listen.consultations.rules import can_translate, can_write


@dataclass(frozen=True, slots=True)
class Section:
    """A part: where it is written, its state in words and the colour of its tag. `href` is empty where one may not write it now."""

    key: str
    label: str
    href: str
    about: str
    state: str
    tag: str


def sections(
    row: Consultation,
    has: Standing,
    lacks: Sequence[tuple[str, str]],
    languages: Mapping[str, Mapping[str, int]],
    *,
    who: Who,
) -> list[Section]:
    """Return the parts of a consultation in the order in which one writes them (no query)."""
    missing = {part for part, _words in lacks}
    draft = row.state == Consultation.State.DRAFT
    writes = can_write(who, row)
    found = []
    for key, label, about, needed, open_ in _parts(row, has, languages, draft=draft, writes=writes, who=who):
        state, tag = _state(key in missing, bool(about), needed)
        href = reverse(f"office:consultation-{key}", args=[row.slug]) if open_ else ""
        found.append(Section(key, label, href, about, state, tag))
    return found


def _state(missing: bool, has: bool, needed: bool) -> tuple[str, str]:
    if missing:
        return _("falta"), "warn"
    if has:
        return _("feito"), "good"
    return (_("por fazer"), "quiet") if needed else (_("facultativo"), "quiet")


def _parts(
    row: Consultation,
    has: Standing,
    languages: Mapping[str, Mapping[str, int]],
    *,
    draft: bool,
    writes: bool,
    who: Who,
) -> Iterable[tuple[str, str, str, bool, bool]]:
    """The parts: (key, label, what it has, whether it is needed, whether one may go there)."""
    counts, edits = has.counts, draft and writes
    yield "words", _("Título, resumo e base legal"), _words(has), True, edits
    yield "frame", _("A quem, como e até quando"), _frame(row), True, edits
    for key, label, way, name, open_ in (
        ("questions", _("Perguntas"), Way.QUESTIONNAIRE, "questions", edits),
        ("text", _("Texto a comentar"), Way.TEXT, "paragraphs", edits),
        ("statements", _("Afirmações"), Way.STATEMENTS, "statements", writes),
    ):
        if way in row.ways or counts[name]:
            yield key, label, _counted(name, counts[name]), True, open_
    yield "documents", _("Documentos"), _counted("documents", counts["documents"]), False, writes
    if languages:
        yield "translations", _("Traduções"), _translated(languages), True, can_translate(who, row)
    yield (
        "invitations",
        _("Convites a entidades"),
        _counted("invitations", counts["invitations"]),
        False,
        writes,
    )
    answered = sum(place.startswith("design:") for place in has.places)
    yield "design", _("Folha de desenho"), _counted("design", answered), False, writes


def _counted(name: str, n: int) -> str:
    """Return how many there are, in words; empty where there is none."""
    words = {
        "questions": ngettext("%(n)s pergunta", "%(n)s perguntas", n),
        "paragraphs": ngettext("%(n)s parágrafo", "%(n)s parágrafos", n),
        "statements": ngettext("%(n)s afirmação", "%(n)s afirmações", n),
        "documents": ngettext("%(n)s documento", "%(n)s documentos", n),
        "invitations": ngettext("%(n)s entidade convidada", "%(n)s entidades convidadas", n),
        "design": ngettext("%(n)s pergunta respondida", "%(n)s perguntas respondidas", n),
    }
    return words[name] % {"n": n} if n else ""


def _words(has: Standing) -> str:
    return _("Escritos") if "title" in has.places and "summary" in has.places else ""


def _frame(row: Consultation) -> str:
    if not row.ways or not row.audiences:
        return ""
    unit = ngettext("dia útil", "dias úteis", row.term_days) if row.term_unit == "working" else ngettext("dia seguido", "dias seguidos", row.term_days)  # fmt: skip
    return f"{row.term_days} {unit}"


def _translated(languages: Mapping[str, Mapping[str, int]]) -> str:
    done = sum(not counts["none"] and not counts["out_of_date"] for counts in languages.values())
    told = {"done": done, "all": len(languages)}
    return _("%(done)s de %(all)s línguas completas") % told if done else ""
