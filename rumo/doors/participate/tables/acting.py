"""The acts of a table, by the button that was pressed; each once, by the one-time token of its form."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rumo.doors.participate.tables import pages
from rumo.doors.participate.tables.seats import Seat
from rumo.doors.web import clock
from rumo.doors.web.parts import Fault
from rumo.listen.contributions.actions import PARTICIPANT
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.models import Canvas, Card
from rumo.listen.gatherings.queries import place_of

_BUTTON = re.compile(r"([a-z]+)(?::([0-9]{1,7}))?")
_TOKEN = re.compile(r"[0-9a-f]{32}")
LOOK, OPEN = "quadro", "abrir"


@dataclass(frozen=True, slots=True)
class Sent:
    """A form of a table: the canvas, the card it is about (0: none), its fields, the seat and the token."""

    canvas: Canvas
    number: int
    post: dict[str, str]
    seat: Seat
    token: str

    def does(self, act: Callable[..., object], **more: object) -> None:
        """Do an act of the room with what every act is given."""
        act(canvas=self.canvas, token=self.token, by=PARTICIPANT, at=clock.now(), **more)

    def on_card(self, act: Callable[..., Card], **more: object) -> None:
        """Do an act on the card."""
        self.does(act, number=self.number, **more)

    def __getitem__(self, name: str) -> str:
        """Return a field, empty where it was not sent."""
        return self.post.get(name, "")


def act(request: HttpRequest, seat: Seat, canvas: Canvas) -> HttpResponse:
    """Do what a button says and show the table; a card that was opened, or what is to be mended, on the card's own page."""
    pressed = _BUTTON.fullmatch(request.POST.get("ir", ""))
    name, number = (pressed[1], int(pressed[2] or 0)) if pressed else (LOOK, 0)
    if name == LOOK:
        return pages.table(request, seat, canvas)
    if name == OPEN:
        return pages.card(request, seat, canvas, number)
    token = request.POST.get("token", "")
    sent = Sent(canvas, number, request.POST.dict(), seat, token)
    does = ACTS.get(name)
    if does is None or not _TOKEN.fullmatch(token):
        words = _("Este botão já não serve: a página foi atualizada. Tente de novo.")
        return pages.table(request, seat, canvas, fault=Fault("quadro", words))
    try:
        does(sent)
    except gatherings.Conflict as no:
        return pages.card(request, seat, _anew(canvas), number, fault=Fault("texto", str(no)), conflict=no)
    except gatherings.CanvasRefused as no:
        fault = Fault(no.field or "quadro", str(no))
        canvas = _anew(canvas)
        if name in ON_ITS_PAGE:
            return pages.card(request, seat, canvas, number, fault=fault)
        return pages.table(request, seat, canvas, fault=fault)
    return pages.table(request, seat, _anew(canvas), done=True, zone=sent["zona"] if name == "juntar" else "")


def _anew(canvas: Canvas) -> Canvas:
    """The canvas as it is after an act (one query); its table and gathering stay."""
    canvas.refresh_from_db(fields=["version", "state", "asked_at", "synthesis", "cards"])
    return canvas


def _lay(sent: Sent) -> None:
    sent.does(gatherings.lay, zone=sent["zona"], text=sent["texto"], language=get_language())


def _reword(sent: Sent) -> None:
    was = int(sent["era"]) if re.fullmatch("[0-9]{1,7}", sent["era"]) else 0
    sent.on_card(gatherings.reword, text=sent["texto"], was=was, language=get_language())


def _move(sent: Sent) -> None:
    place = int(sent["sitio"]) if re.fullmatch("[0-9]{1,6}", sent["sitio"]) else pages.LAST
    sent.on_card(gatherings.move, zone=sent["zona"], place=place)


def _beside(by: int) -> Callable[[Sent], None]:
    def moved(sent: Sent) -> None:
        zone, place = place_of(sent.canvas, sent.number)
        sent.on_card(gatherings.move, zone=zone, place=max(1, place + by))

    return moved


def _vote(on: bool) -> Callable[[Sent], None]:
    def voted(sent: Sent) -> None:
        sent.on_card(gatherings.vote, mark=sent.seat.mark, on=on)

    return voted


def _comment(sent: Sent) -> None:
    sent.on_card(gatherings.comment, text=sent["comentario"], language=get_language())


def _group(sent: Sent) -> None:
    sent.on_card(gatherings.group, name=sent["grupo"])


def _verdict(right: bool) -> Callable[[Sent], None]:
    def said(sent: Sent) -> None:
        sent.does(gatherings.verdict, mark=sent.seat.mark, right=right, missing=sent["falta"])

    return said


ACTS: dict[str, Callable[[Sent], None]] = {
    "juntar": _lay,
    "mudar": _reword,
    "mover": _move,
    "subir": _beside(-1),
    "descer": _beside(1),
    "votar": _vote(True),
    "desvotar": _vote(False),
    "comentar": _comment,
    "agrupar": _group,
    "tirar": lambda sent: sent.on_card(gatherings.remove),
    "certo": _verdict(True),
    "falta": _verdict(False),
}
"""What each button does."""
ON_ITS_PAGE = frozenset({"mudar", "mover", "comentar", "agrupar"})
"""The acts that stand on a card's own page."""
