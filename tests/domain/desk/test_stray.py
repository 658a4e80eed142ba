"""What is nobody's goes back to whoever paid it, once a person may look for whose it is."""

from dataclasses import replace
from datetime import date

import pytest

from domain.bankpage.events import LineAllocated, NoteTaken, StraysOpened
from domain.bankpage.stream import BANKPAGE
from domain.categories.land import LAND
from domain.deposit.arrived import ReceiptRejected
from domain.deposit.enforce import ExecuteEnforcement
from domain.deposit.events import DepositRequired, DepositTermsChanged, Terms
from domain.deposit.hold import PlaceHold
from domain.deposit.owed import RefundObligationCreated
from domain.deposit.redirect import ProposePayee
from domain.deposit.refund import Standing
from domain.deposit.stream import DEPOSIT
from domain.desk.approve import ApproveRefunds
from domain.desk.match import MatchReceipt
from domain.desk.propose import ProposeRefunds
from domain.desk.report import ReportPayment
from domain.desk.reverse import MatchReversal
from domain.desk.stray import GIVE_STRAY_BACK, GiveStrayBack
from domain.desk.unmatch import UnmatchReceipt
from domain.governance.state import Pack
from domain.identifiers import NotAnIdentifier
from domain.kernel import KeyName, Placed, Post, Rejected, StreamId
from domain.money import yuan
from domain.packs.written import written
from domain.payee import Payee
from domain.permissions import PERMITTED
from domain.postings import Entry, Leg
from domain.refund.events import Item
from tests.kit.rows import BASIC, OWNER, PAGE, PAYER, PRICE, REQUIRED, credit
from tests.kit.sentences import hear
from tests.kit.story import CHECKER, NOON, given
from tests.kit.till import ACCOUNT, SETTLEMENT, Till, at, nonzero
from tests.properties.books import misread_by_the_model, wrong

S, D = "P0000000000000051", "P00000000000000D1"
LOT, B, STRANGER = "A3506000001000001001001", "N00000000000000B1", "张三"
LINE = f"{OWNER}/1#1"
CAME, NOW = date(2026, 3, 10), date(2026, 4, 1)
FEN = yuan("5,000.00")
THERE, OWED = ("2001", f"{ACCOUNT}/{CAME}"), ("2005", f"{S}/1")
COURT = Post("COURT", "中院")
HIS = Payee(name=STRANGER, account="6222000000000000", bank="农行")


def giving(line=LINE, seen=1, deposit=S, reason="来电：汇错账户，请退回", category=None):
    return GiveStrayBack(
        line=line, line_seen=seen, deposit=deposit, reason=reason, category=category
    )


# What is said.


def facts(due, rule, category=None, pack=0, since=None):
    """All that is said of the page's first line, which is given back at noon."""
    terms = Terms(
        lot=S,
        party="",
        payer=PAYER,
        amount_fen=0,
        deadline=NOON,
        basic_account=None,
        category=category,
        pack=pack,
    )
    legs = (Leg("2001", OWNER, PRICE, "P07"), Leg("2005", f"{S}/1", -PRICE, "P07"))
    its, at_its = StreamId("deposit", S), (DepositRequired(deposit=S, terms=terms),)
    back = ReceiptRejected(
        deposit=S,
        line=LINE,
        payer=PAYER,
        payer_account=BASIC,
        value_date=date(2026, 3, 17),
        entries=(Entry("CUST", "CNY", legs),),
    )
    owed = RefundObligationCreated(
        deposit=S,
        number=1,
        cause="UNIDENTIFIED",
        rule=rule,
        due=due,
        since=since or NOON.date(),
        amount_fen=PRICE,
        interest=False,
        payee=Payee(name=PAYER, account=BASIC, bank=None),
        line=LINE,
    )
    return (
        *(Placed(its, one) for one in (*at_its, back, owed)),
        NoteTaken(number=1, text="来电：汇错账户，请退回", suspense=False),
        LineAllocated(number=1, deposit=S, amount=PRICE),
    )


def page(*more, **said):
    return given(BANKPAGE, credit(1, **({"reference": None} | said)), *more)


OPENED = StraysOpened()


def test_it_is_owed_by_a_deposit_of_its_own_from_the_day_on_which_that_is_said():
    """No row of any kind of trade tells when: within the centre's own term."""
    page(OPENED).when(giving(), by="C-SET1").then(*facts(date(2026, 3, 23), "DEP-BACK"))


def test_where_its_payer_says_for_what_it_was_meant_the_rows_of_that_trade_tell_when():
    told = facts(date(2026, 3, 19), "SP-A7", "STATE_PROPERTY")
    page(OPENED).when(giving(category="STATE_PROPERTY"), by="C-SET1").then(*told)


