"""HTML in a spreadsheet's cell becomes text a person can read."""

import pytest

from rumo.doors.files.html_text import plain_text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("plain", "plain"),
        ("a < b and c > d", "a < b and c > d"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<ul><li>a</li><li>b</li></ul>", "• a\n\n• b"),
        ("x &amp; y&nbsp;&#233;", "x & y é"),
        ("<script>alert(1)</script><style>p{}</style>safe", "safe"),
        ("</script>still here", "still here"),
        ("see <a href='https://example.org/x'>the page</a>", "see the page (https://example.org/x)"),
        ("<a href='https://example.org/x'>https://example.org/x</a>", "https://example.org/x"),
        ("<a href='javascript:x()'>bad</a> <a>none</a>", "bad none"),
        ("<!-- hidden -->seen", "seen"),
        ("a\x07b\u202ec\ufeff", "abc"),
        ("a\r\nb\u2028c\u00a0 d\n\n\n\n\ne", "a\nb\nc d\n\ne"),
        ("<b>unclosed", "unclosed"),
        ("", ""),
    ],
)
def test_cells(cell, text):
    assert plain_text(cell) == text
