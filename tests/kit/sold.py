"""Scenarios B and C up to their confirmed prices, over the door of an installation (8.2, 8.3).

Each row is asked for at its time by the one whose row it is, or by the clock's tick.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from api.appointing import appoint
from api.jobs.register import tick
from api.wiring import System
from domain.account.open import OpenAccount
from domain.ascending import Rung
from domain.bankday.record import RecordStatement
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.deposit.issue import IssueSubAccount
from domain.desk.arrange import ArrangeSession
from domain.desk.match import MatchReceipt
from domain.desk.offer import PlaceOffer
from domain.desk.qualify import ConfirmQualification
from domain.desk.require import RequireDeposit
from domain.governance.publish import PublishCalendar
from domain.kernel import StreamId
from domain.lot.announce import AnnounceLot, DefineLot
from domain.money import yuan
from domain.party.enrol import RegisterParty
from ledger.feed import Feed
from tests.kit.city import move_to
from tests.kit.fixture_calendar import FIXTURE

PARCEL, BUILDING = "2026P03", "2026S1"
GRANTOR, SELLER = "grantor", "seller"
ACCOUNT = "CNY-DEPOSITS"
_FILE = "ab" * 32


@dataclass(frozen=True)
class Bidder:
    """Who bids: its party, its deposit's id, the number it drew, its sub-account."""

    party: str
    deposit: str
    number: str

    @property
    def sub_account(self) -> str:
        """Its deposit's number at the bank."""
        return f"62284804025{self.number}"


L1 = Bidder("91350600MA3100001N", "P00000000000000B1", "40712358")
L2 = Bidder("91350600MA3100002R", "P00000000000000B2", "88103924")
L3 = Bidder("91350600MA3100003W", "P00000000000000B3", "02954417")
L4 = Bidder("91350600MA31000040", "P00000000000000B4", "51730026")
P1 = Bidder("91350600MA31000053", "P00000000000000C1", "64209981")
P2 = Bidder("91350600MA31000066", "P00000000000000C2", "17735048")
P3 = Bidder("91350600MA31000079", "P00000000000000C3", "93360512")

B1 = DefineLot(
    lot=PARCEL,
    title="2026P03地块",
    category="LAND",
    region="350600",
    owner=GRANTOR,
    agency=None,
    estimate_fen=yuan("250,000,000.00"),
    deposit_fen=yuan("50,000,000.00"),
    deposit_deadline=datetime.fromisoformat("2026-04-03T17:00:00+08:00"),
    opening_at=datetime.fromisoformat("2026-04-07T10:00:00+08:00"),
    basic_account=False,
)
B_SESSION = ArrangeSession(
    lot=PARCEL,
    session=1,
    protocol="LISTING_THEN_ASCENDING",
    start_fen=yuan("250,000,000.00"),
    steps=(Rung(from_fen=0, step_fen=yuan("2,000,000.00")),),
    listing_from=datetime.fromisoformat("2026-03-27T09:00:00+08:00"),
    free_s=0,
    countdown_s=240,
    reserve_fen=yuan("280,000,000.00"),
)
C1 = replace(
    B1,
    lot=BUILDING,
    title="旧厂房",
    category="STATE_PROPERTY",
    owner=SELLER,
    estimate_fen=yuan("8,000,000.00"),
    deposit_fen=yuan("2,400,000.00"),
    deposit_deadline=datetime.fromisoformat("2026-03-23T17:00:00+08:00"),
    opening_at=datetime.fromisoformat("2026-03-25T09:00:00+08:00"),
)
C_SESSION = replace(
    B_SESSION,
    lot=BUILDING,
    protocol="ASCENDING",
    start_fen=yuan("8,000,000.00"),
    steps=(Rung(from_fen=0, step_fen=yuan("100,000.00")),),
    listing_from=None,
    countdown_s=600,
    reserve_fen=yuan("8,000,000.00"),
)


