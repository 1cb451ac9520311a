"""Single values of a plan file: each function reads one raw JSON value and answers it typed, or raises `Wrong` in plain words."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar
from urllib.parse import urlsplit

LINE = 1_000
"""Characters in one line of text (titles, names, addresses of pages)."""
PROSE = 20_000
"""Characters in text of several lines (descriptions, narratives)."""
CODE = 64
"""Characters in a code."""
LARGEST = 1e15
"""No number beyond this: above it a sheet no longer keeps whole numbers exactly."""
MONEY_DIGITS = 12
YEARS = range(1900, 2200)

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile("[\t\n\u2028\u2029]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
"""Characters that count as letters, marks or symbols and yet show nothing."""
_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_MONEY = re.compile(r"-?[0-9]+(\.([0-9]+))?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SHA256 = re.compile(r"[0-9a-f]{64}")

_Day = TypeVar("_Day", bound=dt.date)


class Wrong(ValueError):
    """A value that cannot be accepted; the text says what it is and what to write instead."""


def shown(raw: object) -> str:
    """Say in a few words what `raw` is, for a message: «texto», número 3, uma lista ..."""
    if raw is None:
        return "vazio"
    if isinstance(raw, bool):
        return "verdadeiro/falso"
    if isinstance(raw, str):
        return f"o texto «{brief(raw)}»"
    if isinstance(raw, float) and not math.isfinite(raw):
        return "um valor que não é finito (NaN ou infinito)"
    if isinstance(raw, int) and abs(raw) > LARGEST:
        return "um número com algarismos a mais"
    if isinstance(raw, int | float):
        return f"o número {raw}"
    if isinstance(raw, list):
        return "uma lista"
    return "um objeto" if isinstance(raw, dict) else "outra coisa"


def quoted(text: str) -> str:
    """Put text between «», on one line and cut, without the «o texto» of `shown`."""
    return shown(text).removeprefix("o texto ")


def brief(text: str, most: int = 60) -> str:
    """Show text on one line, cut to `most` characters; what would steer a terminal or turn the writing is replaced."""
    cut = text if len(text) <= most else text[: most - 3] + "..."
    return _BIDI.sub("\ufffd", _BREAK.sub(" ", _CONTROL.sub("\ufffd", cut.replace("\r", "\n"))))


def text(raw: object, *, limit: int = LINE, lines: bool = False) -> str:
    """Read text; CR and CRLF become LF. One line refuses line breaks, tabs and characters that turn the writing direction."""
    if not isinstance(raw, str):
        raise Wrong(f"tem de ser texto e está {shown(raw)}")
    clean = raw.replace("\r\n", "\n").replace("\r", "\n")
    bad = _CONTROL.search(clean) or (None if lines else _BIDI.search(clean))
    if bad:
        raise Wrong(f"tem um carácter de controlo invisível (U+{ord(bad.group()):04X}): apague-o")
    if not lines and _BREAK.search(clean):
        raise Wrong("tem uma mudança de linha ou tabulação: escreva tudo numa só linha")
    if len(clean) > limit:
        raise Wrong(f"tem {len(clean)} caracteres; o limite é {limit}: encurte-o")
    return clean


def name(raw: object, *, limit: int = LINE) -> str:
    """Read one line of text that must show something."""
    value = text(raw, limit=limit)
    if all(_unseen(mark) for mark in value):
        raise Wrong("está em branco: escreva-o")
    return value


def _unseen(mark: str) -> bool:
    """Whether a character shows nothing: spaces, what only formats its neighbours, and fillers."""
    return (
        mark.isspace()
        or mark in _FILLERS
        or unicodedata.category(mark) == "Cf"
        or bool(_SELECTOR.match(mark))
    )


def code(raw: object) -> str:
    """Read a code: one line, no space at either end, at most `CODE` characters."""
    value = name(raw, limit=CODE)
    if value != value.strip():
        raise Wrong(f"o código {quoted(value)} tem espaços no início ou no fim: apague-os")
    return value


def measure_code(raw: object) -> str:
    """Read a measure's code, which is also part of its address: no slash, and not only dots."""
    value = code(raw)
    if "/" in value or not value.strip("."):
        raise Wrong(f"o código {quoted(value)} não serve num endereço: não use «/» nem só pontos")
    return value


def slug(raw: object) -> str:
    """Read a slug: small letters without accents, digits and single hyphens."""
    value = text(raw, limit=100)
    if not _SLUG.fullmatch(value):
        raise Wrong(
            f"{quoted(value)} não serve de identificador: use letras minúsculas sem acento, algarismos e hífenes, "
            "por exemplo odemira-2015-2017"
        )
    return value


def continuation(raw: object) -> str:
    """Read "plan-slug/code", the key of the measure carried on."""
    value = text(raw, limit=100 + 1 + CODE)
    plan, slash, measure = value.partition("/")
    try:
        if not slash:
            raise Wrong
        slug(plan)
        measure_code(measure)
    except Wrong:
        raise Wrong(
            f"{quoted(value)} não é uma medida: escreva plano/código, por exemplo odemira-2015-2017/9"
        ) from None
    return value


def language(raw: object) -> str:
    """Read a language code such as pt or pt-PT."""
    value = text(raw)
    if not _LANGUAGE.fullmatch(value):
        raise Wrong(f"{quoted(value)} não é um código de língua: escreva por exemplo pt ou en")
    return value


