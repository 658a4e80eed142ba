"""Shapes that lists once had, and how they are read today."""

from datetime import date

from domain.kernel import Event, Former, event, restricted
from domain.outside.events import OutsideListRecorded


@event("OutsideListRecorded", zh="外部清单登记")
class OutsideListRecordedV1(Event):
    """Before a list said whose it is."""

    account: str
    day: date
    kind: str
    sha256: str = restricted()


def _list(old: OutsideListRecordedV1) -> OutsideListRecorded:
    return OutsideListRecorded(
        account=old.account, day=old.day, kind=old.kind, organisation=None, sha256=old.sha256
    )


FORMER = (Former(OutsideListRecordedV1, _list),)
