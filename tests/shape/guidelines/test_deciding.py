"""Where clauses come from, what was suggested, translations, and publication by another person."""

import datetime as dt

import pytest

from rumo.ground.vocabularies import actions as vocabularies
from rumo.listen.contributions import actions as contributions
from rumo.shape.guidelines import actions as guidelines
from rumo.shape.guidelines import models as m
from rumo.shape.guidelines import rules
from rumo.shape.guidelines.queries import reading as reads
from rumo.shape.synthesis import actions as synthesis
from tests.factories import guidelines as make
from tests.factories import meeting, people, practices, reading, said, tables, territory
from tests.factories.guidelines import ACT, DAY
from tests.factories.listening import AFTER, OPEN
from tests.factories.people import BY
from tests.factories.reading import OTHER
from tests.shape.guidelines.test_writing import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def country():
    territory.load()
    vocabularies.load(by=BY, at=AFTER)


@pytest.fixture
def version():
    return make.published()


@pytest.fixture
def row(version):
    return make.clause(version)


def test_a_clause_rests_on_what_is_public_said_once(country, row):
    origins = [
        reading.published(),
        practices.published(),
        tables.gathering(),
        said.say(reading.asked()),
    ]
    contributions.moderate(
        passage=said.passage(origins[3]), shown=True, reason="", note="", by=OTHER, at=OPEN
    )
    for origin in origins:
        first = guidelines.rest_on(clause=row, origin=origin, **ACT)
        assert guidelines.rest_on(clause=row, origin=origin, **ACT) == first
    found = reads.origins_of([row.pk])[row.pk]
    assert ([*found.findings], [*found.gatherings], [*found.contributions]) == (
        [origins[0]],
        [origins[2]],
        [origins[3]],
    )
    assert [one.practice for one in found.practices] == [origins[1]]
    for origin in origins:
        for _again in range(2):
            guidelines.rest_no_more(clause=row, origin=origin, **ACT)
    assert (reads.origins_of([row.pk]), bool(reads.Origins())) == ({}, False)


def test_a_clause_does_not_rest_on_what_nobody_may_read(country, row):
    book = reading.codebook()
    hidden = said.say(reading.asked(), public=False)
    for origin in (
        reading.finding(book),
        practices.proposed(),
        meeting.drafted("por-publicar"),
        hidden,
    ):
        _field, words = refused(guidelines.rest_on, clause=row, origin=origin, **ACT)
        assert words == "Só se pode indicar o que é público."
    assert not m.Basis.objects.exists()


def test_a_withdrawn_finding_stays_where_a_clause_came_from(row):
    found = reading.published()
    guidelines.rest_on(clause=row, origin=found, **ACT)
    synthesis.withdraw_finding(finding=found, reason="Estava errada.", **ACT)
    assert [one.public_id for one in reads.origins_of([row.pk])[row.pk].findings] == [found.public_id]


def test_a_suggestion_is_sent_once_and_decided_once_with_a_reason(version, row):
    given = {"document": version.document, "clause": row, "text": "Ao sábado também.", "token": "t"}
    one = guidelines.suggest(**given, **ACT)
    assert guidelines.suggest(**given, **ACT) == one
    assert refused(guidelines.suggest, **{**given, "text": " ", "token": "u"}, **ACT)[0] == "text"
    hidden = said.say(reading.asked(), public=False)
    assert (
        refused(guidelines.suggest, **{**given, "token": "u"}, contribution=hidden, **ACT)[0]
        == "contribution"
    )
    for wrong, field in (
        ({"decision": ""}, "decision"),
        ({"decision": "perhaps"}, "decision"),
        ({"reason": ""}, "reason"),
    ):
        act = {"suggestion": one, "decision": "accepted", "reason": "Há quem peça.", **wrong}
        assert refused(guidelines.decide, **act, **ACT)[0] == field
    assert reads.decided_on(version.document) == []
    decided = guidelines.decide(suggestion=one, decision="accepted", reason="Há quem peça.", **ACT)
    assert guidelines.decide(suggestion=one, decision="accepted", reason="Há quem peça.", **ACT) == decided
    assert refused(guidelines.decide, suggestion=one, decision="rejected", reason="Não.", **ACT)[0] == ""
    assert reads.decided_on(version.document, row) == [decided]
    assert (str(decided), reads.decided_on(version.document, make.clause(version, 2))) == (
        decided.public_id,
        [],
    )


def test_a_suggestion_for_the_whole_is_of_no_clause(version):
    one = guidelines.suggest(document=version.document, text="Falta a saúde.", token="t", **ACT)
    assert guidelines.decide(suggestion=one, decision="partly", reason="Na próxima.", **ACT).clause is None


def test_a_translation_is_of_these_words_and_goes_out_of_date_with_them(version, row):
    source = m.ClauseVersion.objects.get(version=version, clause=row)
    words = {"source": source, "language": "en", "heading": "", "plain": ""}
    first = guidelines.translate(**words, text="Guideline.", **ACT)
    assert guidelines.translate(**words, text="Guideline.", **ACT).at == first.at
    assert guidelines.translate(**words, text="A guideline.", by=OTHER, at=AFTER).pk == first.pk
    assert refused(guidelines.translate, **{**words, "language": "pt"}, text="x", **ACT)[0] == "language"
    assert refused(guidelines.translate, **words, text="", **ACT)[0] == "text"
    new = make.following(version)
    parts = {one.code: one for one in reads.parts_of(new, "en")}
    assert (parts[row.code].shown.text, parts[row.code].out_of_date, parts[row.code].language) == (
        "A guideline.",
        False,
        "en",
    )
    changed = guidelines.ClauseSaid(text="Outra coisa (exemplo).", depth=1)
    guidelines.put_clause(version=new, clause=row, said=changed, revision=1, **ACT)
    stale = {one.code: one.out_of_date for one in reads.parts_of(new, "en")}
    assert stale == {"c1": False, row.code: True, "c3": False}
    now = m.ClauseVersion.objects.get(version=new, clause=row)
    guidelines.translate(**{**words, "source": now}, text="Something else.", **ACT)
    told = {one.code: (one.shown.text, one.out_of_date) for one in reads.parts_of(new, "en")}
    assert told[row.code] == ("Something else.", False)
    assert {one.code: one.shown.text for one in reads.parts_of(version, "en")}[row.code] == "A guideline."


