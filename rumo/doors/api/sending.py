"""Contributions from other systems: what a machine with a token sends for somebody, and the receipt it is answered with."""

import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Header, Router
from ninja.security import HttpBearer

from rumo.doors.api import annexing
from rumo.doors.api.answers import as_json
from rumo.doors.api.bodies import Sent, is_parts, too_large
from rumo.doors.api.consultations import found_or_fault
from rumo.doors.api.faults import Fault
from rumo.doors.api.schemas import Errors, Refused
from rumo.doors.api.schemas_sending import PARTS, ContributionSent, ReceiptSaid
from rumo.doors.files.limits import BODY_BYTES
from rumo.doors.web import clock
from rumo.doors.web.slowing import MINUTE, address_of, within
from rumo.ground.people.models import Token
from rumo.ground.people.queries import MACHINE, token_of
from rumo.listen.consultations.models import Consultation, Question
from rumo.listen.consultations.queries import asked
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.models import Channel, Kind
from rumo.listen.contributions.queries import came_before
from rumo.listen.contributions.rules.saying import SENT, WRITTEN, Said, Text
from rumo.science import codes

router = Router(tags=["consultations"])
KEY_LENGTH = 200


class Bearer(HttpBearer):
    """Lets in who sends a token in force of a scope, so many times a minute; who sends none that serves is counted by address."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """Return the token's row; raises Fault for a sending too many or too large."""
        row = token_of(token, self.scope)
        if not within(f"{MACHINE}{row.public_id}" if row else address_of(request), settings.SENDS_A_MINUTE):
            words = _(
                "Enviou de mais num minuto: espere um pouco e envie o mesmo outra vez, com a mesma chave de repetição."
            )
            raise Fault(429, "slow_down", words, headers={"Retry-After": str(MINUTE)})
        if row and _length(request) > BODY_BYTES and not is_parts(request):
            raise too_large()
        return row


@router.post(
    "/consultations/{slug}/contributions",
    auth=Bearer(Token.Scope.CONTRIBUTIONS),
    response={
        201: ReceiptSaid,
        200: ReceiptSaid,
        **Errors,
        **dict.fromkeys((401, 409, 413, 422, 429), Refused),
    },
    openapi_extra=PARTS,
    summary="Hand in a contribution",
)
def contribute(
    request: HttpRequest,
    slug: str,
    sent: Annotated[ContributionSent, Sent(...)],
    idempotency_key: str = Header(
        "",
        alias="Idempotency-Key",
        description="Yours, 1 to 200 visible characters: the same with the same body gives the same receipt.",
    ),
) -> HttpResponse:
    """Taken as from the page, with the same checks, or not at all. 201 the first time, 200 with the same receipt when it is sent again."""
    token = key_of(request, idempotency_key, "contribution")
    row, files = found_or_fault(slug), annexing.sent_with(request)
    machine: Token = request.auth  # type: ignore[attr-defined]
    try:
        received = _taken(
            row, _said(row, sent, files), files, token=token, by=f"{MACHINE}{machine.public_id}",
            mark=_mark(token, sent, files), at=clock.now(),
        )  # fmt: skip
    except contributions.AlreadyUsed:
        words = _(
            "Esta chave de repetição já foi usada com outro conteúdo. Use uma chave nova para cada contributo."
        )
        raise Fault(422, "key_used", words, "Idempotency-Key") from None
    except contributions.NotOpen as refused:
        raise Fault(409, "not_open", str(refused), "slug") from None
    except contributions.NotAccepted as refused:
        raise not_accepted({one.place or "body": one.text for one in refused.faults}) from None
    return _receipt(row, received)


def _taken(
    row: Consultation, said: Said, files: annexing.Files, *, token: str, by: str, mark: str, at: datetime
) -> contributions.Received:
    """Take a contribution with its files; where it is refused, or came before, none of them is kept."""
    how: dict[str, Any] = {
        "consultation": row,
        "token": token,
        "at": at,
        "channel": Channel.API,
        "by": by,
        "mark": mark,
    }
    if not files or came_before(token):
        return contributions.submit(said=said, **how)
    kept = annexing.keep(files, by=by, at=at)
    try:
        received = contributions.submit(said=replace(said, files=kept), **how)
    except Exception:
        annexing.drop(kept, by=by, at=at)
        raise
    # none where the same came twice at once; a question that was not asked leaves its files out
    whole = received.whole
    taken = {one.file_id for one in whole.files} if whole else set()
    annexing.drop(
        {place: [one for one in some if one.pk not in taken] for place, some in kept.items()}, by=by, at=at
    )
    return received


