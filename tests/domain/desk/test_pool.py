"""An annual pool (P32, E17): filled, reserved for deposits of lots, free again, given back."""

from dataclasses import replace
from datetime import date

import pytest

from domain.bid.events import BidReceived
from domain.bid.state import Bid, Standing
from domain.bid.stream import BID as BIDS
from domain.carried import CarriedPart
from domain.deposit.enforce import ExecuteEnforcement
from domain.deposit.events import DepositRequired, SubAccountIssued, Terms
from domain.deposit.hold import LiftHold, PlaceHold
from domain.deposit.stream import DEPOSIT
from domain.desk.answer_extension import AnswerExtension
from domain.desk.convert import ConvertDeposit
from domain.desk.forfeit import ForfeitDeposit
from domain.desk.gone import OpenReversal, may_be_gone
from domain.desk.interest import AllocateInterest, MatchInterest
from domain.desk.pool import MatchPool, OpenPool
from domain.desk.pool_close import ClosePool
from domain.desk.propose_payout import ProposePayout
from domain.desk.repay import MatchForfeitureRepaid
from domain.desk.require import RequireDeposit
from domain.desk.reserve import ReleasePool, ReservePool
from domain.desk.unforfeit import ReverseForfeiture
from domain.desk.waive import WaiveForfeiture
from domain.identifiers import NotAnIdentifier
from domain.kernel import Rejected, StreamId
from domain.lot.award import AwardLot, ConfirmTransaction, SignContract
from domain.lot.close import FailLot
from domain.lot.compete import CloseTimedBidding, OpenBids
from domain.lot.events import BidOpened
from domain.lot.stream import LOT
from domain.lot.tendered import BidValidityExtended, WinnerDefaulted
from domain.money import yuan
from domain.party.enrol import RegisterParty
from domain.party.events import PartyRegistered
from domain.party.stream import PARTY
from domain.payee import Payee
from domain.payout.events import Part
from domain.pool.issue import IssuePoolNumber
from tests.kit.disputing import PAUSED, WENT_ON
from tests.kit.moving import moving
from tests.kit.passing import proceeds_gone
from tests.kit.sentences import hear
from tests.kit.story import fold, given
from tests.kit.till import ACCOUNT, OWNER, SETTLEMENT, Till, account_of, at, nonzero
from tests.properties.books import misread_by_the_model, wrong

POOL, NUMBER = "Y00000000000000A1", "9558820000009999"
B, OTHER = "N00000000000000B1", "N00000000000000B2"
LOTS = ("A3506000001000001001001", "A3506000001000001001002", "A3506000001000001001003")
ASKS = ("200,000.00", "240,000.00", "100,000.00")
D1, D2, D3 = DEPOSITS = tuple(f"P00000000000000D{n}" for n in (1, 2, 3))
BACK = "P00000000000000DB"
CAME, OPENING, ENDED = date(2026, 3, 10), at(date(2026, 3, 25), 9, 30), date(2026, 6, 1)
IN_TIME = at(date(2026, 3, 20))
WHOLE = yuan("500,000.00")
OF_THE_YEAR = ("2014", f"{ACCOUNT}/2026")


def opened(till, pool=POOL, party=B, account=ACCOUNT, year=2026):
    asked = OpenPool(pool=pool, party=party, account=account, year=year)
    return till.ask(asked, "PLATFORM")


def pool_of(till):
    return till.memory.of(StreamId("pool", POOL))


def pays(till, amount="500,000.00", day=CAME, post="MATCHER", account=ACCOUNT, **said):
    """A line that names the pool's number; what became of it."""
    facts = {"payer": B, "payer_account": account_of(B), "reference": NUMBER} | said
    line = till.line(yuan(amount), day, account=account, **facts)
    return line, till.ask(MatchPool(line=line, line_seen=1, pool=POOL), post)


