"""The main job: what is told, what it came to, and that it fails when anything is wrong."""

import json
import secrets
import subprocess
import sys
from dataclasses import dataclass
from datetime import date

import pytest

from api.cli.demo import exit_code
from api.cli.exits import OK
from api.demo.cast import LOT, STRANGER
from api.demo.draw import Draw, Fate, drawn
from api.demo.outcome import Booked, Outcome
from api.demo.staff import CUSTODY
from api.demo.story import Chapter
from api.wiring import System
from domain.accounts import PRICE_HELD
from domain.deposit.refund import Standing
from domain.kernel import StreamId
from projections.refunds import REFUNDS
from tests.api.demo.conftest import play, staged, three_days
from tests.kit.databases import fresh
from tests.kit.demonstration import ROOT
from tests.oracle.interest_by_day import interest_by_day

FOUND = {
    Fate.FULL: ("ReceiptMatched",),
    Fate.PARTIAL: ("ReceiptPartial", "ReceiptMatched"),
    Fate.OVER: ("OverpaymentDetected",),
    Fate.LATE: ("LateReceiptDetected",),
    Fate.WRONG: ("PayerMismatchDetected", "ReceiptRejected"),
    Fate.GUARANTEE: ("DepositSecured",),
}
SUMS = ROOT / "tests" / "oracle" / "sums_of_statements.py"


@dataclass(frozen=True)
class Run:
    """A run on good input: its seed's draw, the system, what it came to, what was told."""

    draw: Draw
    system: System
    outcome: Outcome
    told: list[Chapter]


@pytest.fixture(scope="module", params=["one seed", "another"])
def good(server, tmp_path_factory, request):
    """Drawn by chance, anew each time: which it was, is printed with whatever fails."""
    seed = secrets.randbelow(10**9)
    print(f"{request.param}: ./zhangben demo --once --seed {seed}")
    folder = tmp_path_factory.mktemp("good")
    with pytest.MonkeyPatch.context() as patch, staged(fresh(server), folder) as system:
        three_days(folder, patch)
        yield Run(drawn(seed), system, *play(system, seed))


@pytest.fixture(autouse=True)
def which_seed(request):
    """Said again beside each failure."""
    if "good" in request.fixturenames:
        print(f"seed {request.getfixturevalue('good').draw.seed}")


def principal(draw, bid):
    """What must go back of a deposit, without interest; fen."""
    if bid.fate is Fate.GUARANTEE:
        return 0
    return bid.excess_fen if bid.bidder == draw.buyer else bid.first_fen + bid.rest_fen


def test_it_is_told_in_order_without_a_gap(good):
    told = good.told
    assert [chapter.key for chapter in told] == [
        "chapter.log",
        "chapter.posts",
        "chapter.month",
        "chapter.lots",
        "chapter.arrival",
        "chapter.opening",
        "chapter.back",
        "chapter.refunds",
        "chapter.closed",
    ]
    firsts = [chapter.first for chapter in told]
    assert firsts == [1, *(chapter.last + 1 for chapter in told[:-1])]
    assert told[-1].last + 1 == good.outcome.summary.position, "then the heads are sealed"


def test_it_passes_and_every_part_of_it_adds_up(good):
    outcome, summary = good.outcome, good.outcome.summary
    assert summary.passed
    assert exit_code(summary) == OK
    assert summary.differences == {"EUR": 0, "CNY": 0}
    assert summary.bank_difference == 0
    assert summary.lines == sum(booked.entries for booked in summary.booked.values())
    for account in outcome.accounts:
        assert account.opening + account.credits - account.debits == account.closing
        assert account.closing == account.books
    for currency in ("EUR", "CNY"):
        assert sum(t.amount for t in outcome.totals if t.currency == currency) == 0
    assert outcome.tampered == summary.position // 2


