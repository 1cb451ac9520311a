"""What the drawings of one page share: the hatch and the hexagon, each written once."""

from django.utils.safestring import SafeString

from rumo.doors.web.draw.svg import element


def definitions() -> SafeString:
    """The pattern `#hatch` and the symbol `#hexagon`; the base templates put them before the first drawing."""
    pattern = element(
        "pattern",
        element("path", class_="hatch-ground", d="M0 0H6V6H0z"),
        element("path", class_="hatch-line", d="M-1.5 1.5l3-3M0 6L6 0M4.5 7.5l3-3"),
        id="hatch",
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
    )
    # pointy-top, 16 units from side to side, less a gap
    hexagon = element("symbol", element("path", d="M0-8.7L7.5-4.3V4.3L0 8.7L-7.5 4.3V-4.3z"), id="hexagon", overflow="visible")
    return element("svg", element("defs", pattern, hexagon), class_="drawn-once", width=0, height=0, aria_hidden="true")
