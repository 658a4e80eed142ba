"""A camt.053 of any length, written while it is read: deposits that came, as a bank has them."""

from collections.abc import Iterator

BLOCK = 1_000
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><Document '
    'xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>'
    "<GrpHdr><MsgId>M1</MsgId></GrpHdr><Stmt><Id>S1</Id><Acct><Id><IBAN>CN01</IBAN></Id>"
    "<Ccy>CNY</Ccy></Acct>{opening}{closing}"
)
_BALANCE = (
    '<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">{yuan}.00</Amt>'
    "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-16</Dt></Dt></Bal>"
)
_TAIL = "</Stmt></BkToCstmrStmt></Document>"
_ENTRY = (
    '<Ntry><Amt Ccy="CNY">{yuan}.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
    "<BookgDt><Dt>2026-03-16</Dt></BookgDt><ValDt><Dt>2026-03-16</Dt></ValDt>"
    "<AcctSvcrRef>MB-{n:06}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd>"
    "<SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls><Refs>"
    '<EndToEndId>BZJ-{n:06}</EndToEndId></Refs><Amt Ccy="CNY">{yuan}.00</Amt>'
    "<CdtDbtInd>CRDT</CdtDbtInd><RltdPties><Dbtr><Pty><Nm>某某第{n}建设有限公司</Nm></Pty></Dbtr>"
    "<DbtrAcct><Id><IBAN>CN05110001000006{n:04}</IBAN></Id></DbtrAcct></RltdPties><RltdAgts>"
    "<DbtrAgt><FinInstnId><BICFI>BKCHCNBJ</BICFI></FinInstnId></DbtrAgt></RltdAgts><RmtInf>"
    "<Ustrd>道路工程施工一标段投标保证金</Ustrd><Strd><CdtrRefInf><Ref>6228000100{n:06}</Ref>"
    "</CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry>"
)


class Written:
    """A source of bytes, as a file is one: of so many blocks, one after another."""

    def __init__(self, blocks: int) -> None:
        entries = "".join(_ENTRY.format(n=n, yuan=10_000 + n) for n in range(BLOCK)).encode()
        came = blocks * sum(10_000 + n for n in range(BLOCK))
        opening = _BALANCE.format(code="OPBD", yuan=0)
        closing = _BALANCE.format(code="CLBD", yuan=came)
        head = _HEAD.format(opening=opening, closing=closing).encode()
        self._pieces = self._cut((head, *[entries] * blocks, _TAIL.encode()))
        self._size = 0

    def read(self, size: int = 65_536, /) -> bytes:
        """The next bytes, at most so many."""
        self._size = size
        return next(self._pieces, b"")

    def _cut(self, parts: tuple[bytes, ...]) -> Iterator[bytes]:
        for part in parts:
            at = 0
            while at < len(part):
                yield part[at : (at := at + self._size)]
