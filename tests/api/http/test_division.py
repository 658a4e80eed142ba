"""One line for several deposits over HTTP: divided, seen, taken back by a clerk and by the bank."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from api.banking.asking import matcher_of
from api.desk.window import one
from api.embedded import Server
from api.reversals import open_reversals
from domain.desk.divide import DivideReceipt, Part
from domain.desk.gone import may_be_gone
from domain.kernel import StreamId
from projections.bankdays import DAYS
from projections.deposits import DEPOSITS
from projections.lacking import missing_fen
from tests.kit.databases import fresh
from tests.kit.desk_day import ACCOUNT, EARLIER, SEALED, SECOND, deposit, paid
from tests.kit.divided_day import HIDDEN, OURS, OURS_FEN, SUM, imports, morning, reversal
from tests.kit.door import Door, problem


@pytest.fixture(scope="module")
def at(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """A morning with lines of several deposits."""
    with morning(fresh(server), tmp_path_factory.mktemp("division")) as made:
        yield made


@pytest.fixture
def whole(at: Door) -> int:
    """Our line is nobody's; its version."""
    if not seen(at).open:
        undone = {"parts": of_each(), "reason": "付错项目"}
        assert ask(at, "/undoing", seen(at).version, **undone).status_code == 201
    return int(seen(at).version)


@pytest.fixture
def divided(at: Door, whole: int) -> int:
    """Our line is divided; its version."""
    assert divides(at, whole).status_code == 201
    return int(seen(at).version)


def of_each() -> list[dict[str, Any]]:
    return [{"deposit": deposit(lot, 4), "lot": lot} for lot in OURS_FEN]


def ask(at: Door, act: str, seen: int | None, person: str = "clerk", **said: Any) -> Any:
    headers = at.headers(person) | ({} if seen is None else {"If-Match": f'"{seen}"'})
    wanted = {"line": OURS} | said
    return at.ask("POST", f"/v1/desk/division{act}", json=wanted, headers=headers)


def divides(at: Door, seen: int | None, person: str = "clerk", **more: int) -> Any:
    parts = [one | {"amount_fen": OURS_FEN[one["lot"]] + more.get("off", 0)} for one in of_each()]
    return ask(at, "", seen, person, parts=parts)


def seen(at: Door, code: str = OURS) -> Any:
    """A line as the desk sees it now."""
    at.system.readers.runner.catch_up()
    return one(at.system.readers, at.system.store.tail().position, code)


def matched(at: Door) -> int:
    at.system.readers.runner.catch_up()
    where = {"account": ACCOUNT, "day": EARLIER}
    (row,) = at.system.readers.bankdays.rows(DAYS, where).rows
    return int(row["matched"])


def test_a_clerk_divides_a_line_as_it_was_seen(at: Door, whole: int):
    problem(divides(at, None), 428, "version-needed")
    assert problem(divides(at, whole + 1), 412, "refused")["rule"] == "desk.line_changed"
    assert problem(divides(at, whole, off=1), 409, "refused")["rule"] == "desk.parts_differ"
    assert problem(divides(at, whole, "cash"), 403, "refused")["rule"] == "permission.missing"
    assert ask(at, "", whole, parts=of_each()).status_code == 422
    before = matched(at)
    assert divides(at, whole).status_code == 201
    assert matched(at) == before + 1
    line = seen(at)
    assert (line.open, line.whose, line.about) == (False, None, None)
    assert line.among == tuple(deposit(lot, 4) for lot in OURS_FEN)


@pytest.mark.usefixtures("divided")
def test_each_deposit_has_its_part_in_its_row(at: Door):
    for lot, fen in OURS_FEN.items():
        (row,) = at.system.readers.deposits.rows(DEPOSITS, {"deposit": deposit(lot, 4)}).rows
        assert row["counted"][-1] == f"{OURS} {fen}"
        assert missing_fen(row) == 0


@pytest.mark.usefixtures("divided")
def test_the_page_says_among_whom_and_offers_to_take_it_back(at: Door):
    address = f"/desk?account={ACCOUNT}&day={EARLIER}&tab=all&line={quote(OURS)}"
    page = at.get(address, "clerk").text
    assert "分笔 / 2 笔保证金" in page
    assert 'action="/desk/undivide"' in page
    assert 'action="/desk/undo"' not in page


def test_nobody_sees_a_line_that_a_sealed_deposit_has_a_part_of(at: Door):
    assert seen(at, HIDDEN).among == ()
    parts = tuple(
        Part(deposit=deposit(lot, 5), lot=None, amount_fen=fen)
        for lot, fen in ((SECOND, 1), (SEALED, SUM - 2))
    )
    at.system.ask("matcher", DivideReceipt(line=HIDDEN, line_seen=1, parts=parts))
    assert seen(at, HIDDEN) is None


def test_it_is_taken_back_whole_and_divided_again(at: Door, divided: int):
    undone = {"parts": of_each(), "reason": "付错项目"}
    stale = ask(at, "/undoing", divided - 1, **undone)
    assert problem(stale, 412, "refused")["rule"] == "desk.line_changed"
    assert ask(at, "/undoing", divided, **undone).status_code == 201
    assert seen(at).open
    assert divides(at, divided + 1).status_code == 201


def test_what_the_bank_takes_back_the_matcher_finds(at: Door):
    """Of another sum than all the others."""
    credit = imports(at.system, paid("17:29:00", SUM + 2, 4, None, day=EARLIER))
    parts = [one | {"amount_fen": OURS_FEN[one["lot"]] + 1} for one in of_each()]
    assert ask(at, "", 1, line=credit, parts=parts).status_code == 201
    back = imports(at.system, reversal("17:30:00", SUM + 2, 4))
    seen(at)
    (waiting,) = (one for one in open_reversals(at.system.readers, ACCOUNT) if one.line == back)
    assert waiting.divided == {credit}
    for lot in OURS_FEN:
        state = at.system.replay.state(StreamId("deposit", deposit(lot, 4)))
        assert may_be_gone(state, [waiting]) == back, "no part of it is paid out meanwhile"
    (found,) = (one for one in matcher_of(at.system).day(ACCOUNT, EARLIER) if one.line == back)
    assert (found.matched, found.reason) == (True, None)
    told = ask(at, "/reversal", 2, line=back, reversed=credit, parts=of_each())
    assert told.status_code == 409
