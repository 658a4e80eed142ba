"""A file that does not add up: kept whole, banked never, or by two, or replaced by a right one."""

from datetime import date

import pytest

from domain.account.stream import ACCOUNT
from domain.bankday.events import (
    StatementDiscarded,
    StatementImported,
    StatementQuarantined,
    StatementReleased,
    StatementSuperseded,
)
from domain.bankday.quarantine import DAYS_MOST, DiscardStatement, QuarantineStatement
from domain.bankday.record import RecordStatement
from domain.bankday.release import ReleaseStatement
from domain.bankday.stream import BANKDAY
from domain.bankpage.import_lines import ImportLines
from domain.bankpage.stream import BANKPAGE
from domain.identifiers import DayId
from domain.kernel import Placed, StreamId
from tests.domain.bankday.test_close import CAME, MAKES, preparing
from tests.kit import rows
from tests.kit.day_close import CLOSING, STATEMENT, checks, day_closed, day_prepared
from tests.kit.rows import DAY, FILE, OPENED, OWNER
from tests.kit.story import CHECKER, MAKER, fold, given, streams_of

WRONG = {
    "account": rows.ACCOUNT,
    "day": DAY,
    "statement": "STM-7",
    "currency": "CNY",
    "rule": "DOES_NOT_ADD_UP",
    "lines": 3,
    "of": (DayId(rows.ACCOUNT, DAY),),
    "brought_by": MAKER,
    "sha256": FILE,
    "opening": 1_000,
    "credits": 300,
    "debits": 50,
    "closing": 1_255,
    "expected": 1_250,
    "found": 1_255,
    "why": "",
}
OF = (DayId(rows.ACCOUNT, DAY),)
BOTH = {"by": "C-CASH", "cosigner": CHECKER}
WHY = "银行已书面确认"


def wrong(**other):
    return StatementQuarantined(**(WRONG | other))


def putting(**other):
    return QuarantineStatement(**(WRONG | other))


def releasing(of=OF, sha256=FILE):
    return ReleaseStatement(sha256=sha256, of=of, reason=WHY)


def discarding(of=OF, sha256=FILE):
    return DiscardStatement(sha256=sha256, of=of, reason=WHY)


def released(**other):
    facts = {"account": rows.ACCOUNT, "day": DAY, "statement": "STM-7", "sha256": FILE}
    facts["reason"] = WHY
    return StatementReleased(**(facts | {"proposed_by": MAKER, "released_by": CHECKER} | other))


def discarded(**other):
    facts = {"account": rows.ACCOUNT, "day": DAY, "statement": "STM-7", "sha256": FILE}
    facts["reason"] = WHY
    return StatementDiscarded(**(facts | {"discarded_by": MAKER} | other))


def recording(**other):
    facts = {name: WRONG[name] for name in ("account", "day", "statement", "currency", "sha256")}
    facts |= {name: WRONG[name] for name in ("opening", "closing", "credits", "debits", "lines")}
    return RecordStatement(**(facts | {"sequence": 7, "pages": 1} | other))


def imported(follows=None, ends=None, **other):
    asked = recording(**other)
    left = ("credits", "debits")
    facts = {n: getattr(asked, n) for n in asked.__slots__ if n not in left}
    return StatementImported(follows=follows, ends=asked.closing if ends is None else ends, **facts)


def superseded(by, **other):
    facts = {"account": rows.ACCOUNT, "day": DAY, "statement": "STM-7", "sha256": FILE, "by": by}
    return StatementSuperseded(**(facts | other))


def kept(*past):
    return given(BANKDAY, *past).given(ACCOUNT, OPENED)


# Into quarantine.


def test_what_does_not_add_up_is_kept_with_its_difference():
    kept().when(putting()).then(wrong())
    assert wrong().difference == 5


def test_what_contradicts_itself_otherwise_has_no_difference():
    told = {"rule": "CONTRADICTS_ITSELF", "expected": None, "found": None, "why": "totals"}
    kept().when(putting(**told)).then(wrong(**told))
    assert wrong(**told).difference is None


def test_the_same_file_again_is_the_same_fact():
    for past in ([wrong()], [wrong(), discarded()], [wrong(), released()]):
        kept(*past).when(putting()).nothing_happens()


