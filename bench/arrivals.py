"""A city of its own for the matching: deposits that are owed, and a day's lines that pay them."""

import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import psycopg

from api.appointing import appoint
from api.banking.asking import asking
from api.banks.matching import Matcher
from api.clock import SimulatedClock
from api.database import Databases
from api.embedded import Server
from api.home import Home
from api.wiring import System, assembled
from bench.ground import empty
from domain.account.open import OpenAccount
from domain.ascending import Rung
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.deposit.issue import IssueSubAccount
from domain.desk.arrange import ArrangeSession
from domain.desk.require import RequireDeposit
from domain.identifiers import PAGE_LINES
from domain.kernel import Command
from domain.lot.announce import AnnounceLot, DefineLot
from domain.party.enrol import RegisterParty
from ledger.migrate import ROLES, ensure_roles, migrate

ACCOUNT, NUMBER = "CNY-DEPOSITS", "35001234567890001"
FIRST_DAY = date(2026, 3, 16)
_STARTS = "2026-03-02T09:00:00+08:00"
_CAST = (("cash", "C-CASH", "centre"), ("ops", "C-OPS", "centre"), ("agency", "AGENCY", "agency"))
_DEPOSIT_FEN = 80_000_00
_AT_ONCE = 32
_LOT = DefineLot(
    lot="E3506000001000001001001",
    title="第一标的",
    category="STATE_PROPERTY",
    region="350600",
    owner="owner",
    agency="agency",
    estimate_fen=5 * _DEPOSIT_FEN,
    deposit_fen=_DEPOSIT_FEN,
    deposit_deadline=datetime.fromisoformat("2026-06-30T17:00:00+08:00"),
    opening_at=datetime.fromisoformat("2026-07-01T09:00:00+08:00"),
    basic_account=False,
)
SESSION = ArrangeSession(
    lot=_LOT.lot,
    session=1,
    protocol="ASCENDING",
    start_fen=5 * _DEPOSIT_FEN,
    steps=(Rung(from_fen=0, step_fen=1_00),),
    listing_from=None,
    free_s=0,
    countdown_s=240,
    reserve_fen=None,
)
"""How the lot is bid for, once somebody has paid."""


class City:
    """An installation; whoever looks at it `anew` remembers nothing of how it was made."""

    def __init__(self, home: Home, databases: Databases) -> None:
        self._home = home
        self._databases = databases

    @contextmanager
    def anew(self) -> Iterator[System]:
        """A process that has just started, its projections at the head."""
        with assembled(self._home, self._databases) as system:
            system.readers.runner.catch_up()
            yield system


@contextmanager
def city(server: Server, name: str) -> Iterator[City]:
    """In a new database of the server: staff, one lot, one account."""
    owner = empty(server, name)
    with psycopg.connect(owner, autocommit=True) as conn:
        ensure_roles(conn, {role: role for role in ROLES})
        migrate(conn)
    app, read, matcher = (server.dsn(role, role, name) for role in ROLES)
    with tempfile.TemporaryDirectory(prefix="zhangben-bench-") as folder:
        home = Home(Path(folder) / "books")
        home.make("bench.zhangben.example/matching", "simulated", _STARTS)
        made = City(home, Databases(owner, app, read, matcher))
        with made.anew() as system:
            _found(system)
        yield made


def _found(system: System) -> None:
    for person, role, organisation in _CAST:
        appoint(system, person, role, organisation)
    system.ask("agency", _LOT)
    system.ask("agency", SESSION)
    system.ask("agency", AnnounceLot(lot=_LOT.lot, media=("公告栏",), text="ab" * 32))
    opened = OpenAccount(
        account=ACCOUNT,
        bank="CCB",
        number=NUMBER,
        currency="CNY",
        holds="1001",
        opening=0,
        day=FIRST_DAY,
        statement=None,
    )
    system.ask("cash", opened)


def arrive(system: System, day: date, count: int) -> None:
    """So many deposits are owed, and paid by the lines of this day, in an order of the bank's."""
    of = range(count)
    prefix = f"{day:%m%d}"
    _ask_all(system, "ops", [_party(prefix, n) for n in of])
    _ask_all(system, "platform", [_owed(prefix, n) for n in of])
    _ask_all(system, "platform", [_issued(prefix, n) for n in of])
    assert isinstance(system.clock, SimulatedClock)
    system.clock.move_to(datetime.fromisoformat(f"{day + timedelta(days=1)}T08:30:00+08:00"))
    for page, first in enumerate(range(0, count, PAGE_LINES), 1):
        lines = [_line(prefix, n) for n in of[first : first + PAGE_LINES]]
        wanted = ImportLines(
            account=ACCOUNT,
            holds="1001",
            currency="CNY",
            day=day,
            page=page,
            statement=sha256(prefix.encode()).hexdigest(),
            lines=tuple(lines),
        )
        system.ask("bank", wanted)


def matcher(system: System, at_once: int) -> Matcher:
    """The matcher of an installation, with so many commands on their way at a time."""
    replay = system.replay
    find, law = system.readers.deposits_of, system.law
    return Matcher(replay, asking(system, "matcher"), find, law, at_once=at_once)


def bidders(day: date, count: int) -> Iterator[tuple[str, str]]:
    """Of those who arrived on a day: the deposit's id and the party."""
    for n in range(count):
        name = _name(f"{day:%m%d}", n)
        yield f"P{name}", f"N{name}"


def _ask_all(system: System, person: str, wanted: Sequence[Command]) -> None:
    with ThreadPoolExecutor(_AT_ONCE) as askers:
        for _ in askers.map(asking(system, person), wanted):
            pass


def _name(prefix: str, n: int) -> str:
    return sha256(f"{prefix}/{n}".encode()).hexdigest()[:16].upper()


def _party(prefix: str, n: int) -> RegisterParty:
    return RegisterParty(
        party=f"N{_name(prefix, n)}", name=f"投标人{n}号", basic_account=None, basic_bank="建设银行"
    )


def _owed(prefix: str, n: int) -> RequireDeposit:
    name = _name(prefix, n)
    return RequireDeposit(deposit=f"P{name}", lot=_LOT.lot, party=f"N{name}")


def _issued(prefix: str, n: int) -> IssueSubAccount:
    return IssueSubAccount(
        deposit=f"P{_name(prefix, n)}",
        sub_account=f"622848{prefix}{n:06d}",
        valid_until=date(2026, 12, 31),
    )


def _line(prefix: str, n: int) -> BankLine:
    said = Particulars(
        fingerprint=sha256(f"line {prefix}/{n}".encode()).hexdigest(),
        payer=f"投标人{n}号",
        payer_account=f"3505016100000{n:07}",
        payer_bank="中国建设银行漳州分行",
        reference=f"622848{prefix}{n:06d}",
        serial=f"S{prefix}{n}",
    )
    return BankLine(
        credit=True, amount=_DEPOSIT_FEN, value_date=None, booked_at=None, particulars=said
    )
