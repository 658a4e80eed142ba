"""Checker: another person approves the same, as it stands now, or gives it back with a reason."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.conflicts import conflict
from domain.deposit.stream import DEPOSIT
from domain.desk.approve import APPROVE_REFUNDS, REJECT_REFUNDS, RejectRefunds
from domain.kernel import Placed, Post, StreamId
from domain.refund.events import RefundBatchApproved, RefundRejected
from domain.refund.state import Stage
from domain.refund.stream import REFUND
from tests.kit.batching import (
    CHECKS,
    EARNED,
    LAW,
    MAKES,
    WAITING,
    approving,
    desk,
    item,
    proposed,
    proposing,
)
from tests.kit.branch import MARCH, THERE, few
from tests.kit.owing import (
    BATCH,
    PROPOSAL,
    allocated,
    approved,
    cancelled,
    confirmed,
    credited,
    elsewhere,
    failed,
    held,
    instructed,
    late,
    left,
    matched,
    owed,
    returned,
)
from tests.kit.rows import ACCOUNT, OPENED, PRICE, REQUIRED, D
from tests.kit.story import CHECKER, MAKER, fold

OTHER = "P00000000000000D2"
IN = StreamId("deposit", D)
YES = RefundBatchApproved(batch=BATCH, approved_by=CHECKER)
LEFT, MORE = "BALANCE_ABOVE_REQUIRED", "BANK_PAID_MORE"


def rejecting(reason="金额不符", batch=BATCH):
    return RejectRefunds(batch=batch, reason=reason)


def answer(*deposit, items=(), asked=None, batch=None, **how):
    """What the checker hears of a batch that was proposed of these items."""
    story = desk(*deposit, batch=(proposed(*items),) if batch is None else batch)
    return story.when(asked or approving(*items), **(CHECKS | how))


def accepted(*facts, deposit=WAITING, items=(), **how):
    """Approved, with these facts of the deposit."""
    answer(*deposit, items=items, **how).then(YES, *(Placed(IN, fact) for fact in facts))


def test_another_person_approves_principal_and_interest():
    """P17, P11: what was held is payable, and so is what the bank paid on it."""
    accepted(allocated(EARNED), approved())
    batch = fold(REFUND, proposed(), YES)
    assert batch.stage is Stage.APPROVED


def test_what_the_bank_paid_beyond_stays_with_its_reason():
    """E08: 0.09 stays in 2007, earned on what lay there besides."""
    accepted(
        allocated(EARNED, left=9, reason=LEFT),
        approved(),
        deposit=(matched(), owed(), *late(2, of=2), credited(EARNED + 9)),
    )


def test_where_nothing_lay_besides_the_bank_paid_more_than_its_rate():
    accepted(
        allocated(EARNED, left=9, reason=MORE),
        approved(),
        deposit=(matched(), owed(), credited(EARNED + 9)),
    )


def test_where_none_of_it_is_owed_what_the_bank_paid_is_left_with_its_reason():
    """Else R14 would stay red until a person said so."""
    yet = (matched(amount=1), owed(amount=1), credited(2))
    accepted(
        left(2, MORE),
        approved(amount=1),
        deposit=yet,
        items=(item(amount_fen=1, interest_fen=0),),
    )


def test_without_interest_nothing_is_allocated():
    plain = item(interest_fen=0)
    accepted(approved(), deposit=(matched(), owed(interest=False)), items=(plain,))


def test_before_the_banks_interest_its_principal_is_approved_and_the_approval_says_so():
    """Scenario A, rows 29, 37 and 47 (P11); what came before it was owed is given to nobody yet."""
    plain = item(interest_fen=0)
    for before in ((), (credited(7),)):
        yet = (matched(), *before, owed())
        accepted(approved(to_come=True), deposit=yet, items=(plain,))


def test_what_was_payable_already_moves_nothing():
    plain = item(interest_fen=0)
    accepted(approved(amount=None), deposit=late(), items=(plain,))


def test_a_second_attempt_moves_nothing_and_allocates_nothing():
    again = (*WAITING, allocated(EARNED), approved(), instructed(interest=EARNED))
    whole = PRICE + EARNED
    came_back = (*again, confirmed(amount=whole), returned(amount=whole))
    accepted(approved(attempt=2, amount=None), deposit=came_back, items=(item(version=5),))


def test_every_item_is_told_in_its_order():
    one, two = item(1, amount_fen=300, interest_fen=0), item(2, amount_fen=200, interest_fen=0)
    both = (*late(1, 300, of=1), *late(2, 200, of=2))
    said = (approved(2, amount=None), approved(1, amount=None))
    accepted(*said, deposit=both, items=(two, one))


def test_nobody_approves_what_he_proposed():
    answer(*WAITING, person=MAKER).refused_by("refund.own_batch")
    assert conflict(["C-SET1"], "C-SET2") is not None


def test_what_one_person_of_a_branch_proposed_the_city_centre_checks():
    assert answer(*WAITING, by=Post("C-SET2", "中心"), law=few(LAW)).decision[0] == YES


@pytest.mark.parametrize("region", [THERE, "350600"])
def test_and_nobody_in_a_branch_does_even_after_the_delegation_ended(region):
    """Nor who holds a post of the city's own level: the door lets it into no county."""
    by = Post("C-SET2", "中心", region)
    assert answer(*WAITING, by=by).decision[0] == YES
    for law in (few(LAW), few(LAW, MARCH + timedelta(days=1))):
        answer(*WAITING, by=by, law=law).refused_by("refund.checked_elsewhere")


