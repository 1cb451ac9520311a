"""Draws the tile map: one hexagon a municipality, written to rumo/data/territory/tiles.csv, with its figures printed.

Run: python -m scripts.tile_map --outline concelhos.geojson --neighbours vizinhos.json [--svg OUT.svg]

The mainland is found in four steps, each deterministic:
1. the outline is stretched north to south until every latitude holds room for its municipalities (the north has
   many small ones, the south few large ones), widths kept, so that the silhouette still reads as Portugal;
2. the hexagons that the stretched outline covers best become the mask: one piece, no hole, as many as municipalities;
3. municipalities are assigned to cells at least total squared displacement (Jonker-Volgenant), their wished places
   then relaxed along the neighbour graph, and assigned again;
4. seeded annealing swaps tiles to bring real neighbours together.
The islands are drawn by hand below: 19 and 11 tiles are better placed by eye.
"""

import argparse
import csv
import json
import math
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from scripts.hexagons import ROW_HEIGHT, Cell, around, centre, figures, holes, steps
from scripts.tile_picture import draw

DATA = Path(__file__).resolve().parents[1] / "rumo" / "data" / "territory"
LAT_KM = 111.1
LON_KM = 111.3 * math.cos(math.radians(39.6))
MAINLAND_LEFT = 8  # first column of the mainland: the archipelagos stand to its left
STRETCH = 0.75  # 0: true latitudes; 1: every latitude has exactly the room its municipalities need
KIN = 1.6  # how much more it matters that neighbours of one NUTS III stay together
ROUNDING = 0.5  # how much a cell's neighbours count when the mask is chosen
HEIGHT_TO_WIDTH = 1.0  # of the stretched outline, against the true one

# Archipelagos, each island where its reader looks for it: (column, row) of the inset, then of each tile inside it.
# The rows of the insets are even, so that what is drawn here keeps its shape.
ISLANDS: dict[str, tuple[tuple[int, int], str]] = {
    "acores-ocidental": ((0, 4), ". 4901 / / . 4802 / 4801"),
    "acores-central": ((0, 10), ". . . 4401 / / . . 4502 4501 . 4301 4302 / / 4701 . 4602 4603 / . . 4601"),
    "acores-oriental": ((3, 18), "4203 4205 4202 / 4201 4206 4204 / / . . . 4101"),
    "madeira": ((0, 28), ". . . . . 3201 / 3106 3110 3109 3104 / 3101 3105 3107 3102 3103 3108"),
}

Floats = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Municipalities:
    """The mainland's municipalities: codes, NUTS III, places in km (n, 2), and which touch which, as positions."""

    dicos: list[str]
    regions: list[str]
    places: Floats
    pairs: list[tuple[int, int]]


# --- 1. outline -------------------------------------------------------------------------------------------------


def inside(points: Floats, edges: Floats) -> Floats:
    """Which points (n, 2) lie inside the union of polygons given by their edges (m, 4), by even and odd crossings."""
    x1, y1, x2, y2 = edges.T
    out = np.zeros(len(points), dtype=bool)
    for start in range(0, len(points), 500):
        x, y = points[start : start + 500, :1], points[start : start + 500, 1:]
        crosses = (y1 > y) != (y2 > y)
        with np.errstate(divide="ignore", invalid="ignore"):
            at = x1 + (y - y1) * (x2 - x1) / (y2 - y1)
        out[start : start + 500] = (crosses & (x < at)).sum(axis=1) % 2 == 1
    return out


def read_edges(path: Path, dicos: list[str]) -> Floats:
    """Edges (m, 4) in km of the outer boundary of the given municipalities, from a GeoJSON file."""
    wanted: set[str] = set(dicos)
    edges: list[tuple[tuple[float, ...], tuple[float, ...]]] = []
    for feature in json.loads(path.read_text())["features"]:
        if feature["properties"]["dico"] not in wanted:
            continue
        shape = feature["geometry"]
        polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        for ring in (ring for polygon in polygons for ring in polygon):
            points = [tuple(point[:2]) for point in ring]
            edges.extend((min(ends), max(ends)) for ends in pairwise(points))
    shared = Counter(edges)  # an edge between two municipalities is drawn twice, and lies inside
    outer = np.array([edge for edge, times in shared.items() if times % 2])
    return to_km(outer).reshape(-1, 4)


