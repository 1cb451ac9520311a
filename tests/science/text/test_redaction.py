"""Places that may tell who somebody is: found in every language's words, each with its reason; the rest of the text is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.science.text.cues import NAMED, NUMBERS
from rumo.science.text.redaction import Suggestion, redacted, suggestions


def found(text):
    return [(text[one.start : one.end], one.kind, one.reason) for one in suggestions(text)]


@pytest.mark.parametrize(
    ("text", "place", "kind", "reason"),
    [
        ("escreva a ana.silva+x@exemplo.com.pt.", "ana.silva+x@exemplo.com.pt", "email", "shape"),
        ("joao (arroba) exemplo (ponto) pt", "joao (arroba) exemplo (ponto) pt", "email", "shape"),
        ("ligue 912 345 678", "912 345 678", "phone", "shape"),
        ("+380 (44) 123-45-67", "+380 (44) 123-45-67", "phone", "shape"),
        ("ou 00351213456789", "00351213456789", "phone", "shape"),
        ("هاتف ٩١٢٣٤٥٦٧", "٩١٢٣٤٥٦٧", "phone", "cue"),
        ("我的电话是13912345678", "13912345678", "phone", "cue"),
        ("123 456 789", "123 456 789", "tax_number", "checked"),
        ("NIF: 123456789", "123456789", "tax_number", "checked"),
        ("contribuinte 123456780", "123456780", "tax_number", "cue"),
        ("12345678902", "12345678902", "social_security", "checked"),
        ("NISS 12345678901", "12345678901", "social_security", "cue"),
        ("Segurança  Social 32345678901", "32345678901", "social_security", "cue"),
        ("utente n.º 987654321", "987654321", "health_number", "cue"),
        ("00000000 0 ZZ4", "00000000 0 ZZ4", "citizen_card", "checked"),
        ("00000000 0 ZZ5", "00000000 0 ZZ5", "citizen_card", "shape"),
        ("bilhete de identidade 12345678", "12345678", "citizen_card", "cue"),
        ("PT50 0002 0123 1234 5678 9015 4 OBRIGADO", "PT50 0002 0123 1234 5678 9015 4", "iban", "checked"),
        ("DE89370400440532013000", "DE89370400440532013000", "iban", "checked"),
        ("PT50000201231234567890155", "PT50000201231234567890155", "iban", "shape"),
        ("o meu PASSAPORTE é AB1234567.", "AB1234567", "passport", "cue"),
        ("паспорт FB123456", "FB123456", "passport", "cue"),
        ("Titulo de residência n.º 12345678P", "12345678P", "residence_permit", "cue"),
        ("посвідка на проживання 900123456", "900123456", "residence_permit", "cue"),
        ("tenho C123456", "C123456", "document", "shape"),
    ],
)  # fmt: skip
def test_numbers_and_addresses(text, place, kind, reason):
    assert found(text) == [(place, kind, reason)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Chamo-me Ana Maria da Silva e vivo em Lisboa", "Ana Maria da Silva"),
        ("chamo-me ana e vivo cá", "ana"),
        ("My name is Mary O’Neil-Smith.", "Mary O’Neil-Smith"),
        ("Je m’appelle Jean de", "Jean"),
        ("Falei com o Sr. J. P. Silva, e fui embora", "J. P. Silva"),
        ("a Dona Maria. Depois", "Maria"),
        ("Мене звати Олена Шевченко, мені 30", "Олена Шевченко"),
        ("اسمي محمد علي وأنا من سوريا", "محمد علي"),
        ("السيد محمد علي حسن احمد", "محمد علي حسن"),
        ("मेरा नाम राम कुमार है", "राम कुमार"),
        ("আমার নাম রহিম", "রহিম"),
        ("我叫王小明，我来自北京", "王小明"),
        ("我的名字是欧阳小明。", "欧阳小明"),
        ("我叫王小明来自北京", "王小明"),
        ("Nome: Ana 王", "Ana"),
        ("Nome: A B C D E F G H", "A B C D E F"),
    ],
)
def test_names_after_what_announces_them(text, name):
    assert found(text) == [(name, "name", "cue")]


@pytest.mark.parametrize(
    "text",
    [
        "", "Em 2020 gastámos 1 200 000 euros, de 12-05-2023 às 10:30.", "sou a favor e sou o que disse", "o senhor que falou", "nif 12", "Nome: 5",
        "XX00 1234 5678 9012", "500000000", "Nome:", "Meu nome é – ", "a@b", "Sr. 5", "112233445566", "اسمي 5", "42345678901",
    ],
)  # fmt: skip
def test_what_tells_nothing_of_anybody(text):
    assert found(text) == []


def test_each_says_what_announced_it():
    text = "O Meu Nome É Rui, telemóvel: 912345678, rui@x.pt"
    assert suggestions(text) == [
        Suggestion(13, 16, "name", "cue", "O Meu Nome É"),
        Suggestion(29, 38, "phone", "cue", "telemóvel"),
        Suggestion(40, 48, "email", "shape", ""),
    ]


@pytest.mark.parametrize("cue", NAMED)
def test_every_cue_of_a_name_works(cue):
    name = "王明" if cue.startswith(("我", "姓")) else "Zed"
    assert (name, "name", "cue") in found(f"– {cue} {name}.")


@pytest.mark.parametrize(("kind", "cue"), [(kind, cue) for kind, cues in NUMBERS.items() for cue in cues])
def test_every_cue_of_a_number_works(kind, cue):
    assert ("987654323", kind, "cue") in found(f"– {cue.upper()}: 987654323!")


def test_what_is_accepted_is_covered_and_nothing_else():
    text = "Sou o Rui (rui@x.pt), 912345678."
    name, mail, _phone = suggestions(text)
    assert (
        redacted(text, [mail, name], {"name": "nome", "email": "e-mail"})
        == "Sou o [nome] ([e-mail]), 912345678."
    )
    assert redacted(text, [], {}) == text


@pytest.mark.parametrize("places", [[(0, 2), (1, 3)], [(2, 2)], [(-1, 1)], [(3, 5)]])
def test_places_that_are_none_are_refused(places):
    with pytest.raises(ValueError, match="no place"):
        redacted("abcd", [Suggestion(*place, "name", "cue") for place in places], {"name": "nome"})


pieces = st.sampled_from(
    ["Chamo-me ", "Ana ", "da ", "sr. ", "NIF ", "12345", "6789", "+351 ", "@", "x.pt", "我叫", "王", "اسمي ", "٣", "PT50", " ", ".", "-", "AB", "̃", "Ⅻ"]
)  # fmt: skip
made = st.lists(pieces, max_size=14).map("".join)


@given(st.one_of(made, st.text(max_size=40)))
def test_places_are_in_order_apart_and_within_the_text(text):
    places = suggestions(text)
    at = 0
    for one in places:
        assert at <= one.start < one.end <= len(text)
        at = one.end
        assert text[one.start : one.end].strip() == text[one.start : one.end] != ""
        assert one.cue in text
        assert (one.reason == "cue") <= bool(one.cue)
    kept = redacted(text, places, dict.fromkeys((one.kind for one in places), "\0"))
    assert "".join(kept.split("[\0]")) == "".join(
        text[start:end]
        for start, end in zip(
            [0, *(one.end for one in places)], [*(one.start for one in places), len(text)], strict=True
        )
    )


@given(made)
def test_figures_of_another_script_change_nothing(text):
    other = text.translate({ord(str(figure)): chr(0x966 + figure) for figure in range(10)})
    assert [(one.start, one.end, one.kind) for one in suggestions(other)] == [
        (one.start, one.end, one.kind) for one in suggestions(text)
    ]
