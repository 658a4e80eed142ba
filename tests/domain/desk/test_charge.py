"""A charge in custody is the bank's mistake: owed to us until the bank gives it back (P31)."""

from dataclasses import replace

import pytest

from domain.account.events import AccountOpened
from domain.account.stream import ACCOUNT as ACCOUNTS
from domain.bankpage.events import (
    BankChargeRecorded,
    BankChargeRepaid,
    LineAllocated,
    StraysOpened,
)
from domain.bankpage.stream import BANKPAGE
from domain.desk.charge import (
    MATCH_CHARGE,
    MATCH_CHARGE_REPAID,
    MatchCharge,
    MatchChargeRepaid,
)
from domain.kernel import Placed, StreamId
from domain.postings import Entry, Leg
from tests.kit.rows import ACCOUNT, DAY, OWNER, PAGE, SAID, credit, debit
from tests.kit.story import fold, given

FEE = 3_000
CHARGE, BACK = f"{OWNER}/1#1", f"{OWNER}/1#2"
LATER = StreamId("bankpage", f"{ACCOUNT}/2026-03-18/1")
DEBIT = debit(1, FEE, kind="CHARGE")
OPEN = StraysOpened()
BANK, BANKS = "建设银行漳州分行", StreamId("account", ACCOUNT)
OPENED = AccountOpened(
    account=ACCOUNT,
    bank=BANK,
    number="35001",
    currency="CNY",
    holds="1001",
    day=DAY,
    statement=None,
    entries=(),
)


def entry(debited, credited, fen):
    return Entry("CUST", "CNY", (Leg(*debited, fen, "P31"), Leg(*credited, -fen, "P31")))


RECORDED = BankChargeRecorded(number=1, entries=(entry(("1003", CHARGE), ("1008", OWNER), FEE),))


def repaid(fen=FEE, by=BACK, day=OWNER):
    return BankChargeRepaid(number=1, by=by, entries=(entry(("2001", day), ("1003", CHARGE), fen),))


def link(fen=FEE, number=2):
    return LineAllocated(number=number, deposit=CHARGE, amount=fen)


def charge(*page, seen=1, by="C-SET1"):
    story = given(BANKPAGE, *page)
    return story.when(MatchCharge(line=CHARGE, line_seen=seen), by=by)


def repay(*page, line=BACK, by="C-SET1", charge=CHARGE):
    asked = MatchChargeRepaid(line=line, line_seen=1, charge=charge)
    return given(BANKPAGE, *page).when(asked, by=by)


def back(number, fen=FEE):
    """The bank calls it a charge, of the other sign."""
    return credit(number, fen, kind="CHARGE")


CHARGED = (DEBIT, RECORDED)


def test_what_the_bank_took_as_a_charge_it_owes():
    charge(DEBIT, OPEN).then(RECORDED)
    line = fold(BANKPAGE, *CHARGED).line(1)
    assert (line.deposit, line.allocated, line.owed_fen, line.version) == (CHARGE, FEE, FEE, 2)


def test_asked_again_nothing_moves():
    charge(*CHARGED, seen=1).nothing_happens()
    repay(*CHARGED, back(2), OPEN, repaid(), link()).nothing_happens()


@pytest.mark.parametrize("said", [{}, {"kind": "PAYMENT"}, {"kind": "CHARGE", "reversal": True}])
def test_only_what_the_bank_itself_calls_a_charge(said):
    charge(debit(1, FEE, **said), OPEN).refused_by("charge.no_charge")


def test_only_a_debit_that_is_nobodys_as_it_was_seen():
    charge(credit(1, FEE, kind="CHARGE"), OPEN).refused_by("desk.not_a_debit")
    charge(DEBIT, OPEN, seen=2).refused_by("desk.line_changed")
    charge(replace(DEBIT, particulars=None), OPEN).refused_by("desk.not_this_line")


def test_before_lines_that_name_nobody_are_opened_a_clerk_hears_nothing_of_one():
    charge(DEBIT).refused_by("desk.not_this_line")
    charge(OPEN, DEBIT).refused_by("desk.not_this_line")
    repay(*CHARGED, back(2)).refused_by("desk.not_this_line")


