"""An order freezes money wherever it stands for a deposit, and lifts back to there (P26, P27)."""

from dataclasses import dataclass
from datetime import date
from functools import partial

import pytest

from domain.deposit.enforce import ExecuteEnforcement
from domain.deposit.hold import LiftHold, PlaceHold
from domain.desk.award_void import AwardVoidMoney
from domain.desk.convert import ConvertDeposit
from domain.desk.left import may_be_owed
from domain.desk.pay import OrderPayment
from domain.desk.price import MatchPrice, ReleasePrice
from domain.desk.reverse import MatchReversal
from domain.desk.unmatch import UnmatchReceipt
from domain.kernel import Command, Post, Rejected
from domain.lot.compete import OpenBids
from domain.money import yuan
from domain.trade.void_result import VoidResult
from tests.domain.desk import test_posting_rows as rows
from tests.domain.desk import test_posting_rows_out as out
from tests.kit.moving import moving
from tests.kit.story import CHECKER
from tests.kit.till import ACCOUNT, OWNER, SETTLEMENT, Till

D, B, LOT = rows.D, rows.B, rows.LOT
COURT = Post("COURT", "中院")
ORDER = {"cause": "保全", "document": "(2026)闽06执保1号"}
TAKEN = {"document": "(2026)闽06执1号", "evidence": "ee" * 32}
FEN, LEFT = yuan("320,000.00"), yuan("1,249.50")
LATE, UNTIL = date(2026, 3, 25), date(2026, 4, 30)


@dataclass
class Stands:
    """Money of a deposit, where it stands, and the line that brought it last."""

    till: Till
    account: str
    fen: int
    line: str
    number: int | None = None

    @property
    def owner(self):
        return D if self.number is None else f"{D}/{self.number}"

    def placing(self, fen=FEN, hold="H1"):
        of = {"account": self.account, "number": self.number}
        return PlaceHold(deposit=D, hold=hold, amount_fen=fen, **of, **ORDER)

    def frozen(self, fen=FEN):
        self.till.do(self.placing(fen), COURT)
        return self


def tender():
    till = Till()
    till.lot(LOT, "800,000.00")
    till.bidder(D, LOT, B)
    return till


def as_a_deposit():
    till = tender()
    line = till.pays(D, B, "500,000.00", rows.DAY)
    return Stands(till, "2002", yuan("500,000.00"), line)


def as_a_bond():
    till = tender()
    line = till.pays(D, B, "800,000.00", rows.DAY)
    rows.won(till)
    till.do(ConvertDeposit(deposit=D, lot=LOT), "C-SET2")
    return Stands(till, "2003", yuan("800,000.00"), line)


def as_a_price():
    till = out.sale.__wrapped__()
    out.paid_in(till)
    return Stands(till, "2004", out.PRICE, f"{SETTLEMENT}/2026-04-13/1#1")


def as_late_money():
    till = tender()
    line = till.pays(D, B, "800,000.00", LATE)
    return Stands(till, "2005", yuan("800,000.00"), line, number=1)


def as_money_that_came_back():
    """Two signed that it goes, and the bank gave it back: its account is closed."""
    here = as_late_money()
    here.till.refund(D, 1, date(2026, 4, 27))
    here.till.comes_back(f"{D}/1/1", date(2026, 4, 29))
    return Stands(here.till, "2012", here.fen, here.line, number=1)


EVERY = (as_a_deposit, as_a_bond, as_a_price, as_late_money, as_money_that_came_back)
every = pytest.mark.parametrize("stands", EVERY, ids=lambda one: one.__name__)


@every
def test_P26_so_much_of_it_is_frozen_and_goes_back_to_where_it_stood(stands):
    here = stands()
    with moving(here.till) as moved:
        here.frozen()
    assert moved.altogether == {(here.account, here.owner): FEN, ("2010", D): -FEN}
    with moving(here.till) as moved:
        here.till.do(LiftHold(deposit=D, hold="H1"), COURT)
    assert moved.altogether == {(here.account, here.owner): -FEN, ("2010", D): FEN}
    assert here.till.deposit(D).holds == ()


@every
def test_all_of_it_may_be_frozen_and_no_fen_more(stands):
    here = stands()
    assert here.till.ask(here.placing(here.fen + 1), COURT).rule == "hold.too_much"
    here.frozen(here.fen)
    assert here.till.ask(here.placing(1, "H2"), COURT).rule == "hold.too_much"


def way_out(here) -> tuple[Command, str]:
    """What would send it on."""
    fee = {"fee_fen": out.FEE, "document": "1号", "evidence": "ee" * 32}
    return {
        "2004": (ReleasePrice(deposit=D, lot=out.SALE, **fee), "C-SET2"),
        "2005": (OrderPayment(payment=f"{D}/1/1", account=ACCOUNT), "PLATFORM"),
        "2012": (OrderPayment(payment=f"{D}/1/2", account=ACCOUNT), "PLATFORM"),
    }[here.account]


