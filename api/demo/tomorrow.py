"""The served demonstration goes on: work is left for its visitors, and the bank's night can pass.

Only here does a person move the time: the log is simulated, and says so on every page.
"""

import threading
from datetime import datetime, timedelta

from api.demo.bank import Bank
from api.demo.cast import BIDDERS, STRANGER
from api.demo.draw import Draw
from api.demo.staff import CUSTODY, CUSTODY_NUMBER, Staff
from api.refunding import batch_of, payable_items
from domain.calendar import beijing_day
from domain.desk.propose import ProposeRefunds

_LATE_FEN, _UNKNOWN_FEN = 5_000_000, 1_234_500


class Tomorrow:
    """The story's bank and staff, kept after it ended; one night passes at a time."""

    def __init__(self, staff: Staff, bank: Bank, draw: Draw) -> None:
        self._staff = staff
        self._bank = bank
        self._draw = draw
        self._lock = threading.Lock()

    def leave_work(self) -> None:
        """Two payments nobody expected, one of them without a number; a batch for the checker."""
        of = self._draw.bids[0]
        bidder = BIDDERS[0]
        self._bank.receive(
            CUSTODY, _LATE_FEN, bidder.name, bidder.account, f"{CUSTODY_NUMBER}{of.number}"
        )
        self._bank.receive(CUSTODY, _UNKNOWN_FEN, *STRANGER, "投标款")
        self.next_day()
        system = self._staff.system
        if items := payable_items(system, CUSTODY):
            batch = batch_of(system.clock())
            proposed = ProposeRefunds(batch=batch, account=CUSTODY, items=items)
            system.ask("clerk", proposed)
            self._staff.settle()

    def next_day(self) -> datetime:
        """What is ordered goes to the bank, its night passes, its statement is brought."""
        with self._lock:
            staff = self._staff
            staff.bank(self._bank.channel())
            today = beijing_day(staff.system.clock())
            ahead = 3 if today.isoweekday() == 5 else 1  # banks rest at weekends
            morning = f"{today + timedelta(days=ahead)}T08:30"
            self._bank.move_to(morning)
            staff.move_to(f"{morning}:00+08:00")
            staff.bank(self._bank.channel())
            return staff.system.clock()
