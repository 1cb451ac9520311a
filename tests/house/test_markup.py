"""Templates and styles: nothing passes unescaped, nothing is inline, nothing is left or right."""

import re

from tests.house.sources import ROOT, named, none, python, sample, under, used

SAFE_ALLOWED = {}  # "file": why it may say that text needs no escaping; rumo/doors/web/draw builds SVG from escaped parts
SAFE_FOLDERS = ("rumo/doors/web/draw/",)
_UNESCAPED = re.compile(r"\|\s*(safe|safeseq)\b|\{%\s*autoescape\s+off")
_INLINE = re.compile(r"\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|<style\b|javascript:", re.IGNORECASE)
_TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}")  # what the template engine takes out
_SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/ld\+json)", re.IGNORECASE)
_SIDED = re.compile(
    r"(?<![\w-])((?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)[\w-]*|left|right"
    r"|border-(?:top|bottom)-(?:left|right)-radius)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)


def lines(root, *, kinds):
    """Every (place, line) of the site's files of these kinds."""
    for path in under(root, "rumo", kinds=kinds):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{named(root, path)}:{number}", line


def unescaped(root):
    """Places that let text through as markup."""
    for place, line in lines(root, kinds={".html", ".xml", ".svg", ".txt"}):
        if found := _UNESCAPED.search(line):
            yield f"{place}: {found.group()}"
    for path in python(root, "rumo"):
        name = named(root, path)
        if name in SAFE_ALLOWED or name.startswith(SAFE_FOLDERS):
            continue
        for line, thing in used(path):
            if thing == "django.utils.safestring.mark_safe":
                yield f"{name}:{line}: mark_safe"


def inline(root):
    """Styles, handlers and scripts written into a page, which its security policy would refuse."""
    for place, line in lines(root, kinds={".html", ".svg"}):
        sent = _TAGS.sub("", line)
        if found := _INLINE.search(sent) or _SCRIPT.search(sent):
            yield f"{place}: {found.group().strip()}"


def sided(root):
    """Styles that say left or right, and so break pages that read from the right."""
    for place, line in lines(root, kinds={".css"}):
        if found := _SIDED.search(line):
            yield f"{place}: {found.group()}"


def test_nothing_passes_unescaped():
    none(unescaped(ROOT))


def test_nothing_is_written_into_a_page():
    none(inline(ROOT))


def test_styles_know_no_left_and_right():
    none(sided(ROOT))


def test_unescaped_text_is_refused(tmp_path):
    sample(tmp_path, "rumo/a.html", "{{ a|safe }}\n{% autoescape off %}\n{{ a|safer }}\n")
    sample(tmp_path, "rumo/b.py", "from django.utils.safestring import mark_safe\n")
    assert list(unescaped(tmp_path)) == [
        "rumo/a.html:1: |safe",
        "rumo/a.html:2: {% autoescape off",
        "rumo/b.py:1: mark_safe",
    ]


def test_inline_style_handler_and_script_are_refused(tmp_path):
    text = '<p style="x">\n<a onclick="x">\n<script>x</script>\n<script src="a.js"></script>\n<p class="style">\n{% include "x" with only="a" %}\n'
    sample(tmp_path, "rumo/a.html", text)
    assert list(inline(tmp_path)) == [
        "rumo/a.html:1: style=",
        'rumo/a.html:2: onclick="',
        "rumo/a.html:3: <script",
    ]


def test_a_sided_style_is_refused(tmp_path):
    text = "a { margin-left: 1px }\nb { text-align: right }\nc { inset-inline-start: 0 }\nd { left: 0 }\ne { margin-inline: 0 }\n"
    sample(tmp_path, "rumo/a.css", text)
    assert list(sided(tmp_path)) == [
        "rumo/a.css:1: margin-left:",
        "rumo/a.css:2: text-align: right",
        "rumo/a.css:4: left:",
    ]
