"""Until when what is due in the scenarios, by a reckoning of its own.

Independent of the project: standard library only, no import of ours; of the file of scenarios it
reads the calendar and the days of the rows. The terms are those of REFERENCE 2.7, and below each
table of REFERENCE 8. Prints {"A": {"28": ["2026-03-25"], ...}, ...}: days by row.

    python tests/oracle/days_of_scenarios.py FILE
"""

import json
import sys
from datetime import date, timedelta

REFUND, ANSWER, CONTRACT = (5, "days"), (3, "days"), (30, "days")
"""Of a tender."""
SOLD = {
    12: [(11, 5, "working")],
    16: [(16, 10, "working"), (16, 5, "working"), (16, 10, "working")],
}
"""Of land: who did not pay enough; contract, losers, the result in public."""
TERMS = {
    "A": {
        28: [(28, *REFUND)],
        45: [(45, *ANSWER)],
        46: [(46, *CONTRACT)],
        52: [(51, 3, "working"), (52, 30, "working")],
        59: [(59, *CONTRACT)],
        61: [(61, *CONTRACT)],
        63: [(63, *REFUND)],
        70: [(70, *REFUND)],
    },
    "B": SOLD | {26: [(26, 1, "months")]},
    "B_default": SOLD,
    "C": {
        2: [(2, 10, "working")],
        3: [(3, 5, "working")],
        10: [(10, 3, "working")],
        17: [(17, 5, "working")],
        24: [(24, 5, "working")],
    },
}
"""By scenario and row: from which row's day it runs, and how long."""


class Calendar:
    """The days on which offices work: the file's own holidays and made-up days."""

    def __init__(self, fixture):
        self.free, self.made_up = set(fixture["holidays"]), set(fixture["makeup"])

    def works(self, day):
        return str(day) in self.made_up or (day.weekday() < 5 and str(day) not in self.free)

    def on(self, day):
        """That day, or the next on which anybody works."""
        while not self.works(day):
            day += timedelta(1)
        return day

    def until(self, day, n, unit):
        """The last day; that from which it runs does not count, and a free one moves on."""
        if unit == "days":
            return self.on(day + timedelta(n))
        if unit == "months":
            return self.on(day.replace(month=day.month + n))
        for _ in range(n):
            day = self.on(day + timedelta(1))
        return day


def dues(told):
    """Days by scenario and row."""
    calendar, found = Calendar(told["fixture"]), {}
    for name, rows in TERMS.items():
        on = {row["seq"]: date.fromisoformat(row["date"][:10]) for row in told[name]["events"]}
        found[name] = {
            seq: [str(calendar.until(on[since], n, unit)) for since, n, unit in terms]
            for seq, terms in rows.items()
        }
    return found


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        json.dump(dues(json.load(file)), sys.stdout, indent=1)
