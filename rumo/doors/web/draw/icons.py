"""A dozen signs of our own, drawn on a 24-unit grid; never alone, always beside a word."""

from django.utils.safestring import SafeString

from rumo.doors.web.draw.svg import element

ICONS = {
    "arrow": "M5 12h13m-5-5 5 5-5 5",
    "back": "M19 12H6m5-5-5 5 5 5",
    "calendar": "M4 6h16v14H4zM4 10.5h16M8.5 3.5v4m7-4v4",
    "check": "m5 12.5 4.5 4.5L19 7.5",
    "cross": "m6.5 6.5 11 11m0-11-11 11",
    "document": "M6 3.5h8l4 4v13H6zM9 12h6m-6 4h6",
    "download": "M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 19.5h14",
    "info": "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17M12 11v5.5m0-9v.1",
    "link": "m10 14 4-4m-5.5 1.5-2 2a2.8 2.8 0 0 0 4 4l2-2m3-3 2-2a2.8 2.8 0 0 0-4-4l-2 2",
    "people": "M9 11.5a3.5 3.5 0 1 0 0-7a3.5 3.5 0 1 0 0 7M2.5 19.5c0-7 13-7 13 0m.5-8.2a3 3 0 0 0 0-5.9m2 9c2.3.6 3.5 2.2 3.5 5.1",
    "place": "M12 20.5c9-9.5 6-16.5 0-16.5s-9 7 0 16.5M12 11.5a2 2 0 1 0 0-4a2 2 0 1 0 0 4",
    "search": "M10.5 4.5a6 6 0 1 0 0 12a6 6 0 1 0 0-12m4.5 10.5 5 5",
    "warning": "M12 4 2.5 20h19zM12 10.5v4.5m0 2.5v.1",
}


def icon(name: str) -> SafeString:
    """The sign of that name, hidden from those who hear the page, since the word beside it says the same; KeyError if none."""
    return element(
        "svg",
        element("path", d=ICONS[name]),
        class_=f"icon {name}",
        viewBox="0 0 24 24",
        width=24,
        height=24,
        aria_hidden="true",
    )
