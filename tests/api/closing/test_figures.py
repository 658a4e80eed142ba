"""The figures of a day: at one position, with what may not be told yet told together."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import psycopg
import pytest

from api.banks.importing import Importer
from api.blind import STRAY
from api.closing import reading
from api.closing.blinding import told
from api.closing.figures import figures
from api.closing.found import Row, judged
from api.closing.reading import _last_close, needed, reach
from api.closing.signing import prepare, sign
from api.demo.cast import ANNOUNCEMENT, LOT
from api.readers import NotReached
from domain.account.open import OpenAccount
from domain.bankday.record import RecordStatement
from domain.desk import open_account
from domain.desk.unmatch import UnmatchReceipt
from domain.governance.publish import PublishCalendar
from domain.identifiers import DayId
from domain.kernel import StreamId
from domain.lot.close import FailLot
from ledger.tickets import Refused
from tests.api.closing.test_signing import bare_line
from tests.kit import bidding, refunding
from tests.kit.bidding import DEPOSITS, PAGE, USUAL
from tests.kit.city import move_to
from tests.kit.closing import ACCOUNT, DAY, NEXT, NUMBER, OPENING
from tests.kit.statement_files import Row as Entry
from tests.kit.statement_files import file, statement

FIRST = (Entry(500, "1", time="09:00:00+08:00"), Entry(700, "2"))
LATER = datetime.fromisoformat("2026-04-01T09:30:00+08:00")
ONE = timedelta(days=1)
LAST = LATER.date() + STRAY
"""The last day on which money may have strayed to the lot."""


def close(office, day=DAY, position=None):
    return figures(office.system, ACCOUNT, day, position)


def found(shown, rule):
    (one,) = [one for one in shown.checks if one.check.rule == rule]
    return one


def test_a_day_that_is_in_order(office):
    shown = close(office)
    assert (shown.opening, shown.closing, shown.ledger, shown.agrees) == (
        OPENING,
        OPENING + 1_200,
        OPENING + 1_200,
        True,
    )
    assert (shown.lines, shown.matched, shown.credits, shown.debits) == (2, 0, 1_200, 0)
    assert (shown.unidentified, shown.unmatched) == (1_200, 0)
    assert (shown.to_explain, shown.blind, shown.sides.compared) == ((), False, True)
    assert found(shown, "R18").check.note == "1笔流水银行未给出时刻"


def test_a_debit_that_is_nobodys_is_told(office):
    office.statement(Entry(-300, "8"), day=str(NEXT), opening=OPENING + 1_200)
    shown = close(office, NEXT)
    assert (shown.unmatched, shown.debits) == (300, 300)
    assert shown.to_explain == ("R02",)
    (row,) = found(shown, "R02").rows
    assert (row.what, row.amount, row.said.key) == (
        f"{ACCOUNT}/{NEXT}",
        300,
        "finding.UNMATCHED_DEBIT",
    )
    assert close(office).to_explain == (), "the day before has nothing of it"


def test_it_is_told_as_it_stood(office):
    before = close(office)
    office.statement(*FIRST, Entry(900, "3"), identifier="S2")
    now, then = close(office), close(office, position=before.position)
    assert (now.ledger, now.closing) == (OPENING + 2_100, OPENING + 2_100)
    assert then == replace(before, checks=then.checks)
    assert then.snapshot != now.snapshot


def test_equal_payments_whose_statements_come_out_of_order_stand_on_both_sides(office):
    """The one between comes last: the bank's files, read again, tell the lines that are banked."""
    for n in (0, 2, 1):
        opening = OPENING + 1_200 + 900 * n
        office.statement(Entry(900), opening=opening, identifier=f"S{n + 2}")
    shown = close(office)
    assert (shown.lines, shown.closing, shown.ledger) == (5, OPENING + 3_900, OPENING + 3_900)
    assert (shown.sides.compared, shown.sides.difference, shown.to_explain) == (True, 0, ())
    assert (shown.sides.bank_only.lines, shown.sides.books_only.lines) == ((), ())


def test_what_came_to_an_account_stays_its_own_where_another_has_its_number_by_now(
    office, monkeypatch
):
    """Given a log that opened a number twice, before that was refused; then the first's day is read
    line by line as it was: it stood there as one that no file can be read of."""
    before = close(office)
    elsewhere = lambda asked: StreamId("accountnumber", asked.account)  # noqa: E731
    monkeypatch.setattr(open_account, "number_of", elsewhere)
    facts = {"bank": "mock-bank", "number": NUMBER, "currency": "CNY", "holds": "1001"}
    office.system.ask(
        "cash", OpenAccount(account="TWICE", opening=0, day=DAY, statement=None, **facts)
    )
    assert close(office).sides == before.sides
    assert before.sides.compared


