"""Lines are banked once, on an open account, page after page."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from domain.account.stream import ACCOUNT
from domain.bankday.stream import BANKDAY
from domain.bankpage.events import BankCreditRecorded, BankDebitRecorded, Particulars
from domain.bankpage.fitting import fitted
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.bankpage.stream import BANKPAGE
from domain.calendar import BEIJING
from domain.desk.import_lines import IMPORT_LINES
from domain.kernel import StreamId
from domain.postings import Entry, Leg
from tests.kit import rows
from tests.kit.day_close import day_closed, day_prepared
from tests.kit.rows import DAY, FILE, OPENED, OWNER, credit, print_of
from tests.kit.story import given

FULL = tuple(credit(n) for n in range(1, 501))


def line(n, amount=500, *, is_credit=True, booked_at=None, **said):
    return BankLine(
        credit=is_credit,
        amount=amount,
        value_date=DAY,
        booked_at=booked_at,
        particulars=Particulars(fingerprint=print_of(n), **said),
    )


def asking(*lines, page=1, **other):
    facts = {"account": rows.ACCOUNT, "holds": "1001", "currency": "CNY", "day": DAY}
    return ImportLines(**(facts | {"page": page, "statement": FILE, "lines": lines} | other))


def told(shape, number, n, entry, booked_at=None, **said):
    return shape(
        account=rows.ACCOUNT,
        day=DAY,
        number=number,
        value_date=DAY,
        booked_at=booked_at,
        statement=FILE,
        entries=(entry,),
        particulars=Particulars(fingerprint=print_of(n), **said),
    )


def money(p, *legs, currency="CNY"):
    return Entry("CUST", currency, tuple(Leg(code, of, fen, p) for code, of, fen in legs))


def credited(fen, cash="1001", currency="CNY"):
    return money("P02", (cash, rows.ACCOUNT, fen), ("2001", OWNER, -fen), currency=currency)


def debited(fen):
    return money("P13", ("1008", OWNER, fen), ("1001", rows.ACCOUNT, -fen))


def bank(*events, **pages):
    story = given(ACCOUNT, OPENED).given(BANKPAGE, *events, code=f"{OWNER}/1")
    for page, lines in pages.items():
        story = story.given(BANKPAGE, *lines, code=f"{OWNER}/{page[1:]}")
    return story


def test_a_credit_is_unidentified_money_and_a_debit_is_to_be_matched():
    noon = datetime(2026, 3, 17, 12, tzinfo=BEIJING)
    asked = asking(
        line(1, 500, payer="甲", booked_at=noon), line(2, 300, is_credit=False, note="费")
    )
    bank().when(asked).then(
        told(BankCreditRecorded, 1, 1, credited(500), noon, payer="甲"),
        told(BankDebitRecorded, 2, 2, debited(300), note="费"),
    )


def test_cash_and_currency_are_the_accounts():
    settlement = replace(OPENED, holds="1002", currency="EUR")
    asked = asking(line(1), holds="1002", currency="EUR")
    given(ACCOUNT, settlement).when(asked).then(
        told(BankCreditRecorded, 1, 1, credited(500, "1002", "EUR"))
    )


def test_lines_go_on_where_the_page_ends():
    bank(credit(1), credit(2)).when(asking(line(3))).then(
        told(BankCreditRecorded, 3, 3, credited(500))
    )


def test_the_same_file_again_banks_nothing():
    bank(credit(1), credit(2)).when(asking(line(1), line(2))).nothing_happens()
    bank().when(asking()).nothing_happens()


def test_an_overlapping_file_banks_what_is_new():
    bank(credit(1), credit(2)).when(asking(line(2), line(7), line(1))).then(
        told(BankCreditRecorded, 3, 7, credited(500))
    )


def test_a_line_of_an_earlier_page_is_known_on_the_next():
    bank(*FULL, p2=(credit(1, fingerprint=print_of(501)),)).when(
        asking(line(500), line(501), line(502), page=2)
    ).then(told(BankCreditRecorded, 2, 502, credited(500)))


def test_a_page_takes_five_hundred_lines_and_not_one_more():
    five_hundred = asking(*(line(n) for n in range(500)))
    assert len(bank().when(five_hundred).decision) == 500
    bank(*FULL[:499]).when(asking(line(900))).then(
        told(BankCreditRecorded, 500, 900, credited(500))
    )
    bank(*FULL[:499]).when(asking(line(900), line(901))).refused_by("bankpage.full")
    answer = bank(*FULL[:499]).when(asking(line(900), line(901), line(1)))
    assert answer.decision.detail == "page 1 has room for 1 lines, not for 2"


def test_a_later_page_is_begun_only_when_the_earlier_ones_are_full():
    answer = bank(*FULL[:498]).when(asking(line(900), page=2))
    answer.refused_by("bankpage.earlier_page_has_room")
    assert answer.decision.detail == "page 1 still takes 2 lines"
    gap = bank(*FULL).when(asking(line(900), page=3))
    gap.refused_by("bankpage.earlier_page_has_room")
    assert gap.decision.detail == "page 2 still takes 500 lines"
    bank(*FULL, p2=FULL[:1]).when(asking(line(1), page=3)).nothing_happens()


def test_two_lines_with_one_print_are_refused_not_dropped():
    bank().when(asking(line(1), line(1, 700))).refused_by("bankpage.twin_lines")


def test_a_day_that_cannot_be_read_takes_no_lines():
    gone = replace(credit(1), particulars=None)
    bank(gone).when(asking(line(2))).refused_by("bankpage.unreadable")
    bank(*FULL[:499], replace(FULL[499], particulars=None)).when(
        asking(line(900), page=2)
    ).refused_by("bankpage.unreadable")


def test_what_the_bank_says_is_cut_to_fit():
    long = line(1, note="长" * 400)
    event = bank().when(asking(long)).decision[0]
    assert event.particulars == fitted(long.particulars) != long.particulars


def test_a_closed_day_takes_no_line_that_it_did_not_have():
    closed = bank(credit(1)).given(BANKDAY, day_closed())
    closed.when(asking(line(1), line(2))).refused_by("bankday.closed")
    closed.when(asking(line(1))).nothing_happens()
    prepared = bank(credit(1)).given(BANKDAY, day_prepared())
    prepared.when(asking(line(2))).then(told(BankCreditRecorded, 2, 2, credited(500)))


@pytest.mark.parametrize(
    ("account", "rule"),
    [
        ((), "account.not_open"),
        ((replace(OPENED, currency="EUR"),), "account.other_currency"),
        ((replace(OPENED, holds="1002"),), "account.other_cash"),
    ],
)
def test_cash_moves_only_on_the_account_that_was_opened(account, rule):
    given(ACCOUNT, *account).when(asking(line(1))).refused_by(rule)


def test_an_account_is_refused_with_what_is_right():
    euros, settlement = replace(OPENED, currency="EUR"), replace(OPENED, holds="1002")
    in_euros = given(ACCOUNT, euros).when(asking(line(1))).decision
    in_settlement = given(ACCOUNT, settlement).when(asking(line(1))).decision
    assert in_euros.detail == "ZZ-DEPOSITS is kept in EUR"
    assert in_settlement.detail == "ZZ-DEPOSITS holds 1002"


def test_the_streams_are_named_by_the_request_the_page_to_write_first():
    assert IMPORT_LINES.touches(asking(page=3)) == (
        StreamId("bankpage", f"{OWNER}/3"),
        StreamId("bankpage", f"{OWNER}/1"),
        StreamId("bankpage", f"{OWNER}/2"),
        StreamId("bankday", OWNER),
        StreamId("account", rows.ACCOUNT),
    )


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: asking(account="zz"), "account 'zz': expected"),
        (lambda: asking(currency="yuan"), "currency 'yuan': expected"),
        (lambda: asking(statement="x"), "sha256 'x': expected"),
        (lambda: asking(page=0), "page .*/0': expected"),
        (lambda: asking(page=1000), "page .*/1000': expected"),
        (lambda: asking(*[line(1)] * 501), "^lines: 501, expected at most 500$"),
        (lambda: line(1, 0), "^amount 0: expected 1 to 100000000000000 minor units$"),
        (lambda: line(1, 10**14 + 1), "^amount 100000000000001: expected"),
        (lambda: line(1, -1), "^amount -1: expected"),
        (lambda: line(1, booked_at=datetime(2026, 3, 17, 9)), "^booked_at 2026"),  # noqa: DTZ001
        (
            lambda: replace(line(1), particulars=Particulars(fingerprint="x")),
            "sha256 'x': expected",
        ),
    ],
)
def test_a_malformed_request_cannot_be_made(make, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        make()


def test_the_smallest_line_is_one_fen_and_the_largest_page_999():
    assert line(1, 1).amount == 1
    assert asking(page=999, day=date(2026, 3, 17)).page == 999
