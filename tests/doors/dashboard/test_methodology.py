"""The methodology, its worked example against sums done by hand, the data dictionary, the search."""

import pytest

from rumo.doors.dashboard.views.data import columns
from rumo.doors.dashboard.worked import DAY, END, START, document, worked_example
from rumo.doors.files.tables import MEASURES
from rumo.science.planfile import dump, parse
from tests.doors.dashboard.reading_pages import read


def test_the_worked_example_is_what_a_hand_would_find():
    # 60 people promised, weight 2: 18 + 12 of them; three steps of weight 1, 1, 2: done, half, not begun; one completed; one silent; one given up
    taught, desk, mediator = (18 + 12) / 60, (1 * 1 + 1 * 0.5 + 2 * 0) / (1 + 1 + 2), 1.0
    proven, promised, told = 2 * taught + desk + mediator, 2 + 1 + 1 + 1, 2 + 1 + 1
    gone = (DAY - START).days / (END - START).days
    example = worked_example()
    f = example["f"]
    assert f.degree == pytest.approx(proven / promised, abs=1e-6)
    assert f.degree_reported == pytest.approx(proven / told, abs=1e-6)
    assert f.coverage == pytest.approx(told / promised, abs=1e-6)
    assert f.planned == pytest.approx(gone, abs=1e-6)
    assert f.upper == pytest.approx((proven + gone) / promised, abs=1e-6)
    assert (example["proven"], example["weight"], example["informed_weight"]) == (
        pytest.approx(2.375),
        5.0,
        4.0,
    )
    assert [line.told.degree for line in example["lines"]] == [0.5, 0.375, 1.0, None, None]
    assert [line.live for line in example["lines"]] == [True, True, True, True, False]


def test_the_example_is_a_valid_plan_file():
    parsed = parse(dump(document()), areas={}, municipalities=())
    assert parsed.faults == ()


def test_the_page_shows_the_examples_own_numbers(client, db):
    page = read(client, "/pt/metodologia/")
    assert page.figures["degree", ""] == pytest.approx(0.475)
    assert page.figures["coverage", ""] == pytest.approx(0.8)
    text = page.text.replace("\u00a0", " ")
    for words in (
        "2,375 ÷ 5 = 47,5 %",
        "2,375 ÷ 4 = 59,4 %",
        "4 ÷ 5 = 80,0 %",
        "546 ÷ 729",
        "30 de 60",
        "Foi abandonada: sai das contas.",
        "2 × 0,5 = 1",
    ):
        assert words in text, words


def test_the_dictionary_says_every_column_of_the_table(seeded, client):
    assert tuple(columns()) == MEASURES
    page = read(client, "/pt/dados/")
    assert all(meaning in page.text for meaning, _unit in columns().values())
    assert "/api/v1/measures.csv?scope=country" in page.links
    assert "/pt/novidades.atom" in page.links
    assert "com 3 planos inventados" in page.text
    assert "só planos reais" not in page.text


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/measures.csv?scope=country",
        "/api/v1/plans.xlsx?scope=country",
        "/api/v1/municipalities?scope=country",
    ],
)
def test_what_is_offered_is_there(seeded, client, address):
    assert address in read(client, "/pt/dados/").links
    assert client.get(address).status_code == 200


def test_search_groups_what_it_finds(seeded, client):
    page = read(client, "/pt/pesquisa/?q=EVORA")
    assert "Municípios: 1" in page.text
    assert "Planos: 1" in page.text
    assert "/pt/painel/municipios/evora/" in page.links
    regions = read(client, "/pt/pesquisa/?q=alentejo")
    assert "região (NUTS II)" in regions.text
    assert (
        "/pt/painel/areas/education-language/" in read(client, "/pt/pesquisa/?q=lingua").links
        or "Educação" in read(client, "/pt/pesquisa/?q=lingua").text
    )


def test_search_asks_for_words_and_helps_when_there_is_nothing(seeded, client):
    assert "Escreva o nome de um município" in read(client, "/pt/pesquisa/").text
    assert "Escreva o nome de um município" in read(client, "/pt/pesquisa/?q=%20%20").text
    nothing = read(client, "/pt/pesquisa/?q=xyzzy")
    assert "Nada com «xyzzy»" in nothing.text
    assert "Os acentos e as maiúsculas não fazem diferença." in nothing.text


def test_search_shows_the_first_twenty_and_the_way_to_the_rest(seeded, client):
    page = read(client, "/pt/pesquisa/?q=a")
    assert "Escreva mais uma palavra para encurtar a lista." in page.text
    assert "/pt/painel/medidas/?q=a" in page.links
    kept = read(client, "/pt/pesquisa/?q=a&as_of=2025-06-30")
    assert "/pt/painel/medidas/?as_of=2025-06-30&q=a" in kept.links


def test_search_takes_what_is_written_as_words_only(seeded, client):
    page = client.get("/pt/pesquisa/", {"q": "<script>alert(1)</script>"})
    assert page.status_code == 200
    assert b"<script>alert" not in page.content
