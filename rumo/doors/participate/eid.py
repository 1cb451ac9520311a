"""Asking an identity provider whether somebody is one person (OpenID Connect): where they are sent, what their coming back proves.

Nothing of the provider is kept between two askings: its addresses and keys are read anew, so that they are never out of date.
"""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import jwt
import requests
from django.conf import settings

WAIT = (3.05, 6)
"""Seconds to be let in and to be answered: while somebody waits for a page."""
ALGORITHMS = ("RS256", "PS256", "ES256")
ASKED = ("exp", "iat", "iss", "aud", "sub", "nonce")
"""What a statement of identity must say, or it is none."""
LEEWAY = 60
"""Seconds by which the provider's clock may differ from ours."""
_PLACE = "/.well-known/openid-configuration"


class Unreachable(Exception):
    """The provider does not answer, or says what no provider would."""


class NotProven(Exception):
    """What came back does not prove who it is."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one asking is held against when the answer comes: the nonce it must repeat, and the secret half of its challenge (PKCE)."""

    nonce: str
    verifier: str


def offered() -> bool:
    """Tell whether there is a provider."""
    return bool(settings.EID_ISSUER)


def asking() -> Asked:
    """Return the secrets of a new asking."""
    return Asked(secrets.token_urlsafe(24), secrets.token_urlsafe(48))


def address(asked: Asked, *, state: str, back: str, language: str) -> str:
    """Return where somebody is sent to say who they are; `back`: where the provider sends them. Raises Unreachable."""
    told = {
        "response_type": "code",
        "client_id": settings.EID_CLIENT_ID,
        "redirect_uri": back,
        "scope": settings.EID_SCOPE,
        "state": state,
        "nonce": asked.nonce,
        "code_challenge": _challenge(asked.verifier),
        "code_challenge_method": "S256",
        "ui_locales": language,
    }
    start = str(_provider()["authorization_endpoint"])
    return f"{start}{'&' if '?' in start else '?'}{urlencode(told)}"


def identity(asked: Asked, *, code: str, issuer: str, back: str) -> str:
    """Return who it is, as the provider names them to this installation; raises NotProven or Unreachable.

    `issuer` is what the answer's address named (RFC 9207): a provider that says it always names itself is held to that.
    """
    provider = _provider()
    named = issuer or not provider.get("authorization_response_iss_parameter_supported")
    if not named or issuer not in ("", provider["issuer"]):
        raise NotProven("another issuer")
    given = _exchange(provider, asked, code, back)
    keys = _json("GET", str(provider["jwks_uri"]))
    claims = _claims(str(given.get("id_token", "")), keys, str(provider["issuer"]))
    if not secrets.compare_digest(str(claims["nonce"]).encode(), asked.nonce.encode()):
        raise NotProven("another nonce")
    if settings.EID_CLAIM not in claims:
        claims |= _userinfo(provider, str(given.get("access_token", "")), str(claims["sub"]))
    found = claims.get(settings.EID_CLAIM)
    if not isinstance(found, str | int) or isinstance(found, bool) or not str(found).strip():
        raise NotProven("no identity in it")
    return str(found).strip()


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _provider() -> dict[str, Any]:
    """What the provider says of itself; it must name itself as we do (OpenID Connect Discovery, 4.3)."""
    found = _json("GET", settings.EID_ISSUER + _PLACE)
    places = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if str(found.get("issuer", "")).rstrip("/") != settings.EID_ISSUER or not all(
        isinstance(found.get(name), str) for name in places
    ):
        raise Unreachable("no provider's description")
    return found


def _exchange(provider: dict[str, Any], asked: Asked, code: str, back: str) -> dict[str, Any]:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": asked.verifier,
    }
    us = (quote(settings.EID_CLIENT_ID, safe=""), quote(settings.EID_SECRET, safe=""))
    return _json("POST", str(provider["token_endpoint"]), data=form, auth=us)


def _claims(token: str, keys: dict[str, Any], issuer: str) -> dict[str, Any]:
    """What a signed statement says, once its key, signature, issuer, audience and dates are checked; raises NotProven."""
    try:
        found = jwt.decode(
            token,
            _key(jwt.PyJWKSet.from_dict(keys), jwt.get_unverified_header(token).get("kid")),
            algorithms=list(ALGORITHMS),
            audience=settings.EID_CLIENT_ID,
            issuer=issuer,
            leeway=LEEWAY,
            options={"require": list(ASKED)},
        )
    except jwt.PyJWTError as error:
        raise NotProven(type(error).__name__) from None
    if (
        isinstance(found["aud"], list)
        and len(found["aud"]) > 1
        and found.get("azp") != settings.EID_CLIENT_ID
    ):
        raise NotProven("another party")
    return dict(found)


def _key(keys: jwt.PyJWKSet, name: str | None) -> jwt.PyJWK:
    """The key of this name; the only one, where the statement names none."""
    held = [key for key in keys.keys if key.public_key_use in (None, "sig")]
    fits = held if name is None else [key for key in held if key.key_id == name]
    if len(fits) != 1:
        raise NotProven("no such key")
    return fits[0]


def _userinfo(provider: dict[str, Any], token: str, subject: str) -> dict[str, Any]:
    """What the provider says of the same person beside the statement."""
    place = provider.get("userinfo_endpoint")
    if not place or not token:
        return {}
    found = _json("GET", str(place), headers={"Authorization": f"Bearer {token}"})
    if found.get("sub") != subject:
        raise NotProven("another person")
    return found


def _json(method: str, place: str, **more: Any) -> dict[str, Any]:
    """Ask and read an answer; 4xx is the provider's no (NotProven), all else that is no object of JSON is Unreachable."""
    try:
        answer = requests.request(method, place, timeout=WAIT, allow_redirects=False, **more)
        if 400 <= answer.status_code < 500 and method == "POST":
            raise NotProven("the provider refused")
        found = answer.json() if answer.status_code == 200 else None
    except (requests.RequestException, ValueError) as error:
        raise Unreachable(type(error).__name__) from None
    if not isinstance(found, dict):
        raise Unreachable("no answer")
    return found
