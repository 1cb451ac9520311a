"""Sending the letters that wait: each is taken by one sender, sent outside any transaction, and noted as sent or to be tried again."""

import base64
import smtplib
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from rumo.doors.desk.mail.rendering import written
from rumo.doors.web import clock
from rumo.ground.outbox import actions as outbox
from rumo.ground.outbox.models import Message
from rumo.ground.outbox.queries import waiting
from rumo.listen.contributions.rules.sealing import unseal

AT_ONCE = 200
"""Letters of one round."""
REFUSED = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError)
"""The server answered, and will not have this letter; it may have the next."""


@dataclass(slots=True)
class Sent:
    """What a round did."""

    sent: int = 0
    failed: int = 0
    given_up: int = 0


def send_waiting(stopped: Callable[[], bool] = lambda: False) -> Sent:
    """Send the letters that are due, oldest first, until `stopped`; a server that does not answer ends the round.

    No transaction is open while a server is waited for, so that nobody's work waits for the mail. A crash between a letter's
    leaving and the note that it left sends it once more, with the same Message-ID.
    """
    done = Sent()
    connection = get_connection()
    try:
        for message in waiting(AT_ONCE, at=clock.now()):
            if stopped() or not _send(message, connection, done):
                break
    finally:
        _closed(connection)
    return done


def _send(message: Message, connection: BaseEmailBackend, done: Sent) -> bool:
    """Send one letter and note what became of it; tell whether the round may go on."""
    if not outbox.take(message=message, at=clock.now()):
        return True
    if (letter := _written(message, done)) is None:
        return True
    letter.connection = connection
    try:
        connection.open()  # once a round: the others find it open
        letter.send()
    except (*REFUSED, ValueError) as error:
        _note(message, error, done)
        return True
    except (OSError, smtplib.SMTPException) as error:
        _note(message, error, done)
        return False
    outbox.sent(message=message, at=clock.now())
    done.sent += 1
    return True


def _written(message: Message, done: Sent) -> EmailMessage | None:
    """Return the letter in words; one that cannot be written is noted, and the others leave all the same."""
    try:
        return written(_unsealed(message))
    except Exception as error:
        _note(message, error, done)
        return None


def _unsealed(message: Message) -> Message:
    """Return a letter with its address and its words; of one that is sealed they are read here alone, and kept nowhere."""
    if "sealed" not in message.payload:
        return message
    told = unseal(message.payload["key"], base64.b64decode(message.payload["sealed"]))
    opened = copy(message)
    opened.to, opened.payload = told.pop("to"), told
    return opened


def _note(message: Message, error: Exception, done: Sent) -> None:
    why = f"{type(error).__name__}: {' '.join(str(error).split())}"
    if outbox.failed(message=message, why=why, at=clock.now()):
        done.given_up += 1
    else:
        done.failed += 1


def _closed(connection: BaseEmailBackend) -> None:
    """Close the connection; a server that is gone has closed it already."""
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        return
