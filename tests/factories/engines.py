"""Engines of translation for tests: one that says what it was given between marks, one that fails, one that answers too few."""

from rumo.doors.desk.engines import EngineFailed

FAKE = "tests.factories.engines.Fake"
FAILING = "tests.factories.engines.Failing"
SHORT = "tests.factories.engines.Short"


class Fake:
    """Translates "texto" into "[en] texto"."""

    def translate(self, texts, source, target):
        """Return each text with the language it is now in."""
        return [f"[{target}] {text}" for text in texts]


class Failing:
    """Does not answer the second time: what it made the first time is kept."""

    left = 1

    def translate(self, texts, source, target):
        """Translate once, then fail."""
        if Failing.left < 1:
            raise EngineFailed("it does not answer")
        Failing.left -= 1
        return Fake().translate(texts, source, target)


class Short:
    """Answers one text fewer than it was asked for."""

    def translate(self, texts, source, target):
        """Leave the last out."""
        return Fake().translate(texts[:-1], source, target)
