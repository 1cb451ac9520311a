"""The project speaks of itself alone, and names things by what they are."""

import codecs
import re

from tests.house.sources import CODE, ROOT, SKIPPED, TEXT, named, none, python, sample, used

# kept turned by rot13, so that this file holds none of them: writing tools, folders of one machine, package hosts
_TURNED = (
    r"pynhqr", r"naguebcvp", r"pungtcg", r"bcranv", r"pbcvybg", r"trzvav", r"ynathntr zbqry", r"nv-trarengrq",
    r"nf na nv", r"/jbex/", r"/ebbg/", r"/gzc/[n-m]", r"ulgr\.yvoenel", r"clcv\.bet", r"clgubaubfgrq",
    r"ertvfgel\.acz", r"qro\.qrovna\.bet", r"grnzzngr", r"fho-?ntrag",
)  # fmt: skip
WORDS = re.compile("|".join(codecs.decode(word, "rot13") for word in _TURNED), re.IGNORECASE)
VAGUE = {
    "services",
    "utils",
    "helpers",
    "managers",
    "signals",
    "common",
    "misc",
    "helper",
    "util",
    "manager",
    "service",
}
HIDDEN_OURS = {".ci", ".importlinter", ".gitignore", ".editorconfig"}
OTHERS = ("rumo/data/", "LICENSE")  # the words of the sources they were taken from


def foreign_words(root):
    """Lines that speak of something other than the project; pictures and data are left out."""
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        hidden = inside.parts[0].startswith(".") and inside.parts[0] not in HIDDEN_OURS
        if hidden or SKIPPED & set(inside.parts) or inside.as_posix().startswith(OTHERS):
            continue
        if not path.is_file() or path.suffix not in TEXT:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if found := WORDS.search(line):
                yield f"{inside.as_posix()}:{number}: {found.group()}"


def vague_names(root):
    """Modules whose name says nothing of what they hold."""
    for path in python(root, *CODE):
        if path.stem in VAGUE or path.parent.name in VAGUE:
            yield f"{named(root, path)}: a name that says nothing"


def hidden_flow(root):
    """Uses of signals: what happens after an act stands in the act."""
    for path in python(root, "rumo"):
        for line, name in used(path):
            if name.startswith(("django.dispatch", "django.db.models.signals")):
                yield f"{named(root, path)}:{line}: {name}"


def test_the_project_speaks_of_itself_alone():
    none(foreign_words(ROOT))


def test_no_module_has_a_vague_name():
    none(vague_names(ROOT))


def test_nothing_happens_behind_an_action():
    none(hidden_flow(ROOT))


def test_a_foreign_word_is_refused(tmp_path):
    folder = codecs.decode("/jbex/", "rot13")
    sample(tmp_path, "docs/a.md", f"Fine.\nSee {folder}notes.\n")
    sample(tmp_path, "rumo/data/plans/a.txt", f"{folder}\n")
    sample(tmp_path, ".venv/a.md", f"{folder}\n")
    assert list(foreign_words(tmp_path)) == [f"docs/a.md:2: {folder}"]


def test_a_vague_name_is_refused(tmp_path):
    sample(tmp_path, "rumo/ground/core/utils.py", "")
    sample(tmp_path, "rumo/doors/services/mail.py", "")
    assert list(vague_names(tmp_path)) == [
        "rumo/doors/services/mail.py: a name that says nothing",
        "rumo/ground/core/utils.py: a name that says nothing",
    ]


def test_a_signal_is_refused(tmp_path):
    sample(tmp_path, "rumo/a.py", "from django.db.models.signals import post_save\n")
    assert list(hidden_flow(tmp_path)) == ["rumo/a.py:1: django.db.models.signals.post_save"]
