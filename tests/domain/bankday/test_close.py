"""A day is closed by two: all checks answered, the same figures signed; then it is never edited."""

from dataclasses import replace

import pytest

from domain.bankday.checks import CODES, OF_OTHERS, RULES, complete
from domain.bankday.close import CloseDay, PrepareClose, ReturnClose
from domain.bankday.events import DayCloseReturned, StatementImported
from domain.bankday.stream import BANKDAY
from domain.kernel import Rejected, StreamId
from tests.kit.day_close import (
    ALL_PASS,
    CLOSING,
    PROPOSAL,
    SNAPSHOT,
    STATEMENT,
    checks,
    day_closed,
    day_prepared,
)
from tests.kit.rows import ACCOUNT, DAY
from tests.kit.story import CHECKER, MAKER, fold, given, streams_of

CAME = StatementImported(
    account=ACCOUNT,
    day=DAY,
    statement="STM-7",
    sequence=7,
    currency="CNY",
    lines=3,
    pages=1,
    follows=None,
    whole_day=False,
    sha256=STATEMENT,
    opening=1_000,
    closing=CLOSING,
)
SECOND = replace(CAME, statement="STM-8", sha256="ab" * 32, opening=CLOSING, closing=1_300)
RETURNED = DayCloseReturned(account=ACCOUNT, day=DAY, returned_by=CHECKER, reason="R08 未说明")

MAKES = {"by": "C-CASH", "digest": PROPOSAL}
SIGNS = {"by": "C-SET2", "person": CHECKER, "maker": PROPOSAL}


def preparing(**other):
    facts = {"position": 77, "statement": STATEMENT, "closing": CLOSING, "ledger": CLOSING}
    facts |= {"account": ACCOUNT, "day": DAY, "snapshot": SNAPSHOT, "checks": ALL_PASS}
    return PrepareClose(**(facts | other))


def signing(**other):
    facts = {"account": ACCOUNT, "day": DAY, "position": 77, "snapshot": SNAPSHOT}
    return CloseDay(**(facts | other))


def returning(reason="R08 未说明", account=ACCOUNT):
    return ReturnClose(account=account, day=DAY, reason=reason)


def test_one_person_finds_the_day_in_order():
    given(BANKDAY, CAME).when(preparing(), **MAKES).then(day_prepared())


@pytest.mark.parametrize("make", [preparing, signing, returning])
def test_by_posts_that_are_for_where_the_account_is(make):
    """The account says where it lies: the door lets posts for elsewhere not count."""
    day = StreamId("bankday", f"{ACCOUNT}/{DAY}")
    assert streams_of(make()) == (day, StreamId("account", ACCOUNT))


def test_another_signs_the_same():
    given(BANKDAY, CAME, day_prepared()).when(signing(), **SIGNS).then(day_closed())


def test_or_gives_it_back_with_a_reason():
    given(BANKDAY, CAME, day_prepared()).when(returning(), **SIGNS).then(RETURNED)
    again = given(BANKDAY, CAME, day_prepared(), RETURNED)
    again.when(preparing(), **MAKES).then(day_prepared())
    again.when(signing(), **SIGNS).refused_by("bankday.not_prepared")


@pytest.mark.parametrize("asked", [signing(), returning()])
def test_nobody_signs_or_gives_back_what_he_prepared(asked):
    mine = given(BANKDAY, CAME, day_prepared()).when(asked, **(SIGNS | {"person": MAKER}))
    mine.refused_by("bankday.own_close")


@pytest.mark.parametrize("asked", [signing(), returning()])
def test_what_was_not_prepared_is_not_signed(asked):
    given(BANKDAY, CAME).when(asked, **SIGNS).refused_by("bankday.not_prepared")


def test_the_signature_names_the_preparation_that_was_read():
    story = given(BANKDAY, CAME, day_prepared())
    for maker in (None, "", "dd" * 32):
        story.when(signing(), **(SIGNS | {"maker": maker})).refused_by("bankday.other_proposal")


@pytest.mark.parametrize("other", [{"position": 78}, {"snapshot": "00" * 32}])
def test_the_signature_is_over_the_same_position_and_balances(other):
    story = given(BANKDAY, CAME, day_prepared())
    story.when(signing(**other), **SIGNS).refused_by("bankday.other_content")


def test_a_second_preparation_takes_the_place_of_the_first():
    other = day_prepared(position=80, proposal="dd" * 32)
    story = given(BANKDAY, CAME, day_prepared(), other)
    story.when(signing(), **SIGNS).refused_by("bankday.other_proposal")
    story.when(signing(position=80), **(SIGNS | {"maker": "dd" * 32})).then(day_closed(position=80))


