"""What browser tests of the office do: sign a browser in, walk by keyboard, type into fields."""

from django.conf import settings
from django.test import Client

from tests.factories import people


def sign_in(page, user, address):
    """Give a page's browser the session of an account whose second factor is proven."""
    key = people.signed_in(Client(), user).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": address}])


def reach(page, selector, most=150):
    """Press the tab key until something has the focus."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"{selector} is not reached by keyboard")


def fill(page, **typed):
    """Walk the fields in order and type in each; a name's underscore is the field's dash."""
    for name, text in typed.items():
        reach(page, f"[name='{name.replace('_', '-')}']")
        page.keyboard.press("Control+a")
        page.keyboard.type(text)
