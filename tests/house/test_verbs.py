"""Every verb that enters the ledger has words that people read."""

import ast

from rumo.doors.office.history.words import VERBS
from tests.house.sources import ROOT, named, none, python, sample, tree


def verbs(root):
    """Every (place, verb) written as a literal in a call that records."""
    for path in python(root, "rumo"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.keyword) and node.arg == "verb":
                for said in ast.walk(node.value):
                    if isinstance(said, ast.Constant):
                        yield f"{named(root, path)}:{said.lineno}", said.value


def said_in_actions(root):
    """Every text written in an action: a verb may pass through a function before it is recorded."""
    for path in python(root, "rumo"):
        if "actions" in path.as_posix():
            yield from (node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant))


def wordless(root):
    """Verbs that the history cannot tell."""
    for place, verb in verbs(root):
        if verb not in VERBS:
            yield f"{place}: {verb} has no words in rumo/doors/office/history/words.py"


def test_every_verb_has_words():
    none(wordless(ROOT))


def test_no_words_are_left_over():
    said = {verb for _place, verb in verbs(ROOT)} | {
        text for text in said_in_actions(ROOT) if isinstance(text, str)
    }
    assert set(VERBS) - said == set()


def test_a_wordless_verb_is_refused(tmp_path):
    sample(tmp_path, "rumo/a.py", "record(verb='x.y', by='')\n")
    assert list(wordless(tmp_path)) == ["rumo/a.py:1: x.y has no words in rumo/doors/office/history/words.py"]
