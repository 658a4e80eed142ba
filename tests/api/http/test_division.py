"""One line for several deposits over HTTP: divided, seen, taken back by a clerk and by the bank."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from api.banking.asking import matcher_of
from api.desk.window import one
from api.embedded import Server
from api.reversals import taken_back
from api.upkeep import upkeep
from api.wiring import System
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.bankpage.strays import OpenStrays
from domain.desk.divide import DivideReceipt, Part
from domain.desk.gone import may_be_gone
from domain.kernel import StreamId
from projections.bankdays import DAYS
from projections.deposits import DEPOSITS, missing_fen
from tests.kit import desk_day
from tests.kit.city import city
from tests.kit.databases import fresh
from tests.kit.desk_day import ACCOUNT, EARLIER, FIRST, SEALED, SECOND, deposit, paid
from tests.kit.door import Door, door, problem

FEN = {FIRST: 80_000_000, SECOND: 10_000_000}
"""What bidder 4 still owes for each."""
SUM = sum(FEN.values())
OURS, HIDDEN, BACK = (desk_day.line(n, EARLIER) for n in (4, 5, 6))


@pytest.fixture(scope="module")
def at(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """A bidder paid for two lots in one sum, another for an open and a sealed one."""
    with city(fresh(server), tmp_path_factory.mktemp("division")) as running:
        desk_day.tell(running)
        imports(running, paid("17:00:00", SUM, 4, None, day=EARLIER))
        imports(running, paid("17:01:00", SUM - 1, 5, None, day=EARLIER))
        with upkeep(running), door(running) as made:
            yield made


def imports(system: System, line: BankLine) -> None:
    """A line of the earlier day, which names nobody; people may look for whose it is."""
    said: dict[str, Any] = {"account": ACCOUNT, "holds": "1001", "currency": "CNY", "day": EARLIER}
    system.ask("bank", ImportLines(**said, page=1, statement="cd" * 32, lines=(line,)))
    page = desk_day.line(1, EARLIER).partition("#")[0]
    lines = len(system.replay.state(StreamId("bankpage", page)).lines)
    system.ask("matcher", OpenStrays(page=page, lines=lines))


def of_each() -> list[dict[str, Any]]:
    return [{"deposit": deposit(lot, 4), "lot": lot} for lot in FEN]


def ask(at: Door, act: str, seen: int | None, person: str = "clerk", **said: Any) -> Any:
    headers = at.headers(person) | ({} if seen is None else {"If-Match": f'"{seen}"'})
    wanted = {"line": OURS} | said
    return at.ask("POST", f"/v1/desk/division{act}", json=wanted, headers=headers)


def divides(at: Door, seen: int | None, person: str = "clerk", **more: int) -> Any:
    parts = [one | {"amount_fen": FEN[one["lot"]] + more.get("off", 0)} for one in of_each()]
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


def test_a_clerk_divides_a_line_as_it_was_seen(at: Door):
    problem(divides(at, None), 428, "version-needed")
    assert problem(divides(at, 2), 412, "refused")["rule"] == "desk.line_changed"
    assert problem(divides(at, 1, off=1), 409, "refused")["rule"] == "desk.parts_differ"
    assert problem(divides(at, 1, "cash"), 403, "refused")["rule"] == "permission.missing"
    assert ask(at, "", 1, parts=of_each()).status_code == 422
    before = matched(at)
    assert divides(at, 1).status_code == 201
    assert matched(at) == before + 1
    line = seen(at)
    assert (line.open, line.whose, line.about) == (False, None, None)
    assert line.among == tuple(deposit(lot, 4) for lot in FEN)


def test_each_deposit_has_its_part_in_its_row(at: Door):
    for lot, fen in FEN.items():
        (row,) = at.system.readers.deposits.rows(DEPOSITS, {"deposit": deposit(lot, 4)}).rows
        assert row["counted"][-1] == f"{OURS} {fen}"
        assert missing_fen(row) == 0


def test_the_page_says_among_how_many_and_offers_no_part_of_it(at: Door):
    page = at.get(f"/desk?account={ACCOUNT}&day={EARLIER}&tab=all&line={OURS.replace('#', '%23')}",
                  "clerk")  # fmt: skip
    assert page.status_code == 200
    assert "分笔 / 2 笔保证金" in page.text
    assert "分笔匹配的来款整笔撤销" in page.text
    assert 'action="/desk/undo"' not in page.text


def test_nobody_sees_a_line_that_a_sealed_deposit_has_a_part_of(at: Door):
    assert seen(at, HIDDEN).among == ()
    parts = tuple(
        Part(deposit=deposit(lot, 5), lot=None, amount_fen=fen)
        for lot, fen in ((SECOND, 1), (SEALED, SUM - 2))
    )
    at.system.ask("matcher", DivideReceipt(line=HIDDEN, line_seen=1, parts=parts))
    assert seen(at, HIDDEN) is None


def test_it_is_taken_back_whole_and_divided_again(at: Door):
    undone = {"parts": of_each(), "reason": "付错项目"}
    assert problem(ask(at, "/undoing", 1, **undone), 412, "refused")["rule"] == "desk.line_changed"
    assert ask(at, "/undoing", 2, **undone).status_code == 201
    assert seen(at).open
    assert divides(at, 3).status_code == 201


def test_what_the_bank_takes_back_the_matcher_finds(at: Door):
    debit = paid("17:30:00", -SUM, 4, None, day=EARLIER, reversal=True)
    imports(at.system, replace(debit, amount=SUM))
    seen(at)
    (waiting,) = taken_back(at.system.readers, ACCOUNT)
    assert (waiting.line, waiting.divided) == (BACK, {OURS})
    for lot in FEN:
        state = at.system.replay.state(StreamId("deposit", deposit(lot, 4)))
        assert may_be_gone(state, [waiting]) == BACK, "no part of it is paid out meanwhile"
    (found,) = (one for one in matcher_of(at.system).day(ACCOUNT, EARLIER) if one.line == BACK)
    assert (found.matched, found.reason) == (True, None)
    told = ask(at, "/reversal", 2, line=BACK, reversed=OURS, parts=of_each())
    assert told.status_code == 409
