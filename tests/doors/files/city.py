"""A foreign city's own action plan, as cities publish them, and a mapping that reads it."""

import csv
import io
import random

import xlsxwriter

from rumo.doors.files.mapped import parse_mapped
from tests.factories.planfile import AREAS, MUNICIPALITIES

HEADERS = [
    "Action ID", "Outcome", "Action", "Details", "Lead Department(s)", "Council Districts", "Start Date", "Due", "Status",
    "% Complete", "Budget (USD)", "Spent (USD)", "Measure of success", "Target", "Actual", "Last updated", "Link", "Notes",
]  # fmt: skip
MAP = """
[file]
decimal = "."
dates = ["%b %d, %Y"]

[plan]
slug = "springfield-2019-2024"
title = "Springfield Strategic Action Plan"
language = "en"
published_at = 2024-02-01T09:00:00Z
period = {start = 2019-01-01, end = 2024-12-31}
funding = {currency = "USD"}
source = {title = "Open data portal", seen = "full"}

[columns]
code = "Action ID"
axis = "Outcome"
title = "Action"
description = "Details"
areas = "Outcome"
responsible = {column = "Lead Department(s)", separator = ","}
municipalities = "Council Districts"
start = "Start Date"
end = "Due"
stage = "Status"
completion = "% Complete"
reference_date = "Last updated"
narrative = "Notes"
source_url = "Link"

[report]
reference_date = 2023-12-31

[states]
"Completed" = "completed"
"In Progress" = "in_progress"
"Not Started" = "not_started"
"On Hold" = "suspended"
"Cancelled" = "cancelled"
"Unknown" = "none"

[areas]
"Health & Environment" = "health"
"Economic Opportunity" = "labour"

[[budget]]
funder = "City of Springfield"
planned = "Budget (USD)"
spent = "Spent (USD)"

[[indicators]]
code = "success"
title = "Measure of success"
target = "Target"
value = "Actual"
"""


def line(**changes):
    """One line of the table, by header."""
    usual = {
        "Action ID": "HE.1",
        "Outcome": "Health & Environment",
        "Action": "<p>Plant <b>trees</b> &amp; shrubs</p>",
        "Details": "<p>First line<br/>second</p><ul><li>one</li><li>two</li></ul>",
        "Lead Department(s)": "Parks, Water, Parks",
        "Council Districts": "District 3; District 7",
        "Start Date": "2019-04-01T00:00:00.000",
        "Due": "Mar 31, 2021",
        "Status": "In Progress",
        "% Complete": "45%",
        "Budget (USD)": "$1,234,567.50",
        "Spent (USD)": "$1,000",
        "Measure of success": "Trees planted",
        "Target": "1,200",
        "Actual": "300",
        "Last updated": "2020-06-30T00:00:00.000",
        "Link": "https://example.org/he1",
        "Notes": "On track",
    }
    return {**usual, **changes}


def as_csv(*lines, encoding="utf-8", delimiter=","):
    """The lines as a CSV file."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, HEADERS, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue().encode(encoding)


def as_xlsx(*lines, sheet="Actions", above=0):
    """The lines as a workbook, `above` lines of title before the headers."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Read me")
        page = book.add_worksheet(sheet)
        for row, values in enumerate([HEADERS, *([each[h] for h in HEADERS] for each in lines)], start=above):
            for column, value in enumerate(values):
                page.write(row, column, value)
    return out.getvalue()


def read(data, mapping=MAP, name="actions.csv"):
    """Parse through the mapping."""
    return parse_mapped(data, name, mapping=mapping.encode(), areas=AREAS, municipalities=MUNICIPALITIES)[0]


def only(**changes):
    """The one measure and the reports of a table of one line."""
    plan = read(as_csv(line(**changes))).plan
    return plan.measures[0], plan.reports


WORDS = [
    "housing",
    "street",
    "park",
    "library",
    "clinic",
    "youth",
    "water",
    "transit",
    "budget",
    "permit",
    "equity",
    "climate",
    "artist",
]


def foreign_city(rows, seed=7):
    """A city's action plan as cities publish them: untidy on purpose, always the same for a seed."""
    dice = random.Random(seed)
    for number in range(rows):
        text = " ".join(dice.choices(WORDS, k=12)).capitalize()
        done = dice.choice(["", "", "0%", "25%", "60%", "100%", "n/a"])
        yield line(
            **{
                "Action ID": dice.choice([f"A.{number}", f"A/{number}", "", "TBD"]),
                "Outcome": dice.choice(["Health & Environment", "Economic Opportunity", "Mobility", ""]),
                "Action": f"<div><p>{text}.</p></div>" if number % 3 else f"{text} & more < less",
                "Details": dice.choice(
                    [
                        "",
                        f"<p>{text}</p><p>&nbsp;</p><a href='https://example.org/{number}'>more</a>",
                        "x" * 25_000,
                    ]
                ),
                "Council Districts": "; ".join(f"District {d}" for d in dice.sample(range(1, 11), 2)),
                "Start Date": dice.choice(["", "2019-04-01T00:00:00.000", "Q3 FY19", "Jun 01, 2020"]),
                "Due": dice.choice(["", "Ongoing", "Mar 31, 2021", "Dec 31, 2018"]),
                "Status": dice.choice(
                    ["Completed", "In Progress", "Not Started", "On Hold", "Cancelled", "Unknown", ""]
                ),
                "% Complete": done,
                "Budget (USD)": dice.choice(["", "TBC", "$12,000", "-5", "1000.129"]),
                "Target": dice.choice(["", "1,200", "by 2025", "85%"]),
                "Last updated": dice.choice(["", "2020-06-30T00:00:00.000"]),
                "Link": dice.choice(["", "see website", "https://example.org/x"]),
                "Notes": dice.choice(["", "line one\r\nline two", "\x07bell \u202eturned"]),
            }
        )