def test_the_approval_names_the_proposal_that_was_read():
    for maker in (None, "", "ff" * 32):
        answer(*WAITING, maker=maker).refused_by("refund.other_proposal")


@pytest.mark.parametrize(
    "asked",
    [
        approving(item(interest_fen=0)),
        approving(item(version=2)),
        approving(item(), item(2)),
        approving(account="ZZ-OTHER"),
    ],
)
def test_the_approval_shows_what_was_proposed(asked):
    answer(*WAITING, asked=asked).refused_by("refund.other_content")


def test_items_in_another_order_are_another_batch():
    one, two = item(1), item(2)
    answer(*WAITING, items=(one, two), asked=approving(two, one)).refused_by("refund.other_content")


def test_what_nobody_proposed_nobody_approves():
    answer(*WAITING, batch=()).refused_by("refund.no_batch")
    answer(*WAITING, batch=(), asked=rejecting()).refused_by("refund.no_batch")


NO = RefundRejected(batch=BATCH, rejected_by=CHECKER, reason="金额不符")


@pytest.mark.parametrize("done", [YES, NO])
@pytest.mark.parametrize("asked", [approving(), rejecting()])
def test_a_batch_is_checked_once(done, asked):
    checked = answer(*WAITING, batch=(proposed(), done), asked=asked)
    checked.refused_by("refund.batch_done")


def test_a_changed_payee_is_approved_by_somebody_who_did_not_propose_it():
    """E12: a second approval because the payee changed; R09."""
    there = item(version=2, elsewhere=True)
    mine = (*WAITING, elsewhere(by=CHECKER))
    answer(*mine, items=(there,)).refused_by("refund.own_payee")
    theirs = (*WAITING, elsewhere(by="N0000000000000003"))
    accepted(allocated(EARNED), approved(), deposit=theirs, items=(there,))


STALE = {
    "another payee was proposed": (elsewhere(), "refund.changed"),
    "it was approved in another batch": (
        approved(batch="RB-2026-05-11-0000"),
        "refund.not_payable",
    ),
    "it is not owed any more": (cancelled(), "refund.not_payable"),
    "it is held back": (held(1), "refund.held"),
    "more interest came": (credited(5), None),
}


@pytest.mark.parametrize(("since", "rule"), STALE.values(), ids=STALE)
def test_what_changed_since_it_was_proposed_stops_it(since, rule):
    found = answer(*WAITING, since)
    if rule is None:
        found.then(
            YES,
            Placed(IN, allocated(EARNED, left=5, reason=MORE)),
            Placed(IN, approved()),
        )
    else:
        found.refused_by(rule)


def test_a_refund_that_failed_since_is_another_version():
    back = (*WAITING, approved(), instructed(), failed())
    answer(*back).refused_by("refund.interest_differs")
    answer(*back, items=(item(interest_fen=0),)).refused_by("refund.changed")


def test_a_closed_account_pays_nothing():
    story = desk(*WAITING, batch=(proposed(),), account=())
    story.when(approving(), **CHECKS).refused_by("account.not_open")
    settlement = desk(*WAITING, batch=(proposed(),), account=(replace(OPENED, holds="1002"),))
    settlement.when(approving(), **CHECKS).refused_by("account.other_cash")


def test_of_two_deposits_both_are_approved_or_neither():
    two = (item(), item(deposit=OTHER))
    story = desk(batch=(proposed(*two),)).given(DEPOSIT, REQUIRED, *WAITING, code=D)
    held_back = story.given(DEPOSIT, REQUIRED, *WAITING, held(1), code=OTHER)
    held_back.when(approving(*two), **CHECKS).refused_by("refund.held")


def test_the_checker_gives_it_back_with_a_reason():
    answer(*WAITING, asked=rejecting()).then(NO)
    assert fold(REFUND, proposed(), NO).stage is Stage.REJECTED


def test_nobody_gives_back_what_he_proposed():
    answer(*WAITING, asked=rejecting(), person=MAKER).refused_by("refund.own_batch")


def test_what_was_given_back_may_be_proposed_again():
    again = "RB-2026-05-11-0B2F"
    story = desk(*WAITING)
    story.when(proposing(batch=again), **MAKES).then(replace(proposed(), batch=again))


def test_the_streams_are_named_by_the_request():
    batch = StreamId("refund", BATCH)
    assert APPROVE_REFUNDS.touches(approving()) == (batch, StreamId("account", ACCOUNT), IN)
    assert REJECT_REFUNDS.touches(rejecting()) == (batch,)


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: approving(batch="RB-1"), "batch 'RB-1': expected"),
        (lambda: approving(account="zz"), "account 'zz': expected"),
        (lambda: replace(approving(), items=()), "items: 0, expected 1 to 100"),
        (lambda: rejecting(batch="RB-1"), "batch 'RB-1': expected"),
        (lambda: rejecting(" "), "reason: expected why"),
    ],
)
def test_a_malformed_request_cannot_be_made(make, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        make()


def test_the_proposal_is_the_digest_of_the_makers_request():
    assert proposed().proposal == PROPOSAL
