"""A guarantor pays a claim to us: MEMO as when it pays directly, and Dr 1001 / Cr 2008 (P30)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.bankpage.events import LineAllocated, StraysOpened
from domain.bankpage.stream import BANKPAGE
from domain.deposit.arrived import ReversalRepaid
from domain.deposit.passed_on import GuaranteeProceedsReceived
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import reverse
from domain.desk.claim import ClaimGuarantee
from domain.desk.guaranteed import MATCH_GUARANTEE_PAID, MatchGuaranteePaid
from domain.desk.lodge import LodgeGuarantee
from domain.desk.reverse import MatchReversal
from domain.desk.unmatch import UnmatchReceipt
from domain.guarantee.events import GuaranteePaidIn
from domain.guarantee.stream import GUARANTEE
from domain.kernel import Placed, Post, StreamId
from domain.lot.compete import OpenBids
from domain.lot.events import FeesAssessed
from domain.lot.stream import LOT as LOTS
from domain.permissions import PERMITTED
from domain.postings import Entry, Leg
from tests.domain.desk.test_claim import ACCEPTED, GUARANTOR, WHOLE, G, claimed
from tests.kit.lots import AUCTION, CODE, TENDER
from tests.kit.owing import approved, confirmed, instructed, line, matched, owed
from tests.kit.passing import EVIDENCE, TENDERER, WINNERS, proceeds_gone
from tests.kit.rows import ACCOUNT, OWNER, PAGE, D, credit
from tests.kit.story import fold, given
from tests.kit.till import OWNER as TENDERS
from tests.kit.till import Till, at, nonzero

LINE, PAYS = f"{OWNER}/1#1", GUARANTOR.organisation
LOT, DAY = "A3506000001000001001001", date(2026, 4, 27)
REGISTER = StreamId("guarantee", G)


def asking(**other):
    facts = {"line": LINE, "line_seen": 1, "deposit": D, "lot": CODE, "guarantee": G}
    return MatchGuaranteePaid(**(facts | other))


OPEN = (ACCEPTED, claimed())


def match(fen=WHOLE, *, register=OPEN, lot=TENDER[:6], asked=None, payer=PAYS, past=()):
    page = (credit(1, fen, payer=payer), StraysOpened())
    story = given(DEPOSIT, WINNERS, *past).given(BANKPAGE, *page).given(LOTS, *lot)
    return story.given(GUARANTEE, *register).when(asked or asking(), by="C-SET1")


def came(fen=WHOLE, *others):
    legs = [Leg("2001", OWNER, fen, "P30")]
    whose = others or [("2008", TENDERER, fen)]
    legs += [Leg(to, owner, -some, "P30") for to, owner, some in whose]
    entries = (Entry("CUST", "CNY", tuple(legs)),)
    return GuaranteeProceedsReceived(deposit=D, guarantee=G, line=LINE, entries=entries)


def gone(fen=WHOLE):
    claims = (Leg("9004", G, fen, "P30"), Leg("9003", G, -fen, "P30"))
    promise = (Leg("9002", D, fen, "P30"), Leg("9001", D, -fen, "P30"))
    entries = (Entry("MEMO", "CNY", claims), Entry("MEMO", "CNY", promise))
    return Placed(REGISTER, GuaranteePaidIn(guarantee=G, line=LINE, entries=entries))


def link(fen=WHOLE):
    return Placed(PAGE, LineAllocated(number=1, deposit=D, amount=fen))


def test_it_is_the_tenderers_and_the_register_has_it_as_paid():
    match().then(came(), gone(), link())
    deposit = fold(DEPOSIT, WINNERS, came())
    assert deposit.given.to("2008", TENDERER) == deposit.given.total_fen == WHOLE
    assert deposit.given.lies == {("2008", TENDERER): frozenset({ACCOUNT})}
    assert (deposit.held_fen, [one.came.line for one in deposit.besides]) == (0, [LINE])
    assert fold(GUARANTEE, ACCEPTED, claimed(), gone().event).open_fen == 0


def test_what_makes_good_what_a_guarantor_owed_us_is_owed_no_more():
    """1003: it had paid before, others have that, and the bank took it back."""
    good = came(500, ("1003", D, 300), ("2008", TENDERER, 200))
    state = fold(DEPOSIT, WINNERS, *proceeds_gone(300), good)
    assert (state.receivable_fen, state.proceeds_gone_fen) == (0, 0)
    half = fold(DEPOSIT, WINNERS, *proceeds_gone(500), came(300, ("1003", D, 300)))
    assert (half.receivable_fen, half.proceeds_gone_fen, half.own_receivable_fen) == (200, 200, 0)


def test_it_first_makes_good_what_guarantors_owed_us_and_no_more_than_that():
    """1003: neither what the bidder owes, nor what somebody made good meanwhile."""
    part = came(300, ("1003", D, 300))
    match(300, past=proceeds_gone(500)).then(part, gone(300), link(300))
    both = came(700, ("1003", D, 500), ("2008", TENDERER, 200))
    match(700, past=proceeds_gone(500)).then(both, gone(700), link(700))
    legs = (Leg("2001", OWNER, 500, "P09"), Leg("1003", D, -500, "P09"))
    good = ReversalRepaid(
        deposit=D,
        line=line(7),
        payer=None,
        payer_account=None,
        value_date=None,
        entries=(Entry("CUST", "CNY", legs),),
    )
    made_good = (*proceeds_gone(500), good)
    match(300, past=made_good).then(came(300), gone(300), link(300))
    lost = (matched(9), owed(), approved(), instructed(), confirmed())
    lost += reverse(D, fold(DEPOSIT, WINNERS, *lost), line(9), line(8), OWNER)
    match(300, past=lost).then(came(300), gone(300), link(300))


def test_a_part_leaves_the_rest_open():
    match(WHOLE - 1).then(came(WHOLE - 1), gone(WHOLE - 1), link(WHOLE - 1))
    assert fold(GUARANTEE, ACCEPTED, claimed(), gone(WHOLE - 1).event).open_fen == 1


def test_never_more_than_is_claimed():
    match(register=(ACCEPTED,)).refused_by("guarantee.not_claimed")
    match(11, register=(ACCEPTED, claimed(10))).refused_by("guarantee.not_claimed")


def test_where_fees_go_first_they_do_as_far_as_they_are_due():
    sale = replace(ACCEPTED, party=WINNERS.terms.party)
    fees = FeesAssessed(
        lot=CODE, seller_fen=0, buyer_fen=0, default_fen=9, document="核费1号", evidence=EVIDENCE
    )
    owner = AUCTION[0].owner
    parts = (("2013", CODE, 9), ("2008", owner, 91))
    unassessed = match(100, register=(sale, claimed()), lot=AUCTION[:5])
    unassessed.refused_by("forfeiture.other_fees")
    due = {"register": (sale, claimed()), "lot": (*AUCTION[:5], fees)}
    match(100, **due).then(came(100, *parts), gone(100), link(100))
    withheld = came(100, ("2013", CODE, 9), ("2008", owner, 91))
    beside = replace(withheld, line=line(7))
    match(100, **due, past=(beside,)).then(came(100, ("2008", owner, 100)), gone(100), link(100))
    some = came(100, ("2013", CODE, 4), ("2008", owner, 96))
    rest = came(100, ("2013", CODE, 5), ("2008", owner, 95))
    match(100, **due, past=(replace(some, line=line(7)),)).then(rest, gone(100), link(100))


def test_from_the_guarantor_by_its_name():
    match(payer="某公司").refused_by("guarantee.other_payer")
    match(payer=None).refused_by("guarantee.other_payer")


def test_of_this_deposit_and_lot_alone():
    match(register=()).refused_by("guarantee.unknown")
    other = replace(ACCEPTED, deposit="P00000000000000D2")
    match(register=(other, claimed())).refused_by("guarantee.unknown")
    match(lot=TENDER[:3]).refused_by("desk.not_open")
    odd = (replace(TENDER[0], category="路灯"), *TENDER[1:6])
    match(lot=odd).refused_by("category.unknown")
    match(asked=asking(line_seen=2)).refused_by("desk.line_changed")


def test_a_line_that_was_taken_back_pays_again_once_the_claim_is_reopened():
    """Else the register would know of one of its two payments only, and never reopen the other."""
    half = (*OPEN, gone(WHOLE // 2).event)
    match(WHOLE // 2, register=half).refused_by("guarantee.not_reopened")


def test_asked_again_nothing_moves():
    page = (credit(1, WHOLE, payer=PAYS), StraysOpened(), link().event)
    story = given(DEPOSIT, WINNERS, came()).given(BANKPAGE, *page).given(LOTS, *TENDER[:6])
    story = story.given(GUARANTEE, ACCEPTED, claimed(), gone().event)
    story.when(asking(), by="C-SET1").nothing_happens()


def test_the_streams_and_who_may_ask():
    streams = (StreamId("deposit", D), PAGE, StreamId("lot", CODE), REGISTER)
    assert MATCH_GUARANTEE_PAID.touches(asking()) == streams
    assert dict(PERMITTED)["MatchGuaranteePaid"] == ("C-SET1",)


@pytest.fixture
def till():
    """A guarantee of 500 fen is claimed whole; its guarantor has paid to us."""
    made, guarantor = Till(), Post("GUARANTOR", PAYS)
    made.lot(LOT, "5.00")
    made.bidder(D, LOT, "N00000000000000B1")
    promised = {"number": "GUA-1", "guarantor": PAYS, "amount_fen": 500}
    lodging = LodgeGuarantee(guarantee=G, deposit=D, valid_until=date(2026, 7, 21), **promised)
    made.do(lodging, guarantor)
    opening = at(date(2026, 3, 25), 9, 30)
    made.do(OpenBids(lot=LOT, bidders=3), "PLATFORM", when=opening)
    told = {"ground": "BID_REVOKED", "amount_fen": 500, "document": "1号", "evidence": EVIDENCE}
    made.do(ClaimGuarantee(guarantee=G, deposit=D, lot=LOT, **told), TENDERS, when=opening)
    pays(made)
    return made


def pays(till):
    """By a line of a day; its code."""
    line = till.line(500, DAY, payer=PAYS)
    till.strays(DAY)
    asked = MatchGuaranteePaid(line=line, line_seen=1, deposit=D, lot=LOT, guarantee=G)
    till.do(asked, "C-SET1")
    return line


def taken_back(till, line):
    by = till.line(500, date(2026, 4, 30), credit=False, reversal=True)
    asked = MatchReversal(line=by, line_seen=1, reversed=line, deposit=D, lot=None)
    till.do(asked, "MATCHER")


def claims(till):
    return till.memory.of(REGISTER).open_fen, till.books["9003", G], till.books["9001", D]


def test_another_line_after_all_and_the_claim_stands_as_before(till):
    line = f"{ACCOUNT}/{DAY}/1#1"
    assert claims(till) == (0, 0, 0)
    wrong = UnmatchReceipt(line=line, line_seen=2, deposit=D, lot=LOT, reason="认错")
    till.do(wrong, "C-SET1")
    assert claims(till) == (500, 500, 500)
    assert (till.deposit(D).given.total_fen, till.deposit(D).besides) == (0, ())
    pays(till)
    assert claims(till) == (0, 0, 0)


def test_what_the_bank_takes_back_while_it_is_here_is_the_tenderers_no_more(till):
    taken_back(till, f"{ACCOUNT}/{DAY}/1#1")
    assert claims(till) == (500, 500, 500)
    assert nonzero(till, "9001", "9002", "9003", "9004") == {}


def test_what_the_tenderer_had_by_then_is_owed_to_us_and_made_good_first(till):
    tenderer = TENDERS.organisation
    till.debit(till.send(till.passes_on(LOT, "2008", tenderer, {D: 500})), DAY)
    taken_back(till, f"{ACCOUNT}/{DAY}/1#1")
    assert (till.deposit(D).receivable_fen, claims(till)) == (500, (500, 500, 500))
    pays(till)
    assert (till.deposit(D).receivable_fen, claims(till)) == (0, (0, 0, 0))
    assert nonzero(till) == {}


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("deposit", "D1", "deposit 'D1': expected P"),
        ("guarantee", "G1", "guarantee 'G1': expected"),
        ("lot", None, "lot: expected the lot"),
    ],
)
def test_a_malformed_request_cannot_be_made(field, value, told):
    with pytest.raises(ValueError, match=f"^{told}"):
        replace(asking(), **{field: value})
