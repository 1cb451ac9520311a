"""Drawings as SVG made on the server: the degree, the counts, time, levels and the map. Pure functions of their values; the day comes in."""

from rumo.doors.web.draw.bars import Fractions, glyph, portion, progress, strip
from rumo.doors.web.draw.definitions import definitions
from rumo.doors.web.draw.gantt import gantt
from rumo.doors.web.draw.icons import icon
from rumo.doors.web.draw.radar import Outline, outline_key, radar
from rumo.doors.web.draw.shapes import Shape, boundary_map
from rumo.doors.web.draw.tiles import Tile, map_legend, tile_map
from rumo.doors.web.draw.time import Mark, small_timelines, timeline

__all__ = [
    "Fractions",
    "Mark",
    "Outline",
    "Shape",
    "Tile",
    "boundary_map",
    "definitions",
    "gantt",
    "glyph",
    "icon",
    "map_legend",
    "outline_key",
    "portion",
    "progress",
    "radar",
    "small_timelines",
    "strip",
    "tile_map",
    "timeline",
]
