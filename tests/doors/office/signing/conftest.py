"""Signing in as tests do it: an address asked for a code, the code read from the letter, a second factor's six figures."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

from tests.factories import people

CODE = re.compile(r"^    ([A-Z-]{9})$", re.MULTILINE)
LOGIN, CONFIRM = "/pt/conta/entrar/", "/pt/conta/entrar/codigo/"


@pytest.fixture(autouse=True)
def counts(settings, tmp_path):
    """Tries counted apart for each test, in files as in real life."""
    settings.CACHES = {
        "default": {"BACKEND": "rumo.doors.web.filecache.FileCache", "LOCATION": tmp_path / "counts"}
    }


@pytest.fixture
def person(db):
    """A national coordinator, without second factor."""
    return people.person("national_coordinator", people.national())


@pytest.fixture
def entered(client, mailoutbox):
    """A function: sign an address in with the code of its letter; returns the last answer."""

    def enter(email, client=client, following="", **options):
        before = len(mailoutbox)
        client.post(f"{LOGIN}{following}", {"login": email}, **options)
        assert len(mailoutbox) == before + 1
        return client.post(f"{CONFIRM}{following}", {"code": code_in(mailoutbox[-1])}, **options)

    return enter


def code_in(letter):
    """The code a letter carries."""
    return CODE.search(letter.body).group(1)


def six(secret, ago=0):
    """The six figures an authenticator app shows for a secret."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 - ago))


def with_app(user, secret="JBSWY3DPEHPK3PXP"):
    """Give an account an authenticator app; returns its secret."""
    TOTP.activate(user, secret)
    return secret
