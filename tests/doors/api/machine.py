"""A machine with a token, for tests of what is sent to the API."""

import json

from rumo.ground.people import actions as people
from rumo.ground.people.models import Token
from tests.factories import listening
from tests.factories import people as make
from tests.factories.people import AT, BY

PATH = f"/api/v1/consultations/{listening.SLUG}/contributions"
PROPOSAL = {
    "kind": "proposal",
    "language": "pt",
    "audience": "residents",
    "texts": {"proposal": {"text": "Uma biblioteca aberta ao sábado (exemplo).", "public": True}},
}
ANSWERS = {
    "kind": "questionnaire",
    "language": "bn",
    "audience": "migrants",
    "answers": {"q1": "yes", "q2": ["teachers", "language"], "q3": 4},
    "texts": {"question:q4": {"text": "শিক্ষক দরকার", "public": True}},
}


class Machine:
    """What a token sends with; `client` is a test client."""

    def __init__(self, client, name="Sítio (exemplo)", scope=Token.Scope.CONTRIBUTIONS, body=None, by=BY):
        self.client = client
        self.row, self.secret = people.make_token(
            entity=body or make.body(), scope=scope, name=name, form=name, by=by, at=AT
        )

    def send_parts(self, said=PROPOSAL, key="1", path=PATH, **parts):
        """Send a body as a part beside others: fields as text, files as they are."""
        sent = {"Authorization": f"Bearer {self.secret}", "Idempotency-Key": key}
        told = {} if said is None else {"body": json.dumps(said)}
        return self.client.post(path, {**told, **parts}, headers=sent)

    def send(self, body=PROPOSAL, key="1", path=PATH, **headers):
        """Send a body (a mapping, or text as it is) under a key."""
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        sent = {"Authorization": f"Bearer {self.secret}", "Idempotency-Key": key, **headers}
        sent = {name: value for name, value in sent.items() if value is not None}
        return self.client.post(path, text, content_type="application/json", headers=sent)
