"""A day in parts, twice, or in another form: each payment is banked once, and none is lost."""

import pytest

from api.banks.importing import Importer
from api.banks.planning import CannotImport
from api.banks.statements import camt_entry
from tests.api.banks.conftest import ACCOUNT, NUMBER
from tests.kit.statement_files import Row, file, statement

DAY, NEXT = "2026-03-16", "2026-03-17"
TWIN = Row(100)


def part(*rows, opening, identifier="S1", day=DAY, **told):
    return statement(*rows, number=NUMBER, day=day, opening=opening, identifier=identifier, **told)


def fen(bankers, day=DAY):
    return [line.amount if line.credit else -line.amount for line in bankers.lines(day)]


def banked(bankers, *files):
    for data in files:
        bankers.importer.file(data)
    return fen(bankers)


def numbered(data, number):
    """The same file, its first statement numbered so by the bank."""
    sequence = f"<ElctrncSeqNb>{number}</ElctrncSeqNb>".encode()
    return data.replace(b"<Acct>", sequence + b"<Acct>", 1)


def brought(bankers, data):
    """How many lines of a file's one statement were new."""
    (one,) = bankers.importer.file(data)
    return one.new


MORNING = part(TWIN, opening=0)
AFTERNOON = part(TWIN, opening=100, identifier="S2")


@pytest.mark.parametrize(
    "files",
    [
        [file(MORNING), file(AFTERNOON)],
        [file(AFTERNOON), file(MORNING)],
        [file(MORNING, AFTERNOON)],
        [file(AFTERNOON, MORNING)],
        [file(MORNING), file(MORNING, AFTERNOON, message="M2")],
        [file(MORNING, AFTERNOON), file(AFTERNOON)],
        [file(MORNING), file(AFTERNOON), file(AFTERNOON, message="again")],
        [file(MORNING), file(AFTERNOON), file(part(TWIN, TWIN, opening=0), message="whole")],
        [file(part(TWIN, TWIN, opening=0), message="whole"), file(MORNING), file(AFTERNOON)],
    ],
    ids=lambda files: str(len(files)),
)
def test_two_equal_payments_of_a_day_are_two_in_whatever_parts_it_comes(bankers, files):
    assert banked(bankers, *files) == [100, 100]


def test_a_third_one_is_counted_on(bankers):
    evening = part(TWIN, Row(7), opening=200, identifier="S3")
    parts = [file(MORNING), file(AFTERNOON), file(evening)]
    assert banked(bankers, *parts) == [100, 100, 100, 7]
    assert banked(bankers, *parts) == [100, 100, 100, 7], "and the same files again add nothing"


def between(n):
    """The n-th of several statements of a day, each of them one equal payment."""
    return part(TWIN, opening=100 * n, identifier=f"S{n}")


GAP = "leads from 2.00 to 3.00, and nothing that came of its day closes or opens there: a statement"


def test_where_a_statement_between_is_missing_equal_payments_are_banked_and_the_gap_is_told(
    bankers,
):
    """Its balances are all beyond those of the one that came: their lines cannot be the same."""
    bankers.importer.file(file(between(0)))
    (one,) = bankers.importer.file(file(between(2)))
    assert (one.new, fen(bankers)) == (1, [100, 100])
    assert one.warnings == (f"{GAP} between is missing",)
    (late,) = bankers.importer.file(file(between(1)))
    assert (late.new, late.warnings, fen(bankers)) == (1, (), [100] * 3)
    whole = file(part(TWIN, TWIN, TWIN, opening=0, identifier="whole"))
    for n in (0, 1, 2):
        assert brought(bankers, file(between(n), message="again")) == 0
    assert brought(bankers, whole) == 0


@pytest.mark.parametrize("order", [(0, 2), (2, 0), (0, 2, 1), (2, 0, 1), (1, 0), (0, 3, 1)])
def test_so_they_are_where_the_statements_stand_in_one_file(bankers, order):
    data = file(*map(between, order))
    assert sum(one.new for one in bankers.importer.file(data)) == len(order)
    assert sum(one.new for one in bankers.importer.file(data)) == 0
    assert fen(bankers) == [100] * len(order)


def test_a_part_whose_beginning_is_known_brings_the_rest_of_its_equal_payments(bankers):
    """The afternoon so far, then more of it: of three equal payments one is new."""
    banked(bankers, file(MORNING), file(AFTERNOON))
    grown = file(part(TWIN, TWIN, opening=100, identifier="S2"), message="grown")
    assert (brought(bankers, grown), fen(bankers)) == (1, [100, 100, 100])


