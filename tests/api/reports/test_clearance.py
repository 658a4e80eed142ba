"""年度清退: what of deposits is left at a year's end, since when, until when and why."""

import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from api.closing.reading import NotFollowed, reach
from api.reports.clearance import came_first, clearance_report, owed_of_its_own, remaining
from api.reports.clearance_paper import clearance_paper
from api.reports.forms import FORMS, drawn
from api.reports.period import period_report, year_of
from api.reports.record import digest
from domain.deposit.arrived import ReceiptUnmatched
from domain.deposit.dormant import ClaimDormant, DeclareDormant
from domain.deposit.refund import Refund, Standing
from domain.deposit.stream import DEPOSIT
from domain.desk.dormant import DeclareDormantReceipts
from domain.desk.owe import OweRefund
from domain.governance.publish import PublishCalendar
from domain.postings import reversed_entry
from projections.balance_reader import Balance
from projections.refunds import REFUNDS
from tests.kit import bidding, refunding
from tests.kit.bidding import DEPOSITS, FEN, LOTS
from tests.kit.city import move_to
from tests.kit.closing import ACCOUNT, DAY
from tests.kit.owing import matched
from tests.kit.papers import said
from tests.kit.passing import Q
from tests.kit.rows import REQUIRED, D
from tests.kit.story import fold

CAME = bidding.DAY
DUE = date(2026, 3, 25)


@pytest.fixture(scope="module")
def failed(staffed, tmp_path_factory):
    """Of a lot that failed three deposits are owed back; another lot's is sealed, and two lines are
    nobody's; in the evening of the 20th."""
    return staffed.further(tmp_path_factory.mktemp("failed"), refunding.failed)


@pytest.fixture
def system(failed, tmp_path):
    """A copy of it for each test."""
    with failed.copied(tmp_path) as made:
        yield made


def year(system, of="2026", at=None):
    return clearance_report(system, ACCOUNT, *year_of(of), at or reach(system))


def rows(told):
    return [(o.account, o.owner, o.amount, o.since, o.why) for o in told.left]


def singly(told, account):
    return [one for one in told.left if one.account == account and one.owner]


def test_what_is_left_is_told_with_its_age_and_why(system):
    told = year(system)
    assert told.through == date(2026, 3, 20)
    assert rows(told) == [
        ("2001", f"{ACCOUNT}/{CAME}", 2 * FEN, CAME, "clearance.UNIDENTIFIED"),
        *(("2002", one, FEN, CAME, "clearance.OWED") for one in DEPOSITS[:3]),
        ("2002", "", FEN, None, "clearance.SEALED"),
    ]
    owed = singly(told, "2002")
    assert {(one.lot, one.due, one.age(told.through)) for one in owed} == {(LOTS[0], DUE, 4)}
    assert not any(one.overdue(told.through) for one in owed)


def publish(system, *holidays):
    """The office says which days of the year are off, and what follows by itself follows."""
    system.ask("office", PublishCalendar(year=2026, holidays=holidays, workdays=()))
    system.reactor.run()


def test_a_last_day_is_an_estimate_until_the_calendar_is_there_and_moves_then_if_it_must(system):
    """Given that nobody published the year, and that the last day is a holiday then: it is the next
    one, for certain. A correction moves nothing any more."""
    unknown = year(system)
    assert {(one.due, one.estimated) for one in singly(unknown, "2002")} == {(DUE, True)}
    texts = (
        said(clearance_paper(unknown, "zh"), "html"),
        said(clearance_paper(unknown, "en"), "html"),
    )
    assert ["2026-03-25 预估" in texts[0], "2026-03-25 estimate" in texts[1]] == [True, True]
    publish(system, DUE)
    certain = {(date(2026, 3, 26), False)}
    assert {(one.due, one.estimated) for one in singly(year(system), "2002")} == certain
    system.readers.runner.catch_up()
    rows_told = system.readers.refunds.rows(REFUNDS, {"deposit": list(DEPOSITS[:3])}).rows
    assert {row["due"] for row in rows_told} == {date(2026, 3, 26)}
    publish(system)
    assert {(one.due, one.estimated) for one in singly(year(system), "2002")} == certain
    before = year(system, at=unknown.stand.position)
    assert {(one.due, one.estimated) for one in singly(before, "2002")} == {(DUE, True)}


def test_before_an_opening_there_is_one_sum_and_no_count_of_it(system):
    """Given a deposit of a sealed lot; then it is told by its account alone; once the lot is open,
    by itself, as held while the lot is under way."""
    assert not any(DEPOSITS[3] in text for text in told_texts(system))
    bidding.open_bids(system, 1, bidding.USUAL)
    *_, held = singly(year(system), "2002")
    assert (held.owner, held.lot, held.why) == (DEPOSITS[3], LOTS[1], "clearance.UNDER_WAY")


