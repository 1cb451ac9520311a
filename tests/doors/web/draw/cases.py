"""The drawings kept as golden files: a name and what draws it. Regenerate with `python -m tests.doors.web.draw.cases`."""

import os
from datetime import date
from pathlib import Path

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rumo.config.settings")
    django.setup()

from django.utils.translation import override

from rumo.doors.web import draw, samples
from rumo.doors.web.draw.icons import ICONS

GOLDEN = Path(__file__).parent / "golden"
SQUARE = [[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (1.0, 1.0), (0.0, 1.0)]]


def shape(dico, rings, inset="mainland", value=0.5, state="value", href="/pt/a/"):
    """A shape named after its code."""
    return draw.Shape(dico, f"M{dico}", rings, inset, href, value, state, f"M{dico}: meio")


def moved(ring, lon, lat):
    """A ring carried elsewhere."""
    return [[(x + lon, y + lat) for x, y in ring[0]]]


def levels():
    """Radars: whole and with gaps, and what their lines are."""
    return {
        "radar": draw.radar(
            [
                draw.Outline("2026", (4, 3, 2, 1, 0)),
                draw.Outline("2025", (3, None, 2, 1, 0)),
                draw.Outline("2024", (None, None, None, None, None)),
            ],
            label="Em 2026: cinco dimensões.",
        ),
        "radar-gaps": draw.radar(
            [draw.Outline("2026", (None, 3, 0, None, 2, 4, 1)), draw.Outline("2025", (0,) * 7)],
            label="Duas dimensões não se sabem.",
        ),
        "radar-key": draw.outline_key([draw.Outline(str(year), ()) for year in range(2026, 2020, -1)]),
    }


def cases():
    """Every golden drawing by name, in Portuguese."""
    points, today = samples.points()[::6], samples.TODAY
    span = {"today": today, "start": date(2023, 1, 1), "end": date(2028, 12, 1)}
    return {
        "glyph-headline": draw.glyph(samples.WHOLE, size="headline", sentence="Diz-se assim.", href="/pt/"),
        "glyph-row": "\n".join(draw.glyph(f, sentence=name) for name, f in samples.CASES),
        "strip": draw.strip(samples.STATES, {"completed": "/pt/?estado=concluida"}),
        "strip-empty": draw.strip({}),
        "timeline": draw.timeline(
            points,
            today=today,
            dots=[date(2025, 2, 1)],
            marks=[draw.Mark(date(2025, 6, 1), "atraso", "late")],
        ),
        "timeline-small": draw.small_timelines([("Habitação", points, "/pt/"), ("Vazia", [], None)], **span),
        "tiles": draw.tile_map(samples.tiles(), label="Mapa", skip_to="lista"),
        "bounds": draw.boundary_map(
            [
                shape("0101", moved(SQUARE, -8, 39)),
                shape("0102", moved(SQUARE, -7, 39), value=None, state="no_information", href=None),
                shape("3101", moved(SQUARE, -17, 32), inset="madeira", state="no_plan"),
                shape("4101", moved(SQUARE, -25, 37), inset="acores-oriental", value=1.0),
            ],
            label="Mapa",
        ),
        "gantt": draw.gantt(samples.gantt_rows(), today=today),
        **levels(),
        "definitions": draw.definitions(),
        "icons": "\n".join(draw.icon(name) for name in ICONS),
    }


def drawn():
    """The cases as they are kept: an element a line, so that a change reads well."""
    with override("pt"):
        return {name: text.replace("><", ">\n<") + "\n" for name, text in cases().items()}


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, text in drawn().items():
        (GOLDEN / f"{name}.svg").write_text(text, encoding="utf-8")