@pytest.fixture
def till():
    """A bidder with a pool, and three lots that it may bid for."""
    made = Till()
    for deposit, lot, amount in zip(DEPOSITS, LOTS, ASKS, strict=True):
        made.lot(lot, amount)
        made.bidder(deposit, lot, B)
    opened(made)
    made.do(IssuePoolNumber(pool=POOL, sub_account=NUMBER), "BANK")
    return made


@pytest.fixture
def filled(till):
    """The same; 500,000.00 came."""
    pays(till)
    return till


def reserving(deposit=D1, pool=POOL, party=B, lot=None):
    of = LOTS[DEPOSITS.index(deposit)] if deposit in DEPOSITS else LOTS[0]
    return ReservePool(deposit=deposit, lot=lot or of, pool=pool, party=party)


def reserve(till, deposit=D1, when=IN_TIME, **other):
    return till.ask(reserving(deposit, **other), "PLATFORM", when=when)


def refuses(decided, rule):
    assert isinstance(decided, Rejected), decided
    assert decided.rule == rule
    hear(rule, decided.detail)
    return decided.detail


def ended(till, lot=LOTS[0], day=date(2026, 3, 27)):
    till.do(FailLot(lot=lot, reason="投标人不足三个"), OWNER, when=at(day))


def closing(deposit=BACK, party=B):
    return ClosePool(pool=POOL, deposit=deposit, party=party)


# In.


def test_a_line_fills_it(till):
    """Dr 1001 / Cr 2014; the owner is the account's year, for a pool's own balance would tell."""
    with moving(till) as moved:
        _, (came, link) = pays(till)
    assert moved.altogether == {("1001", ACCOUNT): WHOLE, OF_THE_YEAR: -WHOLE}
    assert (came.pool, came.value_date, link.event.deposit) == (POOL, CAME, POOL)
    assert {leg.p for leg in came.entries[0].legs} == {"P32"}
    assert pool_of(till).free_fen == WHOLE


def test_a_clerk_may_give_it_a_line_that_names_its_number(till):
    line, decided = pays(till, post="C-SET1")
    assert not isinstance(decided, Rejected)
    assert till.ask(MatchPool(line=line, line_seen=2, pool=POOL), "MATCHER") == ()


def test_of_a_line_that_does_not_name_it_a_clerk_hears_nothing(till):
    _, decided = pays(till, reference=None, post="C-SET1")
    refuses(decided, "desk.not_this_line")


@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        ("pool.other_number", {"reference": "9558820000001111"}),
        ("pool.other_payer", {"payer": OTHER}),
        ("pool.other_payer", {"payer_account": "62220000"}),
        ("pool.other_payer", {"payer_account": None}),
        ("pool.other_account", {"account": SETTLEMENT}),
        ("pool.other_account", {"day": date(2027, 1, 4)}),
        ("desk.returned_payment", {"returned": True}),
    ],
)
def test_what_is_not_for_it_stays_where_it_is(till, rule, facts):
    _, decided = pays(till, **facts)
    refuses(decided, rule)
    assert pool_of(till).free_fen == 0


def test_a_pool_that_nobody_opened_takes_nothing(till):
    line = till.line(1, CAME, payer=B)
    other = "Y00000000000000A2"
    refuses(till.ask(MatchPool(line=line, line_seen=1, pool=other), "MATCHER"), "pool.unknown")
    asked = IssuePoolNumber(pool=other, sub_account=NUMBER)
    refuses(till.ask(asked, "BANK"), "pool.unknown")


def test_it_is_opened_once(till):
    assert opened(till) == ()
    refuses(opened(till, year=2027), "pool.already_open")
    refuses(opened(till, pool="Y00000000000000A2", party=OTHER), "party.unknown")
    refuses(opened(till, pool="Y00000000000000A2", account=SETTLEMENT), "account.other_cash")
    refuses(opened(till, pool="Y00000000000000A2", account="ZZ-NONE"), "account.not_open")


