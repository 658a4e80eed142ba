"""Scenarios are played: row after row by their time, each held against its table at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from api.scenario.holding import Holding
from api.scenario.outcome import Checkpoint, Difference, Fate, Outcome, RowTold, listed
from api.scenario.script import Moment, Script, Step
from api.scenario.stage import Stage, Stopped
from api.scenario.table import Row, Table
from api.scenario.town import Town
from ledger.feed import Recorded
from ledger.tickets import Refused

_UNKNOWN = Step(None, lacks="scenario.lacks.step")
"""Of a row that no script knows."""

type Tell = Callable[[int, int], None]
"""tell(done, of): rows."""


class Player:
    """Plays the stages of one town, their rows mixed by time where there are several."""

    def __init__(
        self,
        town: Town,
        scripts: Mapping[str, Script],
        stages: Mapping[str, Stage],
        outcome: Outcome,
    ) -> None:
        self._town, self._scripts, self._stages = town, scripts, stages
        self._outcome = outcome
        self._holding = {name: Holding(stages[name], scripts[name]) for name in stages}
        self._waiting: dict[str, list[Recorded]] = {name: [] for name in stages}
        """What was said for a scenario by the clock, while another's row was played."""

    def play(self, tell: Tell = lambda *_: None) -> bool:
        """Plays all rows; stops at the first that differs. Whether none did."""
        for name, stage in self._stages.items():
            self._scripts[name].before(stage)
        rows = self._in_order()
        for done, (name, row, moment) in enumerate(rows):
            tell(done, len(rows))
            if moment is not None:
                self._at(name, moment)
                continue
            told = self._row(name, row)
            self._outcome.rows.append(told)
            if told.fate in (Fate.DIFFERS, Fate.REFUSED):
                return False
            if not self._checked(name, row):
                return False
        tell(len(rows), len(rows))
        return True

    def ended(self) -> None:
        """What is held against the tables once all rows are played."""
        for name, holding in self._holding.items():
            self._outcome.others += [(name, of, found) for of, found in holding.ended()]
            table, steps = self._stages[name].table, self._scripts[name].steps
            unheard = [one.body.name for one in self._waiting[name]]
            found = passed_over(table, steps, self._outcome, unheard)
            self._outcome.others += [(name, of, differs) for of, differs in found]

    def _in_order(self) -> list[tuple[str, Row, Moment | None]]:
        """Every row by its time, and what belongs to it and comes later; at the same instant in the
        order of the scenarios."""
        found: list[tuple[datetime, int, int, str, Row, Moment | None]] = []
        for place, (name, stage) in enumerate(self._stages.items()):
            for row in stage.table.rows:
                found.append((row.at, place, row.seq, name, row, None))
                later = self._scripts[name].steps.get(row.seq, _UNKNOWN).later
                for one in later(stage, row) if later else ():
                    found.append((one[0], place, row.seq, name, row, one))
        ordered = sorted(found, key=lambda one: one[:3])
        return [(name, row, moment) for *_, name, row, moment in ordered]

    def _at(self, name: str, moment: Moment) -> None:
        """What is done at an instant between rows; what it said is heard with the next row."""
        before, (instant, act) = self._town.head, moment
        self._town.move_to(instant)
        act(self._stages[name])
        self._town.settle()
        self._waiting[name] = self._of(name, self._town.since(before))

    def _row(self, name: str, row: Row) -> RowTold:
        stage, town = self._stages[name], self._town
        step = self._scripts[name].steps.get(row.seq, _UNKNOWN)
        told = RowTold(scenario=name, seq=row.seq, at=row.at, facts=row.facts, fate=Fate.PLAYED)
        if step.act is None:
            return replace(told, fate=Fate.NOT_DONE, why=step.lacks)
        before = town.head
        town.move_to(row.at)
        try:
            if step.ticks:
                town.tick()
            step.act(stage, row)
            town.settle()
        except (Refused, Stopped) as refused:
            why = refused.rule if isinstance(refused, Stopped) else refused.rejected.rule
            return replace(told, fate=Fate.REFUSED, why=why)
        written = self._of(name, town.since(before))
        found = self._holding[name].heard(row, written)
        return replace(
            told,
            fate=Fate.DIFFERS if found else Fate.PLAYED,
            first=written[0].position if written else None,
            last=written[-1].position if written else None,
            posts=self._holding[name].posts,
            dues=self._holding[name].dues,
            differences=found,
        )

    def _of(self, name: str, written: list[Recorded]) -> list[Recorded]:
        """What of it is this scenario's, after what was said for it before."""
        told, self._waiting[name] = self._waiting[name], []
        for recorded in written:
            whose = self._whose(recorded) or name
            (told if whose == name else self._waiting[whose]).append(recorded)
        return told

    def _whose(self, recorded: Recorded) -> str | None:
        """Whose lot or deposit it is about; None where it names neither."""
        lot, deposit = (getattr(recorded.event, one, None) for one in ("lot", "deposit"))
        for name, stage in self._stages.items():
            codes = {one.code for one in stage.setting.lots.values()}
            if lot in codes or deposit in stage.deposits.values():
                return name
        return None

    def _checked(self, name: str, row: Row) -> bool:
        """The checkpoints that lie behind this row; whether they agree."""
        table, holding = self._stages[name].table, self._holding[name]
        for checkpoint, expected in table.checkpoints.items():
            if table.ends(checkpoint) != row.seq:
                continue
            found = Checkpoint(
                scenario=name,
                name=checkpoint,
                position=self._town.head,
                expected=holding.expected(expected),
                actual=holding.standing(),
            )
            self._outcome.checkpoints.append(found)
            if found.differences:
                return False
        return True


def passed_over(
    table: Table, steps: Iterable[int], outcome: Outcome, unheard: Iterable[str]
) -> Iterator[tuple[str, tuple[Difference, ...]]]:
    """What of a table was held against nothing: rows or steps without the other, checkpoints that
    no row reached, events that were said after the last row (`unheard`).
    """
    rows = sorted(row.seq for row in table.rows)
    yield "rows", tuple(listed("rows", sorted(steps), rows))
    compared = [one.name for one in outcome.checkpoints if one.scenario == table.name]
    names = sorted(table.checkpoints)
    yield "checkpoints", tuple(listed("checkpoints", names, sorted(compared)))
    yield "unheard", tuple(listed("unheard", (), unheard))
