"""The read model of quarantine: each statement with what is off, and what became of it."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from domain.bankday.events import StatementDiscarded, StatementReleased, StatementSuperseded
from domain.kernel import Event
from projections.projection import Put
from projections.quarantine import FILES, project
from tests.domain.bankday.test_quarantine import discarded, released, superseded, wrong
from tests.kit.day_close import day_closed
from tests.kit.rows import ACCOUNT, DAY, FILE
from tests.kit.story import CHECKER, MAKER

AT = datetime(2026, 3, 17, 4, 0, tzinfo=UTC)


def put(event: Event) -> list[Any]:
    recorded: Any = SimpleNamespace(event=event, position=9, recorded_at=AT)
    return list(project(recorded))


def test_a_statement_comes_with_its_figures_and_who_brought_it() -> None:
    (change,) = put(wrong())
    assert isinstance(change, Put)
    assert (change.table, change.key) == (FILES, (ACCOUNT, DAY, FILE, "STM-7"))
    said = change.values
    assert (said["fate"], said["came"], said["brought_by"]) == ("WAITING", 9, MAKER)
    assert (said["expected"], said["found"], said["closing"]) == (1_250, 1_255, 1_255)
    assert set(said) <= {column.name for column in FILES.columns}


def test_what_the_bank_does_not_name_has_an_empty_name() -> None:
    (change,) = put(wrong(statement=None))
    assert change.key == (ACCOUNT, DAY, FILE, "")


@pytest.mark.parametrize(
    ("event", "fate", "first", "second"),
    [
        (released(), "RELEASED", MAKER, CHECKER),
        (discarded(), "DISCARDED", MAKER, None),
        (superseded("ee" * 32), "SUPERSEDED", None, None),
    ],
)
def test_what_became_of_it(
    event: StatementReleased | StatementDiscarded | StatementSuperseded,
    fate: str,
    first: str | None,
    second: str | None,
) -> None:
    (change,) = put(event)
    said = change.values
    assert change.key == (ACCOUNT, DAY, FILE, "STM-7")
    assert (said["fate"], said["decided_at"]) == (fate, AT)
    assert (said.get("decided_by"), said.get("cosigned_by")) == (first, second)
    assert said.get("replaced_by") == ("ee" * 32 if fate == "SUPERSEDED" else None)
    assert set(said) <= {column.name for column in FILES.columns}


def test_other_facts_of_a_day_are_none_of_its_concern() -> None:
    assert put(day_closed()) == []
