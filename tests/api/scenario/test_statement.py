"""The bank of a scenario tells its lines in statements that our own reader takes."""

from datetime import datetime

from api.banks.statements.format import Kind
from api.banks.statements.register import read
from api.scenario.statement import Bank, Entry

AT = datetime.fromisoformat("2026-03-12T10:02:00+08:00")


def test_a_statement_opens_where_the_last_one_closed():
    bank = Bank("6228480402564890", "中心")
    bank.statement(AT, Entry(fen=500, name="甲", account="35051", reference="62284804025648900001"))
    (second,) = read(bank.statement(AT, Entry(fen=-200, name="乙", account="35052")))
    assert (second.opening_minor, second.closing_minor, bank.fen) == (500, 300, 300)
    assert (second.account, second.sequence) == ("6228480402564890", 2)


def test_a_line_says_who_paid_to_which_number_and_when():
    told = Entry(fen=500, name="甲&乙", account="35051", reference="62284804025648900001")
    (statement,) = read(Bank("6228480402564890", "中心").statement(AT, told))
    (line,) = statement.lines
    assert (line.counterparty, line.counterparty_account) == ("甲&乙", "35051")
    assert (line.reference, line.booking_time) == ("62284804025648900001", AT)
    assert (line.amount_minor, line.credit, line.kind) == (500, True, Kind.PAYMENT)


def test_interest_and_returns_are_called_so():
    bank = Bank("6228480402564890", "中心", fen=900)
    earned = Entry(fen=5, reference="62284804025648900001", interest=True)
    (interest,) = read(bank.statement(AT, earned))
    back = Entry(fen=7, name="乙", account="35052", end_to_end="P1", returned="AC04")
    (returned,) = read(bank.statement(AT, back))
    assert interest.lines[0].kind is Kind.INTEREST
    (line,) = returned.lines
    assert (line.kind, line.return_reason, line.end_to_end_id) == (Kind.RETURN, "AC04", "P1")
    assert (line.counterparty, line.credit) == ("乙", True)
