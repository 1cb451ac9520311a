"""Clauses of a version in the making: put, moved, removed, brought in from a document. A code, once given, is never given again."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.core.fields import folded
from rumo.ground.ledger.actions import record
from rumo.ground.vocabularies.models import Term
from rumo.science.document import canonical
from rumo.shape.guidelines import models as m
from rumo.shape.guidelines.actions.refusing import Conflict, GuidelinesRefused, held, target, within
from rumo.shape.guidelines.rules import CHECKS

HEADING, TEXT, QUESTION, KEY = 300, 20_000, 500, 20
"""Characters of a heading, a text, a criterion's question and key."""
MOST, CRITERIA = 500, 20
"""Parts of a version; criteria of a clause."""


@dataclass(frozen=True, slots=True)
class ClauseSaid:
    """What a part says: a section its heading, a clause its text. `criteria` are (key, question, check or nothing); `tags` are `list:term`."""

    kind: str = m.ClauseVersion.Kind.CLAUSE
    heading: str = ""
    text: str = ""
    plain: str = ""
    depth: int = 0
    level: str = ""
    criteria: tuple[tuple[str, str, str], ...] = ()
    tags: tuple[str, ...] = ()
    code: str = field(default="")  # of a part that was there before, where a document brings it in

    def clean(self) -> "ClauseSaid":
        """Return it as it is kept; raise GuidelinesRefused for what is missing, too long or unknown."""
        section = self.kind == m.ClauseVersion.Kind.SECTION
        if self.kind not in m.ClauseVersion.Kind.values:
            raise GuidelinesRefused(_("Escolha se é uma secção ou uma orientação."), "kind")
        if not 0 <= self.depth <= 3:
            raise GuidelinesRefused(_("A profundidade vai de 0 a 3."), "depth")
        kept = replace(
            self,
            heading=within(texts.line(self.heading), HEADING, "heading"),
            text=within(canonical(self.text.replace("\0", "")), TEXT, "text"),
            plain=within(texts.prose(self.plain), TEXT, "plain"),
            criteria=tuple(_criterion(*one) for one in self.criteria),
        )
        if section and not kept.heading:
            raise GuidelinesRefused(_("Escreva o título da secção."), "heading")
        if not section and not kept.text:
            raise GuidelinesRefused(_("Escreva a orientação."), "text")
        keys = [key for key, _question, _check in kept.criteria]
        if len(keys) > CRITERIA or len(set(keys)) < len(keys):
            told = _("Cada critério tem uma chave sua, e são no máximo %(n)s.") % {"n": CRITERIA}
            raise GuidelinesRefused(told, "criteria")
        _known(kept.level, kept.tags)
        return kept

    def fields(self) -> dict[str, str | int]:
        """Return what the row of a version keeps of it."""
        return {
            "kind": self.kind,
            "heading": self.heading,
            "text": self.text,
            "plain": self.plain,
            "depth": self.depth,
            "level": self.level,
            "search": folded(self.heading, self.text, self.plain),
        }


@transaction.atomic
def put_clause(
    *,
    version: m.Version,
    said: ClauseSaid,
    by: str,
    at: datetime,
    clause: m.Clause | None = None,
    after: m.Clause | None = None,
    revision: int = 0,
) -> m.ClauseVersion:
    """Write a clause otherwise (`revision` is what its writer saw), or put a new one after another, or first.

    Put twice in a row just the same, it is there once. Raises GuidelinesRefused, Conflict.
    """
    row, said = held(version), said.clean()
    if clause is not None:
        return _rewritten(row, clause, said, revision, by, at)
    place = _place(row, after) + 1
    there = m.ClauseVersion.objects.filter(version=row, position=place).select_related("clause").first()
    if there is not None and _same(there, said):
        return there
    if m.ClauseVersion.objects.filter(version=row).count() >= MOST:
        raise GuidelinesRefused(_("Umas orientações têm no máximo %(n)s partes.") % {"n": MOST})
    _shift(row, place, 1)
    made = _made(row, said, place, at)
    record(verb="clause.put", by=by, at=at, target=target(made.clause), new=said.fields())
    return made


