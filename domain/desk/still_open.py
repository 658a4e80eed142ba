"""What of a lot's money is still open: a figure for each, so that somebody can go and settle it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from domain.accounts import BONDS_HELD, FROZEN, INTEREST_TO_ALLOCATE
from domain.categories.category import Category, Cause
from domain.deposit.compensate import BENCHMARK
from domain.deposit.covering import covered
from domain.deposit.refund import Refund, Standing
from domain.deposit.state import Deposit
from domain.desk.external import paid_fen
from domain.desk.interest import goes_to
from domain.desk.left import may_be_owed, stays, why_left
from domain.governance.state import Law
from domain.interest import DEMAND, Rates, Span, day_product, period_fen
from domain.lot.state import Lot
from domain.money import show
from domain.payout.state import Payout, Stage
from domain.terms import pays_interest

type Named = Iterable[tuple[str, Deposit]]
"""Deposits by their codes."""


class Open(NamedTuple):
    """Of whom (a deposit, a payout, the lot) what is open, and how much; fen."""

    of: str
    what: str
    fen: int

    def __str__(self) -> str:
        return f"{self.of} {self.what} {show(self.fen)}"


def of_deposit(
    code: str, deposit: Deposit, category: Category, lot: Lot, rates: Rates
) -> Iterator[Open]:
    """What of a deposit is held, on its way, owed, or due to somebody else.

    A performance bond stays with the contract, and is none of it. Interest that no rule gives to
    anybody stays where it lies (R14). `rates`: what any of our banks pays on demand.
    """
    kept = {BONDS_HELD.code, FROZEN.code}
    if not _interest_is_somebodys(code, deposit, category, lot):
        kept.add(INTEREST_TO_ALLOCATE.code)
    for (account, _), fen in sorted(deposit.balances.items()):
        if account not in kept:
            yield Open(code, account, abs(fen))
    for (account, owner), fen in sorted(deposit.given.payable.items()):
        yield Open(code, f"{account} {owner}", fen)
    for payout, claim in sorted(deposit.given.claims.items()):
        yield Open(code, f"claimed back of {payout}", claim.total_fen)
    for hold in deposit.holds:
        yield Open(code, f"hold {hold.code}", hold.amount_fen)
    if deposit.secured is not None:
        yield Open(code, "guarantee", deposit.secured.amount_fen or 0)
    for refund in deposit.refunds:
        if refund.compensation_fen and not refund.compensated:
            yield Open(code, f"compensation of refund {refund.number}", refund.compensation_fen)
        if lacks_interest(deposit, refund, rates):
            yield Open(code, f"interest of refund {refund.number} on", refund.amount_fen)


def on_demand(law: Law) -> Rates:
    """What any of our banks pays on demand."""
    return tuple((one.since, one.rate_ppm) for one in law.rates if one.bank != BENCHMARK)


def lacks_interest(deposit: Deposit, refund: Refund, rates: Rates) -> bool:
    """Whether it was paid without the bank's interest, and that may be a fen: what came on the day
    on which it went has borne none, and for less than half a fen no bank ever pays. `rates`: what
    any of our banks pays on demand.
    """
    if refund.standing is not Standing.PAID or not refund.interest:
        return False
    if refund.interest_until is not None or refund.interest_fen:
        return False
    went, came = refund.paid_on, [(one.since, fen) for one, fen in covered(deposit, refund)]
    if went is None or not came:
        return True
    spans = [Span(fen, day, max(day, went)) for day, fen in came if day is not None]
    return len(spans) < len(came) or _most_fen(spans, rates) > 0


def _most_fen(spans: Sequence[Span], rates: Rates) -> int:
    """What money can have borne at most, at the highest rate of any bank; 1 where none is set."""
    most = max((ppm for _, ppm in rates), default=None)
    if most is None:
        return int(day_product(spans) > 0)
    return period_fen(spans, ((date.min, most),), DEMAND, date.max)


def _interest_is_somebodys(code: str, deposit: Deposit, category: Category, lot: Lot) -> bool:
    """Whether what lies there of the bank's interest is to go to its payer (CT-20: until nothing of
    it is owed any more was told), or by a rule to another.
    """
    if may_be_owed(deposit) or goes_to(category, lot.defined, deposit) is not None:
        return True
    if not deposit.converted or not pays_interest(category, Cause.WINNER):
        return False
    there = deposit.balance(INTEREST_TO_ALLOCATE.code)
    return deposit.told != stays(code, there, why_left(deposit))


def of_payouts(deposits: Named, payouts: Mapping[str, Payout]) -> Iterator[Open]:
    """What a payout took along of a deposit, and has not come to its payee yet."""
    for _, deposit in deposits:
        for code, due in sorted(deposit.given.payouts.items()):
            stage = payouts[code].stage if code in payouts else Stage.NONE
            if stage is not Stage.PAID:
                yield Open(code, f"payout {stage}", due.amount_fen)


def of_sale(lot: Lot, code: str, winners: Deposit | None, category: Category) -> Iterator[Open]:
    """What of the price and of its fees is still to come; `winners`: its buyer's deposit."""
    if category.price_goes_to == "nobody":
        return
    paid = paid_fen(lot, winners) if winners else lot.outside_fen
    if lot.price_fen > paid:
        yield Open(code, "price", lot.price_fen - paid)
    if lot.fees is None:
        if category.price_goes_to == "seller":
            yield Open(code, "fees not assessed", 0)
        return
    withheld = winners.given.fees_fen if winners else 0
    for of, fen in (("BUYER", lot.fee_fen("BUYER")), ("SELLER", lot.fee_fen("SELLER") - withheld)):
        if fen > 0:
            yield Open(code, f"fee {of}", fen)
