"""The same map from real boundaries, for whoever has loaded them: equirectangular, islands in boxes of their own."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from rumo.doors.web.draw.svg import coordinate, element
from rumo.doors.web.draw.tiles import State, framed, inset_names, step

Ring = Sequence[tuple[float, float]]  # (longitude, latitude) in degrees
Box = tuple[float, float, float, float]  # left, top, width, height in units of the drawing
_MAINLAND: Box = (120, 24, 232, 456)
_BOXES: dict[str, Box] = {
    "acores-ocidental": (0, 60, 40, 60),
    "acores-central": (0, 130, 112, 90),
    "acores-oriental": (0, 236, 112, 70),
    "acores": (0, 60, 112, 240),
    "madeira": (0, 380, 112, 90),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """A municipality by its boundary: like a Tile, with `rings` in place of a column and a row."""

    dico: str
    name: str
    rings: Sequence[Ring]
    inset: str
    href: str | None
    value: float | None
    state: State
    label: str


def boundary_map(
    shapes: Sequence[Shape], *, label: str, legend: bool = True, skip_to: str | None = None
) -> SafeString:
    """The map of boundaries with its legend, encoded as `tile_map` is."""
    marks: list[SafeString] = []
    for inset in dict.fromkeys(shape.inset for shape in shapes):
        marks += _inset([shape for shape in shapes if shape.inset == inset], _BOXES.get(inset, _MAINLAND))
    for key, name in inset_names().items():
        if mine := [shape.inset for shape in shapes if shape.inset.partition("-")[0] == key]:
            left, top, _width, _height = _BOXES.get(sorted(mine)[-1], _MAINLAND)
            marks.append(element("text", name, class_="inset", x=left, y=top - 8))
    drawing = element(
        "svg", *marks, class_="tiles bounds", viewBox="0 0 354 482", role="group", aria_label=label
    )
    return framed(drawing, legend=legend, skip_to=skip_to)


def _inset(shapes: Sequence[Shape], box: Box) -> list[SafeString]:
    """Shapes drawn as large as their box allows, in its middle; a degree of longitude shrinks with the latitude."""
    places = [place for shape in shapes for ring in shape.rings for place in ring]
    if not places:
        return []
    west, east = min(lon for lon, _lat in places), max(lon for lon, _lat in places)
    south, north = min(lat for _lon, lat in places), max(lat for _lon, lat in places)
    shrink = math.cos(math.radians((south + north) / 2))
    wide, high = max((east - west) * shrink, 1e-6), max(north - south, 1e-6)
    left, top, width, height = box
    scale = min(width / wide, height / high)
    x0, y0 = left + (width - wide * scale) / 2, top + (height - high * scale) / 2

    def place(point: tuple[float, float]) -> str:
        return f"{coordinate(x0 + (point[0] - west) * shrink * scale)} {coordinate(y0 + (north - point[1]) * scale)}"

    return [
        _mark(shape, "".join(_outline([place(point) for point in ring]) for ring in shape.rings))
        for shape in shapes
    ]


def _outline(places: Sequence[str]) -> str:
    """A closed path; a point that falls where the last one did is not drawn twice."""
    kept = [place for number, place in enumerate(places) if number == 0 or place != places[number - 1]]
    return f"M{'L'.join(kept)}Z"


def _mark(shape: Shape, path: str) -> SafeString:
    outline = element("path", class_=step(shape.value, shape.state), d=path)
    words = element("text", shape.label)
    return element("a", outline, words, href=shape.href) if shape.href else element("g", outline, words)