def held_back(what: str) -> Rejected:
    """Who is refused reads what would have gone, and which order keeps it."""
    return Rejected("refund.held", f"{what} is held back: H1")


def test_of_a_price_of_which_some_is_frozen_nothing_is_given_on_till_it_is_lifted():
    here = as_a_price()
    here.till.assess(out.SALE, out.FEE)
    here.frozen()
    asked, by = way_out(here)
    assert here.till.ask(asked, by) == held_back(D)
    here.till.do(LiftHold(deposit=D, hold="H1"), COURT)
    here.till.do(asked, by)
    assert here.till.total("2004") == 0


@pytest.mark.parametrize("stands", [as_late_money, as_money_that_came_back])
def test_a_refund_that_was_approved_does_not_go_out_while_some_of_it_is_frozen(monkeypatch, stands):
    """The court's order comes between the second signature and the order to the bank."""
    here = stands()
    monkeypatch.setattr(here.till, "_follow", lambda: None)
    here.till.approve(D, 1)
    here.frozen(1)
    asked, by = way_out(here)
    assert here.till.ask(asked, by) == held_back(asked.payment)
    here.till.do(LiftHold(deposit=D, hold="H1"), COURT)
    here.till.do(asked, by)
    assert here.till.deposit(D).balance(here.account, 1) == 0


def test_what_the_bank_was_told_to_pay_is_frozen_once_it_comes_back_and_not_before():
    """On its way it stands nowhere here; the answer says where it will, or does."""
    here = as_late_money()
    here.till.approve(D, 1)
    refused = here.till.ask(here.placing(1), COURT)
    back = f"{D}/1 was ordered from the bank: what comes back of it may be frozen on 2012"
    assert (refused.rule, refused.detail) == ("hold.on_its_way", back)
    here.account, here.number = "2002", None
    refused = here.till.ask(here.placing(1), COURT)
    none = f"{D} holds 0.00 on 2002"
    assert (refused.rule, refused.detail) == ("hold.too_much", none), "of a deposit, none is told"
    there = as_money_that_came_back()
    there.account = "2005"
    refused = there.till.ask(there.placing(1), COURT)
    elsewhere = f"{D} holds 0.00 on 2005, 800,000.00 on 2012"
    assert (refused.rule, refused.detail) == ("hold.too_much", elsewhere)


def test_no_refund_of_a_deposit_is_proposed_while_anything_of_it_is_frozen():
    here = as_late_money().frozen(1)
    with pytest.raises(AssertionError, match=r"refund.held"):
        here.till.item(D, 1)


@pytest.mark.parametrize("stands", [as_a_bond, as_a_price], ids=["bond", "price"])
def test_of_a_void_result_nothing_is_awarded_while_some_of_it_is_frozen(stands):
    here = stands()
    lot = LOT if here.account == "2003" else out.SALE
    here.till.do(VoidResult(lot=lot, document="1号", evidence="ee" * 32), COURT)
    here.frozen()
    shares = {"party_fen": 0, "owner_fen": here.fen - FEN, "treasury_fen": 0}
    asked = AwardVoidMoney(deposit=D, lot=lot, **shares, document="1号", evidence="ee" * 32)
    signed = {"cosigner": CHECKER, "beside": "C-SET2"}
    assert here.till.ask(asked, "C-SET1", **signed) == held_back(D)


@pytest.mark.parametrize(
    "stands", [as_a_deposit, as_a_price, as_late_money, as_money_that_came_back]
)
def test_a_line_of_which_some_is_frozen_is_not_taken_back_till_it_is_lifted(stands):
    """Neither as another's, nor because the bank took it back (P09)."""
    here = stands()
    here.frozen(here.fen)
    lot = out.SALE if here.account == "2004" else None
    seen = {"line": here.line, "line_seen": here.till.seen(here.line)}
    asked = UnmatchReceipt(**seen, deposit=D, lot=lot, reason="认错")
    assert here.till.ask(asked, "MATCHER").rule == "deposit.money_moved_on"
    came = here.till.memory.of(rows.StreamId("bankpage", here.line.partition("#")[0])).line(1)
    account = SETTLEMENT if lot else ACCOUNT
    debit = here.till.line(came.amount, date(2026, 4, 30), credit=False, reversal=True,
                           account=account)  # fmt: skip
    of = {"line": debit, "line_seen": 1, "reversed": here.line, "deposit": D, "lot": lot}
    assert here.till.ask(MatchReversal(**of), "MATCHER").rule == "deposit.frozen"
    here.till.do(LiftHold(deposit=D, hold="H1"), COURT)
    here.till.do(MatchReversal(**of), "MATCHER")
    assert here.till.total("1003") == 0, "nobody owes us what was here"


