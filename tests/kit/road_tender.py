"""Scenario A, a construction tender of three lots and five bidders, as steps.

Every step is held against its row of the oracle, as with land (`land_sale`). Its disputes (45, 48,
51, 52) and alerts (14, 36) move nothing and are told in their own rooms. The performance guarantee
of row 70 is kept nowhere here.
"""

from dataclasses import replace
from datetime import date
from typing import ClassVar

from domain.deposit.hold import LiftHold, PlaceHold
from domain.deposit.redirect import ProposePayee
from domain.desk.bond import MatchBond
from domain.desk.convert import ConvertDeposit
from domain.desk.forfeit import ForfeitDeposit
from domain.desk.interest import AllocateInterest
from domain.desk.lodge import LodgeGuarantee, ReleaseGuarantee
from domain.desk.owe_interest import OweInterest
from domain.desk.pay_refund import PayRefund
from domain.desk.reject import RejectReceipt
from domain.desk.withdraw_bid import WithdrawBid
from domain.kernel import Post
from domain.lot.announce import AnnounceLot
from domain.lot.award import AwardLot, SignContract
from domain.lot.close import FailLot, PassDepositDeadline
from domain.lot.compete import OpenBids
from domain.lot.default import ConfirmNextCandidate, RecordDefault
from domain.lot.documents import CloseDocumentSale, IssueDocuments, PassBidDeadline
from domain.lot.evaluation import PubliciseCandidates, RecordEvaluation
from domain.money import yuan
from domain.payee import Payee
from domain.trade.draw_panel import DrawPanel
from domain.trade.register_lot import RegisterLot
from domain.trade.submit_bid import SubmitBid
from tests.kit.played import Permitting, Rows
from tests.kit.scenarios import scenario
from tests.kit.tendering import AGENCY, OWNER, PACK, PROCEDURE, REGISTERED
from tests.kit.tendering import LAW as JUDGES
from tests.kit.till import ACCOUNT, FILE, LAW, account_of

A = scenario("A")
T = OWNER
"""The tenderer."""
A1, A2, A3 = LOTS = tuple(f"A3506000001000001001{n:03}" for n in (1, 2, 3))
B1, B2, B3, B4, B5 = (f"N00000000000000B{n}" for n in range(1, 6))
BIDDERS = {A1: (B1, B2, B3, B4), A2: (B1, B3, B4, B5), A3: (B2, B3, B5)}
AMOUNTS = {A1: "800,000.00", A2: "500,000.00", A3: "240,000.00"}
ESTIMATES = {A1: "40,000,000.00", A2: "25,000,000.00", A3: "12,000,000.00"}
SOLD, DUE, OPENING = (A.row(seq).at for seq in (7, 32, 34))
"""Until when documents are sold, deposits are due, bids come in."""
BID, DECISION = "B00000000000000A5", {"document": "漳建决〔2026〕3号", "evidence": "ee" * 32}
HOUSING, GUARANTOR = Post("V-HOUSING", "住建局"), Post("GUARANTOR", "某担保公司")
VERIFIED = Payee(name=B2, account="35050161000000009999", bank="建行漳州分行")


def deposit(lot, bidder):
    """The id of a bidder's deposit for a lot."""
    return f"P{lot[-1]}00000000000000{bidder[-1]}"


NAMES = {
    deposit(lot, bidder): f"A{lot[-1]}/B{bidder[-1]}"
    for lot, bidders in BIDDERS.items()
    for bidder in bidders
}
STRANGERS = f"{deposit(A1, B2)}/1"
"""What is owed back to B1, who paid in B2's place."""


class Road(Permitting):
    """The till, under the rules of construction as they were published."""

    law = replace(LAW, packs=(PACK,), assignments=JUDGES.assignments)