def to_km(lon_lat: Floats) -> Floats:
    """Kilometres east and south, near enough at this latitude."""
    return lon_lat * np.array([LON_KM, -LAT_KM])


class Stretch:
    """From kilometres to tile widths: latitudes stretched to the room their municipalities need, widths kept."""

    def __init__(self, edges: Floats, places: Floats) -> None:
        """Measure the outline by lines of latitude 2 km apart and scale it to as many tiles as places."""
        west, east = edges[:, 0].min(), edges[:, 0].max()
        self.y = np.arange(edges[:, 1].min(), edges[:, 1].max(), 2.0)
        columns = np.arange(west, east, 2.0)
        grid = np.stack(np.meshgrid(columns, self.y), axis=-1).reshape(-1, 2)
        width = inside(grid, edges).reshape(len(self.y), -1).sum(axis=1) * 2.0
        kernel = np.exp(-(((self.y[:, None] - self.y) / 18.0) ** 2) / 2)
        people = np.exp(-(((self.y[:, None] - places[:, 1]) / 18.0) ** 2) / 2).sum(axis=1)
        need = (people / (kernel @ width)) ** STRETCH
        tall = np.cumsum(need) / need.mean() * HEIGHT_TO_WIDTH * 2.0
        area = (width * np.gradient(tall)).sum()
        scale = math.sqrt(len(places) * ROW_HEIGHT / area)
        self.rows, self.scale, self.west = tall * scale, scale, west

    def to_tiles(self, km: Floats) -> Floats:
        """Places (n, 2) in tile widths."""
        return np.stack([(km[:, 0] - self.west) * self.scale, np.interp(km[:, 1], self.y, self.rows)], axis=1)

    def to_km(self, tiles: Floats) -> Floats:
        """The way back."""
        y = np.interp(tiles[:, 1], self.rows, self.y, left=self.y[0] - 9, right=self.y[-1] + 9)
        return np.stack([tiles[:, 0] / self.scale + self.west, y], axis=1)


# --- 2. mask ----------------------------------------------------------------------------------------------------


def cover(cells: list[Cell], shift: Floats, stretch: Stretch, edges: Floats) -> Floats:
    """Share of each cell that lies inside the outline, by 37 points a cell."""
    fan = np.array([centre(cell) for cell in disc(3)]) / 6.5
    points = (np.array([centre(cell) for cell in cells])[:, None, :] + shift + fan).reshape(-1, 2)
    return inside(stretch.to_km(points), edges).reshape(len(cells), -1).mean(axis=1)


def disc(radius: int) -> list[Cell]:
    """Cells within so many steps of the origin."""
    span = range(-radius, radius + 1)
    return [(q, r) for r in span for q in span if steps((0, 0), (q, r)) <= radius]


def choose_mask(count: int, stretch: Stretch, edges: Floats) -> tuple[list[Cell], Floats]:
    """The best covered cells over sixteen positions of the grid, in one piece without holes, and the grid's shift."""
    box = [(q, r) for r in range(-2, 50) for q in range(-2, 24)]
    best: tuple[float, list[Cell], Floats] | None = None
    for shift in (np.array([x, y]) for x in (0.0, 0.25, 0.5, 0.75) for y in (0.0, 0.22, 0.43, 0.65)):
        share = dict(zip(box, cover(box, shift, stretch, edges), strict=True))
        kept = one_piece(share, count)
        score = sum(share[cell] for cell in kept)
        if best is None or score > best[0] + 1e-9:
            best = (score, kept, shift)
    assert best is not None
    return best[1], best[2]


def one_piece(share: dict[Cell, float], count: int) -> list[Cell]:
    """The best covered cells, taken one by one from the fullest outwards so that they stay together and whole."""

    def worth(cell: Cell) -> float:
        """Coverage, with a little for lying among covered cells: it rounds off spikes."""
        return share[cell] + ROUNDING * sum(share.get(near, 0.0) for near in around(cell)) / 6

    kept = {max(share, key=worth)}
    while len(kept) < count:
        edge = {near for cell in kept for near in around(cell)} - kept
        gaps = holes(kept)
        kept.add(max(sorted(gaps or edge & share.keys()), key=worth))
    return sorted(kept, key=lambda cell: (cell[1], cell[0]))


