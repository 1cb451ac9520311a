"""How a plan's columns become bytes and come back: a JSON head that names each array, then the arrays, eight-byte aligned."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rumo.science.degree.columns import Facts

Arrays = dict[str, NDArray[Any]]
_COUNTS = ("plans", "municipalities", "funders")
_ARRAYS = tuple(f.name for f in fields(Facts) if f.name not in _COUNTS)


@dataclass(frozen=True, slots=True)
class PlanLabels:
    """What the groups of one plan are called, beside its facts; indices point into its own measures, versions and `strings`.

    `measure_ids` are keys of plans.Measure, `area_term` keys of vocabularies.Term; -1 stands for none. `combos` are the distinct pairs
    (area keys, DICO codes) of its measure versions, and `mv_combo` says which is whose: they partition the measures at any date.
    """

    plan_id: int
    slug: str
    title: str
    synthetic: bool
    codes: list[str]
    strings: list[str]
    combos: list[tuple[list[int], list[int]]]
    measure_ids: NDArray[np.int64]
    mv_combo: NDArray[np.int32]
    mv_level: NDArray[np.int8]
    mv_axis: NDArray[np.int32]
    mv_strategic: NDArray[np.int32]
    mv_operational: NDArray[np.int32]
    area_mv: NDArray[np.int32]
    area_term: NDArray[np.int32]
    responsible_mv: NDArray[np.int32]
    responsible_name: NDArray[np.int32]


_LABEL_WORDS = ("plan_id", "slug", "title", "synthetic", "codes", "strings", "combos")
_LABEL_ARRAYS = tuple(f.name for f in fields(PlanLabels) if f.name not in _LABEL_WORDS)


@dataclass(frozen=True, slots=True)
class MonthSums:
    """Month-end running sums of one plan: `sums[i, c]` are (w·d, w, w·p, w of measures with p, w of those informed) of combo c.

    Month i is `first + i`, counted from January 1970. Before the first the first holds, after the last the last.
    """

    first: int
    sums: NDArray[np.float64]


def _join(head: dict[str, Any], arrays: Arrays) -> bytes:
    head["arrays"] = [[name, array.dtype.str, list(array.shape)] for name, array in arrays.items()]
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-(len(text) + 8) % 8)
    parts = [len(text).to_bytes(8, "little"), text]
    for array in arrays.values():
        raw = np.ascontiguousarray(array).tobytes()
        parts += [raw, bytes(-len(raw) % 8)]
    return b"".join(parts)


def _split(packed: bytes) -> tuple[dict[str, Any], Arrays]:
    start = 8 + int.from_bytes(packed[:8], "little")
    head = json.loads(bytes(packed[8:start]))
    arrays: Arrays = {}
    for name, kind, shape in head["arrays"]:
        dtype, count = np.dtype(kind), int(np.prod(shape))
        arrays[name] = np.frombuffer(packed, dtype, count, start).reshape(shape)
        start += -(-count * dtype.itemsize // 8) * 8
    return head, arrays


def _taken(values: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: values[name] for name in names}


def pack_plan(facts: Facts, labels: PlanLabels) -> bytes:
    """Pack one plan's facts and labels."""
    head = {name: getattr(labels, name) for name in _LABEL_WORDS} | {
        name: getattr(facts, name) for name in _COUNTS
    }
    arrays = {name: getattr(facts, name) for name in _ARRAYS} | {
        name: getattr(labels, name) for name in _LABEL_ARRAYS
    }
    return _join(head, arrays)


def unpack_plan(packed: bytes) -> tuple[Facts, PlanLabels]:
    """Give back what `pack_plan` packed; the arrays are read-only views of `packed`."""
    head, arrays = _split(packed)
    facts = Facts(**_taken(head, _COUNTS), **_taken(arrays, _ARRAYS))
    labels = PlanLabels(**_taken(head, _LABEL_WORDS), **_taken(arrays, _LABEL_ARRAYS))
    return facts, labels


def pack_months(months: MonthSums) -> bytes:
    """Pack one plan's month-end sums."""
    return _join({"first": months.first}, {"sums": months.sums})


def unpack_months(packed: bytes) -> MonthSums:
    """Give back what `pack_months` packed."""
    head, arrays = _split(packed)
    return MonthSums(head["first"], arrays["sums"])
