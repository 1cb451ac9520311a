"""Finds every text the code and the templates hand to gettext, and brings locale/*/LC_MESSAGES/django.po up to it."""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from rumo.doors.web.tongues import REST

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "locale"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "lazy": None,  # `gettext_lazy as lazy`, where `_` is gettext
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Found = tuple[str, int, str | tuple[str, ...], str | None]  # file, line, text (with plural), context


def _readable(path: Path) -> io.BytesIO:
    """Return the file's Python, a template's own text turned into calls that an extractor understands."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        source = templatize(source, origin=str(path))
    return io.BytesIO(source.encode("utf-8"))


def found(root: Path = ROOT) -> Iterator[Found]:
    """Yield every text that code and templates under `root`/rumo hand to gettext, in the order of their files."""
    for path in sorted(path for kind in ("*.py", "*.html", "*.txt") for path in (root / "rumo").rglob(kind)):
        if path.suffix != ".py" and "templates" not in path.parts:
            continue
        options = {"encoding": "utf-8"}
        for line, text, _, context in extract("python", _readable(path), keywords=KEYWORDS, options=options):
            yield path.relative_to(root).as_posix(), line, text, context


def _template() -> Catalog:
    """Return the catalogue of everything to translate, empty."""
    catalog = Catalog(project="Rumo", charset="utf-8", fuzzy=False)
    for file, _line, text, context in found():
        catalog.add(text, locations=[(file, 0)], context=context)
    return catalog


HEADER = """msgid ""
msgstr ""
"Project-Id-Version: Rumo\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def brought_up(po: Path, template: Catalog) -> Catalog:
    """Return the language's catalogue with exactly the template's texts, what was translated kept; nothing is guessed.

    A language that is not meant to be whole keeps what it has alone.
    """
    catalog = read_po(io.BytesIO(po.read_bytes() if po.is_file() else b""), locale=po.parts[-3])
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    if po.parts[-3] in REST:
        for message in [message for message in catalog if message.id and not any(message.string or ())]:
            catalog.delete(message.id if isinstance(message.id, str) else message.id[0], message.context)
    return catalog


def update(folder: Path = LOCALE) -> None:
    """Rewrite each language's .po file (English is made if it is not there) and say what is left to translate."""
    template = _template()
    for po in sorted({folder / "en" / "LC_MESSAGES" / "django.po", *folder.glob("*/LC_MESSAGES/django.po")}):
        catalog = brought_up(po, template)
        out = io.BytesIO()
        write_po(out, catalog, width=110, sort_output=True, omit_header=True, include_lineno=False)
        po.parent.mkdir(parents=True, exist_ok=True)
        header = HEADER.format(language=po.parts[-3], plurals=catalog.plural_forms)
        po.write_text(header + out.getvalue().decode("utf-8"), encoding="utf-8")
        held = sum(1 for message in catalog if message.id and any(message.string or ()))
        print(f"{po.parts[-3]}: {held} of {len(template)} texts ({100 * held // max(len(template), 1)} %)")


if __name__ == "__main__":
    settings.configure(USE_I18N=True)  # templatize reads it; no database, no app
    update()
