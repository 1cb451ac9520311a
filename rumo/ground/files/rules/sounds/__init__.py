"""Sound: only the sound itself is kept, whatever the container; where and when it was made, by whom and with what, is left out."""

import struct
from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext as _

from rumo.ground.files.rules.limits import MINUTES, FileRefused
from rumo.ground.files.rules.sounds import mp3, mp4, ogg, wav, webm
from rumo.ground.files.rules.sounds.heard import Damaged, Heard, NotSound

SHORTEST = 0.3  # seconds; less is a button pressed twice
_BY_FORM: dict[str, Callable[[bytes], Heard]] = {
    "mp3": mp3.cleaned,
    "mp4": mp4.cleaned,
    "ogg": ogg.cleaned,
    "wav": wav.cleaned,
    "webm": webm.cleaned,
}


def clean(source: Path, target: Path, form: str) -> None:
    """Write the sound of a file (`form`: mp3, mp4, ogg, wav, webm) to `target` and nothing else. Raises `FileRefused`.

    A recording fits in memory: what comes in has passed its limit of size.
    """
    try:
        heard = _BY_FORM[form](source.read_bytes())
    except NotSound:
        raise FileRefused(
            _("O ficheiro tem imagem, ou mais do que uma gravação. Envie só o som, uma gravação de cada vez.")
        ) from None
    except (Damaged, struct.error, IndexError, KeyError, ZeroDivisionError):
        raise FileRefused(_("A gravação está danificada e não se consegue ouvir. Grave de novo.")) from None
    if heard.seconds < SHORTEST:
        raise FileRefused(_("A gravação está vazia. Grave de novo e espere um momento antes de parar."))
    if heard.seconds > MINUTES * 60:
        raise FileRefused(
            _("A gravação tem mais de %(limit)s minutos. Divida-a em várias, ou grave só o mais importante.")
            % {"limit": MINUTES}
        )
    target.write_bytes(heard.data)