# --- 3. assignment ----------------------------------------------------------------------------------------------


def assign(cost: Floats) -> Floats:
    """Column of each row at least total cost: square cost matrix, shortest augmenting paths (Jonker, Volgenant 1987)."""
    n = len(cost)
    u, v, row_of = np.zeros(n), np.zeros(n + 1), np.full(n + 1, -1)
    for row in range(n):
        row_of[n], column = row, n
        least, via, done = np.full(n, np.inf), np.full(n, n), np.zeros(n + 1, dtype=bool)
        while row_of[column] >= 0:
            done[column] = True
            slack = cost[row_of[column]] - u[row_of[column]] - v[:n]
            nearer = ~done[:n] & (slack < least)
            least[nearer], via[nearer] = slack[nearer], column
            target = int(np.argmin(np.where(done[:n], np.inf, least)))
            delta = least[target]
            u[row_of[done]] += delta
            v[done] -= delta
            least[~done[:n]] -= delta
            column = target
        while column != n:
            row_of[column], column = row_of[via[column]], via[column]
    out = np.empty(n, dtype=int)
    out[row_of[:n]] = np.arange(n)
    return out


def relax(towns: Municipalities, wished: Floats, cells: Floats, rounds: int = 12) -> tuple[Floats, Floats]:
    """Assign, move every wish by its neighbourhood's mean displacement, assign again; cell of each and final wishes."""
    n = len(wished)
    near = np.eye(n)
    for a, b in towns.pairs:
        near[a, b] = near[b, a] = 1.0
    near /= near.sum(axis=1, keepdims=True)
    place = wished
    for _ in range(rounds):
        chosen = assign(((place[:, None, :] - cells) ** 2).sum(axis=2))
        place = wished + near @ near @ (cells[chosen] - wished)
    return assign(((place[:, None, :] - cells) ** 2).sum(axis=2)), place


# --- 4. annealing -----------------------------------------------------------------------------------------------


class Board:
    """Tiles on cells, and what a swap of two of them costs: neighbours apart, turned, or far from their place."""

    def __init__(self, towns: Municipalities, cells: list[Cell], chosen: Floats, place: Floats) -> None:
        """Lay the tables that make one swap cheap."""
        at = np.array([centre(cell) for cell in cells])
        gap = at[:, None, :] - at
        length = np.hypot(gap[..., 0], gap[..., 1]) + np.eye(len(cells))
        walk = np.array([[steps(a, b) for b in cells] for a in cells], dtype=float)
        self.apart = (np.maximum(walk - 1, 0) ** 2 + 2.0 * (walk > 2)).tolist()
        self.ux, self.uy = (gap[..., 0] / length).tolist(), (gap[..., 1] / length).tolist()
        self.away = (0.12 * ((place[:, None, :] - at) ** 2).sum(axis=2)).tolist()
        self.near: list[list[tuple[int, float, float, float]]] = [[] for _ in towns.dicos]
        for a, b in towns.pairs:
            x, y = (towns.places[a] - towns.places[b]) / np.hypot(*(towns.places[a] - towns.places[b]))
            weight = KIN if towns.regions[a] == towns.regions[b] else 1.0
            self.near[a].append((b, x, y, weight))
            self.near[b].append((a, -x, -y, weight))
        self.cell: list[int] = chosen.tolist()
        self.town = np.argsort(chosen).tolist()

    def cost(self, town: int) -> float:
        """What one municipality adds where it stands."""
        here, cell = self.cell[town], self.cell
        apart, ux, uy = self.apart[here], self.ux[here], self.uy[here]
        total = self.away[town][here]
        for other, x, y, weight in self.near[town]:
            there = cell[other]
            total += weight * apart[there] + 0.8 * (1 - x * ux[there] - y * uy[there])
        return total

    def swap(self, a: int, b: int) -> None:
        """Exchange the tiles on cells a and b."""
        first, second = self.town[a], self.town[b]
        self.town[a], self.town[b] = second, first
        self.cell[first], self.cell[second] = b, a

    def pair_cost(self, a: int, b: int) -> float:
        """What the tiles on two cells cost together."""
        return self.cost(self.town[a]) + self.cost(self.town[b])