def test_where_its_balances_may_be_theirs_a_statement_waits_for_the_one_before_it(bankers):
    """Money went out between: it may lie in what came, or behind it."""
    out = part(Row(-60), opening=100, identifier="S2")
    behind = part(TWIN, opening=40, identifier="S3")
    banked(bankers, file(MORNING))
    before = bankers.position(), bankers.blobs()
    told = (
        r"S3 of .* leads from 0\.40 to 1\.40: 1 of its 1 lines look like lines that are banked, "
        "of 1, .* Bring the statement before or behind it first, or the whole day in one file"
    )
    with pytest.raises(CannotImport, match=told):
        bankers.importer.file(file(behind))
    assert (bankers.position(), bankers.blobs()) == before
    assert banked(bankers, file(out), file(behind)) == [100, -60, 100]


THERE_AND_BACK = part(TWIN, Row(50), Row(-50), opening=0)
AND_AGAIN = part(Row(50), opening=100, identifier="S2")


def test_what_may_as_well_repeat_as_go_on_waits(bankers):
    """The balance is reached twice: a part of the first, brought by itself, looks the same."""
    banked(bankers, file(THERE_AND_BACK))
    with pytest.raises(CannotImport, match="its balances do not tell which are the same"):
        bankers.importer.file(file(AND_AGAIN))
    whole = part(TWIN, Row(50), Row(-50), Row(50), opening=0, identifier="whole")
    assert banked(bankers, file(whole)) == [100, 50, -50, 50]


def test_the_banks_number_of_one_that_came_tells_that_it_is_this(bankers):
    bankers.importer.file(numbered(file(THERE_AND_BACK), 3))
    with pytest.raises(CannotImport, match="its balances do not tell"):
        bankers.importer.file(numbered(file(AND_AGAIN), 4))
    assert brought(bankers, numbered(file(AND_AGAIN), 3)) == 0


@pytest.mark.parametrize(("name", "told"), [("S1", 0), ("S2", None)])
def test_a_swept_day_that_comes_again_under_its_name_adds_nothing(bankers, name, told):
    """It leads from nothing to nothing, and may as well be one more such day's part."""
    swept = Row(100), Row(-100)
    banked(bankers, file(part(*swept, opening=0)))
    again = file(part(*swept, opening=0, identifier=name), message="again")
    if told is None:
        with pytest.raises(CannotImport, match="its balances do not tell"):
            bankers.importer.file(again)
    else:
        assert brought(bankers, again) == told
    assert fen(bankers) == [100, -100]


def test_nor_where_its_lines_have_the_banks_own_numbers(bankers):
    swept = Row(100, "B-1"), Row(-100, "B-2")
    banked(bankers, file(part(*swept, opening=0)))
    assert brought(bankers, file(part(*swept, opening=0, identifier="again"))) == 0


def test_days_that_overlap_those_of_another_file_bring_what_is_new(bankers):
    """Two exports of several days each, which have one day in common, newest first."""
    first = Row(1, "1", day="2026-03-15"), Row(2, "2", day=DAY)
    second = Row(4, "4", day=NEXT), Row(3, "3", day=NEXT), Row(2, "2", day=DAY)
    banked(bankers, file(part(*first[::-1], opening=0)))
    assert brought(bankers, file(part(*second, opening=1, identifier="S2", day=NEXT))) == 2
    assert (fen(bankers), fen(bankers, NEXT)) == ([2], [3, 4])


def test_an_equal_payment_that_the_next_days_statement_books_back_is_another(bankers):
    """The bank books it on the day before: by its balances it is none of that day's statement."""
    banked(bankers, file(MORNING))
    late = part(Row(100, day=DAY), Row(5), opening=100, identifier="S2", day=NEXT)
    assert brought(bankers, file(late)) == 2
    assert (fen(bankers), fen(bankers, NEXT)) == ([100, 100], [5])


@pytest.mark.parametrize(
    "again", [Row(100, "B-1"), Row(100, payer="甲 公司"), Row(100, note="摘要")]
)
def test_the_same_line_in_another_form_is_not_banked_again(bankers, again):
    assert banked(bankers, file(MORNING)) == [100]
    before = bankers.position(), bankers.blobs()
    other = file(part(again, opening=0, identifier="other"))
    told = rf"^statement other of {ACCOUNT}/{DAY} leads from 0\.00 to 1\.00: 0 of its 1 lines look"
    with pytest.raises(CannotImport, match=told):
        bankers.importer.file(other)
    assert (bankers.position(), bankers.blobs()) == before


