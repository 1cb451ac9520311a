"""What people say in other languages: beside the original, never over it nor over what a person translated, gone with it."""

import pytest

from rumo.ground.ledger.models import Detail
from rumo.ground.outbox.models import Job
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.models import Passage, Translation
from rumo.listen.contributions.queries import beside, to_translate
from rumo.listen.contributions.rules.saying import Said, Text
from tests.factories import said
from tests.factories.listening import OPEN

BANGLA = "আরও পর্তুগিজ ক্লাস।"
ACT = {"by": "person-1", "at": OPEN}


@pytest.fixture
def passage(consultation):
    return said.passage(said.say(consultation, text=BANGLA, language="bn"))


def machine(passage, text="[pt] mais aulas", language="pt", source=None):
    return contributions.translate_by_machine(
        language=language,
        said={passage.pk: (source or (passage.text, passage.rewording), (text, ""))},
        by="engine",
        at=OPEN,
    )


def human(passage, text="Mais aulas.", state="human", language="pt", rewording=""):
    return contributions.translate(
        passage=passage, language=language, text=text, rewording=rewording, state=state, **ACT
    )


def test_a_machine_is_asked_once_for_texts_in_other_languages(consultation, passage):
    own = said.passage(said.say(consultation, text="Já em português."))
    ask = {"passages": [passage, own], "language": "pt", **ACT}
    assert contributions.ask_translations(**ask) == 1
    assert contributions.ask_translations(**ask) == 0
    (job,) = Job.objects.all()
    assert (job.kind, job.payload) == (
        "translate.contributions",
        {"passages": [passage.pk], "language": "pt"},
    )
    told = Detail.objects.filter(verb="contribution.ask_translation").values_list("target", "new")
    assert list(told) == [(f"consultation:{consultation.slug}", {"language": "pt", "texts": 1})]
    assert contributions.ask_translations(passages=[own], language="pt", **ACT) == 0
    with pytest.raises(contributions.TranslationRefused, match="línguas da lista"):
        contributions.ask_translations(passages=[passage], language="xx", **ACT)


def test_a_machine_keeps_nothing_over_people_or_of_a_text_that_changed(passage):
    assert machine(passage, source=("outro", "")) == 0
    assert machine(passage, text="") == 0
    assert machine(passage) == 1
    assert machine(passage, "outra vez") == 0
    row = Translation.objects.get()
    assert (row.text, row.state, row.by) == ("[pt] mais aulas", "machine", "engine")
    human(passage, state="reviewed")
    assert to_translate([passage.pk], "pt") == []
    row.refresh_from_db()
    assert (row.text, row.state, row.by) == ("Mais aulas.", "reviewed", "person-1")
    told = (
        Detail.objects.filter(verb="contribution.translate").order_by("entry").values_list("new", flat=True)
    )
    assert [one["state"] for one in told] == ["machine", "reviewed"]


def test_a_translation_stands_beside_the_text_in_the_readers_language_alone(
    passage, django_assert_num_queries
):
    machine(passage)
    here, there, own = (Passage.objects.get() for _ in range(3))
    with django_assert_num_queries(2):
        beside([here], "pt")
        beside([there], "en")
        beside([own], "bn")
    assert (here.beside.text, there.beside, own.beside) == ("[pt] mais aulas", None, None)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"language": "bn"}, "que não seja a do texto"),
        ({"language": "xx"}, "que não seja a do texto"),
        ({"state": "machine"}, "está revista"),
        ({"text": " "}, "tudo o que o texto diz"),
        ({"rewording": "mais"}, "tudo o que o texto diz"),
        ({"text": "a" * 20_001}, "o máximo é 20000"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_translation_is_said(passage, more, words):
    with pytest.raises(contributions.TranslationRefused, match=words):
        human(passage, **more)
    assert not Translation.objects.exists()


def test_a_translation_goes_with_what_it_was_made_from(consultation, passage):
    machine(passage)
    row = passage.contribution
    row.consultation = consultation
    corrected = Said("proposal", "bn", "residents", texts={"proposal": Text("অন্য কথা", True)})
    contributions.correct(contribution=row, said=corrected, at=OPEN)
    assert not Translation.objects.exists()
    passage.refresh_from_db()
    machine(passage)
    contributions.erase(contribution=row, at=OPEN)
    assert not Translation.objects.exists()
    assert machine(passage) == 0
    with pytest.raises(contributions.TranslationRefused, match="já não existe"):
        human(passage)
