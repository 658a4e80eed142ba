"""Matching what arrived: by sub-account, then name, account, amount and time; once."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from api.banks.matching import Matcher
from api.demo.cast import ANNOUNCEMENT, BIDDERS, LOT
from api.reversals import credits_like, open_reversals
from domain.deposit.issue import IssueSubAccount
from domain.deposit.refund import Standing
from domain.desk.gone import OpenReversal
from domain.desk.match import MatchReceipt
from domain.desk.require import RequireDeposit
from domain.desk.restate import RestateTerms
from domain.desk.reverse import MatchReversal
from domain.desk.unmatch import UnmatchReceipt
from domain.kernel import StreamId
from domain.lot.suspend import SuspendProcedure
from domain.party.enrol import RegisterParty
from domain.trade.suspension import ResumeProcedure
from projections.bankdays import DAYS
from tests.api.banks.conftest import ACCOUNT, MORNING_AFTER, NUMBER
from tests.kit.city import move_to
from tests.kit.statement_files import Row, file, statement

DAY = "2026-03-16"
SUB = "62284804025648900001"
PAID = Row(
    LOT.deposit_fen,
    "1",
    payer=BIDDERS[0].name,
    payer_account=BIDDERS[0].account,
    reference=SUB,
    time="16:59:59+08:00",
)
DEPOSIT = "P00000000000000D1"
PAPER = "ab" * 32


OF_A_POOL, POOL = "62284804025648900055", "Y00000000000000A1"


def issued(numbers):
    """Which sub-account is whose."""
    known = {SUB: DEPOSIT, OF_A_POOL: POOL}
    return {number: known[number] for number in numbers if number in known}


class Desk:
    """One lot, one deposit required, its sub-account issued; then statements, and the matcher."""

    def __init__(self, bankers, *, suspended=False):
        self.bankers, system = bankers, bankers.system
        self.asked = []
        alike = partial(credits_like, system.readers)
        self.matcher = Matcher(bankers.replay, self._ask, issued, system.law, alike=alike)
        bidder = BIDDERS[0]
        system.ask("agency", LOT)
        system.ask("agency", ANNOUNCEMENT)
        system.ask(
            "ops",
            RegisterParty(
                party=bidder.party, name=bidder.name, basic_account=bidder.account, basic_bank=""
            ),
        )
        system.ask("platform", RequireDeposit(deposit=DEPOSIT, lot=LOT.lot, party=bidder.party))
        until = date(2026, 6, 30)
        system.ask("platform", IssueSubAccount(deposit=DEPOSIT, sub_account=SUB, valid_until=until))
        if suspended:
            system.ask("agency", SuspendProcedure(lot=LOT.lot, until=None, document=PAPER))
        move_to(system, MORNING_AFTER)

    def _ask(self, wanted):
        self.asked.append(wanted)
        return self.bankers.system.ask("matcher", wanted)

    def arrive(self, *rows, **told):
        """A statement of the day with these lines."""
        self.bankers.importer.file(file(statement(*rows, number=NUMBER, day=DAY, **told)))

    def match(self, account=ACCOUNT):
        """What became of the day's lines: (line's number, matched, reason)."""
        self.bankers.system.readers.runner.catch_up()
        proposals = self.matcher.day(account, date.fromisoformat(DAY))
        return [(p.line.rpartition("#")[2], p.matched, p.reason) for p in proposals]

    def give_back(self):
        """What became of those that were found against a deposit."""
        proposals = self.matcher.give_back(ACCOUNT, date.fromisoformat(DAY))
        return [(p.line.rpartition("#")[2], p.matched, p.reason) for p in proposals]

    def deposit(self):
        return self.bankers.replay.state(StreamId("deposit", DEPOSIT))


@pytest.fixture
def desk(early_bankers):
    return Desk(early_bankers)


def test_the_right_payment_is_matched(desk):
    desk.arrive(PAID)
    assert desk.match() == [("1", True, None)]
    assert desk.deposit().held_fen == LOT.deposit_fen


def test_what_came_after_the_deadline_of_a_lot_that_stands_still_waits_and_then_is_in_time(
    early_bankers,
):
    """Nobody knows yet when it is (2.2): it leaves no trace, and is looked at again."""
    desk = Desk(early_bankers, suspended=True)
    desk.arrive(replace(PAID, time="17:00:01+08:00"))
    before = desk.bankers.position()
    assert desk.match() == [("1", False, "lot.suspended")]
    assert desk.bankers.position() == before
    system = desk.bankers.system
    system.ask("agency", ResumeProcedure(lot=LOT.lot, case=None, document=PAPER))
    system.ask("platform", RestateTerms(deposit=DEPOSIT, lot=LOT.lot))
    assert desk.match() == [("1", True, None)]
    assert desk.deposit().held_fen == LOT.deposit_fen


def test_a_matched_line_is_not_proposed_again(desk):
    desk.arrive(PAID)
    desk.match()
    before = desk.bankers.position()
    assert desk.match() == []
    assert desk.bankers.position() == before


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (replace(PAID, reference=""), "desk.no_sub_account"),
        (replace(PAID, reference="投标保证金"), "desk.no_sub_account"),
        (replace(PAID, reference="62284804025648900009"), "desk.unknown_sub_account"),
    ],
)
def test_what_is_not_the_deposits_stays_where_it_is_and_leaves_no_trace(desk, row, reason):
    desk.arrive(row)
    before = desk.bankers.position()
    assert desk.match() == [("1", False, reason)]
    assert desk.match() == [("1", False, reason)]
    assert desk.bankers.position() == before
    assert desk.deposit().held_fen == 0


@pytest.mark.parametrize(
    ("row", "fact", "held"),
    [
        (replace(PAID, fen=PAID.fen - 1), "ReceiptPartial", PAID.fen - 1),
        (replace(PAID, fen=PAID.fen + 1), "OverpaymentDetected", PAID.fen),
        (replace(PAID, time="17:00:01+08:00"), "LateReceiptDetected", 0),
    ],
)
def test_what_does_not_count_as_it_came_is_the_deposits_all_the_same(desk, row, fact, held):
    desk.arrive(row)
    before = desk.bankers.position()
    assert desk.match() == [("1", True, None)]
    assert desk.bankers.said(before)[0] == fact
    assert desk.deposit().held_fen == held


@pytest.mark.parametrize(
    ("row", "fact"),
    [
        (replace(PAID, payer="张三"), "PayerMismatchDetected"),
        (replace(PAID, payer_account="9999"), "NonBasicAccountDetected"),
    ],
)
def test_a_wrong_payer_is_evidence_once_however_often_one_looks(desk, row, fact):
    desk.arrive(row)
    before = desk.bankers.position()
    for _ in range(3):
        assert desk.match() == [("1", False, "deposit.evidence_recorded")]
    assert desk.bankers.said(before) == [fact]
    assert desk.deposit().held_fen == 0
    (line,) = desk.bankers.lines(DAY)
    assert line.allocated == 0


def test_the_last_second_is_in_time(desk):
    desk.arrive(replace(PAID, time="17:00:00+08:00"))
    assert desk.match() == [("1", True, None)]


def test_spaces_in_the_number_do_not_count(desk):
    desk.arrive(replace(PAID, reference=f"{SUB[:4]} {SUB[4:12]} {SUB[12:]}"))
    assert desk.match() == [("1", True, None)]


def test_a_second_payment_is_owed_back(desk):
    desk.arrive(PAID, replace(PAID, serial="2"))
    before = desk.bankers.position()
    assert desk.match() == [("1", True, None), ("2", True, None)]
    assert desk.bankers.said(before).count("DuplicateReceiptDetected") == 1
    assert desk.deposit().held_fen == PAID.fen


def test_a_part_and_the_rest_of_one_day_are_taken_one_after_the_other(desk):
    """Asked at once, the second would be judged as if the first had not come."""
    part = replace(PAID, fen=1)
    desk.arrive(part, replace(PAID, fen=PAID.fen - 1, serial="2"))
    assert desk.match() == [("1", True, None), ("2", True, None)]
    assert desk.deposit().held_fen == PAID.fen


def test_the_right_payment_counts_after_a_wrong_one(desk):
    desk.arrive(replace(PAID, payer="张三"), replace(PAID, serial="2"))
    assert desk.match() == [("1", False, "deposit.evidence_recorded"), ("2", True, None)]


def test_money_that_went_out_and_names_no_payment_of_ours_stays(desk):
    desk.arrive(replace(PAID, fen=-PAID.fen), opening=PAID.fen)
    assert desk.match() == [("1", False, "desk.no_payment_named")]
    assert desk.asked == []


def test_what_was_found_to_be_somebody_elses_is_given_back_once(desk):
    desk.arrive(replace(PAID, payer="张三"))
    assert desk.give_back() == [("1", False, "deposit.not_refused")], "it was not looked at yet"
    desk.match()
    before = desk.bankers.position()
    assert desk.give_back() == [("1", True, None)]
    assert desk.bankers.said(before)[:2] == ["ReceiptRejected", "RefundObligationCreated"]
    assert desk.give_back() == []


def test_interest_on_a_pools_number_waits_and_stops_nothing_else(desk):
    """Nothing that names a pool is found against a deposit: the round goes on with the next."""
    booked = replace(PAID, reference=OF_A_POOL, serial="5", interest=True)
    desk.arrive(booked, replace(PAID, payer="张三"))
    assert desk.match() == [
        ("1", False, "pool.interest_waits"),
        ("2", False, "deposit.evidence_recorded"),
    ]
    assert desk.give_back() == [("2", True, None)]


BACK = replace(PAID, fen=-PAID.fen, serial="9", reversal=True)


def test_what_somebody_else_paid_to_a_pools_number_the_bank_takes_back(desk):
    """P09: it was nobody's; neither line is open then."""
    paid, back = (replace(one, reference=OF_A_POOL) for one in (PAID, BACK))
    desk.arrive(paid, back, opening=PAID.fen)
    assert desk.match() == [("1", False, "pool.unknown"), ("2", True, None)]
    assert desk.match() == []


