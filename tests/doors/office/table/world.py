"""A small country for the table of who may do what: two municipalities, each with a plan and a team, and one person in every role."""

import datetime as dt
import io
from dataclasses import dataclass, field

from rumo.deliver.conformities.models import Check
from rumo.deliver.evaluations import actions as evaluations
from rumo.deliver.plans.actions import settle_owners
from rumo.deliver.plans.models import Measure
from rumo.deliver.plans.models import Plan as PlanRow
from rumo.deliver.progress import actions as progress
from rumo.deliver.rollup import actions as rollup
from rumo.ground.files.actions import receive
from rumo.ground.people import actions as people
from rumo.ground.people import models as m
from rumo.ground.territory.models import Municipality
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.models import Attachment, Contribution, Passage
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.actions.visiting import write_note
from rumo.shape.guidelines import actions as guidelines
from rumo.shape.guidelines.models import Version
from tests.factories import conferences, listening, meeting, outside, reading, sounds, tables
from tests.factories import guidelines as guides
from tests.factories import people as make
from tests.factories import practices as exchanged
from tests.factories.files import picture
from tests.factories.people import AT, BY
from tests.factories.plans import Plan, publish

NATIONAL = (
    "national_coordinator", "national_analyst", "translator", "facilitator", "mediator",
    "reviewer", "auditor", "data_protection_officer", "operator",
)  # fmt: skip


@dataclass
class World:
    """Actors by name, and the words that fill an address: one's own objects, and another's."""

    actors: dict[str, m.User] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    other: dict[str, str] = field(default_factory=dict)


def build():
    """Make the country; the territory must be there."""
    world = World()
    town, elsewhere = make.municipality("1106"), make.municipality("1312")
    partner, partner2 = (
        make.body("association", "Associação A (exemplo)"),
        make.body("association", "Associação B (exemplo)"),
    )
    world.own["enrolment"] = make.enrolment().public_id
    world.own.update(_guided())
    make.community(town.municipality.cim.code)  # to which a template may belong
    _people(world, town, elsewhere, partner, partner2)
    for body, dico, words, prefix in (
        (town, "1106", world.own, ""),
        (elsewhere, "1312", world.other, "other_"),
    ):
        _objects(body, dico, words, world.actors[f"{prefix}municipal_reporter"])
        words.update(conferences.offered(f"conferencia-{dico}", body, world.actors["reviewer"]))
    return world


def _people(world, town, elsewhere, partner, partner2):
    actors, national = world.actors, make.national()
    for role in NATIONAL:
        actors[role] = make.person(role, national)
    actors["moderator"] = make.person("moderator", national)
    actors["evaluator"] = make.person("evaluator", make.body("university", "Universidade (exemplo)"))
    for role in ("municipal_coordinator", "municipal_reporter"):
        actors[role] = make.person(role, town)
        actors[f"other_{role}"] = make.person(role, elsewhere)
    actors["partner_reporter"] = make.person("partner_reporter", partner)
    actors["other_partner_reporter"] = make.person("partner_reporter", partner2)
    actors["representative"] = make.person("representative", partner2)
    actors["nobody"] = make.account("Sem função, exemplo")
    actors["suspended"] = make.person("national_coordinator", national)
    people.set_active(user=actors["suspended"], active=False, by=BY, at=AT)


def _objects(body, dico, words, reporter):
    slug = f"plano-{dico}"
    publish(Plan(slug=slug, municipalities=(dico,)))
    settle_owners(by=BY, at=AT)
    _sent(slug, reporter)
    membership = m.Membership.objects.get(user=reporter)
    day = dt.date(2026, 8, 1)
    invitation = people.invite(
        entity=body, role="municipal_reporter", email=f"{dico}@exemplo.invalid", name="x", language="pt",
        by=BY, inviter="x", at=AT + dt.timedelta(days=36500),
    )  # fmt: skip
    substitution = m.Substitution.objects.create(
        membership=membership, substitute=make.account(), starts_on=day, ends_on=day, made_by=BY, made_at=AT
    )
    _said_from_outside(slug, body, dico, words)
    consultation = listening.drafted(f"consulta-{dico}", body)
    token, _secret = people.make_token(
        entity=body, scope="contributions", name="Sistema (exemplo)", form=dico, by=BY, at=AT
    )
    words.update(_gathered(body, dico))
    words.update(
        token=token.public_id,
        consultation=consultation.slug,
        entity=body.public_id,
        membership=membership.public_id,
        invitation=invitation.public_id,
        substitution=substitution.public_id,
        kind="plan",
        key=slug,
        slug=slug,
        code="M1",
        date="2024-06-30",
        town=Municipality.objects.get(dico=dico).slug,
    )
    pile, sheet = _typed(consultation, dico)
    said, recording = _said(consultation), _recorded(consultation)
    words.update(_practice(body, dico))
    words.update(_codebook(body, dico))
    _checked(slug)
    words.update(batch=pile.public_id, number=sheet.number, said=said, recording=recording)


def _gathered(body, dico):
    """The words of a gathering that is published, to which somebody came."""
    row = meeting.gathering(f"encontro-{dico}", body, kind="exchange")
    number = meeting.registered(row, f"gathering-{dico}", email="").registration.public_id
    gatherings.check_in(session=meeting.session(row), numbers=[number], by=BY, at=meeting.DAY)
    tables.canvas(at_gathering=row)
    return {"gathering": row.slug, "registration": number, "table": "1", "note": _noted(row, body)}


