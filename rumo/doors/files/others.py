"""The paths of the sheet Outros, by code and not by position: measures["9"].as_printed, reports["3"].narrative."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from rumo.science.planfile.values import Wrong, quoted

_QUOTED = r'"(?:[^"\\]|\\.)*"'
_OTHER = re.compile(
    rf"(?:(?P<list>measures|reports)\[(?P<code>{_QUOTED})\]\.)?(?:indicators\[(?P<indicator>{_QUOTED})\]\.)?(?P<key>[a-z_]+(\.[a-z_]+)?)"
)
Holder = tuple[dict[str, Any], str, str]


def locate(
    path: str,
    raw: dict[str, Any],
    codes: Mapping[str, Mapping[str, int]],
    indicators: Mapping[tuple[str, str], str],
) -> Holder:
    """The object a path of Outros speaks of, its place with the dot, and the key; raises `Wrong`.

    codes: for "measures" and "reports", the index of each code. indicators: the place of each (measure, indicator).
    """
    match = _OTHER.fullmatch(path)
    code, indicator = (_selector(match[part]) if match else "" for part in ("code", "indicator"))
    if not match or (indicator and match["list"] != "measures"):
        raise Wrong(f'{quoted(path)} não é um caminho: escreva por exemplo measures["9"].as_printed')
    place = ""
    if match["list"]:
        if code not in codes[match["list"]]:
            raise Wrong(f"{quoted(path)} fala de {quoted(code)}, que não está em nenhuma folha")
        place = f"{match['list']}[{codes[match['list']][code]}]"
    if indicator:
        place = indicators.get((code, indicator), "")
        if not place:
            raise Wrong(
                f"{quoted(path)} fala do indicador {quoted(indicator)}, que não está na folha Indicadores"
            )
    holder = reach(raw, place)
    *way, key = match["key"].split(".")
    for step in way:
        holder = holder.setdefault(step, {})
        if not isinstance(holder, dict):
            raise Wrong(f"{quoted(path)} não é um caminho: {quoted(step)} não tem partes")
    return holder, f"{place}." * bool(place) + "".join(f"{step}." for step in way), key


def _selector(written: str | None) -> str:
    """The code between square brackets; "" where there is none that can be read."""
    try:
        return str(json.loads(written)) if written else ""
    except ValueError:
        return ""


def reach(raw: dict[str, Any], path: str) -> dict[str, Any]:
    """The object at a path of indexes, as in measures[3].indicators[0]."""
    thing: Any = raw
    for step in re.findall(r"[a-z_]+|\d+", path):
        thing = thing[int(step)] if step.isdigit() else thing[step]
    return thing  # type: ignore[no-any-return]