def test_nor_where_it_is_hidden_among_new_ones(bankers):
    banked(bankers, file(MORNING))
    grown = file(part(Row(100, "B-1"), Row(5, "B-2"), opening=0))
    told = r"leads from 0\.00 to 1\.05: 0 of its 2 lines look like lines that are banked, of 1,"
    with pytest.raises(CannotImport, match=told):
        bankers.importer.file(grown)


def test_a_line_that_is_told_otherwise_by_now_is_not_one_more(bankers):
    banked(bankers, file(part(TWIN, Row(50, "B-2"), opening=0)))
    with pytest.raises(
        CannotImport, match="1 of its 2 lines look like lines that are banked, of 2"
    ):
        bankers.importer.file(file(part(TWIN, Row(60, "B-3"), opening=0), message="corrected"))


def test_a_day_that_grows_brings_what_is_new(bankers):
    grown = [file(part(*[TWIN] * count, opening=0), message=f"{count}") for count in (1, 2, 4)]
    assert banked(bankers, *grown) == [100] * 4


def test_where_a_balance_is_reached_twice_nothing_is_taken_for_a_repetition(bankers):
    """An account that is swept to zero: its statements all lead from nothing to nothing."""
    swept = [
        file(part(Row(fen, f"{fen}"), Row(-fen, f"-{fen}"), opening=0, identifier=f"S{fen}"))
        for fen in (5, 7)
    ]
    assert banked(bankers, *swept) == [5, -5, 7, -7]
    back = [
        file(part(Row(way * 9, name), opening=opening, identifier=name))
        for name, way, opening in (("a", 1, 0), ("b", -1, 9), ("c", 1, 0))
    ]
    assert banked(bankers, *back) == [5, -5, 7, -7, 9, -9, 9]


def test_what_died_in_its_middle_is_finished_with_the_same_twins(bankers):
    banked(bankers, file(MORNING))
    rows = [Row(1, f"{n}") for n in range(510)] + [TWIN]
    whole, told = file(part(*rows, opening=100, identifier="S2")), []

    def dying(wanted):
        told.append(wanted)
        if len(told) > 1:
            raise InterruptedError
        return bankers.system.ask("bank", wanted)

    with pytest.raises(InterruptedError):
        Importer(bankers.replay, bankers.system.blobs, dying).file(whole)
    assert banked(bankers, whole) == [100, *[1] * 510, 100]


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ({"opening": 100}, ()),
        ({"opening": 900}, ("opens at 9.00, the statement before it closed at 1.00",)),
    ],
)
def test_who_brings_a_statement_hears_that_it_does_not_follow_the_one_before(bankers, second, told):
    banked(bankers, file(MORNING))
    (one,) = bankers.importer.file(file(part(Row(3), day=NEXT, **second)))
    assert one.warnings == told


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (4, ()),
        (5, ("number 5 follows number 3: 4 did not come",)),
        (9, ("number 9 follows number 3: 4 to 8 did not come",)),
        (1, ()),
    ],
)
def test_and_which_numbers_did_not_come(bankers, number, told):
    """A bank that begins again with 1, as in a new year, leaves nothing out."""

    bankers.importer.file(numbered(file(MORNING), 3))
    second = file(part(Row(3), opening=100, day=NEXT))
    (one,) = bankers.importer.file(numbered(second, number))
    assert one.warnings == told


def test_a_file_that_reads_otherwise_by_now_is_not_banked_a_second_time(bankers, monkeypatch):
    """A reader of before took a batch for one line; its file comes again."""
    whole = file(MORNING).decode()
    begin, end = whole.index("<NtryDtls>"), whole.index("</NtryDtls>")
    payment = '<TxDtls><Amt Ccy="CNY">{}</Amt></TxDtls>'
    batch = f"<NtryDtls>{payment.format('0.60')}{payment.format('0.40')}"
    data = (whole[:begin] + batch + whole[end:]).encode()
    with monkeypatch.context() as before:
        before.setattr(camt_entry, "_payments", lambda *_: [])
        assert banked(bankers, data) == [100]
    with pytest.raises(CannotImport, match=r"S1 of .* was banked, and reads otherwise by now: 2"):
        bankers.importer.file(data)
    assert fen(bankers) == [100]


