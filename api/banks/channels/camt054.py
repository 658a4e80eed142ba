"""camt.054, any version: what a bank notifies → `Notice`s. It never posts: the statement does."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from api.banks.channels.channel import ChannelError
from api.banks.statements.camt import parts
from api.banks.statements.camt_message import NOTIFICATION
from api.banks.statements.format import Line, Statement, StatementError


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One entry that the bank notifies us of: in which notification, of which account."""

    message: str
    account: str
    currency: str
    line: Line


def notices(file: bytes) -> list[Notice]:
    """The entries of a camt.054, in the file's order, also those with a status that is no money.

    Total: any bytes give notices or a ChannelError.
    """
    try:
        return list(_notices(file))
    except StatementError as error:
        raise ChannelError(f"not a notification (camt.054): {error}") from None


def _notices(file: bytes) -> Iterator[Notice]:
    lines: list[Line] = []
    for part in parts(BytesIO(file)):
        if isinstance(part, Line):
            lines.append(part)
            continue
        _refuse_others(part)
        for line in lines:
            yield Notice(
                message=part.identifier or "",
                account=part.account,
                currency=part.currency,
                line=line,
            )
        lines.clear()


def _refuse_others(told: Statement) -> None:
    if told.only_tells != NOTIFICATION.name:
        key = "unread.holds" if told.only_tells else "unread.holds.statement"
        raise StatementError(key, kind=told.only_tells)