def test_it_is_opened_for_nobody_whose_name_is_gone():
    """A natural person's, whose key was destroyed."""
    gone = PartyRegistered(party=B, name=None, person_name=None)
    asked = OpenPool(pool=POOL, party=B, account=ACCOUNT, year=2026)
    given(PARTY, gone).when(asked, by="PLATFORM").refused_by("party.unreadable")


def test_it_has_one_number(till):
    assert till.ask(IssuePoolNumber(pool=POOL, sub_account=NUMBER), "BANK") == ()
    other = IssuePoolNumber(pool=POOL, sub_account="9558820000001111")
    refuses(till.ask(other, "BANK"), "pool.has_number")


# Reserved.


def test_e17_what_is_reserved_is_not_free_and_a_refusal_says_what_is(filled):
    """500,000.00; 200,000.00 and 240,000.00 reserved; 100,000.00 refused: 60,000.00 is free."""
    for deposit in (D1, D2):
        assert not isinstance(reserve(filled, deposit), Rejected)
    detail = refuses(reserve(filled, D3), "pool.no_headroom")
    assert detail == f"{POOL} has 60,000.00 free, 100,000.00 is asked for"
    assert pool_of(filled).free_fen == yuan("60,000.00")
    assert filled.deposit(D1).whole
    assert not filled.deposit(D3).whole
    assert list(wrong(filled)) == []


def test_it_stands_for_the_deposit_and_no_leg_names_the_pool(filled):
    """Dr 2014 / Cr 2002."""
    with moving(filled) as moved:
        told, into = reserve(filled)
    fen = yuan("200,000.00")
    assert moved.altogether == {OF_THE_YEAR: fen, ("2002", D1): -fen}
    owners = {leg.owner for one in (told.event, into) for leg in one.entries[0].legs}
    assert owners == {OF_THE_YEAR[1], f"{ACCOUNT}/2026-03-20", D1}
    assert into.source == POOL
    assert reserve(filled) == ()


def test_what_is_paid_besides_is_paid_twice(filled):
    reserve(filled)
    filled.pays(D1, B, "200,000.00", date(2026, 3, 21))
    assert [one.cause for one in filled.deposit(D1).refunds] == ["DUPLICATE"]


def test_what_the_bank_took_back_of_a_guarantor_is_no_part_that_was_paid(filled):
    stream = StreamId("deposit", D1)
    before = filled.memory.of(stream)
    filled.memory.states[stream] = fold(DEPOSIT, *proceeds_gone(deposit=D1), start=before)
    assert not isinstance(reserve(filled), Rejected)


def test_it_stands_for_all_of_a_deposit_or_for_none(filled):
    filled.pays(D1, B, "1.00", CAME)
    refuses(reserve(filled), "pool.mixed")


def test_nobody_draws_on_another_s(filled):
    refuses(reserve(filled, party=OTHER), "pool.not_theirs")
    refuses(reserve(filled, lot=LOTS[1]), "pool.not_theirs")
    refuses(reserve(filled, deposit="P00000000000000FF"), "pool.not_theirs")
    refuses(reserve(filled, pool="Y00000000000000A2"), "pool.not_theirs")


def test_after_the_deadline_it_is_too_late(filled):
    refuses(reserve(filled, when=at(date(2026, 3, 24), 17, 1)), "lot.too_late")


def without_basic_account():
    """Another till, whose bidder has no basic account and fills its pool from anywhere."""
    till = Till()
    till.do(RegisterParty(party=B, name=B, basic_account=None, basic_bank=None), "C-OPS")
    opened(till)
    return till


def test_what_came_from_anywhere_stands_where_anything_counts():
    till = without_basic_account()
    pays(till, payer_account="62220000", reference=None)
    till.lot(LOTS[0], ASKS[0], "STATE_PROPERTY")
    till.do(RequireDeposit(deposit=D1, lot=LOTS[0], party=B), "PLATFORM")
    assert not isinstance(reserve(till), Rejected)


# Free again.


