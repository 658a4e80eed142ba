"""Registering a project: nothing can be announced that is not registered (交易登记制度)."""

from domain.calendar import beijing_day
from domain.identifiers import digest
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.permissions import acts_for
from domain.project.events import ProjectRegistered
from domain.project.state import Project
from domain.regions import unknown_on
from domain.trade_codes import project_code


@command("RegisterProject", zh="登记项目")
class RegisterProject(Command):
    """Register a project, by its owner; fields as in ProjectRegistered."""

    project: str
    title: str
    owner: str
    region: str
    agencies: tuple[str, ...]
    approval: str
    evidence: str

    def __post_init__(self) -> None:
        project_code(self.project)
        digest(self.evidence)
        for name in ("title", "owner", "region", "approval"):
            if not getattr(self, name).strip():
                raise ValueError(f"{name}: expected what it is")
        if self.owner in self.agencies:
            raise ValueError(f"agencies: {self.owner} owns the project")


def register(project: Project, asked: RegisterProject, context: Context) -> Decision:
    """Once; the same again changes nothing."""
    if not acts_for(context, "OWNER", asked.owner):
        return Rejected("project.not_yours", f"{asked.project} is to belong to {asked.owner}")
    registered = ProjectRegistered(
        project=asked.project,
        title=asked.title,
        owner=asked.owner,
        region=asked.region,
        agencies=asked.agencies,
        approval=asked.approval,
        evidence=asked.evidence,
    )
    if project.registered is None:
        return unknown_on(asked.region, beijing_day(context.received_at)) or (registered,)
    if project.registered == registered:
        return ()
    return Rejected("project.already_registered", f"{asked.project} is registered otherwise")


REGISTER_PROJECT = Decider(
    handles=RegisterProject,
    touches=lambda asked: (StreamId("project", asked.project),),
    decide=register,
)
