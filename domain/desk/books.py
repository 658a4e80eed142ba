"""What the books say of an account before anything of the bank's is written down."""

from domain.account.state import BankAccount
from domain.kernel import Rejected


def kept_in(account: BankAccount, code: str, currency: str) -> Rejected | None:
    """None where the account is open, and kept in this currency."""
    if account.opened is None:
        return Rejected("account.not_open", f"{code} is not opened in the books")
    if account.opened.currency != currency:
        return Rejected("account.other_currency", f"{code} is kept in {account.opened.currency}")
    return None
