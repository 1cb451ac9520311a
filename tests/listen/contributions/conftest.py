"""What these tests stand on: a consultation that is open, with every way to speak and every kind of question."""

import pytest

from tests.factories import listening


@pytest.fixture
def consultation(db):
    """One that is open at OPEN."""
    return listening.consultation()


@pytest.fixture
def whole(db):
    """One that asks a question of every kind."""
    questions, words = listening.every_kind()
    return listening.consultation(questions=questions, words=words)
