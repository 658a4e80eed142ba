"""Import of a statement's lines: the account's terms and the day's pages together."""

from typing import Any

from domain.bankpage.import_lines import ImportLines, import_lines, pages
from domain.desk.books import kept_in
from domain.kernel import Context, Decider, Decision, Rejected, StreamId


def _touches(asked: ImportLines) -> tuple[StreamId, ...]:
    return (*pages(asked), StreamId("account", asked.account))


def decide(states: tuple[Any, ...], asked: ImportLines, _context: Context) -> Decision:
    """Cash moves only on an account the books follow, in its currency, in its cash account."""
    target, *earlier, account = states
    if refused := kept_in(account, asked.account, asked.currency):
        return refused
    if asked.holds != account.opened.holds:
        return Rejected("account.other_cash", f"{asked.account} holds {account.opened.holds}")
    return import_lines(target, earlier, asked)


IMPORT_LINES = Decider(handles=ImportLines, touches=_touches, decide=decide)
