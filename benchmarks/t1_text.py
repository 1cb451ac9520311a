"""T1: fifty thousand texts in thirteen languages, five in a hundred of them edited copies of others: what is found, how fast.

    python -m benchmarks.t1_text [--texts 50000]

The texts are made of the words of the site's own catalogues, each following another as it does there.
"""

from __future__ import annotations

import os
import random
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

from benchmarks.nation import row
from rumo.science.text.duplicates import campaigns, groups
from rumo.science.text.passages import topics
from rumo.science.text.redaction import suggestions
from tests.factories.texts import Chain, measured, planted

ROOT = Path(__file__).resolve().parents[1]
MARKUP = re.compile(r"%\(\w+\)s|%[sd]|\{[^}]*\}|<[^>]*>|&\w+;|https?:\S+")


def chains() -> list[Chain]:
    """Return how words follow one another in each language of the catalogues, Portuguese among them."""
    found, asked = [], {}
    for path in sorted(ROOT.glob("locale/*/LC_MESSAGES/django.po")):
        code = path.parts[-3]
        with path.open("rb") as file:
            catalogue = read_po(file, locale=code)
        said = [message for message in catalogue if message.id]
        asked |= {_first(message.id): None for message in said}
        found.append(_chain([_first(message.string) for message in said], code))
    return [_chain(list(asked), "pt"), *found]


def _first(text: str | list | tuple) -> str:
    return text if isinstance(text, str) else text[0]


def _chain(lines: list[str], code: str) -> Chain:
    bare = [MARKUP.sub(" ", line) for line in lines]
    if code == "zh":
        return Chain([[sign for sign in line if sign.isalnum()] for line in bare if line], space="")
    return Chain([line.split() for line in bare if line.strip()])


def main() -> None:
    """Measure."""
    count = int(sys.argv[sys.argv.index("--texts") + 1]) if "--texts" in sys.argv else 50_000
    texts, families = planted(chains(), count, 0.05, random.Random(6))
    signs = sum(map(len, texts))
    before = _memory()
    said, seconds = _timed(lambda: groups(texts))
    precision, recall = measured(said, families)
    row(
        f"T1 near-duplicates among {count:,} texts of 13 languages ({signs / 1e6:.0f} million signs), 5 % planted",
        "precision and recall ≥ 0.95 in < 60 s on two cores",
        f"precision {precision:.4f}, recall {recall:.4f}, {seconds:.1f} s, {_memory() - before} MB more at its peak; {_load()}",
    )
    found, seconds = _timed(lambda: campaigns(texts))
    row(
        f"T1 campaigns of three texts or more among the same {count:,}",
        "–",
        f"{len(found)} campaigns, {seconds:.1f} s; {_load()}",
    )
    _others(texts)


def _others(texts: list[str]) -> None:
    waiting = texts[:2_000]
    _said, seconds = _timed(lambda: groups(waiting))
    row("T1 near-duplicates among 2,000 texts (moderation)", "–", f"{seconds * 1e3:.0f} ms; {_load()}")
    some = texts[:5_000]
    found, seconds = _timed(lambda: topics(some))
    inside = sum(len(topic.places) for topic in found)
    row(
        f"T1 passages that talk about the same among {len(some):,}",
        "–",
        f"{len(found)} groups with {inside:,} passages, {seconds:.1f} s; {_load()}",
    )
    _said, seconds = _timed(lambda: [suggestions(text) for text in some])
    row(
        f"T1 redaction suggestions in {len(some):,} texts",
        "–",
        f"{seconds / len(some) * 1e3:.2f} ms a text; {_load()}",
    )


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    return work(), time.perf_counter() - began


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _load() -> str:
    return f"load of the machine {os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    main()
