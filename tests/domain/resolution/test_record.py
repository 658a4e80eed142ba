"""The committee records what it decided; who builds a system stands on a decision about that."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.kernel import Rejected
from domain.permissions import may
from domain.resolution.events import About, DecisionRecorded, SystemOwnerDesignated
from domain.resolution.record import DesignateSystemOwner, RecordDecision
from domain.resolution.stream import RESOLUTION
from domain.roles import ROLE_CODES
from tests.kit.sentences import hear
from tests.kit.story import NOON, given
from tests.kit.story import asked as asked_by

RECORDS = RecordDecision(
    resolution="GGW-2026-3",
    decided_on=NOON.date(),
    about=About.SYSTEM_OWNER,
    title="新增农村产权交易系统",
    participants=("发改委", "财政局", "住建局"),
    in_favour=2,
    against=1,
    document="漳公管〔2026〕3号",
    evidence="ab" * 32,
)
RECORDED = DecisionRecorded(**{name: getattr(RECORDS, name) for name in RECORDS.__slots__})
DESIGNATES = DesignateSystemOwner(
    resolution="GGW-2026-3", system="农村产权交易系统", builder="农业农村局"
)
DESIGNATED = SystemOwnerDesignated(
    resolution="GGW-2026-3", system="农村产权交易系统", builder="农业农村局", designated_at=NOON
)


def asking(asked, *past):
    return given(RESOLUTION, *past).when(asked, by="COMMITTEE", received_at=NOON)


def refused(decision, rule):
    assert isinstance(decision, Rejected), decision
    assert decision.rule == rule
    hear(rule, decision.detail)


def test_it_is_recorded_once_and_never_otherwise():
    asking(RECORDS).then(RECORDED)
    asking(RECORDS, RECORDED).nothing_happens()
    asking(replace(RECORDS, in_favour=3, against=0), RECORDED).refused_by("decision.recorded")


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"decided_on": NOON.date() + timedelta(days=1)}, "decision.not_yet"),
        ({"in_favour": 1, "against": 1}, "decision.not_carried"),
        ({"in_favour": 0, "against": 0}, "decision.not_carried"),
    ],
)
def test_what_was_not_decided_is_not_recorded(change, rule):
    asking(replace(RECORDS, **change)).refused_by(rule)


def test_who_builds_a_system_is_said_by_a_decision_about_that_and_the_last_word_counts():
    asking(DESIGNATES, RECORDED).then(DESIGNATED)
    asking(DESIGNATES, RECORDED, DESIGNATED).nothing_happens()
    other = replace(DESIGNATES, builder="林业局")
    asking(other, RECORDED, DESIGNATED).then(replace(DESIGNATED, builder="林业局"))
    then = replace(DESIGNATED, builder="林业局")
    asking(DESIGNATES, RECORDED, DESIGNATED, then).then(DESIGNATED)
    asking(DESIGNATES).refused_by("decision.unknown")
    about = replace(RECORDED, about=About.CATEGORY)
    asking(DESIGNATES, about).refused_by("decision.about_another")


@pytest.mark.parametrize("asked", [RECORDS, DESIGNATES], ids=lambda one: one.NAME)
def test_the_committee_alone_asks(asked):
    by = {role for role in ROLE_CODES if not isinstance(may(asked_by(role), asked), Rejected)}
    assert by == {"COMMITTEE"}


@pytest.mark.parametrize(
    ("asked", "wrong", "said"),
    [
        (RECORDS, {"resolution": "x"}, "resolution 'x': expected"),
        (RECORDS, {"decided_on": NOON.date().replace(year=1226)}, "decided_on 1226"),
        (RECORDS, {"title": " "}, "title, document: expected"),
        (RECORDS, {"participants": ()}, "participants: expected one to 40"),
        (RECORDS, {"participants": ("甲", "甲")}, "participants: expected one to 40"),
        (RECORDS, {"in_favour": 3}, "3 in favour, 1 against: expected no more"),
        (RECORDS, {"against": -1}, "2 in favour, -1 against: expected no more"),
        (RECORDS, {"evidence": "x"}, "sha256 'x': expected"),
        (DESIGNATES, {"resolution": "x"}, "resolution 'x': expected"),
        (DESIGNATES, {"system": ""}, "system, builder: expected both"),
    ],
    ids=str,
)
def test_what_cannot_be_meant_is_not_asked(asked, wrong, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        replace(asked, **wrong)
