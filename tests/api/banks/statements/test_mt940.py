"""MT940: what counts, which way it went, when, and from whom."""

from datetime import date

import pytest

from api.banks.statements.format import Kind, Line, Statement
from api.banks.statements.register import read
from tests.api.banks.statements.mt940_files import CREDIT, DEBIT, mt940


def statement(*lines: str, **told: str | None) -> Statement:
    (seen,) = read(mt940(*lines, **told))
    return seen


def line(*lines: str) -> Line:
    (seen,) = statement(*lines).lines
    return seen


def test_a_statement_says_whose_it_is_which_one_and_from_when_to_when():
    seen = statement(CREDIT, DEBIT)
    assert (seen.account, seen.currency) == ("35001000000001", "CNY")
    assert (seen.identifier, seen.sequence) == ("STARTUMS 7/1", 7)
    assert (seen.from_date, seen.to_date) == (date(2024, 3, 14), date(2024, 3, 15))
    assert (seen.entries, seen.booked, seen.warnings) == (2, 2, ())


@pytest.mark.parametrize(("number", "sequence"), [("0", None), ("00035/001", 35), ("1/2024x", 1)])
def test_the_number_of_the_statement_is_told_where_banks_count(number, sequence):
    assert statement(number=number).sequence == sequence


@pytest.mark.parametrize(
    ("closing", "balanced"), [("CNY120,00", True), ("CNY120,01", False), ("CNY119,99", False)]
)
def test_opening_and_entries_make_the_closing(closing, balanced):
    entries = (":61:240315C30,00NTRFNONREF", ":61:240315D10,00NTRFNONREF")
    assert statement(*entries, closing=f":62F:C240315{closing}").balanced is balanced


@pytest.mark.parametrize("missing", ["opening", "closing"])
def test_a_statement_without_a_balance_neither_balances_nor_fails(missing):
    seen = statement(CREDIT, **{missing: None})
    assert (seen.balanced, seen.currency, seen.credits_minor) == (None, "CNY", 100)


def test_without_any_balance_the_currency_may_stand_behind_the_account():
    seen = statement(CREDIT, opening=None, closing=None, account="51210600/9223382012EUR")
    assert (seen.balanced, seen.currency, seen.booked) == (None, "EUR", 1)
    assert seen.warnings == ("currency.account: no balance: EUR as behind the account",)


@pytest.mark.parametrize(
    ("mark", "credit", "reversal", "closing"),
    [
        ("C", True, False, "101,00"),
        ("D", False, False, "99,00"),
        ("RC", False, True, "99,00"),
        ("RD", True, True, "101,00"),
        ("rc", False, True, "99,00"),
        ("CY", True, False, "101,00"),  # the third letter of the currency may follow the mark
        ("DR", False, False, "99,00"),
        ("RDR", True, True, "101,00"),
    ],
)
def test_a_reversal_turns_the_sign(mark, credit, reversal, closing):
    seen = statement(f":61:240315{mark}1,00NTRFNONREF", closing=f":62F:C240315CNY{closing}")
    assert seen.balanced
    assert (seen.lines[0].credit, seen.lines[0].reversal) == (credit, reversal)


def test_a_debit_balance_is_negative():
    seen = statement(":61:240315C150,NTRF", opening=":60F:D240314CNY100,")
    assert (seen.opening_minor, seen.closing_minor, seen.balanced) == (-10_000, 10_000, False)
    assert statement(":61:240315C200,NTRF", opening=":60F:D240314CNY100,").balanced


@pytest.mark.parametrize(
    ("written", "currency", "minor"),
    [
        ("12,34", "CNY", 1234),
        ("12,3", "CNY", 1230),
        ("12,", "CNY", 1200),
        ("12", "CNY", 1200),
        (",05", "CNY", 5),
        ("12,3400", "CNY", 1234),
        ("000000000000001213,28", "CNY", 121_328),
        ("1234567890123,45", "CNY", 123_456_789_012_345),
        ("1500,", "JPY", 1500),
        ("1500,00", "JPY", 1500),
        ("1,234", "KWD", 1234),
    ],
)
def test_amounts_have_the_decimals_of_their_currency(written, currency, minor):
    seen = statement(
        f":61:240315C{written}NTRFNONREF",
        opening=f":60F:C240314{currency}0,",
        closing=f":62F:C240315{currency}{written}",
    )
    assert (seen.lines[0].amount_minor, seen.closing_minor) == (minor, minor)
    assert seen.balanced


def test_a_decimal_point_is_read_with_a_warning():
    seen = statement(":61:240315C12.34NTRFNONREF", ":61:240315D12.3NTRFNONREF")
    assert (seen.credits_minor, seen.debits_minor) == (1234, 1230)
    assert seen.warnings == ("amount.point: entry 1 has a decimal point, not a comma (first of 2)",)


@pytest.mark.parametrize(
    ("dates", "booked", "value"),
    [
        ("240315", date(2024, 3, 15), date(2024, 3, 15)),
        ("2403150318", date(2024, 3, 18), date(2024, 3, 15)),
        ("240315    ", date(2024, 3, 15), date(2024, 3, 15)),
        ("2312310102", date(2024, 1, 2), date(2023, 12, 31)),
        ("2401021231", date(2023, 12, 31), date(2024, 1, 2)),
        ("9912310103", date(2000, 1, 3), date(1999, 12, 31)),
        ("800102", date(1980, 1, 2), date(1980, 1, 2)),
        ("790102", date(2079, 1, 2), date(2079, 1, 2)),
    ],
)
def test_the_entry_date_is_the_booking_date_and_the_value_date_where_there_is_none(
    dates, booked, value
):
    seen = line(f":61:{dates}C1,00NTRFNONREF")
    assert (seen.booking_date, seen.value_date) == (booked, value)


