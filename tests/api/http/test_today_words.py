"""Why a candidate is listed: in words, in both languages, and never as a reason to accept it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from api.desk.candidate import Candidate
from api.desk.likeness import NOT_ALIKE, Likeness
from api.http.pages.speech import Speech
from api.http.pages.today_marks import Weighed
from api.http.pages.today_words import claim_words, why
from domain.categories.construction import CONSTRUCTION
from domain.deposit.evidence import Wanted
from domain.deposit.receipt_claim import ReceiptClaim, Stage
from domain.evidence import Evidence, Mark
from tests.kit.seen import seen

CRANES = replace(CONSTRUCTION, code="CRANE_HIRE", zh="塔吊租赁", en="crane hire")
WANTED = Wanted(
    payer="乙公司",
    basic_account=None,
    sub_account=None,
    deadline=datetime(2026, 5, 13, 17, tzinfo=UTC),
    missing_fen=1,
)


def candidate(alike: Likeness = NOT_ALIKE, name: Mark = Mark.REQUIRED) -> Candidate:
    return Candidate(
        kind="receipt", subject="P1", deposit="P1", lot="E1", title="水仙大街", rules=CRANES,
        party="乙公司", evidence=Evidence(name=name), due_fen=1, alike=alike, wanted=WANTED,
    )  # fmt: skip


def test_the_row_that_decides_is_of_the_rules_that_the_lot_was_born_under():
    """A kind of trade that came by data, and that no code knows."""
    one = Weighed(seen(), candidate(), Speech("zh", None))
    assert one.rule("name") == CRANES.about("refund.rejected", seen().day)[0]
    unknown = replace(one, candidate=replace(candidate(), rules=None))
    assert unknown.rule("name") is None


def listed(alike: Likeness, lang: str = "zh", name: Mark = Mark.REQUIRED) -> str:
    """What is told of why a candidate is listed; '' where nothing is."""
    one, speech = candidate(alike, name), Speech(lang, None)
    told = dict(why(Weighed(seen(), one, speech, "ReceiptPartial"), [one], None))
    return told.get(speech.say("today.why.alike"), "")


def claimed(stage: Stage, lang: str = "zh") -> str:
    """What is told of a claim that the line fits."""
    claim = ReceiptClaim(
        number=2,
        amount_fen=100,
        sent_on=date(2026, 5, 11),
        payer="乙公司",
        payer_account="6222000000001234",
        serial=None,
        stage=stage,
    )
    return claim_words(seen(), replace(candidate(), claim=claim), Speech(lang, None))


@pytest.mark.parametrize(
    ("alike", "words"),
    [
        (Likeness(name=92), "户名相似 92%"),
        (Likeness(name=100, sounds=True), "户名读音相同，用字不同"),
        (Likeness(edits=1), "写的号码与子账号差 1 位"),
        (Likeness(edits=0), "附言里写有子账号"),
        (Likeness(title=88), "附言与标段名称相符 88%"),
        (Likeness(name=80, edits=2), "户名相似 80%；写的号码与子账号差 2 位"),
    ],
)
def test_what_is_alike_is_said_and_what_decides(alike, words):
    assert listed(alike) == f"{words}。相似只用来排序，认领仍看五项。"


def test_what_is_hardly_alike_is_not_said():
    assert listed(NOT_ALIKE) == listed(Likeness(name=74, title=74)) == ""


def test_a_name_that_meets_is_not_said_to_be_alike():
    assert listed(Likeness(name=100), name=Mark.MEETS) == ""


def test_the_same_in_english():
    assert listed(Likeness(edits=2), "en") == (
        "The number is 2 digit(s) from the sub-account. It only orders; the five marks decide."
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_where_equal_money_came_first_it_is_said_that_either_may_be_what_was_claimed(lang):
    twice = Speech(lang, None).say("today.claimed.twice")
    assert claimed(Stage.FULFILLED, lang) == f"{claimed(Stage.OPEN, lang)} {twice}"
    assert claim_words(seen(), candidate(), Speech(lang, None)) == ""