def test_what_came_under_the_word_of_a_whole_day_is_judged_under_it_again(office):
    """Without it the second would follow on what came; it repeats that, and brings the rest."""
    minutes = enumerate((-100, -100, 100))
    first, *rest = [Entry(fen, time=f"10:{n:02}:00+08:00") for n, fen in minutes]
    said = {"number": NUMBER, "day": str(NEXT)}
    office.file(file(statement(rest[-1], opening=800, identifier="part", **said)))
    whole = (
        statement(first, opening=1000, identifier="w0", **said),
        statement(*rest, opening=900, identifier="w1", **said),
    )
    office.file(file(*whole, message="whole"), whole_day=True)
    shown = close(office, NEXT)
    assert (shown.lines, shown.sides.compared) == (3, True)
    assert (shown.sides.bank_only.lines, shown.sides.books_only.lines) == ((), ())


def test_what_a_whole_day_tells_otherwise_is_one_line_on_both_sides(office):
    said = {"number": NUMBER, "day": str(NEXT), "opening": 0}
    rows = [Entry(300, note="甲"), Entry(-300, note="归集")]
    office.file(file(statement(*rows, identifier="noon", **said)))
    rows[0] = replace(rows[0], note="甲 保证金")
    office.file(file(statement(*rows, identifier="whole", **said), message="whole"), whole_day=True)
    shown = close(office, NEXT)
    assert (shown.lines, shown.sides.compared) == (2, True)
    assert (shown.sides.bank_only.lines, shown.sides.books_only.lines) == ((), ())


def banked_in_part(office, noon, evening, opens, said):
    """Noon's extract is recorded, the evening's is banked and not recorded: its file."""

    def dies(wanted):
        if wanted.NAME == "RecordStatement":
            raise KeyboardInterrupt
        return office.system.ask("bank", wanted)

    office.file(file(statement(noon, opening=opens, identifier="noon", **said)))
    part = statement(evening, opening=opens + 300, identifier="evening", **said)
    half = file(part, message="half")
    with pytest.raises(KeyboardInterrupt):
        Importer(office.system.replay, office.system.blobs, dies).file(half)
    return half


def test_so_it_is_where_one_of_its_lines_came_by_a_file_that_was_banked_in_part(office):
    """Nothing that is recorded tells of that one's line: it stood on the books' side alone, and
    what was taken for another on the bank's. And finished at last that file does not end the day:
    it lies within the one that does."""
    said, opens = {"number": NUMBER, "day": str(NEXT)}, OPENING + 1_200

    noon, evening, later = (Entry(300, note=note) for note in "甲乙丙")
    half = banked_in_part(office, noon, evening, opens, said)
    whole = statement(evening, later, Entry(7), opening=opens, identifier="whole", **said)
    office.file(file(whole, message="whole"), whole_day=True)
    shown = close(office, NEXT)
    assert (shown.lines, shown.sides.compared) == (3, True)
    assert (shown.sides.bank_only.lines, shown.sides.books_only.lines) == ((), ())
    after = statement(Entry(300, note="丁"), opening=opens + 607, identifier="after", **said)
    for late, lines in ((half, 3), (file(after, message="after"), 4)):
        office.file(late)
        shown = close(office, NEXT)
        assert (shown.lines, shown.sides.compared, shown.to_explain) == (lines, True, ())
        assert (shown.sides.bank_only.lines, shown.sides.books_only.lines) == ((), ())
    bare_line(office, 300, day=NEXT)
    (alone,) = close(office, NEXT).sides.books_only.lines
    assert alone.place == f"{ACCOUNT}/{NEXT}/1#5", "what no file has is nobody's partner"


@pytest.mark.parametrize("finished", [True, False])
def test_and_another_whole_day_behind_it_finds_that_line_as_the_books_have_it(office, finished):
    """The first whole day had it by its own name, the second looked for that: a line was the
    bank's alone which the books had."""
    said, opens = {"number": NUMBER, "day": str(NEXT)}, OPENING + 1_200
    noon, evening, later = (Entry(300, note=note) for note in "甲乙丙")
    half = banked_in_part(office, noon, evening, opens, said)
    rows = [evening, later, Entry(7)]
    office.file(
        file(statement(*rows, opening=opens, identifier="whole", **said), message="whole"),
        whole_day=True,
    )
    if finished:
        office.file(half)
    rows.append(Entry(300, note="丁"))
    again = statement(*rows, opening=opens, identifier="again", **said)
    office.file(file(again, message="again"), whole_day=True)
    shown = close(office, NEXT)
    assert (shown.lines, shown.sides.compared, shown.to_explain) == (4, True, ())
    assert (shown.sides.bank_only.lines, shown.sides.books_only.lines) == ((), ())


