"""A file that does not add up is kept and not banked; released, replaced, or sent again."""

from dataclasses import replace

import pytest

from api.banks import importing
from api.banks.importing import Importer
from api.banks.planning import CannotImport
from api.banks.quarantining import InQuarantine
from api.banks.statements.register import read
from api.joint import MayNotSign, OwnProposal
from domain.bankday.quarantine import DiscardStatement
from domain.bankday.release import ReleaseStatement
from domain.identifiers import day_id
from domain.kernel import StreamId
from ledger.tickets import Refused
from tests.api.banks.conftest import ACCOUNT, NUMBER
from tests.kit.jointly import by_both, jointly
from tests.kit.statement_files import Row, file, statement

DAY, NEXT = "2026-03-16", "2026-03-17"
ROWS = Row(500, "1"), Row(-200, "2")


def day_file(*rows, **told):
    return file(statement(*rows, **{"number": NUMBER, "day": DAY} | told))


WRONG = day_file(*ROWS, opening=1_000, closing=1_305)
RIGHT = day_file(*ROWS, opening=1_000)


def sha256_of(bankers):
    return bankers.replay.state(_stream()).quarantine[0].came.sha256


def _stream(day=DAY):
    return StreamId("bankday", f"{ACCOUNT}/{day}")


def quarantined(bankers, data=WRONG):
    with pytest.raises(InQuarantine) as told:
        bankers.importer.file(data)
    return str(told.value)


def fates(bankers, day=DAY):
    return [one.fate for one in bankers.replay.state(_stream(day)).quarantine]


def release(bankers, *days):
    of = tuple(day_id(f"{ACCOUNT}/{day}") for day in days or (DAY,))
    wanted = ReleaseStatement(sha256=sha256_of(bankers), of=of, reason="银行已书面确认")
    return jointly(bankers.system, wanted, "cash", "reviewer")


def test_it_is_kept_whole_and_nothing_of_it_is_banked(bankers):
    before = bankers.position()
    said = quarantined(bankers)
    assert "it opens at 1000, its credits are 500, its debits 200, and it closes at 1305" in said
    assert said.endswith(
        f"file {sha256_of(bankers)[:8]} lies in quarantine: two persons may "
        "release it, or a corrected file replaces it"
    )
    assert bankers.said(before) == ["StreamRegistered", "StatementQuarantined"]
    (one,) = bankers.replay.state(_stream()).quarantine
    assert (one.came.expected, one.came.found, one.came.difference) == (1_300, 1_305, 5)
    assert bankers.lines(DAY) == []
    assert bankers.system.blobs.get(one.came.sha256) == WRONG


def test_who_brings_it_is_told_in_chinese_what_contradicts_what_and_where_it_is(bankers):
    foreign = RIGHT.replace(b'<Amt Ccy="CNY">13.00</Amt>', b'<Amt Ccy="USD">13.00</Amt>')
    for data in (WRONG, foreign):
        with pytest.raises(InQuarantine) as told:
            bankers.importer.file(data)
        said = told.value.said("zh")
        assert said.endswith("在隔离中：两人会签可以放行，或由更正的文件替代")
        assert "不平：期初 1000，贷方合计 500" in said or "CLBD 的币种是 USD，账户的是 CNY" in said


@pytest.mark.parametrize("told", ["CLBD", "OPBD"])
def test_a_balance_in_another_currency_alone_is_no_way_round(bankers, told):
    begin = RIGHT.index(told.encode())
    foreign = RIGHT[:begin] + RIGHT[begin:].replace(b'"CNY"', b'"USD"', 1)
    assert f"balance {told} is in USD, the account in CNY" in quarantined(bankers, foreign)
    (one,) = bankers.replay.state(_stream()).quarantine
    assert (one.came.rule, one.came.expected) == ("CONTRADICTS_ITSELF", None)
    assert bankers.lines(DAY) == []


def test_the_same_file_again_is_the_same_fact(bankers):
    said = quarantined(bankers)
    before = bankers.position(), bankers.blobs()
    assert quarantined(bankers) == said
    assert (bankers.position(), bankers.blobs()) == before


def test_a_statement_beside_a_wrong_one_waits_with_it(bankers):
    both = file(
        statement(*ROWS, number=NUMBER, day=DAY, opening=1_000, closing=1_305),
        statement(Row(7, "3"), number=NUMBER, day=NEXT, opening=1_305),
    )
    quarantined(bankers, both)
    rules = [bankers.replay.state(_stream(day)).quarantine[0].came.rule for day in (DAY, NEXT)]
    assert rules == ["DOES_NOT_ADD_UP", "BESIDE"]
    with pytest.raises(Refused, match="not_whole"):
        release(bankers, DAY)
    assert [one.new for one in release(bankers, DAY, NEXT).imported] == [2, 1]


