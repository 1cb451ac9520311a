"""A picture keeps its pixels, upright, and nothing else."""

import io

import pytest
from PIL import Image

from rumo.ground.files.rules import FileRefused, pictures
from tests.factories import files


def stripped(content, form):
    """The picture as it is kept, opened."""
    made = io.BytesIO()
    pictures.clean(io.BytesIO(content), made, form)
    return made.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_camera_place_and_author_are_gone(form):
    sent = files.picture(form)
    assert dict(Image.open(io.BytesIO(sent)).getexif().get_ifd(0x8825)) != {}
    kept = stripped(sent, form)
    with Image.open(io.BytesIO(kept)) as image:
        assert (image.format, image.size, dict(image.getexif())) == (form, (40, 20), {})
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "loop", "background"}
    assert b"exemplo" not in kept


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_was_taken_sideways_stands_upright(form):
    with Image.open(io.BytesIO(stripped(files.picture(form, orientation=6), form))) as image:
        assert image.size == (20, 40)
        red, _green, _blue = image.convert("RGB").getpixel((10, 5))
        assert red > 200


def test_a_very_large_one_says_how_it_stands_and_nothing_else():
    sent = files.picture(size=(5001, 5000), orientation=6, quality=10)
    with Image.open(io.BytesIO(stripped(sent, "JPEG"))) as image:
        assert (image.size, dict(image.getexif())) == ((5001, 5000), {0x0112: 6})
        assert dict(image.getexif().get_ifd(0x8825)) == {}


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_other_colours_are_kept_or_turned_into_plain_ones(mode):
    with Image.open(io.BytesIO(stripped(files.picture(mode=mode), "JPEG"))) as image:
        assert image.mode == {"L": "L", "CMYK": "RGB"}[mode]


def test_a_transparent_colour_stays_transparent():
    sent = files.picture("PNG", mode="P", located=False, transparency=0)
    with Image.open(io.BytesIO(stripped(sent, "PNG"))) as image:
        assert image.info["transparency"] in (0, b"\x00")


@pytest.mark.parametrize(("width", "height"), [(50_000, 50_000), (10_000, 10_000), (10_000, 5_001)])
def test_an_enormous_picture_is_refused_before_it_is_decoded(width, height):
    with pytest.raises(FileRefused, match="mais de 50 milhões de pontos"):
        stripped(files.huge_png(width, height), "PNG")


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_a_moving_picture_is_refused(form):
    with pytest.raises(FileRefused, match="animada"):
        stripped(files.moving(form), form)


@pytest.mark.parametrize(
    "content", [files.picture()[:300], files.huge_png(100, 100), b"\xff\xd8\xff" + b"\0" * 50]
)
def test_a_broken_picture_is_refused(content):
    with pytest.raises(FileRefused, match="danificada"):
        stripped(content, "PNG" if content.startswith(b"\x89") else "JPEG")


def test_a_comment_that_is_a_script_goes():
    kept = stripped(files.picture(comment=b"*/=alert(1)/*") + b"<script>alert(1)</script>", "JPEG")
    assert b"alert" not in kept


def test_a_disk_that_fails_is_not_the_pictures_fault(tmp_path):
    (tmp_path / "a").write_bytes(files.picture())
    with pytest.raises(FileNotFoundError):
        pictures.clean(tmp_path / "a", tmp_path / "nowhere" / "b", "JPEG")
