"""Opening an account in the books."""

from dataclasses import replace
from datetime import date

from domain.account.events import AccountOpened
from domain.account.state import BankAccount
from domain.accounts import CASH, OPENING
from domain.calendar import plausible
from domain.identifiers import account_code, currency_code, digest
from domain.kernel import Command, Decision, Rejected, command
from domain.postings import Entry, Leg

_OPENING_ROW = "P00"
_CASH_CODES = tuple(account.code for account in CASH)


@command("OpenAccount", zh="启用专户")
class OpenAccount(Command):
    """Follow this account from `opening` minor units at the start of `day`.

    `opening` is negative when the account is overdrawn; `statement` is None before the first one.
    """

    account: str
    bank: str
    number: str
    currency: str
    holds: str
    opening: int
    day: date
    statement: str | None

    def __post_init__(self) -> None:
        account_code(self.account)
        plausible("day", self.day)
        currency_code(self.currency)
        if self.holds not in _CASH_CODES:
            raise ValueError(f"holds {self.holds!r}: expected one of {', '.join(_CASH_CODES)}")
        if self.statement is not None:
            digest(self.statement)


def open_account(account: BankAccount, asked: OpenAccount) -> Decision:
    """Once; the same again changes nothing, other terms are refused."""
    opened = AccountOpened(
        account=asked.account,
        bank=asked.bank,
        number=asked.number,
        currency=asked.currency,
        holds=asked.holds,
        day=asked.day,
        statement=asked.statement,
        entries=_opening(asked),
    )
    if account.opened is None:
        return (opened,)
    if account.opened == opened:
        return ()
    return Rejected("account.already_open", f"{asked.account} was opened on other terms")


def _opening(asked: OpenAccount) -> tuple[Entry, ...]:
    if asked.opening == 0:
        return ()
    cash = Leg(asked.holds, asked.account, asked.opening, _OPENING_ROW)
    from_before = replace(cash, account=OPENING.code, amount=-asked.opening)
    return (Entry(OPENING.book, asked.currency, (cash, from_before)),)
