"""Two lots and the money that came in for them, told by commands; what is sealed is a parameter.

What is public is the same however it is told: who is registered, the lots, their equal deposits,
the account and its day, six lines at their times, the deposits' random ids. Everything else of
`Sealed` nobody may know before an opening.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

import pytest

from api.demo.cast import ANNOUNCEMENT, BIDDERS, LOT
from api.wiring import System
from domain.account.open import OpenAccount
from domain.bankday.record import RecordStatement
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.deposit.issue import IssueSubAccount
from domain.desk.match import MatchReceipt
from domain.desk.require import RequireDeposit
from domain.desk.unmatch import UnmatchReceipt
from domain.lot.announce import DefineLot
from domain.lot.compete import OpenBids
from domain.party.enrol import RegisterParty
from ledger.tickets import Refused
from tests.kit.city import move_to

ACCOUNT, CURRENCY, HOLDS = "CNY-DEPOSITS", "CNY", "1001"
DAY = date(2026, 3, 16)
PAGE = f"{ACCOUNT}/{DAY}/1"
FEN = 80_000_000
LOTS = ("E3506000001000001001001", "E3506000001000001001002")
DEPOSITS = tuple(f"P{n:016X}" for n in range(1, 7))
ELSEWHERE = "P00000000000000E1"
"""A deposit of tellings that say so, in place of another."""
IDS = (*DEPOSITS, ELSEWHERE)
"""All that a place of `Sealed.ids` may name."""
NATURAL = "N0123456789ABCDEF"
PARTIES = (*(bidder.party for bidder in BIDDERS), NATURAL)
COMPANY = BIDDERS[0].party
"""The party whose own person, `bidder`, may sign."""
OPENING = "2026-03-17T09:30:00+08:00"


@dataclass(frozen=True)
class Sealed:
    """What one telling keeps secret. A place in a tuple is a deposit; the first four are paid."""

    lots: tuple[int, ...] = (0, 0, 0, 1, 1, 1)
    parties: tuple[int, ...] = (0, 1, 2, 3, 4, 5)
    ids: tuple[int, ...] = (0, 1, 2, 3, 4, 5)
    """Of DEPOSITS; 6 is ELSEWHERE."""
    lines: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
    """Which line is each one's. The fifth's payer is a stranger; the sixth's is not matched."""
    numbers: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
    """Ends of the sub-account numbers."""
    stranger: str = "张三"
    from_elsewhere: bool = False
    """Whether the fifth's payer is no stranger, but pays from an account that is not its basic
    one."""
    alerted: str = "RF-02"
    """The kind of the alerts in `desk_facts`."""
    words: str = "投标保证金"
    """Notes, serials, banks, reasons: whatever the bank and the staff say besides."""
    first_words: str | None = None
    """The same of the first lot's lines, where it differs."""
    payout_reason: str = "账号请再核对"
    """Why a payout is sent back to its maker in `payout_facts`."""
    refused: tuple[tuple[int, int], ...] = ((5, 2), (2, 5))
    """(place, line) of matches that are refused."""
    refused_first: bool = False
    """Whether they are asked for before a line is taken back, or at the end."""
    owing: tuple[tuple[int, int], ...] = ((1, 0), (1, 1), (0, 3), (1, 2))
    """(lot, party) of the deposits in `desk_facts`."""
    turned: bool = False
    """Whether there payments are sent in the other order, and the guarantee precedes its number."""

    def words_of(self, lot: int) -> str:
        """What is said besides of this lot's lines."""
        return self.words if lot or self.first_words is None else self.first_words

    def stranger_of(self, lot: int) -> str:
        """Who pays in another's place for this lot."""
        return self.stranger if lot else "赵六"


def subject(code: int) -> tuple[str, str]:
    """Name and basic account of a party."""
    if code < len(BIDDERS):
        return BIDDERS[code].name, BIDDERS[code].account
    return "李四", "6217000000000006"


def define(system: System) -> None:
    """The account, the lots, the parties: public."""
    move_to(system, "2026-03-02T10:00:00+08:00")
    opened = OpenAccount(
        account=ACCOUNT,
        bank="mock-bank",
        number="6228480402564890",
        currency=CURRENCY,
        holds=HOLDS,
        opening=1_000_00,
        day=DAY,
        statement=None,
    )
    system.ask("cash", opened)
    for lot in LOTS:
        told = {name: getattr(LOT, name) for name in LOT.__slots__}
        system.ask("agency", DefineLot(**{**told, "lot": lot}))
        system.ask("agency", replace(ANNOUNCEMENT, lot=lot))


def enrol(system: System, words: str) -> None:
    """The parties; a natural person's name, and everybody's account, are sealed."""
    for code, party in enumerate(PARTIES):
        name, account = subject(code)
        said = RegisterParty(party=party, name=name, basic_account=account, basic_bank=words)
        system.ask("ops", said)


