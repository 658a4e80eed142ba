"""Statement files as a bank would write them (camt.053), with just the oddity that a test needs."""

from dataclasses import dataclass
from xml.sax.saxutils import escape

_FILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<Document '
    'xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>'
    "<GrpHdr><MsgId>{message}</MsgId></GrpHdr>{statements}</BkToCstmrStmt></Document>"
)
_STATEMENT = (
    "<Stmt><Id>{identifier}</Id>{sequence}<Acct><Id><Othr><Id>{number}</Id></Othr></Id>"
    "<Ccy>{currency}</Ccy></Acct>{balances}{entries}</Stmt>"
)
_BALANCE = (
    "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
    '<Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd>'
    "<Dt><Dt>{day}</Dt></Dt></Bal>"
)
_ENTRY = (
    '<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd>{reversal}'
    "<Sts>BOOK</Sts>"
    "<BookgDt>{booked}</BookgDt>{serial}{purpose}<NtryDtls><TxDtls><RltdPties>"
    "<Dbtr><Pty><Nm>{payer}</Nm></Pty></Dbtr>"
    "<DbtrAcct><Id><Othr><Id>{payer_account}</Id></Othr></Id></DbtrAcct></RltdPties>"
    "<RmtInf>{note}<Strd><CdtrRefInf><Ref>{reference}</Ref></CdtrRefInf></Strd></RmtInf>"
    "</TxDtls></NtryDtls></Ntry>"
)
_INTEREST = (
    "<BkTxCd><Domn><Cd>ACMT</Cd><Fmly><Cd>MCOP</Cd><SubFmlyCd>INTR</SubFmlyCd></Fmly></Domn>"
    "</BkTxCd>"
)


@dataclass(frozen=True)
class Row:
    """One booked entry; `fen` below zero is a debit. No day: the statement's own."""

    fen: int
    serial: str | None = None
    day: str | None = None
    time: str | None = None
    payer: str = "甲"
    payer_account: str = "1"
    reference: str = ""
    note: str = ""
    reversal: bool = False
    interest: bool = False


def file(*statements: str, message: str = "M1") -> bytes:
    """A file of statements."""
    return _FILE.format(message=message, statements="".join(statements)).encode()


def statement(
    *rows: Row,
    number: str,
    day: str,
    opening: int | None = 0,
    closing: int | None = None,
    currency: str = "CNY",
    identifier: str = "S1",
    sequence: int | None = None,
) -> str:
    """One statement. It closes where its entries lead, unless told; opening None: no balances."""
    balances = ""
    if opening is not None:
        ends = opening + sum(row.fen for row in rows) if closing is None else closing
        balances = "".join(
            _BALANCE.format(
                code=code, currency=currency, amount=_money(fen), way=_way(fen), day=day
            )
            for code, fen in (("OPBD", opening), ("CLBD", ends))
        )
    entries = "".join(_entry(row, day, currency) for row in rows)
    return _STATEMENT.format(
        identifier=identifier,
        sequence=f"<ElctrncSeqNb>{sequence}</ElctrncSeqNb>" if sequence else "",
        number=number,
        currency=currency,
        balances=balances,
        entries=entries,
    )


def _entry(row: Row, day: str, currency: str) -> str:
    on = row.day or day
    booked = f"<DtTm>{on}T{row.time}</DtTm>" if row.time else f"<Dt>{on}</Dt>"
    return _ENTRY.format(
        currency=currency,
        amount=_money(row.fen),
        way=_way(row.fen),
        booked=booked,
        serial=f"<AcctSvcrRef>{row.serial}</AcctSvcrRef>" if row.serial else "",
        purpose=_INTEREST if row.interest else "",
        payer=escape(row.payer),
        payer_account=row.payer_account,
        reference=row.reference,
        reversal="<RvslInd>true</RvslInd>" if row.reversal else "",
        note=f"<Ustrd>{escape(row.note)}</Ustrd>" if row.note else "",
    )


def _money(fen: int) -> str:
    return f"{abs(fen) // 100}.{abs(fen) % 100:02d}"


def _way(fen: int) -> str:
    return "DBIT" if fen < 0 else "CRDT"
