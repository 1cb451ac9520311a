"""Every text a person reads is in the English catalogue, translated."""

import io

from babel.messages.pofile import read_po

from scripts.messages import found
from tests.house.sources import ROOT, none, sample

ENGLISH = "locale/en/LC_MESSAGES/django.po"


def english(root):
    """The English catalogue; empty where there is none."""
    catalogue = root / ENGLISH
    return read_po(io.BytesIO(catalogue.read_bytes() if catalogue.is_file() else b""), locale="en")


def untranslated(root):
    """Texts of code and templates that the English catalogue does not hold, or holds empty or doubtful."""
    known = english(root)
    for file, line, text, context in found(root):
        message = known.get(text if isinstance(text, str) else text[0], context)
        if message is None:
            yield f"{file}:{line}: {text!r} is not in {ENGLISH} (make messages)"
        elif message.fuzzy:
            yield f"{file}:{line}: {text!r} is marked fuzzy"
        elif not all([message.string] if isinstance(message.string, str) else message.string or [""]):
            yield f"{file}:{line}: {text!r} is not translated"


def unused(root):
    """Texts of the English catalogue that nothing says any more."""
    said = {(text if isinstance(text, str) else text[0], context) for _, _, text, context in found(root)}
    for message in english(root):
        text = message.id if isinstance(message.id, str) else message.id[0]
        if text and (text, message.context) not in said:
            yield f"{ENGLISH}: {text!r} is said nowhere (make messages)"


def test_every_text_is_translated():
    none(untranslated(ROOT))


def test_no_translation_is_left_over():
    none(unused(ROOT))


def test_a_missing_empty_or_doubtful_translation_is_refused(tmp_path):
    sample(tmp_path, "rumo/a.py", "_('um')\n_('dois')\n_('três')\nngettext('a', 'b', 2)\n_('cinco')\n")
    sample(tmp_path, "rumo/templates/b.html", "{% load i18n %}\n{% translate 'seis' %}\n")
    translations = 'msgid "dois"\nmsgstr ""\n\n#, fuzzy\nmsgid "três"\nmsgstr "three"\n\nmsgid "cinco"\nmsgstr "five"\n\n'
    plural = 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "x"\nmsgstr[1] ""\n\n'
    sample(tmp_path, ENGLISH, translations + plural + 'msgid "sete"\nmsgstr "seven"\n')
    assert list(untranslated(tmp_path)) == [
        f"rumo/a.py:1: 'um' is not in {ENGLISH} (make messages)",
        "rumo/a.py:2: 'dois' is not translated",
        "rumo/a.py:3: 'três' is marked fuzzy",
        "rumo/a.py:4: ('a', 'b') is not translated",
        f"rumo/templates/b.html:2: 'seis' is not in {ENGLISH} (make messages)",
    ]
    assert list(unused(tmp_path)) == [f"{ENGLISH}: 'sete' is said nowhere (make messages)"]
