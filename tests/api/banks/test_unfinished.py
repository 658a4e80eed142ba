"""A file whose import died behind its lines and before its statement: it is finished first."""

import pytest

from api.banks.importing import Importer
from api.banks.planning import CannotImport
from tests.api.banks.conftest import NUMBER
from tests.kit.statement_files import Row, file, statement

DAY = "2026-03-16"


def told(opening, *fen):
    name = f"S{opening}"
    rows = map(Row, fen)
    return file(
        statement(*rows, number=NUMBER, day=DAY, opening=opening, identifier=name), message=name
    )


MORNING, AFTERNOON = told(0, 100, 7), told(107, 100)


@pytest.fixture
def half_banked(bankers):
    """Of the morning all lines are banked, and its statement is not recorded."""

    def dying(wanted):
        if wanted.NAME == "RecordStatement":
            raise KeyboardInterrupt
        return bankers.system.ask("bank", wanted)

    with pytest.raises(KeyboardInterrupt):
        Importer(bankers.replay, bankers.system.blobs, dying).file(MORNING)
    return bankers


def test_what_comes_behind_it_waits_and_its_equal_payment_is_not_lost(half_banked):
    with pytest.raises(CannotImport, match="was banked in part, and then something broke"):
        half_banked.importer.file(AFTERNOON)
    found = [half_banked.importer.file(data)[0].new for data in (MORNING, AFTERNOON)]
    assert found == [0, 1]
    assert [line.amount for line in half_banked.lines(DAY)] == [100, 7, 100]


def test_a_file_without_balances_is_finished(bankers):
    """No statement is ever recorded of it."""
    bare = file(statement(Row(5), number=NUMBER, day=DAY, opening=None), message="bare")
    bankers.importer.file(bare)
    assert bankers.importer.file(AFTERNOON)[0].new == 1
