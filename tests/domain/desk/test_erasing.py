"""A person's key stays while the person stands in a lot, or money or a case of its own is open."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.accounts import (
    BANK_RECEIVABLE,
    CLAIMS,
    CLAIMS_COUNTER,
    DEPOSITS_HELD,
    GUARANTEE_DUTY,
    GUARANTEES,
    OVERDUE_COMPENSATION,
    OWN_BANK,
    OWN_PAYABLES,
)
from domain.application.state import Application
from domain.bid.state import Bid, Standing
from domain.calendar import Calendar
from domain.deposit.compensated import OverdueCompensationPaid, OverdueCompensationRecognised
from domain.deposit.state import Deposit
from domain.deposit.stream import DEPOSIT
from domain.desk.erasing import still_needed
from domain.dispute.state import Case
from domain.dispute.stream import DISPUTE
from domain.governance.publish import LAW
from domain.governance.state import Law, Rate
from domain.guarantee.events import (
    GuaranteeAccepted,
    GuaranteeClaimed,
    GuaranteePaid,
    GuaranteeReleased,
)
from domain.guarantee.stream import GUARANTEE
from domain.kernel import StreamId
from domain.lot.state import Lot
from domain.participation.state import Participation
from domain.party.state import Party
from domain.payout.state import Payout, Stage
from domain.phases import OVER, SIGNED, Phase
from domain.pool.state import Pool
from domain.postings import moved
from domain.register import CHARTER
from tests.golden.carried_samples import CARRIED_EVENTS
from tests.kit.disputing import DECIDED, OBJECTED
from tests.kit.owing import (
    EVIDENCE,
    allocated,
    approved,
    cancelled,
    confirmed,
    credited,
    instructed,
    late,
    matched,
    owed,
    refund,
    returned,
)
from tests.kit.passing import COURT, Q, assigned, forfeited, released, reversed_by
from tests.kit.rows import DAY, PRICE, REQUIRED, TERMS, D
from tests.kit.sentences import hear
from tests.kit.story import fold

KEY, LOT = "party/P-1", TERMS.lot
BID = Bid(Standing.RECEIVED, LOT, "P-1")
SOME_LAW = Law(Calendar(), rates=(Rate("ICBC", date(2026, 1, 1), 3_500),))
OPENED = next(one for one in CARRIED_EVENTS if one.NAME == "PoolOpened")


def refused(*states, key=KEY, phase=Phase.CLOSED, winner=None, payout=Stage.PAID):
    """Whether the key stays; how far lot and payout are, and who has won."""
    there = {
        StreamId("lot", LOT): Lot(phase=phase, winner=winner),
        StreamId("payout", Q): Payout(stage=payout),
        LAW: SOME_LAW,
    }
    told = still_needed(key, states, lambda of: there.get(of, Lot()))
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


WINNERS = (
    BID,
    Application(lot=LOT, party="P-1"),
    Participation(lot=LOT, party="P-1"),
    Deposit(required=True, terms=replace(TERMS, party="P-1")),
)


@pytest.mark.parametrize("state", WINNERS)
@pytest.mark.parametrize("phase", [*SIGNED, *OVER])
def test_of_whoever_won_it_until_it_is_settled(state, phase):
    """Its price is told by its deposit, and settling a lot names its winner's."""
    assert refused(state, phase=phase, winner="P-1") is (phase is Phase.CONTRACTED)
    assert not refused(state, phase=phase, winner="P-2"), "who lost waits for no settlement"


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


def test_while_a_beneficiary_owes_back_what_was_kept_of_it():
    """It was paid out before a court decided: nothing is held, until it comes back."""
    claimed = (REQUIRED, matched(), forfeited(), assigned(), reversed_by(COURT, 0, PRICE))
    kept = fold(DEPOSIT, *claimed)
    assert (set(kept.given.claims), kept.balances) == ({Q}, {})
    assert refused(kept, **ENDED)
    assert not refused(fold(DEPOSIT, *claimed[:-1]), **ENDED), "what others keep is not its own"


