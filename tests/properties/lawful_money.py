"""What is lawful of a lot's money next: it goes back, becomes a bond or a price, is others'."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from domain.accounts import INTEREST_TO_ALLOCATE, PRICE_HELD
from domain.deposit.hold import LiftHold
from domain.deposit.refund import PAYABLE, Refund, Standing
from domain.desk.approve import ApproveRefunds
from domain.desk.approve_payout import ApprovePayout
from domain.desk.certificate import IssueCertificate
from domain.desk.close_settlement import CloseSettlement
from domain.desk.convert import ConvertDeposit
from domain.desk.entitled import Paying, entitled_fen
from domain.desk.external import ConfirmExternalPayment, paid_fen
from domain.desk.forfeit import ForfeitDeposit
from domain.desk.interest import AllocateInterest, MatchInterest
from domain.desk.owe_interest import OweInterest
from domain.desk.pay_refund import PayRefund
from domain.desk.payable import Payable, payable
from domain.desk.price import MatchPrice, ReleasePrice
from domain.desk.price_transfer import TransferPrice
from domain.desk.propose import ProposeRefunds
from domain.desk.propose_payout import ProposePayout
from domain.desk.waive import WaiveForfeiture
from domain.lot.archive import SealArchive
from domain.lot.concluded import Instalment
from domain.lot.ended import StreamHead
from domain.lot.fees import AssessFees
from domain.lot.file_deal import FileDeal
from domain.lot.instalments import AgreeInstalments
from domain.lot.publish import PublishResult
from domain.trade.void_result import VoidResult
from tests.kit.story import CHECKER
from tests.kit.tendering import OWNER
from tests.kit.till import ACCOUNT, ACCOUNTS, FILE, SETTLEMENT, account_of
from tests.properties.walking import Step, Walk

type Steps = Iterator[Step]

DECISION = {"document": "17号", "evidence": "ee" * 32}
FEE_FEN = 700
"""What the centre withholds of a seller's price, or of what is kept of a buyer's."""


def contracted(walk: Walk) -> Steps:
    """All that is open of its money; then it is settled. Now and then its result is void."""
    lot, trade = walk.lot, walk.trade
    if walk.n % 37 == 0:
        yield walk.asks(VoidResult(lot=walk.code, **DECISION), walk.supervisor)
    sells = trade.category.price_goes_to
    if sells == "seller" and lot.fees is None:
        yield walk.asks(assessed(walk), "C-OPS")
    for code in walk.codes:
        yield from _money(walk, code)
    if walk.n % 2 and trade.hears("DealFiled"):
        yield walk.asks(FileDeal(lot=walk.code, document=FILE), OWNER)
    if walk.n % 2 and trade.hears("InstalmentsAgreed") and sells != "nobody":
        yield walk.asks(agreed(walk), OWNER)
    if lot.published is None:
        yield walk.asks(PublishResult(lot=walk.code, media=("省平台",), text=FILE), "C-OPS")
    yield walk.asks(closing(walk), "C-SET2")


def agreed(walk: Walk) -> AgreeInstalments:
    """All of the price in two parts, the second long after the first."""
    fen, day = max(2, walk.lot.price_fen), timedelta(days=1)
    halves = ((fen // 2, walk.today + day), (fen - fen // 2, walk.today + 99 * day))
    parts = tuple(Instalment(due=due, amount_fen=part) for part, due in halves)
    return AgreeInstalments(lot=walk.code, instalments=parts, document=FILE)


def over(walk: Walk) -> Steps:
    """Of a lot whose winner there is none, or none any more."""
    lot = walk.lot
    if walk.trade.category.price_goes_to == "seller" and lot.defaulted and lot.fees is None:
        yield walk.asks(assessed(walk), "C-OPS")
    for code in walk.codes:
        yield from _money(walk, code)


def settled(walk: Walk) -> Steps:
    """Its record is sealed."""
    yield walk.asks(sealing(walk), "PLATFORM")


def assessed(walk: Walk) -> AssessFees:
    """What the centre asks of a sale."""
    fees = {"seller_fen": FEE_FEN, "buyer_fen": 0, "default_fen": FEE_FEN}
    return AssessFees(lot=walk.code, **fees, **DECISION)


def closing(walk: Walk) -> CloseSettlement:
    """All of its deposits, and every payout that took of them."""
    deposits = walk.deposits(walk.code)
    took = {payout for one in deposits for payout in walk.till.deposit(one).given.payouts}
    return CloseSettlement(lot=walk.code, deposits=tuple(deposits), payouts=tuple(sorted(took)))


def sealing(walk: Walk) -> SealArchive:
    """As the platform would say it of one stream."""
    heads = (StreamHead(number=1, events=1, head="ab" * 32),)
    return SealArchive(lot=walk.code, heads=heads, streams=1, events=1, digest=FILE, as_of=9)


def _money(walk: Walk, code: str) -> Steps:
    """Of each deposit of a lot."""
    won, lot = walk.winner(code), walk.of("lot", code)
    for deposit in walk.deposits(code):
        state = walk.till.deposit(deposit)
        for hold in state.holds:
            yield walk.asks(LiftHold(deposit=deposit, hold=hold.code, lot=code), hold.authority)
        if deposit == won and lot.ended_on is not None and not state.converted:
            becomes = walk.trade.category.deposit_becomes
            if becomes != "performance_bond" or len(walk.codes) % 2:
                yield walk.asks(ConvertDeposit(deposit=deposit, lot=code), "C-SET2")
        if state.terms.party in lot.defaulted and not state.given.decided:
            yield from _decided(walk, code, deposit)
        for refund in state.refunds:
            yield from _back(walk, deposit, refund)
        if deposit == won and state.converted:
            yield from _price(walk, code, deposit)
        if state.balance(INTEREST_TO_ALLOCATE.code):
            owed = OweInterest(deposit=deposit, lot=code, account=ACCOUNT)
            yield walk.asks(owed, "C-SET2")
            yield walk.asks(AllocateInterest(deposit=deposit, lot=code), "C-SET2")
        for (to, owner), fen in state.given.payable.items():
            yield partial(passes_on, walk, code, deposit, to, owner, fen)


def _decided(walk: Walk, code: str, deposit: str) -> Steps:
    """What of a deposit is kept whose bidder won and did not sign: all of it, or nothing."""
    of: dict[str, Any] = {"deposit": deposit, "lot": code, **DECISION}
    held = walk.till.deposit(deposit).held_fen
    if held and walk.n // 4 % 2:
        fees_first = walk.trade.category.forfeited_to == "fees_then_transferor"
        fees = min(held, FEE_FEN) if fees_first else 0
        kept = {"ground": "WINNER_DEFAULTED", "amount_fen": held, "fees_fen": fees}
        yield walk.asks(ForfeitDeposit(**of, **kept), OWNER)
    yield walk.asks(WaiveForfeiture(**of), OWNER)


# What goes back.


def _back(walk: Walk, deposit: str, refund: Refund) -> Steps:
    if refund.standing in PAYABLE:
        if refund.waits_for_interest:
            yield partial(earns, walk, deposit, refund)
        yield partial(approved, walk, deposit, refund.number)
    elif refund.awaits:
        asked = PayRefund(deposit=deposit, number=refund.number, account=ACCOUNT)
        yield walk.asks(asked, "C-SET2")
    elif refund.standing is Standing.INSTRUCTED:
        payment = f"{deposit}/{refund.number}/{refund.attempt}"
        yield partial(paid, walk, payment)


def earns(walk: Walk, deposit: str, refund: Refund) -> bool:
    """The bank pays what is owed of interest with a refund."""
    state = walk.till.deposit(deposit)
    ours = Paying(ACCOUNT, walk.of("account", ACCOUNT), walk.today)
    paid_now = replace(refund, interest_until=walk.today)
    fen = entitled_fen(state, paid_now, walk.till.law, ours)
    if refund.interest_until == walk.today or not isinstance(fen, int) or not fen:
        return False
    return interest(walk, deposit, fen)


def interest(walk: Walk, deposit: str, fen: int) -> bool:
    """The bank pays so much on a deposit's number."""
    number = walk.till.number(deposit)
    line = walk.till.line(fen, walk.today, reference=number, kind="INTEREST")
    asked = MatchInterest(line=line, line_seen=1, deposit=deposit, lot=None)
    return walk.ask(asked, "MATCHER")


