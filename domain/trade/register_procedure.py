"""Registering how a project is traded: by the rules that are in force for its kind."""

from domain.calendar import beijing_day
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.mandates import Scope, written
from domain.permissions import acts_for
from domain.procedure.events import ProcedureRegistered
from domain.procedure.state import Procedure
from domain.project.events import ProjectRegistered
from domain.project.state import Project
from domain.trade_codes import procedure_code, project_code


@command("RegisterProcedure", zh="登记招标项目")
class RegisterProcedure(Command):
    """Register a procedure of a project, by its owner or an agency that the owner charged.

    Fields as in ProcedureRegistered; owner and region are the project's.
    """

    procedure: str
    project: str
    title: str
    category: str
    method: str
    protocol: str
    agency: str | None
    validity_days: int

    def __post_init__(self) -> None:
        procedure_code(self.procedure)
        project_code(self.project)
        for name in ("title", "method"):
            if not getattr(self, name).strip():
                raise ValueError(f"{name}: expected what it is")
        if self.validity_days < 0:
            raise ValueError(f"validity_days {self.validity_days}: expected zero (none) or more")


def register(
    states: tuple[Procedure, Project], asked: RegisterProcedure, context: Context
) -> Decision:
    """Once, in a kind of trade for which rules are published, by a method that they know."""
    procedure, project = states
    known = project.registered
    if known is None:
        return Rejected("project.unknown", f"nobody registered {asked.project}")
    if refused := _not_theirs(known, asked, context):
        return refused
    pack = context.law.pack_on(asked.category, beijing_day(context.received_at))
    if pack is None:
        return Rejected("category.no_pack", f"no rules of {asked.category} are in force today")
    method = pack.category.method(asked.method, asked.protocol)
    if method is None:
        detail = f"{asked.category} is traded by {pack.category.traded_by}"
        return Rejected("procedure.other_method", detail)
    if method.elsewhere:
        detail = f"{method}: a market of others trades so, and its trades are imported"
        return Rejected("procedure.elsewhere", detail)
    registered = ProcedureRegistered(
        procedure=asked.procedure,
        project=asked.project,
        title=asked.title,
        category=asked.category,
        method=asked.method,
        protocol=asked.protocol,
        owner=known.owner,
        agency=asked.agency,
        region=known.region,
        validity_days=asked.validity_days,
        pack=procedure.registered.pack if procedure.registered else pack.version,
    )
    if procedure.registered is None:
        return (registered,)
    if procedure.registered == registered:
        return ()
    return Rejected("procedure.already_registered", f"{asked.procedure} is registered otherwise")


def _not_theirs(
    known: ProjectRegistered, asked: RegisterProcedure, context: Context
) -> Rejected | None:
    """Why who asks may not: neither the owner nor the agency, or an agency nobody charged."""
    agency, owner, at = asked.agency, acts_for(context, "OWNER", known.owner), context.received_at
    law, of = context.law.mandates, (Scope.PROJECT, known.project)
    mandate = written(law, known.owner, agency, of) if agency is not None else None
    if agency is not None and mandate is None and agency not in known.agencies:
        return Rejected("procedure.no_mandate", f"{known.owner} did not charge {agency}")
    if not owner and (agency is None or not acts_for(context, "AGENCY", agency)):
        return Rejected("project.not_yours", f"{asked.project} belongs to {known.owner}")
    if mandate is not None and not (mandate.stands(at) if owner else mandate.lets(context.act, at)):
        detail = f"{known.owner} lets {agency} register nothing of {known.project} at this time"
        return Rejected("mandate.outside", detail)
    return None


REGISTER_PROCEDURE = Decider(
    handles=RegisterProcedure,
    touches=lambda asked: (
        StreamId("procedure", asked.procedure),
        StreamId("project", asked.project),
    ),
    decide=register,
)
