"""An order keeps back what it froze and not a fen more: of a bond, of a price (P09, P26, P27).

What stands free beside it is taken back meanwhile, as another's or by the bank. Told by facts; fen.
"""

from dataclasses import asdict, replace

import pytest

from domain.accounts import BONDS_HELD, ENFORCEMENT_PAYABLE, FROZEN, PRICE_HELD, UNIDENTIFIED
from domain.deposit.arrived import BankCreditReversed, ReceiptMatched, ReceiptUnmatched
from domain.deposit.former import FORMER, EnforcementExecutedV1
from domain.deposit.passed_on import EnforcementExecuted, PriceReceived
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import give_up, reverse
from domain.kernel import Rejected
from domain.postings import Leg, moved
from tests.kit.certified import BECAME
from tests.kit.owing import EVIDENCE, held, line, matched
from tests.kit.passing import WINNERS
from tests.kit.rows import BASIC, DAY, OWNER, PAYER, PRICE, D
from tests.kit.story import fold

KEPT, FREE = 300, 200


def bond(number, fen):
    """A line paid so much for the bond, besides what the deposit becomes."""
    entry = moved("P02", (UNIDENTIFIED, OWNER), (BONDS_HELD, D), fen)
    payer = {"payer": PAYER, "payer_account": BASIC, "value_date": DAY}
    return ReceiptMatched(deposit=D, line=line(number), entries=(entry,), **payer)


def price(number, fen):
    """A line paid so much of the price."""
    entry = moved("P21", (UNIDENTIFIED, OWNER), (PRICE_HELD, D), fen)
    payer = {"payer": PAYER, "payer_account": BASIC}
    return PriceReceived(deposit=D, line=line(number), entries=(entry,), **payer)


def frozen(account, fen):
    return replace(held(fen), entries=(moved("P26", (account, D), (FROZEN, D), fen),))


def after(*facts):
    return fold(DEPOSIT, WINNERS, *facts)


def two_lines(brought, account, keeps):
    return after(brought(1, KEPT), brought(2, FREE), frozen(account, keeps))


EITHER = pytest.mark.parametrize(
    ("brought", "account"), [(bond, BONDS_HELD), (price, PRICE_HELD)], ids=["bond", "price"]
)


@EITHER
def test_what_no_order_keeps_back_the_bank_takes_back_meanwhile(brought, account):
    (said,) = reverse(D, two_lines(brought, account, KEPT), line(2), line(8), OWNER)
    assert isinstance(said, BankCreditReversed)
    legs = (Leg(account.code, D, FREE, "P09"), Leg("1008", OWNER, -FREE, "P09"))
    assert said.entries[0].legs == legs


@EITHER
def test_what_no_order_keeps_back_may_turn_out_to_be_another_s(brought, account):
    (said,) = give_up(D, two_lines(brought, account, KEPT), line(2), "认错")
    assert isinstance(said, ReceiptUnmatched)


@EITHER
def test_where_one_fen_of_it_is_kept_back_the_line_waits_for_the_order(brought, account):
    """And is named: whoever reads the refusal has the statement before him, not the deposit."""
    deposit = two_lines(brought, account, KEPT + 1)
    answer = reverse(D, deposit, line(2), line(8), OWNER)
    assert answer == Rejected("deposit.frozen", f"of {line(2)} an order keeps money back: H1")
    answer = give_up(D, deposit, line(2), "认错")
    told = f"the money of {line(2)} has gone on since"
    assert answer == Rejected("deposit.money_moved_on", told)


@EITHER
def test_a_line_of_a_single_fen_is_kept_back_whole(brought, account):
    deposit = after(brought(1, 1), frozen(account, 1))
    assert give_up(D, deposit, line(1), "认错").rule == "deposit.money_moved_on"


def test_a_court_takes_of_the_lines_of_a_price_as_they_came_then_of_the_deposits_part():
    """What is left of each is still to be given on, and lies where its line came to."""
    whole = PRICE + KEPT + FREE
    here = (matched(9), BECAME, price(1, KEPT), price(2, FREE), frozen(PRICE_HELD, whole))

    def left(*took):
        of = after(*here, *took).price
        return of.part_fen, [one.back_fen for one in of.lines], of.taken_fen

    assert left() == (PRICE, [KEPT, FREE], 0)
    assert left(taking(10)) == (PRICE, [KEPT - 10, FREE], 10)
    assert left(taking(KEPT + FREE + 50)) == (PRICE - 50, [0, 0], KEPT + FREE + 50)
    one_more = taking(20, "(2026)闽06执2号")
    assert left(taking(KEPT + 10), one_more) == (PRICE, [0, FREE - 30], KEPT + 30)


def test_a_courts_part_that_was_told_before_orders_said_their_day_is_told_as_it_was_then():
    """Of the deposit's part first: from where a payout left then is read the same for ever."""
    here = (matched(9), BECAME, price(1, KEPT), price(2, FREE), frozen(PRICE_HELD, PRICE + KEPT))
    said = asdict(replace(taking(10), entries=())) | {"entries": taking(10).entries}
    former = EnforcementExecutedV1(**{name: fact for name, fact in said.items() if name != "day"})
    (read,) = (one.to_today for one in FORMER if one.shape is EnforcementExecutedV1)
    of = after(*here, read(former)).price
    assert (of.part_fen, [one.back_fen for one in of.lines]) == (PRICE - 10, [KEPT, FREE])


def taking(fen, document="(2026)闽06执1号"):
    to = moved("P27", (FROZEN, D), (ENFORCEMENT_PAYABLE, f"{D}/H1"), fen)
    said = {"document": document, "evidence": EVIDENCE, "day": DAY}
    return EnforcementExecuted(deposit=D, hold="H1", entries=(to,), **said)
