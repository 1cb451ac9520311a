"""Every Python file opens with a sentence saying what lives in it."""

import ast

from tests.house.sources import ROOT, named, none, python, sample, tree


def without_opening(root):
    """Files that do not open with a docstring whose first paragraph is a sentence; a wholly empty package mark has nothing to say."""
    for path in python(root):
        module = tree(path)
        if path.name == "__init__.py" and not module.body:
            continue
        opening = (ast.get_docstring(module) or "").split("\n\n")[0].strip()
        if not opening:
            yield f"{named(root, path)}: no opening sentence"
        elif not opening.endswith((".", ":", "?", "!")):
            yield f"{named(root, path)}: the opening is no sentence"


def test_every_file_says_what_lives_in_it():
    none(without_opening(ROOT))


def test_a_silent_file_is_refused(tmp_path):
    sample(tmp_path, "rumo/a.py", "x = 1\n")
    sample(tmp_path, "rumo/b.py", '"""things"""\n')
    sample(tmp_path, "rumo/c.py", '"""Things live here."""\n')
    sample(tmp_path, "rumo/__init__.py", "")
    sample(tmp_path, "rumo/ground/core/migrations/0001_initial.py", "x = 1\n")
    assert list(without_opening(tmp_path)) == [
        "rumo/a.py: no opening sentence",
        "rumo/b.py: the opening is no sentence",
    ]