def currency(raw: object) -> str:
    """Read an ISO 4217 currency code."""
    value = text(raw)
    if not re.fullmatch("[A-Z]{3}", value):
        raise Wrong(f"{quoted(value)} não é um código de moeda: escreva três letras, por exemplo EUR")
    return value


def url(raw: object) -> str:
    """Read the address of a page: http or https, with a host."""
    value = text(raw, limit=2 * LINE)
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", value)
    except ValueError:
        good = False
    if not good:
        raise Wrong(
            f"{quoted(value)} não é um endereço que se possa abrir: tem de começar por http:// ou https://"
        )
    return value


def sha256(raw: object) -> str:
    """Read a SHA-256 digest in hexadecimal; capitals are made small."""
    value = text(raw).lower()
    if not _SHA256.fullmatch(value):
        raise Wrong(f"{quoted(value)} não é um resumo SHA-256: são 64 algarismos de 0 a 9 e letras de a a f")
    return value


def truth(raw: object) -> bool:
    """Read true or false."""
    if not isinstance(raw, bool):
        raise Wrong(f"tem de ser true ou false (sim ou não) e está {shown(raw)}")
    return raw


def number(raw: object) -> float:
    """Read a finite number no larger than `LARGEST`; true and false are not numbers."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise Wrong(f"tem de ser um número e está {shown(raw)}")
    if isinstance(raw, float) and not math.isfinite(raw):
        raise Wrong(f"tem de ser um número e está {shown(raw)}")
    if abs(raw) > LARGEST:
        raise Wrong("é um número demasiado grande: o limite é 1 000 000 000 000 000")
    return float(raw) + 0.0  # -0.0 is 0


def weight(raw: object) -> float:
    """Read a weight: a number above 0."""
    value = number(raw)
    if value <= 0:
        raise Wrong(f"o peso tem de ser maior que 0 e é {raw}")
    return value


def share(raw: object) -> float:
    """Read a share: a number from 0 to 1."""
    value = number(raw)
    if not 0 <= value <= 1:
        raise Wrong(f"tem de estar entre 0 e 1 (0,5 é metade) e é {raw}")
    return value


def whole(raw: object, *, least: int, most: int) -> int:
    """Read a whole number between `least` and `most`, both allowed."""
    value = number(raw)
    if value != int(value):
        raise Wrong(f"tem de ser um número inteiro e é {raw}")
    if not least <= value <= most:
        raise Wrong(f"tem de estar entre {least} e {most} e é {int(value)}")
    return int(value)


def money(raw: object) -> Decimal:
    """Read an amount: text such as "750.00" (or a number), not negative, at most two decimals. Answers it with two."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise Wrong(f'tem de ser um valor em dinheiro, por exemplo "750.00", e está {shown(raw)}')
    written = raw if isinstance(raw, str) else format(Decimal(repr(number(raw))).normalize(), "f")
    match = _MONEY.fullmatch(written)
    if not match:
        raise Wrong(f'{quoted(written)} não é um valor em dinheiro: escreva por exemplo "750.00"')
    if len(match.group(2) or "") > 2:
        raise Wrong(f"{brief(written)} tem mais de duas casas decimais: arredonde ao cêntimo")
    value = Decimal(written)
    if value < 0:
        raise Wrong(f"{brief(written)} é negativo: um valor em dinheiro não pode ser menor que 0")
    if value >= 10**MONEY_DIGITS:
        raise Wrong(f"{quoted(written)} é demasiado grande: o limite é 999 999 999 999.99")
    return abs(value).quantize(Decimal("0.01"))


def date(raw: object) -> dt.date:
    """Read a day written AAAA-MM-DD, of a year in `YEARS`."""
    if not isinstance(raw, str) or not _DATE.fullmatch(raw):
        raise Wrong(f"tem de ser uma data escrita AAAA-MM-DD (por exemplo 2024-03-31) e está {shown(raw)}")
    try:
        value = dt.date.fromisoformat(raw)
    except ValueError:
        raise Wrong(f"{raw} não existe no calendário") from None
    return _in_years(value)


def instant(raw: object) -> dt.datetime:
    """Read an instant with its time zone, answered in UTC."""
    try:
        value = (
            dt.datetime.fromisoformat(raw) if isinstance(raw, str) and len(raw) > len("2024-03-31") else None
        )
    except ValueError:
        value = None
    if value is None:
        raise Wrong(f"tem de ser data e hora, por exemplo 2024-03-31T10:00:00Z, e está {shown(raw)}")
    if value.tzinfo is None:
        raise Wrong(f"falta o fuso horário em {raw}: acrescente Z (hora universal) ou, por exemplo, +01:00")
    return _in_years(_in_years(value).astimezone(dt.UTC))


def _in_years(value: _Day) -> _Day:
    if value.year not in YEARS:
        raise Wrong(f"o ano {value.year:04d} está fora do que se aceita: de {YEARS[0]} a {YEARS[-1]}")
    return value


def choice(raw: object, options: Sequence[str]) -> str:
    """Read one of `options`."""
    if not isinstance(raw, str) or raw not in options:
        raise Wrong(f"está {shown(raw)} e tem de ser um destes: {', '.join(options)}")
    return raw