def test_while_others_are_still_to_have_what_was_kept_of_it():
    """A payout reads of which lot's deposit it is, also when it comes back and is made again."""
    kept = (REQUIRED, matched(), forfeited())
    assert refused(fold(DEPOSIT, *kept), **ENDED)
    going = fold(DEPOSIT, *kept, assigned())
    for stage in Stage:
        assert refused(going, payout=stage, **ENDED) is (stage is not Stage.PAID)
    assert refused(fold(DEPOSIT, *kept, assigned(), released()), **ENDED)


def test_while_the_banks_interest_is_to_follow_what_went_without():
    """As settling a lot has it: what came on the day on which it went bore none."""
    before = replace(matched(), value_date=DAY - timedelta(days=1))
    went = (REQUIRED, before, *PAID[2:])
    assert refused(fold(DEPOSIT, *went), **ENDED)
    small = {"amount": 51_428}
    too_little = (replace(matched(**small), value_date=before.value_date), owed(**small))
    gone = (approved(**small), instructed(**small), confirmed(**small))
    assert not refused(fold(DEPOSIT, REQUIRED, *too_little, *gone), **ENDED), "under half a fen"
    along = (credited(100), approved(), allocated(100), instructed(interest=100))
    whole = (REQUIRED, before, owed(), *along, confirmed(amount=PRICE + 100))
    assert not refused(fold(DEPOSIT, *whole), **ENDED)
    kept = (REQUIRED, before, owed(), cancelled(), forfeited(), assigned())
    assert not refused(fold(DEPOSIT, *kept), **ENDED), "what is owed no more bears none"


G = "G00000000000000E1"
MEMO_PROMISE = (GUARANTEES, D), (GUARANTEE_DUTY, D)
MEMO_CLAIM = (CLAIMS, G), (CLAIMS_COUNTER, G)
PROMISED = GuaranteeAccepted(
    guarantee=G,
    deposit=D,
    lot=LOT,
    party="P-1",
    number="GUA-1",
    guarantor="某担保公司",
    valid_until=date(2026, 7, 21),
    entries=(moved("P29", *MEMO_PROMISE, 2),),
)
CLAIMED = GuaranteeClaimed(
    guarantee=G,
    ground="WINNER_DEFAULTED",
    rule="CT-23",
    decided_by="住建局",
    document="1",
    evidence=EVIDENCE,
    entries=(moved("P30", *MEMO_CLAIM, 2),),
)


def guarantor_paid(fen, evidence):
    return GuaranteePaid(
        guarantee=G,
        evidence=evidence,
        entries=(
            moved("P30", *reversed(MEMO_CLAIM), fen),
            moved("P30", *reversed(MEMO_PROMISE), fen),
        ),
    )


@pytest.mark.parametrize("accepted", [PROMISED, replace(PROMISED, deposit=None)])
def test_while_a_guarantee_stands_for_it(accepted):
    """Whom it stands for is read by who claims it, pays or releases it; of a performance too."""
    released = GuaranteeReleased(guarantee=G, entries=())
    assert refused(fold(GUARANTEE, accepted), **ENDED)
    assert not refused(fold(GUARANTEE, accepted, released), **ENDED)
    part = (accepted, CLAIMED, guarantor_paid(1, "aa" * 32))
    assert refused(fold(GUARANTEE, *part[:2]), **ENDED)
    assert refused(fold(GUARANTEE, *part), **ENDED)
    assert not refused(fold(GUARANTEE, *part, guarantor_paid(1, "bb" * 32)), **ENDED)


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
    assert refused(fold(DEPOSIT, stray, *paid, returned()), key=key)


def test_the_key_of_a_stray_stays_while_its_line_may_be_given_back_again():
    """By this deposit alone that line goes back, and nobody could read its terms any more."""
    stray = Deposit(required=True, terms=replace(TERMS, lot=D, party=""))
    assert refused(stray, key=f"lot/{D}")
    void = fold(DEPOSIT, replace(REQUIRED, terms=stray.terms), *late(), cancelled())
    assert refused(replace(void, balances={}), key=f"lot/{D}")


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
