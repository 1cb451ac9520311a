"""The token under which somebody's unfinished sheet is kept; that of its form is `web/tokens`, for this purpose."""

from django.utils.crypto import salted_hmac

from rumo.listen.contributions.models import Batch

SHEET = "office:sheet"
"""What the token of a sheet's form is for."""


def of_draft(batch: Batch, by: str) -> str:
    """Return the token of the one sheet somebody may leave unfinished in a batch: it is found again by who they are, in no address."""
    return salted_hmac(SHEET, f"{batch.public_id}:{by}", algorithm="sha256").hexdigest()