def approved(walk: Walk, deposit: str, number: int) -> bool:
    """One proposes a refund, another approves it."""
    ours = Paying(ACCOUNT, walk.of("account", ACCOUNT), walk.today)
    found = payable(deposit, number, walk.till.deposit(deposit), walk.till.law, ours)
    if not isinstance(found, Payable):
        return False
    walk.signed += 1
    batch, digest = f"RB-2026-05-11-{walk.signed:04X}", f"{walk.signed:064x}"
    batched = {"batch": batch, "account": ACCOUNT, "items": (found.item,)}
    maker = walk.ask(ProposeRefunds(**batched), "C-SET1", digest=digest)
    checker = {"person": CHECKER, "maker": digest}
    return maker and walk.ask(ApproveRefunds(**batched), "C-SET2", **checker)


def paid(walk: Walk, payment: str) -> bool:
    """It goes to the bank, whose statement shows it."""
    walk.till.debit(walk.till.send(payment), walk.today)
    return True


# What becomes others'.


def _price(walk: Walk, code: str, deposit: str) -> Steps:
    """Of a sale: the rest of its price comes, and goes on to whose it is."""
    lot, state = walk.of("lot", code), walk.till.deposit(deposit)
    goes_to, of = walk.trade.category.price_goes_to, {"deposit": deposit, "lot": code}
    if goes_to == "nobody" or lot.ended_on is None:
        return
    missing = lot.price_fen - paid_fen(lot, state)
    if goes_to == "seller":
        yield from _comes_here(walk, code, deposit, missing)
        certified = IssueCertificate(**of, number="1号", text=FILE)
        yield walk.asks(certified, "C-OPS")
    elif missing > 0:
        told = {"document": f"税票{len(lot.paid_outside)}号", "evidence": "ee" * 32}
        outside = ConfirmExternalPayment(**of, amount_fen=missing, paid_on=walk.today, **told)
        yield walk.asks(outside, "UP")
    if state.balance(PRICE_HELD.code):
        fee = FEE_FEN if goes_to == "seller" else 0
        yield walk.asks(ReleasePrice(**of, fee_fen=fee, **DECISION), "C-SET2")


