"""Ways to ask for something of an alert that nobody may know of."""

from collections.abc import Iterator
from itertools import product

from tests.kit.bidding import LOTS
from tests.kit.desk_facts import ALERTS
from tests.noninterference.act import Act, v1

_NOBODYS = "W00000000000000FF"


def acts() -> Iterator[Act]:
    """Alerts: of a sealed one one hears the same as of none, whichever lot is tried on it."""
    for alert, lot in product((*ALERTS, _NOBODYS), LOTS):
        tried = {"lot": lot, "reason": "?"}
        for act in ("explanation", "acknowledgement", "escalation", "closing"):
            yield v1("supervisor", f"/alerts/{alert}/{act}", "409 alert.not_told", **tried)
    tried = {"lot": LOTS[0], "reason": "?"}
    for act in ("explanation", "acknowledgement", "escalation", "closing"):
        yield v1("auditor", f"/alerts/{ALERTS[0]}/{act}", "403 permission.missing", **tried)
