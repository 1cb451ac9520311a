"""What the rules read: the repository's files by kind, their syntax trees, the order of floors and rooms."""

import ast
import configparser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("rumo", "tests", "scripts", "benchmarks")
SKIPPED = {".git", ".venv", "var", "build", "dist", "node_modules", "htmlcov", "__pycache__"}
TEXT = {
    ".py",
    ".md",
    ".html",
    ".css",
    ".js",
    ".toml",
    ".in",
    ".lock",
    ".sh",
    ".po",
    ".txt",
    ".cfg",
    ".yml",
    ".yaml",
    "",
}


def under(root, *folders, kinds):
    """Every file of these kinds under the folders, in order, without what is made or fetched."""
    found = (path for folder in folders for path in (root / folder).rglob("*") if path.suffix in kinds)
    return sorted(
        path for path in found if path.is_file() and not SKIPPED & set(path.relative_to(root).parts)
    )


def python(root, *folders, migrations=False):
    """Every Python file under the folders (all of the code by default)."""
    files = under(root, *(folders or CODE), kinds={".py"})
    return [path for path in files if migrations or "migrations" not in path.parts]


def named(root, path):
    """The path as a complaint names it."""
    return path.relative_to(root).as_posix()


def tree(path):
    """The file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def none(complaints):
    """Fail with every complaint on a line of its own, if there is any."""
    found = list(complaints)
    assert not found, "\n" + "\n".join(found)


def sample(root, name, text):
    """Write a bad sample at that place under `root`, and return its path."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def aliases(module):
    """What each name of a module stands for, from its imports: {"plans": "rumo.deliver.plans.actions"}."""
    known = {}
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            known |= {
                (name.asname or name.name.split(".")[0]): (
                    name.name if name.asname else name.name.split(".")[0]
                )
                for name in node.names
            }
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            known |= {name.asname or name.name: f"{node.module}.{name.name}" for name in node.names}
    return known


def dotted(node, known):
    """The full dotted name of a name or attribute, imports resolved; None for anything else."""
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, ast.Attribute) and (left := dotted(node.value, known)):
        return f"{left}.{node.attr}"
    return None


def used(path):
    """Every (line, full dotted name) the file uses, whether it imports the thing itself or reaches it through a module."""
    module = tree(path)
    known = aliases(module)
    found = {
        (node.lineno, dotted(node, known))
        for node in ast.walk(module)
        if isinstance(node, ast.Name | ast.Attribute)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {(node.lineno, f"{node.module}.{name.name}") for name in node.names}
    return sorted((line, name) for line, name in found if name)


def contracts(root=ROOT):
    """The sections of .importlinter, each key a list of its lines."""
    read = configparser.ConfigParser()
    read.read(root / ".importlinter", encoding="utf-8")
    return {
        section.removeprefix("importlinter:contract:"): {
            key: value.split("\n") for key, value in read[section].items()
        }
        for section in read.sections()
    }


def _layers(lines):
    """The layers of a contract from the lowest up, as plain names."""
    return [name.strip(" ()") for line in reversed(lines) for name in line.split("|") if name.strip()]


def standing(root=ROOT):
    """Every floor's and room's place, lower is earlier: {"rumo.ground.core": 0, …}, rooms before the floor above them."""
    known = contracts(root)
    order = []
    for floor in _layers(known["floors"]["layers"]):
        rooms = _layers(known[floor]["layers"]) if "layers" in known.get(floor, {}) else []
        order += [f"rumo.{floor}.{room}" for room in rooms] or [f"rumo.{floor}"]
    return {name: place for place, name in enumerate(order)}
