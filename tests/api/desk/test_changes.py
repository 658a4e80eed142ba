"""What an address tells of acts is those commands' alone, however much one did in between."""

from itertools import groupby

from api.desk.changes import of_commands
from projections.audit_trail import TRAIL

MATCHER = "matcher"


def matched(system):
    """The spans of the matcher's commands that gave a line to somebody, in order."""
    rows = system.readers.trail.rows(TRAIL, {"person": MATCHER}).rows
    for _, facts in groupby(rows, key=lambda row: row["command"]):
        found = list(facts)
        if any(row["name"] == "LineAllocated" for row in found):
            yield found[0]["at"], found[-1]["at"]


def told(system, *spans, person=MATCHER):
    at = system.readers.trail.position()
    return [name for _, name in of_commands(system.readers, at, spans, person)]


def test_of_many_commands_exactly_theirs_are_counted(system):
    first, _, third, *_ = matched(system)
    assert told(system, first, third).count("LineAllocated") == 2
    assert told(system, first).count("LineAllocated") == 1


def test_a_span_that_is_not_one_command_of_this_persons_tells_nothing(system):
    first, second, third, *_ = matched(system)
    for spans in (
        ((first[0], third[1]),),
        (first, (second[0], second[1] + 1)),
        (first, (third[1], third[0])),
        (first, (0, 0)),
        (first, (10**9, 10**9)),
        ((1, 10**9),),
        (),
    ):
        assert told(system, *spans) == [], spans
    assert told(system, first, person="clerk") == []
