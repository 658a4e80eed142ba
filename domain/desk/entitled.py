"""The interest that is owed with a refund: on which money, since when, as its bank reckons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from domain.account.periods import earned_fen
from domain.account.state import BankAccount, in_force
from domain.deposit.covering import covered
from domain.deposit.refund import Refund
from domain.deposit.state import Deposit
from domain.governance.state import Law
from domain.interest import Rates, history
from domain.kernel import Rejected

NOT_PAID_YET = "refund.interest_missing"
"""The rule that says that the bank has not paid the interest of a refund yet: it is to come."""


@dataclass(frozen=True, slots=True)
class Paying:
    """An account of ours (`ours`) as it stands on a day: it would pay, and as its bank reckons
    counts.

    The day tells whether the bank pays sums: what is agreed ahead holds from its own day on.
    """

    account: str
    ours: BankAccount
    day: date

    @property
    def pays_lumps(self) -> bool:
        """Whether the bank pays one sum for all of the account on that day (MODE_B)."""
        one = in_force(self.ours.agreed, self.day)
        return one is not None and one.lump

    @property
    def paid_lumps(self) -> bool:
        """Whether it pays so, or did before."""
        return any(one.lump and one.since <= self.day for one in self.ours.agreed)

    def rates(self, law: Law) -> Rates:
        """What its bank pays on demand; nothing where no rate of it is set."""
        return tuple((rate.since, rate.rate_ppm) for rate in law.rates if rate.bank == self.bank)

    @property
    def bank(self) -> str:
        """Whose rate counts."""
        return self.ours.opened.bank if self.ours.opened else ""


def entitled_fen(deposit: Deposit, refund: Refund, law: Law, paying: Paying) -> int | Rejected:
    """All the interest that is owed with a refund, or after it; fen.

    On what counted and was held (3.6), from when it came to when it went, as far as the bank has
    paid: each period at the bank's demand rate, and as it reckoned that period. What a refund had
    of it before is not taken off (`Refund.interest_fen`).
    """
    if not refund.interest:
        return 0
    rates = paying.rates(law)
    if not rates:
        return Rejected("interest.no_rate", f"no rate of {paying.bank} is set")
    until = paid_until(deposit, refund, paying)
    if until is None and paying.pays_lumps:
        return 0
    if until is None:
        return Rejected("refund.interest_missing", "the bank has not paid its interest yet")
    came = [(one.since, fen) for one, fen in covered(deposit, refund) if one.since is not None]
    if sum(fen for _, fen in came) != refund.amount_fen:
        return Rejected("interest.cannot_be_reckoned", "nobody can tell when its money came")
    try:
        spans = history(_lay(came, refund.paid_on, until, paying), until)
        return earned_fen(spans, until, paying.ours, rates)
    except ValueError as problem:
        return Rejected("interest.cannot_be_reckoned", str(problem))


def paid_until(deposit: Deposit, refund: Refund, paying: Paying) -> date | None:
    """Up to when the bank has paid interest on the money of a refund; None: not so far as counts.

    What it paid on a sub-account before the refund was owed says nothing of the days since. Where
    it pays one sum for all of the account, no refund waits for the next, and all it paid counts.
    """
    own = refund.interest_until
    must_wait = refund.waits_for_interest and not paying.pays_lumps
    if not paying.paid_lumps or (must_wait and own is None):
        return own
    on_it = (one.until for one in deposit.paid_interest if one.account == paying.account)
    sums = (one.until for one in paying.ours.distributed)
    return max((*on_it, *sums, *((own,) if own else ())), default=None)


def _lay(
    came: Sequence[tuple[date, int]], went: date | None, until: date, paying: Paying
) -> Iterator[tuple[date, int]]:
    """What came and went. Where the bank pays sums, what came after its last bears none yet."""
    for since, fen in came:
        if paying.paid_lumps and since > until:
            continue
        if went is None or since < went:
            yield since, fen
        if went is not None and since < went < until:
            yield went, -fen