class Played(Rows):
    """The rows of the tender."""

    left_out = (14, 36, 45, 48, 51, 52)
    other_names: ClassVar = {
        "InterestPaid": "RefundConfirmed",
        "ForfeiturePaidOut": "PayoutConfirmed",
        "ComplaintDecided": None,
        "ProcedureResumed": None,
    }

    @staticmethod
    def of_the_table(key):
        account, owner = key
        name = NAMES.get(owner[:17])
        match account:
            case "1001" | "2007":
                return account
            case "2001":
                return "2001/A1/B2"  # the one line that waits there, of row 13
            case "2005" if owner == STRANGERS:
                return "2005/A1/B1payer"
            case "2008":
                return "2008/T"
            case "2010":
                return f"2010/H1/{name}"
            case _:
                return f"{account}/{name}"

    def moves(self, row):
        return {key: fen for key, fen in row.moves.items() if not key.endswith("perf")}


def checkpoint(name):
    """What the books hold then, but for the performance guarantee."""
    return {key: fen for key, fen in A.checkpoints[name].items() if not key.endswith("perf")}


# The lots.


def asked(n):
    """The project, or its procedure, is registered."""

    def step(sale, row):
        command, by, _ = REGISTERED[n]
        sale.do(command, by, when=row.at)

    return step


def defined(lot):
    def step(sale, row):
        registered = RegisterLot(
            lot=lot,
            procedure=PROCEDURE,
            title=f"A{lot[-1]}标段",
            estimate_fen=yuan(ESTIMATES[lot]),
            deposit_fen=yuan(AMOUNTS[lot]),
            deposit_deadline=DUE,
            opening_at=OPENING,
            basic_account=True,
        )
        sale.do(registered, AGENCY, when=row.at)

    return step


def announced(sale, row):
    for lot in LOTS:
        sale.do(AnnounceLot(lot=lot, media=("省平台",), text=FILE), AGENCY, when=row.at)
        sale.do(IssueDocuments(lot=lot, until=SOLD, text=FILE), AGENCY, when=row.at)


def sold_out(sale, row):
    for lot in LOTS:
        sale.do(CloseDocumentSale(lot=lot, deadline=SOLD), "PLATFORM", when=row.at)


def numbered(lot):
    def step(sale, row):
        for bidder in BIDDERS[lot]:
            sale.bidder(deposit(lot, bidder), lot, bidder)
        if lot == A3:
            bid = {"bid": BID, "lot": A3, "party": B5, "deposit": deposit(A3, B5)}
            sale.do(SubmitBid(**bid, file=FILE, price_fen=1), "PLATFORM", when=row.at)

    return step


def withdrawn(sale, row):
    bid = {"bid": BID, "lot": A3, "party": B5, "deposit": deposit(A3, B5)}
    sale.do(WithdrawBid(**bid, **DECISION), "PLATFORM", when=row.at)


def passed(sale, row):
    for lot in LOTS:
        sale.do(PassDepositDeadline(lot=lot, deadline=DUE), "PLATFORM", when=row.at)


def opened(sale, row):
    for lot in LOTS:
        sale.do(PassBidDeadline(lot=lot, deadline=OPENING), "PLATFORM", when=row.at)
    sale.do(OpenBids(lot=A1, bidders=4), "PLATFORM", when=row.at)
    sale.do(OpenBids(lot=A2, bidders=3), "PLATFORM", when=row.at)


def failed(sale, row):
    sale.do(FailLot(lot=A3, reason="FEWER_THAN_3_BIDDERS"), T, when=row.at)


CANDIDATES = {A1: (B3, B2, B1), A2: (B1, B3, B4)}


def evaluated(sale, row):
    for lot, candidates in CANDIDATES.items():
        drawn = {"experts": 5, "representatives": (), "avoid": (), "seed": "5e" * 32}
        sale.do(DrawPanel(lot=lot, **drawn), "PLATFORM", when=row.at)
        named = {"candidates": candidates, "on_paper": candidates}
        report = RecordEvaluation(lot=lot, report=FILE, **named)
        sale.do(report, "PLATFORM", when=row.at)


def publicised(sale, row):
    until = date(2026, 3, 30)
    for lot, candidates in CANDIDATES.items():
        asked = PubliciseCandidates(lot=lot, until=until, candidates=candidates)
        sale.do(asked, T, when=row.at)


