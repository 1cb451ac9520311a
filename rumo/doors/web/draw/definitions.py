"""What the drawings of one page share: the hatch and the hexagon, each written once."""

from functools import cache

from django.utils.safestring import SafeString

from rumo.doors.web.draw.svg import element


@cache
def definitions() -> SafeString:
    """The patterns `#hatch` and (for the map) `#hatch-fine`, and the symbol `#hexagon`; the base templates put them before the first drawing."""
    # pointy-top, 16 units from side to side, less a gap
    hexagon = element(
        "symbol",
        element("path", d="M0-8.7L7.5-4.3V4.3L0 8.7L-7.5 4.3V-4.3z"),
        id="hexagon",
        overflow="visible",
    )
    return element(
        "svg",
        element("defs", _hatch("hatch", "hatch-line", 6), _hatch("hatch-fine", "hatch-fine", 3), hexagon),
        class_="drawn-once",
        width=0,
        height=0,
        aria_hidden="true",
    )


def _hatch(name: str, lines: str, side: int) -> SafeString:
    """Lines rising at 45 degrees, drawn past the corners so that the joins do not show."""
    quarter = side / 4
    rising = f"M{-quarter} {quarter}L{quarter} {-quarter}M0 {side}L{side} 0M{side - quarter} {side + quarter}L{side + quarter} {side - quarter}"
    ground = element("path", class_="hatch-ground", d=f"M0 0H{side}V{side}H0z")
    marks = element("path", class_=lines, d=rising)
    return element("pattern", ground, marks, id=name, width=side, height=side, patternUnits="userSpaceOnUse")
