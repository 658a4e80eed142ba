"""camt.053, any version: the bank-to-customer statement of ISO 20022."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from api.banks.statements.camt_statement import Draft
from api.banks.statements.format import (
    Line,
    Source,
    Statement,
    StatementError,
    StatementFormat,
)
from api.banks.statements.fragments import Begun, Ended, fragments

_STATEMENT = "BkToCstmrStmt"
_REPORT = "camt.052, a report within the day; what it shows is posted by the camt.053"
_NOTICE = "camt.054, a notification; it never posts, the camt.053 does"
_OTHERS = {
    "BkToCstmrAcctRpt": _REPORT,
    "BkToCstmrAcctRptV01": _REPORT,
    "BkToCstmrDbtCdtNtfctn": _NOTICE,
    "BkToCstmrDbtCdtNtfctnV01": _NOTICE,
}


def recognises(head: bytes) -> bool:
    """Whether these first bytes are XML that speaks of a camt.05x message."""
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head[:4]
    plain = head.replace(b"\0", b"") if wide else head
    start = plain.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith(b"<") and (b"BkToCstmr" in plain or b"camt.05" in plain)


def parts(source: Source) -> Iterator[Line | Statement]:
    """The lines of each statement in the file's order, then the `Statement` that closes them."""
    namespace: str | None = None
    draft: Draft | None = None
    count = 0
    for found in fragments(source, (_STATEMENT, *_OTHERS), "Stmt"):
        match found:
            case Begun(name=name) if name in _OTHERS:
                raise StatementError(f"not a statement: {_OTHERS[name]}")
            case Begun(name="Stmt") if namespace is not None:
                count += 1
                draft = Draft(count, namespace)
            case Begun(name="BkToCstmrStmt", namespace=namespace):
                pass
            case Ended(name="Stmt") if draft is not None:
                yield draft.closed()
                draft = None
            case Element() if draft is not None:
                line = draft.take(found)
                if line is not None:
                    yield line
            case _:
                pass
    if not count:
        raise StatementError(f"the file holds no statement ({_STATEMENT}/Stmt) of camt.053")


CAMT_053 = StatementFormat("camt.053", recognises, parts)