def told_texts(system):
    return (
        said(clearance_paper(year(system), one), form) for one in ("zh", "en") for form in FORMS
    )


def test_it_comes_to_what_the_years_statement_says_by_kind_of_money(system):
    """Nothing that is a deposit's is left out, and nothing is told twice."""
    refunding.interest(system, refunding.INTEREST)
    at = reach(system)
    kinds = period_report(system, ACCOUNT, *year_of("2026"), at).kinds
    ours: dict[str, int] = {}
    for one in year(system, at=at).left:
        ours[one.account] = ours.get(one.account, 0) + one.amount
    assert ours == {one.account: -one.closing for one in kinds if one.account in ours}
    assert {"2001", "2002", "2007"} == ours.keys()


def test_what_goes_back_in_the_next_year_was_left_in_this_one(system):
    """Given a refund that is paid in January, long after its day; then it is in December's report,
    overdue and on its way; and on its way in the next year's."""
    publish(system)
    refunding.interest(system, *[refunding.INTEREST] * 3)
    move_to(system, "2027-01-05T10:00:00+08:00")
    refunding.approved(system, DEPOSITS[0])
    refunding.ordered(system, DEPOSITS[0])
    told = year(system)
    assert told.through == date(2026, 12, 31)
    first, second, _ = singly(told, "2002")
    assert (first.amount, first.why, second.why) == (FEN, "clearance.INSTRUCTED", "clearance.OWED")
    assert first.overdue(told.through)
    row = next(r for r in clearance_paper(told, "zh").tables[1].rows if r.cells[0] == first.owner)
    assert (row.kind, row.cells[-1], row.cells[5]) == ("warning", "银行办理中", "290")
    (going,) = singly(year(system, "2027"), "1009")
    assert going.amount == FEN + refunding.INTEREST
    assert {one.owner for one in singly(year(system, "2027"), "2002")} == {*DEPOSITS[1:3]}


def test_a_failed_lot_whose_refund_nobody_owes_yet_is_told_as_over(staffed, tmp_path):
    with staffed.copied(tmp_path) as made:
        refunding_without(made)
        assert {one.why for one in singly(year(made), "2002")} == {"clearance.OVER"}
        made.ask("platform", OweRefund(deposit=DEPOSITS[0], lot=LOTS[0]))
        told = [(one.owner, one.why) for one in singly(year(made), "2002")]
        assert told[0] == (DEPOSITS[0], "clearance.OWED")


def refunding_without(system):
    """The first lot fails, and no policy has owed its deposits back."""
    bidding.tell(system, bidding.USUAL)
    bidding.open_bids(system, 0, bidding.USUAL)
    move_to(system, "2026-03-20T15:00:00+08:00")
    system.ask("agency", refunding.FailLot(lot=LOTS[0], reason="有效投标不足三家"))


def refund(number, due, **other):
    told = {"cause": "LOSER", "rule": "CT-20", "amount_fen": FEN, "interest": False}
    return Refund(number=number, due=due, payee=None, line=None, **(told | other))


def test_what_stands_in_a_deposits_own_name_is_owed_by_what_was_not_paid_by_then():
    """Given a refund that was paid in May and one that is owed since; then of what is there in
    April the first tells, in December the second. What gave a line back, was void, or has its own
    money apart tells of none of it."""
    first = refund(1, date(2026, 4, 1), paid_on=date(2026, 5, 1), standing=Standing.PAID)
    second = refund(2, date(2026, 6, 1))
    assert owed_of_its_own((second, first), (), date(2026, 4, 30)) is first
    assert owed_of_its_own((first, second), (), date(2026, 5, 1)) is second
    assert owed_of_its_own((first, second), (2,), date(2026, 12, 31)) is None
    void, of_a_line = refund(3, CAME, standing=Standing.VOID), refund(4, CAME)
    of_a_line = replace(of_a_line, line=f"{bidding.PAGE}#1")
    assert owed_of_its_own((void, of_a_line), (), CAME) is None


