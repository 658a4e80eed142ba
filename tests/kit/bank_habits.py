"""Statement files as banks' habits make them: versions, gaps, batches, reversals, twins."""

from dataclasses import dataclass

from hypothesis import strategies as st

DAY = "2026-03-16"


@dataclass(frozen=True)
class Habit:
    """What a bank does throughout a file."""

    version: int
    namespace: bool
    status: bool  # whether it states that an entry is booked
    dated: bool  # whether it states an entry's date
    coded: bool  # whether a status is <Cd>, as since version 4


@dataclass(frozen=True)
class Told:
    """One entry of an account's day; `fen` below zero is a debit. Twins are equal in all."""

    fen: int
    serial: str | None
    payer: str
    status: str
    reversal: bool
    batch: int  # so many details; they add up, or miss by a fen
    off: bool

    @property
    def shares(self) -> list[int]:
        """What its details say, in fen."""
        first = self.fen - (self.batch - 1) + self.off
        return [first, *[1] * (self.batch - 1)]

    @property
    def payments(self) -> list[int]:
        """The lines that it is, in fen: itself, or the payments of a batch that adds up."""
        alike = all(share * self.fen > 0 for share in self.shares)
        return self.shares if self.batch > 1 and alike and not self.off else [self.fen]


habits = st.builds(
    Habit, st.integers(1, 13), st.booleans(), st.booleans(), st.booleans(), st.booleans()
)


@st.composite
def days(draw: st.DrawFn) -> list[Told]:
    """The entries of one day, in the bank's order; some without a number, some twice."""
    entry = st.builds(
        Told,
        fen=st.integers(-300, 300).filter(bool),
        serial=st.none(),
        payer=st.sampled_from(("甲", "乙 & 丙")),
        status=st.sampled_from(("BOOK", "BOOK", "BOOK", "PDNG", "INFO")),
        reversal=st.booleans(),
        batch=st.integers(0, 3),
        off=st.booleans(),
    )
    found = draw(st.lists(entry, max_size=8))
    again = draw(st.lists(st.sampled_from(found), max_size=4)) if found else []
    numbered = draw(st.booleans())
    every = [*found, *again]
    if not numbered:
        return every
    return [Told(**{**one.__dict__, "serial": f"B{n}"}) for n, one in enumerate(every)]


def booked(entries: list[Told]) -> int:
    """What they change, in fen."""
    return sum(one.fen for one in entries if one.status == "BOOK")


def file(habit: Habit, *statements: tuple[list[Told], int, int | None]) -> bytes:
    """Statements of one account: their entries, opening, and closing (None: none is stated)."""
    space = f' xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{habit.version:02}"'
    message = "BkToCstmrStmtV01" if habit.version == 1 else "BkToCstmrStmt"
    inner = "".join(_statement(habit, n, *one) for n, one in enumerate(statements))
    root = f"<Document{space if habit.namespace else ''}>"
    return f"{root}<{message}>{inner}</{message}></Document>".encode()


def _statement(
    habit: Habit, number: int, entries: list[Told], opening: int, closing: int | None
) -> str:
    bounds = [("OPBD", opening)] + ([] if closing is None else [("CLBD", closing)])
    balances = "".join(
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{_money(fen)}"
        f"<Dt><Dt>{DAY}</Dt></Dt></Bal>"
        for code, fen in bounds
    )
    inner = "".join(_entry(habit, one) for one in entries)
    account = "<Acct><Id><Othr><Id>6228</Id></Othr></Id><Ccy>CNY</Ccy></Acct>"
    return f"<Stmt><Id>S{number}</Id>{account}{balances}{inner}</Stmt>"


def _entry(habit: Habit, one: Told) -> str:
    status = f"<Cd>{one.status}</Cd>" if habit.coded else one.status
    told = habit.status or one.status != "BOOK"
    parts = (
        _money(one.fen),
        "<RvslInd>true</RvslInd>" if one.reversal else "",
        f"<Sts>{status}</Sts>" if told else "",
        f"<BookgDt><Dt>{DAY}</Dt></BookgDt>" if habit.dated else "",
        f"<AcctSvcrRef>{one.serial}</AcctSvcrRef>" if one.serial else "",
        _details(habit, one),
    )
    return f"<Ntry>{''.join(parts)}</Ntry>"


def _details(habit: Habit, one: Told) -> str:
    if not one.batch:
        return ""
    name = f"<Nm>{one.payer.replace('&', '&amp;')}</Nm>"
    name = f"<Pty>{name}</Pty>" if habit.version > 7 else name
    parties = f"<RltdPties><Dbtr>{name}</Dbtr></RltdPties>"
    listed = "".join(f"<TxDtls>{_money(fen)}{parties}</TxDtls>" for fen in one.shares)
    return listed if habit.version == 1 else f"<NtryDtls>{listed}</NtryDtls>"


def _money(fen: int) -> str:
    way = "DBIT" if fen < 0 else "CRDT"
    yuan = f"{abs(fen) // 100}.{abs(fen) % 100:02}"
    return f'<Amt Ccy="CNY">{yuan}</Amt><CdtDbtInd>{way}</CdtDbtInd>'
