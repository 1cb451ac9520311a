"""Checks the documents: every relative link leads to a file, every anchor to a heading; addresses elsewhere are not asked."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def anchors(text: str) -> set[str]:
    """Return the anchors a reader's page gives the headings of a document."""
    headings = re.findall(r"^#+ (.+)$", _FENCED.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def broken(root: Path = ROOT) -> Iterator[str]:
    """Yield "document: link" for every link that leads nowhere."""
    for document in sorted([*root.glob("*.md"), *(root / "docs").rglob("*.md")]):
        for link in _LINK.findall(_FENCED.sub("", document.read_text(encoding="utf-8"))):
            path, _, anchor = link.partition("#")
            if re.match(r"[a-z]+:", link):
                continue
            target = (document.parent / path).resolve() if path else document
            if not target.exists():
                yield f"{document.relative_to(root)}: {link}"
            elif (
                anchor
                and target.suffix == ".md"
                and anchor not in anchors(target.read_text(encoding="utf-8"))
            ):
                yield f"{document.relative_to(root)}: {link} (no such heading)"


if __name__ == "__main__":
    found = list(broken())
    print("\n".join(found) or "Documents: every link leads somewhere.")
    sys.exit(bool(found))
