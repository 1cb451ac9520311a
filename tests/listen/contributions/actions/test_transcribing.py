"""What was recorded becomes the text of its answer: kept with who wrote it, read by moderation, corrected by its author."""

import datetime as dt
import io

import pytest
from django.db import IntegrityError, transaction

from rumo.ground.files import actions as files
from rumo.ground.files.models import StoredFile
from rumo.ground.ledger.models import Detail
from rumo.listen.contributions import actions, queries
from rumo.listen.contributions import models as m
from rumo.listen.contributions.rules.saying import Said, Text
from tests.factories import listening, sounds
from tests.factories.people import AT, BY

pytestmark = pytest.mark.django_db
LATER = listening.OPEN + dt.timedelta(hours=1)
PLACE = "question:q13"
WORDS = "Falta uma professora de português."


@pytest.fixture
def asked(whole):
    return whole


def recording(name="voz"):
    return files.receive(name=f"{name}.ogg", stream=io.BytesIO(sounds.ogg()), by="participant", at=AT)


def said(*sound, text="", public=True, **more):
    texts = {PLACE: Text(text, public)} if text or public else {}
    return Said(
        kind="questionnaire", language="pt", audience="migrants", answers={"q1": "no"}, texts=texts,
        files={PLACE: sound}, **more,
    )  # fmt: skip


def sent(asked, *sound, token="a", **more):
    return actions.submit(
        consultation=asked, said=said(*sound, **more), token=token, at=listening.OPEN
    ).contribution


def written(row, text=WORDS, by=BY, **more):
    passage = m.Passage.objects.get(contribution=row, place=PLACE)
    return actions.transcribe(passage=passage, text=text, by=by, at=LATER, **more)


def test_what_was_recorded_waits_and_becomes_the_text_of_the_answer(asked):
    row = sent(asked, recording())
    (waits,) = queries.to_transcribe([asked])
    assert (waits.contribution, waits.text, waits.public) == (row, "", True)
    assert [one.name for one in queries.recorded([waits])[waits.pk]] == ["voz.ogg"]
    assert list(queries.waiting([asked])) == []
    passage = written(row)
    assert (passage.text, passage.state, passage.public) == (WORDS, "waiting", True)
    assert (passage.transcribed_by, passage.transcribed_at) == (BY, LATER)
    assert (list(queries.to_transcribe([asked])), list(queries.waiting([asked]))) == ([], [passage])
    told = Detail.objects.order_by("pk").last()
    assert (told.verb, told.by) == ("contribution.transcribe", BY)


def test_moderated_afterwards_it_is_read_before_it_is_shown_all_the_same():
    questions, words = listening.every_kind()
    asked = listening.consultation(questions=questions, words=words, moderation="post")
    assert written(sent(asked, recording())).state == "waiting"


