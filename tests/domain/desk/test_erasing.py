"""A person's key stays while the person stands in a lot, or money or a case of its own is open."""

from dataclasses import replace

import pytest

from domain.accounts import (
    BANK_RECEIVABLE,
    DEPOSITS_HELD,
    OVERDUE_COMPENSATION,
    OWN_BANK,
    OWN_PAYABLES,
)
from domain.application.state import Application
from domain.bid.state import Bid, Standing
from domain.deposit.compensated import OverdueCompensationPaid, OverdueCompensationRecognised
from domain.deposit.state import Deposit
from domain.deposit.stream import DEPOSIT
from domain.desk.erasing import still_needed
from domain.dispute.state import Case
from domain.dispute.stream import DISPUTE
from domain.lot.state import Lot
from domain.participation.state import Participation
from domain.party.state import Party
from domain.phases import OVER, SIGNED, Phase
from domain.pool.state import Pool
from domain.postings import moved
from domain.register import CHARTER
from tests.golden.carried_samples import CARRIED_EVENTS
from tests.kit.disputing import DECIDED, OBJECTED
from tests.kit.owing import (
    EVIDENCE,
    approved,
    confirmed,
    instructed,
    late,
    matched,
    owed,
    refund,
)
from tests.kit.rows import REQUIRED, TERMS, D
from tests.kit.sentences import hear
from tests.kit.story import fold

KEY, LOT = "party/P-1", TERMS.lot
BID = Bid(Standing.RECEIVED, LOT, "P-1")
OPENED = next(one for one in CARRIED_EVENTS if one.NAME == "PoolOpened")


def refused(*states, key=KEY, phase=Phase.CLOSED):
    """Whether the key stays; `phase`: how far the lot is."""
    told = still_needed(key, states, lambda of: Lot(phase=phase) if of.code == LOT else Lot())
    if told is not None:
        assert LOT not in told.detail, "where the person stands is told to nobody"
        hear(told.rule, told.detail)
    return told is not None and told.rule == "key.still_needed"


STANDS = (
    BID,
    replace(BID, standing=Standing.WITHDRAWN),
    Application(lot=LOT),
    Participation(lot=LOT),
    Deposit(required=True, terms=TERMS),
)


@pytest.mark.parametrize("state", STANDS)
@pytest.mark.parametrize("phase", Phase)
def test_of_whoever_stands_in_a_lot_until_it_is_signed_or_over(state, phase):
    """Between deadline and draw too: a draw is bound to all that stood, and anybody draws again."""
    assert refused(Party(), state, phase=phase) is (phase not in (*SIGNED, *OVER))


def test_of_whom_nothing_lies_there_or_nothing_can_be_read_it_goes():
    assert not refused(Party())
    assert not refused(Bid(), Deposit(required=True))


ENDED = {"phase": Phase.FAILED}
PAID = (REQUIRED, matched(), owed(), approved(), instructed(), confirmed())


def test_while_money_of_its_own_is_held():
    held = Deposit(required=True, terms=TERMS, balances={(DEPOSITS_HELD.code, D): 1})
    assert refused(held, **ENDED)
    gone = replace(held, balances={(BANK_RECEIVABLE.code, D): -1})
    assert not refused(gone, **ENDED), "what the person owes us keeps nothing"


def test_while_it_is_owed_back_and_until_the_bank_has_paid_it():
    for n in range(2, len(PAID)):
        assert refused(fold(DEPOSIT, *PAID[:n]), **ENDED)
    assert not refused(fold(DEPOSIT, *PAID), **ENDED)


def test_while_it_is_owed_compensation_for_what_was_paid_late():
    """What that cost the centre stays booked for good, and keeps nothing."""
    owes = (OVERDUE_COMPENSATION, refund()), (OWN_PAYABLES, refund())
    paid = (OWN_PAYABLES, refund()), (OWN_BANK, refund())
    of = {"deposit": D, "number": 1}
    late = OverdueCompensationRecognised(
        **of, days=3, rule="CT-20", entries=(moved("P28", *owes, 1),)
    )
    told = {"document": "凭证1号", "evidence": EVIDENCE}
    made_good = OverdueCompensationPaid(**of, **told, entries=(moved("P28", *paid, 1),))
    assert refused(fold(DEPOSIT, *PAID, late), **ENDED)
    assert not refused(fold(DEPOSIT, *PAID, late, made_good), **ENDED)


def test_the_key_of_a_stray_stays_while_that_is_owed_back():
    """It may be a private person's; it stands in no lot, and its own key is all that names it."""
    key = f"lot/{D}"
    stray = replace(REQUIRED, terms=replace(TERMS, lot=D, party=""))
    assert refused(fold(DEPOSIT, stray, *late()), key=key)
    paid = (*late(), approved(amount=None), instructed(), confirmed())
    assert not refused(fold(DEPOSIT, stray, *paid), key=key)


def test_while_a_pool_of_its_own_is_not_given_back():
    assert refused(Pool(opened=OPENED))
    assert not refused(Pool(opened=OPENED, closed=True), Pool())
    back = Deposit(required=True, terms=replace(TERMS, lot="Y00000000000000A1"))
    assert not refused(back)


def test_while_a_case_of_its_own_is_open():
    assert refused(fold(DISPUTE, OBJECTED))
    assert not refused(fold(DISPUTE, OBJECTED, DECIDED), Case())


@pytest.mark.parametrize("key", ["commands/2026-01", "room/r", f"lot/{LOT}", f"room/{D}"])
def test_of_other_keys_it_says_nothing(key):
    assert not refused(BID, key=key)


def test_the_ledger_asks_it_whoever_would_destroy_a_key():
    assert CHARTER.needed is still_needed
