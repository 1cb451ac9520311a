"""The country as one hexagon a municipality: five steps of degree, hatch for no plan, outline for a plan without information."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rumo.doors.web import formats
from rumo.doors.web.draw.svg import coordinate, element, escaped

State = Literal["value", "no_information", "no_plan"]
STEPS = 5
_SIDE = 16.0  # from tile to tile
_RISE = _SIDE * math.sqrt(3) / 2
_HEAD = 24  # the line above the map where a tile says its name


@dataclass(frozen=True, slots=True)
class Tile:
    """A municipality on the grid (pointy-top, odd rows half a tile to the end) and what is said of it.

    `value` a fraction or None; `label` the words of its name ("Águeda: 41,2 %"), without which a tile is only a colour.
    """

    dico: str
    name: str
    col: int
    row: int
    inset: str
    href: str | None
    value: float | None
    state: State
    label: str


def step(value: float | None, state: State) -> str:
    """The class of a shape: s0 to s4 by fifths (a whole is in the last), `s-none` without information, `s-blank` without plan."""
    if state == "no_plan":
        return "s-blank"
    if state == "no_information" or value is None:
        return "s-none"
    return f"s{min(int(max(value, 0.0) * STEPS + 1e-9), STEPS - 1)}"


def tile_map(
    tiles: Sequence[Tile], *, label: str, legend: bool = True, skip_to: str | None = None
) -> SafeString:
    """The map with its legend. `label` names it; `skip_to` is the id of the list that says the same, for those who skip the tiles."""
    placed = [(tile, *_centre(tile)) for tile in tiles]
    right = max((x for _tile, x, _y in placed), default=0.0) + _SIDE / 2 + 1
    bottom = max((y for _tile, _x, y in placed), default=0.0) + _SIDE / 2 + 2
    drawing = element(
        "svg",
        *(_mark(tile, x, y) for tile, x, y in placed),
        *_names(placed),
        class_="tiles",
        viewBox=f"0 0 {math.ceil(right)} {math.ceil(bottom)}",
        role="group",
        aria_label=label,
    )
    return framed(drawing, legend=legend, skip_to=skip_to)


def framed(drawing: SafeString, *, legend: bool, skip_to: str | None) -> SafeString:
    """A map with the way past it before, and the legend after."""
    skip = (
        element("a", _("Passar o mapa e ir para a lista"), class_="skip-map", href=f"#{skip_to}")
        if skip_to
        else ""
    )
    return element("div", skip, drawing, map_legend() if legend else "", class_="map")


def inset_names() -> dict[str, str]:
    """What the archipelagos drawn apart are called."""
    return {"madeira": _("Madeira"), "acores": _("Açores")}


def map_legend() -> SafeString:
    """The five steps and the two other states, as a list that reads without colour."""
    entries = []
    for number in range(STEPS):
        low, high = formats.percent(number / STEPS, 0), formats.percent((number + 1) / STEPS, 0)
        entries.append((f"s{number}", _("%(low)s a %(high)s") % {"low": low, "high": high}))
    entries += [("s-none", _("plano sem informação")), ("s-blank", _("sem plano publicado"))]
    return element("ul", *(element("li", _swatch(kind), words) for kind, words in entries), class_="legend")


def _swatch(kind: str) -> SafeString:
    use = element("use", class_=kind, href="#hexagon", x=9, y=10)
    return element("svg", use, class_="swatch", width=18, height=20, aria_hidden="true", focusable="false")


def _centre(tile: Tile) -> tuple[float, float]:
    across = (tile.col + (0.5 if tile.row % 2 else 0.0) + 0.5) * _SIDE + 1
    return across, _HEAD + tile.row * _RISE + _SIDE / 2 + 2


def _mark(tile: Tile, x: float, y: float) -> SafeString:
    """A link whose text is both its name and, on hover and focus, the line above the map; 308 a page, so written out in one go."""
    shape = f'<use class="{step(tile.value, tile.state)}" href="#hexagon" x="{coordinate(x)}" y="{coordinate(y)}"/>'
    inside = f"{shape}<text>{escaped(tile.label)}</text>"
    return SafeString(f'<a href="{escaped(tile.href)}">{inside}</a>' if tile.href else f"<g>{inside}</g>")


def _names(placed: Sequence[tuple[Tile, float, float]]) -> list[SafeString]:
    """The name of each archipelago, above its first tile; an inset "acores-central" is a part of "acores"."""
    words = []
    for key, name in inset_names().items():
        mine = [(y, x) for tile, x, y in placed if tile.inset.partition("-")[0] == key]
        if mine:
            left = min(x for _y, x in mine) - _SIDE / 2
            words.append(element("text", name, class_="inset", x=left, y=min(mine)[0] - _SIDE))
    return words
