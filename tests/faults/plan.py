"""What a disturbed installation lives through: one lot, its bidders, days of statements.

The same seed makes the same plan, to the byte; nothing of it is real.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from domain.lot.announce import AnnounceLot, DefineLot
from tests.kit.statement_files import Row, file, statement

ACCOUNT = "CNY-DEPOSITS"
NUMBER = "6228480402564890"
FIRST_DAY = date(2026, 3, 16)
DEPOSIT_FEN = 80_000_00
LARGE_DAY = 510
"""Lines of the first day: more than one page holds."""

LOT = DefineLot(
    lot="E3506000001000001001001",
    title="第一标的",
    category="STATE_PROPERTY",
    region="350600",
    owner="owner",
    agency="agency",
    estimate_fen=5 * DEPOSIT_FEN,
    deposit_fen=DEPOSIT_FEN,
    deposit_deadline=datetime.fromisoformat("2026-03-31T17:00:00+08:00"),
    opening_at=datetime.fromisoformat("2026-04-01T09:00:00+08:00"),
    basic_account=False,
)
ANNOUNCEMENT = AnnounceLot(lot=LOT.lot, media=("公告栏",), text="ab" * 32)


@dataclass(frozen=True)
class Bidder:
    """A natural person who bids; `deposit` and `sub_account` are given beforehand."""

    party: str
    name: str
    deposit: str
    sub_account: str


@dataclass(frozen=True)
class Day:
    """One bank day: its statement, as the bank sends it the next morning."""

    day: date
    statement: bytes

    @property
    def morning_after(self) -> datetime:
        """When the statement is there."""
        return datetime.fromisoformat(f"{self.day + timedelta(days=1)}T08:30:00+08:00")


@dataclass(frozen=True)
class Plan:
    """Who bids, and what the bank says day by day."""

    bidders: tuple[Bidder, ...]
    days: tuple[Day, ...]


def plan(seed: int, *, bidders: int, days: int) -> Plan:
    """Some of the bidders pay each day, the last of all in another's name; the rest is noise."""
    rng = Random(seed)
    who = tuple(
        Bidder(
            party=f"N{rng.getrandbits(64):016X}",
            name=f"投标人{number}号",
            deposit=f"P{rng.getrandbits(64):016X}",
            sub_account=f"{NUMBER}{number:04d}",
        )
        for number in range(1, bidders + 1)
    )
    opening, told = 0, []
    for number in range(days):
        day = FIRST_DAY + timedelta(days=number)
        rows = [_deposit(rng, one, one.name if one is not who[-1] else "他人")
                for one in who[number::days]]  # fmt: skip
        rows += [_noise(rng) for _ in range(rng.randint(40, 80) if number else LARGE_DAY)]
        rows += rows[-1:]  # equal twins: both are money
        rng.shuffle(rows)
        written = statement(
            *rows, number=NUMBER, day=str(day), opening=opening, identifier=f"S{day}"
        )
        told.append(Day(day, file(written, message=f"M{day}")))
        opening += sum(row.fen for row in rows)
    return Plan(who, tuple(told))


def _deposit(rng: Random, bidder: Bidder, payer: str) -> Row:
    return Row(DEPOSIT_FEN, _serial(rng), payer=payer, reference=bidder.sub_account)


def _noise(rng: Random) -> Row:
    return Row(
        fen=rng.randint(1, 9_999_99) * rng.choice((1, 1, -1)),
        serial=_serial(rng) if rng.random() < 0.8 else None,
        payer=f"往来户{rng.randrange(50)}",
        reference=rng.choice(("", "", f"{rng.randrange(10**12):012d}")),
        note="货款 & <杂项>",
    )


def _serial(rng: Random) -> str:
    return f"S{rng.randrange(10**15)}"