@transaction.atomic
def move_clause(
    *, version: m.Version, clause: m.Clause, after: m.Clause | None, by: str, at: datetime
) -> m.ClauseVersion:
    """Move a clause after another, or first; standing there already, nothing is done. Raises GuidelinesRefused."""
    row = held(version)
    said = _said(row, clause)
    goes = _place(row, after)
    if after == clause or goes == said.position - 1:
        return said
    old = said.position
    order = list(m.ClauseVersion.objects.filter(version=row).exclude(pk=said.pk).order_by("position"))
    order.insert(goes if goes < old else goes - 1, said)
    _shift(row, 1, MOST)
    for place, one in enumerate(order, start=1):
        m.ClauseVersion.objects.filter(pk=one.pk).update(position=place)
    said.refresh_from_db()
    record(
        verb="clause.move",
        by=by,
        at=at,
        target=target(clause),
        old={"position": old},
        new={"position": said.position},
    )
    return said


@transaction.atomic
def remove_clause(*, version: m.Version, clause: m.Clause, by: str, at: datetime) -> None:
    """Take a clause out of a version in the making; its code, and what it said before, stay. Taken out before, nothing is done."""
    row = held(version)
    said = m.ClauseVersion.objects.filter(version=row, clause=clause).first()
    if said is None:
        return
    old, place = _says(said), said.position
    _drop(said)
    _shift(row, place, -1)
    record(verb="clause.remove", by=by, at=at, target=target(clause), old=old)


@transaction.atomic
def bring_in(
    *, version: m.Version, parts: Sequence[ClauseSaid], by: str, at: datetime
) -> list[m.ClauseVersion]:
    """Put what a document says in the place of all that a version in the making says.

    A part whose code is a clause of the document is that clause, with its criteria, tags and plain words where it brings none; the others
    get new codes. Raises GuidelinesRefused; then nothing is changed.
    """
    row = held(version)
    clean = [part.clean() for part in parts]
    if not clean:
        raise GuidelinesRefused(_("O documento não tem nenhuma parte."), "file")
    if len(clean) > MOST:
        raise GuidelinesRefused(_("Umas orientações têm no máximo %(n)s partes.") % {"n": MOST}, "file")
    before = {
        one.clause.code: one for one in m.ClauseVersion.objects.filter(version=row).select_related("clause")
    }
    known = {one.code: one for one in m.Clause.objects.filter(document=row.document)}
    kept = [_kept(part, before.get(part.code)) for part in clean]
    for one in before.values():
        _drop(one)
    made, used = [], set[str]()
    for place, part in enumerate(kept, start=1):
        clause = known.get(part.code) if part.code not in used else None
        used.add(part.code)
        # Whoever had the part open before is told of a conflict: its revision goes on, it does not begin again.
        seen = before[part.code].revision if clause is not None and part.code in before else 0
        made.append(_made(row, part, place, at, clause, revision=seen + 1))
    record(verb="guidelines.bring_in", by=by, at=at, target=target(row.document), new={"parts": len(made)})
    return made


def _kept(part: ClauseSaid, before: m.ClauseVersion | None) -> ClauseSaid:
    """A part with what a document cannot say of it, taken from what stood there before."""
    if before is None:
        return part
    criteria = m.Criterion.objects.filter(said=before)
    return replace(
        part,
        plain=part.plain or before.plain,
        level=part.level or before.level,
        criteria=part.criteria or tuple((one.key, one.question, one.check_key) for one in criteria),
        tags=part.tags or tuple(m.ClauseTag.objects.filter(said=before).values_list("key", flat=True)),
    )


def _rewritten(
    row: m.Version, clause: m.Clause, said: ClauseSaid, revision: int, by: str, at: datetime
) -> m.ClauseVersion:
    there = _said(row, clause)
    old, new = _says(there), said.fields()
    if _same(there, said):
        return there
    if there.revision != revision:
        raise Conflict(_("Outra pessoa mudou esta parte entretanto. Veja as duas versões."), there)
    for name, value in new.items():
        setattr(there, name, value)
    there.revision += 1
    there.save()
    _hang(there, said)
    record(verb="clause.put", by=by, at=at, target=target(clause), old=old, new=new)
    return there


