"""The ledger for machines: its newest signed head, and the proof that a leaf is under it."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Router

from rumo.doors.api.answers import as_json
from rumo.doors.api.faults import missing
from rumo.doors.api.schemas import Errors, Inclusion, SignedHead
from rumo.ground.ledger import queries
from rumo.ground.ledger.models import Head

router = Router(tags=["ledger"])


@router.get("/ledger/head", response={200: SignedHead, **Errors}, summary="The newest signed head")
def head(request: HttpRequest) -> HttpResponseBase:
    """Signed once a day (Ed25519, RFC 8032) over the lines `rumo-head/1`, size, root, day, signed_at, before, each ended by a line feed."""
    return as_json(queries.said_of_head(_head()))


@router.get("/ledger/proof/{leaf}", response={200: Inclusion, **Errors}, summary="That a leaf is in the tree")
def proof(request: HttpRequest, leaf: int) -> HttpResponseBase:
    """The path from a leaf up to the root of the newest head (RFC 9162, 2.1.3); hashes alone, which tell nothing of what was done or when."""
    newest = _head()
    found = queries.proof(leaf, newest.size)
    if found is None:
        raise missing("leaf", _("A árvore assinada tem as folhas 0 a %(last)d.") % {"last": newest.size - 1})
    said: dict[str, Any] = {"index": found.index, "leaf": found.leaf, "path": found.path}
    return as_json({**said, "head": queries.said_of_head(newest)})


def _head() -> Head:
    newest = queries.head()
    if newest is None:
        raise missing("leaf", _("Ainda não foi assinada nenhuma cabeça: é-o uma vez por dia."))
    return newest
