"""Scenario B, land by listing, as steps: each row's command, asked by whoever the table names.

Every step is held against its row of the oracle: what it moved, to the fen, and what was said. The
offers of the listing move nothing (rows 3, 5, 8, 13, 14): they are told in the session's own room;
here row 15 ends it with the highest of them.
"""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from domain.desk.convert import ConvertDeposit
from domain.desk.external import ConfirmExternalPayment
from domain.desk.forfeit import ForfeitDeposit
from domain.desk.interest import AllocateInterest
from domain.desk.price import ReleasePrice
from domain.kernel import Post, StreamId
from domain.lot.announce import AnnounceLot, DefineLot
from domain.lot.award import ConfirmTransaction, SignContract
from domain.lot.close import PassDepositDeadline
from domain.lot.compete import CloseTimedBidding
from domain.lot.publish import PublishResult
from domain.money import yuan
from tests.kit.played import Permitting, Rows
from tests.kit.scenarios import Scenario, scenario
from tests.kit.till import FILE, Till

B, DEFAULTED = scenario("B"), scenario("B_default")
LOT, GRANTOR, TAXES = "ZZ-2026P03", Post("OWNER", "自然资源局"), Post("UP", "税务局")
L1, L2, L3, L4 = (f"N00000000000000A{n}" for n in range(1, 5))
DEPOSIT = {party: f"P00000000000000A{n}" for n, party in enumerate((L1, L2, L3, L4), 1)}
NAMES = {f"P00000000000000A{n}": f"P03/L{n}" for n in range(1, 5)}
START, WHOLE, PRICE = yuan("250,000,000.00"), yuan("50,000,000.00"), yuan("306,000,000.00")
DECISION = {"document": "漳自然资〔2026〕17号", "evidence": "ee" * 32}
STANDS = {"media": ("省平台",), "text": FILE}
OFFERS = (3, 5, 8, 13, 14)
"""Rows of the session: told in its own room."""


def of_the_table(key):
    """Our key as the table has it. It knows no transit: what is on its way is still payable."""
    account, owner = key
    party = NAMES.get(owner[:17], "")
    match account:
        case "1001":
            return "1001"
        case "1009" | "2005" if party:
            return f"2005/{party}"
        case "2007":
            return "2007"
        case "2009" if owner == "interest/LAND":
            return "2009/interest"
        case "2009":
            return "2009/treasury"
        case _:
            return f"{account}/{party}"


class Played(Rows):
    """The rows of the sale; `clock` hears when each begins."""

    left_out = OFFERS
    other_names: ClassVar = {"ReserveCompared": None}

    def __init__(
        self,
        told: Scenario,
        sale: Till | None = None,
        clock: Callable[[datetime], None] = lambda _: None,
    ) -> None:
        super().__init__(told, sale or Permitting(), clock)

    @staticmethod
    def of_the_table(key):
        return of_the_table(key)

    @property
    def lot(self):
        """The lot as it stands."""
        return self.sale.memory.of(StreamId("lot", LOT))


def defined(sale, row):
    asked = DefineLot(
        lot=LOT,
        title="2026P03",
        category="LAND",
        region="350602",
        owner=GRANTOR.organisation,
        agency=None,
        estimate_fen=START,
        deposit_fen=WHOLE,
        deposit_deadline=B.row(11).at,
        opening_at=B.row(14).at,
        basic_account=False,
    )
    sale.do(asked, GRANTOR, when=row.at)


def announced(sale, row):
    sale.do(AnnounceLot(lot=LOT, **STANDS), GRANTOR, when=row.at)
    for party, deposit in DEPOSIT.items():
        sale.bidder(deposit, LOT, party)


def came(party, amount):
    def step(sale, row):
        sale.pays(DEPOSIT[party], party, amount, row.at.date(), booked_at=row.at)

    return step


def passed(sale, row):
    sale.do(PassDepositDeadline(lot=LOT, deadline=row.at), "PLATFORM", when=row.at)


def approved(party):
    def step(sale, row):
        sale.approve(DEPOSIT[party], 1, row.at)

    return step


def paid_back(party):
    def step(sale, row):
        sale.debit(sale.send(f"{DEPOSIT[party]}/1/1"), row.at.date())

    return step


def earned(party, amount):
    def step(sale, row):
        sale.interest(DEPOSIT[party], amount, row.at.date())

    return step


def closed(sale, row):
    asked = CloseTimedBidding(lot=LOT, bidders=3, price_fen=PRICE)
    sale.do(asked, GRANTOR, when=row.at)


def confirmed(sale, row):
    sale.do(ConfirmTransaction(lot=LOT, winner=L2, price_fen=PRICE), GRANTOR, when=row.at)


def published(sale, row):
    sale.do(PublishResult(lot=LOT, **STANDS), GRANTOR, when=row.at)


def signed(sale, row):
    asked = SignContract(lot=LOT, signed_on=row.at.date(), price_fen=PRICE)
    sale.do(asked, GRANTOR, when=row.at)


def converted(sale, row):
    sale.do(ConvertDeposit(deposit=DEPOSIT[L2], lot=LOT), "C-SET2", when=row.at)


def released(sale, row):
    asked = ReleasePrice(deposit=DEPOSIT[L2], lot=LOT, fee_fen=0, **DECISION)
    sale.do(asked, "C-SET2", when=row.at)


def forfeited(sale, row):
    asked = ForfeitDeposit(
        deposit=DEPOSIT[L2],
        lot=LOT,
        ground="WINNER_DEFAULTED",
        amount_fen=WHOLE,
        fees_fen=0,
        **DECISION,
    )
    sale.do(asked, GRANTOR, when=row.at)


def allocated(sale, row):
    for deposit in DEPOSIT.values():
        sale.do(AllocateInterest(deposit=deposit, lot=LOT), "C-SET2", when=row.at)


def remitted(owner):
    """One payment of all that lies there for the treasury, whoever's deposit it was."""

    def step(sale, row):
        given = {one: sale.deposit(one).given.to("2009", owner) for one in DEPOSIT.values()}
        parts = {deposit: fen for deposit, fen in given.items() if fen}
        sale.debit(sale.send(sale.passes_on(LOT, "2009", owner, parts)), row.at.date())

    return step


def paid_outside(amount, document):
    def step(sale, row):
        asked = ConfirmExternalPayment(
            lot=LOT,
            deposit=DEPOSIT[L2],
            amount_fen=yuan(amount),
            paid_on=row.at.date(),
            document=document,
            evidence="ee" * 32,
        )
        sale.do(asked, TAXES, when=row.at)

    return step


COMES_IN = (
    defined,
    announced,
    came(L1, "50,000,000.00"),
    came(L2, "30,000,000.00"),
    came(L2, "20,000,000.00"),
    came(L3, "49,000,000.00"),
    came(L4, "50,000,000.00"),
    passed,
)
SOLD = (approved(L3), closed, confirmed, approved(L1), approved(L4))
LOSERS_PAID = (
    paid_back(L3),
    earned(L3, "2,858.33"),
    paid_back(L1),
    earned(L1, "5,347.22"),
    paid_back(L4),
    earned(L4, "3,402.78"),
    published,
)
CONTRACTED = (
    signed,
    converted,
    released,
    earned(L2, "9,722.22"),
    remitted("price/LAND"),
    allocated,
    remitted("interest/LAND"),
)
REMITTED = (
    forfeited,
    earned(L2, "11,666.67"),
    remitted("forfeited/LAND"),
    allocated,
    remitted("interest/LAND"),
)
"""Of B_default: rows 27 to 31."""
