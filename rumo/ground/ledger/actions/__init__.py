"""The one way anything enters the ledger, and what becomes of it: numbered, signed, and its detail erased on request."""

from rumo.ground.ledger.actions.erasing import erase_detail
from rumo.ground.ledger.actions.receipts import ReceiptTaken, issue
from rumo.ground.ledger.actions.recording import record
from rumo.ground.ledger.actions.sealing import seal, sign_head

__all__ = ["ReceiptTaken", "erase_detail", "issue", "record", "seal", "sign_head"]
