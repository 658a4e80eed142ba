"""The installation that scenarios are played in: its people, its law, its accounts, its clock."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from hashlib import sha256

from api.appointing import appoint
from api.banking.asking import matcher_of, open_strays
from api.banks.importing import Importer
from api.banks.matching import Matcher
from api.clock import SimulatedClock
from api.jobs.register import tick
from api.scenario.setting import Setting
from api.scenario.statement import Bank, Entry
from api.scenario.table import Fixture
from api.wiring import System
from domain.account.open import OpenAccount
from domain.bankday.record import RecordStatement
from domain.calendar import BEIJING
from domain.categories.category import Category
from domain.governance.own import RegisterOwnAccount
from domain.governance.publish import PublishCalendar, SetRateTable
from domain.governance.rule_packs import PublishRulePack
from domain.governance.state import Law
from domain.kernel import Command, StreamId
from domain.packs.written import written
from domain.payee import Payee
from ledger.feed import Recorded

STARTS = "2026-03-01T09:00:00+08:00"
ORIGIN = "scenario.zhangben.example/log"
CENTRE = "centre"
CUSTODY, SETTLEMENT, FEES = "CNY-DEPOSITS", "CNY-SETTLEMENT", "ZZ-OWN"
BANK = "CCB"
HOLDER = "漳州市公共资源交易中心"
NUMBERS = {CUSTODY: "6228480402564890", SETTLEMENT: "6228480402564891"}
HOLDS = {CUSTODY: "1001", SETTLEMENT: "1002"}
OWN = Payee(name=HOLDER, account="35050161000000009999")
"""The centre's own account: where fees go."""
STAFF = {
    "C-CASH": "cash",
    "C-OPS": "ops",
    "C-SET1": "clerk",
    "C-SET2": "reviewer",
    "PLATFORM": "platform",
    "MATCHER": "matcher",
    "BANK": "bank",
    "OFFICE": "office",
}
"""The person by the post: those of the centre, and the founders' machines."""
_MADE_HERE = ("C-CASH", "C-OPS", "C-SET1", "C-SET2")
DAY_BEFORE = date.fromisoformat(STARTS[:10])


def paper(words: str) -> str:
    """The SHA-256 of a document that exists in the story alone."""
    return sha256(words.encode()).hexdigest()