def test_so_do_those_of_the_pack_that_lots_are_born_under_that_day():
    law = replace(Till.law, packs=(Pack(written(LAND), 3, date(2026, 1, 1)),))
    decided = page(OPENED).when(giving(category="LAND"), by="C-SET1", law=law).decision
    terms = decided[0].event.terms
    assert (terms.category, terms.pack) == ("LAND", 3)


def test_a_kind_of_trade_that_there_is_none_of_is_refused():
    page(OPENED).when(giving(category="X"), by="C-SET1").refused_by("category.unknown")


def test_it_lies_under_a_key_of_its_own():
    required = facts(NOON.date(), "")[0].event
    own = KeyName("lot", S)
    assert (DEPOSIT.keys(required), DEPOSIT.owns(required)) == ((own,), own)
    assert DEPOSIT.owns(REQUIRED) is None


# Which lines, and who.


@pytest.mark.parametrize(
    "hidden",
    [
        page(),
        page(OPENED, reference="3500123456001"),
        page(OPENED, LineAllocated(number=1, deposit=D, amount=PRICE)),
        page(OPENED, end_to_end=f"{D}-1-1"),
        given(BANKPAGE, OPENED, credit(1, reference=None)),
    ],
    ids=["not opened", "names a number", "somebody's", "names a payment", "came since"],
)
def test_of_any_line_that_no_person_may_look_at_every_answer_is_the_same(hidden):
    """Whoever names the deposit that has it, or one that there is, hears no more."""
    hidden.when(giving(), by="C-SET1").refused_by("desk.not_this_line")
    there = hidden.given(DEPOSIT, replace(REQUIRED, deposit=D), code=D)
    there.when(giving(deposit=D), by="C-SET1").refused_by("desk.not_this_line")


@pytest.mark.parametrize(
    ("said", "asked", "rule"),
    [
        ({}, giving(seen=2), "desk.line_changed"),
        ({"currency": "EUR"}, giving(), "desk.foreign_currency"),
        ({"returned": True}, giving(), "desk.returned_payment"),
        ({"payer": None}, giving(), "deposit.payer_unknown"),
        ({"payer_account": None}, giving(), "deposit.payer_unknown"),
        ({"kind": "INTEREST"}, giving(), "stray.of_the_bank"),
        ({"kind": "CHARGE"}, giving(), "stray.of_the_bank"),
    ],
)
def test_only_what_somebody_paid_in_as_it_was_seen(said, asked, rule):
    page(OPENED, **said).when(asked, by="C-SET1").refused_by(rule)


def test_by_no_deposit_that_is_somebodys():
    story = page(OPENED).given(DEPOSIT, replace(REQUIRED, deposit=S))
    story.when(giving(), by="C-SET1").refused_by("deposit.already_required")


def test_a_clerk_asks_and_nobody_else():
    assert dict(PERMITTED)["GiveStrayBack"] == ("C-SET1",)


def test_the_page_comes_first_and_the_account_says_where_it_lies():
    where = (PAGE, StreamId("account", "ZZ-DEPOSITS"), StreamId("deposit", S))
    assert GIVE_STRAY_BACK.touches(giving()) == where


def test_a_malformed_request_cannot_be_made():
    with pytest.raises(NotAnIdentifier, match="line 'nowhere': expected"):
        giving("nowhere")
    with pytest.raises(NotAnIdentifier, match="deposit 'D1': expected"):
        giving(deposit="D1")
    for reason in (" ", "长" * 121):
        with pytest.raises(ValueError, match=r"^reason: expected 1 to 120 signs$"):
            giving(reason=reason)
    assert giving(reason="长" * 120)


# And then as every refund.


@pytest.fixture
def till():
    return Till()


def stray(till, amount=FEN, account=ACCOUNT, **said):
    """A line that names nobody, opened to people."""
    told = {"payer": HIS.name, "payer_account": HIS.account, "payer_bank": HIS.bank} | said
    line = till.line(amount, CAME, account=account, **told)
    till.strays(CAME, account)
    return line


def given_back(till, line=None, **asked):
    line = line or stray(till)
    till.do(giving(line, till.seen(line), **asked), "C-SET1", when=at(NOW))
    return line


def refund(till, number=1):
    return till.deposit(S).refund(number)


def refuses(decided, rule):
    assert isinstance(decided, Rejected), decided
    assert decided.rule == rule
    hear(rule, decided.detail)


def balances(till):
    """The books add up, and the read model tells the same."""
    assert list(wrong(till)) == []
    assert list(misread_by_the_model(till)) == []