def test_what_would_go_back_is_free_again_at_once_and_nothing_is_owed(filled):
    reserve(filled)
    with moving(filled) as moved:
        ended(filled)
    fen = yuan("200,000.00")
    assert moved.altogether == {("2002", D1): fen, OF_THE_YEAR: -fen}
    assert filled.deposit(D1).refunds == ()
    assert pool_of(filled).free_fen == WHOLE
    assert pool_of(filled).reserved == {}
    assert list(wrong(filled)) == []
    assert list(misread_by_the_model(filled)) == []


def test_a_line_that_was_divided_is_one_again(filled):
    reserve(filled)
    ended(filled)
    (part,) = pool_of(filled).parts
    assert part == CarriedPart(
        line=f"{ACCOUNT}/{CAME}/1#1",
        payer=B,
        payer_account=account_of(B),
        value_date=CAME,
        amount_fen=WHOLE,
    )


def test_while_the_lot_goes_on_it_stands(filled):
    reserve(filled)
    asked = ReleasePool(deposit=D1, lot=LOTS[0], pool=POOL)
    assert filled.ask(asked, "PLATFORM") == ()
    refuses(
        filled.ask(ReleasePool(deposit=D1, lot=LOTS[1], pool=POOL), "PLATFORM"),
        "deposit.other_lot",
    )
    assert pool_of(filled).free_fen == yuan("300,000.00")


BID = "B00000000000000A1"


def refuses_to_be_bound_for_longer(till):
    """The bid for the first lot lapses while its bids are judged."""
    notice = {"document": "答复函", "evidence": "ee" * 32}
    received = BidReceived(
        bid=BID, received_at=IN_TIME, lot=LOTS[0], party=B, file="cd" * 32, price_fen=None
    )
    opened_at = {"lot": LOTS[0], "opened_at": OPENING, "bidders": 5, "counted": 1, "bids": (BID,)}
    extended = BidValidityExtended(
        lot=LOTS[0],
        extended_at=OPENING,
        valid_until=date(2026, 7, 23),
        answers_until=at(date(2026, 4, 1)),
        text="ab" * 32,
    )
    lot = StreamId("lot", LOTS[0])
    for event in (BidOpened(**opened_at), extended):
        till.memory.states[lot] = LOT.evolve(till.memory.of(lot), event)
    till.memory.states[StreamId("bid", BID)] = fold(BIDS, received)
    refusing = AnswerExtension(bid=BID, lot=LOTS[0], party=B, deposit=D1, agrees=False, **notice)
    till.do(refusing, "PLATFORM", when=at(date(2026, 3, 26)))


def test_who_would_not_be_bound_for_longer_has_it_free_while_the_others_are_judged(filled):
    """CT-26, in whatever form its deposit was given."""
    reserve(filled)
    with moving(filled) as moved:
        refuses_to_be_bound_for_longer(filled)
    fen = yuan("200,000.00")
    assert moved.altogether == {("2002", D1): fen, OF_THE_YEAR: -fen}
    assert pool_of(filled).free_fen == WHOLE
    assert filled.deposit(D1).refunds == ()


def test_and_of_what_an_order_keeps_back_then_once_it_is_lifted(filled):
    reserve(filled)
    hold = {"deposit": D1, "hold": "H1"}
    filled.do(PlaceHold(**hold, amount_fen=1, cause="保全", document="1号"), "COURT")
    refuses_to_be_bound_for_longer(filled)
    assert pool_of(filled).free_fen == yuan("300,000.00")
    filled.do(LiftHold(**hold), "COURT")
    assert pool_of(filled).free_fen == WHOLE


@pytest.mark.parametrize(
    "bid",
    [
        {},
        {"standing": Standing.RECEIVED},
        {"standing": Standing.REVOKED},
        {"party": OTHER},
        {"lot": LOTS[1]},
    ],
    ids=["none", "it stands", "revoked", "another's", "of another lot"],
)
def test_by_no_other_bid_is_it_free_while_its_lot_goes_on(filled, bid):
    reserve(filled)
    lapsed = {"standing": Standing.LAPSED, "lot": LOTS[0], "party": B}
    filled.memory.states[StreamId("bid", BID)] = Bid(**(lapsed | bid)) if bid else Bid()
    asked = ReleasePool(deposit=D1, lot=LOTS[0], pool=POOL, bid=BID)
    assert filled.ask(asked, "PLATFORM") == ()


