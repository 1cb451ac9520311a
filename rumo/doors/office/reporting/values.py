"""What a cell of the sheet says, as a person writes it (40 for 40 %, 1234,50, sim), and back; what cannot be read says how to mend it."""

import math
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from rumo.deliver.progress.queries.sheet import Cell
from rumo.doors.files.cells import Cell as Raw
from rumo.doors.files.cells import numeral, read_money, read_number
from rumo.doors.web import formats
from rumo.science.planfile.values import LARGEST, PROSE, Wrong, brief

CENT = Decimal("0.01")
YES, NO = "sim", "não"


def stages() -> dict[str, str]:
    """Return the stages a report may say, in words, in the order of a list."""
    return {
        "not_started": _("não iniciada"),
        "in_progress": _("em execução"),
        "completed": _("concluída"),
        "suspended": _("suspensa"),
        "cancelled": _("abandonada"),
    }


def choices(cell: Cell) -> dict[str, str]:
    """Return what may be chosen in a cell, by what is sent for it; nothing where it is written."""
    return stages() if cell.kind == "stage" else {YES: _("sim"), NO: _("não")} if cell.kind == "truth" else {}


def written(cell: Cell, value: Any) -> str:
    """Return a value as it stands in its field: "" for none, 40 for 0.4 of an activity, a stage by its key."""
    if value is None:
        return ""
    if cell.kind == "share":
        return numeral(round(float(value) * 100, 10))
    if cell.kind == "number":
        return numeral(float(value))
    if cell.kind == "money":
        amount = Decimal(str(value)).quantize(CENT)
        return str(amount.to_integral_value() if amount == amount.to_integral_value() else amount).replace(
            ".", ","
        )
    if cell.kind == "truth":
        return YES if float(value) == 1 else NO
    return str(value).replace("\r\n", "\n")


def told(cell: Cell, value: Any) -> str:
    """Return a value in words, to be read and not written: "40 %", "1 234,50 €", "em execução"."""
    if value is None:
        return formats.NOTHING
    if cell.kind == "stage":
        return stages().get(str(value), str(value))
    if cell.kind == "share":
        return formats.percent(float(value), 0 if float(value) * 100 == int(float(value) * 100) else 1)
    if cell.kind == "number":
        return formats.number(float(value), 4)
    return formats.money(Decimal(str(value)).quantize(CENT)) if cell.kind == "money" else written(cell, value)


def read(cell: Cell, raw: Raw) -> Any:
    """Return what a field or a spreadsheet's cell says, None when it is empty; raises `Wrong` in words."""
    if isinstance(raw, str):
        raw = raw.replace("\r\n", "\n").strip().replace("\u00a0", " ") if cell.kind == "text" else raw.strip()
    if raw is None or raw == "":
        return None
    return READERS[cell.kind](raw)


def same(cell: Cell, one: str, other: str) -> bool:
    """Tell whether two writings of a cell say the same, such as 12 and 12,0."""
    if one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip():
        return True
    try:
        return bool(read(cell, one) == read(cell, other))
    except Wrong:
        return False


def _stage(raw: Raw) -> str:
    known = {**{words.casefold(): key for key, words in stages().items()}, "cancelada": "cancelled"}
    said = " ".join(str(raw).split()).casefold()
    if said in stages():
        return said
    if said in known:
        return known[said]
    raise Wrong(
        _("«%(text)s» não é um estado. Escolha um destes: %(known)s.")
        % {"text": brief(str(raw)), "known": ", ".join(stages().values())}
    )


def _truth(raw: Raw) -> float:
    said = str(raw).casefold()
    if raw is True or said in ("sim", "s", "1", "1.0", "feito", "true", "x", _("sim").casefold()):
        return 1.0
    if raw is False or said in ("não", "nao", "n", "0", "0.0", "false", _("não").casefold()):
        return 0.0
    raise Wrong(_("«%(text)s» não se percebe. Escreva sim ou não.") % {"text": brief(str(raw))})


def _number(raw: Raw) -> float:
    value = read_number(raw)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Wrong(
            _("«%(text)s» não é um número. Escreva só algarismos, por exemplo 12 ou 12,5.")
            % {"text": brief(str(raw))}
        )
    if value < 0:
        raise Wrong(_("O valor não pode ser negativo. Escreva 0 ou mais."))
    if value > LARGEST:
        raise Wrong(_("O número tem algarismos a mais. Confirme o que escreveu."))
    return float(value)


def _share(raw: Raw) -> float:
    bare = raw.removesuffix("%").strip() if isinstance(raw, str) else raw
    value = _number(bare)
    if value > 100:
        raise Wrong(_("Uma atividade vai de 0 a 100 %. Escreva, por exemplo, 40."))
    return round(value / 100, 12)


def _money(raw: Raw) -> str:
    value = read_money(raw)
    try:
        amount = Decimal(value if isinstance(value, str) else repr(value))
        if isinstance(value, bool) or not amount.is_finite():
            raise ArithmeticError
    except ArithmeticError:
        raise Wrong(
            _("«%(text)s» não é uma quantia. Escreva, por exemplo, 1234,50.") % {"text": brief(str(raw))}
        ) from None
    if amount < 0:
        raise Wrong(_("A quantia não pode ser negativa. Escreva 0 ou mais."))
    if amount >= 10**12:
        raise Wrong(_("A quantia tem algarismos a mais. Confirme o que escreveu."))
    if amount != amount.quantize(CENT):
        raise Wrong(_("A quantia tem mais de dois algarismos depois da vírgula. Arredonde-a aos cêntimos."))
    return str(amount.quantize(CENT, ROUND_HALF_UP))


def _text(raw: Raw) -> str:
    text = str(raw)
    if len(text) > PROSE:
        raise Wrong(
            _("O texto tem %(long)s carateres e o máximo é %(limit)s: encurte-o.")
            % {"long": formats.number(len(text)), "limit": formats.number(PROSE)}
        )
    return text


def time_of(instant: datetime) -> str:
    """Return an instant as the hour and minute it is in the country."""
    return instant.astimezone(ZoneInfo(settings.TIME_ZONE)).strftime("%H:%M")


READERS = {
    "stage": _stage,
    "truth": _truth,
    "number": _number,
    "share": _share,
    "money": _money,
    "text": _text,
}
