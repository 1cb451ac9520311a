"""Links of the documents lead somewhere, and one that does not is named."""

from scripts.check_links import broken
from tests.house.sources import sample


def test_a_link_that_leads_nowhere_is_named(tmp_path):
    sample(
        tmp_path,
        "docs/a.md",
        "# One thing, here\n[b](../b.md#two-things) [c](c.md) [d](#one-thing-here) [e](https://x.example/)\n",
    )
    sample(tmp_path, "b.md", "## Two things\n[a](docs/a.md#nothing)\n```\n[code](nowhere.md)\n```\n")
    assert list(broken(tmp_path)) == ["b.md: docs/a.md#nothing (no such heading)", "docs/a.md: c.md"]
