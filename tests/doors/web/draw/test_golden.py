"""The drawings as they were last looked at, and what holds for all of them."""

import re
import xml.etree.ElementTree as ET

import pytest
from django.utils.translation import override

from tests.doors.web.draw.cases import GOLDEN, drawn

with override("pt"):
    DRAWN = drawn()


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_is_as_it_was_last_looked_at(name):
    kept = (GOLDEN / f"{name}.svg").read_text(encoding="utf-8")
    assert kept == DRAWN[name], "look at it; if it is right: python -m tests.doors.web.draw.cases"


def test_no_golden_file_is_left_over():
    assert sorted(path.stem for path in GOLDEN.iterdir()) == sorted(DRAWN)


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_is_well_formed_and_brings_no_style_or_script(name):
    root = ET.fromstring(f"<all>{DRAWN[name]}</all>")
    for node in root.iter():
        assert node.tag not in {"script", "style", "foreignObject"}
        assert not [key for key in node.keys() if key == "style" or key.startswith("on")]  # noqa: SIM118


@pytest.mark.parametrize("name", DRAWN)
def test_no_coordinate_is_finer_than_a_hundredth(name):
    assert re.findall(r"\d\.\d{3,}", DRAWN[name]) == []


@pytest.mark.parametrize("name", DRAWN)
def test_every_drawing_is_hidden_or_named(name):
    for svg in ET.fromstring(f"<all>{DRAWN[name]}</all>").findall(".//svg"):
        stretched = svg.get("preserveAspectRatio") == "none"
        assert stretched or svg.get("aria-hidden") == "true" or svg.get("aria-label")