def _comes_here(walk: Walk, code: str, deposit: str, missing: int) -> Steps:
    state = walk.till.deposit(deposit)
    if state.price.part_fen and state.price.moved_to is None:
        yield partial(_part_moves, walk, code, deposit, state.price.part_fen)
    if missing > 0:
        yield partial(_rest_comes, walk, code, deposit, missing)


def _part_moves(walk: Walk, code: str, deposit: str, fen: int) -> bool:
    """From the account of deposits to that of prices."""
    till, day = walk.till, walk.today
    out = till.line(fen, day, credit=False, payer_account=ACCOUNTS[SETTLEMENT][0])
    into = till.line(fen, day, account=SETTLEMENT, payer_account=ACCOUNTS[ACCOUNT][0])
    lines = {"debit": out, "debit_seen": 1, "credit": into, "credit_seen": 1}
    return walk.ask(TransferPrice(**lines, deposit=deposit, lot=code), "MATCHER")


def _rest_comes(walk: Walk, code: str, deposit: str, fen: int) -> bool:
    payer = walk.till.deposit(deposit).terms.payer
    said = {"payer": payer, "payer_account": account_of(payer)}
    line = walk.till.line(fen, walk.today, account=SETTLEMENT, **said)
    return walk.ask(MatchPrice(line=line, line_seen=1, deposit=deposit, lot=code), "MATCHER")


def passes_on(walk: Walk, code: str, deposit: str, to: str, owner: str, fen: int) -> bool:
    """Two sign that others are paid what a deposit gave on, and they are."""
    lies = walk.till.deposit(deposit).given.lies.get((to, owner)) or {ACCOUNT}
    asked = walk.till.payout(code, to, owner, {deposit: fen}, min(lies))
    walk.signed += 1
    digest = f"{walk.signed:064x}"
    maker = walk.ask(ProposePayout(**asked), "C-SET1", digest=digest)
    if not maker:
        return False
    walk.ask(ApprovePayout(**asked), "C-SET2", person=CHECKER, maker=digest)
    return paid(walk, str(asked["payout"]))
