"""The alerts of a scenario: of which kind, of which deposits, shown by what, seen from when on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from api.alerts import to_explain
from api.jobs.overdue import unpaid_refunds
from api.scenario.outcome import Difference, listed
from api.scenario.script import Script
from api.scenario.size import AS_GIVEN
from api.scenario.stage import Stage
from api.scenario.table import Row
from domain.alert.kinds import (
    DEPOSIT_OUT_OF_BOUNDS,
    GHOST_QUOTATION,
    REFUND_OVERDUE,
    SAME_PAYER,
    THIRD_PARTY_PAYER,
)
from domain.deposit.state import Deposit
from domain.kernel import StreamId
from domain.trade.raise_alert import RaiseAlert
from ledger.feed import Recorded

_ALERT = "AlertRaised("
SHOWN_BY: Mapping[str, str] = {
    SAME_PAYER.code: "PayerMismatchDetected",
    THIRD_PARTY_PAYER.code: "PayerMismatchDetected",
    GHOST_QUOTATION.code: "WinnerDefaulted",
}
"""Which fact of the scenario's own shows an alert of a kind, among its causes."""


class Alerting:
    """What is alerted in one scenario, row by row."""

    def __init__(self, stage: Stage, script: Script) -> None:
        self._stage, self._script = stage, script
        self._names: dict[int, str] = {}
        """The facts that were said so far, by their position."""
        self._raised: dict[str, Any] = {}
        """The findings so far, by their kind."""
        self._told: list[str] = []
        """The kinds that rows told of so far."""

    def after(self, row: Row, told: Sequence[Recorded]) -> Iterator[Difference]:
        """Each alert of the row was raised, and names the deposits that it is about; all that were
        raised so far are told of their lots once these are open.
        """
        self._names |= {one.position: one.body.name for one in told}
        found = [one for each in told if (one := getattr(each.event, "finding", None))]
        self._raised |= {one.kind: one for one in found}
        for kind in self._of(row):
            self._told.append(kind)
            yield from self._as_told(row, kind)
        if row.seq in self._script.opens:
            for kind, finding in self._raised.items():
                yield from self._seen(row, kind, finding.lots)
        yield from self._late(row, told)

    def ended(self) -> Iterator[Difference]:
        """No other was raised than was told of, and nothing that is due waits to be paid back. What
        is played larger than the law lets a deposit be is alerted of so, and that is no difference.
        """
        odd = {DEPOSIT_OUT_OF_BOUNDS.code} if self._stage.size != AS_GIVEN else set()
        raised = self._raised.keys() - (odd - {*self._told})
        yield from listed("alerts", sorted({*self._told}), sorted(raised))
        day, ours = self._stage.table.rows[-1].at.date(), {*self._stage.deposits.values()}
        for due in unpaid_refunds(self._stage.town.system, day):
            if isinstance(due.wanted, RaiseAlert) and ours & {*due.wanted.deposits}:
                told = ", ".join(due.wanted.deposits)
                yield Difference(key=REFUND_OVERDUE.code, expected="-", actual=told)

    def _of(self, row: Row) -> Iterator[str]:
        """The kinds of which the row tells, or the script beside it."""
        for fact in row.facts:
            if fact.startswith(_ALERT):
                yield fact.removeprefix(_ALERT).split()[0]
        yield from self._script.alerted.get(row.seq, ())

    def _as_told(self, row: Row, kind: str) -> Iterator[Difference]:
        names = self._script.alerts.get(row.seq, ())
        of = [self._stage.deposits[key] for key in names]
        found = self._raised.get(kind)
        if found is None or not set(of) <= set(found.deposits):
            yield Difference(key=kind, expected=", ".join(names), actual=str(found))
            return
        shown = [self._names.get(position, "-") for position in found.causes]
        if SHOWN_BY.get(kind) not in shown or "-" in shown:
            right = SHOWN_BY.get(kind, "-")
            yield Difference(key=f"{kind} causes", expected=right, actual=", ".join(shown))
        yield from self._seen(row, kind, found.lots)

    def _seen(self, row: Row, kind: str, lots: Iterable[str]) -> Iterator[Difference]:
        """A red one is told of its lot, unexplained, once that is open; before, nothing is."""
        town = self._stage.town
        town.settle()
        opened = any(at <= row.seq for at in self._script.opens)
        for lot in lots:
            rows = to_explain(town.system.readers, town.head, lot)
            kinds = {str(one["kind"]) for one in rows}
            if (kind in kinds) != opened:
                told = ", ".join(sorted(kinds))
                yield Difference(key=f"{kind} seen", expected=opened, actual=told)

    def _late(self, row: Row, told: Iterable[Recorded]) -> Iterator[Difference]:
        """No deposit goes back after its day: nothing is overdue that was paid."""
        for one in told:
            if one.body.name != "RefundConfirmed":
                continue
            deposit = self._stage.town.system.replay.state(StreamId("deposit", one.event.deposit))
            assert isinstance(deposit, Deposit)
            refund = deposit.refund(one.event.number)
            if refund is None or refund.due < row.at.date():
                due = refund and refund.due
                yield Difference(
                    key=REFUND_OVERDUE.code, expected=str(due), actual=str(row.at.date())
                )