class Town:
    """One running installation, on a simulated clock."""

    def __init__(self, system: System, fixture: Fixture) -> None:
        assert isinstance(system.clock, SimulatedClock), "scenarios run on a simulated log"
        self.system = system
        self.fixture = fixture
        self._clock: SimulatedClock = system.clock
        self._importer = Importer(system.replay, system.blobs, lambda c: system.ask("bank", c))
        self._matcher: Matcher | None = None
        self.banks = {name: Bank(number, HOLDER) for name, number in NUMBERS.items()}
        self._sub_accounts = 0

    def founded(self, settings: Iterable[Setting]) -> None:
        """Who works here, the law in force, the accounts."""
        system, settings = self.system, tuple(settings)
        for role in _MADE_HERE:
            appoint(system, STAFF[role], role, CENTRE)
        for setting in settings:
            for person, role, organisation in setting.people:
                appoint(system, person, role, organisation)
        holidays, makeup = self.fixture.holidays, self.fixture.makeup
        for year in sorted({day.year for day in (DAY_BEFORE, *holidays, *makeup)}):
            free = tuple(day for day in holidays if day.year == year)
            worked = tuple(day for day in makeup if day.year == year)
            system.ask("office", PublishCalendar(year=year, holidays=free, workdays=worked))
        rate = self.fixture.rate_ppm
        since = DAY_BEFORE.replace(month=1, day=1)
        system.ask("office", SetRateTable(bank=BANK, since=since, rate_ppm=rate))
        for category in {one.code: one for one in (one.category for one in settings)}.values():
            self._publish(category)
        self._accounts()

    def _publish(self, category: Category) -> None:
        document = f"规则包{category.code}"
        pack = written(category)
        asked = PublishRulePack(
            since=DAY_BEFORE, document=document, evidence=paper(document), pack=pack
        )
        self.system.ask("office", asked)

    def _accounts(self) -> None:
        for account, number in NUMBERS.items():
            opened = OpenAccount(
                account=account,
                bank=BANK,
                number=number,
                currency="CNY",
                holds=HOLDS[account],
                opening=0,
                day=DAY_BEFORE,
                statement=None,
            )
            self.system.ask("cash", opened)
        own = RegisterOwnAccount(
            account=FEES,
            name=OWN.name,
            number=OWN.account,
            bank="建行漳州分行",
            evidence=paper("自有账户"),
        )
        self.system.ask("office", own)

    # The clock, and what follows by itself.

    @property
    def now(self) -> datetime:
        """The simulated time, in Beijing."""
        return self._clock().astimezone(BEIJING)

    def move_to(self, instant: datetime) -> None:
        """Forward; an earlier instant is passed over."""
        self._clock.move_to(instant)

    def wait(self, **span: int) -> None:
        """So much time passes."""
        self._clock.move_to(self._clock() + timedelta(**span))

    def tick(self) -> None:
        """The clock says what is due by now, and what follows follows."""
        self.settle()
        while tick(self.system):
            self.settle()

    def settle(self) -> None:
        """What follows by itself has followed, and readers have read it."""
        system, head = self.system, -1
        while head != (head := self.head):
            system.readers.runner.catch_up()
            system.reactor.run()
            system.reactor.retry()

    @property
    def head(self) -> int:
        """The position of the newest event."""
        return self.system.store.tail().position

    def since(self, position: int) -> list[Recorded]:
        """What was written after a position; sealed parts as the platform may read them."""
        head = self.head
        return self.system.acting.feed.read(position, head - position) if head > position else []

    # Who asks, and what the bank tells.

    def ask(self, person: str, *wanted: Command) -> None:
        """Signed by this person's key, one after the other. Raises Refused."""
        for one in wanted:
            self.system.ask(person, one)

    @property
    def law(self) -> Law:
        """The governance state in force."""
        found = self.system.law()
        assert isinstance(found, Law)
        return found

    def state(self, kind: str, code: str) -> object:
        """A stream as it stands."""
        return self.system.replay.state(StreamId(kind, code))

    def sub_account(self) -> str:
        """A number at the bank that nobody has yet."""
        self._sub_accounts += 1
        return f"{NUMBERS[CUSTODY]}{self._sub_accounts:04d}"

    def booked(self, account: str, *entries: Entry) -> str:
        """The bank books lines now, tells them; they are imported, matched. The last one's code."""
        bank, now = self.banks[account], self.now
        self._importer.file(bank.statement(now, *entries))
        self.settle()
        if self._matcher is None:
            self._matcher = matcher_of(self.system)
        self._matcher.day(account, now.date())
        page = f"{account}/{now.date()}/1"
        return f"{page}#{len(self.system.replay.state(StreamId('bankpage', page)).lines)}"

    def whole_day(self, account: str) -> None:
        """Who reconciles says that what the bank told of an account is all of this day."""
        day, fen = self.now.date(), self.banks[account].fen
        said = RecordStatement(
            account=account,
            day=day,
            statement=None,
            sequence=None,
            sha256=paper(f"{account} {day}"),
            currency="CNY",
            opening=fen,
            closing=fen,
            credits=0,
            debits=0,
            lines=0,
            pages=0,
            whole_day=True,
        )
        self.ask(STAFF["C-CASH"], said)

    def given_back(self, account: str, day: date) -> None:
        """What was found on a day to be somebody else's is owed to whoever paid it."""
        self.settle()
        matcher_of(self.system).give_back(account, day)

    def opens_strays(self) -> None:
        """People may look for whose the lines are that name nobody."""
        self.settle()
        open_strays(self.system)

    def seen(self, line: str) -> int:
        """The version of a line."""
        page, _, number = line.partition("#")
        found = self.system.replay.state(StreamId("bankpage", page)).line(int(number))
        assert found is not None, "a line that was booked stays"
        return int(found.version)