def test_another_statement_makes_a_preparation_stale():
    story = given(BANKDAY, CAME, day_prepared(), SECOND)
    story.when(signing(), **SIGNS).refused_by("bankday.not_prepared")
    story.when(preparing(), **MAKES).refused_by("bankday.other_statement")
    figures = {"statement": SECOND.sha256, "closing": 1_300, "ledger": 1_300}
    story.when(preparing(**figures), **MAKES).then(day_prepared(**figures))


@pytest.mark.parametrize("other", [{"statement": "00" * 32}, {"closing": 1_251, "ledger": 1_251}])
def test_a_day_is_prepared_over_its_last_statement(other):
    story = given(BANKDAY, CAME)
    story.when(preparing(**other), **MAKES).refused_by("bankday.other_statement")


def test_a_day_without_a_statement_is_not_closed():
    given(BANKDAY).when(preparing(), **MAKES).refused_by("bankday.no_statement")


@pytest.mark.parametrize("asked", [preparing(), signing(), returning()])
def test_a_closed_day_is_never_edited(asked):
    closed = given(BANKDAY, CAME, day_prepared(), day_closed())
    closed.when(asked, **SIGNS).refused_by("bankday.closed")


# R01: a difference is signed only with its explanation (E16).


def test_a_difference_is_said_and_explained():
    told = checks(R01={"result": "FAIL", "figure": 5, "note": "未知来款 000912"})
    asked = preparing(ledger=CLOSING - 5, checks=told)
    given(BANKDAY, CAME).when(asked, **MAKES).then(day_prepared(ledger=CLOSING - 5, checks=told))


@pytest.mark.parametrize(
    ("ledger", "first"),
    [
        (CLOSING - 5, {}),
        (CLOSING, {"result": "FAIL", "note": "x"}),
    ],
)
def test_r01_says_what_the_figures_say(ledger, first):
    asked = preparing(ledger=ledger, checks=checks(R01=first))
    given(BANKDAY, CAME).when(asked, **MAKES).refused_by("bankday.difference")


@pytest.mark.parametrize(
    "answered",
    [(), ALL_PASS[:-1], ALL_PASS[::-1], (*ALL_PASS, ALL_PASS[0]), (ALL_PASS[0], *ALL_PASS[:-1])],
)
def test_every_check_is_answered_once_and_in_order(answered):
    asked = preparing(checks=answered)
    given(BANKDAY, CAME).when(asked, **MAKES).refused_by("bankday.checks_missing")


@pytest.mark.parametrize("rule", [code for code in CODES if code not in OF_OTHERS])
def test_what_our_own_books_tell_passes_or_fails(rule):
    """A difference of 1.00 is nothing that does not apply."""
    aside = checks(**{rule: {"result": "NOT_APPLICABLE", "note": "不适用"}})
    asked = preparing(ledger=CLOSING - 100 * (rule == "R01"), checks=aside)
    given(BANKDAY, CAME).when(asked, **MAKES).refused_by("bankday.always_applies")


@pytest.mark.parametrize(
    ("rule", "result"),
    [("R08", "FAIL"), *((rule, "NOT_APPLICABLE") for rule in sorted(OF_OTHERS))],
)
def test_what_did_not_pass_says_why(rule, result):
    silent = preparing(checks=checks(**{rule: {"result": result, "note": " \u3000"}}))
    given(BANKDAY, CAME).when(silent, **MAKES).refused_by("bankday.unexplained")
    said = checks(**{rule: {"result": result, "note": "冻结"}})
    given(BANKDAY, CAME).when(preparing(checks=said), **MAKES).then(day_prepared(checks=said))


def test_the_checks_are_the_references_twenty():
    assert tuple(f"R{n:02}" for n in range(1, 21)) == CODES
    assert all(zh and en for _, zh, en in RULES)
    assert complete(ALL_PASS) is None
    assert isinstance(complete(()), Rejected)


def test_a_day_remembers_how_it_was_closed():
    day = fold(BANKDAY, CAME, day_prepared(), day_closed())
    assert (day.closed, day.closing) == (day_closed(), CLOSING)


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: preparing(account="zz"), "account 'zz': expected"),
        (lambda: preparing(statement="x"), "sha256 'x': expected"),
        (lambda: preparing(snapshot="x"), "sha256 'x': expected"),
        (lambda: signing(account="zz"), "account 'zz': expected"),
        (lambda: signing(snapshot="x"), "sha256 'x': expected"),
        (lambda: returning(account="zz"), "account 'zz': expected"),
        (lambda: returning(" "), "reason: expected why"),
    ],
)
def test_a_malformed_request_cannot_be_made(make, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        make()
