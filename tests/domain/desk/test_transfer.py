"""What left one of our accounts arrived in another: neither line is open any more (P10)."""

from dataclasses import replace

import pytest

from domain.account.stream import ACCOUNT as ACCOUNTS
from domain.bankpage.events import FundsTransferredBetweenAccounts, TransferMatched
from domain.bankpage.stream import BANKPAGE
from domain.desk.transfer import MATCH_TRANSFER, MatchTransfer
from domain.kernel import Placed, StreamId
from domain.postings import Entry, Leg
from tests.kit.rows import ACCOUNT, BASIC, DAY, OPENED, OWNER, PRICE, credit, debit
from tests.kit.story import given

OTHER = "ZZ-SETTLEMENT"
OUT, INTO = f"{OWNER}/1#2", f"{OTHER}/{DAY}/1#1"
THERE = StreamId("bankpage", f"{OTHER}/{DAY}/1")


def asking(out=OUT, into=INTO, out_seen=1, into_seen=1):
    return MatchTransfer(debit=out, debit_seen=out_seen, credit=into, credit_seen=into_seen)


NUMBER, ITS_NUMBER = OPENED.number, "35009999888877776666"
SETTLES = replace(OPENED, account=OTHER, number=ITS_NUMBER, holds="1002")
SENT = debit(2, payer_account=ITS_NUMBER)
CAME = credit(1, payer_account=NUMBER)


def banks(sent=SENT, came=CAME, here=(), there=(), accounts=(OPENED, SETTLES)):
    story = given(BANKPAGE, credit(1), sent, *here, code=f"{OWNER}/1")
    story = story.given(BANKPAGE, replace(came, account=OTHER), *there, code=THERE.code)
    for code, opened in zip((ACCOUNT, OTHER), accounts, strict=True):
        story = story.given(ACCOUNTS, *((opened,) if opened else ()), code=code)
    return story


LEGS = (Leg("2001", f"{OTHER}/{DAY}", PRICE, "P10"), Leg("1008", OWNER, -PRICE, "P10"))
MOVED = FundsTransferredBetweenAccounts(
    source=ACCOUNT, target=OTHER, entries=(Entry("CUST", "CNY", LEGS),)
)
LEFT = TransferMatched(number=2, other=INTO, amount=PRICE)
ARRIVED = TransferMatched(number=1, other=OUT, amount=PRICE)


def test_the_two_lines_explain_each_other():
    banks().when(asking(), by="MATCHER").then(MOVED, LEFT, Placed(THERE, ARRIVED))


def test_one_fen_more_or_less_is_another_transfer():
    for fen in (PRICE - 1, PRICE + 1):
        banks(came=credit(1, fen, payer_account=NUMBER)).when(asking(), by="MATCHER").refused_by(
            "desk.amount_differs"
        )


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        ({"sent": credit(2, payer_account=ITS_NUMBER)}, "desk.not_a_debit"),
        ({"came": debit(1)}, "desk.not_a_credit"),
        ({"came": credit(1, returned=True)}, "desk.returned_payment"),
        ({"came": credit(1, currency="EUR")}, "desk.foreign_currency"),
        ({"came": replace(credit(1), particulars=None)}, "desk.line_unreadable"),
        ({"sent": replace(debit(2), particulars=None)}, "desk.line_unreadable"),
    ],
)
def test_a_debit_here_is_a_credit_there(lines, rule):
    banks(**lines).when(asking(), by="MATCHER").refused_by(rule)


@pytest.mark.parametrize(
    ("sent", "came"),
    [
        (ITS_NUMBER, None),
        (None, NUMBER),
        ("3500 9999 8888 7777 6666", NUMBER),
    ],
)
def test_one_line_that_names_our_other_account_is_enough(sent, came):
    named = banks(debit(2, payer_account=sent), credit(1, payer_account=came))
    named.when(asking(), by="MATCHER").then(MOVED, LEFT, Placed(THERE, ARRIVED))


@pytest.mark.parametrize(
    ("sent", "came"),
    [(None, None), (BASIC, NUMBER), (ITS_NUMBER, BASIC), (BASIC, BASIC), (NUMBER, ITS_NUMBER)],
)
def test_a_bidders_payment_is_no_transfer_of_ours(sent, came):
    """Else what a bidder paid could be hidden behind any debit of the same amount."""
    others = banks(debit(2, payer_account=sent), credit(1, payer_account=came))
    others.when(asking(), by="MATCHER").refused_by("desk.other_party")
    others.when(asking(), by="C-SET1").refused_by("desk.not_this_line")


@pytest.mark.parametrize("accounts", [(None, SETTLES), (OPENED, None)])
def test_an_account_that_is_not_open_is_not_ours(accounts):
    bare = banks(
        debit(2, payer_account=ITS_NUMBER if accounts[0] else None),
        credit(1, payer_account=NUMBER if accounts[1] else None),
        accounts=accounts,
    )
    bare.when(asking(), by="MATCHER").refused_by("desk.other_party")


def test_either_line_is_somebodys_once_and_as_it_was_seen():
    banks(here=(LEFT,)).when(asking(out_seen=2), by="MATCHER").refused_by("desk.line_allocated")
    banks(there=(ARRIVED,)).when(asking(into_seen=2), by="MATCHER").refused_by(
        "desk.line_allocated"
    )
    banks().when(asking(out_seen=2), by="MATCHER").refused_by("desk.line_changed")
    banks().when(asking(into_seen=2), by="MATCHER").refused_by("desk.line_changed")
    banks().when(asking(f"{OWNER}/1#9"), by="MATCHER").refused_by("desk.no_such_line")


def test_the_streams_are_named_by_the_request():
    assert MATCH_TRANSFER.touches(asking()) == (
        StreamId("bankpage", f"{OWNER}/1"),
        THERE,
        StreamId("account", ACCOUNT),
        StreamId("account", OTHER),
    )


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: asking("nowhere"), "line 'nowhere': expected"),
        (lambda: asking(into="nowhere"), "line 'nowhere': expected"),
        (lambda: asking(into=f"{OWNER}/1#1"), "credit: expected a line of another account"),
    ],
)
def test_a_malformed_request_cannot_be_made(make, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        make()
