"""The main job: what is told, what it came to, and that it fails when anything is wrong."""

import re
import shutil
from dataclasses import replace

import pytest

from api.banks.planning import DoesNotAddUp
from api.cli.demo import exit_code
from api.cli.exits import NOT_BALANCED, NOT_VERIFIED, OK
from api.demo import run, story
from api.demo.cast import BIDDERS
from api.demo.outcome import Booked, Summary
from domain.kernel import StreamId
from ledger.replay import Replay
from tests.api.demo.conftest import staged
from tests.kit.databases import fresh


def three_days(folder, patch):
    """A private copy of the real month's first three days, to be bent."""
    copy = folder / "month"
    copy.mkdir()
    for path in sorted(story.MONTH.glob("*.xml"))[:3]:
        shutil.copy(path, copy)
    patch.setattr(story, "MONTH", copy)
    return copy


@pytest.fixture
def month(tmp_path, monkeypatch):
    return three_days(tmp_path, monkeypatch)


@pytest.fixture(scope="module")
def good(server, tmp_path_factory):
    """A run on good input, looked at by several tests: the system, its outcome, its chapters."""
    folder = tmp_path_factory.mktemp("good")
    with pytest.MonkeyPatch.context() as patch, staged(fresh(server), folder) as system:
        three_days(folder, patch)
        yield system, *play(system)


def play(stage):
    """The outcome, and the chapters in the order they were told."""
    told = []
    outcome = run.played(stage, lambda *_: None, told.append)
    return outcome, told


def test_it_is_told_in_order_without_a_gap(good):
    _, outcome, told = good
    assert [chapter.key for chapter in told] == [
        "chapter.log",
        "chapter.posts",
        "chapter.month",
        "chapter.deposits",
        "chapter.arrival",
        "chapter.matching",
        "chapter.opening",
    ]
    firsts = [chapter.first for chapter in told]
    assert firsts == [1, *(chapter.last + 1 for chapter in told[:-1])]
    assert told[-1].last + 1 == outcome.summary.position, "then the heads are sealed"


def test_it_passes_and_every_part_of_it_adds_up(good):
    _, outcome, _ = good
    summary = outcome.summary
    assert summary.passed
    assert exit_code(summary) == OK
    assert (summary.matched, summary.unmatched, summary.days) == (4, 1, 7)
    assert summary.differences == {"EUR": 0, "CNY": 0}
    assert summary.lines == sum(booked.entries for booked in summary.booked.values())
    for account in outcome.accounts:
        assert account.opening + account.credits - account.debits == account.closing
        assert account.closing == account.books
    for currency in ("EUR", "CNY"):
        assert sum(t.amount for t in outcome.totals if t.currency == currency) == 0
    assert outcome.tampered == summary.position // 2


def test_the_wrong_payer_stays_in_suspense_with_its_evidence(good):
    _, outcome, _ = good
    held = {deposit.payer: deposit.held_fen for deposit in outcome.deposits}
    assert held == {b.name: 0 if b.pays_as == "张三" else 80_000_000 for b in BIDDERS}
    evidence = [said for deposit in outcome.deposits for said in deposit.evidence]
    assert len(evidence) == 1
    assert re.fullmatch(r"PayerMismatchDetected \S+/1#5: 张三 CN\d+", evidence[0])
    amounts = {(t.account, t.currency): t.amount for t in outcome.totals}
    assert amounts["2001", "CNY"] == -80_000_000
    assert amounts["2002", "CNY"] == -320_000_000


def test_nothing_of_the_deposits_can_be_read_before_the_opening(good):
    _, _, told = good
    assert told[-1].facts == {"before": 0, "after": 5}


def test_the_real_lines_are_never_matched(good):
    system, _, _ = good
    replay = Replay(system.log, system.store, system.vault)
    pages = [code for code in replay.codes("bankpage") if code.startswith("EUR")]
    assert len(pages) == 3
    lines = [line for code in pages for line in replay.state(StreamId("bankpage", code)).lines]
    assert {line.deposit for line in lines} == {None}


def test_the_banks_files_are_kept_beside_the_books(good):
    system, _, _ = good
    (kept,) = (system.home.root / "statements").iterdir()
    assert b"camt.053" in kept.read_bytes()


# What is wrong with the input is found, and the demonstration does not pass.


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
    ],
)
def test_only_what_balanced_and_verified_exits_with_0(change, code):
    summary = replace(GOOD, **change)
    assert exit_code(summary) == code
    assert summary.passed is (code == OK)