@every
def test_P27_the_court_takes_of_it_and_the_rest_goes_back_to_where_it_stood(stands):
    here = stands().frozen()
    took = FEN - LEFT
    asked = ExecuteEnforcement(deposit=D, hold="H1", amount_fen=took, **TAKEN)
    with moving(here.till) as moved:
        here.till.do(asked, COURT)
        here.till.do(LiftHold(deposit=D, hold="H1"), COURT)
    others = {(here.account, here.owner): -LEFT, ("2010", D): FEN, ("2011", f"{D}/H1"): -took}
    assert moved.altogether == others
    there = SETTLEMENT if here.account == "2004" else ACCOUNT
    assert here.till.deposit(D).given.lies["2011", f"{D}/H1"] == {there}


def test_what_a_court_took_of_a_price_is_to_come_again_before_that_is_given_on():
    here = as_a_price().frozen()
    taking = ExecuteEnforcement(deposit=D, hold="H1", amount_fen=FEN, **TAKEN)
    here.till.do(taking, COURT)
    here.till.assess(out.SALE, out.FEE)
    asked, by = way_out(here)
    assert here.till.ask(asked, by).rule == "price.not_whole"
    line = here.till.line(FEN, date(2026, 4, 28), account=SETTLEMENT, payer=B)
    here.till.match(MatchPrice, line, deposit=D, lot=out.SALE)
    here.till.do(asked, by)
    assert here.till.total("2004") == 0


@pytest.mark.parametrize("stands", [as_late_money, as_money_that_came_back])
def test_of_what_is_owed_back_a_court_takes_too_and_the_rest_goes_to_the_party(stands):
    """Two sign what is left; the court has its part from where it lies."""
    here = stands().frozen()
    asked = ExecuteEnforcement(deposit=D, hold="H1", amount_fen=FEN, **TAKEN)
    here.till.do(asked, COURT)
    assert here.till.refund(D, 1, date(2026, 5, 6)) == here.fen - FEN
    here.till.do(OpenBids(lot=LOT, bidders=3), OWNER, when=rows.OPENING)
    payout = here.till.passes_on(LOT, "2011", f"{D}/H1", {D: FEN})
    here.till.debit(here.till.send(payout), date(2026, 5, 6))
    books = {key: fen for key, fen in here.till.books.items() if fen and key[0] != "1001"}
    assert not books, "nobody is owed anything"


def test_what_two_signed_before_a_court_took_of_it_goes_with_so_much_less(monkeypatch):
    here = as_late_money()
    monkeypatch.setattr(here.till, "_follow", lambda: None)
    here.till.approve(D, 1)
    here.frozen()
    here.till.do(ExecuteEnforcement(deposit=D, hold="H1", amount_fen=FEN, **TAKEN), COURT)
    asked, by = way_out(here)
    here.till.do(asked, by)
    ordered = here.till.memory.of(rows.StreamId("payment", f"{D}/1/1")).ordered
    assert ordered.amount_fen == here.fen - FEN


def test_late_money_that_is_frozen_makes_no_deposit_of_it():
    state = as_late_money().frozen(rows.WHOLE).till.deposit(D)
    assert (state.is_there(LATE), state.held_or_frozen_fen, state.missing_fen) == (
        False,
        0,
        80_000_000,
    )


@every
def test_what_bears_interest_and_whose_that_may_be_is_the_same_frozen_or_not(stands):
    """What is price bears none for its buyer, and neither does what is frozen of it."""
    here = stands()
    of = partial(here.till.deposit, D)
    told = [(of().lay_on(on, rows.DAY, UNTIL), may_be_owed(of())) for on in (ACCOUNT, SETTLEMENT)]
    here.frozen()
    now = [(of().lay_on(on, rows.DAY, UNTIL), may_be_owed(of())) for on in (ACCOUNT, SETTLEMENT)]
    assert now == told


@pytest.mark.parametrize(
    ("account", "number", "right"),
    [
        ("2001", None, "account '2001': expected one of 2002, 2003, 2004, 2005, 2012"),
        ("2005", None, "number None: expected that of a refund with 2005 or 2012"),
        ("2012", None, "number None: expected that of a refund with 2005 or 2012"),
        (
            "2002",
            1,
            "number 1: expected that of a refund with 2005 or 2012, and with no other account",
        ),
        ("2005", 0, "number 0: expected one or more"),
    ],
)
def test_where_it_stands_is_one_of_five(account, number, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        PlaceHold(deposit=D, hold="H1", amount_fen=1, account=account, number=number, **ORDER)
