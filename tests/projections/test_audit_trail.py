"""The audit trail: a row an event, from its envelope alone."""

from typing import Any

from projections.audit_trail import AUDIT_TRAIL, TRAIL, project
from tests.kit.rows import PAGE, credit
from tests.projections.kit import recorded, shelf, told


def test_a_row_says_who_what_and_when() -> None:
    (put,) = project(recorded(credit(), PAGE, position=31))
    assert (put.table, put.key) == (TRAIL, (31,))
    said = put.values
    assert (said["kind"], said["code"], said["name"]) == (*_of(PAGE), "BankCreditRecorded")
    assert (said["person"], said["post"]) == ("N0000000000000001", "C-SET1")
    assert said["command"] == "cd" * 32


def _of(stream: Any) -> tuple[str, str]:
    return stream.kind, stream.code


def test_every_event_of_the_log_has_its_row_and_paging_misses_none(database: Any) -> None:
    said = [(PAGE, credit(n)) for n in range(1, 8)]
    with (
        told(database, *said) as (log, vault),
        shelf(database, log, vault, (AUDIT_TRAIL,)) as made,
    ):
        made.runner.catch_up()
        reader, at, seen = made.reader(AUDIT_TRAIL), 0, []
        while page := reader.rows(TRAIL, after={"at": at}, limit=4).rows:
            seen += page
            at = page[-1]["at"]
        events = made.feed.read(0, 1000)
        assert [(r["at"], r["name"], r["sequence"]) for r in seen] == [
            (e.position, e.body.name, e.sequence) for e in events
        ]
        assert [row["sealed"] for row in seen[-7:]] == [True] * 7