def test_a_part_that_comes_after_its_whole_day_does_not_end_the_day(office):
    said, opens = {"number": NUMBER, "day": str(NEXT)}, OPENING + 1_200
    noon, evening = (Entry(300, time="10:00:00+08:00"), Entry(-100, time="16:00:00+08:00"))
    whole = statement(noon, evening, opening=opens, identifier="whole", **said)
    office.file(file(whole, message="whole"), whole_day=True)
    office.file(file(statement(noon, opening=opens, identifier="noon", **said), message="noon"))
    shown = close(office, NEXT)
    assert (shown.closing, shown.ledger) == (opens + 200, opens + 200)
    assert shown.to_explain == ("R02",), "the debit is nobody's; R01 passes"


def test_a_line_of_another_file_is_named_on_the_side_that_has_it(office):
    bare_line(office)
    shown = close(office)
    assert shown.sides.difference == -900
    (line,) = shown.sides.books_only.lines
    assert (line.place, line.amount) == (f"{ACCOUNT}/{DAY}/1#3", 900)
    assert [row.what for row in found(shown, "R02").rows] == [f"{ACCOUNT}/{DAY}/1#3"]
    assert shown.to_explain == ("R01", "R02")


def test_before_an_opening_lines_are_told_by_counts_and_sums(office):
    lot = replace(LOT, deposit_deadline=LATER, opening_at=LATER)
    office.system.ask("agency", lot)
    office.system.ask("agency", ANNOUNCEMENT)
    bare_line(office)
    bare_line(office, 50, key="d")
    shown = close(office)
    assert shown.blind
    assert (shown.sides.books_only.lines, shown.sides.books_only.credits) == ((), 2)
    (row,) = found(shown, "R02").rows
    assert (row.what, row.amount, row.count, row.day) == ("", -950, 2, None)
    assert found(shown, "R02").check.figure == 2


def test_a_day_is_blind_while_money_of_it_may_have_been_meant_for_a_sealed_lot(office):
    """The same days as at the desk: a lot that failed unopened was never opened to anybody."""
    assert not close(office).blind
    office.system.ask("agency", replace(LOT, deposit_deadline=LATER, opening_at=LATER))
    assert not close(office).blind, "it is not announced"
    office.system.ask("agency", ANNOUNCEMENT)
    blind = {DAY - ONE: False, DAY: True, LAST: True, LAST + ONE: False}
    assert {day: close(office, day).blind for day in blind} == blind
    office.system.ask("agency", FailLot(lot=LOT.lot, reason="无人投标"))
    assert {day: close(office, day).blind for day in blind} == blind


def test_of_a_sealed_lots_deposit_that_left_a_debt_nothing_is_told(office):
    """What 1003 shows is owned by a deposit: it is told once its lot is open, on whatever day."""
    one = judged("R19", [Row(DEPOSITS[0], 30, said="1003", of="OWNER")])
    assert [row.what for row in told(one, frozenset(), lines=True).rows] == [""]


def test_a_day_of_which_the_file_is_gone_is_not_compared(office):
    """The statement was recorded, its file is not there: no difference of lines can be told."""
    office.statement(Entry(900, "9"), day=str(NEXT), opening=OPENING + 1_200)
    with psycopg.connect(office.system.databases.owner, autocommit=True) as owner:
        owner.execute("DELETE FROM ledger.blob")
    shown = close(office, NEXT)
    assert not shown.sides.compared
    assert [row.said.key for row in found(shown, "R02").rows] == ["finding.NO_FILE"]
    assert shown.to_explain == ("R02",)


def test_a_line_that_is_booked_on_another_day_is_no_difference(office):
    """Stated on the second day, booked on the first, where the books have it."""
    office.statement(
        *(Entry(40, "7", day=str(DAY)), Entry(60, "8")), day=str(NEXT), opening=OPENING + 1_200
    )
    shown = close(office, NEXT)
    assert (shown.agrees, shown.to_explain) == (True, ())
    first = close(office)
    assert first.sides.difference == -40
    assert [line.amount for line in first.sides.books_only.lines] == [40]


def test_a_file_may_hold_the_statements_of_several_days(office):
    days = ((NEXT, Entry(60, "8"), 1_200), (date(2026, 3, 19), Entry(70, "9"), 1_260))
    said = [
        statement(row, number=NUMBER, day=str(day), opening=OPENING + before)
        for day, row, before in days
    ]
    replay = office.system.replay
    importer = Importer(replay, office.system.blobs, lambda c: office.system.ask("bank", c))
    importer.file(file(*said))
    assert [close(office, day).to_explain for day, _, _ in days] == [(), ()]


