"""Questions as fields and back: every kind there is, what cannot be read, what is not asked, what was given before."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict

from rumo.doors.files import answers
from rumo.doors.web.parts import Fault
from rumo.listen.consultations.queries import asked, words_of
from rumo.listen.contributions.rules.saying import Text, Wrong
from tests.factories import listening

POST = (
    "q-q1=yes&q-q2=teachers&q-q2=rooms&q-q3=4&q-q4=Mais%20salas&q-q4-public=1"
    "&q-q5-food=bad&q-q5-yard=&q-q6-1=second&q-q6-2=&q-q6-3=first&q-q7=1.234,5&q-q8=30/6/2026"
    "&q-q9=1106&q-q10=1312&q-q11=%20curto%20&audience=residents"
)
GIVEN = {
    "q1": "yes", "q2": ["teachers", "rooms"], "q3": 4, "q5": {"food": "bad"}, "q6": ["second", "first"],
    "q7": 1234.5, "q8": "2026-06-30", "q9": "1106", "q10": "1312",
}  # fmt: skip
SAID = {"question:q4": Text("Mais salas", True), "question:q11": Text("curto")}


@pytest.fixture
def put(country):
    questions, words = listening.every_kind()
    row = listening.consultation(questions=questions, words=words)
    return asked(row), words_of(row, "pt")


def typed(text=POST):
    return answers.typed_of(QueryDict(text))


def drawn(put, said, wrong=None, **more):
    rows = answers.fields(*put, said, wrong or {}, **more)
    return rows, {row.code: render_to_string("web/answers/field.html", {"field": row}) for row in rows}


def test_every_kind_is_read(put):
    sent = MultiValueDict({"q-q12": [SimpleUploadedFile("a.txt", b"a")], "q-q13": []})
    found = answers.read(typed(), put[0], audience="residents", sent=sent)
    assert (found.answers, found.texts) == (GIVEN, SAID)
    assert {place: [one.name for one in files] for place, files in found.files.items()} == {
        "question:q12": ["a.txt"]
    }


def test_what_is_not_asked_after_these_answers_is_left_out(put):
    found = answers.read(typed(POST.replace("q-q1=yes", "q-q1=no")), put[0])
    assert found.answers == {**{key: one for key, one in GIVEN.items() if key != "q3"}, "q1": "no"}


def test_what_was_given_is_typed_again(put):
    again = answers.retyped(GIVEN, SAID)
    found = answers.read(again, put[0])
    assert (found.answers, found.texts) == (GIVEN, SAID)
    assert answers.retyped({}, {}, "p-") == {}


def test_every_kind_is_drawn_with_what_was_typed(put, django_assert_num_queries):
    with django_assert_num_queries(1):
        rows, pages = drawn(put, typed(), clear=True)
    assert [row.kind for row in rows] == [
        "single", "multiple", "single", "long", "matrix", "ranking", "number", "date", "municipality", "tile",
        "short", "file", "voice",
    ]  # fmt: skip
    assert [page.count("checked") for page in pages.values()] == [1, 2, 1, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0]
    assert [page.count(" selected") for page in pages.values()] == [0, 0, 0, 0, 0, 2, 0, 0, 1, 1, 0, 0, 0]
    assert pages["q1"].count("Sem resposta") == 0  # it must be answered
    assert pages["q5"].count("Sem resposta") == 2
    assert ">Mais salas</textarea>" in pages["q4"]
    assert ('value="1.234,5"' in pages["q7"], 'value=" curto "' in pages["q11"]) == (True, True)
    assert "Só para quem respondeu Sim a «Tem filhos na escola?»." in pages["q3"]
    assert ("Escolha no máximo 2." in pages["q2"], "De 0 a 120." in pages["q7"]) == (True, True)


def test_faults_stand_at_the_first_control(put):
    wrong = [Wrong(f"question:{code}", "x") for code in ("q1", "q5", "q6", "q7")]
    found = answers.faults_of([*wrong, Wrong("audience", "y"), Wrong("", "z")], put[0], "p-")
    assert found == [
        Fault("p-q-q1-1", "x"), Fault("p-q-q5-food-1", "x"), Fault("p-q-q6-1", "x"), Fault("p-q-q7", "x"),
        Fault("p-audience", "y"), Fault("p-form", "z"),
    ]  # fmt: skip
    rows, pages = drawn(put, {}, {"question:q5": "Escolha uma opção em cada linha."}, prefix="p-")
    assert all(f'id="{row.id}"' in pages[row.code] for row in rows)
    assert 'id="p-q-q5-error"' in pages["q5"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3), ("-2,5", -2.5), ("1 234", 1234), ("١٢", 12), ("+1.5", 1.5), ("1_0", "1_0"), ("muitos", "muitos"),
        ("nan", "nan"), ("1" * 21, "1" * 21), ("", ""), ("1e3", "1e3"),
    ],
)  # fmt: skip
def test_numbers(text, value):
    assert answers.number(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-06-30", "2026-06-30"),
        ("3.7.2026", "2026-07-03"),
        ("ontem", "ontem"),
        ("31-2-2026", "2026-02-31"),
    ],
)
def test_days(text, value):
    assert answers.day(text) == value


def test_the_map_of_choices_has_every_municipality_once_and_a_list_beside_it(put):
    rows, pages = drawn(put, {"q-q10": ["1106"]})
    (field,) = [row for row in rows if row.kind == "tile"]
    page = pages["q10"]
    assert (page.count('type="radio"'), page.count("<option"), page.count(" checked")) == (308, 309, 1)
    assert len({(tile.across, tile.down) for tile in field.tiles}) == 308
    assert (min(tile.across for tile in field.tiles), max(tile.across for tile in field.tiles)) == (1, 45)
    assert (field.tiles[0].id, field.id) == ("q-q10", "q-q10")  # where a fault leads
    (chosen,) = [tile for tile in field.tiles if tile.chosen]
    assert (chosen.name, chosen.value) == ("Lisboa", "1106")
    assert [name for name, _across, _down in field.insets] == ["Madeira", "Açores"]
    assert 'class="tile c' in page


def test_what_is_chosen_in_the_list_stands_before_the_map(put):
    typed = {"q-q10": ["1106"], "q-q10-list": ["1312"]}
    assert answers.read(typed, put[0], audience="migrants").answers["q10"] == "1312"
    (field,) = [row for row in drawn(put, typed)[0] if row.kind == "tile"]
    assert [tile.value for tile in field.tiles if tile.chosen] == ["1312"]
