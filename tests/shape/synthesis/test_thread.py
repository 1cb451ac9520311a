"""Whatever is merged, split, written anew and erased, in whatever order: what was coded stays coded, and a finding keeps what it rests on."""

import random

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from rumo.listen.contributions import actions as contributions
from rumo.shape.synthesis import actions as synthesis
from rumo.shape.synthesis import models as m
from rumo.shape.synthesis.actions import ThemeSaid
from rumo.shape.synthesis.queries.finding import found_in
from rumo.shape.synthesis.queries.theming import descendants
from tests.factories import reading
from tests.factories.listening import AFTER
from tests.factories.people import BY
from tests.factories.reading import OTHER

ACT = {"by": BY, "at": AFTER}


class Story:
    """Themes over many texts, and what the world should look like: who coded what, what each finding rests on."""

    def __init__(self, seed, texts):
        self.dice = random.Random(seed)
        self.book = reading.codebook()
        self.names = (f"Tema {n}" for n in range(10**6))
        self.themes = [reading.theme(self.book, next(self.names)) for _ in range(8)]
        self.texts = reading.texts(texts)
        self.coded, self.rests = set(), {}
        for start in range(0, texts, 900):
            some = self.texts[start : start + 900]
            self.code(self.dice.choice(self.themes), some, self.dice.choice((BY, OTHER)))

    def code(self, theme, some, by):
        """Some texts coded by somebody."""
        reading.coded(theme, some, by=by)
        self.coded |= {(text.pk, by) for text in some}

    def said(self):
        """A theme with a name of its own."""
        return ThemeSaid(next(self.names), "Diz o que conta (exemplo).")

    def merge(self):
        """Two themes become one."""
        if len(self.themes) > 2:
            both = [self.themes.pop(self.dice.randrange(len(self.themes))) for _ in range(2)]
            self.themes.append(synthesis.merge(themes=both, said=self.said(), reason="São o mesmo.", **ACT))

    def split(self):
        """One theme becomes two or three, and some codings are told where to go."""
        one = self.themes.pop(self.dice.randrange(len(self.themes)))
        into = [self.said() for _ in range(self.dice.choice((2, 3)))]
        held = m.Coding.objects.filter(theme=one, removed_at__isnull=True).values_list("pk", flat=True)
        chosen = {pk: [self.dice.randrange(len(into))] for pk in held if self.dice.random() < 0.8}
        self.themes += synthesis.split(theme=one, into=into, reason="São dois.", chosen=chosen, **ACT)

    def revise(self):
        """A theme is written otherwise, and some texts are read with it again."""
        place = self.dice.randrange(len(self.themes))
        one = self.themes[place]
        self.themes[place] = synthesis.rewrite_theme(
            theme=one, said=self.said(), revision=one.revision, **ACT
        )
        whole = [text for text in self.dice.sample(self.texts, 3) if text.contribution.state == "received"]
        if whole:
            self.code(one, whole, BY)

    def erase(self):
        """Somebody has what they said erased."""
        text = self.dice.choice(self.texts)
        text.contribution = contributions.erase(contribution=text.contribution, by=BY, at=AFTER)

    def find(self):
        """A finding is published on one of the themes."""
        one = self.dice.choice(self.themes)
        alive = m.Coding.objects.filter(
            theme=one, removed_at__isnull=True, passage__contribution__state="received"
        )
        rests = set(alive.values_list("passage_id", flat=True))
        if rests:
            row = synthesis.publish_finding(finding=reading.finding(self.book, one), by=OTHER, at=AFTER)
            self.rests[row] = rests

    def check(self):
        """Nothing is lost and nothing points at what ended."""
        held = m.Coding.objects.filter(removed_at__isnull=True)
        assert set(held.values_list("passage_id", "coder")) == self.coded
        assert set(held.values_list("theme__state", flat=True)) == {"open"}
        every = m.Theme.objects.filter(codebook=self.book)
        assert all(descendants(every).values())
        assert {row.pk for row in every.filter(state="open")} == {row.pk for row in self.themes}
        for row, rests in self.rests.items():
            under = m.Evidence.objects.filter(finding=row)
            assert set(under.values_list("passage_id", flat=True)) == rests
        for text in self.dice.sample(self.texts, 5):
            wanted = {row for row, rests in self.rests.items() if text.pk in rests}
            assert set(found_in(text.contribution)[1]) == wanted


def told(seed, texts, steps):
    """Tell a story and look at it on the way."""
    story = Story(seed, texts)
    for number in range(steps):
        getattr(story, story.dice.choice(("merge", "split", "revise", "erase", "find")))()
        if number % 10 == 9:
            story.check()
    story.check()


@pytest.mark.django_db
@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_no_thread_breaks(seed):
    with transaction.atomic():
        told(seed, texts=60, steps=30)
        transaction.set_rollback(True)


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2])
def test_no_thread_of_ten_thousand_breaks(seed):
    told(seed, texts=10_000, steps=80)
