"""Ways to ask for something of an alert that nobody may know of."""

from collections.abc import Iterator
from itertools import product

from tests.kit.bidding import LOTS
from tests.kit.desk_facts import ALERTS
from tests.noninterference.act import Act, v1

_NOBODYS = "W00000000000000FF"
_ACTS: dict[str, dict[str, int]] = {
    "explanation": {},
    "acknowledgement": {"explained": 0},
    "escalation": {},
    "closing": {},
}


def acts() -> Iterator[Act]:
    """Alerts: of a sealed one one hears the same as of none, whichever lot is tried on it."""
    for alert, lot in product((*ALERTS, _NOBODYS), LOTS):
        for act, more in _ACTS.items():
            tried = {"lot": lot, "reason": "?"} | more
            yield v1("supervisor", f"/alerts/{alert}/{act}", "409 alert.not_told", **tried)
    for act, more in _ACTS.items():
        tried = {"lot": LOTS[0], "reason": "?"} | more
        yield v1("auditor", f"/alerts/{ALERTS[0]}/{act}", "403 permission.missing", **tried)