def awarded(lot, winner, price):
    def step(sale, row):
        sale.do(AwardLot(lot=lot, winner=winner, price_fen=yuan(price)), T, when=row.at)

    return step


def defaulted(sale, row):
    sale.do(RecordDefault(lot=A1, **DECISION), T, when=row.at)


def next_one(sale, row):
    sale.do(ConfirmNextCandidate(lot=A1, price_fen=yuan("38,600,000.00")), T, when=row.at)


def signed(lot, price):
    def step(sale, row):
        contract = SignContract(lot=lot, signed_on=row.at.date(), price_fen=yuan(price))
        sale.do(contract, T, when=row.at)

    return step


# What comes in.


def came(lot, bidder, amount, **said):
    def step(sale, row):
        told = {"booked_at": row.at, **said}
        sale.pays(deposit(lot, bidder), bidder, amount, row.at.date(), **told)

    return step


def earned(lot, bidder, amount):
    def step(sale, row):
        sale.interest(deposit(lot, bidder), amount, row.at.date())

    return step


def topped_up(sale, row):
    """To no number of a deposit's: whose it is a person says."""
    paid = {"payer": B1, "payer_account": account_of(B1), "booked_at": row.at}
    line = sale.line(yuan("675,000.00"), row.at.date(), **paid)
    sale.strays(row.at.date())
    bond = MatchBond(line=line, line_seen=sale.seen(line), deposit=deposit(A2, B1), lot=A2)
    sale.do(bond, "C-SET1", when=row.at)


def rejected(sale, row):
    of = deposit(A1, B2)
    (line,) = sale.deposit(of).refused
    sale.match(RejectReceipt, line, deposit=of, lot=None)


def guaranteed(lot, bidder):
    def step(sale, row):
        of = deposit(lot, bidder)
        promise = LodgeGuarantee(
            guarantee=f"G{of[1:]}",
            deposit=of,
            number="GUA",
            guarantor=GUARANTOR.organisation,
            amount_fen=yuan(AMOUNTS[lot]),
            valid_until=date(2026, 7, 21),
        )
        sale.do(promise, GUARANTOR, when=row.at)

    return step


def released(lot, bidder):
    def step(sale, row):
        of = deposit(lot, bidder)
        sale.do(ReleaseGuarantee(guarantee=f"G{of[1:]}", deposit=of, lot=lot), T, when=row.at)

    return step


# What goes back.


def approved(lot, bidder, number=1):
    def step(sale, row):
        sale.approve(deposit(lot, bidder), number, row.at)

    return step


def shown(lot, bidder, number=1, attempt=1):
    """It goes to the bank, and its statement shows it."""

    def step(sale, row):
        payment = f"{deposit(lot, bidder)}/{number}/{attempt}"
        sale.debit(sale.send(payment), row.at.date())

    return step


def paid_with_interest(lot, bidder, number=1):
    """What was approved before its interest came."""

    def step(sale, row):
        of = deposit(lot, bidder)
        sale.do(PayRefund(deposit=of, number=number, account=ACCOUNT), "C-SET2", when=row.at)
        shown(lot, bidder, number)(sale, row)

    return step


def refunded(lot, bidder, number=1):
    """From the proposal to the statement."""

    def step(sale, row):
        sale.refund(deposit(lot, bidder), number, row.at.date())

    return step


def winners_interest(sale, row):
    asked = OweInterest(deposit=deposit(A2, B1), lot=A2, account=ACCOUNT)
    sale.do(asked, "C-SET2", when=row.at)
    refunded(A2, B1, len(sale.deposit(asked.deposit).refunds))(sale, row)


def came_back(sale, row):
    sale.comes_back(f"{deposit(A1, B2)}/2/1", row.at.date(), "AC04")


def reissued(sale, row):
    """To the newly verified account, with a second approval."""
    of = {"deposit": deposit(A1, B2), "number": 2}
    asked = ProposePayee(**of, payee=VERIFIED, evidence="ee" * 32)
    sale.do(asked, "C-SET1", when=row.at, person="N0000000000000003")
    refunded(A1, B2, 2)(sale, row)


