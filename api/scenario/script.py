"""A script: how the rows of one scenario are played, as data and steps."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from api.scenario.outcome import Difference
from api.scenario.setting import Setting
from api.scenario.stage import Stage
from api.scenario.table import Row
from ledger.feed import Recorded

type Act = Callable[[Stage, Row], None]
"""act(stage, row): the commands of a row, each by whoever's it is; or a statement, brought."""
type Moment = tuple[datetime, Callable[[Stage], None]]
"""An instant, and what somebody does then."""
type Derive = Callable[[Stage, Row], date]
"""derive(stage, row): a day that follows from the rules, as the installation has it."""
type Hold = Callable[[Stage, Row, Sequence[Recorded]], Iterable[Difference]]
"""hold(stage, row, told): what is not as the row's note has it; `told`: what the row said."""


@dataclass(frozen=True, slots=True)
class Step:
    """How a row is played. `ticks`: the clock has said what is due by then, before anybody acts.

    `later`: what belongs to the row and is done after its time, before the next. `lacks`: why
    nothing can play it yet, a key of the catalogue; such a row is told as not done.
    """

    act: Act | None
    ticks: bool = True
    later: Callable[[Stage, Row], Sequence[Moment]] | None = None
    lacks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script(Setting):
    """How a scenario is played in its setting.

    `before`: what is registered before the first row. `alerts`: by row, the deposits that its alert
    names at least; `alerted`: by row, kinds that are raised beside what it tells. `actors`: by the
    beginning of the table's actor, the posts that may be it; `said_by`: rows that another post says
    here, and which. `opens`: by the row that opens them, lots whose bidders are no secret from then
    on. `dues`: by row, the days that its note names, in order; `unnamed`: one that no note names,
    as the reference has it below the table, or its rule; `holds`: what else of a row is held.
    `told_as`: a fact of the table that stands in the log under another name. `with_next`: rows that
    one event tells together with the next: what both move is held against the table after that.
    """

    before: Callable[[Stage], None]
    steps: Mapping[int, Step]
    actors: Mapping[str, tuple[str, ...]]
    opens: Mapping[int, tuple[str, ...]]
    alerts: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    alerted: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    dues: Mapping[int, tuple[Derive, ...]] = field(default_factory=dict)
    unnamed: Mapping[int, date] = field(default_factory=dict)
    holds: Mapping[int, Hold] = field(default_factory=dict)
    told_as: Mapping[str, str] = field(default_factory=dict)
    said_by: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    with_next: frozenset[int] = frozenset()