def _said(row: m.Version, clause: m.Clause) -> m.ClauseVersion:
    found = m.ClauseVersion.objects.filter(version=row, clause=clause).select_related("clause__document")
    one = found.first()
    if one is None:
        raise GuidelinesRefused(_("Esta parte já não está nesta versão."))
    return one


def _place(row: m.Version, after: m.Clause | None) -> int:
    return 0 if after is None else _said(row, after).position


def _shift(row: m.Version, since: int, by: int) -> None:
    """Make or close a gap; through places nobody has, for no two may ever stand in one."""
    far = 1_000_000
    m.ClauseVersion.objects.filter(version=row, position__gte=since).update(position=F("position") + far)
    m.ClauseVersion.objects.filter(version=row, position__gte=far).update(position=F("position") - far + by)


def _made(
    row: m.Version,
    said: ClauseSaid,
    place: int,
    at: datetime,
    clause: m.Clause | None = None,
    revision: int = 1,
) -> m.ClauseVersion:
    if clause is None:
        clause = m.Clause.objects.create(document=row.document, code=_free(row.document), at=at)
    made = m.ClauseVersion.objects.create(
        version=row, clause=clause, position=place, revision=revision, **said.fields()
    )
    _hang(made, said)
    return made


def _free(document: m.Document) -> str:
    """The next code: one more than the highest there ever was."""
    last = m.Clause.objects.filter(document=document).aggregate(last=Max("pk"))["last"]
    if last is None:
        return "c1"
    return f"c{int(m.Clause.objects.get(pk=last).code[1:]) + 1}"


def _hang(made: m.ClauseVersion, said: ClauseSaid) -> None:
    m.Criterion.objects.filter(said=made).delete()
    m.ClauseTag.objects.filter(said=made).delete()
    m.Criterion.objects.bulk_create(
        m.Criterion(said=made, key=key, position=place, question=question, check_key=check)
        for place, (key, question, check) in enumerate(said.criteria, start=1)
    )
    m.ClauseTag.objects.bulk_create(m.ClauseTag(said=made, key=key) for key in dict.fromkeys(said.tags))


def _drop(said: m.ClauseVersion) -> None:
    m.Criterion.objects.filter(said=said).delete()
    m.ClauseTag.objects.filter(said=said).delete()
    said.delete()


def _says(said: m.ClauseVersion) -> dict[str, str | int]:
    return {name: getattr(said, name) for name in ClauseSaid().fields()}


def _same(there: m.ClauseVersion, said: ClauseSaid) -> bool:
    """Tell whether a part says just this, its criteria and tags with it."""
    return _says(there) == said.fields() and _beside(there) == (said.criteria, tuple(sorted(said.tags)))


def _beside(said: m.ClauseVersion) -> tuple[tuple[tuple[str, str, str], ...], tuple[str, ...]]:
    criteria = m.Criterion.objects.filter(said=said).values_list("key", "question", "check_key")
    return tuple(criteria), tuple(sorted(m.ClauseTag.objects.filter(said=said).values_list("key", flat=True)))


def _criterion(key: str, question: str, check: str) -> tuple[str, str, str]:
    key, question, check = texts.line(key), texts.line(question), texts.line(check)
    if not key or len(key) > KEY or not question or len(question) > QUESTION:
        raise GuidelinesRefused(
            _("Escreva cada critério numa linha: chave | pergunta | verificação (facultativa)."), "criteria"
        )
    if check and check not in CHECKS:
        told = _("A verificação «%(check)s» não existe. Há: %(all)s.")
        raise GuidelinesRefused(told % {"check": check, "all": ", ".join(CHECKS)}, "criteria")
    return key, question, check


def _known(level: str, tags: Sequence[str]) -> None:
    """Refuse a level or a tag that is no term of its list."""
    wanted = {tuple(key.split(":", 1)) for key in tags} | ({("levels", level)} if level else set())
    lists = {one[0] for one in wanted}
    known = set(Term.objects.filter(term_list__key__in=lists).values_list("term_list__key", "key"))
    if not wanted <= known:
        raise GuidelinesRefused(_("Um dos direitos, objetivos ou níveis não está na lista."), "tags")
