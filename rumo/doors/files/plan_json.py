"""The plan file as JSON text: read without letting anything slip (repeated keys, depth, size), written the same way every time."""

from __future__ import annotations

import json
from typing import Any

from rumo.science.planfile import Plan, dump
from rumo.science.planfile.values import quoted


class NotJsonError(ValueError):
    """Text that is no acceptable JSON; the message says where and why."""


def load_json(text: str) -> Any:
    """Read JSON; a key written twice in one object is refused, since one of the two would be lost. Raises `NotJsonError`."""
    try:
        return json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        place = f"linha {error.lineno}, coluna {error.colno}"
        raise NotJsonError(f"não é JSON válido ({place}): verifique vírgulas, aspas e chavetas") from None
    except RecursionError:
        raise NotJsonError("tem objetos encaixados fundo de mais") from None
    except NotJsonError:
        raise
    except ValueError:  # a whole number of thousands of digits
        raise NotJsonError("tem um número com algarismos a mais") from None


def write_json(plan: Plan) -> bytes:
    """The plan as JSON, UTF-8, one space of indentation, with a final line break."""
    return (json.dumps(dump(plan), ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise NotJsonError(f"a chave {quoted(key)} está escrita duas vezes no mesmo objeto: apague uma")
        found[key] = value
    return found