def test_released_it_is_banked_as_it_is_once(bankers):
    quarantined(bankers)
    (one,) = release(bankers).imported
    assert (one.new, one.closing) == (2, 1_305)
    assert bankers.said()[-1] == "StatementImported"
    before = bankers.position()
    assert bankers.importer.file(WRONG)[0].new == 0
    assert bankers.position() == before


def test_released_it_is_not_banked_as_anything_else(bankers, monkeypatch):
    """A reader or a profile that was changed since makes other money of the same bytes."""
    quarantined(bankers)
    release(bankers)

    def turned(data):
        (one,) = read(data)
        lines = tuple(replace(line, credit=not line.credit) for line in one.lines)
        sums = {"credits_minor": one.debits_minor, "debits_minor": one.credits_minor}
        return (replace(one, lines=lines, **sums),)

    monkeypatch.setattr(importing, "read", turned)
    before = bankers.position()
    told = f"^statement S1 of {ACCOUNT}/{DAY} was released with other figures than its file shows"
    with pytest.raises(CannotImport, match=told):
        bankers.importer.file(WRONG)
    assert bankers.position() == before


def test_a_corrected_file_comes_in_by_itself_in_its_place(bankers):
    quarantined(bankers)
    before = bankers.position()
    assert bankers.importer.file(RIGHT)[0].new == 2
    assert bankers.said(before)[-2:] == ["StatementImported", "StatementSuperseded"]
    assert fates(bankers) == ["SUPERSEDED"]
    assert "was replaced by a corrected one" in quarantined(bankers)


def test_discarded_it_never_comes_in(bankers):
    quarantined(bankers)
    of = (day_id(f"{ACCOUNT}/{DAY}"),)
    wanted = DiscardStatement(sha256=sha256_of(bankers), of=of, reason="银行将重发")
    bankers.system.ask("cash", wanted)
    assert fates(bankers) == ["DISCARDED"]
    assert "was discarded in quarantine" in quarantined(bankers)


def test_what_died_half_way_into_quarantine_is_finished_by_the_same_file(bankers):
    both = file(
        statement(*ROWS, number=NUMBER, day=DAY, opening=1_000, closing=1_305),
        statement(Row(7, "3"), number=NUMBER, day=NEXT, opening=1_305),
    )
    asked = []

    def dying(command):
        if asked:
            raise KeyboardInterrupt
        asked.append(command)
        return bankers.system.ask("bank", command)

    with pytest.raises(KeyboardInterrupt):
        Importer(bankers.replay, bankers.system.blobs, dying).file(both)
    quarantined(bankers, both)
    assert (fates(bankers), fates(bankers, NEXT)) == (["WAITING"], ["WAITING"])


def test_only_two_persons_at_their_posts_release_it(bankers):
    quarantined(bankers)
    of = (day_id(f"{ACCOUNT}/{DAY}"),)
    wanted = ReleaseStatement(sha256=sha256_of(bankers), of=of, reason="x")
    for first, second, rule in (
        ("reviewer", "cash", "permission.missing"),
        ("cash", "clerk", "permission.cosigner"),
    ):
        with pytest.raises(MayNotSign) as turned_away:
            jointly(bankers.system, wanted, first, second)
        assert turned_away.value.rejected.rule == rule
        keys = (bankers.system.home.custodial(one) for one in (first, second))
        with pytest.raises(Refused, match=rule):
            bankers.system.book.execute(by_both(bankers.system, wanted, *keys))
    with pytest.raises(OwnProposal, match="cash proposed it: another person signs it too"):
        jointly(bankers.system, wanted, "cash", "cash")
    assert fates(bankers) == ["WAITING"]


def test_a_wrong_file_of_more_days_than_can_be_decided_about_is_not_kept(bankers, monkeypatch):
    """What waits can be decided about: nothing lies in quarantine for ever."""
    monkeypatch.setattr("api.banks.quarantining.DAYS_MOST", 1)
    both = file(
        statement(*ROWS, number=NUMBER, day=DAY, opening=1_000, closing=1_305),
        statement(Row(7, "3"), number=NUMBER, day=NEXT, opening=1_305),
    )
    with pytest.raises(CannotImport, match="has 2 days, at most 1 wait in quarantine"):
        bankers.importer.file(both)
    assert (fates(bankers), bankers.blobs()) == ([], 0)


def test_a_wrong_file_of_an_account_that_is_not_open_is_not_kept(bankers):
    with pytest.raises(CannotImport, match="is not open here"):
        bankers.importer.file(day_file(*ROWS, number="999", closing=7))
    assert bankers.blobs() == 0
