"""Facts of a procedure; all public."""

from domain.kernel import Event, event


@event("ProcedureRegistered", version=2, zh="招标项目(采购项目)登记")
class ProcedureRegistered(Event):
    """How a project, or a part of it, is traded: its kind, its method, who carries it out.

    `owner` and `region` are the project's; `agency` acts for the owner, None where it does itself.
    `protocol` is how they compete (REFERENCE 2.4), `validity_days` how long bids bind (calendar
    days; 0 where none are made). `pack`: the version of the rules by which it was registered; 0 in
    old facts, which do not say it.
    """

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
    pack: int = 0


type ProcedureEvent = ProcedureRegistered
