"""Property: what is sent to the API and what is filled in on the page are one record, save the channel."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rumo.doors.web import clock
from rumo.ground.ledger.models import Receipt
from rumo.listen.contributions import models as m
from tests.doors.api.machine import Machine
from tests.doors.participate.test_answering import Walk
from tests.doors.participate.test_other_ways import BASE, send
from tests.factories import listening
from tests.factories.said import say

CODES = ["q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9", "q10", "q11"]
SAME = ("kind", "language", "audience", "organisation_name", "about_id", "answers", "state", "entered_by")
words = st.text("aé ó?শিعر\n'\"<&", min_size=1, max_size=40).filter(str.strip)
text = st.fixed_dictionaries({"text": words, "public": st.booleans()})
given_answers = st.fixed_dictionaries(
    {"q1": st.sampled_from(["yes", "no"])},
    optional={
        "q2": st.sampled_from([["teachers"], ["rooms", "language"], ["teachers", "rooms"]]),
        "q3": st.integers(1, 5),
        "q5": st.fixed_dictionaries({"food": st.sampled_from(["bad", "good"])}, optional={"yard": st.just("bad")}),
        "q6": st.permutations(["first", "second", "third"]).map(lambda order: order[:2]),
        "q7": st.integers(0, 120) | st.integers(0, 240).map(lambda half: half / 2),
        "q8": st.dates(listening.dt.date(1900, 1, 1), listening.dt.date(2100, 1, 1)).map(str),
        "q9": st.sampled_from(["1106", "0211"]),
        "q10": st.sampled_from(["1312", "1106"]),
    },
)  # fmt: skip
envelopes = st.fixed_dictionaries(
    {"language": st.sampled_from(["pt", "bn", "ar"]), "audience": st.sampled_from(["residents", "migrants"])}
)
mine = st.fixed_dictionaries(
    {"email": st.sampled_from(["", "eu@exemplo.pt"])},
    optional={"about_me": st.fixed_dictionaries({"sex": st.sampled_from(["f", "x"]), "age": st.just("18-29")})},
)  # fmt: skip
several = {"max_examples": 12, "suppress_health_check": [HealthCheck.function_scoped_fixture]}


@pytest.fixture
def both(country):
    """A consultation with questions of every kind, a proposal to support, and a machine."""
    questions, wording = listening.every_kind()
    row = listening.consultation(questions=questions, words=wording)
    with clock.frozen(listening.OPEN):
        proposal = say(row)
        m.Passage.objects.update(state="shown")
        yield Machine(Client()), proposal.number


def record(row):
    """All that is kept of a contribution but how it came, in the order it was written."""
    passages = m.Passage.objects.filter(contribution=row).order_by("place")
    kept = ("place", "language", "text", "rewording", "public", "state")
    votes = m.Vote.objects.filter(contribution=row).values_list("statement__number", "value")
    told = {name: getattr(row, name) for name in SAME}
    return told, list(passages.values_list(*kept)), sorted(votes), (row.received_at, row.batch_id)


def apart():
    """How many rows there are of who it is from, and of receipts."""
    return [model.objects.count() for model in (m.Contact, m.Demographic, m.Uniqueness, Receipt)]


def alike(sent, fill):
    """Send to the API, fill in the page: the two records are equal, and so is what is kept apart."""
    before = apart()
    assert sent().status_code == 201
    between = apart()
    assert fill().status_code == 201
    after = apart()
    page, machine = m.Contribution.objects.order_by("-pk")[:2]
    assert (machine.channel, page.channel) == ("api", "web")
    assert record(machine) == record(page)
    assert [b - a for a, b in zip(before, between, strict=True)] == [
        b - a for a, b in zip(between, after, strict=True)
    ]


def typed(answers, texts):
    """Answers as they are typed into the fields of a page, by question."""
    found = {code: {} for code in CODES}
    for code, said in answers.items():
        if isinstance(said, dict):
            found[code] = {f"q-{code}-{row}": one for row, one in said.items()}
        elif code == "q6":
            found[code] = {f"q-{code}-{place}": one for place, one in enumerate(said, 1)}
        else:
            found[code] = {f"q-{code}": said if isinstance(said, list) else str(said)}
    for place, one in texts.items():
        code = place.removeprefix("question:")
        found[code] = {f"q-{code}": one["text"], **({f"q-{code}-public": "1"} if one["public"] else {})}
    return found


def walked(envelope, fields, about):
    """Answer on the page, question by question; the pages that are not asked are passed over by the form itself."""
    walk = Walk(Client())
    walk.go(lingua=envelope["language"], audience=envelope["audience"])
    while walk.page not in ("rever", ""):
        said = (
            {"email": about["email"], **about.get("about_me", {})}
            if walk.page == "sobre"
            else fields.get(walk.page, {})
        )
        answer = walk.go(**said)
        assert answer.status_code == 200
    return walk.go("enviar")


@settings(**several)
@given(
    envelope=envelopes,
    answers=given_answers,
    texts=st.dictionaries(st.sampled_from(["question:q4", "question:q11"]), text),
    about=mine,
)
def test_answers_to_questions_of_every_kind(both, envelope, answers, texts, about):
    machine, _proposal = both
    key = str(m.Contribution.objects.count())
    body = {"kind": "questionnaire", **envelope, "answers": answers, "texts": texts, **about}
    alike(lambda: machine.send(body, key), lambda: walked(envelope, typed(answers, texts), about))


@settings(**several)
@given(
    kind=st.sampled_from(["proposal", "statement", "position", "comment", "support"]),
    envelope=envelopes,
    said=text,
    email=st.sampled_from(["", "eu@exemplo.pt"]),
)
def test_what_is_said_in_one_form(both, kind, envelope, said, email):
    machine, proposal = both
    path, fields, more = {
        "proposal": ("propostas/", {}, {}),
        "statement": ("afirmacoes/nova/", {}, {}),
        "position": ("posicao/", {"organisation": " Associação (exemplo)"}, {"organisation": "Associação  (exemplo)"}),
        "comment": ("texto/", {"c-2": said["text"], "r-3": "Assim."}, {}),
        "support": (f"propostas/{proposal}/apoiar/", {}, {"about": proposal}),
    }[kind]  # fmt: skip
    texts = {kind: said}
    if kind == "comment":
        texts = {"paragraph:2": said, "paragraph:3": {"rewording": "Assim."}}
        fields |= {"p-2": "1"} if said["public"] else {}
    elif kind == "support":
        texts = {}
    elif kind != "support":
        fields |= {"texto": said["text"], **({"publico": "1"} if said["public"] else {})}
    body = {"kind": kind, **envelope, "texts": texts, "email": email, **more}
    form = {"lingua": envelope["language"], "audience": envelope["audience"], "email": email, **fields}
    alike(
        lambda: machine.send(body, str(m.Contribution.objects.count())),
        lambda: send(Client(), f"{BASE}/{path}", **form),
    )
