"""A list of somebody outside is recorded: its account's terms say which bank may bring one."""

from collections.abc import Iterable

from domain.account.state import BankAccount
from domain.identifiers import DayId
from domain.kernel import Context, Decider, Decision, Post, Rejected, StreamId
from domain.outside.events import KINDS, OF_EACH
from domain.outside.record import RecordOutsideList, record
from domain.outside.state import Outside

_BROUGHT_BY = {code: role for code, _, _, role in KINDS}


def whose(kind: str, account: BankAccount, posts: Iterable[Post]) -> tuple[str, ...]:
    """Of which organisations a holder of these posts may bring an account's list of a kind."""
    its = sorted({post.organisation for post in posts if post.role == _BROUGHT_BY[kind]})
    if _BROUGHT_BY[kind] != "BANK":
        return tuple(its)
    return tuple(one for one in its if account.opened and one == account.opened.bank)


def decide(
    states: tuple[Outside, BankAccount], asked: RecordOutsideList, context: Context
) -> Decision:
    """Of an account's bank, of a guarantor for itself, of the centre."""
    outside, account = states
    role = _BROUGHT_BY[asked.kind]
    its = whose(asked.kind, account, context.posts)
    if not its and role == "BANK" and context.holds(role):
        other = f"you do not bring lists of the bank of {asked.account}"
        return Rejected("outside.other_bank", other)
    if not its:
        return Rejected("outside.not_theirs", f"a list of {asked.kind} is brought by {role}")
    if asked.kind in OF_EACH and len(its) > 1:
        return Rejected("outside.whose", f"you act for {', '.join(its)}: whose list is it?")
    return record(outside, asked, its[0])


def _touches(asked: RecordOutsideList) -> tuple[StreamId, ...]:
    day = DayId(asked.account, asked.day)
    return (StreamId("outside", str(day)), StreamId("account", asked.account))


RECORD_OUTSIDE_LIST = Decider(handles=RecordOutsideList, touches=_touches, decide=decide)
