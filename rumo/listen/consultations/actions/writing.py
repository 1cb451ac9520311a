"""Writing a consultation before it is published: its frame, its words, the text and the statements it puts."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from rumo.ground.core.texts import prose
from rumo.ground.ledger.actions import record
from rumo.ground.people.models import Entity
from rumo.listen.consultations import models as m
from rumo.listen.consultations.queries import frame_hash, hash_of
from rumo.listen.consultations.rules import FRAME, Phase, frame_faults, longest, phase, slug_fault
from rumo.listen.consultations.rules.texts import PARAGRAPHS

DESIGN = "design:"
"""What the place of an answer of the design sheet begins with: it is nobody's to read but the office's."""


class ConsultationRefused(Exception):
    """An act on a consultation that cannot be done, said in words fit for whoever asked; `faults` by field, where a form has it."""

    def __init__(self, words: str = "", faults: Mapping[str, str] | None = None) -> None:
        self.faults = dict(faults or {})
        super().__init__(words or " ".join(self.faults.values()))


class Conflict(ConsultationRefused):
    """Somebody else wrote in the meantime: `theirs` holds by place what is kept now."""

    def __init__(self, theirs: Mapping[str, Any]) -> None:
        self.theirs = dict(theirs)
        super().__init__(_("Outra pessoa guardou entretanto."))


def target_of(consultation: m.Consultation) -> str:
    """Return the name the ledger knows a consultation by."""
    return f"consultation:{consultation.slug}"


@transaction.atomic
def draft(
    *, slug: str, owner: Entity, title: str, by: str, at: datetime, synthetic: bool = False, **frame: Any
) -> m.Consultation:
    """Begin a consultation of a body, with its title in its own language; `frame`: see FRAME.

    Raises ConsultationRefused for an address that is taken or cannot be one, or an empty title.
    """
    faults = {"slug": slug_fault(slug), "title": "" if prose(title) else _("Escreva o título da consulta.")}
    if not faults["slug"] and m.Consultation.objects.filter(slug=slug).exists():
        faults["slug"] = _("Já há uma consulta com o endereço «%(slug)s».") % {"slug": slug}
    faults |= frame_faults(frame, language=frame.get("language", "pt"))
    if wrong := {field: words for field, words in faults.items() if words}:
        raise ConsultationRefused(faults=wrong)
    row = m.Consultation(slug=slug, owner=owner, recorded_at=at, synthetic=synthetic)
    _set(row, frame)
    row.languages = row.languages or [row.language]
    row.save()
    write_words(row, {"title": title}, row.language, m.Wording.State.SOURCE, by, at)
    told = {"title": prose(title), **frame}
    record(verb="consultation.draft", by=by, at=at, target=target_of(row), new=told)
    return row


@transaction.atomic
def write(
    *, consultation: m.Consultation, by: str, at: datetime, was: str = "", **frame: Any
) -> m.Consultation:
    """Change the frame of a consultation that is not published; raises ConsultationRefused once it is, or with faults by part.

    `was` is the hash of the frame that was changed (`frame_hash`): where another stands by now, nothing is written and Conflict raised.
    """
    row = held(consultation)
    unpublished(row)
    if faults := frame_faults({"languages": row.languages, **frame}, language=row.language):
        raise ConsultationRefused(faults=faults)
    old = {name: getattr(row, name) for name in frame}
    theirs = {name: value for name, value in old.items() if value != frame[name]}
    if theirs and was and was != frame_hash(row):
        raise Conflict(theirs)
    _set(row, frame)
    row.save()
    record(verb="consultation.write", by=by, at=at, target=target_of(row), old=old, new=frame)
    return row


@transaction.atomic
def reword(
    *,
    consultation: m.Consultation,
    words: Mapping[str, str],
    by: str,
    at: datetime,
    language: str = "",
    state: str = m.Wording.State.HUMAN,
    was: Mapping[str, str] | None = None,
) -> None:
    """Write texts by place. Those in its own language only before publication; a translation (`state`) at any time.

    `was` holds by place the hash of the text that was changed: where another text stands by now, nothing is written and Conflict
    is raised. Answers of the design sheet may be written at any time.
    """
    row = held(consultation)
    language = language or row.language
    if language == row.language:
        if not all(place.startswith(DESIGN) for place in words):
            unpublished(row)
        state = m.Wording.State.SOURCE
    elif language not in row.languages:
        raise ConsultationRefused(_("A consulta não é oferecida nessa língua."))
    unchanged(row, words, language, was or {})
    write_words(row, words, language, state, by, at)
    told = {"language": language, "places": sorted(words), "state": state}
    record(verb="consultation.reword", by=by, at=at, target=target_of(row), new=told)


@transaction.atomic
def put_text(
    *, consultation: m.Consultation, paragraphs: Sequence[tuple[str, str, bool]], by: str, at: datetime
) -> None:
    """Set the paragraphs of the text put to consultation: (code, text, whether a heading) in order, before publication."""
    row = held(consultation)
    unpublished(row)
    if len(paragraphs) > PARAGRAPHS:
        told = {"n": len(paragraphs), "most": PARAGRAPHS}
        raise ConsultationRefused(_("O texto tem %(n)s parágrafos e o máximo é %(most)s.") % told)
    m.Paragraph.objects.filter(consultation=row).delete()
    m.Paragraph.objects.bulk_create(
        m.Paragraph(consultation=row, code=code, position=place, heading=heading)
        for place, (code, _text, heading) in enumerate(paragraphs, 1)
    )
    words = {f"paragraph:{code}": prose(text) for code, text, _heading in paragraphs}
    forget(row, "paragraph:", words)
    write_words(row, words, row.language, m.Wording.State.SOURCE, by, at)
    record(verb="consultation.put_text", by=by, at=at, target=target_of(row), new=words)


@transaction.atomic
def state(
    *,
    consultation: m.Consultation,
    texts: Sequence[str],
    by: str,
    at: datetime,
    language: str = "",
    from_participant: bool = False,
) -> list[m.Statement]:
    """Add statements to agree or disagree with, until it closes; returns them, numbered on from the last.

    What staff write a second time stands there already, and is not added again.
    """
    row = held(consultation)
    if phase(row, at=at) in (Phase.CANCELLED, Phase.CLOSED):
        raise ConsultationRefused(_("A consulta já fechou: já não se lhe juntam afirmações."))
    known = set() if from_participant else _stated(row)
    texts = [said for said in dict.fromkeys(map(prose, texts)) if said and said not in known]
    last = m.Statement.objects.filter(consultation=row).aggregate(last=Max("number"))["last"] or 0
    made = m.Statement.objects.bulk_create(
        m.Statement(consultation=row, number=number, accepted_at=at, from_participant=from_participant)
        for number, _text in enumerate(texts, last + 1)
    )
    words = {f"statement:{one.number}": text for one, text in zip(made, texts, strict=True)}
    write_words(row, words, row.language, m.Wording.State.SOURCE, by, at)
    if language and language != row.language:  # said in another language: its own words stand beside
        write_words(row, words, language, m.Wording.State.HUMAN, by, at)
    # a participant's words are told by their contribution, which they may have erased
    told = dict.fromkeys(words, "") if from_participant else words
    record(verb="consultation.state", by=by, at=at, target=target_of(row), new=told)
    return made


@transaction.atomic
def empty_statement(*, statement: m.Statement, by: str, at: datetime) -> None:
    """Take away, in every language, the words of a statement whose author had them erased; it is put to nobody any more."""
    held(statement.consultation)
    statement.retired_at = statement.retired_at or at
    statement.save(update_fields=["retired_at"])
    place = f"statement:{statement.number}"
    m.Wording.objects.filter(consultation=statement.consultation_id, place=place).update(text="")
    target = target_of(statement.consultation)
    record(verb="consultation.empty_statement", by=by, at=at, target=target, new={"number": statement.number})


@transaction.atomic
def retire(*, consultation: m.Consultation, number: int, by: str, at: datetime) -> bool:
    """Put a statement to nobody any more; its votes are kept. Before publication it goes as if it had never been.

    False when there is none of this number, or it was retired before: nothing changes then.
    """
    row = held(consultation)
    one = m.Statement.objects.filter(consultation=row, number=number, retired_at__isnull=True).first()
    if one is None:
        return False
    if row.state == m.Consultation.State.DRAFT:
        one.delete()
        forget(row, f"statement:{number}", ())
    else:
        one.retired_at = at
        one.save(update_fields=["retired_at"])
    record(verb="consultation.retire", by=by, at=at, target=target_of(row), old={"statement": number})
    return True


def held(consultation: m.Consultation) -> m.Consultation:
    """Return the row, locked until the transaction ends and stamped anew: what was kept of it is not gone by any more."""
    row = m.Consultation.objects.select_for_update().get(pk=consultation.pk)
    row.stamp = consultation.stamp = m.new_stamp()
    row.save(update_fields=["stamp"])
    return row


def _set(row: m.Consultation, frame: Mapping[str, Any]) -> None:
    for name, value in frame.items():
        if name not in FRAME:
            raise ValueError(f"{name} is not part of a consultation's frame")
        setattr(row, name, value)


def unpublished(row: m.Consultation) -> None:
    """Refuse what is only done before publication."""
    if row.state != m.Consultation.State.DRAFT:
        raise ConsultationRefused(_("A consulta já foi publicada: o que pergunta já não muda."))


def forget(row: m.Consultation, prefix: str, kept: Collection[str]) -> None:
    """Delete the texts, in every language, at the places that begin so and are not kept; those with a longer number are others."""
    gone = m.Wording.objects.filter(consultation=row, place__startswith=prefix).exclude(place__in=list(kept))
    (gone if prefix.endswith((":", ".")) else gone.filter(place=prefix)).delete()


def _stated(row: m.Consultation) -> set[str]:
    numbers = m.Statement.objects.filter(consultation=row, retired_at__isnull=True).values_list(
        "number", flat=True
    )
    places = [f"statement:{number}" for number in numbers]
    said = m.Wording.objects.filter(consultation=row, language=row.language, place__in=places)
    return set(said.values_list("text", flat=True))


def unchanged(row: m.Consultation, words: Mapping[str, str], language: str, was: Mapping[str, str]) -> None:
    """Refuse to write over what somebody else wrote since, unless it says the same."""
    rows = m.Wording.objects.filter(consultation=row, language=language, place__in=list(words))
    here = dict(rows.values_list("place", "text"))
    theirs = {
        place: here.get(place, "")
        for place, digest in was.items()
        if place in words
        and here.get(place, "") != prose(words[place])
        and hash_of(here.get(place, "")) != digest
    }
    if theirs:
        raise Conflict(theirs)


def write_words(
    row: m.Consultation, words: Mapping[str, str], language: str, state: str, by: str, at: datetime
) -> None:
    """Write texts by place (two queries and one for every 500); refused where one is too long."""
    said = {place: prose(text) for place, text in words.items()}
    told = _("Tem %(n)s carateres e o máximo é %(most)s: encurte.")
    faults = {
        place: told % {"n": len(text), "most": longest(place)}
        for place, text in said.items()
        if len(text) > longest(place)
    }
    if faults:
        raise ConsultationRefused(faults=faults)
    sources = {}
    if language != row.language:
        of = m.Wording.objects.filter(consultation=row, language=row.language, place__in=list(said))
        sources = {one.place: hash_of(one.text) for one in of}
    m.Wording.objects.bulk_create(
        (
            m.Wording(
                consultation=row, place=place, language=language, text=text, state=state,
                of_hash=sources.get(place, ""), by=by, at=at,
            )
            for place, text in said.items()
        ),
        batch_size=500,
        update_conflicts=True,
        unique_fields=["consultation", "place", "language"],
        update_fields=["text", "state", "of_hash", "by", "at"],
    )  # fmt: skip
