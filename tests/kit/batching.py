"""A batch of refunds: one item of a deposit that waits, with all its interest; and who asks."""

from datetime import date
from typing import Any

from domain.account.stream import ACCOUNT as ACCOUNTS
from domain.deposit.stream import DEPOSIT
from domain.desk.approve import ApproveRefunds
from domain.desk.propose import ProposeRefunds
from domain.governance.state import Law, Rate
from domain.kernel import Event
from domain.refund.events import Item, RefundProposed
from domain.refund.stream import REFUND
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.owing import BATCH, PROPOSAL, credited, matched, owed
from tests.kit.rows import ACCOUNT, OPENED, PRICE, REQUIRED, D
from tests.kit.story import CHECKER, MAKER, Story, given

LAW = Law(FIXTURE, rates=(Rate("CCB", date(2026, 1, 1), 3_500),))
EARNED = 45_111
"""On 800,000.00 from 03-17 to 05-14, 58 days at 0.35 %: 451.11."""

WAITING: tuple[Event, ...] = (matched(), owed(), credited(EARNED))
"""A deposit that is owed, with the bank's interest."""


def item(number: int = 1, **other: Any) -> Item:
    """The refund as the maker sees it."""
    facts = {"deposit": D, "version": 1, "amount_fen": PRICE, "interest_fen": EARNED}
    return Item(**(facts | {"number": number, "elsewhere": False} | other))


def proposed(*items: Item, by: str = MAKER, account: str = ACCOUNT) -> RefundProposed:
    """The maker's fact."""
    return RefundProposed(
        batch=BATCH,
        account=account,
        proposed_by=by,
        proposal=PROPOSAL,
        items=items or (item(),),
    )


def proposing(*items: Item, account: str = ACCOUNT, batch: str = BATCH) -> ProposeRefunds:
    """The maker's request."""
    return ProposeRefunds(batch=batch, account=account, items=items or (item(),))


def approving(*items: Item, account: str = ACCOUNT, batch: str = BATCH) -> ApproveRefunds:
    """The checker's request: the same again."""
    return ApproveRefunds(batch=batch, account=account, items=items or (item(),))


def desk(
    *deposit: Event, batch: tuple[Event, ...] = (), account: tuple[Event, ...] = (OPENED,)
) -> Story:
    """A batch, the account that pays, a deposit."""
    story = given(REFUND, *batch).given(ACCOUNTS, *account)
    return story.given(DEPOSIT, REQUIRED, *deposit)


MAKES: dict[str, Any] = {"by": "C-SET1", "digest": PROPOSAL, "law": LAW}
CHECKS: dict[str, Any] = {"by": "C-SET2", "person": CHECKER, "maker": PROPOSAL, "law": LAW}
