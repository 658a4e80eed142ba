"""A bank's statement file of any length, written to disk line by line (camt.053)."""

from datetime import date
from pathlib import Path

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>'
    "<GrpHdr><MsgId>{day}</MsgId></GrpHdr><Stmt><Id>S{day}</Id>"
    "<Acct><Id><Othr><Id>{number}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>"
)
_BALANCE = (
    "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
    '<Amt Ccy="CNY">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>\n'
)
_ENTRY = (
    '<Ntry><Amt Ccy="CNY">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>'
    "<BookgDt><DtTm>{day}T{clock}+08:00</DtTm></BookgDt><AcctSvcrRef>{serial}</AcctSvcrRef>"
    "<NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>福建省第{n}建设工程有限公司</Nm></Pty></Dbtr>"
    "<DbtrAcct><Id><Othr><Id>3505016100000{n:07}</Id></Othr></Id></DbtrAcct></RltdPties>"
    "<RmtInf><Ustrd>投标保证金</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n"
)


def write(path: Path, number: str, day: date, entries: int, opening_fen: int = 0) -> int:
    """Writes the statement of an account's day; returns the balance it closes at, in fen."""
    closing = opening_fen
    with path.open("w", encoding="utf-8") as out:
        out.write(_HEAD.format(day=day, number=number))
        amounts = [100_000 + n for n in range(entries)]
        closing += sum(amounts)
        for code, fen in (("OPBD", opening_fen), ("CLBD", closing)):
            out.write(_BALANCE.format(code=code, amount=_yuan(fen), day=day))
        for n, fen in enumerate(amounts):
            clock = f"{8 + n // 3_600 % 10:02d}:{n // 60 % 60:02d}:{n % 60:02d}"
            serial = f"{day:%Y%m%d}{n:08d}"
            entry = {"amount": _yuan(fen), "day": day, "clock": clock, "serial": serial, "n": n}
            out.write(_ENTRY.format(**entry))
        out.write("</Stmt></BkToCstmrStmt></Document>\n")
    return closing


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"
