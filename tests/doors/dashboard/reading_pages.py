"""A page taken apart as a reader's machine sees it: headings, tables, figures, links, and what must not be there."""

import re
from html import unescape
from html.parser import HTMLParser

FIGURE = re.compile(r'<data class="figure" data-figure="([^"]*)" data-scope="([^"]*)" value="([^"]*)">')


class Page(HTMLParser):
    """The outline of one page: `headings` levels in order, `tables` as (captions, column heads, row heads), `links`, `inline` faults, `text`."""

    def __init__(self, markup):
        super().__init__()
        self.headings, self.tables, self.links, self.inline, self.words, self.ids = [], [], [], [], [], []
        self.feed(markup)
        found = FIGURE.findall(markup)
        self.figures = {
            (name, unescape(scope)): float(value) if value else None for name, scope, value in found
        }
        self.text = " ".join("".join(self.words).split())

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "table":
            self.tables.append({"caption": 0, "col": 0, "row": 0})
        if tag == "caption":
            self.tables[-1]["caption"] += 1
        if tag == "th":
            self.tables[-1][named.get("scope")] += 1
        if tag == "a":
            self.links.append(named["href"])
        if (
            tag == "style"
            or "style" in named
            or any(name.startswith("on") for name in named)
            or (tag == "script" and "src" not in named)
        ):
            self.inline.append((tag, attrs))
        if "id" in named:
            self.ids.append(named["id"])

    def handle_data(self, data):
        self.words.append(data)


def read(client, address, status=200):
    """Ask for a page and take it apart; its answer stays at `page.answer`."""
    answer = client.get(address)
    assert answer.status_code == status, address
    page = Page(answer.content.decode())
    page.answer = answer
    return page
