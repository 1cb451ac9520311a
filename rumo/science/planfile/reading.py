"""A cursor over raw JSON: reads one object key by key, and writes down every fault with its place instead of stopping."""

from __future__ import annotations

import difflib
import json
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar, overload

from rumo.science.planfile import values
from rumo.science.planfile.document import Fault
from rumo.science.planfile.values import Wrong, quoted, shown

DEPTH = 30
"""How deep `as_printed` may nest."""
KEY = 60
"""Characters of a key in a place."""

T = TypeVar("T")
D = TypeVar("D")


def join(path: str, key: str | int) -> str:
    """The place of `key` inside `path`: measures[3], measures[3].title, activities["9.1"]. A long key is cut: places are read by people."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    if len(key) > KEY:
        key = key[: KEY - 3] + "..."
    if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", key):
        return f"{path}.{key}" if path else key
    # Escaped: a broken key must not break the line that names it.
    return f"{path}[{json.dumps(key, ensure_ascii=not key.isprintable())}]"


@dataclass
class Log:
    """What was found so far: faults refuse the file, flags are only shown."""

    faults: list[Fault] = field(default_factory=list)
    flags: list[Fault] = field(default_factory=list)

    def fault(self, where: str, message: str) -> None:
        """Write down one thing that refuses the file."""
        self.faults.append(Fault(where, message))

    def flag(self, where: str, message: str) -> None:
        """Write down one thing to look at, which does not refuse the file."""
        self.flags.append(Fault(where, message))

    def within(self, since: int, *places: str) -> bool:
        """Whether a fault written after the first `since` ones stands at one of `places` or below it."""
        below = tuple(f"{place}{mark}" for place in places for mark in (".", "["))
        return any(fault.where in places or fault.where.startswith(below) for fault in self.faults[since:])


class Thing:
    """One JSON object at a place. Every reader answers the default (None, empty) for what is absent, null or wrong."""

    def __init__(self, raw: object, path: str, log: Log, keys: tuple[str, ...]) -> None:
        """Take `raw`; what is not an object, or has keys other than `keys`, is a fault."""
        self.path, self.log = path, log
        self.ok = isinstance(raw, dict)
        self.raw: dict[str, Any] = raw if isinstance(raw, dict) else {}
        if not self.ok:
            log.fault(path, f"tem de ser um objeto com chaves e está {shown(raw)}")
        for key in self.raw:
            if not isinstance(key, str):
                log.fault(path, "tem uma chave que não é texto")
            elif key not in keys:
                log.fault(self.at(key), _unknown_key(key, keys))

    def at(self, key: str) -> str:
        """The place of one key."""
        return join(self.path, key)

    def has(self, key: str) -> bool:
        """Whether the file says something here, right or wrong."""
        return self.raw.get(key) is not None

    def fault(self, key: str, message: str) -> None:
        """Write down a fault at one key."""
        self.log.fault(self.at(key), message)

    @overload
    def read(self, key: str, reader: Callable[[Any], T], default: D, *, required: str = "") -> T | D: ...
    @overload
    def read(self, key: str, reader: Callable[[Any], T], *, required: str = "") -> T | None: ...
    def read(self, key: str, reader: Callable[[Any], Any], default: Any = None, *, required: str = "") -> Any:
        """Read one value; `required` says what is missing, for the fault, when the value is absent or null."""
        raw = self.raw.get(key)
        if raw is None:
            if required and self.ok:
                self.fault(key, f"falta {required}")
            return default
        return self.try_(self.at(key), reader, raw, default)

    def try_(self, path: str, reader: Callable[[Any], T], raw: object, default: D) -> T | D:
        """Apply a reader to one value at `path`; what it refuses is written down and the default answered."""
        try:
            return reader(raw)
        except Wrong as wrong:
            self.log.fault(path, str(wrong))
            return default

    def items(self, key: str) -> Iterator[tuple[str, Any]]:
        """The items of a list, each with its place."""
        raw = self.raw.get(key)
        if raw is None:
            return
        if not isinstance(raw, list):
            self.fault(key, f"tem de ser uma lista e está {shown(raw)}")
            return
        for index, item in enumerate(raw):
            yield join(self.at(key), index), item

    def things(self, key: str, keys: tuple[str, ...]) -> Iterator[Thing]:
        """The objects of a list."""
        for path, item in self.items(key):
            yield Thing(item, path, self.log, keys)

    def names(self, key: str) -> tuple[str, ...]:
        """A list of one-line texts; a repeated one is kept once and flagged."""
        found: dict[str, None] = {}
        for path, item in self.items(key):
            value = self.try_(path, values.name, item, None)
            if value in found:
                self.log.flag(path, f"{quoted(value)} está repetido: conta uma vez")
            elif value is not None:
                found[value] = None
        return tuple(found)

    def mapping(self, key: str) -> Iterator[tuple[str, str, Any]]:
        """The pairs of an object whose keys are names of the file's own: (place, key, value); null values are skipped."""
        raw = self.raw.get(key)
        if raw is None:
            return
        if not isinstance(raw, dict):
            self.fault(key, f"tem de ser um objeto com chaves e está {shown(raw)}")
            return
        for name, value in raw.items():
            if not isinstance(name, str):
                self.fault(key, "tem uma chave que não é texto")
            elif value is not None:
                yield join(self.at(key), name), name, value

    def free(self, key: str) -> dict[str, Any]:
        """An object of anything (`as_printed`), kept as it is once shown to be storable."""
        raw = self.raw.get(key)
        if raw is None:
            return {}
        if not isinstance(raw, dict):
            self.fault(key, f"tem de ser um objeto com chaves e está {shown(raw)}")
            return {}
        self._storable(self.at(key), raw, 0)
        return raw

    def _storable(self, path: str, raw: object, depth: int) -> None:
        if depth > DEPTH:
            self.log.fault(path, f"está encaixado fundo de mais: o limite são {DEPTH} níveis")
        elif isinstance(raw, dict):
            for name, value in raw.items():
                if isinstance(name, str):
                    self.try_(path, _loose_text, name, None)
                    self._storable(join(path, name), value, depth + 1)
                else:
                    self.log.fault(path, "tem uma chave que não é texto")
        elif isinstance(raw, list):
            for index, value in enumerate(raw):
                self._storable(join(path, index), value, depth + 1)
        elif isinstance(raw, str):
            self.try_(path, _loose_text, raw, None)
        elif isinstance(raw, float) and not math.isfinite(raw):
            self.log.fault(path, f"tem de ser um número e está {shown(raw)}")
        elif isinstance(raw, int) and abs(raw) > 10**100:
            self.log.fault(path, f"está {shown(raw)}")
        elif raw is not None and not isinstance(raw, bool | int | float):
            self.log.fault(path, "tem um valor que não existe em JSON")


def _loose_text(raw: object) -> str:
    return values.text(raw, limit=values.PROSE, lines=True)


def _unknown_key(key: str, keys: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(key, keys, n=1)
    hint = f"talvez quisesse dizer «{near[0]}»" if near else "apague-a ou ponha-a em as_printed"
    return f"chave desconhecida {quoted(key)}: {hint}"
