"""The setting of a scenario: its lots, its bidders, who acts in it, on what the bank pays."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from api.scenario.size import Terms
from api.scenario.table import Fixture, Table
from domain.categories.category import Category


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
class Setting:
    """What is known of a scenario before it is played.

    `people`: who acts in it alone, as (person, role, organisation); `roles`: the person by the role
    that steps name. `organisations`: what the table calls an organisation of ours. `earns`, `kept`,
    `numbers`: as `Terms` has them. `refunds`: what the table calls the n-th refund of a deposit
    (`A1/B2/1`), where not by its key.
    """

    category: Category
    lots: Mapping[str, Lot]
    bidders: Mapping[str, Bidder]
    people: tuple[tuple[str, str, str], ...]
    roles: Mapping[str, str]
    organisations: Mapping[str, str]
    earns: Mapping[int, tuple[str, int | None]]
    kept: Mapping[int, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    refunds: Mapping[str, str] = field(default_factory=dict)

    def required(self, table: Table) -> dict[str, int]:
        """The deposit of each lot as the file has it; fen."""
        return {name: table.row(lot.row).said("deposit") for name, lot in self.lots.items()}

    def terms(self, table: Table, fixture: Fixture) -> Terms:
        """What a table of this setting needs to be known by itself."""
        return Terms(
            required=self.required(table),
            rate_ppm=fixture.rate_ppm,
            earns=self.earns,
            kept=self.kept,
            numbers=self.numbers,
        )