def require(system: System, sealed: Sealed) -> None:
    """Deposits and their numbers."""
    for place, number in enumerate(sealed.ids):
        party, lot = PARTIES[sealed.parties[place]], LOTS[sealed.lots[place]]
        asked = RequireDeposit(deposit=IDS[number], lot=lot, party=party)
        system.ask("platform", asked)
    for place, number in enumerate(sealed.ids):
        issued = IssueSubAccount(
            deposit=IDS[number],
            sub_account=_number(sealed, place),
            valid_until=date(2026, 6, 1 + sealed.numbers[place]),
        )
        system.ask("platform", issued)


def bank(system: System, sealed: Sealed) -> None:
    """What came in that day, and the statement of it."""
    move_to(system, "2026-03-16T18:00:00+08:00")
    by_line = sorted(range(len(DEPOSITS)), key=lambda place: sealed.lines[place])
    lines = tuple(_line(sealed, place) for place in by_line)
    bring(system, sha256(sealed.words.encode()).hexdigest(), lines, 75, 1_000_00)


def bring(
    system: System, digest: str, lines: Sequence[BankLine], sequence: int, opening: int
) -> None:
    """Lines of the day, and the statement of them in a file of this digest."""
    ins = sum(one.amount for one in lines if one.credit)
    outs = sum(one.amount for one in lines if not one.credit)
    banked = ImportLines(
        account=ACCOUNT,
        holds=HOLDS,
        currency=CURRENCY,
        day=DAY,
        page=1,
        statement=digest,
        lines=tuple(lines),
    )
    system.ask("bank", banked)
    stated = RecordStatement(
        account=ACCOUNT,
        day=DAY,
        statement=f"2026-{sequence}",
        sequence=sequence,
        sha256=digest,
        currency=CURRENCY,
        opening=opening,
        closing=opening + ins - outs,
        credits=ins,
        debits=outs,
        lines=len(lines),
        pages=1,
    )
    system.ask("bank", stated)


def match(system: System, sealed: Sealed) -> None:
    """Four are paid, one of them once more; the fifth by a stranger; some are refused."""
    for place in range(4):
        _match(system, sealed, place, sealed.lines[place])
    if sealed.refused_first:
        _refuse(system, sealed)
    deposit, line = IDS[sealed.ids[3]], f"{PAGE}#{sealed.lines[3]}"
    taken = UnmatchReceipt(line=line, line_seen=2, deposit=deposit, lot=None, reason=sealed.words)
    system.ask("matcher", taken)
    _match(system, sealed, 3, sealed.lines[3], seen=3)
    _match(system, sealed, 4, sealed.lines[4])
    if not sealed.refused_first:
        _refuse(system, sealed)


def matched(system: System, sealed: Sealed, places: Sequence[int]) -> None:
    """These are paid, and nothing else happens."""
    for place in places:
        _match(system, sealed, place, sealed.lines[place])


def _refuse(system: System, sealed: Sealed) -> None:
    for place, number in sealed.refused:
        with pytest.raises(Refused):
            _match(system, sealed, place, number)


def _match(system: System, sealed: Sealed, place: int, number: int, seen: int = 1) -> None:
    deposit = IDS[sealed.ids[place]]
    asked = MatchReceipt(line=f"{PAGE}#{number}", line_seen=seen, deposit=deposit, lot=None)
    system.ask("matcher", asked)


def open_bids(system: System, lot: int, sealed: Sealed) -> None:
    """The opening of a lot, which releases its seals."""
    move_to(system, OPENING)
    system.ask("platform", OpenBids(lot=LOTS[lot], bidders=sealed.lots.count(lot)))


def tell(system: System, sealed: Sealed) -> None:
    """All of it, up to the openings."""
    define(system)
    enrol(system, sealed.words)
    require(system, sealed)
    bank(system, sealed)
    match(system, sealed)


def _number(sealed: Sealed, place: int) -> str:
    return f"6228480402564890{sealed.numbers[place]:04d}"


def _line(sealed: Sealed, place: int) -> BankLine:
    number, words = sealed.lines[place], sealed.words_of(sealed.lots[place])
    name, account = subject(sealed.parties[place])
    if place == 4:
        name = name if sealed.from_elsewhere else sealed.stranger
        account = f"62170000{number:08d}"
    said = Particulars(
        fingerprint=sha256(f"{words} {place}".encode()).hexdigest(),
        payer=name,
        payer_account=account,
        payer_bank=words,
        reference=_number(sealed, place),
        end_to_end=f"{words}-{number}",
        note=words,
        serial=f"{words}/{place}",
    )
    booked = datetime.fromisoformat(f"2026-03-16T10:{number:02d}:00+08:00")
    return BankLine(credit=True, amount=FEN, value_date=DAY, booked_at=booked, particulars=said)


USUAL = Sealed()
"""A telling for tests that do not vary it."""
