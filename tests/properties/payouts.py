"""What must be true of what is others', and of its payouts, after whatever was said."""

from collections import Counter
from collections.abc import Iterator

from domain.deposit.arrived import ReversalRepaid
from domain.deposit.given import OTHERS
from domain.deposit.owed import InterestAllocated
from domain.deposit.passed_on import (
    ForfeitureMoneyReturned,
    ForfeitureReversed,
    GuaranteeProceedsReceived,
    ProceedsTakenBack,
)
from domain.kernel import Event, StreamId
from domain.payment.state import Stage as Sent
from domain.payout.state import Payout, Stage
from tests.kit.till import ACCOUNTS, Till

WAITS = (Stage.APPROVED, Stage.FAILED)
"""Its money lies where it was payable, and is no other payout's."""


def payouts_wrong(till: Till) -> Iterator[str]:
    """Everything that is not as it must be, as sentences."""
    payouts = _payouts(till)
    yield from _what_is_payable_is_what_deposits_gave_on(till, payouts)
    yield from _what_is_kept_no_more_is_nobody_elses(till)
    yield from _the_register_has_what_is_claimed(till)
    yield from _claims_are_what_is_not_back_yet(till)
    yield from _no_account_pays_what_lies_on_another(till)
    for code, payout in payouts.items():
        yield from _no_payout_is_paid_twice(till, code, payout)


def _no_account_pays_what_lies_on_another(till: Till) -> Iterator[str]:
    """Of an account of ours more never left than had come to it, but for what is owed to us, and
    what a payer made good on another account than the one that lacks it.

    Lines that are nobody's yet are neither.
    """
    for account, (_, holds, _) in ACCOUNTS.items():
        owing = till.total("1003") + _made_good_elsewhere(till, account)
        open_lines = sum(
            fen
            for (code, owner), fen in till.books.items()
            if code in ("1008", "2001") and owner.startswith(f"{account}/")
        )
        there = till.books[holds, account] + open_lines
        if there < -owing:
            yield f"{account} is {there}: it paid what lies on another"


def _made_good_elsewhere(till: Till, account: str) -> int:
    """What repaid reversed credits (P09) and did not come to this account."""
    legs = (
        leg
        for event in till.memory.said
        if isinstance(event, ReversalRepaid)
        for entry in event.entries
        for leg in entry.legs
    )
    return sum(
        leg.amount
        for leg in legs
        if leg.account == "2001" and not leg.owner.startswith(f"{account}/")
    )


def _payouts(till: Till) -> dict[str, Payout]:
    return {
        stream.code: state
        for stream, state in till.memory.states.items()
        if stream.kind == "payout"
    }


def _what_is_payable_is_what_deposits_gave_on(
    till: Till, payouts: dict[str, Payout]
) -> Iterator[str]:
    """2008, 2009, 2011, 2013: what no payout took along, and what one did that did not go."""
    owed: Counter[tuple[str, str]] = Counter()
    for codes in till.deposits.values():
        for code in codes:
            owed.update(till.deposit(code).given.payable)
    for payout in payouts.values():
        if payout.proposed and payout.stage in WAITS:
            owed[payout.proposed.to, payout.proposed.owner] += payout.amount_fen
    booked = {key: -fen for key, fen in till.books.items() if key[0] in OTHERS and fen}
    if booked != {key: fen for key, fen in owed.items() if fen}:
        yield f"{dict(owed)} was given on, the books say {booked}"


def _what_is_kept_no_more_is_nobody_elses(till: Till) -> Iterator[str]:
    """P25: of a tender's deposit its owner may be paid what it keeps, and interest, what a
    guarantor paid, and what it paid back itself should the bank send that back too; no more.
    """
    more: Counter[str] = Counter()
    for event in till.memory.said:
        unowed = isinstance(event, InterestAllocated) and event.number is None
        if unowed or isinstance(event, GuaranteeProceedsReceived) or _freely(event):
            more[event.deposit] += sum(entry.amount for entry in event.entries)
    for code in (code for codes in till.deposits.values() for code in codes):
        deposit = till.deposit(code)
        stood = deposit.given.forfeiture
        kept = sum(due.amount_fen for due in stood.dues) if stood else 0
        payable = sum(
            fen for (account, _), fen in deposit.given.payable.items() if account == "2008"
        )
        if not deposit.converted and payable > kept + more[code]:
            yield f"{code}: {payable} may be paid to others, {kept} is kept"


def _the_register_has_what_is_claimed(till: Till) -> Iterator[str]:
    """P30: 9003 is what was claimed and is not paid, of each guarantee."""
    for stream, state in till.memory.states.items():
        if stream.kind == "guarantee" and till.books["9003", stream.code] != state.open_fen:
            yield f"of {stream.code} {state.open_fen} is claimed, 9003 has another figure"


def _freely(event: Event) -> bool:
    """Whether a beneficiary paid back by a line of its own."""
    entries = event.entries if isinstance(event, ForfeitureMoneyReturned) else ()
    return any(leg.account == "2001" for entry in entries for leg in entry.legs)


def _claims_are_what_is_not_back_yet(till: Till) -> Iterator[str]:
    """P25: of each deposit what was claimed and did not come back is owed, to the fen."""
    owed: Counter[str] = Counter()
    for event in till.memory.said:
        if isinstance(event, ForfeitureReversed):
            owed[event.deposit] += event.claim_fen
        if isinstance(event, ForfeitureMoneyReturned):
            owed[event.deposit] -= event.entries[0].amount
        if isinstance(event, ProceedsTakenBack) and event.payout:
            owed[event.deposit] += event.entries[0].amount
    for code in (code for codes in till.deposits.values() for code in codes):
        claims = till.deposit(code).given.claims.values()
        if owed[code] != sum(claim.total_fen for claim in claims):
            yield f"{code}: {owed[code]} did not come back, {claims} is claimed"


def _no_payout_is_paid_twice(till: Till, code: str, payout: Payout) -> Iterator[str]:
    going = payout.amount_fen if payout.stage is Stage.INSTRUCTED else 0
    if -till.books["1009", code] != going:
        yield f"{code} is {payout.stage}: {going} is not what is in transit"
    back = payout.amount_fen if payout.stage is Stage.RETURNED else 0
    if -till.books["2012", code] != back:
        yield f"{code} is {payout.stage}: {back} is not what came back"
    stage = till.memory.of(StreamId("payment", code)).stage
    if (payout.stage is Stage.PAID) is not (stage is Sent.SETTLED):
        yield f"{code} is {payout.stage}, its payment {stage}"
