"""Facts of a bank account of ours."""

from datetime import date, datetime

from domain.calendar import midnight
from domain.interest import Basis, Mode
from domain.kernel import Event, event, restricted
from domain.postings import MoneyEvent


@event("AccountOpened", zh="专户启用")
class AccountOpened(MoneyEvent):
    """The books begin to follow an account, at its opening balance of a day (P00).

    `holds` is the cash account that mirrors it, `number` the bank's own, `statement` the SHA-256
    of the statement that shows the balance. A balance of zero has no entry.
    """

    account: str
    bank: str
    number: str
    currency: str
    holds: str
    day: date
    statement: str | None = restricted()

    def happened_at(self) -> datetime:
        """The start of the day whose opening balance this is."""
        return midnight(self.day)


@event("InterestAgreed", zh="计息约定")
class InterestAgreed(Event):
    """How the bank reckons and pays interest on the account, from the day `since` on (3.6).

    `mode`, `basis`, `quarterly` as in `Convention`. `lump`: it pays one sum for all of the account
    (MODE_B); else on each sub-account (MODE_A). `evidence` is the SHA-256 of what was agreed with
    the bank. Replaces what stood from the same day on.
    """

    account: str
    since: date
    mode: Mode
    basis: Basis
    quarterly: bool
    lump: bool
    evidence: str


@event("InterestDistributed", zh="汇总结息分配")
class InterestDistributed(Event):
    """A sum that the bank paid for all of the account is distributed over what lay there (E19).

    For the days from `since` on, up to but not including `until`. `day_products`: of all that has a
    part, Σ(balance × days) in fen-days (积数). Whose part is how much, each deposit tells.
    """

    account: str
    since: date
    until: date
    amount_fen: int = restricted()
    day_products: int = restricted()


@event("AccountPlaced", zh="专户区划划定")
class AccountPlaced(Event):
    """From here on the account is for what lies in a region; '': for all of them.

    `document`: what was agreed with the bank, `evidence` its SHA-256.
    """

    account: str
    region: str
    document: str
    evidence: str


type AccountEvent = AccountOpened | InterestAgreed | InterestDistributed | AccountPlaced