def test_a_credit_that_the_bank_takes_back_is_taken_from_its_deposit(desk):
    """P09: the debit of the same day is known once the credit is; nothing stays open."""
    desk.arrive(BACK, PAID, opening=PAID.fen)
    before = desk.bankers.position()
    assert desk.match() == [("1", True, None), ("2", True, None)]
    assert "BankCreditReversed" in desk.bankers.said(before)
    assert (desk.deposit().held_fen, desk.deposit().receipts) == (0, ())
    assert desk.match() == []


def test_of_a_payment_that_was_booked_twice_the_duplicate_is_taken_back(desk):
    """Else it would be paid out, and custody would lose it twice."""
    desk.arrive(PAID, replace(PAID, serial="2"), BACK, opening=PAID.fen)
    assert desk.match() == [("1", True, None), ("2", True, None), ("3", True, None)]
    deposit = desk.deposit()
    assert (deposit.held_fen, deposit.refund(1).standing) == (PAID.fen, Standing.VOID)
    assert [receipt.line for receipt in deposit.receipts] == [f"{ACCOUNT}/{DAY}/1#1"]


def test_when_both_are_taken_back_the_second_is_at_the_next_look(desk):
    desk.arrive(PAID, replace(PAID, serial="2"), BACK, replace(BACK, serial="8"), opening=PAID.fen)
    assert desk.match()[2:] == [("3", True, None), ("4", False, "deposit.not_paid_by")]
    assert desk.match() == [("4", True, None)]
    assert (desk.deposit().held_fen, desk.deposit().receipts) == (0, ())


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((replace(BACK, fen=1 - PAID.fen),), "desk.no_credit_reversed"),
        ((replace(BACK, payer_account="9999"),), "desk.no_credit_reversed"),
        ((replace(BACK, reference="", payer_account="9999"),), "desk.no_sub_account"),
        ((replace(BACK, reference="", payer_account=""),), "desk.no_sub_account"),
        ((replace(BACK, reference="62284804025648900009"),), "desk.unknown_sub_account"),
    ],
    ids=["another amount", "another payer", "without a number too", "no payer", "nobody's number"],
)
def test_what_takes_back_no_one_credit_that_is_known_stays(desk, rows, reason):
    desk.arrive(PAID, *rows, opening=PAID.fen)
    assert desk.match()[-1] == (str(1 + len(rows)), False, reason)
    assert desk.deposit().held_fen == PAID.fen


