"""Languages that are not whole: what they lack is read in another and says so; only the residents' door speaks them."""

from django.utils.translation import gettext, ngettext, override

from rumo.doors.web import tongues
from rumo.science.text.languages import NAMES, direction

EN, PT, END = tongues.OPEN["en"], tongues.OPEN["pt"], tongues.CLOSE


def test_every_language_is_whole_or_has_one_that_stands_in():
    assert {*tongues.COMPLETE, *tongues.REST} == set(NAMES)
    assert set(tongues.REST.values()) <= set(tongues.COMPLETE) & set(tongues.OPEN)
    assert [code for code in NAMES if direction(code) == "rtl"] == ["ar", "ur"]


def test_marks_become_elements_and_leave_attributes_titles_and_drawings():
    page = (
        f"<title>{EN}a{END}</title><p title='{EN}b{END}'>x {EN}c <b>{PT}d{END}</b>{END}</p>"
        f"<select><option value='1'>{EN}e{END}</option><option>f</option></select><textarea>{EN}g{END}</textarea>"
        f"<svg><text>{EN}h{END}</text></svg>"
    )
    assert tongues.spoken(page) == (
        '<title>a</title><p title=\'b\'>x <span lang="en" dir="ltr">c <b><span lang="pt" dir="ltr">d</span></b></span></p>'
        "<select><option lang=\"en\" value='1'>e</option><option>f</option></select><textarea>g</textarea>"
        "<svg><text>h</text></svg>"
    )
    assert tongues.bare(tongues.marked("a", "en")) == "a"


def test_what_a_language_lacks_is_read_in_the_one_that_stands_in():
    with override("ne"):
        assert gettext("Seguinte") == "अर्को"
        assert (
            gettext("Programa livre, com licença EUPL 1.2.")
            == f"{EN}Free software, under the EUPL 1.2 licence.{END}"
        )
        assert ngettext("Falta %(n)s dia.", "Faltam %(n)s dias.", 1) == f"{EN}%(n)s day left.{END}"
    with override("ru"):  # three numbers of its own, two of the language that stands in
        assert ngettext("Falta mudar uma coisa", "Falta mudar %(n)s coisas", 22) == "Нужно изменить: %(n)s"
        assert ngettext("Falta %(n)s dia.", "Faltam %(n)s dias.", 21) == f"{EN}%(n)s days left.{END}"
    with override("es"):
        assert (
            gettext("Programa livre, com licença EUPL 1.2.")
            == f"{PT}Programa livre, com licença EUPL 1.2.{END}"
        )


def test_the_share_of_a_language_is_counted():
    assert tongues.share("en") == 100
    assert all(10 < tongues.share(code) < 100 for code in tongues.REST)
