"""Receipts: the code that shows somebody, and nobody else, what became of what they sent."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.ledger.models import Receipt
from rumo.ground.ledger.rules.receipts import code_hash, code_of, mark


class ReceiptTaken(Exception):
    """The form's token already gave a receipt for something else."""


@transaction.atomic(savepoint=False)
def issue(*, token: str, target: str, at: datetime, fresh: bool = False) -> str:
    """Return the receipt code of a form's one-time token, and keep whose it is, within the caller's transaction; show it after the commit.

    `target` is the object's public name (`contribution:NUMBER`). The same token gives the same code and no second row; the code is
    kept nowhere. `codes.shown` writes it for people. Raises ReceiptTaken for a token that stands for another object. What is
    received is recorded by its own action: this one adds nothing to the ledger. The same token at the same instant is refused by the
    database (IntegrityError), as the caller's own row is; so is one that stands for another where the caller says that it is `fresh`
    (its own row is new), for which nothing is looked up.
    """
    code = code_of(token)
    hashed = code_hash(code)
    of = Receipt.objects.filter(code_hash=hashed).values_list("target", flat=True)
    held = None if fresh else of.first()
    if held is None:
        Receipt.objects.create(code_hash=hashed, target=target, issued_at=at, mark=mark(hashed, target, at))
    elif held != target:
        raise ReceiptTaken(_("Este formulário já foi enviado. Abra-o de novo para enviar outra coisa."))
    return code
