"""A script: how the rows of one scenario are played, as data and steps."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from api.scenario.size import Terms
from api.scenario.table import Fixture, Row, Table
from domain.categories.category import Category

if TYPE_CHECKING:
    from api.scenario.stage import Stage

type Act = Callable[["Stage", Row], None]
"""act(stage, row): the commands of a row, each by whoever's it is; or a statement, brought."""
type Moment = tuple[datetime, Callable[["Stage"], None]]
"""An instant, and what somebody does then."""
type Derive = Callable[["Stage", Row], date]
"""derive(stage, row): a day that follows from the rules, as the installation has it."""


@dataclass(frozen=True, slots=True)
class Step:
    """How a row is played. `ticks`: the clock has said what is due by then, before anybody acts.

    `later`: what belongs to the row and is done after its time, before the next. `lacks`: why
    nothing can play it yet, a key of the catalogue; such a row is told as not done.
    """

    act: Act | None
    ticks: bool = True
    later: Callable[["Stage", Row], Sequence[Moment]] | None = None
    lacks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bidder:
    """Who bids: its USCC, its name, its basic account."""

    party: str
    name: str
    account: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """A lot of a scenario: its code here, the row that defines it."""

    code: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """How a scenario is played.

    `people`: who acts in it alone, as (person, role, organisation); `roles`: the person by the role
    that steps name. `actors`: by the beginning of the table's actor, the posts that may be it.
    `organisations`: what the table calls an organisation of ours. `before`: what is registered
    before the first row. `dues`: by row, the days that its note names, in order.
    `refunds`: what the table calls the n-th refund of a deposit (`A1/B2/1`), where not by its key.
    `told_as`: a fact of the table that stands in the log under another name. `with_next`: rows that
    one event tells together with the next: what both move is held against the table after that.
    `opens`: by the row that opens them, lots whose bidders are no secret from then on.
    `said_by`: rows that another post says here than the table's actor, and which.
    """

    category: Category
    lots: Mapping[str, Lot]
    bidders: Mapping[str, Bidder]
    people: tuple[tuple[str, str, str], ...]
    roles: Mapping[str, str]
    actors: Mapping[str, tuple[str, ...]]
    organisations: Mapping[str, str]
    before: Callable[["Stage"], None]
    steps: Mapping[int, Step]
    opens: Mapping[int, tuple[str, ...]]
    earns: Mapping[int, tuple[str, int | None]]
    dues: Mapping[int, tuple[Derive, ...]] = field(default_factory=dict)
    kept: Mapping[int, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    refunds: Mapping[str, str] = field(default_factory=dict)
    told_as: Mapping[str, str] = field(default_factory=dict)
    with_next: frozenset[int] = frozenset()
    said_by: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def required(self, table: Table) -> dict[str, int]:
        """The deposit of each lot as the file has it; fen."""
        return {name: table.row(lot.row).said("deposit") for name, lot in self.lots.items()}

    def terms(self, table: Table, fixture: Fixture) -> Terms:
        """What a table of this script needs to be known by itself."""
        return Terms(
            required=self.required(table),
            rate_ppm=fixture.rate_ppm,
            earns=self.earns,
            kept=self.kept,
            numbers=self.numbers,
        )