def test_from_the_bank_to_the_bank_it_comes_to_nothing(till):
    given_back(till)
    assert nonzero(till, "1001") == {OWED: -FEN}
    till.approve(S, 1)
    ordered = till.memory.of(StreamId("payment", f"{S}/1/1")).ordered
    assert (ordered.payee, ordered.lot, ordered.party) == (HIS, S, "")
    till.debit(till.send(f"{S}/1/1"), NOW)
    assert nonzero(till) == {}
    assert refund(till).standing is Standing.PAID
    balances(till)


def test_who_asks_again_asks_in_vain(till):
    line = given_back(till)
    assert till.ask(giving(line, 1), "C-SET1") == ()


def test_who_says_that_it_is_another_deposit_s_then_hears_nothing(till):
    line = given_back(till)
    till.lot(LOT, "800,000.00")
    till.bidder(D, LOT, B)
    refuses(till.ask(giving(line, 2, deposit=D), "C-SET1"), "desk.not_this_line")


def test_whoever_proposes_does_not_approve(till):
    given_back(till)
    items = {"batch": "RB-2026-04-01-0001", "account": ACCOUNT, "items": (till.item(S, 1),)}
    till.do(ProposeRefunds(**items), "C-SET1", digest="a" * 64)
    decided = till.ask(ApproveRefunds(**items), "C-SET2", maker="a" * 64)
    refuses(decided, "refund.own_batch")


def test_to_another_account_with_evidence_that_another_person_approves(till):
    given_back(till)
    other = Payee(name=STRANGER, account="6217000000000009")
    till.do(ProposePayee(deposit=S, number=1, payee=other, evidence="ee" * 32), "C-SET1")
    item = till.approve(S, 1)
    assert item.elsewhere
    assert till.memory.of(StreamId("payment", f"{S}/1/1")).ordered.payee == other


def test_who_proposed_that_account_does_not_approve_it(till):
    given_back(till)
    other = Payee(name=STRANGER, account="6217000000000009")
    asked = ProposePayee(deposit=S, number=1, payee=other, evidence="ee" * 32)
    till.do(asked, "C-SET1", person=CHECKER)
    items = {"batch": "RB-2026-04-01-0001", "account": ACCOUNT, "items": (till.item(S, 1),)}
    till.do(ProposeRefunds(**items), "C-SET1", digest="a" * 64)
    decided = till.ask(ApproveRefunds(**items), "C-SET2", person=CHECKER, maker="a" * 64)
    refuses(decided, "refund.own_payee")


def test_what_the_bank_refuses_is_paid_again(till):
    given_back(till)
    till.approve(S, 1)
    said = {"status": "REJECTED", "code": "AC04", "reason": None}
    payment = till.send(f"{S}/1/1")
    till.do(ReportPayment(payment=payment, account=ACCOUNT, **said), "PLATFORM")
    assert (refund(till).standing, nonzero(till, "1001")) == (Standing.FAILED, {OWED: -FEN})
    till.refund(S, 1, NOW)
    assert nonzero(till) == {}
    balances(till)


def test_what_comes_back_is_paid_again(till):
    given_back(till)
    till.refund(S, 1, NOW)
    till.comes_back(f"{S}/1/1", NOW)
    assert nonzero(till, "1001") == {("2012", f"{S}/1"): -FEN}
    till.refund(S, 1, NOW)
    assert nonzero(till) == {}
    balances(till)


@pytest.mark.parametrize(
    ("paid", "left", "standing"),
    [
        (False, {}, Standing.VOID),
        (True, {("1001", ACCOUNT): -FEN, ("1003", S): FEN}, Standing.PAID),
    ],
)
def test_what_the_bank_takes_back_is_owed_no_more_or_to_us(till, paid, left, standing):
    line = given_back(till)
    if paid:
        till.refund(S, 1, NOW)
    by = till.line(FEN, NOW, credit=False, reversal=True, payer_account=HIS.account)
    till.match(MatchReversal, by, reversed=line, deposit=S, lot=None)
    assert nonzero(till) == left
    assert refund(till).standing is standing
    balances(till)


@pytest.mark.parametrize("refused", [True, False], ids=["refused", "come back"])
def test_what_the_bank_takes_back_while_it_pays_is_settled_with_what_is_here_again(till, refused):
    """Nobody is owed anything then, neither its payer nor we."""
    line = given_back(till)
    till.approve(S, 1)
    payment = till.send(f"{S}/1/1")
    by = till.line(FEN, NOW, credit=False, reversal=True, payer_account=HIS.account)
    till.match(MatchReversal, by, reversed=line, deposit=S, lot=None)
    if refused:
        said = {"status": "REJECTED", "code": "AC04", "reason": None}
        till.do(ReportPayment(payment=payment, account=ACCOUNT, **said), "PLATFORM")
    else:
        till.debit(payment, NOW)
        till.comes_back(payment, NOW)
    assert nonzero(till) == {}
    assert refund(till).standing is Standing.VOID
    balances(till)


