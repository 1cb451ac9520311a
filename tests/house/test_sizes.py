"""Files and functions stay small enough to be read in one go."""

import ast

from tests.house.sources import ROOT, named, none, python, sample, tree

FILE_CEILING = 400
FUNCTION_CEILING = 40


def long_files(root):
    """Files above the ceiling."""
    for path in python(root):
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > FILE_CEILING:
            yield f"{named(root, path)}: {lines} lines"


def long_functions(root):
    """Functions above the ceiling, docstring included."""
    for path in python(root):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION_CEILING:
                    yield f"{named(root, path)}: {node.name} has {lines} lines"


def test_no_file_is_too_long():
    none(long_files(ROOT))


def test_no_function_is_too_long():
    none(long_functions(ROOT))


def test_a_long_file_is_refused(tmp_path):
    sample(tmp_path, "rumo/ground/long.py", "x = 1\n" * 401)
    sample(tmp_path, "rumo/ground/right.py", "x = 1\n" * 400)
    assert list(long_files(tmp_path)) == ["rumo/ground/long.py: 401 lines"]


def test_a_long_function_is_refused(tmp_path):
    sample(tmp_path, "scripts/a.py", "def f():\n" + "    x = 1\n" * 40 + "def g():\n" + "    x = 1\n" * 39)
    assert list(long_functions(tmp_path)) == ["scripts/a.py: f has 41 lines"]
