"""Letters leave once: with the mail down for ten minutes nobody's work waits, and each letter arrives once, later."""

import datetime as dt
import re
import smtplib
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.core.mail.backends.smtp import EmailBackend
from django.db import connection

from rumo.doors.desk.mail.rendering import message_id
from rumo.doors.desk.mail.sending import Sent, send_waiting
from rumo.doors.web import clock
from rumo.ground.ledger.rules import keys
from rumo.ground.outbox import actions as outbox
from rumo.ground.outbox.models import Message
from rumo.ground.outbox.queries import waiting
from rumo.ground.people import actions as people
from rumo.ground.people.models import Invitation
from rumo.listen.contributions.queries import by_code
from tests.doors.desk.mail.sink import Sink
from tests.factories import listening, said
from tests.factories.people import BY, national

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 7, 1, 8, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
MINUTE = 60 * SECOND


@pytest.fixture
def sink(settings):
    """A mail server, and settings that name it."""
    with Sink() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield server


def posted(key, to="x@exemplo.invalid", kind="plan.published", at=AT):
    payload = {"slug": "plano-exemplo", "title": "Plano (exemplo)", "version": 1}
    return outbox.post(kind=kind, key=key, to=to, language="pt", at=at, payload=payload)


def at(instant):
    with clock.frozen(instant):
        return send_waiting()


def test_each_letter_leaves_once_by_one_connection(sink):
    rows = [posted(key) for key in ("a", "b", "c")]
    assert [at(AT), at(AT)] == [Sent(sent=3), Sent()]
    assert sink.of("Message-ID") == [message_id(row.key) for row in rows]
    assert sink.of("From") == ["rumo@localhost"] * 3
    assert (sink.asked, waiting()) == (1, [])
    assert set(Message.objects.values_list("sent_at", flat=True)) == {AT}


def test_mail_down_for_ten_minutes_delays_letters_and_nothing_else(sink):
    sink.mode = "down"
    now, made = AT, 0
    while now < AT + 10 * MINUTE:
        with clock.frozen(now):
            if (now - AT) % (2 * MINUTE) == 0 * SECOND:
                made += 1
                person = {"email": f"p{made}@exemplo.invalid", "name": "Pessoa, exemplo", "language": "pt"}
                people.invite(
                    entity=national(), role="national_analyst", by=BY, inviter="Coordenação", at=now, **person
                )
            send_waiting()
        now += 5 * SECOND
    assert (Invitation.objects.count(), sink.letters, len(waiting())) == (5, [], 5)
    sink.mode = "up"
    while waiting() and now < AT + 60 * MINUTE:
        at(now)
        now += 5 * SECOND
    assert sorted(sink.of("To")) == [f"p{i}@exemplo.invalid" for i in range(1, 6)]
    assert len(set(sink.of("Message-ID"))) == 5
    assert now <= AT + 20 * MINUTE
    assert Message.objects.filter(given_up_at__isnull=False).count() == 0


def test_a_server_that_is_away_ends_the_round(settings, sink):
    posted("a")
    posted("b")
    sink.mode = "down"
    assert at(AT) == Sent(failed=1)
    row = Message.objects.get(key="a")
    assert (row.tries, row.fault.split(":")[0]) == (1, "SMTPConnectError")
    with Sink() as other:
        settings.EMAIL_PORT = other.port
    assert at(AT) == Sent(failed=1)  # nobody listens any more
    assert Message.objects.get(key="b").fault.startswith("ConnectionRefusedError: ")


def test_a_letter_the_server_will_not_have_does_not_stop_the_next(sink):
    sink.refused.add("a@exemplo.invalid")
    posted("a", to="a@exemplo.invalid")
    posted("b", to="b@exemplo.invalid")
    posted("c", kind="nada")
    posted("d", to="not an address\n")
    assert at(AT) == Sent(sent=1, failed=3)
    assert sink.of("To") == ["b@exemplo.invalid"]
    faults = dict(Message.objects.filter(tries=1).order_by("key").values_list("key", "fault"))
    assert {key: fault.split(":")[0] for key, fault in faults.items()} == {
        "a": "SMTPRecipientsRefused",
        "c": "UnknownKind",
        "d": "ValueError",
    }


def test_a_letter_nobody_can_deliver_is_given_up(sink):
    sink.refused.add("x@exemplo.invalid")
    row, now, total = posted("a"), AT, []
    while row.given_up_at is None:
        total.append(at(now))
        row.refresh_from_db()
        now = row.due_at
    assert total == [Sent(failed=1)] * 11 + [Sent(given_up=1)]


def test_a_crash_between_leaving_and_the_note_sends_a_twin_that_is_recognised(sink, monkeypatch):
    posted("a")

    def crash(**words):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(outbox, "sent", crash)
        with pytest.raises(KeyboardInterrupt):
            at(AT)
    assert at(AT + MINUTE) == Sent()  # still held
    assert at(AT + outbox.HELD) == Sent(sent=1)
    assert sink.of("Message-ID") == [message_id("a")] * 2


def test_a_server_that_dies_with_the_letter_is_asked_again(sink):
    posted("a")
    sink.mode = "dies"
    assert at(AT) == Sent(failed=1)
    sink.mode = "up"
    assert at(AT + MINUTE) == Sent(sent=1)
    assert sink.of("Message-ID") == [message_id("a")] * 2


def test_a_goodbye_nobody_hears_changes_nothing(sink, monkeypatch):
    def gone(self, close=EmailBackend.close):
        close(self)
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(EmailBackend, "close", gone)
    posted("a")
    assert at(AT) == Sent(sent=1)


def test_who_is_told_to_stop_stops_after_the_present_letter(sink):
    posted("a")
    posted("b")
    with clock.frozen(AT):
        assert send_waiting(lambda: bool(sink.letters)) == Sent(sent=1)
    assert [row.key for row in waiting()] == ["b"]


def test_without_a_server_letters_go_where_the_settings_say():
    posted("a")
    assert at(AT) == Sent(sent=1)
    assert [letter.subject for letter in mail.outbox] == ["Plano publicado: Plano (exemplo) (versão 1)"]


def test_a_sealed_letter_is_opened_as_it_leaves_and_no_row_of_it_stays():
    row = said.say(listening.consultation(), email="nome@exemplo.invalid", at=listening.OPEN)
    assert at(listening.OPEN) == Sent(sent=1)
    (letter,) = mail.outbox
    assert (letter.to, row.number in letter.body) == (["nome@exemplo.invalid"], True)
    code = re.search(r"^    (\S+)$", letter.body, re.MULTILINE)[1]
    assert by_code(code) == row
    assert code not in "".join(re.findall(r"http\S+", letter.body))
    assert Message.objects.count() == 0


def test_a_sealed_letter_whose_key_is_gone_is_not_sent():
    row = listening.consultation()
    said.say(row, email="nome@exemplo.invalid", at=listening.OPEN)
    keys.destroy(f"contact-{row.slug}")
    assert at(listening.OPEN) == Sent(failed=1)
    assert (mail.outbox, Message.objects.get().fault.startswith("Unreadable")) == ([], True)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_letter_once(sink):
    keys = [f"k{i}" for i in range(20)]
    for key in keys:
        posted(key)

    def one():
        try:
            return at(AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        done = [found.result() for found in [pool.submit(one) for _ in range(4)]]
    assert sum(each.sent for each in done) == 20
    assert sorted(sink.of("Message-ID")) == sorted(map(message_id, keys))