def test_what_an_order_keeps_back_is_free_once_it_is_lifted(filled):
    reserve(filled)
    hold = {"deposit": D1, "hold": "H1"}
    filled.do(PlaceHold(**hold, amount_fen=1, cause="保全", document="1号"), "COURT")
    ended(filled)
    assert pool_of(filled).free_fen == yuan("300,000.00")
    filled.do(LiftHold(**hold), "COURT")
    assert pool_of(filled).free_fen == WHOLE


def test_an_order_on_what_was_paid_besides_keeps_no_pool_s_money(filled):
    reserve(filled)
    filled.pays(D1, B, "200,000.00", CAME)
    order = {"cause": "保全", "document": "1号", "account": "2005", "number": 1}
    filled.do(PlaceHold(deposit=D1, hold="H1", amount_fen=1, **order), "COURT")
    ended(filled)
    assert pool_of(filled).free_fen == WHOLE


def kept(till, amount):
    asked = ForfeitDeposit(
        deposit=D1,
        lot=LOTS[0],
        ground="BID_REVOKED",
        amount_fen=yuan(amount),
        fees_fen=0,
        document="住建〔2026〕17号",
        evidence="ee" * 32,
    )
    till.do(asked, OWNER)


@pytest.mark.parametrize(
    ("amount", "free"), [("50,000.00", "450,000.00"), ("200,000.00", "300,000.00")]
)
def test_what_was_kept_is_not_free_again(filled, amount, free):
    reserve(filled)
    filled.do(OpenBids(lot=LOTS[0], bidders=3), "PLATFORM", when=OPENING)
    kept(filled, amount)
    ended(filled)
    assert pool_of(filled).free_fen == yuan(free)
    assert pool_of(filled).reserved == {}
    assert list(wrong(filled)) == []


def test_what_a_defaulted_winner_s_owner_does_not_keep_is_the_pool_s_again(filled):
    """No refund pays it out: it came from the pool."""
    reserve(filled)
    filled.do(OpenBids(lot=LOTS[0], bidders=3), "PLATFORM", when=OPENING)
    filled.do(AwardLot(lot=LOTS[0], winner=B, price_fen=1), OWNER, when=OPENING)
    decision = {"document": "住建〔2026〕18号", "evidence": "ee" * 32}
    found = WinnerDefaulted(lot=LOTS[0], winner=B, defaulted_on=OPENING.date(), **decision)
    stream = StreamId("lot", LOTS[0])
    filled.memory.states[stream] = fold(LOT, found, start=filled.memory.of(stream))
    filled.do(WaiveForfeiture(deposit=D1, lot=LOTS[0], **decision), OWNER)
    assert pool_of(filled).free_fen == WHOLE
    assert filled.deposit(D1).refunds == ()


def test_what_comes_back_of_what_was_kept_is_free_again(filled):
    """50,000.00 went to the tenderer, who may keep it no more and pays it back (P25)."""
    reserve(filled)
    filled.do(OpenBids(lot=LOTS[0], bidders=3), "PLATFORM", when=OPENING)
    kept(filled, "50,000.00")
    fen = yuan("50,000.00")
    payout = filled.passes_on(LOTS[0], "2008", OWNER.organisation, {D1: fen})
    filled.debit(filled.send(payout), date(2026, 3, 26))
    decision = {"document": "住建〔2026〕18号", "evidence": "ee" * 32}
    filled.do(ReverseForfeiture(deposit=D1, lot=LOTS[0], payouts=(payout,), **decision), OWNER)
    ended(filled)
    assert pool_of(filled).free_fen == WHOLE - fen
    day = date(2026, 3, 29)
    line = filled.line(fen, day, payer=OWNER.organisation)
    filled.strays(day)
    repaid = {"line": line, "line_seen": 1, "deposit": D1, "lot": LOTS[0], "payout": payout}
    filled.do(MatchForfeitureRepaid(**repaid), "C-SET1")
    assert pool_of(filled).free_fen == WHOLE
    assert filled.deposit(D1).held_fen == 0
    assert list(wrong(filled)) == []