def test_the_same_again_does_nothing_twice_and_another_comes_too_late(asked):
    row = sent(asked, recording())
    written(row)
    acts = Detail.objects.count()
    assert written(row).text == WORDS
    assert Detail.objects.count() == acts
    for late in ({"by": "outra"}, {"text": "Outra coisa."}):
        with pytest.raises(actions.TranscriptionRefused, match="Outra pessoa já tratou") as refused:
            written(row, **late)
        assert refused.value.late


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"text": " "}, "uma das duas"),
        ({"unheard": "silent"}, "uma das duas"),
        ({"text": "", "unheard": "outro"}, "uma das duas"),
        ({"text": "a" * 20_001}, "20001 carateres"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(asked, form, words):
    row = sent(asked, recording())
    with pytest.raises(actions.TranscriptionRefused, match=words) as refused:
        written(row, **form)
    assert not refused.value.late
    assert queries.to_transcribe([asked]).count() == 1


def test_what_nobody_can_write_down_says_why_and_waits_no_more(asked):
    row = sent(asked, recording())
    before = queries.whole(row).spoken
    passage = written(row, "", unheard="unclear")
    assert (passage.text, passage.unheard, [one.unheard for one in before]) == ("", "unclear", [""])
    assert queries.to_transcribe([asked]).count() == 0
    assert [one.unheard for one in queries.whole(row).spoken] == ["unclear"]
    with transaction.atomic(), pytest.raises(IntegrityError):
        m.Passage.objects.filter(pk=passage.pk).update(text="a")
    with transaction.atomic(), pytest.raises(IntegrityError):
        m.Passage.objects.filter(pk=passage.pk).update(transcribed_by="")


def test_who_wrote_as_well_needs_nobody_to_write_it_down(asked):
    sent(asked, recording(), text="Escrevi.")
    sent(asked, text="Só escrevi.", token="b")
    assert queries.to_transcribe([asked]).count() == 0


def test_consent_to_nothing_is_kept_nowhere(asked):
    sent(asked)
    assert m.Passage.objects.count() == 0


def test_the_author_corrects_what_was_written(asked):
    row = sent(asked, sound := recording())
    written(row)
    actions.correct(contribution=row, said=said(sound, text=WORDS, public=False), at=LATER)
    same = m.Passage.objects.get()
    assert (same.text, same.transcribed_by, same.public) == (WORDS, BY, False)
    actions.correct(contribution=row, said=said(sound, text="Duas professoras."), at=LATER)
    theirs = m.Passage.objects.get()
    assert (theirs.text, theirs.transcribed_by, theirs.state) == ("Duas professoras.", "", "waiting")


def test_another_recording_is_written_down_anew(asked):
    row = sent(asked, recording())
    written(row)
    actions.correct(contribution=row, said=said(recording("outra"), text=WORDS), at=LATER)
    (waits,) = queries.to_transcribe([asked])
    assert (waits.text, waits.transcribed_by, waits.public) == ("", "", True)
    assert list(StoredFile.objects.values_list("name", flat=True)) == ["outra.ogg"]
    actions.correct(contribution=row, said=said(recording("nova"), text="Escrevi eu."), at=LATER)
    assert m.Passage.objects.get().text == "Escrevi eu."


def test_an_unheard_one_recorded_again_waits_again(asked):
    row = sent(asked, sound := recording())
    written(row, "", unheard="silent")
    actions.correct(contribution=row, said=said(sound), at=LATER)
    assert m.Passage.objects.get().unheard == "silent"
    actions.correct(contribution=row, said=said(recording("outra")), at=LATER)
    assert queries.to_transcribe([asked]).count() == 1


@pytest.mark.parametrize("act", [actions.withdraw, actions.erase])
def test_taking_it_back_takes_the_recording(asked, act, django_capture_on_commit_callbacks):
    row = sent(asked, sound := recording())
    passage = m.Passage.objects.get()
    assert queries.recording(sound.public_id).contribution == row
    with django_capture_on_commit_callbacks(execute=True):
        act(contribution=row, at=LATER)
    assert (StoredFile.objects.count(), m.Attachment.objects.count(), sound.path.exists()) == (0, 0, False)
    assert (queries.recording(sound.public_id), list(queries.to_transcribe([asked]))) == (None, [])
    with pytest.raises(actions.TranscriptionRefused, match="já não existe"):
        actions.transcribe(passage=passage, text=WORDS, by=BY, at=LATER)


def test_erasing_takes_the_transcription(asked):
    row = sent(asked, recording())
    written(row)
    actions.erase(contribution=row, at=LATER)
    gone = m.Passage.objects.get()
    assert (gone.text, gone.transcribed_by, gone.transcribed_at) == ("", "", None)


def test_what_is_no_recording_is_refused_at_its_place(asked):
    page = files.receive(name="a.txt", stream=io.BytesIO(b"ola"), by="participant", at=AT)
    with pytest.raises(actions.NotAccepted, match="não é uma gravação de voz"):
        sent(asked, page)
    with pytest.raises(actions.NotAccepted, match="20001 carateres"):
        sent(asked, text="a" * 20_001)
    assert m.Contribution.objects.count() == 0


def test_the_ledger_commits_to_who_wrote_it_down(asked):
    row = sent(asked, recording())
    written(row)
    assert [said == known for _target, said, known in queries.committed()] == [True]
    m.Passage.objects.update(transcribed_by="outra")
    assert [said == known for _target, said, known in queries.committed()] == [False]
