"""Projects and procedures as they were registered."""

from domain.governance.mandated import MandateGranted, MandateRevoked
from domain.governance.publish import LAW
from domain.kernel import StreamId
from domain.lot.events import BidOpened
from domain.mandates import Scope
from domain.procedure.events import ProcedureRegistered
from domain.project.events import ProjectRegistered
from projections.projection import Put
from projections.projects import MANDATES, PROCEDURES, PROJECTS, project
from tests.kit.story import NOON
from tests.projections.kit import recorded

REGISTERED = ProjectRegistered(
    project="A35060000000100",
    title="市政道路工程",
    owner="住建局",
    region="350602",
    agencies=("甲代理",),
    approval="漳发改〔2026〕1号",
    evidence="ab" * 32,
)
PROCEDURE = ProcedureRegistered(
    procedure="A35060000000100101",
    project="A35060000000100",
    title="市政道路工程施工",
    category="CONSTRUCTION",
    method="公开招标",
    protocol="SEALED_SCORED",
    owner="住建局",
    agency="甲代理",
    region="350602",
    validity_days=90,
)


def test_a_project_is_told_with_its_approval_and_when_it_was_registered():
    told = recorded(REGISTERED, StreamId("project", REGISTERED.project))
    assert list(project(told)) == [
        Put(
            PROJECTS,
            ("A35060000000100",),
            {
                "title": "市政道路工程",
                "owner": "住建局",
                "region": "350602",
                "approval": "漳发改〔2026〕1号",
                "agencies": ["甲代理"],
                "registered_at": told.body.occurred_at,
            },
        )
    ]


def test_a_procedure_says_whose_it_is_and_how_it_is_traded():
    told = recorded(PROCEDURE, StreamId("procedure", PROCEDURE.procedure))
    (put,) = project(told)
    assert isinstance(put, Put)
    assert (put.table, put.key) == (PROCEDURES, ("A35060000000100101",))
    assert (put.values["project"], put.values["category"]) == ("A35060000000100", "CONSTRUCTION")


def test_a_mandate_is_told_as_it_was_written_last():
    letter = {"owner": "住建局", "agency": "甲代理", "scope": Scope.PROCEDURE, "subject": "A3"}
    paper = {"document": "委托书1号", "evidence": "ab" * 32}
    granted = MandateGranted(**letter, **paper, acts=("AwardLot",), since=NOON, until=None)
    told = {"document": "委托书1号"}
    assert list(project(recorded(granted, LAW))) == [
        Put(
            MANDATES,
            ("A3", "procedure", "住建局", "甲代理"),
            told | {"acts": ["AwardLot"], "since": NOON, "until": None},
        )
    ]
    ended = MandateRevoked(**letter, **paper, since=NOON)
    assert list(project(recorded(ended, LAW))) == [
        Put(MANDATES, ("A3", "procedure", "住建局", "甲代理"), told | {"until": NOON})
    ]


def test_nothing_else_is_told_here():
    opened = BidOpened(lot="2026P03", opened_at=NOON, bidders=3)
    assert list(project(recorded(opened, StreamId("lot", "2026P03")))) == []
