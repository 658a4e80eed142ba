"""Giving a deposit the number at the bank that its payer pays to."""

from datetime import date

from domain.deposit.events import SubAccountIssued
from domain.deposit.state import Deposit
from domain.identifiers import deposit_code, sub_account_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command


@command("IssueSubAccount", zh="分配子账户")
class IssueSubAccount(Command):
    """The number that the bank gave, valid to the end of a day."""

    deposit: str
    sub_account: str
    valid_until: date

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        sub_account_code(self.sub_account)


def decide(deposit: Deposit, asked: IssueSubAccount, _context: Context) -> Decision:
    """One number to a deposit; the same again changes nothing."""
    if not deposit.required:
        return Rejected("deposit.not_required", f"nobody asked for {asked.deposit}")
    if (deposit.sub_account, deposit.valid_until) == (asked.sub_account, asked.valid_until):
        return ()
    if deposit.sub_account is not None:
        return Rejected("deposit.has_sub_account", f"{asked.deposit} has another number")
    return (
        SubAccountIssued(
            deposit=asked.deposit, sub_account=asked.sub_account, valid_until=asked.valid_until
        ),
    )


ISSUE_SUB_ACCOUNT = Decider(
    handles=IssueSubAccount,
    touches=lambda asked: (StreamId("deposit", asked.deposit),),
    decide=decide,
)
