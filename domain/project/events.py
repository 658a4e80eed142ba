"""Facts of a project; all public."""

from domain.kernel import Event, event


@event("ProjectRegistered", zh="项目登记")
class ProjectRegistered(Event):
    """A project that will be traded: whose it is, where it lies, by which approval.

    `region` is where it lies (GB/T 2260), which says who supervises it; `agencies` are those that
    its owner charged to act for it; `approval` is the approving document's reference, `evidence`
    its SHA-256.
    """

    project: str
    title: str
    owner: str
    region: str
    agencies: tuple[str, ...]
    approval: str
    evidence: str


type ProjectEvent = ProjectRegistered
