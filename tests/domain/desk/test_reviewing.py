"""Who checks what was made in a county branch: at the door, and at the desk (4.2 ‡, 4.3)."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from domain.account.events import AccountPlaced
from domain.account.stream import ACCOUNT as ACCOUNTS
from domain.deposit.stream import DEPOSIT
from domain.desk.approve import APPROVE_REFUNDS
from domain.desk.award_void import AWARD_VOID_MONEY, AwardVoidMoney
from domain.kernel import Command, Context, Decider, Post, Rejected
from domain.lot.stream import LOT
from domain.refund.stream import REFUND
from domain.register import CHARTER
from ledger.log import Log, log_of
from ledger.permitting import permit
from ledger.signing import new_key
from tests.kit.batching import LAW, PROPOSAL, WAITING, approving, proposed
from tests.kit.branch import THERE, few
from tests.kit.certified import WHOLE, WHOLE_HERE
from tests.kit.lots import AUCTION, CODE, VOIDED
from tests.kit.owing import EVIDENCE
from tests.kit.passing import DECISION, WINNERS
from tests.kit.rows import ACCOUNT, OPENED, REQUIRED, D
from tests.kit.story import CHECKER, asked, fold, streams_of

PLACED = AccountPlaced(account=ACCOUNT, region=THERE, document="协议1号", evidence=EVIDENCE)
BATCH = {
    "refund": fold(REFUND, proposed()),
    "account": fold(ACCOUNTS, OPENED, PLACED),
    "deposit": fold(DEPOSIT, REQUIRED, *WAITING),
}
"""A batch that the maker proposed, from an account of the branch's own county."""
VOID = {
    "deposit": fold(DEPOSIT, WINNERS, *WHOLE_HERE),
    "lot": fold(LOT, replace(AUCTION[0], region=THERE), *AUCTION[1:], VOIDED),
}
"""The price of a sale in the branch's own county, whose result is void."""


@pytest.fixture(scope="module")
def log() -> Log:
    """Of the platform's own charter."""
    return log_of("house.example/log", CHARTER, new_key("ed25519"))


def refused(
    log: Log, decider: Decider, wanted: Command, context: Context, states: dict[str, Any]
) -> str | None:
    """Which rule refuses it, at the door or at the desk, if one does; `states`: by kind."""
    touches = streams_of(wanted)
    body = SimpleNamespace(name=wanted.NAME, on_behalf_of=None)
    signed: Any = SimpleNamespace(body=body, touches=touches, content=wanted)
    touched = tuple(states[stream.kind] for stream in touches)
    found: Any = permit(log, context, signed, touched)
    if not isinstance(found, Rejected):
        found = decider.decide(touched, wanted, found[0])
    return found.rule if isinstance(found, Rejected) else None


RULES = pytest.mark.parametrize(
    ("region", "ordinary", "alone"),
    [
        ("", None, None),
        (THERE, None, "refund.checked_elsewhere"),
        ("350600", "permission.region", "permission.region"),
        ("350627", "permission.region", "permission.region"),
    ],
)
"""Of a reviewer's region, what refuses it: as a rule; where the maker works alone in the branch.

The city's own level is no county's: a post of it checks none of a branch's.
"""


@RULES
def test_a_batch_is_checked_there_or_by_a_reviewer_of_all_regions(
    log: Log, region: str, ordinary: str | None, alone: str | None
) -> None:
    for law, rule in ((LAW, ordinary), (few(LAW), alone)):
        by = Post("C-SET2", "中心", region)
        context = asked(by, law=law, person=CHECKER, maker=PROPOSAL)
        assert refused(log, APPROVE_REFUNDS, approving(), context, BATCH) == rule


@RULES
def test_and_so_is_signed_what_two_sign(
    log: Log, region: str, ordinary: str | None, alone: str | None
) -> None:
    wanted = AwardVoidMoney(
        deposit=D,
        lot=CODE,
        party_fen=WHOLE,
        owner_fen=0,
        treasury_fen=0,
        document=DECISION,
        evidence=EVIDENCE,
    )
    by, beside = Post("C-SET1", "分中心", THERE), Post("C-SET2", "中心", region)
    for law, rule in ((LAW, ordinary), (few(LAW), alone)):
        context = asked(by, law=law, cosigner=CHECKER, beside=beside)
        assert refused(log, AWARD_VOID_MONEY, wanted, context, VOID) == rule
