"""A world that lives: two lots, three deposits, one bank account; whoever asks may ask in vain."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from domain.bankpage.state import Line
from domain.deposit.state import Deposit
from domain.kernel import Command, Placed, Post, Rejected, StreamId
from domain.payment.state import Stage
from domain.postings import MoneyEvent
from tests.kit.story import CHECKER, MAKER
from tests.kit.till import ACCOUNT, LAW, Till, at
from tests.properties.books import deposits, lines

TENDER, SALE = "A3506000001000001001001", "ZZ-SP-2026-001"
B1, B2 = "N00000000000000B1", "N00000000000000B2"
BIDS = {"P00000000000000D1": (TENDER, B1), "P00000000000000D2": (TENDER, B2),
        "P00000000000000D3": (SALE, B1)}  # fmt: skip
PRICE = 100_000
DAYS = (date(2026, 3, 17), date(2026, 3, 20), date(2026, 3, 26), date(2026, 5, 20))
OPENING, ENDS = at(date(2026, 3, 25), 9, 30), at(date(2026, 5, 8))
AUTHORITIES = (Post("COURT", "中院"), Post("V-HOUSING", "住建局"))


def named(by: Post, deposit: str) -> str | None:
    """The lot that an order of theirs names: who supervises names it, a court none."""
    return None if by.role == "COURT" else BIDS[deposit][0]


ENDINGS = (
    "",
    "o",
    "oc",
    "ocs",
    "ocsv",
    "ocsv",
    "ocsp",
    "ock",
    "f",
    "fr",
    "ocf",
    "t",
    "ofw",
    "ofw",
    "ockb",
    "ockb",
    "ocky",
    "ocky",
    "zoc",
    "ocsvn",
    "ocsvn",
)

which = st.integers(0, 11)
days = st.sampled_from(DAYS)
amounts = st.sampled_from((PRICE, PRICE, PRICE, PRICE // 2, PRICE // 2, PRICE + 7, 1))
people = st.sampled_from((MAKER, CHECKER, CHECKER, "N0000000000000003"))
rarely = st.sampled_from((False, False, False, False, True))


class World(RuleBasedStateMachine):
    """Asks, and sees that a refusal changes nothing and the same again moves nothing."""

    @initialize(
        came=st.lists(st.tuples(which, amounts, days, rarely), max_size=6),
        ends=st.sampled_from(ENDINGS),
        wins=st.sampled_from((B1, B2)),
    )
    def opened(self, came: list[Any], ends: str, wins: str) -> None:
        """Most lives begin in their midst: money has come, a lot has ended.

        v: it was converted; k: it was kept, as its winner defaulted; b: and paid out, kept no more,
        come back; y: or paid back by who had it; p: who won the sale had paid in part; r: what was
        refunded is taken back and comes again; w: twice over, in time, and is kept, for the bid was
        revoked; z: a bid was withdrawn, refunded, and handed in anew before it ended; n: its result
        is void, and a decision says whose is what was converted.
        """
        self.till, self.batches = Till(), 0
        self.till.lot(TENDER, "1,000.00")
        self.till.lot(SALE, "1,000.00", "STATE_PROPERTY")
        for deposit, (lot, party) in BIDS.items():
            self.till.bidder(deposit, lot, party)
        for n, fen, day, stranger in came:
            self.money_comes(n, fen, day, stranger, "a")
            self.matched(0, n, False)
        won = ((B1, B2).index(wins), 2)
        whole = {"v": won, "n": won, "k": won, "b": won, "y": won, "r": (0,), "w": (0,)}
        for n in whole.get(ends[-1:], ()):
            deposit = list(BIDS)[n]
            self.till.pays(deposit, BIDS[deposit][1], "1,000.00", DAYS[0])
        if ends.endswith("p"):
            self.money_comes(2, PRICE // 2, DAYS[0], False, "a")
            self.matched(0, 2, False)
        if ends.startswith("z"):
            self.withdrawn_refunded_and_paid_again((B1, B2).index(wins), False)
        for how in ends.strip("vpkrwbyzn"):
            self.lot_goes_on(0, wins, how)
            self.lot_goes_on(1, B1, how)
        if ends.endswith(("v", "vn")):
            self.converted(1)
            self.converted(2)
        if ends.endswith("vn"):
            for n in whole["n"]:
                self.result_is_void(n)
                self.void_money_is_awarded(0, "party")
        if ends.endswith(("k", "kb", "ky")):
            self.kept_at_last()
        if ends.endswith("b"):
            self.paid_reversed_and_back()
        if ends.endswith("y"):
            self.paid_reversed_and_repaid()
        if ends.endswith("r"):
            self.refunded(0, True)
            self.reversed_and_paid_again(0, 0, DAYS[3])
        if ends.endswith("w"):
            self.refunded_reversed_and_kept()

    # Asking: a refusal changes nothing, and the same again moves nothing.

    def ask(self, command: Command, *posts: Post | str, **how: Any) -> None:
        memory = self.till.memory
        before, said = dict(memory.states), len(memory.said)
        decided = self.till.ask(command, *posts, **how)
        if isinstance(decided, Rejected):
            assert (memory.states, len(memory.said)) == (before, said)
            return
        when = how.pop("when", at(DAYS[0]))
        again = memory.decide(command, *posts, at=when, law=LAW, **how)
        twice = () if isinstance(again, Rejected) else again
        assert not any(_moves(one) for one in twice), f"{command} moves money twice"

    def pick(self, found: list[Any], n: int) -> Any:
        return found[n % len(found)] if found else None

    def bid(self, n: int) -> str:
        return self.pick(deposits(self.till), n)

    def open_line(self, n: int, *, credit: bool = True, stale: bool = False) -> dict[str, Any]:
        """A line that is nobody's, where there is one; else any."""
        every = [name for name, line in lines(self.till) if line.credit is credit]
        free = [name for name in every if not dict(lines(self.till))[name].allocated]
        line = self.pick(free or every, n) or f"{ACCOUNT}/2026-03-17/1#1"
        return {"line": line, "line_seen": self.till.seen(line) + stale}

    # What there is.

    def has(self, wanted: Callable[[Deposit], Any]) -> bool:
        return any(wanted(self.till.deposit(code)) for code in deposits(self.till))

    def winner(self, lot: str) -> str | None:
        return self.till.memory.of(StreamId("lot", lot)).winner

    def taken(self) -> list[tuple[str, Line]]:
        return [(name, one) for name, one in lines(self.till) if one.credit and one.deposit in BIDS]

    def shared(self) -> list[tuple[str, Line]]:
        return [(name, one) for name, one in lines(self.till) if one.deposits]

    def payments(self, *stages: Stage) -> list[str]:
        return [
            stream.code
            for stream, state in self.till.memory.states.items()
            if stream.kind == "payment" and state.stage in stages
        ]

    def fen(self, payment: str) -> int:
        return int(self.till.memory.of(StreamId("payment", payment)).ordered.amount_fen)

    def account(self, payment: str) -> str:
        return str(self.till.memory.of(StreamId("payment", payment)).ordered.account)

    def number_of(self, line: str) -> str | None:
        found = dict(lines(self.till)).get(line)
        return found.particulars.reference if found and found.particulars else None


def _moves(said: Any) -> bool:
    event = said.event if isinstance(said, Placed) else said
    return isinstance(event, MoneyEvent) and bool(event.entries)
