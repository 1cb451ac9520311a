"""The language of a text: each of ours is known by a sentence; what is too short or says nothing is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.science.text.guessing import SURE, guess
from rumo.science.text.languages import NAMES

SAID = {
    "pt": "Faltam aulas de português à noite para quem trabalha de dia.",
    "en": "There are not enough evening classes for people who work.",
    "fr": "Il manque des cours du soir pour ceux qui travaillent.",
    "es": "Faltan clases por la noche para quienes trabajan de día.",
    "uk": "Не вистачає вечірніх курсів для тих, хто працює.",
    "ro": "Lipsesc cursurile de seară pentru cei care lucrează ziua.",
    "ru": "Не хватает вечерних курсов для тех, кто работает.",
    "ar": "لا توجد دروس كافية في المساء لمن يعملون في النهار",
    "ur": "کام کرنے والوں کے لیے شام کو کلاسیں کم ہیں",
    "hi": "काम करने वालों के लिए शाम को कक्षाएँ कम हैं",
    "bn": "যারা কাজ করেন তাদের জন্য সন্ধ্যায় ক্লাস যথেষ্ট নেই",
    "ne": "काम गर्नेहरूका लागि साँझ कक्षाहरू पर्याप्त छैनन्",
    "zh": "晚上为上班的人开设的课程不够",
}


@pytest.mark.parametrize("code", NAMES)
def test_a_sentence_of_each_language_is_known(code):
    found = guess(SAID[code])
    assert found.code == code
    assert SURE <= found.share <= 1


@pytest.mark.parametrize("text", ["", "sim", "… – !!!!!!!!!", "zzzzzzzzzzzz"])
def test_what_says_too_little_is_left_alone(text):
    assert guess(text) is None


@given(st.text(max_size=30))
def test_only_our_languages_are_named(text):
    found = guess(text)
    assert found is None or (found.code in NAMES and found.share >= SURE)
