"""Pictures: measured before they are decoded, turned upright, encoded anew without camera, place or comment."""

from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from rumo.ground.files.rules.limits import PIXELS, FileRefused

TURNED = PIXELS // 2  # up to here a picture is turned in memory
_ORIENTATION = 0x0112
_SAVED: dict[str, dict[str, int]] = {
    "JPEG": {"quality": 92},
    "PNG": {"compress_level": 4},
    "WEBP": {"quality": 90, "method": 2},
}


def clean(source: Path | IO[bytes], target: Path | IO[bytes], form: str) -> None:
    """Write the picture (`form` is JPEG, PNG or WEBP) to `target` with nothing but its pixels. Raises `FileRefused`."""
    try:
        with Image.open(source, formats=[form]) as image:
            _measure(image, form)
            turned = _upright(image)
            image.info = {key: image.info[key] for key in ("transparency",) if key in image.info}
            shown = image.convert("RGB") if image.mode == "CMYK" else image
            shown.save(target, format=form, exif=turned, **_SAVED[form])
    except FileRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large() from None
    except (OSError, ValueError, SyntaxError, KeyError, TypeError, EOFError) as error:
        if getattr(error, "errno", None):  # the disk's fault, not the picture's
            raise
        raise FileRefused(_("A imagem está danificada. Abra-a, guarde-a de novo e envie a cópia.")) from None


def _upright(image: Image.Image) -> bytes:
    """Turn a picture the way it was held; of a very large one return an EXIF that says only that, since turning holds it twice."""
    orientation = image.getexif().get(_ORIENTATION, 1)
    if orientation != 1 and image.width * image.height > TURNED:
        image.load()
        only = Image.Exif()
        only[_ORIENTATION] = orientation
        return only.tobytes()
    ImageOps.exif_transpose(image, in_place=True)
    image.load()
    return b""


def _measure(image: Image.Image, form: str) -> None:
    """Refuse what would not fit, or would lose something, before a pixel is decoded."""
    width, height = image.size
    if width * height > PIXELS:
        raise _too_large()
    if form != "JPEG" and getattr(image, "n_frames", 1) > 1:
        raise FileRefused(
            _("A imagem é animada, e só são aceites imagens paradas. Envie uma imagem de cada vez.")
        )


def _too_large() -> FileRefused:
    """Say how large a picture may be."""
    return FileRefused(
        _("A imagem tem mais de %(limit)s milhões de pontos. Reduza-a e envie-a de novo.")
        % {"limit": PIXELS // 1_000_000}
    )
