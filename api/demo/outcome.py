"""What the demonstration came to: its summary, and what the summary is the sum of."""

from dataclasses import asdict, dataclass
from typing import Any

from api.demo.cast import LOT
from api.demo.story import Story
from api.readers import Day
from api.wiring import System
from ledger.checkpoint import parse
from ledger.verdict import Verdict
from projections.balance_reader import Balance
from projections.deposits import DEPOSITS


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
    events: int
    position: int
    checkpoint: str
    verified: bool
    tamper_detected: bool

    @property
    def passed(self) -> bool:
        """Whether everything balanced and verified."""
        return self.verified and self.tamper_detected and not any(self.differences.values())

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
    """One bidder's deposit, as the opening lets it be read."""

    payer: str
    held_fen: int
    evidence: tuple[str, ...]


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
    matched = sum(one.matched for one in story.proposals)
    summary = Summary(
        lines=sum(one.new for one in story.imported),
        booked={code: _booked(found) for code, found in by_currency.items()},
        matched=matched,
        unmatched=len(story.proposals) - matched,
        days=len(days),
        differences={code: _difference(found) for code, found in by_currency.items()},
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
    """What the open reader tells of the lot's deposits: nothing that is still sealed."""
    rows = system.readers.deposits.rows(DEPOSITS, {"lot": LOT.lot}, order=("sub_account",)).rows
    return [Deposit(row["payer"], row["held_fen"], tuple(row["evidence"])) for row in rows]
