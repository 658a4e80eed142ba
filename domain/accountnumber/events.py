"""Facts of a bank's number; all public."""

from domain.kernel import Event, event


@event("AccountNumbered", zh="专户账号登记")
class AccountNumbered(Event):
    """The bank's number is this account's, in this currency, and for ever.

    A statement names nothing else: of two accounts under one number nobody could tell whose it is.
    """

    account: str
    number: str
    currency: str


type NumberEvent = AccountNumbered