def test_the_thirtieth_of_february_is_read_as_its_last_day_with_a_warning():
    seen = statement(":61:2402300301C1,00NTRFNONREF")
    assert seen.lines[0].value_date == date(2024, 2, 29)
    assert seen.warnings == ("date.february: entry 1 has the value date 0230: read as 2024-02-29",)


@pytest.mark.parametrize(
    ("references", "serial", "end_to_end"),
    [
        ("NONREF//MB170119012058", "MB170119012058", None),
        ("NONREF//NONREF", None, None),
        ("INV 4711//B9", "B9", "INV 4711"),
        ("INV4711", None, "INV4711"),
        ("0121470966      W.P. Jansen", None, "0121470966"),
        ("NL47INGB9999999999", None, "NL47INGB9999999999"),
        ("BIPI-dvT1FzfMqvzF5HaU4oetlH7SGRkonU//2022070616391534000", "2022070616391534000",
         "BIPI-dvT1FzfMqvzF5HaU4oetlH7SGRkonU"),
        ("EREF//B9", "B9", None),
        ("", None, None),
    ],
)  # fmt: skip
def test_the_banks_reference_is_the_serial_the_customers_the_end_to_end(
    references, serial, end_to_end
):
    seen = line(f":61:240315C1,00NTRF{references}")
    assert (seen.serial, seen.end_to_end_id) == (serial, end_to_end)


def test_real_twins_without_a_serial_are_two_lines():
    seen = statement(*[":61:240315C1,00NTRFNONREF", ":86:same"] * 2)
    assert [one.occurrence for one in seen.lines] == [1, 2]
    assert len({one.fingerprint(seen.account) for one in seen.lines}) == 2


def test_an_entry_without_a_type_is_not_lost_before_the_next():
    assert statement(":61:240315C50,00", ":61:240315C20,00", CREDIT).credits_minor == 7100


@pytest.mark.parametrize(
    ("kind", "means"),
    [
        ("NTRF", Kind.PAYMENT),
        ("NINT", Kind.INTEREST),
        ("NCHG", Kind.CHARGE),
        ("NCOM", Kind.CHARGE),
        ("NMSC", None),
        ("NRTI", Kind.RETURN),
        ("S103", None),
    ],
)
def test_what_an_entry_is_for_is_read_from_its_type(kind, means):
    seen = line(f":61:240315C1,00{kind}NONREF")
    assert (seen.transaction_code, seen.kind) == (kind, means)


GERMAN = (
    ":86:166?00GUTSCHRIFT?100399?20EREF+E2E-1?21SVWZ+Bietersich?22erheit L7"
    "?30DRESDEFF508?31DE1450880\n0500194785000?32KARL?33 KAUFMANN"
)
DUTCH = ":86:/EREF/E2E-1/IBAN/NL84INGB0234561789/BIC/INGBNL2A/NAME/JAN\nSEN/REMI/Waarborg L7"


@pytest.mark.parametrize(
    ("details", "who", "account", "bank", "note"),
    [
        (GERMAN, "KARL KAUFMANN", "DE14508800500194785000", "DRESDEFF508", "Bietersicherheit L7"),
        (DUTCH, "JANSEN", "NL84INGB0234561789", "INGBNL2A", "Waarborg L7"),
    ],
)
def test_the_other_side_is_read_from_details_that_are_structured(details, who, account, bank, note):
    seen = line(CREDIT, details)
    assert (seen.counterparty, seen.counterparty_account) == (who, account)
    assert (seen.counterparty_bank, seen.note, seen.end_to_end_id) == (bank, note, "E2E-1")


def test_other_details_are_the_note_line_by_line():
    seen = line(CREDIT, ":86:first  line\n\nsecond\u3000line", ":86:third")
    assert (seen.note, seen.counterparty) == ("first line\nsecond line\nthird", None)


def test_without_details_what_stands_behind_the_references_is_the_note():
    assert line(CREDIT + "\nsupplementary").note == "supplementary"


@pytest.mark.parametrize(
    ("entry", "details", "reason"),
    [
        (CREDIT, ":86:159?00RETOURE?20SVWZ+X?34914", "914"),
        (CREDIT, ":86:/RTRN/AC04/NAME/X", "AC04"),
        (CREDIT.replace("NTRF", "NRTI"), ":86:x", None),
    ],
)
def test_what_comes_back_is_a_return(entry, details, reason):
    seen = line(entry, details)
    assert (seen.kind, seen.return_reason) == (Kind.RETURN, reason)


def test_details_behind_the_closing_balance_are_no_entrys():
    seen = read(mt940(CREDIT, ":86:mine") + b":86:the statement's\n")[0]
    assert seen.lines[0].note == "mine"


def test_a_customers_reference_in_the_details_does_not_mix_with_that_of_the_entry():
    seen = line(":61:240315C1,00NTRFINV1", ":86:166?00X?20KREF+INV2?21SVWZ+Y")
    assert seen.end_to_end_id == "INV1"
