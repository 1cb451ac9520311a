"""A wrong design, to see that the test can tell it from the right one: the receipt is shown before anything is committed."""

import atexit
import queue
import threading
import time

from rumo.config.wsgi import application  # noqa: F401 - what is served
from rumo.ground.ledger.rules import keys
from rumo.ground.ledger.rules.receipts import KEY
from rumo.listen.contributions import actions
from rumo.listen.contributions.actions.submitting import Received
from rumo.listen.contributions.models import Contribution
from rumo.science import codes

_waiting = queue.SimpleQueue()
_kept = actions.submit


def _later():
    while True:
        time.sleep(0.05)  # a writer that is a little behind
        _kept(**_waiting.get())


def _early(**more):
    """Answer at once; keep it when there is time."""
    _waiting.put(more)
    row = Contribution(
        pk=0, consultation=more["consultation"], kind=more["said"].kind, received_at=more["at"], language="pt"
    )
    return Received(row, codes.derive(keys.secret(KEY), more["token"]), True)


actions.submit = _early
threading.Thread(target=_later, daemon=True).start()
atexit.register(lambda: None)