def anneal(board: Board, cells: list[Cell], tries: int, seed: int = 20240101) -> None:
    """Swap tiles up to three steps apart, accepting a loss ever more rarely; the seed makes the layout repeatable."""
    chance = np.random.default_rng(seed)
    close = [[b for b, far in enumerate(cells) if 0 < steps(here, far) <= 3] for here in cells]
    first = chance.integers(0, len(cells), tries).tolist()
    second, luck = chance.random(tries).tolist(), chance.random(tries).tolist()
    heat = np.geomspace(3.0, 0.03, tries).tolist()
    for a, pick, lucky, warm in zip(first, second, luck, heat, strict=True):
        b = close[a][int(pick * len(close[a]))]
        before = board.pair_cost(a, b)
        board.swap(a, b)
        if board.pair_cost(a, b) - before > -warm * math.log(lucky + 1e-300):
            board.swap(a, b)


# --- figures, files ---------------------------------------------------------------------------------------------


def islands() -> dict[str, tuple[str, Cell]]:
    """Inset and cell of every island municipality, from the drawing above."""
    return {
        dico: (inset, (left + q, top + r))
        for inset, ((left, top), drawing) in ISLANDS.items()
        for r, line in enumerate(drawing.split("/"))
        for q, dico in enumerate(line.split())
        if dico != "."
    }


def read_towns(neighbours: dict[str, list[str]]) -> Municipalities:
    """The mainland from municipios.csv."""
    with (DATA / "municipios.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if not row["island"]]
    dicos = [row["dico"] for row in rows]
    place = {dico: number for number, dico in enumerate(dicos)}
    pairs = sorted({(min(a, b), max(a, b)) for a, near in neighbours.items() for b in near if a in place})
    lon_lat = np.array([[float(row["lon"]), float(row["lat"])] for row in rows])
    regions = [row["nuts3"] for row in rows]
    return Municipalities(dicos, regions, to_km(lon_lat), [(place[a], place[b]) for a, b in pairs])


def lay_mainland(towns: Municipalities, outline: Path, tries: int) -> tuple[dict[str, Cell], float]:
    """Cell of every mainland municipality, and the mean displacement in tile widths against the stretched outline."""
    edges = read_edges(outline, towns.dicos)
    stretch = Stretch(edges, towns.places)
    cells, shift = choose_mask(len(towns.dicos), stretch, edges)
    at = np.array([centre(cell) for cell in cells]) + shift
    wished = stretch.to_tiles(towns.places)
    chosen, place = relax(towns, wished, at)
    board = Board(towns, cells, chosen, place - shift)
    anneal(board, cells, tries)
    left, top = min(q for q, _ in cells), min(r for _, r in cells)
    top -= top % 2  # an even shift keeps the rows' stagger
    tiles = {
        dico: (cells[cell][0] - left + MAINLAND_LEFT, cells[cell][1] - top)
        for dico, cell in zip(towns.dicos, board.cell, strict=True)
    }
    return tiles, float(np.hypot(*(at[board.cell] - wished).T).mean())


def write_tiles(rows: list[tuple[str, str, Cell]]) -> None:
    """Write tiles.csv."""
    with (DATA / "tiles.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["dico", "inset", "q", "r"])
        out.writerows([dico, inset, *cell] for dico, inset, cell in rows)


def main() -> None:
    """Read, lay, check, write, print."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument(
        "--outline", type=Path, required=True, help="municipal boundaries, GeoJSON with property dico"
    )
    ask.add_argument("--neighbours", type=Path, required=True, help="JSON: dico to the dicos it touches")
    ask.add_argument("--svg", type=Path, help="also draw the layout here")
    ask.add_argument("--tries", type=int, default=2_500_000, help="swaps tried while annealing")
    given = ask.parse_args()
    neighbours = json.loads(given.neighbours.read_text())
    towns = read_towns(neighbours)
    mainland, displacement = lay_mainland(towns, given.outline, given.tries)
    laid = {dico: ("mainland", cell) for dico, cell in mainland.items()} | islands()
    rows = [(dico, *laid[dico]) for dico in sorted(laid)]
    write_tiles(rows)
    if given.svg:
        draw(given.svg, rows)
    for name, value in figures({dico: cell for dico, _, cell in rows}, neighbours, towns.dicos).items():
        print(f"{name:24} {value:.4g}")
    print(f"{'mean displacement':24} {displacement:.3f} tile widths")


if __name__ == "__main__":
    main()
