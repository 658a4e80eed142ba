"""Recording a list of somebody outside. What it says is no money: the checks of the day read it."""

from datetime import date

from domain.identifiers import account_code, digest
from domain.kernel import Command, Decision, command
from domain.outside.events import KIND_CODES, OutsideListRecorded
from domain.outside.state import Outside, whose_list


@command("RecordOutsideList", zh="登记外部清单")
class RecordOutsideList(Command):
    """This list came for an account's day; its file is `sha256`.

    It takes the place of an earlier one of its kind, of a guarantor's own only. Fields as in
    OutsideListRecorded.
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


def record(outside: Outside, asked: RecordOutsideList, organisation: str) -> Decision:
    """From who has it to bring. The same file again is nothing new."""
    if outside.file(asked.kind, whose_list(asked.kind, organisation)) == asked.sha256:
        return ()
    return (
        OutsideListRecorded(
            account=asked.account,
            day=asked.day,
            kind=asked.kind,
            organisation=organisation,
            sha256=asked.sha256,
        ),
    )