def test_what_was_found_is_what_was_drawn(good):
    """By a count of our own over what each deposit was found to be."""
    summary = good.outcome.summary
    assert summary.outcome == summary.expected == good.draw.expected
    found = {deposit.payer: deposit.found for deposit in good.outcome.deposits}
    assert found == {bid.bidder.name: FOUND[bid.fate] for bid in good.draw.bids}


def test_everything_that_is_owed_has_gone_back_with_its_interest(good):
    """All that came but the buyer's deposit, which became part of the price."""
    back = {deposit.payer: deposit.back_fen for deposit in good.outcome.deposits}
    owed = {bid.bidder.name: principal(good.draw, bid) for bid in good.draw.bids}
    assert sum(back.values()) - sum(owed.values()) == good.outcome.summary.interest_fen > 0
    for payer, fen in owed.items():
        assert fen <= back[payer] < fen + 100_00, payer
    (became,) = [d.became for d in good.outcome.deposits if d.payer == good.draw.buyer.name]
    assert became == PRICE_HELD.code
    assert good.outcome.summary.undischarged == 0


def test_the_interest_is_what_the_days_and_the_rate_come_to(good):
    """By an oracle that knows the draw, the days and the rate row alone."""
    friday, monday, settled = (date(2026, 3, day) for day in (13, 16, 19))
    counts = (Fate.FULL, Fate.PARTIAL, Fate.OVER)
    counted = [bid for bid in good.draw.of(LOT.lot) if bid.fate in counts]
    assert len(counted) == 3
    lay = [((friday, bid.deposit_fen - bid.rest_fen), (monday, bid.rest_fen)) for bid in counted]
    rates = [(date(2026, 1, 1), "0.35")]
    expected = sum(interest_by_day(one, settled, rates) for one in lay)
    summary = good.outcome.summary
    assert summary.interest_fen == summary.expected_interest_fen == expected


def test_one_payment_was_refused_one_came_back_and_both_were_paid_in_the_end(good):
    summary = good.outcome.summary
    assert (summary.refunds_rejected, summary.returned) == (1, 1)
    paid = len(good.system.readers.refunds.rows(REFUNDS, {"standing": Standing.PAID.value}).rows)
    assert summary.refunds_confirmed == paid + summary.returned


def test_every_day_of_the_custody_account_is_closed(good):
    days = [one for one in good.system.readers.days()[1] if one.account == CUSTODY]
    assert good.outcome.summary.days_closed == len(days) == 8


def test_nothing_of_the_deposits_can_be_read_before_the_opening(good):
    (facts,) = [chapter.facts for chapter in good.told if chapter.key == "chapter.opening"]
    assert facts == {"before": 0, "after": len(good.draw.bids)}


def test_the_wrong_payers_money_was_matched_by_nobody_and_went_back_to_whoever_paid(good):
    summary = good.outcome.summary
    assert (summary.unmatched, summary.matched + 1) == (1, summary.booked["CNY"].entries)
    replay = good.system.replay
    states = [replay.state(StreamId("deposit", code)) for code in replay.codes("deposit")]
    (wrong,) = [one for one in states if one.refused]
    assert [refund.payee.name for refund in wrong.refunds] == [STRANGER[0]]


def test_the_real_lines_are_never_matched(good):
    replay = good.system.replay
    pages = [code for code in replay.codes("bankpage") if code.startswith("EUR")]
    assert len(pages) == 3
    lines = [line for code in pages for line in replay.state(StreamId("bankpage", code)).lines]
    assert {line.deposit for line in lines} == {None}


def test_the_banks_files_are_kept_beside_the_books_and_say_what_was_booked(good, tmp_path):
    files = sorted((good.system.home.root / "statements").iterdir())
    command = [sys.executable, "-I", SUMS, *files]
    said = subprocess.run(command, capture_output=True, check=True).stdout
    (found,) = json.loads(said).values()
    assert Booked(**found) == good.outcome.summary.booked["CNY"]
