"""What a row says, fact by fact: in the log, qualified, by a right post, sealed if told so."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from api.scenario.outcome import Difference
from api.scenario.script import Script
from api.scenario.stage import Stage
from api.scenario.table import Row
from domain.alert.kinds import BY_CODE
from domain.deposit.state import Deposit
from domain.kernel import StreamId
from ledger.feed import Recorded

ACTORS: Mapping[str, tuple[str, ...]] = {
    "Settlement": ("C-SET1", "C-SET2", "MATCHER"),
    "Bank": ("BANK", "MATCHER"),
    "Platform": ("PLATFORM",),
}
"""Whose row it is, by the beginning of the table's actor. What the bank did, its statement
tells, and the matcher gives it to whose it is.
"""
BY_ITSELF = frozenset({"InterestAllocated", "RefundInstructed", "RefundReissued"})
"""Facts of the settlement's rows that may follow by themselves from what it approved."""

_BECAME = {"2003": "BID→PERFORMANCE", "2004": "BID→PRICE"}
_CAUSES = {"MISMATCH": "PAYER_MISMATCH"}
"""What the table calls a cause, where by another word than the deposit."""


def _deposit(stage: Stage, code: str) -> Deposit:
    found = stage.town.system.replay.state(StreamId("deposit", code))
    assert isinstance(found, Deposit)
    return found


def _cause_of_line(stage: Stage, event: Any) -> str:
    owed = _deposit(stage, event.deposit).refunds
    return next((_CAUSES.get(one.cause, one.cause) for one in owed if one.line == event.line), "")


def _cause(stage: Stage, event: Any) -> str:
    refund = _deposit(stage, event.deposit).refund(event.number)
    return _CAUSES.get(refund.cause, refund.cause) if refund else ""


def _signal(_stage: Stage, event: Any) -> str:
    kind = BY_CODE[event.finding.kind]
    return f"{kind.code} {kind.name}"


QUALIFIED: Mapping[str, Callable[[Stage, Any], str]] = {
    "AlertRaised": _signal,
    "ComplaintDecided": lambda _, event: str(event.conclusion),
    "DepositConverted": lambda _, event: _BECAME.get(event.to, event.to),
    "HoldLifted": lambda _, event: str(event.hold),
    "HoldPlaced": lambda _, event: str(event.hold),
    "LotFailed": lambda _, event: str(event.reason),
    "ReceiptRejected": _cause_of_line,
    "RefundApproved": _cause,
    "SealedAlertRaised": _signal,
    "ServiceFeeReceived": lambda _, event: str(event.of).lower(),
    "ServiceFeeSwept": lambda *_: "seller",
}
"""What an event of a name has that the table puts behind its fact, in the table's words. Swept is
what was withheld from the seller's price: the buyer pays to the centre's own account.
"""


class Saying:
    """What the rows of one scenario say."""

    def __init__(self, stage: Stage, script: Script) -> None:
        self._stage, self._script = stage, script
        self.posts: tuple[str, ...] = ()
        """Who said the facts of the last row."""

    def after(self, row: Row, told: Sequence[Recorded]) -> Iterator[Difference]:
        """Each of its facts stands in the log, each time it was said as the table has it."""
        said = {fact: self._said(fact, told) for fact in row.facts}
        self.posts = tuple(sorted({one.body.actor.post for each in said.values() for one in each}))
        if missing := [fact for fact, each in said.items() if not each]:
            yield Difference(key="facts", expected=", ".join(said), actual=f"- {missing}")
        for fact, each in said.items():
            if each:
                yield from self._qualified(fact, each)
                yield from self._by_whom(row, each)
                yield from _sealed(row, each)

    def _said(self, fact: str, told: Sequence[Recorded]) -> list[Recorded]:
        name = self._script.told_as.get(fact, fact.partition("(")[0])
        return [one for one in told if one.body.name == name]

    def _qualified(self, fact: str, each: Sequence[Recorded]) -> Iterator[Difference]:
        """Where the table qualifies a fact, one at least that was said is of that kind."""
        _, qualified, rest = fact.partition("(")
        if not qualified:
            return
        how = QUALIFIED.get(each[0].body.name)
        found = [how(self._stage, one.event) for one in each] if how else []
        if rest.removesuffix(")") not in found:
            yield Difference(key="qualifier", expected=fact, actual=", ".join(found))

    def _by_whom(self, row: Row, each: Sequence[Recorded]) -> Iterator[Difference]:
        """Nobody said it but a post that the table's actor may be."""
        actors = {**ACTORS, **self._script.actors}
        right = self._script.said_by.get(row.seq) or next(
            (posts for who, posts in actors.items() if row.actor.startswith(who)), ()
        )
        name, posts = each[0].body.name, {one.body.actor.post for one in each}
        if wrong := posts - {*right, *(("PLATFORM",) if name in BY_ITSELF else ())}:
            told = ", ".join(sorted(wrong))
            yield Difference(key=f"posts of {name}", expected=" / ".join(right), actual=told)


def _sealed(row: Row, each: Sequence[Recorded]) -> Iterator[Difference]:
    """Of a sealed row, something of each of its events is sealed."""
    if row.sealed and any(not one.body.sealed for one in each):
        yield Difference(key=f"sealed {each[0].body.name}", expected="sealed", actual="readable")
