"""A price that was not in by its day is alerted of, once for each part of it (MA-10)."""

from collections.abc import Iterator
from datetime import date
from itertools import batched

from api.jobs.overdue import AT_ONCE, due_alert, every
from api.lots.prices import prices
from api.wiring import System
from domain.alert.codes import code_for
from domain.alert.kinds import PRICE_OVERDUE
from domain.calendar import Calendar, Unit
from domain.desk.price_due import Part
from domain.kernel import StreamId
from domain.phases import SIGNED, Phase
from ledger.clockwork import Due
from projections.lots import LOTS

PRICES_UNPAID = "prices_unpaid"
"""Who asks for what was found, by its name."""

STATED_IN = 1
"""Working days in which the bank states a day: before, nobody knows what came on the last."""

_SAYS = ("ContractSigned", "InstalmentsAgreed")
"""What says until when a price is paid."""


def unpaid_prices(system: System, day: date) -> Iterator[Due]:
    """Parts of prices that were due before a day, for certain, and were not in; also those that
    have come since, too late.
    """
    sold = {"phase": [one.value for one in SIGNED if one is not Phase.ARCHIVED]}
    law, position = system.law(), system.store.tail().position
    for some in batched(every(system.readers.lots, LOTS, sold), AT_ONCE):
        states = system.replay.states(StreamId("lot", row["lot"]) for row in some)
        lots = {of.code: lot for of, lot in states.items()}
        for lot, found in prices(system, lots, law, position).items():
            for part in found:
                if is_overdue(part, law.calendar, day):
                    yield from _alerts(system, lot, part)


def is_overdue(part: Part, calendar: Calendar, day: date) -> bool:
    """Whether it was not in by its last day, and the bank has had its time to say so."""
    if part.last is None or not part.is_late(day):
        return False
    return calendar.add(part.last, STATED_IN, Unit.WORKING_DAYS) < day


def _alerts(system: System, lot: str, part: Part) -> Iterator[Due]:
    assert part.last is not None, "what stands still is not overdue"
    what = part.rule or part.told
    yield from due_alert(
        system,
        PRICES_UNPAID,
        part.last,
        alert=code_for(PRICE_OVERDUE.code, lot, what, part.since),
        kind=PRICE_OVERDUE.code,
        lots=(lot,),
        deposits=(),
        began=(StreamId("lot", lot), _SAYS, -1),
    )
