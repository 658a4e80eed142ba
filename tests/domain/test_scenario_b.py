"""Scenario B, land by listing, row by row: what each command moves, against the oracle to the fen.

Each is asked by whoever the table names. The offers of the listing move nothing: rows 3, 5, 8, 13
and 14, told in the session's own room; here row 15 ends it with the highest of them.
"""

from datetime import date

import pytest

from domain.bankpage.events import BankCreditRecorded, BankDebitRecorded
from domain.categories.land import LAND
from domain.deposit.owed import InterestAllocated, RefundObligationCreated
from domain.desk.convert import ConvertDeposit
from domain.desk.external import ConfirmExternalPayment, paid_fen
from domain.desk.forfeit import ForfeitDeposit
from domain.desk.interest import AllocateInterest
from domain.desk.price import ReleasePrice
from domain.interest import history, interest_fen
from domain.kernel import Command, Decision, Post, Rejected, StreamId
from domain.lot.announce import AnnounceLot, DefineLot
from domain.lot.award import ConfirmTransaction, SignContract
from domain.lot.close import PassDepositDeadline
from domain.lot.compete import CloseTimedBidding
from domain.lot.publish import PublishResult
from domain.money import yuan
from domain.permissions import may
from tests.kit.fixture_calendar import FIXTURE, day
from tests.kit.moving import moving
from tests.kit.scenarios import Row, scenario, summed
from tests.kit.story import asked as asked_by
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


class Sale(Till):
    """The till, where nobody asks for what his post does not permit."""

    def ask(self, command: Command, *posts: Post | str, **how) -> Decision:
        assert not isinstance(may(asked_by(*posts), command), Rejected), command
        return super().ask(command, *posts, **how)

    @property
    def lot_now(self):
        return self.memory.of(StreamId("lot", LOT))

    def standing(self):
        """The books in the keys of the table."""
        return summed((of_the_table(key), fen) for key, fen in self.books.items())


class Played:
    """One row after the other."""

    def __init__(self, told) -> None:
        self.told, self.sale, self.seq = told, Sale(), 0

    def to(self, seq, *steps) -> None:
        """Plays the next rows up to this one: each does what its step does, and moves the row's."""
        for step in steps:
            self.seq += 1
            while self.seq in OFFERS:
                self.seq += 1
            row = self.told.row(self.seq)
            said = self.sale.memory.said
            before = len(said)
            with moving(self.sale) as moved:
                step(self.sale, row)
            moves = summed((of_the_table(key), fen) for key, fen in moved.altogether.items())
            assert moves == row.moves, f"row {row.seq}: {row.facts}"
            assert names(row) <= {event.NAME for event in said[before:]}, f"row {row.seq}"
        assert self.seq == seq


def names(row: Row) -> set[str]:
    """The facts of a row by their names, but for those of the session."""
    return {fact.partition("(")[0] for fact in row.facts} - {"ReserveCompared"}


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


@pytest.fixture
def due():
    """Rows 1 to 11: the deadline has passed."""
    played = Played(B)
    played.to(11, *COMES_IN)
    return played


@pytest.fixture
def sold(due):
    """Rows 12 to 18: the evening of 2026-04-07."""
    due.to(18, *SOLD)
    return due


@pytest.fixture
def kept(sold):
    """Rows 19 to 25, as far as both scenarios are one."""
    sold.to(25, *LOSERS_PAID)
    return sold


@pytest.fixture
def contracted(kept):
    """Rows 26 to 32: the contract, and all that lay in custody is the treasury's."""
    kept.to(
        32,
        signed,
        converted,
        released,
        earned(L2, "9,722.22"),
        remitted("price/LAND"),
        allocated,
        remitted("interest/LAND"),
    )
    return kept


def test_who_is_whole_at_the_deadline_is_admitted_and_l3_is_short(due):
    """Row 11: L1, L2 and L4; L3 lacks 1,000,000.00, and that is owed back at once (LD-A7)."""
    deposits = {party: due.sale.deposit(deposit) for party, deposit in DEPOSIT.items()}
    assert [party for party, one in deposits.items() if one.whole] == [L1, L2, L4]
    assert deposits[L3].missing_fen == yuan("1,000,000.00")
    (owed,) = deposits[L3].refunds
    assert (owed.cause, owed.rule, owed.interest) == ("INSUFFICIENT", "LD-A7", False)
    assert owed.due == day("04-13")
    assert not any(one.refunds for party, one in deposits.items() if party != L3)


def test_checkpoint_at_the_end_of_04_07(sold):
    assert sold.sale.standing() == B.checkpoints["end of 2026-04-07"]


def test_the_losers_are_owed_by_04_14_and_the_winner_nothing(sold):
    owed = [one for one in sold.sale.memory.said if isinstance(one, RefundObligationCreated)]
    assert {NAMES[one.deposit]: (one.cause, one.due) for one in owed} == {
        "P03/L3": ("INSUFFICIENT", day("04-13")),
        "P03/L1": ("LOSER", day("04-14")),
        "P03/L4": ("LOSER", day("04-14")),
    }
    assert B.row(21).at.date() <= day("04-14")