# What does not.


def held(sale, row):
    placing = PlaceHold(
        deposit=deposit(A2, B1),
        hold="H1",
        amount_fen=yuan("500,000.00"),
        cause="投诉",
        document="投诉1号",
        lot=A2,
    )
    sale.do(placing, HOUSING, when=row.at)


def lifted(sale, row):
    sale.do(LiftHold(deposit=deposit(A2, B1), hold="H1", lot=A2), HOUSING, when=row.at)


def forfeited(sale, row):
    decided = ForfeitDeposit(
        deposit=deposit(A1, B3),
        lot=A1,
        ground="WINNER_DEFAULTED",
        amount_fen=yuan("800,000.00"),
        fees_fen=0,
        **DECISION,
    )
    sale.do(decided, T, when=row.at)


def allocated(sale, row):
    sale.do(AllocateInterest(deposit=deposit(A1, B3), lot=A1), "C-SET2", when=row.at)


def paid_out(sale, row):
    of = deposit(A1, B3)
    parts = {of: sale.deposit(of).given.to("2008", T.organisation)}
    payout = sale.passes_on(A1, "2008", T.organisation, parts)
    sale.debit(sale.send(payout), row.at.date())


def converted(sale, row):
    sale.do(ConvertDeposit(deposit=deposit(A2, B1), lot=A2), "C-SET2", when=row.at)


REGISTERS = (
    asked(0),
    asked(1),
    defined(A1),
    defined(A2),
    defined(A3),
    announced,
    sold_out,
    numbered(A1),
    numbered(A2),
    numbered(A3),
)
"""Rows 1 to 10."""
COMES_IN = (
    came(A1, B1, "800,000.00"),
    came(A2, B1, "500,000.00"),
    came(A1, B2, "800,000.00", payer=B1, payer_account=account_of(B1)),
    rejected,
    earned(A1, B2, "23.33"),
    refunded(A1, B2),
    came(A1, B2, "800,000.00"),
    guaranteed(A3, B2),
    came(A1, B3, "800,000.00"),
    came(A2, B3, "300,000.00"),
    came(A3, B3, "240,000.00"),
    came(A1, B4, "810,000.00"),
    guaranteed(A2, B4),
    came(A3, B5, "240,000.00"),
    refunded(A1, B4),
    came(A2, B3, "200,000.00"),
)
"""Rows 11 to 27."""
WITHDRAWN = (
    withdrawn,
    approved(A3, B5),
    earned(A3, B5, "11.67"),
    paid_with_interest(A3, B5),
    passed,
    came(A2, B5, "500,000.00"),
)
"""Rows 28 to 33."""
FAILED = (
    opened,
    failed,
    approved(A3, B3),
    earned(A2, B5, "9.72"),
    refunded(A2, B5),
    evaluated,
    earned(A3, B3, "23.33"),
    paid_with_interest(A3, B3),
    released(A3, B2),
    publicised,
)
"""Rows 34 to 44."""
AWARDED = (
    awarded(A1, B3, "38,200,000.00"),
    approved(A1, B4, 2),
    earned(A1, B4, "116.76"),
    paid_with_interest(A1, B4, 2),
    held,
)
"""Rows 46 to 53."""
DEFAULTED = (
    defaulted,
    forfeited,
    earned(A1, B3, "318.89"),
    allocated,
    paid_out,
    next_one,
    lifted,
    awarded(A2, B1, "23,500,000.00"),
)
"""Rows 54 to 61."""
CONTRACTED = (
    topped_up,
    signed(A2, "23,500,000.00"),
    converted,
    earned(A2, B1, "277.08"),
    winners_interest,
    earned(A2, B3, "261.53"),
    refunded(A2, B3),
    released(A2, B4),
    signed(A1, "38,600,000.00"),
    earned(A1, B1, "490.00"),
    refunded(A1, B1),
    earned(A1, B2, "458.89"),
    approved(A1, B2, 2),
    shown(A1, B2, 2),
    came_back,
    reissued,
)
"""Rows 62 to 77."""