NUMBERLESS = replace(BACK, reference="")


def test_without_a_number_the_one_credit_of_that_payer_is_taken_back(desk):
    """P09: given by a person (P08) or by its number, it is the deposit's no longer."""
    desk.arrive(PAID, NUMBERLESS, opening=PAID.fen)
    assert desk.match() == [("1", True, None), ("2", True, None)]
    assert (desk.deposit().held_fen, desk.deposit().receipts) == (0, ())
    assert desk.match() == []


def test_one_that_is_nobodys_goes_out_of_2001_and_is_offered_no_more(desk):
    """P09: Dr 2001 / Cr 1008; neither line is open."""
    desk.arrive(replace(PAID, reference=""), NUMBERLESS, opening=PAID.fen)
    before = desk.bankers.position()
    assert desk.match() == [("1", False, "desk.no_sub_account"), ("2", True, None)]
    assert desk.bankers.said(before) == ["OpenCreditReversed", "DebitMatched"]
    assert desk.match() == []
    (day,) = desk.bankers.system.readers.bankdays.rows(DAYS, {"account": ACCOUNT}).rows
    assert (day["lines"], day["matched"]) == (2, 2)


def test_a_credit_is_looked_for_up_to_the_reversals_own_day(desk):
    desk.arrive(PAID)
    desk.match()
    likes = partial(credits_like, desk.bankers.system.readers, ACCOUNT, PAID.fen)
    assert likes(PAID.payer_account, date(2026, 3, 16)) == [f"{ACCOUNT}/{DAY}/1#1"]
    assert likes(PAID.payer_account, date(2026, 3, 15)) == []


