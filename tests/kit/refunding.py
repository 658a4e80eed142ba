"""From a failed lot to its refunds: what is owed, the bank's interest, two signatures, an order."""

from datetime import date
from hashlib import sha256

from api.wiring import System
from domain.bankpage.events import Kind, Particulars
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.deposit.redirect import ProposePayee
from domain.desk.approve import ApproveRefunds
from domain.desk.interest import MatchInterest
from domain.desk.owe import OweRefund
from domain.desk.pay import OrderPayment
from domain.desk.propose import ProposeRefunds
from domain.governance.publish import SetRateTable
from domain.kernel import StreamId
from domain.lot.close import FailLot
from domain.payee import Payee
from domain.refund.events import Item
from tests.kit import bidding
from tests.kit.bidding import ACCOUNT, DEPOSITS, FEN, HOLDS, LOTS, USUAL
from tests.kit.city import move_to

PAID_OUT = date(2026, 3, 27)
"""The day on which the bank pays its interest."""
INTEREST = 85_56
"""800,000.00 from 03-16 to 03-27 at 0.35 %: 85.56 (8,555.55… fen)."""
BATCH = "RB-2026-03-27-0001"
EVIDENCE = "e" * 64


def failed(system: System) -> None:
    """The first lot's bids are opened, it fails, and its three deposits are owed back."""
    bidding.tell(system, USUAL)
    bidding.open_bids(system, 0, USUAL)
    system.ask("office", SetRateTable(bank="mock-bank", since=date(2026, 1, 1), rate_ppm=3_500))
    move_to(system, "2026-03-20T15:00:00+08:00")
    failure = FailLot(lot=LOTS[0], reason="有效投标不足三家")
    system.ask("agency", failure)
    for deposit in DEPOSITS[:3]:
        system.ask("platform", OweRefund(deposit=deposit, lot=LOTS[0]))


def line(number: int, fen: int, reference: str, kind: Kind | None, *, credit: bool) -> BankLine:
    """A line of the bank's, told from others by its number."""
    said = Particulars(
        fingerprint=sha256(f"paid out {number}".encode()).hexdigest(),
        reference=reference,
        kind=kind,
    )
    return BankLine(credit=credit, amount=fen, value_date=None, booked_at=None, particulars=said)


def banked(system: System, *lines: BankLine) -> None:
    """Lines of the day come in, without a statement."""
    move_to(system, "2026-03-27T18:00:00+08:00")
    wanted = ImportLines(
        account=ACCOUNT,
        holds=HOLDS,
        currency="CNY",
        day=PAID_OUT,
        page=1,
        statement="f" * 64,
        lines=lines,
    )
    system.ask("bank", wanted)


def interest(system: System, *amounts: int) -> None:
    """The bank's interest for as many deposits of the lot, in their order, is given to them."""
    numbers = [f"6228480402564890{n:04d}" for n in (1, 2, 3)]
    banked(
        system,
        *(
            line(n, fen, numbers[n - 1], "INTEREST", credit=True)
            for n, fen in enumerate(amounts, 1)
        ),
    )
    for n, _ in enumerate(amounts):
        at = f"{ACCOUNT}/{PAID_OUT}/1#{n + 1}"
        asked = MatchInterest(line=at, line_seen=1, deposit=DEPOSITS[n], lot=LOTS[0])
        system.ask("clerk", asked)


def redirect(system: System, deposit: str) -> None:
    """Another account is proposed for a deposit's refund, with evidence."""
    payee = Payee(name="漳州市第一建筑工程有限公司", account="3505019999")
    asked = ProposePayee(deposit=deposit, number=1, payee=payee, evidence=EVIDENCE)
    system.ask("clerk", asked)


def approved(system: System, *deposits: str, paid: int = INTEREST) -> None:
    """A batch of these refunds is proposed by one and approved by another."""
    replay = system.replay
    items = []
    for deposit in deposits:
        refund = replay.state(StreamId("deposit", deposit)).refund(1)
        there = refund.proposed is not None
        items.append(
            Item(
                deposit=deposit,
                number=1,
                version=refund.version,
                amount_fen=FEN,
                interest_fen=paid,
                elsewhere=there,
            )
        )
    told = {"batch": BATCH, "account": ACCOUNT, "items": tuple(items)}
    system.ask("clerk", ProposeRefunds(**told))
    maker = replay.state(StreamId("refund", BATCH)).proposed.proposal
    system.ask("reviewer", ApproveRefunds(**told), maker=maker)


def ordered(system: System, deposit: str) -> str:
    """The bank is to pay it; returns the payment."""
    payment = f"{deposit}/1/1"
    system.ask("platform", OrderPayment(payment=payment, account=ACCOUNT))
    return payment
