"""Lots of one kind of trade on their way, and the money of who bids for them: the world of a walk.

One lot after the other: what came to nothing, or is settled for good, is followed by the next.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from domain.calendar import BEIJING
from domain.deposit.issue import IssueSubAccount
from domain.deposit.state import Deposit
from domain.desk.match import MatchReceipt
from domain.desk.require import RequireDeposit
from domain.kernel import Command, Decision, Post, Rejected, StreamId
from domain.lot.state import Lot
from domain.party.enrol import RegisterParty
from domain.phases import OVER, Phase
from tests.kit.tendering import AGENCY, OWNER
from tests.kit.till import Till, account_of, at
from tests.properties.trades import LAW, Trade
from tests.properties.watching import Watched

PARTIES = tuple(f"N00000000000000B{n}" for n in range(1, 4))
START = at(date(2026, 3, 2), 9)
PROJECT, PROCEDURE = "A35060000000100", "A35060000000100101"
ESTIMATE, DEPOSIT = 5_000_000, 100_000
"""Fen: a deposit is a fiftieth of what its lot is estimated at."""
LOTS = 3
"""So many of them a walk has at most."""
HOURS = timedelta(hours=1)
SUPERVISORS = {
    "CONSTRUCTION": Post("V-HOUSING", "住建局"),
    "GOV_PROCUREMENT": Post("FIN", "财政局"),
    "LAND": Post("NR", "自然资源局"),
    "STATE_PROPERTY": Post("SASAC", "国资委"),
    "EMISSION": Post("ECO", "生态环境局"),
    "MINING": Post("NR", "自然资源局"),
    "FRANCHISE": Post("FIN", "财政局"),
    "FOREST_RIGHT": Post("FOR", "林业局"),
    "PUBLIC_AUCTION": Post("FIN", "财政局"),
}
"""Who supervises each kind of trade, and says that a result is void."""

type Step = Callable[[], Any]
"""Something to do; whether anything came of it."""


class Trading(Till):
    """The till, by the rules of all packs; what follows by itself is permitted too."""

    law = LAW

    def __init__(self) -> None:
        self.now = START
        super().__init__(memory=Watched(LAW))

    def ask(
        self, command: Command, *posts: Post | str, when: datetime | None = None, **how: Any
    ) -> Decision:
        """The decision, now unless told."""
        return super().ask(command, *posts, when=when or self.now, **how)


class Walk:
    """A walk: `till` has its law and its memory; `n` is a number by which it chooses, `signed` how
    many proposals two persons signed.
    """

    def __init__(self, trade: Trade) -> None:
        self.trade, self.till, self.codes = trade, Trading(), [_code(1)]
        self.n, self.signed = 0, 0

    # Where it is.

    @property
    def code(self) -> str:
        """The lot that goes on."""
        return self.codes[-1]

    @property
    def lot(self) -> Lot:
        """The same as it stands."""
        state = self.of("lot", self.code)
        assert isinstance(state, Lot)
        return state

    @property
    def now(self) -> datetime:
        """What the clock says: it never goes back."""
        return self.till.now

    @property
    def today(self) -> date:
        """The Beijing day of now."""
        return self.now.astimezone(BEIJING).date()

    @property
    def supervisor(self) -> Post:
        """Who supervises the kind of trade."""
        return SUPERVISORS[self.trade.category.code]

    def of(self, kind: str, code: str) -> Any:
        """The state of a stream."""
        return self.till.memory.of(StreamId(kind, code))

    def id(self, letter: str, bidder: int) -> str:
        """A bidder's deposit (P), bid (B) or guarantee for the lot that goes on."""
        return f"{letter}{len(self.codes):08X}{bidder:08X}"

    def deposit(self, bidder: int) -> Deposit:
        """What a bidder owes for it, as it stands."""
        state = self.till.deposit(self.id("P", bidder))
        assert isinstance(state, Deposit)
        return state

    def winner(self, code: str) -> str | None:
        """The deposit of who won a lot."""
        won = self.of("lot", code).winner
        found = (one for one in self.deposits(code) if self.till.deposit(one).terms.party == won)
        return next(found, None)

    def deposits(self, code: str) -> list[str]:
        """Those of a lot that were asked for."""
        return self.till.deposits.get(code, [])

    # What is asked.

    def ask(
        self, command: Command, *posts: Post | str, when: datetime | None = None, **how: Any
    ) -> bool:
        """Whether anything was said; the clock goes on to when it was."""
        before = self.till.now
        self.till.now = max(before, when or before)
        decided = self.till.ask(command, *posts, **how)
        if isinstance(decided, Rejected):
            self.till.now = before
            return False
        return bool(decided)

    def asks(
        self, command: Command, *posts: Post | str, when: datetime | None = None, **how: Any
    ) -> Step:
        """The same, to be done."""
        return lambda: self.ask(command, *posts, when=when, **how)

    def joins(self, bidder: int) -> bool:
        """A deposit is asked for, and gets its number at the bank."""
        deposit, party = self.id("P", bidder), PARTIES[bidder]
        basic = {"basic_account": account_of(party), "basic_bank": None}
        self.ask(RegisterParty(party=party, name=party, **basic), "C-OPS")
        required = RequireDeposit(deposit=deposit, lot=self.code, party=party)
        told = {"sub_account": self.till.number(deposit), "valid_until": date(2027, 9, 1)}
        numbered = IssueSubAccount(deposit=deposit, **told)
        return self.ask(required, "PLATFORM") and self.ask(numbered, "BANK")

    def pays(self, bidder: int, fen: int, payer: str | None = None) -> bool:
        """So much comes for a deposit, from its bidder unless told."""
        deposit, whose = self.id("P", bidder), payer or PARTIES[bidder]
        said = {"payer": whose, "payer_account": account_of(whose), "booked_at": self.now}
        number = self.till.number(deposit)
        line = self.till.line(fen, self.today, reference=number, **said)
        asked = MatchReceipt(line=line, line_seen=1, deposit=deposit, lot=None)
        return self.ask(asked, "MATCHER")

    def begins(self) -> bool:
        """The next lot's turn, if this one has come to its end."""
        ended = self.lot.phase in (*OVER, Phase.ARCHIVED)
        if ended and len(self.codes) < LOTS:
            self.codes.append(_code(len(self.codes) + 1))
        return ended


def _code(n: int) -> str:
    return f"A3506000001000001{n:03}001"


SPEAKS = {"OWNER": OWNER, "AGENCY": AGENCY}
"""Who speaks for its lots."""
COURT = Post("COURT", "中级法院")
STRANGERS = (
    Post("OWNER", "他人"),
    Post("AGENCY", "乙代理"),
    Post("PLATFORM"),
    Post("C-OPS"),
    Post("C-SET1"),
    Post("C-SET2"),
    Post("MATCHER"),
    Post("BIDDER", PARTIES[0]),
    Post("V-WATER", "水利局", "350603"),
    COURT,
    OWNER,
)
"""Who else asks, now and then for what is none of theirs."""
