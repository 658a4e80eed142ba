"""What a disturbed installation lives through: one lot, its bidders, days of statements.

The same seed makes the same plan, to the byte; nothing of it is real.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from xml.sax.saxutils import escape

from domain.lot.announce import DefineLot
from domain.money import show

ACCOUNT = "CNY-DEPOSITS"
NUMBER = "6228480402564890"
FIRST_DAY = date(2026, 3, 16)
DEPOSIT_FEN = 80_000_00
LARGE_DAY = 510
"""Lines of the largest day: more than one page holds."""

LOT = DefineLot(
    lot="E3506000001000001001001",
    title="第一标段",
    category="CONSTRUCTION",
    region="350600",
    owner="owner",
    agency="agency",
    deposit_fen=DEPOSIT_FEN,
    deposit_deadline=datetime.fromisoformat("2026-03-31T17:00:00+08:00"),
    opening_at=datetime.fromisoformat("2026-04-01T09:00:00+08:00"),
    basic_account=False,
)

_FILE = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>'
    "<Id>{name}</Id><Acct><Id><Othr><Id>{number}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>"
    "{opening}{closing}{entries}</Stmt></BkToCstmrStmt></Document>"
)
_BALANCE = (
    "<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy='CNY'>{amount}</Amt>"
    "<CdtDbtInd>{way}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>"
)
_ENTRY = (
    "<Ntry><Amt Ccy='CNY'>{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd><Sts>BOOK</Sts>"
    "<BookgDt><Dt>{day}</Dt></BookgDt>{serial}<NtryDtls><TxDtls><RltdPties><{side}><Pty>"
    "<Nm>{name}</Nm></Pty></{side}></RltdPties>{reference}</TxDtls></NtryDtls></Ntry>"
)
_REFERENCE = "<RmtInf><Strd><CdtrRefInf><Ref>{}</Ref></CdtrRefInf></Strd></RmtInf>"


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


def plan(seed: int, *, bidders: int = 24, days: int = 4) -> Plan:
    """Some of the bidders pay each day, one of them under a wrong name; the rest is noise."""
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
    balance, told = 0, []
    for number in range(days):
        day = FIRST_DAY + timedelta(days=number)
        lines = [_deposit(rng, one, day, wrong=one is who[-1]) for one in who[number::days]]
        wanted = LARGE_DAY if number == 0 else rng.randint(40, 80)
        lines += [_noise(rng, day) for _ in range(wanted - len(lines))]
        lines += lines[-1:]  # equal twins: both are money
        rng.shuffle(lines)
        closing = balance + sum(amount for amount, _ in lines)
        told.append(Day(day, _statement(day, balance, closing, [entry for _, entry in lines])))
        balance = closing
    return Plan(who, tuple(told))


def _deposit(rng: Random, bidder: Bidder, day: date, *, wrong: bool) -> tuple[int, str]:
    payer = "他人" if wrong else bidder.name
    return _entry(rng, day, DEPOSIT_FEN, payer, bidder.sub_account)


def _noise(rng: Random, day: date) -> tuple[int, str]:
    amount = rng.randint(1, 9_999_99) * rng.choice((1, 1, -1))
    reference = rng.choice((None, None, f"{rng.randrange(10**12):012d}", "货款 & <杂项>"))
    return _entry(rng, day, amount, f"往来户{rng.randrange(50)}", reference)


def _entry(
    rng: Random, day: date, amount: int, name: str, reference: str | None
) -> tuple[int, str]:
    serial = f"<AcctSvcrRef>S{rng.randrange(10**15)}</AcctSvcrRef>"
    entry = _ENTRY.format(
        amount=_plain(amount),
        way="CRDT" if amount > 0 else "DBIT",
        day=day,
        serial=serial if rng.random() < 0.8 else "",
        side="Dbtr" if amount > 0 else "Cdtr",
        name=escape(name),
        reference=_REFERENCE.format(escape(reference)) if reference else "",
    )
    return amount, entry


def _statement(day: date, opening: int, closing: int, entries: list[str]) -> bytes:
    return _FILE.format(
        name=f"{NUMBER}-{day}",
        number=NUMBER,
        opening=_balance("OPBD", day, opening),
        closing=_balance("CLBD", day, closing),
        entries="".join(entries),
    ).encode()


def _balance(kind: str, day: date, amount: int) -> str:
    way = "CRDT" if amount >= 0 else "DBIT"
    return _BALANCE.format(kind=kind, amount=_plain(amount), way=way, day=day)


def _plain(fen: int) -> str:
    return show(abs(fen)).replace(",", "")