def test_so_does_a_mismatch_whose_number_both_name(desk):
    other = replace(PAID, payer="乙公司", payer_account="9999")
    back = replace(BACK, payer="乙公司", payer_account="9999")
    desk.arrive(other, back, opening=PAID.fen)
    assert desk.match()[1] == ("2", True, None)
    assert desk.match() == []
    assert desk.give_back() == []


def test_of_two_alike_a_person_decides_and_until_then_the_reversal_is_told(desk):
    again = replace(PAID, serial="2")
    desk.arrive(PAID, again, NUMBERLESS, opening=PAID.fen)
    assert desk.match()[2] == ("3", False, "desk.no_credit_reversed")
    before = desk.bankers.position()
    assert desk.match() == [("3", False, "desk.no_credit_reversed")]
    assert desk.bankers.position() == before
    desk.bankers.system.readers.runner.catch_up()
    (known,) = open_reversals(desk.bankers.system.readers, ACCOUNT)
    line = f"{ACCOUNT}/{DAY}/1#3"
    assert known == OpenReversal(line, PAID.fen, PAID.payer_account)
    taken = MatchReversal(
        line=line, line_seen=1, reversed=f"{ACCOUNT}/{DAY}/1#2", deposit=DEPOSIT, lot=None
    )
    desk.bankers.system.ask("matcher", taken)
    desk.bankers.system.readers.runner.catch_up()
    assert open_reversals(desk.bankers.system.readers, ACCOUNT) == ()


def takes_back(desk, seen):
    said = {"line": f"{ACCOUNT}/{DAY}/1#1", "deposit": DEPOSIT, "lot": None}
    desk.bankers.system.ask("matcher", UnmatchReceipt(**said, line_seen=seen, reason="误认"))


def test_what_was_taken_back_from_a_deposit_is_not_given_to_it_again(desk):
    """Whoever did so knows better than its number; a person may still match it."""
    desk.arrive(PAID)
    desk.match()
    takes_back(desk, 2)
    assert desk.match() == [("1", False, "desk.taken_back")]
    again = MatchReceipt(line=f"{ACCOUNT}/{DAY}/1#1", line_seen=3, deposit=DEPOSIT, lot=None)
    desk.bankers.system.ask("matcher", again)
    assert desk.deposit().held_fen == PAID.fen


def test_nor_given_back_to_its_payer(desk):
    """What was found against a deposit, and given back by mistake: it is nobody's, and stays so."""
    desk.arrive(replace(PAID, payer="乙公司", payer_account="9999"))
    desk.match()
    assert desk.give_back() == [("1", True, None)]
    takes_back(desk, 2)
    assert desk.match() == [("1", False, "desk.taken_back")]
    assert desk.give_back() == []


def test_foreign_currency_is_never_proposed(desk):
    desk.bankers.account("EUR-MAIN", "LT01", currency="EUR")
    desk.bankers.importer.file(file(statement(PAID, number="LT01", day=DAY, currency="EUR")))
    assert desk.match("EUR-MAIN") == []
    assert desk.asked == []


def test_what_changes_meanwhile_is_told_as_the_door_tells_it(desk):
    desk.arrive(PAID)
    line = f"{ACCOUNT}/{DAY}/1#1"
    rival = [
        MatchReceipt(line=line, line_seen=1, deposit=DEPOSIT, lot=None),
        UnmatchReceipt(line=line, line_seen=2, deposit=DEPOSIT, lot=None, reason="误认"),
    ]

    def overtaken(wanted):
        for command in rival:
            desk.bankers.system.ask("matcher", command)
        return desk.bankers.system.ask("matcher", wanted)

    late = Matcher(desk.bankers.replay, overtaken, issued, desk.bankers.system.law)
    (proposal,) = late.day(ACCOUNT, date.fromisoformat(DAY))
    assert (proposal.matched, proposal.reason) == (False, "desk.line_changed")


def test_all_pages_of_a_day_are_looked_at(desk):
    rows = [Row(1, str(n)) for n in range(2, 502)]
    desk.arrive(*rows, PAID)
    found = desk.match()
    assert len(found) == 501
    assert found[-1] == ("1", True, None)