class Market:
    """An installation where a parcel is listed and a building auctioned."""

    def __init__(self, system: System) -> None:
        self.system = system

    def at(self, instant: str) -> None:
        """It is that time (month, day, hour) of 2026 in Beijing; the clock has not ticked yet."""
        move_to(self.system, f"2026-{instant}+08:00")

    def ticks(self, instant: str) -> None:
        """The clock finds what is due by then, once the projections have read so far."""
        self.at(instant)
        self.system.readers.runner.catch_up()
        tick(self.system)

    def nothing_came(self, instant: str) -> None:
        """Who reconciles says so of this day, before any money has come; then the clock ticks."""
        self.at(instant)
        of: dict[str, Any] = {"account": ACCOUNT, "day": self.system.clock().date()}
        of |= {"statement": None, "sequence": None, "sha256": _FILE, "currency": "CNY"}
        none = dict.fromkeys(("opening", "closing", "credits", "debits", "lines", "pages"), 0)
        told = RecordStatement(whole_day=True, **of, **none)
        self.system.ask("cash", told)
        self.ticks(instant)

    def opens(self) -> None:
        """Who works here, the calendar, the account, the parties."""
        ask = self.system.ask
        for person in (GRANTOR, SELLER):
            appoint(self.system, person, "OWNER", person)
        (year,) = FIXTURE.years
        days = {"holidays": tuple(sorted(year.holidays)), "workdays": tuple(year.workdays)}
        ask("office", PublishCalendar(year=2026, **days))
        opened = OpenAccount(
            account=ACCOUNT,
            bank="mock-bank",
            number="6228480402564890",
            currency="CNY",
            holds="1001",
            opening=0,
            day=date(2026, 3, 2),
            statement=None,
        )
        ask("cash", opened)
        for one in (L1, L2, L3, L4, P1, P2, P3):
            facts = {"basic_account": f"35050{one.number}", "basic_bank": "CCB"}
            ask("ops", RegisterParty(party=one.party, name=f"公司{one.number}", **facts))

    def announces(self, owner: str, lot: DefineLot, session: ArrangeSession, day: str) -> None:
        """A lot is defined and its session arranged, an hour later both are announced."""
        self.at(f"{day}T09:00:00")
        self.system.ask(owner, lot)
        self.system.ask(owner, session)
        self.at(f"{day}T10:00:00")
        self.system.ask(owner, AnnounceLot(lot=lot.lot, media=("中国土地市场网",), text=_FILE))

    def applies(self, who: Bidder, lot: str) -> None:
        """A deposit is asked for, and gets its number at the bank."""
        asked = RequireDeposit(deposit=who.deposit, lot=lot, party=who.party)
        self.system.ask("platform", asked)
        told = {"sub_account": who.sub_account, "valid_until": date(2026, 12, 31)}
        self.system.ask("bank", IssueSubAccount(deposit=who.deposit, **told))

    def pays(self, who: Bidder, amount: str, instant: str) -> None:
        """Its money is booked then, and matched."""
        self.at(instant)
        booked = self.system.clock()
        page = f"{ACCOUNT}/{booked.date()}/1"
        said = Particulars(
            fingerprint=sha256(f"{who.party} {instant}".encode()).hexdigest(),
            payer=f"公司{who.number}",
            payer_account=f"35050{who.number}",
            reference=who.sub_account,
        )
        line = BankLine(
            credit=True, amount=yuan(amount), value_date=None, booked_at=booked, particulars=said
        )
        banked = ImportLines(
            account=ACCOUNT,
            holds="1001",
            currency="CNY",
            day=booked.date(),
            page=1,
            statement=_FILE,
            lines=(line,),
        )
        self.system.ask("bank", banked)
        number = self._lines_of(page)
        asked = MatchReceipt(line=f"{page}#{number}", line_seen=1, deposit=who.deposit, lot=None)
        self.system.ask("matcher", asked)

    def _lines_of(self, page: str) -> int:
        return len(self.system.replay.state(StreamId("bankpage", page)).lines)

    def qualifies(self, who: Bidder, lot: str) -> None:
        """It is told its number."""
        facts = {"lot": lot, "party": who.party, "number": who.number}
        self.system.ask("platform", ConfirmQualification(participation=who.deposit, **facts))

    def offers(self, who: Bidder, lot: str, amount: str, instant: str) -> None:
        """It offers so much, at the door at that instant."""
        self.at(instant)
        facts = {"lot": lot, "session": 1, "amount_fen": yuan(amount)}
        asked = PlaceOffer(participation=who.deposit, party=who.party, **facts)
        self.system.ask("platform", asked)

    def told(self, *kinds: str) -> list[Any]:
        """What was said in streams of these kinds, as whoever holds no key may read it."""
        feed = Feed(self.system.log, self.system.store, self.system.readers.waker)
        return [one for one in feed.read(0, 100_000) if one.stream.kind in kinds]
