"""What the demonstration came to: its summary, and what the summary is the sum of."""

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from api.account_day import Day
from api.demo.staff import CUSTODY
from api.demo.story import Story
from api.wiring import System
from domain.deposit.refund import Standing
from ledger.checkpoint import parse
from ledger.verdict import Verdict
from projections.balance_reader import Balance
from projections.deposits import DEPOSITS
from projections.refunds import REFUNDS


@dataclass(frozen=True, slots=True)
class Booked:
    """Booked lines of one currency, in minor units."""

    entries: int
    credits: int
    debits: int


@dataclass(frozen=True, slots=True)
class Summary:
    """For `--json`. Amounts in minor units, maps by currency."""

    lines: int
    booked: dict[str, Booked]
    matched: int
    unmatched: int
    days: int
    differences: dict[str, int]
    """Statement closing − ledger balance of the account, over all days, added up without sign."""
    seed: int
    outcome: dict[str, int]
    """What was found of the lines that came for a deposit: matched, late, mismatch, partial, over.
    """
    expected: dict[str, int]
    """What the seed's draw says must be found."""
    refunds_confirmed: int
    refunds_rejected: int
    returned: int
    interest_fen: int
    """Paid out with refunds."""
    expected_interest_fen: int
    """What the seed's draw says must be."""
    days_closed: int
    undischarged: int
    """Refunds that are owed and neither paid nor on their way to be."""
    bank_difference: int
    """The bank's own balance of the custody account − the books', in fen."""
    events: int
    position: int
    checkpoint: str
    verified: bool
    tamper_detected: bool

    @property
    def passed(self) -> bool:
        """Whether everything balanced and verified."""
        return self.verified and self.tamper_detected and self.balanced and self.as_drawn

    @property
    def balanced(self) -> bool:
        """Whether the books are the bank's, on every day and at the end."""
        return not any(self.differences.values()) and not self.bank_difference

    @property
    def as_drawn(self) -> bool:
        """Whether what was found is what the draw says, and all that was owed was paid."""
        found = self.outcome, self.interest_fen
        drawn = self.expected, self.expected_interest_fen
        return found == drawn and not self.undischarged

    def as_json(self) -> dict[str, Any]:
        """The summary as a document."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Account:
    """One bank account over all its days, in minor units: the bank's figures and the books'."""

    account: str
    currency: str
    opening: int
    credits: int
    debits: int
    closing: int
    books: int


@dataclass(frozen=True, slots=True)
class Deposit:
    """One bidder's deposit, as the opening lets it be read: what came, what of it went back.

    `found`: names of facts, in order; `became`: the account that it was converted to.
    """

    payer: str
    found: tuple[str, ...]
    back_fen: int
    became: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The summary, and what stands behind it for a person to add up."""

    summary: Summary
    accounts: list[Account]
    totals: list[Balance]
    deposits: list[Deposit]
    verdict: Verdict
    tampered: int | None
    """Where a changed byte was found; None: it was not."""


def outcome(
    system: System, story: Story, note: str, verdict: Verdict, tampered: int | None
) -> Outcome:
    """Reads everything back: what was booked comes from the projections, not from the story."""
    _, days = system.readers.days()
    currencies = list(dict.fromkeys(day.currency for day in days))
    by_currency = {code: [d for d in days if d.currency == code] for code in currencies}
    proposals = list(story.money.proposals.values()) if story.money else []
    matched = sum(one.matched for one in proposals)
    summary = Summary(
        lines=sum(one.new for one in story.staff.imported),
        booked={code: _booked(found) for code, found in by_currency.items()},
        matched=matched,
        unmatched=len(proposals) - matched,
        days=len(days),
        differences={code: _difference(found) for code, found in by_currency.items()},
        **_told(system, story),
        events=verdict.events,
        position=parse(note).checkpoint.size,
        checkpoint=note,
        verified=verdict.ok,
        tamper_detected=tampered is not None,
    )
    accounts = list(dict.fromkeys(day.account for day in days))
    return Outcome(
        summary=summary,
        accounts=[_account([d for d in days if d.account == code]) for code in accounts],
        totals=system.readers.balances.totals().rows,
        deposits=_deposits(system),
        verdict=verdict,
        tampered=tampered,
    )


def _told(system: System, story: Story) -> dict[str, Any]:
    """What became of the deposits, from the log's own events and the books."""
    feed = system.acting.feed
    seen = Counter(
        recorded.body.name
        for first in range(0, feed.head(), _BATCH)
        for recorded in feed.read(first, _BATCH)
    )
    refunds = system.readers.refunds.rows(REFUNDS).rows
    settled = (Standing.PAID.value, Standing.VOID.value)
    custody = system.readers.balances.one("CUST", "CNY", "1001", CUSTODY).amount
    return {
        "seed": story.draw.seed,
        "outcome": {name: seen[event] for name, event in _FOUND.items()},
        "expected": story.draw.expected,
        "refunds_confirmed": seen["RefundConfirmed"],
        "refunds_rejected": seen["RefundFailed"],
        "returned": seen["RefundReturned"],
        "interest_fen": sum(row["interest_fen"] for row in refunds),
        "expected_interest_fen": story.draw.interest_fen,
        "days_closed": seen["DayClosed"],
        "undischarged": sum(row["standing"] not in settled for row in refunds),
        "bank_difference": story.bank_fen - custody,
    }


_BATCH = 1_000
_FOUND = {
    "matched": "ReceiptMatched",
    "late": "LateReceiptDetected",
    "mismatch": "PayerMismatchDetected",
    "partial": "ReceiptPartial",
    "over": "OverpaymentDetected",
}


def _booked(days: list[Day]) -> Booked:
    return Booked(
        entries=sum(day.lines for day in days),
        credits=sum(day.credits for day in days),
        debits=sum(day.debits for day in days),
    )


def _difference(days: list[Day]) -> int:
    """A day of which the bank states no closing is all difference."""
    return sum(abs(d.ledger if d.difference is None else d.difference) for d in days)


def _account(days: list[Day]) -> Account:
    booked, first, last = _booked(days), days[0], days[-1]
    return Account(
        account=last.account,
        currency=last.currency,
        opening=first.opening or 0,
        credits=booked.credits,
        debits=booked.debits,
        closing=last.closing or 0,
        books=last.ledger,
    )


def _deposits(system: System) -> list[Deposit]:
    """What the open reader tells of the deposits: nothing that is still sealed."""
    back: Counter[str] = Counter()
    for row in system.readers.refunds.rows(REFUNDS, {"standing": Standing.PAID.value}).rows:
        back[row["deposit"]] += row["amount_fen"] + row["interest_fen"]
    rows = system.readers.deposits.rows(DEPOSITS, order=("lot", "party")).rows
    return [
        Deposit(row["payer"], tuple(row["found"]), back[row["deposit"]], row["became"])
        for row in rows
    ]
