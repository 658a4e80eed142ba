"""What is wrong with the input is found, and the demonstration does not pass."""

import re
from dataclasses import replace

import pytest

from api.banks.planning import DoesNotAddUp
from api.cli.demo import exit_code
from api.cli.exits import FAILED, NOT_BALANCED, NOT_VERIFIED, OK
from api.demo import run
from api.demo.outcome import Booked, Summary
from tests.api.demo.conftest import play, three_days


@pytest.fixture
def month(tmp_path, monkeypatch):
    return three_days(tmp_path, monkeypatch)


def bend(path, change):
    path.write_text(change(path.read_text("utf-8")), "utf-8")


def without_first_line(text):
    """The bank leaves an entry off, and states a closing that fits what is left."""
    entry = re.search(r"<Ntry>.*?</Ntry>\s*", text, re.DOTALL)
    fen = int(re.search(r">([\d.]+)</Amt>", entry[0])[1].replace(".", ""))
    credit = "CRDT" in re.search(r"<CdtDbtInd>(\w+)", entry[0])[1]
    closing = re.search(r"CLBD.*?>([\d.]+)</Amt>", text, re.DOTALL)
    left = int(closing[1].replace(".", "")) - (fen if credit else -fen)
    bent = text.replace(closing[1], f"{left // 100}.{left % 100:02d}")
    return bent.replace(entry[0], "", 1)


def test_a_line_left_off_is_a_difference_on_the_days_that_follow(stage, month):
    bend(sorted(month.iterdir())[0], without_first_line)
    outcome, _ = play(stage)
    assert outcome.summary.differences["EUR"] > 0
    assert outcome.summary.differences["CNY"] == 0
    assert exit_code(outcome.summary) == NOT_BALANCED


def test_a_day_that_is_missing_is_a_difference(stage, month):
    sorted(month.iterdir())[1].unlink()
    outcome, _ = play(stage)
    assert outcome.summary.differences["EUR"] > 0
    assert exit_code(outcome.summary) == NOT_BALANCED


def test_a_wrong_closing_is_refused(stage, month):
    bend(sorted(month.iterdir())[1], lambda text: text.replace("17518195.97", "17518195.98"))
    with pytest.raises(DoesNotAddUp, match="it closes at 1751819598"):
        play(stage)


def test_a_changed_byte_that_is_not_found_fails_the_demonstration(stage, month, monkeypatch):
    """The verifier sleeps: it says of the copy what it said of the log."""
    first = []

    def sleeping(*args, **options):
        first.append(real(*args, **options))
        return first[0]

    real = run.verify
    monkeypatch.setattr(run, "verify", sleeping)
    outcome, _ = play(stage)
    assert outcome.summary.verified
    assert not outcome.summary.tamper_detected
    assert exit_code(outcome.summary) == NOT_VERIFIED


GOOD = Summary(
    lines=1,
    booked={"CNY": Booked(1, 5, 0)},
    matched=1,
    unmatched=0,
    days=1,
    differences={"CNY": 0},
    seed=1,
    outcome={"matched": 1},
    expected={"matched": 1},
    refunds_confirmed=1,
    refunds_rejected=0,
    returned=0,
    interest_fen=0,
    expected_interest_fen=0,
    days_closed=1,
    undischarged=0,
    bank_difference=0,
    events=9,
    position=9,
    checkpoint="",
    verified=True,
    tamper_detected=True,
)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, OK),
        ({"differences": {"CNY": 0, "EUR": 1}}, NOT_BALANCED),
        ({"differences": {"CNY": 1}, "verified": False}, NOT_BALANCED),
        ({"verified": False}, NOT_VERIFIED),
        ({"tamper_detected": False}, NOT_VERIFIED),
        ({"bank_difference": 1}, NOT_BALANCED),
        ({"outcome": {"matched": 2}}, FAILED),
        ({"interest_fen": 1}, FAILED),
        ({"undischarged": 1}, FAILED),
    ],
)
def test_only_what_balanced_and_verified_exits_with_0(change, code):
    summary = replace(GOOD, **change)
    assert exit_code(summary) == code
    assert summary.passed is (code == OK)
