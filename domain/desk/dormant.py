"""What came on a day and is nobody's for a year is on the public list (P32, R20)."""

from datetime import date

from domain.account.state import BankAccount
from domain.bankday.events import DormantReceiptsClaimed, DormantReceiptsDeclared
from domain.bankday.quarantine import with_accounts
from domain.bankday.state import BankDay
from domain.calendar import beijing_day, plausible
from domain.deposit.dormant import not_claimed_then
from domain.identifiers import DayId, account_code, digest
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.terms import is_dormant


@command("DeclareDormantReceipts", zh="公示待查沉淀来款")
class DeclareDormantReceipts(Command):
    """So much of a day's money (fen) is nobody's, and stands on the public notice of `notice`."""

    account: str
    day: date
    amount_fen: int
    notice: date
    document: str
    evidence: str

    def __post_init__(self) -> None:
        account_code(self.account)
        plausible("day", self.day)
        plausible("notice", self.notice)
        if self.amount_fen < 1:
            raise ValueError(f"amount_fen {self.amount_fen}: expected one or more")
        if not self.document.strip():
            raise ValueError("document: expected the notice's reference")
        digest(self.evidence)


@command("ClaimDormantReceipts", zh="待查沉淀来款撤出公示")
class ClaimDormantReceipts(Command):
    """All of a day's money on the list was claimed on a day (`claimed`), or is somebody's by now.

    `document` is the reference of what shows it, `evidence` its SHA-256.
    """

    account: str
    day: date
    claimed: date
    document: str
    evidence: str

    def __post_init__(self) -> None:
        account_code(self.account)
        plausible("day", self.day)
        plausible("claimed", self.claimed)
        if not self.document.strip():
            raise ValueError("document: expected what shows the claim")
        digest(self.evidence)


def declare(
    states: tuple[BankDay, BankAccount], asked: DeclareDormantReceipts, context: Context
) -> Decision:
    """A sum of the day of an open account, never a line: which one it is may still be somebody's
    secret.

    Whether the sum is the books' is R20's to check; another sum than before is another notice.
    """
    day, account = states
    of = DayId(asked.account, asked.day)
    if account.opened is None:
        return Rejected("account.not_open", f"{asked.account} is not opened in the books")
    today, since = beijing_day(context.received_at), day.unclaimed_since(asked.day)
    if not is_dormant(since, today, context.law.calendar):
        return Rejected("dormant.too_early", f"{of} is unclaimed since {since} only")
    if asked.notice > today:
        return Rejected("dormant.not_published", f"the notice of {asked.notice} is not out yet")
    if day.dormant_fen == asked.amount_fen:
        return ()
    return (
        DormantReceiptsDeclared(
            account=asked.account,
            day=asked.day,
            amount_fen=asked.amount_fen,
            notice=asked.notice,
            document=asked.document,
            evidence=asked.evidence,
        ),
    )


def claim(
    states: tuple[BankDay, BankAccount], asked: ClaimDormantReceipts, context: Context
) -> Decision:
    """What stands on the list, all of it; where a part is left, another sum is declared instead.

    What is nobody's still is unclaimed anew, and on the list again after another year.
    """
    day, _ = states
    if not day.dormant_fen:
        of = DayId(asked.account, asked.day)
        return Rejected("dormant.not_listed", f"nothing of {of} stands on a list")
    if refused := not_claimed_then(day.unclaimed_since(asked.day), asked.claimed, context):
        return refused
    return (
        DormantReceiptsClaimed(
            account=asked.account,
            day=asked.day,
            claimed=asked.claimed,
            document=asked.document,
            evidence=asked.evidence,
        ),
    )


def _touches(asked: DeclareDormantReceipts | ClaimDormantReceipts) -> tuple[StreamId, ...]:
    return with_accounts([DayId(asked.account, asked.day)])


DECLARE_DORMANT_RECEIPTS = Decider(handles=DeclareDormantReceipts, touches=_touches, decide=declare)
CLAIM_DORMANT_RECEIPTS = Decider(handles=ClaimDormantReceipts, touches=_touches, decide=claim)
