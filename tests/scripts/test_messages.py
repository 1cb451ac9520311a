"""Catalogues come up to what the code says, keep what was translated, and are compiled without gettext."""

import gettext

from babel.messages.catalog import Catalog

from scripts.catalogues import compile_all
from scripts.messages import brought_up, found
from tests.house.sources import sample

PO = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "medida"\nmsgstr "measure"\n\nmsgid "velha"\nmsgstr "old"\n'


def test_texts_are_found_in_code_and_templates(tmp_path):
    sample(
        tmp_path, "rumo/a.py", "_('um')\nngettext('plano', 'planos', 2)\npgettext('mapa', 'nada')\n_(nome)\n"
    )
    sample(
        tmp_path,
        "rumo/templates/b.html",
        "{% load i18n %}<p>{% blocktranslate %}{{ n }} de cem{% endblocktranslate %}</p>",
    )
    assert [(text, context) for _, _, text, context in found(tmp_path)] == [
        ("um", None),
        (("plano", "planos"), None),
        ("nada", "mapa"),
        ("%(n)s de cem", None),
    ]


def test_what_was_translated_stays_and_what_is_gone_leaves(tmp_path):
    template = Catalog()
    template.add("medida")
    template.add("nova")
    catalog = brought_up(sample(tmp_path, "en/LC_MESSAGES/django.po", PO), template)
    assert {message.id: message.string or "" for message in catalog if message.id} == {
        "medida": "measure",
        "nova": "",
    }
    assert not catalog.obsolete


def test_a_language_that_is_not_whole_holds_what_it_has_alone(tmp_path):
    template = Catalog()
    template.add("medida")
    template.add("nova")
    catalog = brought_up(sample(tmp_path, "ne/LC_MESSAGES/django.po", PO), template)
    assert {message.id: message.string for message in catalog if message.id} == {"medida": "measure"}


def test_what_a_language_lacks_is_compiled_from_the_one_that_stands_in(tmp_path):
    both = PO + 'msgid "nova"\nmsgstr "new"\n\nmsgid "vazia"\nmsgstr ""\n'
    sample(tmp_path, "en/LC_MESSAGES/django.po", both)
    sample(tmp_path, "ne/LC_MESSAGES/django.po", PO)
    compile_all(tmp_path)
    with (tmp_path / "rest/ne/LC_MESSAGES/django.mo").open("rb") as file:
        rest = gettext.GNUTranslations(file)
    assert (rest.gettext("nova"), rest.gettext("medida"), rest.gettext("vazia")) == (
        "\ue000new\ue002", "medida", "vazia",
    )  # fmt: skip
    with (tmp_path / "rest/es/LC_MESSAGES/django.mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("nova") == "\ue001nova\ue002"
    assert compile_all(tmp_path) == []


def test_a_catalogue_is_compiled_once(tmp_path):
    sample(tmp_path, "en/LC_MESSAGES/django.po", PO)
    written = compile_all(tmp_path)
    with written[0].open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("medida") == "measure"
    assert compile_all(tmp_path) == []