def test_a_reversal_of_the_whole_line_may_be_of_what_is_left_of_it(filled):
    """50,000.00 was kept; the rest goes back by the pool's own deposit, the line was 500,000.00."""
    reserve(filled)
    filled.do(OpenBids(lot=LOTS[0], bidders=3), "PLATFORM", when=OPENING)
    kept(filled, "50,000.00")
    ended(filled)
    filled.do(closing(), "PLATFORM", when=at(ENDED))
    by = f"{ACCOUNT}/{ENDED}/1#1"
    taken = OpenReversal(by, WHOLE, account_of(B))
    assert may_be_gone(filled.deposit(BACK), (taken,)) == by
    less = replace(taken, amount_fen=yuan("449,999.99"))
    assert may_be_gone(filled.deposit(BACK), (less,)) is None


def test_of_a_winner_it_is_free_once_the_contract_is_signed(filled):
    reserve(filled)
    filled.do(OpenBids(lot=LOTS[0], bidders=3), "PLATFORM", when=OPENING)
    award = AwardLot(lot=LOTS[0], winner=B, price_fen=yuan("9,000,000.00"))
    filled.do(award, OWNER, when=OPENING)
    assert pool_of(filled).reserved == {D1: yuan("200,000.00")}
    signed = SignContract(lot=LOTS[0], signed_on=date(2026, 4, 20), price_fen=award.price_fen)
    filled.do(signed, OWNER, when=at(date(2026, 4, 20)))
    assert pool_of(filled).free_fen == WHOLE


def awarded_to_another(till):
    """The lot as it stands: whoever has the pool bid, and another won."""
    reserve(till)
    till.do(OpenBids(lot=LOTS[0], bidders=3), "PLATFORM", when=OPENING)
    till.do(AwardLot(lot=LOTS[0], winner=OTHER, price_fen=WHOLE), OWNER, when=OPENING)


def told(till, *facts, **of):
    """The first lot, as it is after these facts or with these fields."""
    stream = StreamId("lot", LOTS[0])
    state = fold(LOT, *facts, start=till.memory.of(stream))
    till.memory.states[stream] = replace(state, **of)


def test_of_who_is_no_candidate_it_is_free_from_the_notice_on(filled):
    """CT-29."""
    told(filled, candidates=(OTHER,))
    awarded_to_another(filled)
    assert pool_of(filled).free_fen == WHOLE


def test_while_an_objection_may_change_the_result_it_stands(filled):
    awarded_to_another(filled)
    told(filled, PAUSED, candidates=(OTHER,))
    asked = ReleasePool(deposit=D1, lot=LOTS[0], pool=POOL)
    refuses(filled.ask(asked, "PLATFORM"), "refund.objection_open")
    told(filled, WENT_ON)
    filled.do(asked, "PLATFORM")
    assert pool_of(filled).free_fen == WHOLE


