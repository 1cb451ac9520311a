"""What the bar of one measure says, whatever is known of it."""

import pytest
from django.utils.translation import override

from rumo.doors.dashboard.words import sentence_of_one

S = "\u00a0"


@pytest.mark.parametrize(
    ("degree", "planned", "upper", "said"),
    [
        (0.4, 0.5, 0.6, f"Comprovado 40,0{S}%, previsto 50,0{S}%, no máximo 60,0{S}%."),
        (0.4, None, 0.6, f"Comprovado 40,0{S}%, sem calendário, no máximo 60,0{S}%."),
        (None, 0.5, 0.5, f"Sem informação; previsto 50,0{S}%."),
        (None, None, 1.0, "Sem informação, e sem calendário."),
        (None, 0.5, None, "Abandonada: não entra no cálculo."),
        (None, None, None, "Abandonada: não entra no cálculo."),
    ],
)
def test_one_measure(degree, planned, upper, said):
    with override("pt"):
        assert sentence_of_one(degree, planned, upper) == said
