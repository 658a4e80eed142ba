"""Import of a statement's lines: the account's terms and the day's pages together."""

from typing import Any

from domain.bankpage.import_lines import ImportLines, import_lines, pages
from domain.desk.books import kept_in
from domain.identifiers import DayId
from domain.kernel import Context, Decider, Decision, Rejected, StreamId


def _touches(asked: ImportLines) -> tuple[StreamId, ...]:
    day = StreamId("bankday", str(DayId(asked.account, asked.day)))
    return (*pages(asked), day, StreamId("account", asked.account))


def decide(states: tuple[Any, ...], asked: ImportLines, _context: Context) -> Decision:
    """Cash moves only on an account the books follow, in its currency, in its cash account.

    A closed day takes no line that it did not have; nor does any day of a file in its quarantine.
    """
    target, *earlier, day, account = states
    if refused := kept_in(account, asked.account, asked.currency):
        return refused
    if asked.holds != account.opened.holds:
        return Rejected("account.other_cash", f"{asked.account} holds {account.opened.holds}")
    if day.keeps_out(asked.statement):
        return Rejected("bankday.in_quarantine", f"file {asked.statement[:8]} lies in quarantine")
    decided = import_lines(target, earlier, asked)
    if decided and day.closed is not None and not isinstance(decided, Rejected):
        return Rejected("bankday.closed", f"{asked.account} {asked.day} is closed")
    return decided


IMPORT_LINES = Decider(handles=ImportLines, touches=_touches, decide=decide)