def test_one_that_was_somebodys_after_all_is_matched_and_if_need_be_given_back_anew(till):
    """By the matcher alone, as what a pool gives back: its deposit is of no lot."""
    line = given_back(till)
    told = {"deposit": S, "lot": None, "reason": "投标人来电认领"}
    person = UnmatchReceipt(line=line, line_seen=2, **told)
    refuses(till.ask(person, "C-SET1"), "desk.not_open")
    till.match(UnmatchReceipt, line, **told)
    assert nonzero(till, "1001") == {THERE: -FEN}
    given_back(till, line)
    assert [one.standing for one in till.deposit(S).refunds] == [Standing.VOID, Standing.OWED]
    till.refund(S, 2, NOW)
    assert nonzero(till) == {}
    balances(till)


@pytest.mark.parametrize(("category", "rule"), [("STATE_PROPERTY", "SP-A7"), (None, "DEP-BACK")])
def test_who_gives_it_back_anew_says_anew_for_what_it_was_meant(till, category, rule):
    line = given_back(till, category="LAND" if category is None else None)
    till.match(UnmatchReceipt, line, deposit=S, lot=None, reason="投标人来电认领")
    asked = giving(line, till.seen(line), category=category)
    anew, *_ = till.do(asked, "C-SET1", when=at(NOW))
    assert anew == DepositTermsChanged(deposit=S, terms=till.deposit(S).terms)
    assert (anew.terms.category, refund(till, 2).rule) == (category, rule)
    balances(till)


@pytest.mark.parametrize("payer", [HIS.name, "李四"])
def test_it_gives_one_line_back_and_no_other_whoever_paid_that(till, payer):
    """Though nothing is owed of the first any more: what is taken of it since is that payer's."""
    first = given_back(till)
    other = stray(till, payer=payer, payer_account="6222000000000000009")
    refuses(till.ask(giving(other), "C-SET1", when=at(NOW)), "deposit.already_required")
    till.match(UnmatchReceipt, first, deposit=S, lot=None, reason="投标人来电认领")
    refuses(till.ask(giving(other), "C-SET1", when=at(NOW)), "deposit.already_required")


def test_it_is_no_deposit_that_a_person_may_give_money(till):
    given_back(till)
    other = stray(till)
    asked = MatchReceipt(line=other, line_seen=1, deposit=S, lot=S)
    refuses(till.ask(asked, "C-SET1"), "desk.not_open")


def proposal(fen=FEN):
    item = Item(deposit=S, number=1, version=1, amount_fen=fen, interest_fen=0, elsewhere=False)
    return ProposeRefunds(batch="RB-2026-04-01-0001", account=ACCOUNT, items=(item,))


def test_a_court_holds_it_back_and_takes_of_it_as_its_payer_s(till):
    given_back(till)
    told = {"deposit": S, "hold": "H1", "amount_fen": FEN - 1}
    its = {"cause": "保全", "document": "1号", "lot": None, "account": "2005", "number": 1}
    till.do(PlaceHold(**told, **its), COURT)
    refuses(till.ask(proposal(), "C-SET1"), "refund.held")
    till.do(ExecuteEnforcement(**told, document="2号", evidence="ee" * 32), COURT)
    assert nonzero(till, "1001") == {OWED: -1, ("2011", f"{S}/H1"): 1 - FEN}
    till.passes_on(S, "2011", f"{S}/H1", {S: FEN - 1})
    assert till.refund(S, 1, NOW) == 1
    balances(till)


def test_what_came_to_the_account_of_prices_goes_back_from_there(till):
    given_back(till, stray(till, account=SETTLEMENT))
    refuses(till.ask(proposal(), "C-SET1"), "refund.other_account")
    there = replace(proposal(), account=SETTLEMENT)
    assert not isinstance(till.ask(there, "C-SET1"), Rejected)


def test_nothing_else_goes_from_there(till):
    till.lot(LOT, "800,000.00")
    till.bidder(D, LOT, B)
    till.pays(D, B, "800,000.00", date(2026, 3, 25))
    there = replace(proposal(), account=SETTLEMENT)
    both = replace(there, items=(*there.items, replace(there.items[0], deposit=D)))
    given_back(till, stray(till, account=SETTLEMENT))
    refuses(till.ask(both, "C-SET1"), "account.other_cash")
