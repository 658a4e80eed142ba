"""An account is opened: itself and the bank's number of it together; or, of before, that alone."""

from hashlib import sha256

from domain.account.events import AccountOpened
from domain.account.open import OpenAccount, open_account
from domain.account.state import BankAccount
from domain.accountnumber.events import AccountNumbered
from domain.accountnumber.state import Number
from domain.identifiers import account_code, currency_code
from domain.kernel import (
    Command,
    Context,
    Decider,
    Decision,
    Placed,
    Rejected,
    StreamId,
    command,
)


@command("NumberAccount", zh="补登专户账号")
class NumberAccount(Command):
    """An account was opened before numbers were said: the bank's number of it is its own."""

    account: str
    number: str
    currency: str

    def __post_init__(self) -> None:
        account_code(self.account)
        currency_code(self.currency)


def number_of(account: OpenAccount | NumberAccount | AccountOpened) -> StreamId:
    """The stream of an account's number: its code follows from number and currency, N and 16
    hexadecimal digits.
    """
    both = sha256(f"{account.currency}\n{account.number}".encode())
    return StreamId("accountnumber", f"N{both.hexdigest()[:16].upper()}")


def decide(states: tuple[BankAccount, Number], asked: OpenAccount, _context: Context) -> Decision:
    """Under a number that no other account has in its currency.

    Of an account that was opened before numbers were kept, its own terms again keep its number.
    """
    account, number = states
    opened = open_account(account, asked)
    if isinstance(opened, Rejected):
        return opened
    if number.account is None:
        return (*opened, _numbered(asked))
    if number.account != asked.account:
        detail = f"{asked.number} is the bank's number of {number.account} in {asked.currency}"
        return Rejected("account.number_taken", detail)
    return opened


def number_it(
    states: tuple[BankAccount, Number], asked: NumberAccount, _context: Context
) -> Decision:
    """As it was opened. A number that was opened twice is whose it is said to be first."""
    account, number = states
    opened = account.opened
    if opened is None:
        return Rejected("account.not_open", f"{asked.account} is not open")
    if (opened.number, opened.currency) != (asked.number, asked.currency):
        right = f"{asked.account} was opened as {opened.number} in {opened.currency}"
        return Rejected("account.other_number", right)
    return () if number.account is not None else (_numbered(asked),)


def _numbered(asked: OpenAccount | NumberAccount) -> Placed:
    said = AccountNumbered(account=asked.account, number=asked.number, currency=asked.currency)
    return Placed(number_of(asked), said)


def _touches(asked: OpenAccount | NumberAccount) -> tuple[StreamId, ...]:
    return (StreamId("account", asked.account), number_of(asked))


OPEN_ACCOUNT = Decider(handles=OpenAccount, touches=_touches, decide=decide)
NUMBER_ACCOUNT = Decider(handles=NumberAccount, touches=_touches, decide=number_it)