def test_the_bank_gives_it_back_whole_or_in_parts():
    repay(*CHARGED, back(2), OPEN).then(link(), Placed(PAGE, repaid()))
    repay(*CHARGED, back(2, 1_000), OPEN).then(link(1_000), Placed(PAGE, repaid(1_000)))
    page = fold(BANKPAGE, *CHARGED, back(2, 1_000), repaid(1_000), link(1_000))
    assert (page.line(1).owed_fen, page.line(2).deposit) == (FEE - 1_000, CHARGE)


def test_on_a_later_day_too():
    later = f"{LATER.code}#1"
    came = replace(back(1), day=DAY)
    story = given(BANKPAGE, *CHARGED, code=PAGE.code).given(BANKPAGE, came, OPEN, code=LATER.code)
    asked = MatchChargeRepaid(line=later, line_seen=1, charge=CHARGE)
    gone = repaid(by=later, day=f"{ACCOUNT}/2026-03-18")
    story.when(asked, by="C-SET1").then(link(number=1), Placed(PAGE, gone))


def test_only_what_the_bank_calls_so_or_paid_itself():
    """Anybody's money that names nobody would make it good else, and none could undo that."""
    repay(*CHARGED, credit(2, FEE), OPEN).refused_by("charge.other_payer")
    repay(*CHARGED, credit(2, FEE, payer=BANK), OPEN).refused_by("charge.other_payer")
    own = given(BANKPAGE, *CHARGED, credit(2, FEE, payer=BANK), OPEN).given(ACCOUNTS, OPENED)
    asked = MatchChargeRepaid(line=BACK, line_seen=1, charge=CHARGE)
    own.when(asked, by="C-SET1").then(link(), Placed(PAGE, repaid()))


def test_never_more_than_is_owed():
    repay(*CHARGED, back(2, FEE + 1), OPEN).refused_by("charge.too_much")
    part = (*CHARGED, back(2, 1), repaid(1), link(1))
    repay(*part, back(3), OPEN, line=f"{OWNER}/1#3").refused_by("charge.too_much")


def test_only_of_a_charge_and_to_the_account_that_bore_it():
    repay(DEBIT, back(2), OPEN).refused_by("charge.unknown")
    repay(*CHARGED, back(2), OPEN, charge=f"{OWNER}/1#9").refused_by("charge.unknown")
    there = StreamId("bankpage", f"ZZ-OTHER/{DAY}/1")
    elsewhere = f"{there.code}#1"
    recorded = replace(RECORDED, entries=(entry(("1003", elsewhere), ("1008", OWNER), FEE),))
    story = given(BANKPAGE, DEBIT, recorded, code=there.code)
    story = story.given(BANKPAGE, credit(1), back(2), OPEN, code=PAGE.code)
    asked = MatchChargeRepaid(line=BACK, line_seen=1, charge=elsewhere)
    story.when(asked, by="C-SET1").refused_by("charge.other_account")


def test_a_payment_of_ours_that_came_back_repays_no_charge():
    came = replace(credit(2, FEE), particulars=replace(SAID, fingerprint="02" * 32, returned=True))
    repay(*CHARGED, came, OPEN).refused_by("desk.returned_payment")


def test_the_pages_are_named_by_the_request():
    assert MATCH_CHARGE.touches(MatchCharge(line=CHARGE, line_seen=1))[0] == PAGE
    asked = MatchChargeRepaid(line=BACK, line_seen=1, charge=CHARGE)
    assert MATCH_CHARGE_REPAID.touches(asked) == (PAGE, BANKS)
    other = replace(asked, line=f"{LATER.code}#1")
    assert MATCH_CHARGE_REPAID.touches(other) == (LATER, PAGE, BANKS)


def test_a_malformed_request_cannot_be_made():
    with pytest.raises(ValueError, match=r"^line"):
        MatchCharge(line="x", line_seen=1)
    for lines in ({"line": "x", "charge": CHARGE}, {"line": BACK, "charge": "x"}):
        with pytest.raises(ValueError, match=r"^line"):
            MatchChargeRepaid(line_seen=1, **lines)
