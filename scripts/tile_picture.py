"""The tile map as a picture, to be looked at while it is made: tiles named and coloured by NUTS III."""

import csv
import math
from pathlib import Path

from scripts.hexagons import Cell, centre

DATA = Path(__file__).resolve().parents[1] / "rumo" / "data" / "territory"


def svg(rows: list[tuple[str, str, Cell]], names: dict[str, str], hues: dict[str, str]) -> str:
    """The layout as a picture, to be looked at: tiles coloured by region, named."""
    size = 40.0
    hexagon = " ".join(
        f"{size * 0.56 * math.sin(math.radians(a)):.1f},{size * 0.56 * math.cos(math.radians(a)):.1f}"
        for a in range(0, 360, 60)
    )
    body = []
    for dico, _, cell in rows:
        x, y = (size * (part + 1) for part in centre(cell))
        body.append(
            f'<g transform="translate({x:.1f},{y:.1f})"><polygon points="{hexagon}" fill="{hues[dico]}"/>'
            f'<text text-anchor="middle" font-size="7" y="2">{names[dico][:11]}</text></g>'
        )
    right, low = max(centre(cell)[0] for *_, cell in rows), max(centre(cell)[1] for *_, cell in rows)
    box = f"0 0 {size * (right + 2):.0f} {size * (low + 2):.0f}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" font-family="sans-serif">{"".join(body)}</svg>'


def draw(path: Path, rows: list[tuple[str, str, Cell]]) -> None:
    """Save the picture."""
    with (DATA / "municipios.csv").open(encoding="utf-8") as file:
        towns = list(csv.DictReader(file))
    regions = sorted({town["nuts3"] for town in towns})
    hue = {region: f"hsl({number * 137.5 % 360:.0f} 60% 78%)" for number, region in enumerate(regions)}
    names = {town["dico"]: town["name"] for town in towns}
    path.write_text(svg(rows, names, {town["dico"]: hue[town["nuts3"]] for town in towns}), encoding="utf-8")