def _receipt(row: Consultation, received: contributions.Received) -> HttpResponse:
    language, made = get_language() or "pt", received.contribution
    told = {
        "number": made.number,
        "code": codes.shown(received.code),
        "received_at": made.received_at.isoformat(),
        "answer_by": row.answer_by.isoformat() if row.answer_by else None,
        "page": f"/{language}/contributos/{made.number}/",
        "receipt_page": f"/{language}/comprovativo/",
    }
    response = as_json(told)
    response.status_code = 201 if received.made else 200
    response["Cache-Control"] = "no-store, private"
    return response


def key_of(request: HttpRequest, key: str, what: str) -> str:
    """Return the one-time token of a sending: made of the machine's secret, which is nowhere kept, and of the key it gives; raises Fault."""
    if not 1 <= len(key) <= KEY_LENGTH or not all("!" <= sign <= "~" for sign in key):
        words = _(
            "Envie o cabeçalho Idempotency-Key: de 1 a %(most)s carateres visíveis, sem espaços nem acentos, outro para cada envio."
        )
        raise Fault(400, "bad_key", words % {"most": KEY_LENGTH}, "Idempotency-Key")
    secret = request.headers["Authorization"].partition(" ")[2]
    return hmac.digest(secret.encode(), f"{what}:{key}".encode(), "sha256").hex()


def _mark(token: str, sent: ContributionSent, files: annexing.Files) -> str:
    """What tells one body, with its files, from another and, without the token, tells nothing of either."""
    body = json.dumps(sent.model_dump(mode="json"), sort_keys=True)
    if files:
        body += json.dumps(annexing.marks(files))
    return hmac.digest(token.encode(), body.encode(), "sha256").hex()


def _said(row: Consultation, sent: ContributionSent, files: annexing.Files) -> Said:
    """What is sent as a contribution, without files; raises Fault for what no question, paragraph or kind of contribution takes up."""
    if unknown := dict(_unknown(row, sent, files)):
        raise not_accepted(unknown)
    return Said(
        kind=sent.kind.value,
        language=sent.language,
        audience=sent.audience,
        answers={code: _plain(given) for code, given in sent.answers.items()},
        texts={place: Text(one.text, one.public, one.rewording) for place, one in sent.texts.items()},
        votes=sent.votes,
        organisation_name=sent.organisation if sent.kind == Kind.POSITION else "",
        about=sent.about if sent.kind == Kind.SUPPORT else "",
        email=sent.email,
        about_me={name: said for name, said in sent.about_me.model_dump().items() if said},
        identity=sent.identity,
    )


def _unknown(row: Consultation, sent: ContributionSent, files: annexing.Files) -> Iterator[tuple[str, str]]:
    """What a page could not have sent, by place: answers where none is asked for, texts of nothing (one query, of a questionnaire alone)."""
    kinds: dict[str, str] = {}
    if sent.kind == Kind.QUESTIONNAIRE:
        kinds = {one.code: one.kind for one in asked(row, parts=(Question,)).questions}
    for code in sent.answers:
        kind = kinds.get(code)
        if kind is None:
            yield f"question:{code}", _("Não há nenhuma pergunta com este código.")
        elif kind in WRITTEN:
            yield f"question:{code}", _("Esta pergunta responde-se por palavras: envie-as em texts.")
        elif kind in SENT:
            yield (
                f"question:{code}",
                _("Esta pergunta responde-se com um ficheiro: envie-o numa parte com o nome dela."),
            )
    for place in sent.texts:
        kind, _colon, code = place.partition(":")
        if kind == "question" and code in kinds and kinds[code] not in WRITTEN:
            yield place, _("Esta pergunta não se responde por palavras: envie a resposta em answers.")
        elif sent.kind not in (kind, Kind.COMMENT) and (kind != "question" or code not in kinds):
            yield place, _("Não há nada a que este texto responda.")
    yield from annexing.misplaced(files, sent.kind, kinds)


def _plain(given: Any) -> Any:
    """A whole number as a form gives it, however it is written: 4.0 is 4."""
    return int(given) if isinstance(given, float) and given.is_integer() else given


def not_accepted(faults: Mapping[str, str], code: str = "not_accepted") -> Fault:
    """Return the refusal that names everything to mend; the first is told as every refusal is."""
    where, message = next(iter(faults.items()))
    return Fault(
        422,
        code,
        message,
        where,
        faults=[{"where": place, "message": words} for place, words in faults.items()],
    )


def _length(request: HttpRequest) -> int:
    text = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
