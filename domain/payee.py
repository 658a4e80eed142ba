"""Where money goes back to: a name and an account, both known whole."""

from dataclasses import dataclass

from domain.names import CUT, plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Payee:
    """Where money goes back to: the account it came from, or one shown with evidence."""

    name: str
    account: str
    bank: str | None = None


def payee_of(name: str | None, account: str | None, bank: str | None = None) -> Payee | None:
    """Whoever paid, as the bank named it; None where name or account is missing, or was cut.

    A cut text is equal to nothing, and no bank may be told to pay to it.
    """
    if name is None or account is None or CUT in name or CUT in account:
        return None
    if not plain(name) or not plain(account):
        return None
    return Payee(name=name, account=account, bank=bank)
