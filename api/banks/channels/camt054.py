"""camt.054, any version: what a bank notifies → `Notice`s. It never posts: the statement does."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from xml.etree.ElementTree import Element

from api.banks.channels.channel import ChannelError
from api.banks.statements.camt_entry import entry_line, text
from api.banks.statements.dates import moment
from api.banks.statements.format import Line, StatementError
from api.banks.statements.fragments import Begun, fragments

_MESSAGE = ("BkToCstmrDbtCdtNtfctn", "BkToCstmrDbtCdtNtfctnV01")
_NOTICE = "Ntfctn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One entry that the bank notifies us of: in which notification, of which account."""

    message: str
    account: str
    currency: str
    line: Line


@dataclass(slots=True)
class _Draft:
    """A notification while it is read."""

    identifier: str = ""
    day: date | None = None
    account: str | None = None


def notices(file: bytes) -> list[Notice]:
    """The entries of a camt.054, in the file's order, also those with a status that is no money.

    Total: any bytes give notices or a ChannelError.
    """
    try:
        return list(_notices(file))
    except StatementError as error:
        raise ChannelError(f"not a notification (camt.054): {error}") from None


def _notices(file: bytes) -> Iterator[Notice]:
    draft, known = _Draft(), False
    for found in fragments(BytesIO(file), _MESSAGE, _NOTICE):
        match found:
            case Begun(name="Ntfctn"):
                draft = _Draft()
            case Begun():
                known = True
            case Element(tag="Ntry"):
                yield _notice(draft, found)
            case Element():
                _take(draft, found)
            case _:
                pass
    if not known:
        raise StatementError(f"the file holds no {_MESSAGE[0]}")


def _take(draft: _Draft, part: Element) -> None:
    match part.tag:
        case "Id":
            draft.identifier = text(part, ".") or ""
        case "CreDtTm":
            told = text(part, ".")
            draft.day = moment(told)[0] if told else None
        case "Acct":
            draft.account = text(part, "Id/IBAN", "Id/Othr/Id")


def _notice(draft: _Draft, entry: Element) -> Notice:
    amount = entry.find("Amt")
    currency = amount.get("Ccy") if amount is not None else None
    if draft.account is None:
        raise StatementError("an entry before its account (Acct/Id/IBAN or Othr/Id)")
    if currency is None:
        raise StatementError("the amount has no currency (Amt, Ccy)")
    line = entry_line(entry, currency, draft.day, lambda *_: None)
    return Notice(message=draft.identifier, account=draft.account, currency=currency, line=line)
