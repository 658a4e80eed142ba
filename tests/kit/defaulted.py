"""A tender at an installation whose winner does not sign: its owner decides of the deposit.

Three companies paid; the first won, and signed nothing. Whose lot it is may look: `owner`.
"""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

from api.appointing import appoint
from api.demo.cast import BIDDERS
from api.wiring import System
from domain.account.open import OpenAccount
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.deposit.issue import IssueSubAccount
from domain.desk.match import MatchReceipt
from domain.desk.require import RequireDeposit
from domain.governance.rule_packs import PublishRulePack
from domain.kernel import Command
from domain.lot.award import AwardLot
from domain.lot.default import RecordDefault
from domain.lot.evaluation import PubliciseCandidates, RecordEvaluation
from domain.party.enrol import RegisterParty
from tests.kit.city import move_to
from tests.kit.tendering import (
    AGENCY,
    DRAWS,
    LOT,
    OPENS,
    OWNER,
    PACK,
    REGISTERED,
    STEPS,
    TEXT,
)
from tests.kit.till import at

ACCOUNT, DAY, FEN = "CNY-DEPOSITS", date(2026, 3, 20), 80_000_000
DEPOSITS = tuple(f"P00000000000000D{n}" for n in range(1, 4))
WINNERS, LOSERS = DEPOSITS[0], DEPOSITS[1]
PEOPLE = {OWNER: "owner", AGENCY: "g"}
ENDS = at(date(2026, 4, 2), 9)
"""When the owner finds that its winner does not sign."""
_OF = tuple(one.party for one in BIDDERS[: len(DEPOSITS)])


def tell(system: System) -> None:
    """Up to before the opening: registered, announced, paid."""
    _people(system)
    for asked, post, when in (*REGISTERED, *STEPS[:2]):
        _do(system, asked, PEOPLE[post], when)
    paid(system, LOT)


def ends(system: System) -> None:
    """Opened, evaluated, awarded; and the winner does not sign."""
    for n, (asked, post, when) in enumerate(STEPS[2:-1], 2):
        _do(system, _among(asked), PEOPLE.get(post, "platform"), when)
        if n == OPENS:
            _do(system, DRAWS, "platform", when)
    default = RecordDefault(lot=LOT, document="弃标函", evidence=TEXT)
    _do(system, default, "owner", ENDS)


def _among(asked: Command) -> Command:
    """The same among these companies."""
    match asked:
        case RecordEvaluation():
            return replace(asked, candidates=_OF, on_paper=_OF)
        case PubliciseCandidates():
            return replace(asked, candidates=_OF)
        case AwardLot():
            return replace(asked, winner=_OF[0])
    return asked


def _do(system: System, asked: Command, person: str, when: Any) -> None:
    if when > system.clock():
        move_to(system, when.isoformat())
    system.ask(person, asked)


def _people(system: System) -> None:
    for post, person in PEOPLE.items():
        appoint(system, person, post.role, post.organisation)
    for n in range(5):
        appoint(system, f"e{n}", "EXPERT", "专家库")
    decided = {"document": "3号", "evidence": TEXT}
    since = system.clock().date()
    system.ask("office", PublishRulePack(since=since, pack=PACK.written, **decided))
    known(system)


def known(system: System) -> None:
    """The companies that bid, and the account that they pay to."""
    for one in BIDDERS[: len(DEPOSITS)]:
        told = {"basic_account": one.account, "basic_bank": "CCB"}
        system.ask("ops", RegisterParty(party=one.party, name=one.name, **told))
    account = OpenAccount(
        account=ACCOUNT,
        bank="mock-bank",
        number="6228480402564890",
        currency="CNY",
        holds="1001",
        opening=0,
        day=DAY,
        statement=None,
    )
    system.ask("cash", account)


def paid(system: System, lot: str) -> None:
    """Each deposit of the lot has its number, its line, and is matched."""
    for deposit, one in zip(DEPOSITS, BIDDERS, strict=False):
        system.ask("platform", RequireDeposit(deposit=deposit, lot=lot, party=one.party))
        told = {"sub_account": f"622848040256{deposit[-2:]}".replace("D", "7")}
        system.ask("bank", IssueSubAccount(deposit=deposit, valid_until=date(2026, 12, 31), **told))
    move_to(system, at(DAY, 10).isoformat())
    lines = tuple(_line(deposit, one) for deposit, one in zip(DEPOSITS, BIDDERS, strict=False))
    banked = {"account": ACCOUNT, "holds": "1001", "currency": "CNY", "day": DAY, "page": 1}
    system.ask("bank", ImportLines(**banked, statement=TEXT, lines=lines))
    for n, deposit in enumerate(DEPOSITS, 1):
        line = f"{ACCOUNT}/{DAY}/1#{n}"
        system.ask("matcher", MatchReceipt(line=line, line_seen=1, deposit=deposit, lot=None))


def _line(deposit: str, one: Any) -> BankLine:
    said = Particulars(
        fingerprint=sha256(deposit.encode()).hexdigest(),
        payer=one.name,
        payer_account=one.account,
        reference=f"622848040256{deposit[-2:]}".replace("D", "7"),
    )
    return BankLine(
        credit=True, amount=FEN, value_date=None, booked_at=at(DAY, 9), particulars=said
    )