def test_what_is_asked_at_a_position_waits_for_the_readers_and_never_projects(office, monkeypatch):
    """Whoever names a position has waited for what it is read from."""
    at = reach(office.system)
    office.statement(Entry(60, "8"), day=str(NEXT), opening=OPENING + 1_200)
    monkeypatch.setattr(type(office.system.readers.runner), "catch_up", lambda _: 1 / 0)
    assert reach(office.system, at) == at
    assert close(office, position=at).position == at
    monkeypatch.setattr(reading, "_WAIT_S", 0)
    with pytest.raises(NotReached):
        reach(office.system, at + 1)
    with pytest.raises(ZeroDivisionError):
        reach(office.system)


def test_a_close_is_read_from_all_that_its_page_waits_for(office):
    readers = office.system.readers
    every = (readers.lots, readers.deposits, readers.trail, readers.bankdays, readers.payments)
    owed = (readers.refunds, readers.dormant, readers.payouts)
    assert {*needed(readers)} == {*every, *owed, readers.balances.reader}


def test_what_is_new_counts_from_the_last_close_before_the_day(office):
    """Not from this day's own, not from a later one, and not from one that is only prepared."""
    office.statement(Entry(60, "8"), day=str(NEXT), opening=OPENING + 1_200)
    office.publish()
    seen = []
    for day in (DAY, NEXT):
        seen.append(reach(office.system))
        prepare(office.system, "cash", ACCOUNT, day, {})
        assert last(office, date(2026, 3, 20)) == (seen[0] if day == NEXT else 0)
        sign(office.system, "reviewer", ACCOUNT, day)
    later = date(2026, 3, 20)
    assert [last(office, day) for day in (DAY, NEXT, later)] == [0, *seen]


def last(office, day):
    return _last_close(office.system, DayId(ACCOUNT, day), reach(office.system))


def test_a_line_of_the_file_that_the_books_lack_is_named_by_the_banks_number(office):
    """As if its import had been cut short, and only the statement was recorded."""
    opening, rows = OPENING + 1_200, (Entry(900, "000912"), Entry(-100, "000913"))
    data = file(statement(*rows, number=NUMBER, day=str(NEXT), opening=opening))
    recorded = RecordStatement(
        account=ACCOUNT,
        day=NEXT,
        statement="S1",
        sequence=None,
        sha256=office.system.blobs.put(data, "application/xml", f"day/{ACCOUNT}/{NEXT}"),
        currency="CNY",
        opening=opening,
        closing=opening + 800,
        credits=900,
        debits=100,
        lines=2,
        pages=1,
    )
    office.system.ask("bank", recorded)
    sides = close(office, NEXT).sides
    assert [(one.place, one.signed) for one in sides.bank_only.lines] == [
        ("000912", 900),
        ("000913", -100),
    ]
    assert (sides.difference, sides.carried, sides.adjusted_books) == (800, 0, opening + 800)


def test_what_was_matched_on_a_closed_day_is_not_taken_back(staffed, tmp_path):
    with staffed.copied(tmp_path) as system:
        bidding.tell(system, USUAL)
        system.publisher.publish()
        told = dict.fromkeys(figures(system, bidding.ACCOUNT, bidding.DAY).to_explain, "已核")
        prepare(system, "cash", bidding.ACCOUNT, bidding.DAY, told)
        sign(system, "reviewer", bidding.ACCOUNT, bidding.DAY)
        wanted = UnmatchReceipt(
            line=f"{PAGE}#1", line_seen=2, deposit=DEPOSITS[0], lot=None, reason="认错"
        )
        with pytest.raises(Refused, match=r"^bankday\.closed: "):
            system.ask("matcher", wanted)


def test_rows_of_deposits_are_told_once_their_lot_is_open(staffed, tmp_path):
    with staffed.copied(tmp_path) as system:
        refunding.failed(system)
        move_to(system, "2026-03-30T09:00:00+08:00")
        guessed = found(figures(system, bidding.ACCOUNT, date(2026, 3, 30)), "R08")
        assert (guessed.rows, guessed.check.result) == ((), "PASS"), "nobody published the year"
        system.ask("office", PublishCalendar(year=2026, holidays=(), workdays=()))
        late = found(figures(system, bidding.ACCOUNT, date(2026, 3, 30)), "R08")
        assert [row.what for row in late.rows] == [f"{deposit}/1" for deposit in DEPOSITS[:3]]
        assert {row.amount for row in late.rows} == {bidding.FEN}


def test_rows_of_deposits_whose_lot_is_not_open_are_told_together():
    rows = [Row(f"{deposit}/1", 5, said="应退", of="OWNER") for deposit in DEPOSITS[:3]]
    other = Row("CNY-DEPOSITS/2026-03-17", 7, said="2001", of="OWNER")
    seen = told(judged("R08", [*rows, other]), frozenset(DEPOSITS[:1]), lines=True)
    assert seen.rows == (rows[0], other, Row("", 10, said="应退", of="OWNER", count=2))
    assert seen.check.figure == 4