def test_a_clause_translated_and_then_edited_in_the_same_draft_is_out_of_date_and_nothing_is_lost():
    making = make.drafted()
    row = make.put(making)
    source = m.ClauseVersion.objects.get(clause=row)
    guidelines.translate(
        source=source, language="en", heading="", text="Classes.", plain="After work.", **ACT
    )
    changed = guidelines.ClauseSaid(text="Outra coisa.", depth=1)
    guidelines.put_clause(version=making, clause=row, said=changed, revision=1, **ACT)
    (part,) = reads.parts_of(making, "en")
    assert (part.shown.text, part.out_of_date) == ("Classes.", True)
    guidelines.bring_in(
        version=making,
        parts=[guidelines.ClauseSaid(text=make.CLAUSE.text, plain=make.CLAUSE.plain, code=row.code)],
        **ACT,
    )
    (again,) = reads.parts_of(making, "en")
    assert (again.shown.text, again.out_of_date) == ("Classes.", False)


def test_a_version_is_sent_by_one_returned_and_published_by_another():
    empty = make.drafted()
    assert refused(guidelines.submit, version=empty, **ACT)[1] == "Falta escrever pelo menos uma orientação."
    make.filled(empty)
    assert refused(guidelines.publish, version=empty, effective_on=DAY, **ACT)[0] == ""
    sent = guidelines.submit(version=empty, **ACT)
    assert guidelines.submit(version=sent, **ACT) == sent
    assert refused(guidelines.return_, version=sent, reason="", by=OTHER, at=AFTER)[0] == "reason"
    back = guidelines.return_(version=sent, reason="Falta a saúde.", by=OTHER, at=AFTER)
    assert (back.state, back.returned) == ("draft", "Falta a saúde.")
    again = guidelines.submit(version=back, **ACT)
    assert "não a publica" in refused(guidelines.publish, version=again, effective_on=DAY, **ACT)[1]
    done = guidelines.publish(version=again, effective_on=DAY, by=OTHER, at=AFTER)
    assert guidelines.publish(version=again, effective_on=dt.date(2030, 1, 1), by=OTHER, at=AFTER) == done
    assert (done.effective_on, list(reads.in_force())) == (DAY, [done])


def test_the_next_version_says_what_it_changes_and_supersedes(version):
    new = make.following(version, changes="")
    assert refused(guidelines.submit, version=new, **ACT)[0] == "changes"
    guidelines.write_version(
        version=new, title=new.title, summary="", changes="Mudou.", revision=new.revision, **ACT
    )
    done = make.released(new)
    version.refresh_from_db()
    assert (version.superseded_at, list(reads.in_force())) == (AFTER, [done])
    assert [one.number for one in reads.versions_of("orientacoes-exemplo")] == [2, 1]
    assert [one.version.number for one in reads.history_of(make.clause(done))] == [2, 1]


def test_what_a_part_is_called_and_how_it_is_checked(version):
    section, one, _other = reads.parts_of(version)
    assert [part.number for part in reads.parts_of(version)] == ["1", "1.1", "1.2"]
    assert (section.section, section.words, one.section, one.words) == (
        True,
        "Língua (exemplo)",
        False,
        "Orientação 0 (exemplo).",
    )
    long = reads.Part(m.ClauseVersion(text="palavra " * 40), "1")
    assert (long.words[-1], len(long.words) <= 121) == ("…", True)
    making = make.drafted("outras")
    row = make.put(making)
    assert [one.key for one in reads.criteria_of(making)[row.pk]] == ["numeric_target"]
    m.ClauseTag.objects.create(said=m.ClauseVersion.objects.get(clause=row), key="rights:a")
    assert reads.tags_of(making) == {row.pk: ["rights:a"]}


CAN = {
    "national_coordinator": (True, True, True, True),
    "national_analyst": (True, True, False, True),
    "translator": (False, True, False, True),
    "auditor": (False, False, False, True),
    "moderator": (False, False, False, False),
}


@pytest.mark.parametrize("role", CAN)
def test_who_may_do_what(version, role):
    who, row = people.who(people.person(role, people.national())), version.document
    told = (
        rules.can_write(who, row),
        rules.can_translate(who, row),
        rules.can_publish(who, row),
        rules.can_see(who, row),
    )
    assert told == CAN[role]
    assert list(rules.visible_to(who)) == ([row] if told[3] else [])
    assert (rules.can_draft(who, row.entity_id), rules.can_publish_version(who, version)) == (
        told[0],
        told[2],
    )
    version.written_by = who.public_id
    assert rules.can_publish_version(who, version) is False


def test_nobody_of_a_municipality_sees_what_is_in_the_making(country, version):
    who = people.who(people.person("municipal_coordinator", people.municipality()))
    assert (rules.can_see(who, version.document), list(rules.visible_to(who))) == (False, [])
    assert version.written_by == BY
