"""An account is opened: itself and the bank's number of it together."""

from hashlib import sha256

from domain.account.events import AccountOpened
from domain.account.open import OpenAccount, open_account
from domain.account.state import BankAccount
from domain.accountnumber.events import AccountNumbered
from domain.accountnumber.state import Number
from domain.kernel import Context, Decider, Decision, Placed, Rejected, StreamId


def number_of(account: OpenAccount | AccountOpened) -> StreamId:
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
        numbered = AccountNumbered(
            account=asked.account, number=asked.number, currency=asked.currency
        )
        return (*opened, Placed(number_of(asked), numbered))
    if number.account != asked.account:
        detail = f"{asked.number} is the bank's number of {number.account} in {asked.currency}"
        return Rejected("account.number_taken", detail)
    return opened


OPEN_ACCOUNT = Decider(
    handles=OpenAccount,
    touches=lambda asked: (StreamId("account", asked.account), number_of(asked)),
    decide=decide,
)