def test_another_statement_of_the_file_is_a_fact_of_its_own():
    kept(wrong()).when(putting(statement="STM-8")).then(wrong(statement="STM-8"))


def test_what_was_banked_before_is_not_put_there():
    kept(imported()).when(putting()).nothing_happens()


def test_what_adds_up_is_imported_instead():
    kept().when(putting(expected=1_255)).refused_by("bankday.adds_up")


@pytest.mark.parametrize(
    "other",
    [
        {"expected": 1_249},
        {"found": 1_256},
        {"opening": None},
        {"closing": None},
        {"rule": "BESIDE"},
        {"rule": "CONTRADICTS_ITSELF", "expected": None},
    ],
)
def test_a_difference_is_of_the_figures_beside_it(other):
    kept().when(putting(**other)).refused_by("bankday.other_sum")


def test_only_an_open_account_has_a_quarantine():
    given(BANKDAY).when(putting()).refused_by("account.not_open")
    kept().when(putting(currency="EUR")).refused_by("account.other_currency")


def test_it_may_come_for_a_closed_day_for_nothing_is_banked():
    kept(CAME, day_prepared(), day_closed()).when(putting()).then(wrong())


def test_nothing_of_the_file_is_banked():
    lines = ImportLines(
        account=rows.ACCOUNT,
        holds="1001",
        currency="CNY",
        day=DAY,
        page=1,
        statement=FILE,
        lines=(),
    )
    for past in ([wrong()], [wrong(), discarded()]):
        story = kept(*past).given(BANKPAGE)
        story.when(recording(credits=305)).refused_by("bankday.in_quarantine")
        story.when(lines).refused_by("bankday.in_quarantine")
    kept(wrong(), released()).given(BANKPAGE).when(lines).nothing_happens()


# Released by two.


def test_two_persons_release_it():
    kept(wrong()).when(releasing(), **BOTH).then(Placed(StreamId("bankday", OWNER), released()))


def test_then_it_is_recorded_as_it_is():
    kept(wrong(), released()).when(recording()).then(imported())


def test_what_nobody_released_must_add_up():
    kept().when(recording()).refused_by("bankday.does_not_add_up")
    other = recording(sha256="cd" * 32, opening=7)
    kept(wrong(), released()).when(other).refused_by("bankday.does_not_add_up")


@pytest.mark.parametrize(
    "other",
    [
        {"opening": 999},
        {"credits": 999},
        {"debits": 999},
        {"closing": 999},
        {"statement": "STM-8"},
        {"statement": None},
    ],
)
def test_what_two_released_is_what_is_recorded_to_the_fen(other):
    kept(wrong(), released()).when(recording(**other)).refused_by("bankday.does_not_add_up")


def test_what_is_beside_a_released_one_must_add_up_as_ever():
    beside = wrong(statement="STM-8", rule="BESIDE", expected=None, found=None, closing=1_250)
    kept(wrong(), beside, released()).when(recording(statement="STM-8")).refused_by(
        "bankday.in_quarantine"
    )
    both = (wrong(), beside, released(), released(statement="STM-8"))
    kept(*both).when(recording(statement="STM-8")).refused_by("bankday.does_not_add_up")


def test_a_file_of_two_days_is_released_whole():
    other = DayId(rows.ACCOUNT, date(2026, 3, 18))
    two = (*OF, other)
    beside = wrong(day=other.day, rule="BESIDE", expected=None, found=None, of=two)
    story = given(BANKDAY, wrong(of=two), code=OWNER).given(BANKDAY, beside, code=str(other))
    story.when(releasing(two), **BOTH).then(
        Placed(StreamId("bankday", OWNER), released()),
        Placed(StreamId("bankday", str(other)), released(day=other.day)),
    )
    half = story.given(BANKDAY, code=str(other))
    half.when(releasing(two), **BOTH).refused_by("bankday.not_in_quarantine")


