"""camt.052, camt.053 and camt.054, any version: what a bank tells its customer by ISO 20022."""

from collections.abc import Iterator
from dataclasses import replace

from api.banks.statements.camt_message import MESSAGES
from api.banks.statements.camt_statement import ENTRY, Draft
from api.banks.statements.format import (
    Line,
    Source,
    Statement,
    StatementError,
    StatementFormat,
)
from api.banks.statements.fragments import Begun, Ended, fragments
from api.banks.statements.schemas import Following

_BY_CONTAINER = {name: message for message in MESSAGES for name in message.containers}
_HOLDERS = tuple(message.holder for message in MESSAGES)


def recognises(head: bytes) -> bool:
    """Whether these first bytes are XML that speaks of a camt.05x message."""
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head[:4]
    plain = head.replace(b"\0", b"") if wide else head
    start = plain.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith(b"<") and (b"BkToCstmr" in plain or b"camt.05" in plain)


def parts(source: Source) -> Iterator[Line | Statement]:
    """The lines of each statement in the file's order, then the `Statement` that closes them.

    Which message it is, its container says; a namespace that says otherwise is warned of, and so
    is a message that does not follow its schema, where there is one (`schemas`).
    """
    draft: Draft | None = None
    count = 0
    following = Following(source)
    for found in fragments(following, _BY_CONTAINER, _HOLDERS, ENTRY):
        match found:
            case Begun():
                count += 1
                draft = _begun(count, found)
            case Ended():
                assert draft is not None
                if (wrong := following.told()) is not None:
                    draft.remarks.note("schema", wrong)
                yield replace(draft.closed(), schema=following.schema)
            case _:
                assert draft is not None
                yield from draft.take(found)
    if not count:
        places = ", ".join(f"{message.within}/{message.holder}" for message in MESSAGES)
        raise StatementError("unread.camt.none", places=places)


def _begun(number: int, found: Begun) -> Draft:
    message = _BY_CONTAINER[found.within]
    if found.holder != message.holder:
        raise StatementError(
            "unread.camt.holder", found=found.holder, within=found.within, right=message.holder
        )
    return Draft(number, message, found.namespace)


CAMT = StatementFormat("camt.053", recognises, parts)
