"""What the office's journeys share: a plan to report on, a person at the keyboard, the letters as they were sent, what the public reads."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from types import SimpleNamespace

from axe_playwright_python.sync_playwright import Axe
from django.core import mail

from rumo.deliver.plans import actions as plans
from rumo.deliver.plans.models import Plan as PlanRow
from rumo.deliver.progress.queries.windows import month_end
from rumo.doors.web import clock
from rumo.science.planfile import document as pf
from tests.factories import people
from tests.factories.plans import AT, BY, Plan, publish

SLUG = "plano-municipal"
TITLE = "Plano municipal (exemplo)"
TARGET = 120
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
RING = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getClientRects()[0];
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return { drawn: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2, inSight: one.contains(top) };
}"""


def code(number):
    """The code of a measure."""
    return f"M{number:02d}"


def measure(number):
    """A measure said by an activity when its number is odd, by a product indicator when it is even."""
    said = {"code": code(number), "title": f"Medida de exemplo {number}", "areas": ("reception",)}
    if number % 2:
        return pf.Measure(**said, activities=(pf.Activity("a1", "Preparação e divulgação"),))
    indicator = pf.Indicator("i1", "Pessoas atendidas", "product", "pessoas", "number", 0.0, float(TARGET))
    return pf.Measure(**said, indicators=(indicator,))


def country(count):
    """Publish a plan of so many measures, to be reported for the end of last month by a day still to come; return what it is about."""
    today = clock.today()
    day = month_end(today)
    due = day + dt.timedelta(days=40)
    document = Plan(
        slug=SLUG,
        title=TITLE,
        start=dt.date(day.year - 1, 1, 1),
        end=dt.date(day.year + 1, 12, 31),
        measures=tuple(measure(number) for number in range(1, count + 1)),
        cycles=(pf.Cycle((day - dt.timedelta(days=170)).replace(day=1), day, due, 30),),
    )
    publish(document, clock.now() - dt.timedelta(days=200))
    owner = people.municipality()
    plans.own(plan=PlanRow.objects.get(slug=SLUG), owner=owner, by=BY, at=AT)
    grid = f"/pt/gabinete/planos/{SLUG}/relatar/{day.isoformat()}/"
    return SimpleNamespace(count=count, day=day, due=due, owner=owner, grid=grid)


@dataclass(frozen=True)
class Said:
    """What a report says of a measure: the words of its stage, the figure typed, and the degree that follows."""

    stage: str
    typed: str
    degree: Fraction


def said(number, count):
    """What is reported of each measure: the first has not begun, the last is whole, the others are on their way."""
    if number == 1:
        return Said("não iniciada", "0", Fraction(0))
    if number == count:
        return Said("concluída", str(100 if number % 2 else TARGET), Fraction(1))
    if number % 2:
        return Said("em execução", str(3 * number), Fraction(3 * number, 100))
    return Said("em execução", str(3 * number), Fraction(3 * number, TARGET))


def in_figures(degree):
    """A degree as pages print it and as they carry it: per cent with one decimal, half up; a fraction with six."""
    exact = Decimal(degree.numerator) / Decimal(degree.denominator)
    shown = (exact * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{shown} %".replace(".", ","), f"{float(degree):.6f}"


WORDS = """() => {
  const one = document.activeElement, text = (found) => found?.textContent || "";
  const by = one.getAttribute("aria-labelledby");
  const said = by ? by.trim().split(/\\s+/).map((id) => text(document.getElementById(id))).join(" ")
    : one.getAttribute("aria-label") || (one.labels?.length ? [...one.labels].map(text).join(" ") : text(one));
  return said.replace(/\\s+/g, " ").trim();
}"""
"""What is written on or beside what has the focus: quick to ask; the browser is asked for the name where the walk ends."""


class Hands:
    """Somebody with a keyboard alone: what they press on a page, and how often; every stop they meant to reach shows where it is."""

    def __init__(self, page):
        self.page, self.presses = page, 0
        self.tools = page.context.new_cdp_session(page)

    def press(self, key):
        """Press a key."""
        self.page.keyboard.press(key)
        self.presses += 1

    def type(self, text):
        """Type a text, key by key."""
        self.page.keyboard.type(text)
        self.presses += len(text)

    def at(self):
        """The role and the name of what has the focus, as the browser tells them to a screen reader."""
        focus = self.tools.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]
        asked = {"objectId": focus["objectId"], "fetchRelatives": False}
        (node, *_rest) = self.tools.send("Accessibility.getPartialAXTree", asked)["nodes"]
        return node.get("role", {}).get("value", ""), " ".join(node.get("name", {}).get("value", "").split())

    def tab_to(self, name, *, key="Tab", most=200):
        """Press a key until what has the focus has this name (a pattern: matches it from its beginning), and shows it."""
        passed, named = [], name.match if isinstance(name, re.Pattern) else name.__eq__
        for _press in range(most):
            self.press(key)
            passed.append(self.page.evaluate(WORDS))
            if named(passed[-1]):
                assert named(self.at()[1]), (name, self.at())
                self.shows()
                return
        raise AssertionError(f"{name} is not reached in {most} presses of {key}: {passed}")

    def shows(self):
        """What has the focus has a ring, and nothing lies over it."""
        assert self.page.evaluate(RING) == {"drawn": True, "inSight": True}, self.at()

    def go(self, name, **more):
        """Walk to a link or a button (as `tab_to` does) and follow it to the next page."""
        self.tab_to(name, **more)
        self.on()

    def on(self):
        """Press the key that leads to another page."""
        with self.page.expect_navigation():
            self.press("Enter")


def sound(page):
    """Nothing for axe to find, nothing beyond the edge, no script in error, nobody else asked."""
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url
    quiet(page)


def quiet(page):
    """No script in error, nobody else asked."""
    assert (page.errors, page.foreign) == ([], [])


def letter(to, words):
    """The one letter to an address whose subject begins with some words."""
    (found,) = [one for one in mail.outbox if one.to == [to] and one.subject.startswith(words)]
    return found


def link_in(found):
    """The one address a letter tells to open."""
    (address,) = re.findall(r"^http\S+$", found.body, re.MULTILINE)
    return address


def heading(page):
    """The page's heading, on one line."""
    return " ".join(page.inner_text("h1").split())


def told(page):
    """What the page says was done."""
    return page.locator(".notice[role=status]").inner_text().strip()


def read_measure(visitor, number):
    """What the public page of a measure says: its first sentence, the degree in words and exactly."""
    visitor.goto(f"/pt/painel/planos/{SLUG}/medidas/{code(number)}/")
    return [" ".join(visitor.locator("p.lede").first.inner_text().split()), *_degree(visitor)]


def read_plan(visitor):
    """What the public page of the plan says: its degree in words and exactly, how many are completed, and how many that or under way."""
    visitor.goto(f"/pt/painel/planos/{SLUG}/")
    counts = [
        visitor.locator(f"dl.pair [data-figure={name}]").get_attribute("value")
        for name in ("completed", "completed_or_in_progress")
    ]
    return [*_degree(visitor), *counts]


def _degree(visitor):
    figure = visitor.locator(".degree .number data")
    return " ".join(figure.inner_text().split()), figure.get_attribute("value")
