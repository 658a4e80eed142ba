"""The bank of a scenario: it books lines on our accounts, and tells them in camt.053 files."""

from dataclasses import dataclass, field
from datetime import datetime
from html import escape

from domain.money import written

_TRANSFER_IN, _TRANSFER_OUT = ("PMNT", "RCDT", "ESCT"), ("PMNT", "ICDT", "ESCT")
_RETURNED, _INTEREST = ("PMNT", "RCDT", "RRTN"), ("ACMT", "MCOP", "INTR")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A booked line: `fen` above zero came in. `name`, `account`: the other side.

    `reference`: the number at the bank that it names; `end_to_end`: the payment of ours that it is;
    `returned`: why that came back.
    """

    fen: int
    name: str = ""
    account: str = ""
    reference: str = ""
    end_to_end: str = "NOTPROVIDED"
    interest: bool = False
    returned: str = ""

    @property
    def code(self) -> tuple[str, str, str]:
        """What it is for, in the codes of ISO 20022."""
        if self.interest:
            return _INTEREST
        if self.returned:
            return _RETURNED
        return _TRANSFER_IN if self.fen > 0 else _TRANSFER_OUT


@dataclass(slots=True)
class Bank:
    """One account at the bank: its balance, and how many statements it has sent of it."""

    number: str
    holder: str
    fen: int = 0
    sent: int = field(default=0, init=False)
    lines: int = field(default=0, init=False)

    def statement(self, at: datetime, *entries: Entry) -> bytes:
        """Books them at that instant, and tells of these alone."""
        self.sent += 1
        opening, day = self.fen, at.date().isoformat()
        self.fen += sum(one.fen for one in entries)
        identifier = f"{self.number}-{self.sent}"
        told = "".join(self._entry(at, one) for one in entries)
        span = f"<FrDtTm>{day}T00:00:00+08:00</FrDtTm><ToDtTm>{at.isoformat()}</ToDtTm>"
        balances = _balance("OPBD", opening, day) + _balance("CLBD", self.fen, day)
        document = (
            "<?xml version='1.0' encoding='utf-8'?>"
            '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>'
            f"<GrpHdr><MsgId>{identifier}</MsgId><CreDtTm>{at.isoformat()}</CreDtTm></GrpHdr>"
            f"<Stmt><Id>{identifier}</Id><ElctrncSeqNb>{self.sent}</ElctrncSeqNb>"
            f"<CreDtTm>{at.isoformat()}</CreDtTm><FrToDt>{span}</FrToDt>"
            f"<Acct><Id><Othr><Id>{self.number}</Id></Othr></Id><Ccy>CNY</Ccy>"
            f"<Ownr><Nm>{escape(self.holder)}</Nm></Ownr></Acct>{balances}{told}</Stmt>"
            "</BkToCstmrStmt></Document>"
        )
        return document.encode()

    def _entry(self, at: datetime, one: Entry) -> str:
        self.lines += 1
        way, day = _way(one.fen), at.date().isoformat()
        amount = f'<Amt Ccy="CNY">{written(abs(one.fen), "CNY")}</Amt><CdtDbtInd>{way}</CdtDbtInd>'
        domain, family, sub = one.code
        code = (
            f"<BkTxCd><Domn><Cd>{domain}</Cd><Fmly><Cd>{family}</Cd>"
            f"<SubFmlyCd>{sub}</SubFmlyCd></Fmly></Domn></BkTxCd>"
        )
        return (
            f"<Ntry>{amount}<Sts><Cd>BOOK</Cd></Sts>"
            f"<BookgDt><DtTm>{at.isoformat()}</DtTm></BookgDt><ValDt><Dt>{day}</Dt></ValDt>"
            f"<AcctSvcrRef>{self.number}-L{self.lines}</AcctSvcrRef>{code}"
            f"<NtryDtls><TxDtls><Refs><EndToEndId>{one.end_to_end}</EndToEndId></Refs>{amount}"
            f"{_other_side(one)}{_reference(one)}{_return(one)}</TxDtls></NtryDtls></Ntry>"
        )


def _way(fen: int) -> str:
    return "DBIT" if fen < 0 else "CRDT"


def _balance(code: str, fen: int, day: str) -> str:
    amount = f'<Amt Ccy="CNY">{written(abs(fen), "CNY")}</Amt><CdtDbtInd>{_way(fen)}</CdtDbtInd>'
    kind = f"<Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
    return f"<Bal>{kind}{amount}<Dt><Dt>{day}</Dt></Dt></Bal>"


def _other_side(one: Entry) -> str:
    """Who paid, or was paid: a return keeps the roles of the payment that went out."""
    if not one.account:
        return ""
    role = "Dbtr" if one.fen > 0 and not one.returned else "Cdtr"
    name = f"<{role}><Pty><Nm>{escape(one.name)}</Nm></Pty></{role}>"
    account = f"<{role}Acct><Id><Othr><Id>{one.account}</Id></Othr></Id></{role}Acct>"
    return f"<RltdPties>{name}{account}</RltdPties>"


def _reference(one: Entry) -> str:
    if not one.reference:
        return ""
    return f"<RmtInf><Strd><CdtrRefInf><Ref>{one.reference}</Ref></CdtrRefInf></Strd></RmtInf>"


def _return(one: Entry) -> str:
    return f"<RtrInf><Rsn><Cd>{one.returned}</Cd></Rsn></RtrInf>" if one.returned else ""
