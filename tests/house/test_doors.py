"""What counts is published through rollup, and only one file of one door reads the clock."""

import ast

from tests.house.sources import ROOT, named, none, python, sample, tree, used

THROUGH_ROLLUP = {
    "evaluations": {"publish", "withdraw", "publish_assessment", "withdraw_assessment"},
    "plans": {"publish", "follow", "unfollow", "draw_on", "draw_no_more"},
    "progress": {
        "publish",
        "publish_drafts",
        "correct",
        "withdraw",
        "publish_reading",
        "withdraw_reading",
        "reply",
        "moderate",
    },
}
PRACTICES = {f"rumo.listen.practices.actions.{verb}" for verb in ("publish", "withdraw")}
CLOCK = "rumo/doors/web/clock.py"
READS = {
    "datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today",
    "time.time", "time.time_ns", "time.localtime", "time.gmtime", "django.utils.timezone.now",
    "django.utils.timezone.localdate", "django.utils.timezone.localtime", "django.db.models.functions.Now",
}  # fmt: skip


def past_rollup(root):
    """Doors that publish in a lower room and so leave the published figures behind."""
    refused = {
        f"rumo.deliver.{room}.actions.{verb}" for room, verbs in THROUGH_ROLLUP.items() for verb in verbs
    } | PRACTICES
    for path in python(root, "rumo/doors"):
        for line, name in used(path):
            if name in refused:
                yield f"{named(root, path)}:{line}: {name}"


def clocks_read(root):
    """Places other than the clock that ask what time it is, automatic dates of a model included."""
    for path in python(root, "rumo"):
        if named(root, path) == CLOCK:
            continue
        for line, name in used(path):
            if name in READS:
                yield f"{named(root, path)}:{line}: {name}"
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.keyword) and node.arg in ("auto_now", "auto_now_add"):
                yield f"{named(root, path)}:{node.lineno}: {node.arg}"


def test_doors_publish_through_rollup():
    none(past_rollup(ROOT))


def test_only_the_clock_reads_the_clock():
    none(clocks_read(ROOT))


def test_publishing_past_rollup_is_refused(tmp_path):
    text = (
        "from rumo.deliver.plans import actions as plans, queries\n"
        "from rumo.deliver.progress.actions import correct\n"
        "plans.publish()\nqueries.publish()\nplans.submit()\n"
    )
    sample(tmp_path, "rumo/doors/office/views.py", text)
    assert list(past_rollup(tmp_path)) == [
        "rumo/doors/office/views.py:2: rumo.deliver.progress.actions.correct",
        "rumo/doors/office/views.py:3: rumo.deliver.plans.actions.publish",
    ]


def test_reading_the_clock_is_refused(tmp_path):
    text = (
        "import datetime\nfrom datetime import date as day\nfrom django.utils import timezone\n"
        "datetime.datetime.now()\nday.today()\ntimezone.now()\nF(auto_now=True)\ndatetime.datetime.fromisoformat('')\n"
    )
    sample(tmp_path, "rumo/ground/core/models.py", text)
    sample(tmp_path, CLOCK, "import time\ntime.time()\n")
    assert list(clocks_read(tmp_path)) == [
        "rumo/ground/core/models.py:4: datetime.datetime.now",
        "rumo/ground/core/models.py:5: datetime.date.today",
        "rumo/ground/core/models.py:6: django.utils.timezone.now",
        "rumo/ground/core/models.py:7: auto_now",
    ]
