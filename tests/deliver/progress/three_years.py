"""Three years of a plan as the test itself tells them: who does what on which day, and what degree.md makes of it.

Nothing here imports the formula, the calendar or the reminders: states, silence and letters are worked out again from the text.
"""

import datetime as dt
from dataclasses import dataclass, field

from rumo.science.planfile import document as pf

DAY = dt.timedelta(days=1)
SLUG = "plano-exemplo"
GRACE = 30
FIRST, LAST = dt.date(2024, 1, 1), dt.date(2027, 4, 15)
CYCLES = [
    pf.Cycle(dt.date(year, *start), dt.date(year, *end), due, GRACE)
    for year in (2024, 2025, 2026)
    for start, end, due in (
        ((1, 1), (6, 30), dt.date(year, 7, 31)),
        ((7, 1), (12, 31), dt.date(year + 1, 1, 31)),
    )
]
CODES = [f"M{i:02}" for i in range(1, 14)]
STARTS = {"M09": dt.date(2025, 7, 1)}
PARTNERS = {"M08": "partner", "M11": "named"}
AWAY = (dt.date(2025, 6, 20), dt.date(2025, 9, 15))
"""When the reporter is away and somebody stands in."""


@dataclass(frozen=True)
class Act:
    """Something that happens at three in the afternoon of a day, about a measure's report on the end of a cycle."""

    day: dt.date
    code: str
    verb: str  # report, send, approve, correct, withdraw
    cycle: int
    stage: str = "in_progress"


def _on_time(code, *cycles, days=-20, stage="in_progress"):
    return [Act(CYCLES[i].due + days * DAY, code, "report", i, stage) for i in cycles]


def script():
    """Everything that happens, by day."""
    every = range(6)
    acts = [
        *_on_time("M01", *every),
        *_on_time("M02", *every, days=10),
        *_on_time("M03", 0, 1, 4, 5),
        Act(dt.date(2026, 4, 10), "M03", "report", 2),
        Act(dt.date(2026, 4, 12), "M03", "report", 3),
        *_on_time("M05", 0, 2, 3, 4, 5),
        *_on_time("M05", 1, stage="completed"),
        Act(CYCLES[1].due + 20 * DAY, "M05", "correct", 1, "in_progress"),
        *_on_time("M06", 0, 1, 4, 5),
        *_on_time("M06", 2, 3, stage="suspended"),
        *_on_time("M07", 0, 1, 2),
        *_on_time("M07", 3, stage="cancelled"),
        *_on_time("M08", 0, 1, 2, 3, 5),
        *_on_time("M08", 4, days=45),
        *_on_time("M09", 3, 4, 5, stage="not_started"),
        *_on_time("M10", 0, 1),
        *_on_time("M10", 2, 3, stage="completed"),
        *_on_time("M11", 1, 2, 3, 4, 5, days=-3),
        *_on_time("M12", 0, 1, 2, 3, 5),
        Act(CYCLES[2].due + 10 * DAY, "M12", "withdraw", 2),
        *(Act(CYCLES[i].due - 5 * DAY, "M13", "send", i) for i in every),
        *(Act(CYCLES[i].due + 5 * DAY, "M13", "approve", i) for i in every),
    ]
    return sorted(acts, key=lambda act: (act.day, act.code))


@dataclass
class Diary:
    """What the test knows to have been published and sent so far: of each measure, by reference date, the stage or None (withdrawn)."""

    told: dict[str, dict[dt.date, str | None]] = field(default_factory=lambda: {code: {} for code in CODES})
    sent: set[tuple[str, dt.date]] = field(default_factory=set)

    def note(self, act):
        day = CYCLES[act.cycle].end
        if act.verb == "send":
            self.sent.add((act.code, day))
        else:
            self.sent.discard((act.code, day))
            self.told[act.code][day] = None if act.verb == "withdraw" else act.stage

    def stands(self, code, until):
        """The reports of a measure that count, about days up to one."""
        return {day: stage for day, stage in self.told[code].items() if day <= until and stage is not None}

    def state(self, code, until):
        """degree.md, 2: the state is the stage of the latest report; none published: no information."""
        stands = self.stands(code, until)
        return stands[max(stands)] if stands else "no_information"

    def due(self, code, cycle, until):
        """degree.md, 4: live, and started by the window's last day."""
        return self.state(code, until) != "cancelled" and STARTS.get(code, FIRST) <= cycle.end

    def fresh(self, code, cycle, until):
        """Whether a published report's reference date falls in the cycle."""
        return any(cycle.start <= day <= cycle.end for day in self.stands(code, until))

    def standing(self, code, until):
        """State, due, fresh, stale of a measure at the end of a day."""
        over = [cycle for cycle in CYCLES if cycle.due + GRACE * DAY < until]
        state = self.state(code, until)
        if not over:
            return (state, False, False, False)
        window = max(over, key=lambda cycle: cycle.end)
        due, fresh = self.due(code, window, until), self.fresh(code, window, until)
        return (state, due, due and fresh, due and not fresh and state != "no_information")

    def open(self, cycle, day):
        """The measures that a reminder of a cycle is about on the morning of a day: due, neither reported nor sent."""
        return {
            code
            for code in CODES
            if self.due(code, cycle, day)
            and not self.fresh(code, cycle, day)
            and (code, cycle.end) not in self.sent
        }


def reminders_on(day):
    """(cycle, kind) that fall due on a day, as the calendar is told in words."""
    for cycle in CYCLES:
        closed = cycle.due + GRACE * DAY
        days = {
            "opens": cycle.end + DAY,
            "soon": cycle.due - 14 * DAY,
            "due": cycle.due,
            "late": cycle.due + DAY,
            "silent": closed + DAY,
            "escalated": closed + 30 * DAY,
        }
        yield from ((cycle, kind) for kind, on in days.items() if on == day)


def told_on(diary, day, people):
    """The letters of a morning: key → how many measures it names."""
    found = {}
    for cycle, kind in reminders_on(day):
        left = diary.open(cycle, day)
        whole = {"escalated": ["analyst"]}.get(kind, ["coordinator", "reporter"])
        if kind == "silent":
            whole = [*whole, "community"]
        if kind != "escalated" and AWAY[0] <= day <= AWAY[1]:
            whole = [*whole, "substitute"]
        counts = dict.fromkeys(whole, len(left))
        if kind != "escalated":
            counts["partner"] = len(left & {"M08"})
            counts["named"] = len(left & {"M11"})
        for name, count in counts.items():
            if count:
                found[f"reminder:{SLUG}:{cycle.end}:{kind}:{people[name].public_id}"] = count
    return found