def test_what_became_a_price_is_spent(till):
    """A buyer's deposit becomes earnest and price; the pool does not wait for it."""
    pays(till)
    sale, price = "ZZ-SP-2026-001", yuan("1,000,000.00")
    till.lot(sale, "200,000.00", "STATE_PROPERTY", estimate_fen=price)
    bought = till.bidder("P00000000000000D4", sale, B)
    reserve(till, bought, lot=sale)
    till.do(CloseTimedBidding(lot=sale, bidders=2, price_fen=price), OWNER, when=OPENING)
    till.do(ConfirmTransaction(lot=sale, winner=B, price_fen=price), OWNER, when=OPENING)
    signed = SignContract(lot=sale, signed_on=date(2026, 4, 1), price_fen=price)
    till.do(signed, OWNER, when=at(date(2026, 4, 1)))
    assert pool_of(till).reserved == {bought: yuan("200,000.00")}
    till.do(ConvertDeposit(deposit=bought, lot=sale), "C-SET2")
    assert (pool_of(till).reserved, pool_of(till).free_fen) == ({}, yuan("300,000.00"))
    assert till.deposit(bought).price.lies_on(till.deposit(bought).receipts) == {ACCOUNT}
    assert list(wrong(till)) == []


# Out.


def test_all_of_it_goes_back_with_its_interest(filled):
    """500,000.00 from 03-10 to 06-01, 83 days at 0.35 %: 403.47; by two persons, as any refund."""
    reserve(filled)
    ended(filled)
    with moving(filled) as moved:
        closed, asked_for, numbered, *_, last = filled.do(closing(), "PLATFORM", when=at(ENDED))
    assert moved.altogether == {OF_THE_YEAR: WHOLE, ("2002", BACK): -WHOLE}
    assert (closed.pool, closed.deposit, last.deposit) == (POOL, BACK, BACK)
    terms = Terms(
        lot=POOL,
        party=B,
        payer=B,
        amount_fen=WHOLE,
        deadline=at(ENDED),
        basic_account=account_of(B),
    )
    assert asked_for == DepositRequired(deposit=BACK, terms=terms)
    assert numbered == SubAccountIssued(deposit=BACK, sub_account=NUMBER, valid_until=None)
    (owed,) = filled.deposit(BACK).refunds
    assert (owed.cause, owed.rule, owed.due) == ("POOL_CLOSED", "DEP-BACK", date(2026, 6, 8))
    assert owed.since == date(2026, 6, 1)
    assert owed.payee.account == account_of(B)
    interest_comes(filled, "403.47", ENDED)
    assert filled.refund(BACK, 1, ENDED) == yuan("500,403.47")
    assert nonzero(filled) == {}
    assert list(wrong(filled)) == []


def test_a_pool_that_nobody_opened_is_nobody_s_to_give_back():
    refuses(Till().ask(closing(), "PLATFORM"), "pool.not_theirs")


def interest_comes(till, amount, day):
    line = till.line(yuan(amount), day, reference=NUMBER, kind="INTEREST")
    till.match(MatchInterest, line, deposit=BACK, lot=None)


def test_each_account_that_paid_has_its_own_back():
    till = without_basic_account()
    for amount, account in (("300.00", "62220001"), ("200.00", "62220002"), ("1.00", "62220001")):
        pays(till, amount, payer_account=account, reference=None)
    till.do(closing(), "PLATFORM", when=at(ENDED))
    owed = [(one.payee.account, one.amount_fen) for one in till.deposit(BACK).refunds]
    assert owed == [("62220001", yuan("301.00")), ("62220002", yuan("200.00"))]


def test_what_could_not_go_back_does_not_fill_it():
    """The bank does not say from which account it came."""
    till = without_basic_account()
    _, decided = pays(till, payer_account=None, reference=None)
    refuses(decided, "pool.other_payer")


@pytest.mark.parametrize("year", [2000, 2100])
def test_a_pool_is_of_a_year_of_this_century(year):
    (said,) = opened_of(year)
    assert (said.pool, said.year) == (POOL, year)
    for other in (1999, 2101):
        with pytest.raises(ValueError, match=f"^year {other}: expected 2000 to 2100"):
            OpenPool(pool=POOL, party=B, account=ACCOUNT, year=other)


def opened_of(year):
    till = Till()
    till.do(RegisterParty(party=B, name=B, basic_account=None, basic_bank=None), "C-OPS")
    return opened(till, year=year)


