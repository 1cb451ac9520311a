"""What somebody says is kept whole, once, with its entry in the ledger and its receipt; who they are stands apart."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection

from rumo.ground.ledger import queries as ledger
from rumo.ground.ledger.models import Detail, Receipt
from rumo.ground.ledger.rules import keys
from rumo.listen.consultations import actions as consultations
from rumo.listen.contributions import actions, queries
from rumo.listen.contributions import models as m
from rumo.listen.contributions.rules.saying import Text
from rumo.listen.contributions.rules.sealing import unseal
from tests.factories import listening, people, saying
from tests.factories.people import BY
from tests.factories.saying import refusals, send
from tests.listen.contributions.holding import file

pytestmark = pytest.mark.django_db
OPEN, AFTER, EMPTY = listening.OPEN, listening.AFTER, {"answers": {}, "texts": {}}
LATER = OPEN + dt.timedelta(hours=1)
CLOSED = [("", "A consulta não está aberta: só se pode participar dentro do prazo.")]
SENT = [("", "Este formulário já foi enviado. Abra-o de novo para enviar outra coisa.")]


@pytest.mark.parametrize("kind", [kind for kind in saying.KINDS if kind != "support"])
def test_every_kind_is_kept_whole(consultation, kind):
    got = send(consultation, kind)
    said = saying.said(kind)
    whole = queries.whole(queries.by_code(got.code))
    assert (got.made, whole.row.kind, whole.row.answers, whole.votes) == (
        True,
        kind,
        dict(said.answers),
        dict(said.votes),
    )
    assert {one.place: Text(one.text, one.public, one.rewording) for one in whole.passages} == dict(
        said.texts
    )
    (entry,) = Detail.objects.filter(target=actions.target_of(whole.row))
    assert (entry.verb, entry.by) == ("contribution.submit", "participant")
    assert list(queries.committed()) == [(entry.target, entry.new["digest"], entry.new["digest"])]


def test_a_proposal_is_supported(consultation):
    proposal = send(consultation, "proposal").contribution
    support = send(consultation, "support", "token 2", about=proposal.number).contribution
    assert (support.about, queries.supports([proposal.pk])) == (proposal, {proposal.pk: 1})
    actions.withdraw(contribution=proposal, at=LATER)
    gone = [("", "Essa proposta não existe ou foi retirada.")]
    for about in (proposal.number, "", "\0", "x" * 400):
        assert refusals(send, consultation, "support", "token 3", about=about) == gone


def test_the_same_form_is_one_contribution_with_one_receipt(consultation):
    first = send(consultation)
    again = send(consultation, at=LATER, texts={})
    assert (again.made, again.code, again.contribution) == (False, first.code, first.contribution)
    assert [model.objects.count() for model in (m.Contribution, Receipt)] == [1, 1]
    assert send(consultation, at=AFTER).code == first.code


def test_a_form_is_of_one_kind_and_one_consultation(consultation):
    send(consultation)
    other = listening.consultation("outra")
    assert refusals(send, consultation, "ballot") == refusals(send, other) == SENT


def test_it_is_taken_within_the_term_alone(consultation):
    before = listening.OPENS - dt.timedelta(microseconds=1)
    for at in (before, consultation.closes_at, AFTER):
        assert refusals(send, consultation, at=at) == CLOSED
    assert send(consultation, at=listening.OPENS).made
    assert send(consultation, token="token 2", at=consultation.closes_at - dt.timedelta(microseconds=1)).made
    cancelled = consultations.cancel(consultation=consultation, reason="Erro.", by=BY, at=OPEN)
    assert refusals(send, cancelled, token="token 3") == CLOSED
    assert refusals(send, listening.drafted("outra"), token="token 3") == CLOSED


def test_what_is_to_mend_is_said_and_nothing_kept(consultation):
    assert refusals(send, consultation, answers={"q1": "maybe"}, audience="") == [
        ("audience", "Diga em que qualidade participa."),
        ("question:q1", "Escolha uma das opções."),
    ]
    assert (m.Contribution.objects.count(), Receipt.objects.count()) == (0, 0)


def test_what_was_not_asked_is_not_kept(consultation):
    answers = {"q1": "no", "q3": 4, "unknown": "\0"}
    texts = {**saying.TEXTS, "question:q9": Text("Não se escreve aqui."), "x" * 100: Text("Nem aqui.")}
    got = send(consultation, answers=answers, texts=texts, votes={1: 1}).contribution
    whole = queries.whole(got)
    assert (got.answers, [one.place for one in whole.passages], whole.votes) == (
        {"q1": "no"},
        ["question:q4"],
        {},
    )


def test_texts_are_read_first_or_shown_at_once(consultation):
    after = listening.consultation("outra", moderation="post")
    texts = {"paragraph:2": Text("Sim.", True), "paragraph:3": Text("Só para quem lê.", False)}
    for row, states in ((consultation, ["waiting", "waiting"]), (after, ["shown", "waiting"])):
        send(row, "comment", f"token {row.slug}", texts=texts)
        mine = m.Passage.objects.filter(contribution__consultation=row).order_by("place")
        assert [one.state for one in mine] == states
    assert [one.text for one in queries.shown(after, "comment")] == ["Sim."]


def test_who_it_is_stands_apart_and_sealed(consultation):
    got = send(consultation, email=" nome@exemplo.pt ", about_me={"age": "18-34", "nothing": ""})
    contact, facts = m.Contact.objects.get(), m.Demographic.objects.get()
    number = got.contribution.number
    assert unseal(f"contact-{consultation.slug}", contact.sealed) == {
        "number": number,
        "email": "nome@exemplo.pt",
        "language": "pt",
    }
    assert unseal(f"about-{consultation.slug}", facts.sealed) == {"number": number, "said": {"age": "18-34"}}
    assert m.Uniqueness.objects.count() == 0


@pytest.mark.parametrize(
    "day, after",
    [("2026-01-31", "2026-07-28"), ("2026-08-15", "2027-02-15"), ("2026-12-31", "2027-06-28"), (None, None)],
)
def test_an_address_is_kept_half_a_year_after_the_answer(consultation, day, after):
    consultation.answer_by = day and dt.date.fromisoformat(day)
    send(consultation, email="nome@exemplo.pt")
    assert m.Contact.objects.get().delete_on == (after and dt.date.fromisoformat(after))


def test_somebody_a_provider_answered_for_is_one_and_it_is_noted(db):
    row, other = listening.consultation(once=True), listening.consultation("outra")
    made = send(row, proven="a" * 64).contribution
    assert (made.assurance, m.Uniqueness.objects.get().mark) == ("eid", "a" * 64)
    assert refusals(send, row, token="token 2", proven="a" * 64) == [
        ("identity", "Já há uma resposta sua nesta consulta. Para a mudar, use o código do comprovativo.")
    ]
    assert send(other, token="token 3", proven="a" * 64).contribution.assurance == ""
    assert m.Uniqueness.objects.count() == 1


def test_one_answer_a_person_where_it_is_asked(db):
    row = listening.consultation(once=True)
    wanted = [("identity", "Esta consulta pede um documento, para que cada pessoa responda uma vez.")]
    twice = [
        ("identity", "Já há uma resposta com este documento. Para a mudar, use o código do comprovativo.")
    ]
    assert refusals(send, row) == wanted
    first = send(row, identity="AB 123")
    assert refusals(send, row, token="token 2", identity="ab 123") == twice
    assert send(row, identity="AB 123").code == first.code
    assert send(row, token="token 2", identity="AB 124").made
    assert m.Contribution.objects.count() == 2
    assert send(row, "proposal", token="token 4", texts={"proposal": Text("Mais.")}).made  # read, not counted
    sheet = actions.Entered("paper", "mediadora-exemplo")
    assert send(row, token="token 3", entered=sheet).contribution.entered_by == "mediadora-exemplo"


def test_a_fault_of_the_database_is_not_taken_for_a_form_sent_twice(consultation):
    with connection.cursor() as cursor:
        cursor.execute("CREATE UNIQUE INDEX one_text ON contributions_passage (language)")
    send(consultation)
    with pytest.raises(IntegrityError):
        send(consultation, token="token 2")
    assert m.Contribution.objects.count() == 1


def test_files_hang_on_their_question(whole):
    one, two = file("a"), file("b")
    got = send(whole, files={"question:q12": [one], "question:q99": [two], "sheet": [two]}).contribution
    assert [(each.place, each.position, each.file) for each in queries.whole(got).files] == [
        ("question:q12", 1, one),
        ("sheet", 1, two),
    ]


def test_it_is_corrected_until_closing(consultation):
    got = send(consultation)
    said = saying.said(
        answers={"q1": "no"}, texts={"question:q4": Text("Outra coisa.", True)}, language="en", kind="ballot"
    )
    row = actions.correct(contribution=got.contribution, said=said, at=LATER)
    assert (row.kind, row.answers, row.language, row.corrected_at) == (
        "questionnaire",
        {"q1": "no"},
        "en",
        LATER,
    )
    assert [act.verb for act in ledger.history(actions.target_of(row))] == [
        "contribution.correct",
        "contribution.submit",
    ]
    ((_target, mine, known),) = queries.committed()
    assert mine == known
    late = [("", "Este contributo já não se pode corrigir: a consulta fechou ou foi retirado.")]
    assert refusals(actions.correct, contribution=row, said=said, at=AFTER) == late
    assert refusals(actions.correct, contribution=row, said=saying.said(**EMPTY), at=LATER) == [
        ("question:q1", "Responda a esta pergunta.")
    ]
    actions.withdraw(contribution=row, at=LATER)
    assert refusals(actions.correct, contribution=row, said=said, at=LATER) == late


def test_a_ballot_is_corrected_whole(consultation):
    got = send(consultation, "ballot").contribution
    actions.vote(consultation=consultation, token="token 1", number=3, value=0, language="pt", at=LATER)
    row = actions.correct(contribution=got, said=saying.said("ballot", votes={3: 1}), at=LATER)
    assert (queries.whole(row).votes, row.uncommitted) == ({3: 1}, False)
    ((_target, mine, known),) = queries.committed()
    assert mine == known


def decided(passage, shown, by="moderadora-exemplo"):
    reason = "" if shown else "insult"
    return actions.moderate(passage=passage, shown=shown, reason=reason, note="", by=by, at=LATER)


@pytest.mark.parametrize("moderation", ["pre", "post"])
@pytest.mark.parametrize("before", ["waiting", "shown", "hidden"])
def test_a_corrected_text_is_read_again(db, moderation, before):
    row = listening.consultation(moderation=moderation)
    got = send(
        row, "comment", texts={"paragraph:2": Text("Sim.", moderation == "pre" or before != "waiting")}
    )
    passage = m.Passage.objects.get()
    if before != "waiting":
        decided(passage, before == "shown")
    m.Translation.objects.create(passage=passage, language="en", text="Yes.", state="human", by=BY, at=LATER)

    def corrected(text):
        texts = {"paragraph:2": Text(text, True)}
        actions.correct(contribution=got.contribution, said=saying.said("comment", texts=texts), at=LATER)
        passage.refresh_from_db()
        return passage.state, passage.reason, m.Translation.objects.count()

    read = "shown" if moderation == "post" else "waiting"
    same = before if before != "waiting" else read
    assert corrected("Sim.") == (same, "insult" if same == "hidden" else "", 1)
    assert corrected("Sim, sim.") == ("waiting" if before == "hidden" else read, "", 0)
    ((_target, mine, known),) = queries.committed()
    assert mine == known


def test_a_text_taken_out_is_emptied_with_its_translations_and_what_is_decided_of_it_stays(consultation):
    texts = {"paragraph:2": Text("Sim.", True), "paragraph:3": Text("Não.", True)}
    got = send(consultation, "comment", texts=texts).contribution
    out = decided(m.Passage.objects.get(place="paragraph:3"), True)
    m.Translation.objects.create(passage=out, language="en", text="No.", state="human", by=BY, at=LATER)
    texts.pop("paragraph:3")
    actions.correct(contribution=got, said=saying.said("comment", texts=texts), at=LATER)
    out.refresh_from_db()
    assert (out.text, out.public, m.Translation.objects.count(), m.Moderation.objects.count()) == (
        "",
        False,
        0,
        1,
    )
    assert [one.place for one in queries.whole(got).passages] == ["paragraph:2"]


def test_the_key_of_what_is_known_of_a_person_is_not_needed_to_take_part(consultation):
    keys.secret(f"about-{consultation.slug}")
    keys.destroy(f"about-{consultation.slug}")
    assert send(consultation).made


def test_the_receipt_of_a_form_sent_before_is_given_again(consultation):
    first = send(consultation)
    again = actions.again(contribution=first.contribution, token="token 1", at=LATER)
    assert (again.made, again.code, again.contribution) == (False, first.code, first.contribution)


def test_what_a_machine_sends_twice_under_one_token_is_the_same_or_refused(consultation):
    def machine(mark):
        return actions.submit(
            consultation=consultation,
            said=saying.said(),
            token="token 1",
            at=OPEN,
            by="machine:m1",
            mark=mark,
        )

    first = machine("a" * 64)
    (entry,) = Detail.objects.filter(target=actions.target_of(first.contribution))
    assert (entry.by, entry.new["mark"]) == ("machine:m1", "a" * 64)
    assert (machine("a" * 64).made, machine("a" * 64).code) == (False, first.code)
    assert refusals(machine, "b" * 64) == SENT
    actions.erase(contribution=first.contribution, at=LATER)
    assert machine("b" * 64).code == first.code  # what it was marked with is gone
    assert m.Contribution.objects.count() == 1


def test_a_verified_organisation_keeps_its_own_name_when_corrected(consultation):
    body = people.body(name="Associação do Bairro (exemplo)")
    got = send(consultation, "position", organisation=body).contribution
    said = saying.said("position", organisation_name="Outro nome", texts={"position": Text("Mais.", True)})
    row = actions.correct(contribution=got, said=said, at=LATER)
    assert (row.organisation, row.organisation_name) == (body, body.name)


def test_a_file_taken_away_stays_where_it_hangs_elsewhere(whole):
    one, two = file("a"), file("b")
    got = send(whole, files={"question:q12": [one], "sheet": [one]}).contribution
    said = saying.said(files={"question:q12": [two]})
    actions.correct(contribution=got, said=said, at=LATER)
    assert [(each.place, each.file) for each in queries.whole(got).files] == [
        ("question:q12", two),
        ("sheet", one),
    ]
    assert queries.whole(got).files[1].file.path.is_file()
    again = saying.said(files={"sheet": [two]})
    actions.correct(contribution=got, said=again, at=LATER)
    assert not type(one).objects.filter(pk=one.pk).exists()