def test_a_part_of_a_file_is_never_released():
    """Whatever days a hand-made command names: what is left of a replaced file least of all."""
    other = DayId(rows.ACCOUNT, date(2026, 3, 18))
    two = (*OF, other)
    story = given(BANKDAY, wrong(of=two), code=OWNER)
    story.when(releasing(), **BOTH).refused_by("bankday.not_whole")
    gone = wrong(of=two), superseded("ee" * 32)
    left = given(BANKDAY, *gone, code=OWNER).given(
        BANKDAY, wrong(day=other.day, of=two), code=str(other)
    )
    left.when(releasing((other,)), **BOTH).refused_by("bankday.not_whole")
    left.when(releasing(two), **BOTH).refused_by("bankday.not_in_quarantine")
    more = given(BANKDAY, wrong(), code=OWNER).given(BANKDAY, wrong(), code=str(other))
    more.when(releasing(two), **BOTH).refused_by("bankday.not_whole")


def test_a_closed_day_is_reopened_first():
    past = (CAME, wrong(), day_closed())
    kept(*past).when(releasing(), **BOTH).refused_by("bankday.closed")


@pytest.mark.parametrize(
    "past", [(), (wrong(), released()), (wrong(), discarded()), (wrong(), superseded("ee" * 32))]
)
@pytest.mark.parametrize("asked", [releasing(), discarding()])
def test_only_what_waits_is_decided_about(past, asked):
    kept(*past).when(asked, **BOTH).refused_by("bankday.not_in_quarantine")


def test_it_is_put_into_its_day_where_its_account_is():
    day, account = StreamId("bankday", OWNER), StreamId("account", rows.ACCOUNT)
    assert streams_of(putting()) == (day, account)


# Discarded by one.


@pytest.mark.parametrize("asked", [releasing(), discarding()])
def test_by_posts_that_are_for_where_the_account_is(asked):
    """The account says where it lies: the door lets posts for elsewhere not count."""
    assert streams_of(asked)[len(OF) :] == (StreamId("account", rows.ACCOUNT),)


def test_one_person_discards_it():
    story = kept(wrong()).when(discarding(), by="C-CASH")
    story.then(Placed(StreamId("bankday", OWNER), discarded()))


def test_a_file_of_which_a_part_was_replaced_is_discarded_but_never_released():
    half = (wrong(), wrong(statement="STM-8"), superseded("ee" * 32))
    kept(*half).when(releasing(), **BOTH).refused_by("bankday.not_in_quarantine")
    rest = discarded(statement="STM-8")
    kept(*half).when(discarding()).then(Placed(StreamId("bankday", OWNER), rest))
    fates = [one.fate for one in fold(BANKDAY, *half, rest).quarantine]
    assert fates == ["SUPERSEDED", "DISCARDED"]


# Replaced by a corrected file.

RIGHT = {"sha256": "ee" * 32, "closing": 1_250}


@pytest.mark.parametrize("other", [{}, {"opening": 900, "closing": 1_150}])
def test_a_statement_that_the_bank_calls_the_same_comes_in_by_itself_in_its_place(other):
    right = RIGHT | other
    kept(wrong()).when(recording(**right)).then(imported(**right), superseded(right["sha256"]))


def test_the_next_one_of_a_bank_that_calls_all_the_same_leaves_it_where_it_is():
    following = RIGHT | {"opening": WRONG["closing"], "closing": WRONG["closing"] + 250}
    kept(wrong()).when(recording(**following)).then(imported(**following))


@pytest.mark.parametrize("other", [{"statement": "STM-9"}, {"statement": None}])
@pytest.mark.parametrize("kept_as", [{}, {"statement": None}])
@pytest.mark.parametrize(
    ("opening", "closing", "debits"), [(1_000, 1_250, 50), (1_005, 1_255, 50), (1_000, 1_000, 300)]
)
def test_another_statement_of_the_day_leaves_it_where_it_is_wherever_it_opens_or_closes(
    other, kept_as, opening, closing, debits
):
    """Afternoon's does not add up and waits; morning's comes after it, and opens as that one."""
    second = RIGHT | other | {"opening": opening, "closing": closing, "debits": debits}
    story = kept(wrong(**kept_as)).when(recording(**second))
    facts = {name: second[name] for name in second if name != "debits"}
    story.then(imported(**facts))


def test_what_was_decided_is_not_replaced():
    kept(wrong(), discarded()).when(recording(**RIGHT)).then(imported(**RIGHT))


# The close of its day.


def test_it_makes_a_prepared_close_stale():
    for event in (wrong(), discarded(), released()):
        assert fold(BANKDAY, CAME, wrong(), day_prepared(), event).prepared is None


