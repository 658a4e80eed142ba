"""A list of somebody outside is recorded: its account's terms say which bank may bring one."""

from domain.account.state import BankAccount
from domain.identifiers import DayId
from domain.kernel import Context, Decider, Decision, Rejected, StreamId
from domain.outside.events import KINDS, OF_EACH
from domain.outside.record import RecordOutsideList, record
from domain.outside.state import Outside
from domain.permissions import acts_for

_BROUGHT_BY = {code: role for code, _, _, role in KINDS}


def decide(
    states: tuple[Outside, BankAccount], asked: RecordOutsideList, context: Context
) -> Decision:
    """Of an account's bank, of a guarantor for itself, of the centre."""
    outside, account = states
    role = _BROUGHT_BY[asked.kind]
    its = sorted({post.organisation for post in context.posts if post.role == role})
    if not its:
        return Rejected("outside.not_theirs", f"a list of {asked.kind} is brought by {role}")
    if role == "BANK":
        if account.opened is None or not acts_for(context, role, account.opened.bank):
            other = f"you do not bring lists of the bank of {asked.account}"
            return Rejected("outside.other_bank", other)
        its = [account.opened.bank]
    if asked.kind in OF_EACH and len(its) > 1:
        return Rejected("outside.whose", f"you act for {', '.join(its)}: whose list is it?")
    return record(outside, asked, its[0])


def _touches(asked: RecordOutsideList) -> tuple[StreamId, ...]:
    day = DayId(asked.account, asked.day)
    return (StreamId("outside", str(day)), StreamId("account", asked.account))


RECORD_OUTSIDE_LIST = Decider(handles=RecordOutsideList, touches=_touches, decide=decide)
