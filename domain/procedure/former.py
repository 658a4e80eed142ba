"""The shape that procedures once had, and how it is read today."""

from domain.kernel import Event, Former, event
from domain.procedure.events import ProcedureRegistered


@event("ProcedureRegistered", zh="招标项目(采购项目)登记")
class ProcedureRegisteredV1(Event):
    """Before a procedure said by which rules it was registered."""

    procedure: str
    project: str
    title: str
    category: str
    method: str
    protocol: str
    owner: str
    agency: str | None
    region: str
    validity_days: int


def _today(old: ProcedureRegisteredV1) -> ProcedureRegistered:
    return ProcedureRegistered(
        procedure=old.procedure,
        project=old.project,
        title=old.title,
        category=old.category,
        method=old.method,
        protocol=old.protocol,
        owner=old.owner,
        agency=old.agency,
        region=old.region,
        validity_days=old.validity_days,
        pack=0,
    )


FORMER = (Former(ProcedureRegisteredV1, _today),)