def test_r01_does_not_pass_over_it():
    told = checks(R01={"result": "FAIL", "figure": 0, "note": "银行将重发"})
    story = given(BANKDAY, CAME, wrong())
    story.when(preparing(), **MAKES).refused_by("bankday.difference")
    story.when(preparing(checks=told), **MAKES).then(day_prepared(checks=told))


NO_CLOSING = {"rule": "CONTRADICTS_ITSELF", "closing": None, "expected": None, "found": None}
"""What states no balances is never recorded as a statement; its lines are banked all the same."""


@pytest.mark.parametrize(
    ("past", "unbanked"),
    [
        ((CAME, wrong()), ["WAITING"]),
        ((CAME, wrong(), released()), ["RELEASED"]),
        ((wrong(), released(), imported()), []),
        ((CAME, wrong(), discarded()), ["DISCARDED"]),
        ((wrong(), discarded(), CAME), []),
        ((wrong(), CAME, discarded()), []),
        ((wrong(statement=None), discarded(statement=None), CAME), ["DISCARDED"]),
        ((wrong(statement="STM-8"), discarded(statement="STM-8"), CAME), ["DISCARDED"]),
        ((CAME, wrong(), superseded("ee" * 32)), []),
        ((CAME, wrong(**NO_CLOSING), released()), []),
    ],
)
def test_r01_does_not_pass_over_what_the_bank_stated_and_the_books_lack(past, unbanked):
    """Nobody makes R01 pass alone: what was discarded needs the bank's other word, or a sentence;
    what was released and never banked is in the open."""
    day = fold(BANKDAY, *past)
    assert [one.fate for one in day.unbanked] == unbanked
    told = checks(R01={"result": "FAIL", "figure": 0, "note": "银行将重发"})
    seen = {"closing": day.closing, "ledger": day.closing, "statement": day.statements[-1].sha256}
    story = given(BANKDAY, *past)
    passes, fails = preparing(**seen), preparing(**seen, checks=told)
    right, false = (fails, passes) if unbanked else (passes, fails)
    story.when(false, **MAKES).refused_by("bankday.difference")
    story.when(right, **MAKES).then(day_prepared(**seen, checks=right.checks))


@pytest.mark.parametrize("make", [releasing, discarding])
@pytest.mark.parametrize(
    ("of", "sha256", "right"),
    [
        ((), FILE, "of: 0 days, expected 1 to 400"),
        (tuple(DayId(f"A{n:04}", DAY) for n in range(DAYS_MOST + 1)), FILE, "of: 401 days"),
        ((*OF, *OF), FILE, "of: expected each day once, in order"),
        ((DayId("zz", DAY),), FILE, "account 'zz': expected"),
        (OF, "x", "sha256 'x': expected"),
    ],
)
def test_a_malformed_decision_cannot_be_made(make, of, sha256, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        make(of, sha256)


def test_a_decision_says_why():
    for shape in (ReleaseStatement, DiscardStatement):
        with pytest.raises(ValueError, match=r"^reason: expected why$"):
            shape(sha256=FILE, of=OF, reason=" ")


@pytest.mark.parametrize(
    ("other", "right"),
    [
        ({"account": "zz"}, "account 'zz': expected"),
        ({"currency": "x"}, "currency 'x': expected"),
        ({"sha256": "x"}, "sha256 'x': expected"),
        ({"credits": -1}, "credits -1: expected zero or more"),
        ({"debits": -1}, "debits -1: expected zero or more"),
        ({"lines": -1}, "lines -1: expected zero or more"),
        ({"of": ()}, "of: 0 days, expected 1 to 400"),
        (
            {"of": (DayId(rows.ACCOUNT, date(2026, 3, 18)),)},
            f"of: expected the days of the file, {OWNER} among them",
        ),
    ],
)
def test_a_malformed_statement_cannot_be_put_there(other, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        putting(**other)


def test_the_closing_of_a_released_file_is_the_days():
    day = fold(BANKDAY, wrong(), released(), imported())
    assert day.closing == 1_255
    assert [one.key for one in day.statements] == [(FILE, "STM-7")]
    assert STATEMENT != FILE
    assert CLOSING == 1_250