def test_a_payout_to_others_is_no_deposit_any_more_though_it_came_back():
    """Given what is on its way to a beneficiary (1009), and what came back of it (2012); then of
    both accounts the refunds alone are told, and neither the payouts nor their sum."""

    def stands(account, owner):
        return Balance("CUST", "CNY", account, owner, 0, FEN, 1)

    refund = f"{DEPOSITS[0]}/1"
    there = [stands(account, owner) for account in ("1009", "2012") for owner in (refund, Q)]
    nobody = SimpleNamespace(deposits={}, published=frozenset())
    assert [(one.account, one.owner, one.amount, one.why) for one in remaining(there, nobody)] == [
        ("1009", "", FEN, "clearance.SEALED"),
        ("2012", "", FEN, "clearance.SEALED"),
    ]


def test_since_when_it_is_there_no_line_says_that_was_anothers():
    """Given a line that was matched once, un-matched, and one that the bank took back; then the
    deposit's money is as old as the first that stayed."""
    early, stayed = (f"ZZ-DEPOSITS/2026-03-{day}/1#1" for day in (10, 16))
    first, second = (replace(matched(1), line=line) for line in (early, stayed))
    undone = ReceiptUnmatched(
        deposit=D, line=early, reason="误认", entries=(reversed_entry(first.entries[0]),)
    )
    assert came_first(fold(DEPOSIT, REQUIRED, first, second)) == date(2026, 3, 10)
    assert came_first(fold(DEPOSIT, REQUIRED, first, undone, second)) == date(2026, 3, 16)
    both = fold(DEPOSIT, REQUIRED, first, second)
    gone = replace(both, receipts=(replace(both.receipts[0], reversed=True), both.receipts[1]))
    assert came_first(gone) == date(2026, 3, 16)
    assert came_first(fold(DEPOSIT, REQUIRED)) is None


def test_what_was_published_says_so(office):
    """Given money that nobody claimed for a year, on the public list; then it is told as such."""
    (before,) = year(office.system).left
    assert (before.why, before.amount) == ("clearance.UNIDENTIFIED", 1_200)
    move_to(office.system, "2027-04-06T10:00:00+08:00")
    listed = DeclareDormantReceipts(
        account=ACCOUNT,
        day=DAY,
        amount_fen=1_200,
        notice=date(2027, 4, 6),
        document="公示〔2027〕1号",
        evidence="ee" * 32,
    )
    office.system.ask("cash", listed)
    told = year(office.system, "2027")
    assert [(one.why, one.age(told.through)) for one in told.left] == [("clearance.PUBLISHED", 385)]


def test_a_refund_says_so_while_it_stands_on_the_list(system):
    """Given a refund that nobody approved, on the public list; then it is told as such though its
    money stands in the deposit's own name; and no more once it was claimed."""
    move_to(system, "2027-04-06T10:00:00+08:00")
    deposit = DEPOSITS[0]
    paper = {"document": "公示〔2027〕1号", "evidence": "ee" * 32}
    listed = {"deposit": deposit, "number": 1, "notice": date(2027, 4, 6), **paper}
    system.ask("clerk", DeclareDormant(**listed, since=DUE))
    whys = {one.owner: one.why for one in singly(year(system, "2027"), "2002")}
    assert whys[deposit] == "clearance.PUBLISHED"
    assert set(whys.values()) == {"clearance.PUBLISHED", "clearance.OWED"}
    system.ask("clerk", ClaimDormant(deposit=deposit, number=1, claimed=date(2027, 4, 6), **paper))
    assert {one.why for one in singly(year(system, "2027"), "2002")} == {"clearance.OWED"}


def test_before_the_account_there_was_nothing(office):
    assert year(office.system, "2025").left == ()
    with pytest.raises(NotFollowed, match="NOBODYS"):
        clearance_report(office.system, "NOBODYS", *year_of("2026"), reach(office.system))


def test_at_its_position_it_stays_the_same_to_the_byte(system):
    at = reach(system)

    def files():
        return {form: drawn(clearance_paper(year(system, at=at), "zh"), form) for form in FORMS}

    before = files()
    bidding.open_bids(system, 1, bidding.USUAL)
    refunding.interest(system, refunding.INTEREST)
    assert files() == before
    assert digest(year(system)) != digest(year(system, at=at))


def test_the_paper_sums_what_it_lists(system):
    paper = clearance_paper(year(system), "zh")
    kinds, listed = paper.tables
    assert [str(cell) for cell in kinds.rows[-1].cells[2:]] == [
        "4,000,000.00",
        "800,000.00",
        "4,800,000.00",
    ]
    assert len(listed.rows) == 5
    assert ("未清退合计", "4,800,000.00") in paper.facts
    assert ("其中逾期未退", "0 项，0.00") in paper.facts


def test_in_english_it_has_no_chinese(system):
    assert not re.search("[\u4e00-\u9fff]", said(clearance_paper(year(system), "en"), "html"))
