"""Recording a list of somebody outside. What it says is no money: the checks of the day read it."""

from datetime import date

from domain.identifiers import DayId, account_code, digest
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.outside.events import KIND_CODES, KINDS, OutsideListRecorded
from domain.outside.state import Outside

_BROUGHT_BY = {code: role for code, _, _, role in KINDS}


@command("RecordOutsideList", zh="登记外部清单")
class RecordOutsideList(Command):
    """This list came for an account's day; its file is `sha256`.

    It takes the place of an earlier one of its kind. Fields as in OutsideListRecorded.
    """

    account: str
    day: date
    kind: str
    sha256: str

    def __post_init__(self) -> None:
        account_code(self.account)
        digest(self.sha256)
        if self.kind not in KIND_CODES:
            raise ValueError(f"kind {self.kind!r}: expected one of {', '.join(KIND_CODES)}")


def record(outside: Outside, asked: RecordOutsideList, context: Context) -> Decision:
    """From who has it to bring. The same file again is nothing new."""
    role = _BROUGHT_BY[asked.kind]
    if not context.holds(role):
        return Rejected("outside.not_theirs", f"a list of {asked.kind} is brought by {role}")
    if outside.file(asked.kind) == asked.sha256:
        return ()
    return (
        OutsideListRecorded(
            account=asked.account,
            day=asked.day,
            kind=asked.kind,
            sha256=asked.sha256,
        ),
    )


def _touches(asked: RecordOutsideList) -> tuple[StreamId, ...]:
    return (StreamId("outside", str(DayId(asked.account, asked.day))),)


RECORD_OUTSIDE_LIST = Decider(handles=RecordOutsideList, touches=_touches, decide=record)