PLACEHOLDERS = ("NONREF", "0000000000", "NotAvailable")


@pytest.fixture
def as_it_was_read(bankers, monkeypatch):
    """Banks files as they were read before: what stands for no number was the number."""

    def banked(*files):
        with monkeypatch.context() as before:
            before.setattr(camt_entry, "serial", lambda said: said or None)
            for data in files:
                bankers.importer.file(data)

    return banked


@pytest.mark.parametrize("none", PLACEHOLDERS)
def test_lines_that_were_banked_under_a_placeholder_are_the_same_when_they_come_again(
    bankers, as_it_was_read, none
):
    """Twins of one payer, and another's of the same sum: the file again adds nothing."""
    day = part(Row(100, none), Row(100, none), Row(100, none, payer="乙"), Row(-7, none), opening=0)
    as_it_was_read(file(day))
    before = bankers.position()
    assert brought(bankers, file(day)) == 0
    assert (bankers.position(), len(bankers.lines(DAY))) == (before, 4)


def test_so_they_are_in_another_file_that_has_more(bankers, as_it_was_read):
    """Given two of three; then the third is new, whoever's it is, and is banked once."""
    two = Row(100, "NONREF"), Row(100, "NONREF", payer="乙")
    as_it_was_read(file(part(*two, opening=0)))
    grown = file(part(Row(100, "NONREF"), *two, opening=0), message="grown")
    assert brought(bankers, grown) == 1
    assert brought(bankers, grown) == 0
    assert fen(bankers) == [100, 100, 100]


def test_another_payers_is_another_line(bankers, as_it_was_read):
    as_it_was_read(file(part(Row(100, "NONREF"), opening=0)))
    other = file(part(Row(100, "NONREF", payer="乙"), opening=0), message="other")
    with pytest.raises(CannotImport, match="0 of its 1 lines look like"):
        bankers.importer.file(other)


@pytest.mark.parametrize("to_the_other", [Row(100, "NONREF", reference="S2"), Row(100, "8823")])
def test_of_two_payments_of_one_payer_none_stands_for_the_other(
    bankers, as_it_was_read, to_the_other
):
    """Given a payment to one number; when a grown file brings one to another number, or one that
    has a serial, before it; then that is the new one, and the first is known."""
    first = Row(100, "NONREF", reference="S1")
    as_it_was_read(file(part(first, opening=0)))
    before = bankers.lines(DAY)
    assert brought(bankers, file(part(to_the_other, first, opening=0), message="grown")) == 1
    assert bankers.lines(DAY)[: len(before)] == before
    said = [line.particulars for line in bankers.lines(DAY)]
    assert (said[1].reference or None, said[1].serial) == (
        to_the_other.reference or None,
        None if to_the_other.serial == "NONREF" else to_the_other.serial,
    )


def test_an_equal_payment_in_the_afternoon_is_new_all_the_same(bankers, as_it_was_read):
    """By its balances it follows: of the morning's it is none. Both files again add nothing."""
    row = Row(100, "NONREF")
    morning, afternoon = (
        file(part(row, opening=opening, identifier=f"S{opening}")) for opening in (0, 100)
    )
    as_it_was_read(morning)
    assert brought(bankers, afternoon) == 1
    assert [brought(bankers, one) for one in (morning, afternoon)] == [0, 0]
    assert fen(bankers) == [100, 100]


def test_parts_of_a_day_that_were_all_banked_so_come_again(bankers, as_it_was_read):
    rows = Row(100, "NONREF"), Row(100, "NotAvailable")
    parts = [
        file(part(row, opening=n, identifier=f"S{n}"))
        for n, row in zip((0, 100), rows, strict=True)
    ]
    as_it_was_read(*parts)
    assert [brought(bankers, one) for one in parts] == [0, 0]
    assert fen(bankers) == [100, 100]


def test_that_a_file_is_the_whole_day_is_said_when_it_comes_or_it_is_told_that_nobody_wrote_it(
    bankers,
):
    """What was recorded before is recorded no second time."""

    def warnings(*, whole_day):
        ask = lambda asked: bankers.system.ask("cash", asked)  # noqa: E731
        by = Importer(bankers.replay, bankers.system.blobs, ask, "cash", whole_day=whole_day)
        (one,) = by.file(file(MORNING))
        return [f"{said}" for said in one.warnings]

    assert warnings(whole_day=False) == []
    (said,) = warnings(whole_day=True)
    assert "was recorded before: that it is the whole day was not" in said