def court_takes(till, amount="1,000.00"):
    """What a court had held back of what goes back to the bidder is its own now."""
    till.do(closing(), "PLATFORM", when=at(ENDED))
    order = {"deposit": BACK, "hold": "H1", "amount_fen": yuan(amount), "document": "执1号"}
    till.do(PlaceHold(**order, cause="协助执行"), "COURT")
    till.do(ExecuteEnforcement(**order, evidence="ee" * 32), "COURT")


def test_what_a_court_takes_of_it_is_paid_out(filled):
    court_takes(filled)
    owner, fen = f"{BACK}/H1", yuan("1,000.00")
    payout = filled.passes_on(POOL, "2011", owner, {BACK: fen})
    filled.debit(filled.send(payout), date(2026, 6, 3))
    assert ("2011", owner) not in nonzero(filled)
    assert list(wrong(filled)) == []


def test_only_a_pools_own_deposit_is_paid_as_the_pools(filled):
    """Naming another pool, or a pool for a lot's deposit, tells nobody anything."""
    court_takes(filled)
    asked = {"payout": "Q00000000000000F1", "account": ACCOUNT, "to": "2011", "owner": "x"}
    asked |= {"payee": Payee(name="法院", account="1"), "document": "ee" * 32}
    for lot, deposit in (("Y00000000000000A2", BACK), (POOL, D1), (LOTS[0], BACK)):
        parts = (Part(deposit=deposit, amount_fen=1),)
        pay = ProposePayout(**asked, lot=lot, parts=parts)
        give = AllocateInterest(deposit=deposit, lot=lot)
        told = [filled.ask(pay, "C-SET1", digest="0" * 64), filled.ask(give, "C-SET2")]
        assert [one.rule for one in told] == ["desk.not_open", "desk.not_open"]


def test_interest_that_is_left_of_it_keeps_its_reason(filled):
    """It came when all had gone back; no rule says whose it is."""
    filled.do(closing(), "PLATFORM", when=at(ENDED))
    interest_comes(filled, "403.47", ENDED)
    filled.refund(BACK, 1, ENDED)
    interest_comes(filled, "1.00", date(2026, 6, 2))
    (said,) = filled.do(AllocateInterest(deposit=BACK, lot=POOL), "C-SET2")
    assert (said.reason, said.left_fen, said.entries) == ("OWNER_UNDECIDED", yuan("1.00"), ())
    assert filled.ask(AllocateInterest(deposit=BACK, lot=POOL), "C-SET2") == ()


def test_while_it_stands_for_a_lot_nothing_goes_back(filled):
    reserve(filled)
    refuses(filled.ask(closing(), "PLATFORM"), "pool.reserved")


def test_it_is_given_back_once_and_takes_nothing_then(filled):
    filled.do(closing(), "PLATFORM", when=at(ENDED))
    assert filled.ask(closing(), "PLATFORM", when=at(ENDED)) == ()
    other = closing(deposit="P00000000000000DC")
    refuses(filled.ask(other, "PLATFORM"), "pool.nothing_free")
    refuses(pays(filled, day=date(2026, 6, 2))[1], "pool.closed")
    refuses(reserve(filled), "pool.closed")


def test_it_goes_back_to_its_bidder_by_a_deposit_of_its_own(filled):
    refuses(filled.ask(closing(party=OTHER), "PLATFORM"), "pool.not_theirs")
    refuses(filled.ask(closing(deposit=D1), "PLATFORM"), "deposit.already_required")


@pytest.mark.parametrize("text", ["Y1", "P00000000000000A1", ""])
def test_what_is_no_pool_s_code(text):
    with pytest.raises(NotAnIdentifier, match="expected Y and 16 upper-case"):
        MatchPool(line=f"{ACCOUNT}/{CAME}/1#1", line_seen=1, pool=text)


def test_a_year_is_one():
    with pytest.raises(ValueError, match="year 26: expected 2000 to 2100"):
        OpenPool(pool=POOL, party=B, account=ACCOUNT, year=26)
