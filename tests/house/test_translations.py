"""Every text a person reads is translated in each language that is whole; one that is not says nothing else and falls back whole."""

import ast
import functools
import io
import re

import pytest
from babel.messages.pofile import read_po

from rumo.doors.web.tongues import COMPLETE, REST
from scripts.catalogues import has, rest_of
from scripts.messages import KEYWORDS, found
from tests.house.sources import ROOT, named, none, python, sample, tree

ENGLISH = "locale/en/LC_MESSAGES/django.po"
WHOLE = [code for code in COMPLETE if code != "pt"]  # the source itself has none
_HOLES = re.compile(r"%\((\w+)\)[sd]|\{\w*\}")


@functools.cache
def of_the_project():
    """Every text of the project itself, read once for all languages."""
    return tuple(found(ROOT))


def said_in(root):
    """Every text of a tree."""
    return of_the_project() if root == ROOT else found(root)


def path_of(language):
    """Where a language's catalogue lies."""
    return f"locale/{language}/LC_MESSAGES/django.po"


def catalogue(root, language):
    """A language's catalogue; empty where there is none."""
    file = root / path_of(language)
    return read_po(io.BytesIO(file.read_bytes() if file.is_file() else b""), locale=language)


def untranslated(root, language="en"):
    """Texts of code and templates that a language's catalogue does not hold, or holds empty or doubtful."""
    known, name = catalogue(root, language), path_of(language)
    for file, line, text, context in said_in(root):
        message = known.get(text if isinstance(text, str) else text[0], context)
        if message is None:
            yield f"{file}:{line}: {text!r} is not in {name} (make messages)"
        elif message.fuzzy:
            yield f"{file}:{line}: {text!r} is marked fuzzy"
        elif not all([message.string] if isinstance(message.string, str) else message.string or [""]):
            yield f"{file}:{line}: {text!r} is not translated"


def unused(root, language="en"):
    """Texts of a language's catalogue that nothing says any more."""
    said = {(text if isinstance(text, str) else text[0], context) for _, _, text, context in said_in(root)}
    for message in catalogue(root, language):
        text = message.id if isinstance(message.id, str) else message.id[0]
        if text and (text, message.context) not in said:
            yield f"{path_of(language)}: {text!r} is said nowhere (make messages)"


def broken(root, language):
    """Translations that leave out, or add, a place where something is put in."""
    for message in catalogue(root, language):
        several = isinstance(message.id, tuple | list)
        ids, texts = (message.id, message.string) if several else ([message.id], [message.string])
        wanted = {tuple(sorted(_HOLES.findall(text))) for text in ids}
        for text in texts if message.id else ():
            if not several and text and tuple(sorted(_HOLES.findall(text))) not in wanted:
                yield f"{path_of(language)}: {text!r} does not put in what {ids[0]!r} does"


def unheard(root):
    """Names under which code takes gettext in, and by which no text would be found."""
    for path in python(root, "rumo"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
                for name in node.names:
                    if "gettext" in name.name and (name.asname or name.name) not in KEYWORDS:
                        yield f"{named(root, path)}:{node.lineno}: {name.asname or name.name} is no keyword of scripts/messages.py"


def test_no_text_is_said_by_a_name_that_is_not_searched_for():
    none(unheard(ROOT))


def test_a_name_that_is_not_searched_for_is_refused(tmp_path):
    sample(tmp_path, "rumo/a.py", "from django.utils.translation import gettext_lazy as later, override\n")
    assert list(unheard(tmp_path)) == ["rumo/a.py:1: later is no keyword of scripts/messages.py"]


@pytest.mark.parametrize("language", WHOLE)
def test_every_text_is_translated(language):
    none(untranslated(ROOT, language))


@pytest.mark.parametrize("language", [*WHOLE, *REST])
def test_no_translation_is_left_over(language):
    none(unused(ROOT, language))


@pytest.mark.parametrize("language", REST)
def test_a_language_that_is_not_whole_falls_back_whole(language):
    own, english = catalogue(ROOT, language), catalogue(ROOT, "en")
    rest = rest_of(own, english, REST[language])
    mine = {(str(message.id), message.context) for message in own if message.id}
    theirs = {(str(message.id), message.context) for message in rest if message.id}
    every = {(str(message.id), message.context) for message in english if message.id and has(message)}
    assert not mine & theirs
    assert every - mine == theirs
    none(broken(ROOT, language))


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