def _noted(row, body):
    """The number of a note of a visit, with a photograph, by who coordinates the body that holds it."""
    file = receive(name="a.jpg", stream=io.BytesIO(picture()), by=BY, at=AT)
    by = m.Membership.objects.get(entity=body, role="municipal_coordinator").user.public_id
    return write_note(
        gathering=row, day=meeting.DAY.date(), text="Vimos (exemplo).", part="visitor", photos=[(file, "A sala")],
        by=by, at=meeting.DAY,
    ).number  # fmt: skip


def _checked(slug):
    """The conformity of a plan, in the making, with the guidelines that are public."""
    version = Version.objects.get(published_at__isnull=False)
    Check.objects.create(plan=PlanRow.objects.get(slug=slug), version=version, written_by=BY, written_at=AT)


def _guided():
    """The words of national guidelines in the making: a clause, and a suggestion that waits."""
    guides.published("publicadas-exemplo")
    version = guides.drafted()
    (row, _other) = guides.filled(version)
    waiting = guidelines.suggest(
        document=version.document, text="Mais (exemplo).", token="guided", by=BY, at=AT
    )
    return {"guidelines": version.document.slug, "clause": row.code, "suggestion": waiting.public_id}


def _codebook(body, dico):
    """A reading of a body with a theme and two findings: one to be published, one that is."""
    asked = listening.consultation(f"leitura-{dico}", owner=body)
    row = reading.codebook([asked], entity=body, title=f"Leitura {dico}")
    theme = reading.theme(row)
    reading.coded(theme, reading.texts(2, asked))
    return {
        "codebook": row.slug,
        "theme": theme.public_id,
        "finding": reading.finding(row, theme, by=reading.OTHER).public_id,
    }


def _practice(body, dico):
    """A public practice with a file, and the adoption of it that the body is to confirm."""
    file = receive(name="prova.txt", stream=io.BytesIO(b"Prova (exemplo)."), by=BY, at=AT)
    row = exchanged.published(f"practice {dico}", files=(file,))
    waiting = exchanged.adopted(row, body, confirmed=False)
    return {"practice": row.number, "file": file.public_id, "adoption": waiting.public_id}


def _typed(consultation, dico):
    """A batch of paper sheets, and one of them."""
    pile = contributions.open_batch(consultation=consultation, name="x", channel="paper", by=BY, at=AT)
    return pile, Contribution.objects.create(
        consultation=consultation, kind="proposal", channel="paper", language="pt", batch=pile,
        entered_by=BY, token_hash=dico, received_at=AT,
    )  # fmt: skip


def _said(consultation):
    """The number of something said in another language; a row alone, for the consultation is in preparation."""
    row = Contribution.objects.create(
        consultation=consultation,
        kind="proposal",
        language="bn",
        token_hash=consultation.slug,
        received_at=AT,
    )
    Passage.objects.create(contribution=row, place="proposal", language="bn", text="শিক্ষক")
    return row.number


def _recorded(consultation):
    """Somebody's voice, as an answer."""
    sound = receive(name="x.wav", stream=io.BytesIO(sounds.wav()), by="participant", at=AT)
    said = Contribution.objects.create(
        consultation=consultation,
        kind="questionnaire",
        language="pt",
        token_hash=sound.public_id,
        received_at=AT,
    )
    Attachment.objects.create(contribution=said, file=sound, place="question:q1", position=1)
    return sound.public_id


def _said_from_outside(slug, body, dico, words):
    """A reading, a resident's word, an evaluation and a self-assessment."""
    measure = Measure.objects.get(plan__slug=slug, code="M1")
    reader = make.body("university", "Universidade (exemplo)")
    reading = progress.write_reading(
        measure=measure, reader=reader, level="limited", read_on=AT.date(), reasons="x",
        by=BY, at=AT, today=AT.date(),
    )  # fmt: skip
    rollup.publish_reading(reading=reading, by=BY, at=AT)
    sighting = progress.see(
        measure=measure, municipality=body.municipality, seen=True, note="", token=dico, on=AT.date(), at=AT
    )
    plan = PlanRow.objects.get(slug=slug)
    evaluation = evaluations.open_(
        plan=plan,
        kind="final",
        title="Avaliação (exemplo)",
        evaluator=reader,
        as_of=AT.date(),
        by=BY,
        at=AT,
        today=AT.date(),
    )
    assessment = outside.assessment(body)
    evaluations.find(evaluation=evaluation, text="x", recommendation="", measures=["M1"], by=BY, at=AT)
    words.update(
        evaluation=evaluation.public_id,
        assessment=assessment.public_id,
        position="0",
        reading=reading.public_id,
        sighting=sighting.public_id,
    )


def _sent(slug, reporter):
    """A report of M1 sent for approval."""
    draft = progress.save(
        measure=Measure.objects.select_related("plan").get(plan__slug=slug, code="M1"), municipality=None,
        reference_date=dt.date(2024, 6, 30), changes={"stage": "in_progress"}, was={}, by=reporter.public_id, at=AT,
    )  # fmt: skip
    progress.submit(drafts=[draft], confirmed=True, by=reporter.public_id, at=AT)
