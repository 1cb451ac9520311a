"""Hexagons of the tile map: where a cell lies, which cells touch, and the figures that a layout is judged by.

Pointy-top hexagons, "odd-r" offset: x = q + (r odd ? 0.5 : 0) tile widths, y = r * sqrt(3)/2, south down.
"""

import math
from collections.abc import Iterable, Mapping

ROW_HEIGHT = math.sqrt(3) / 2

Cell = tuple[int, int]  # (q, r)


def centre(cell: Cell) -> tuple[float, float]:
    """Centre of a cell in tile widths, y to the south."""
    q, r = cell
    return q + (r % 2) / 2, r * ROW_HEIGHT


def around(cell: Cell) -> list[Cell]:
    """The six cells that touch a cell."""
    q, r = cell
    side = q + r % 2
    return [(q - 1, r), (q + 1, r), (side - 1, r - 1), (side, r - 1), (side - 1, r + 1), (side, r + 1)]


def steps(a: Cell, b: Cell) -> int:
    """Tiles walked from one cell to another (1: they touch)."""
    (aq, ar), (bq, br) = a, b
    dq, dr = (aq - ar // 2) - (bq - br // 2), ar - br
    return max(abs(dq), abs(dr), abs(dq + dr))


def pieces(cells: set[Cell]) -> list[set[Cell]]:
    """Connected components, largest first."""
    left, found = set(cells), []
    while left:
        piece, edge = set(), [min(left)]
        while edge:
            cell = edge.pop()
            if cell in left:
                left.discard(cell)
                piece.add(cell)
                edge.extend(around(cell))
        found.append(piece)
    return sorted(found, key=lambda piece: (-len(piece), min(piece)))


def holes(cells: set[Cell]) -> set[Cell]:
    """Empty cells that the given ones enclose."""
    qs, rs = [q for q, _ in cells], [r for _, r in cells]
    box = {(q, r) for q in range(min(qs) - 1, max(qs) + 2) for r in range(min(rs) - 1, max(rs) + 2)}
    empty = pieces(box - cells)
    return set().union(*(piece for piece in empty if (min(qs) - 1, min(rs) - 1) not in piece))


def figures(
    tiles: Mapping[str, Cell], neighbours: Mapping[str, Iterable[str]], mainland: Iterable[str]
) -> dict[str, float]:
    """What the layout is judged by; shares are of real neighbour pairs."""
    pairs = sorted({(min(a, b), max(a, b)) for a, near in neighbours.items() for b in near})
    walks = [steps(tiles[a], tiles[b]) for a, b in pairs]
    shape = {tiles[dico] for dico in mainland}
    return {
        "tiles": len(tiles),
        "distinct cells": len(set(tiles.values())),
        "mainland pieces": len(pieces(shape)),
        "mainland holes": len(holes(shape)),
        "neighbour pairs": len(pairs),
        "share touching": sum(walk <= 1 for walk in walks) / len(walks),
        "share within two tiles": sum(walk <= 2 for walk in walks) / len(walks),
        "farthest pair": max(walks),
    }
