"""The alerts of a scenario: of which kind, by which deposits, and who sees them from when on."""

from collections.abc import Iterable, Iterator
from typing import Any

from api.alerts import to_explain
from api.scenario.outcome import Difference
from api.scenario.script import Script
from api.scenario.stage import Stage
from api.scenario.table import Row
from ledger.feed import Recorded

_ALERT = "AlertRaised("


class Alerting:
    """What is alerted in one scenario, row by row."""

    def __init__(self, stage: Stage, script: Script) -> None:
        self._stage, self._script = stage, script

    def after(self, row: Row, told: Iterable[Recorded]) -> Iterator[Difference]:
        """Each alert of the row was raised, and names the deposits that it is about."""
        findings = [one for each in told if (one := getattr(each.event, "finding", None))]
        for fact in row.facts:
            if fact.startswith(_ALERT):
                yield from self._raised(row, fact.removeprefix(_ALERT).split()[0], findings)

    def _raised(self, row: Row, kind: str, findings: Iterable[Any]) -> Iterator[Difference]:
        of = [self._stage.deposits[key] for key in self._script.alerts[row.seq]]
        found = next((one for one in findings if one.kind == kind), None)
        if found is None or not set(of) <= set(found.deposits):
            expected = ", ".join(self._script.alerts[row.seq])
            yield Difference(key=kind, expected=expected, actual=str(found))
            return
        if not found.causes or max(found.causes) > self._stage.town.head:
            yield Difference(key=kind, expected="causes", actual=str(found.causes))
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