def test_of_the_interest_no_bidder_is_owed_any(kept):
    told = [one for one in kept.sale.memory.said if isinstance(one, InterestAllocated)]
    assert {(one.entitled_fen, one.reason) for one in told} == {(0, "NOT_OWED")}


def test_a_fifth_of_the_price_bounds_the_earnest_and_the_deposit_is_below_it(contracted):
    """Row 26: 61,200,000.00 at most; 50,000,000.00 are earnest, and then price."""
    told = next(one for one in contracted.sale.memory.said if one.NAME == "DepositConverted")
    assert (told.to, told.earnest_fen) == ("2004", WHOLE)


def test_custody_ends_empty_and_the_whole_price_is_paid(contracted):
    """Rows 33 and 34: half by the day it is due, then all of it; 50 million came from custody."""
    sale, winner = contracted.sale, DEPOSIT[L2]
    assert paid_fen(sale.lot_now, sale.deposit(winner)) == WHOLE
    contracted.to(33, paid_outside("103,000,000.00", "税票1号"))
    half = LAND.about("price.first_instalment", day("04-17"))[0].limit(PRICE)
    assert paid_fen(sale.lot_now, sale.deposit(winner)) == half == yuan("153,000,000.00")
    assert B.row(33).at.date() <= day("05-18")
    contracted.to(34, paid_outside("153,000,000.00", "税票2号"))
    assert paid_fen(sale.lot_now, sale.deposit(winner)) == PRICE
    assert sale.lot_now.outside_fen == yuan("256,000,000.00")
    assert sale.standing() == B.checkpoints["final"] == {}


@pytest.mark.parametrize(
    ("subject", "anchor", "due"),
    [
        ("contract.signing", 16, "04-21"),
        ("refund.losers", 16, "04-14"),
        ("result.publication", 16, "04-21"),
        ("price.first_instalment_paid", 26, "05-18"),
    ],
)
def test_what_is_due_follows_from_the_rows_of_land(subject, anchor, due):
    anchored = B.row(anchor).at.date()
    (row,) = LAND.about(subject, anchored)
    assert row.term(anchored, FIXTURE) == day(due)


def bank_days(sale: Sale):
    """The lines of 1001 by the day, in the words of the oracle."""
    lines = [e for e in sale.memory.said if isinstance(e, BankCreditRecorded | BankDebitRecorded)]
    closing = 0
    for on in sorted({line.day for line in lines}):
        those = [line for line in lines if line.day == on]
        credits, debits = (
            sum(abs(one.entries[0].amount) for one in those if isinstance(one, kind))
            for kind in (BankCreditRecorded, BankDebitRecorded)
        )
        opening, closing = closing, closing + credits - debits
        told = {"date": on, "opening": opening, "credits": credits, "debits": debits}
        yield told | {"lines": len(those), "closing": closing}


def test_every_day_of_the_account_is_as_the_bank_tells_it(contracted):
    assert tuple(bank_days(contracted.sale)) == B.bank_days


@pytest.fixture
def remitted_all(kept):
    """B_default, rows 27 to 31, after row 26: L2 did not sign by 04-21."""
    kept.told, kept.seq = DEFAULTED, 26
    kept.to(
        31,
        forfeited,
        earned(L2, "11,666.67"),
        remitted("forfeited/LAND"),
        allocated,
        remitted("interest/LAND"),
    )
    return kept


def test_of_a_winner_that_defaults_all_is_the_treasurys(remitted_all):
    """50,000,000.00 and 23,275.00 interest; custody ends empty."""
    assert remitted_all.sale.standing() == DEFAULTED.checkpoints["final"] == {}
    told = [one for one in remitted_all.sale.memory.said if one.NAME == "DepositForfeited"]
    assert [one.rule for one in told] == ["LD-14"]
    assert tuple(bank_days(remitted_all.sale)) == DEFAULTED.bank_days


def test_both_begin_alike():
    assert DEFAULTED.rows[:25] == B.rows[:25]
    assert DEFAULTED.checkpoints["end of 2026-04-07"] == B.checkpoints["end of 2026-04-07"]


@pytest.mark.parametrize(
    ("told", "reckoned"),
    [
        (B, {L1: "04-10", L2: "04-20", L3: "04-08", L4: "04-10"}),
        (DEFAULTED, {L1: "04-10", L2: "04-24", L3: "04-08", L4: "04-10"}),
    ],
    ids=["B", "B_default"],
)
def test_the_banks_interest_is_what_its_rate_comes_to(told, reckoned):
    """Arrival day in, payment day out, half up to the fen."""
    came_in = {
        L1: [("03-30", "50,000,000.00")],
        L2: [("03-31", "30,000,000.00"), ("03-31", "20,000,000.00")],
        L3: [("04-02", "49,000,000.00")],
        L4: [("04-03", "50,000,000.00")],
    }
    found = {
        party: interest_fen(
            history([(day(on), yuan(fen)) for on, fen in came_in[party]], day(until)),
            ((date(2026, 1, 1), 3_500),),
        )
        for party, until in reckoned.items()
    }
    assert sorted([*found.values(), sum(found.values())]) == sorted(told.interest.values())
