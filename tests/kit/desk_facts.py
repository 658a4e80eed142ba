"""What a desk has to do with deposits while both lots of `bidding` are sealed, told by commands.

Four more deposits, whose ids, amounts and lines are the same however it is told: one paid too
much, one too late, one by a stranger who gets it back, one secured by a guarantee. The first two go
back: one is paid and held, the other is refused by the bank and waits, for another account, in a
batch that nobody has checked. For two of them a further payment is claimed. Who they are of and for
which lot, `Sealed.owing` says. Of the second lot somebody objects to the documents, and complains.
Of two deposits alerts are raised.
"""

from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from api.bid_files import OfBid, keep
from api.closing.figures import figures
from api.closing.signing import prepare
from api.wiring import System
from domain.bankpage.care import AssignLine, NoteLine
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine
from domain.deposit.claim_receipt import ClaimReceipt, WithdrawReceiptClaim
from domain.deposit.hold import PlaceHold
from domain.deposit.issue import IssueSubAccount
from domain.deposit.redirect import ProposePayee
from domain.desk.approve import ApproveRefunds
from domain.desk.entitled import Paying
from domain.desk.lodge import LodgeGuarantee
from domain.desk.match import MatchReceipt
from domain.desk.pay import OrderPayment
from domain.desk.payable import Payable, payable
from domain.desk.propose import ProposeRefunds
from domain.desk.qualify import ConfirmQualification
from domain.desk.reject import RejectReceipt
from domain.desk.report import ReportPayment
from domain.desk.require import RequireDeposit
from domain.desk.settle import MatchDebit
from domain.desk.withdraw_bid import WithdrawBid
from domain.dispute.words import Conclusion, Matter
from domain.identifiers import payment_id
from domain.kernel import StreamId
from domain.payee import Payee
from domain.payment.send import RecordPaymentsSent
from domain.refund.events import Item
from domain.trade.complain import FileComplaint
from domain.trade.object import AnswerObjection, FileObjection
from domain.trade.raise_alert import RaiseAlert
from domain.trade.submit_bid import SubmitBid
from ledger.replay import Replay
from tests.kit import bidding
from tests.kit.bidding import ACCOUNT, DAY, FEN, LOTS, PAGE, PARTIES, Sealed
from tests.kit.city import move_to

OVER, LATE, STRANGE, SECURED = OWED = tuple(f"P{n:016X}" for n in range(0xD1, 0xD5))
"""Deposits by what befell them: paid too much, too late, by a stranger, in cash not at all."""
ALERTS = ("W00000000000000A1", "W00000000000000A2")
CASE, COMPLAINT = "D00000000000000A1", "D00000000000000A2"
GUARANTEE, HOLD = "G00000000000000A1", "H-2026-001"
EXCESS = 500_000
LINES = {OVER: 7, LATE: 8, STRANGE: 9}
DEBIT = 10
"""Lines of the page: what came for each, and the debit of what was paid back."""
DONE, WAITING = "RB-2026-03-16-0001", "RB-2026-03-16-0002"
"""The batch that was approved, and the one that waits for its checker."""
_BALANCE = 1_000_00 + FEN * len(bidding.DEPOSITS)
_CAME = FEN * len(LINES) + EXCESS


def tell(system: System, sealed: Sealed) -> None:
    """All of `bidding`, and this between and after it."""
    bidding.define(system)
    bidding.enrol(system, sealed.words)
    bidding.require(system, sealed)
    _require(system, sealed)
    bidding.bank(system, sealed)
    bidding.match(system, sealed)
    _receive(system, sealed)
    _refund(system, sealed)
    _settle(system, sealed)
    _redirect(system, sealed)
    _look_after(system, sealed)
    _claim(system, sealed)
    _qualify(system, sealed)
    _bid(system, sealed)
    _dispute(system, sealed)
    _alert(system, sealed)
    _prepare(system)


def _require(system: System, sealed: Sealed) -> None:
    """The deposits with their numbers; the guarantee, in time."""
    for deposit, (lot, party) in zip(OWED, sealed.owing, strict=True):
        asked = RequireDeposit(deposit=deposit, lot=LOTS[lot], party=PARTIES[party])
        system.ask("platform", asked)
    for deposit, (_, party) in zip(OWED, sealed.owing, strict=True):
        if sealed.turned and deposit == SECURED:
            _lodge(system, sealed)
        until = date(2026, 7, 1 + party)
        own = number(sealed, deposit)
        issued = IssueSubAccount(deposit=deposit, sub_account=own, valid_until=until)
        system.ask("platform", issued)
    if not sealed.turned:
        _lodge(system, sealed)


def _lodge(system: System, sealed: Sealed) -> None:
    words = _words(sealed, SECURED)
    lodged = LodgeGuarantee(
        guarantee=GUARANTEE,
        deposit=SECURED,
        number=f"{words}/G",
        guarantor=words,
        amount_fen=FEN,
        valid_until=date(2026, 9, 1 + len(words)),
    )
    system.ask("platform", lodged)


def _receive(system: System, sealed: Sealed) -> None:
    """Money comes for three of them, and is what it is; the stranger's is to go back."""
    move_to(system, "2026-03-16T18:30:00+08:00")
    _bring(system, sealed, [_came(sealed, deposit) for deposit in LINES], 76, _BALANCE)
    for deposit, line in LINES.items():
        seen = {"line": f"{PAGE}#{line}", "line_seen": 1, "deposit": deposit, "lot": None}
        system.ask("matcher", MatchReceipt(**seen))
        if deposit == STRANGE:
            system.ask("matcher", RejectReceipt(**seen))


def _refund(system: System, sealed: Sealed) -> None:
    """Two of them are proposed, approved, ordered and sent."""
    paid = (OVER, LATE)
    items = tuple(item(system, deposit) for deposit in paid)
    system.ask("clerk", ProposeRefunds(batch=DONE, account=ACCOUNT, items=items))
    maker = _replay(system).state(StreamId("refund", DONE)).proposed.proposal
    approved = ApproveRefunds(batch=DONE, account=ACCOUNT, items=items)
    system.ask("reviewer", approved, maker=maker)
    payments = tuple(f"{deposit}/1/1" for deposit in paid)
    for payment in payments:
        system.ask("platform", OrderPayment(payment=payment, account=ACCOUNT))
    order = -1 if sealed.turned else 1
    sent = RecordPaymentsSent(message="M-20260316-1", sha256="ab" * 32, payments=payments[::order])
    system.ask("platform", sent)


def _settle(system: System, sealed: Sealed) -> None:
    """The bank has paid one of them, its deposit is held then; the other it has refused."""
    move_to(system, "2026-03-16T20:00:00+08:00")
    payment = f"{OVER}/1/1"
    words = _words(sealed, OVER)
    said = Particulars(
        fingerprint=sha256(f"{words} debit".encode()).hexdigest(),
        payer=_payer(sealed, OVER)[0],
        payer_account=_payer(sealed, OVER)[1],
        end_to_end=payment_id(payment).end_to_end,
        note=words,
    )
    booked = datetime.fromisoformat("2026-03-16T19:30:00+08:00")
    debit = BankLine(
        credit=False, amount=EXCESS, value_date=DAY, booked_at=booked, particulars=said
    )
    _bring(system, sealed, [debit], 77, _BALANCE + _CAME)
    system.ask("matcher", MatchDebit(line=f"{PAGE}#{DEBIT}", line_seen=1, payment=payment))
    held = PlaceHold(
        deposit=OVER, hold=HOLD, amount_fen=FEN, cause="诉讼保全", document="(2026)闽06执保1号"
    )
    system.ask("court", held)
    refused = ReportPayment(
        payment=f"{LATE}/1/1", account=ACCOUNT, status="REJECTED", code="AC04", reason=None
    )
    system.ask("platform", refused)


def _redirect(system: System, sealed: Sealed) -> None:
    """Another account for what the bank refused, with its evidence; both wait for the checker."""
    name, account = _payer(sealed, LATE)
    shown = f"%PDF {name} {account} {_words(sealed, LATE)}".encode()
    digest = system.blobs.put(shown, "application/pdf", f"refund/{LATE}/1")
    payee = Payee(name=name, account=f"{account}99", bank=_words(sealed, LATE))
    asked = ProposePayee(deposit=LATE, number=1, payee=payee, evidence=digest)
    system.ask("clerk", asked)
    wanted = ProposeRefunds(batch=WAITING, account=ACCOUNT, items=(item(system, LATE),))
    system.ask("clerk", wanted)


def _look_after(system: System, sealed: Sealed) -> None:
    """Somebody writes down something about the stranger's line, and looks after it."""
    line = f"{PAGE}#{LINES[STRANGE]}"
    system.ask("clerk", NoteLine(line=line, text=_words(sealed, STRANGE), suspense=False))
    system.ask("clerk", AssignLine(line=line, assignee="clerk", seen=""))


def _claim(system: System, sealed: Sealed) -> None:
    """Two bidders claim further payments for their deposits; one of them takes it back."""
    for deposit in (LATE, STRANGE)[:: -1 if sealed.turned else 1]:
        _, party = sealed.owing[OWED.index(deposit)]
        name, account = _payer(sealed, deposit)
        said = ClaimReceipt(
            deposit=deposit,
            party=PARTIES[party],
            amount_fen=len(_words(sealed, deposit)),
            sent_on=DAY,
            payer=name,
            payer_account=account,
        )
        system.ask("platform", said)
    _, party = sealed.owing[OWED.index(LATE)]
    back = WithdrawReceiptClaim(deposit=LATE, party=PARTIES[party], claim=1)
    system.ask("platform", back)


def _qualify(system: System, sealed: Sealed) -> None:
    """Two of them may offer for their lots, each under the number that it drew."""
    for deposit in (OVER, SECURED)[:: -1 if sealed.turned else 1]:
        lot, party = sealed.owing[OWED.index(deposit)]
        drawn = f"{len(_words(sealed, deposit)):04d}{(lot + 2) * 10 + party:04d}"
        facts = {"lot": LOTS[lot], "party": PARTIES[party], "number": drawn}
        system.ask("platform", ConfirmQualification(participation=deposit, **facts))


def _bid(system: System, sealed: Sealed) -> None:
    """A bid for each of them; one is taken back, at once or when all are there."""
    turned = list(zip(OWED, sealed.owing, strict=True))[:: -1 if sealed.turned else 1]
    for deposit, (lot, party) in turned:
        words = _words(sealed, deposit)
        bid = {"bid": f"B{deposit[1:]}", "lot": LOTS[lot], "party": PARTIES[party]}
        of = OfBid(f"B{deposit[1:]}", LOTS[lot], PARTIES[party])
        paper = keep(system, of, words.encode() * len(words))
        priced = SubmitBid(**bid, file=paper, price_fen=FEN + party, deposit=deposit)
        system.ask("platform", priced)
        if deposit == SECURED:
            taken = WithdrawBid(**bid, deposit=deposit, document=words, evidence=paper)
            system.ask("platform", taken)


def _dispute(system: System, sealed: Sealed) -> None:
    """An objection, which its owner answers, and the complaint after it: whose, is sealed."""
    place = sealed.lots.index(1)
    wrote = sha256(_words(sealed, OVER).encode()).hexdigest()
    filing: dict[str, Any] = {
        "lot": LOTS[1],
        "party": PARTIES[sealed.parties[place]],
        "deposit": None if sealed.turned else bidding.IDS[sealed.ids[place]],
        "matter": Matter.DOCUMENTS,
        "document": wrote,
    }
    system.ask("platform", FileObjection(case=CASE, **filing))
    answered = AnswerObjection(
        case=CASE, lot=LOTS[1], conclusion=Conclusion.DISMISSED, document="cd" * 32
    )
    system.ask("agency", answered)
    since = DAY if sealed.turned else DAY.replace(day=15)
    complaint = FileComplaint(case=COMPLAINT, **filing, to="V-HOUSING", since=since, follows=CASE)
    system.ask("platform", complaint)


def _alert(system: System, sealed: Sealed) -> None:
    """Two findings against payers alert: of which kind, of whose deposit and lot, is sealed."""
    places = (sealed.owing[OWED.index(STRANGE)][0], sealed.owing[OWED.index(LATE)][0])
    found = list(zip(ALERTS, (STRANGE, LATE), places, strict=True))
    for alert, deposit, lot in found[:: -1 if sealed.turned else 1]:
        raised = RaiseAlert(
            alert=alert,
            kind=sealed.alerted,
            lots=(LOTS[lot],),
            deposits=(deposit,),
            causes=(len(_words(sealed, deposit)),),
            arose_at=system.clock(),
        )
        system.ask("platform", raised)


def _prepare(system: System) -> None:
    """The day's close, every check that fails with a sentence."""
    failed = figures(system, ACCOUNT, DAY).to_explain
    prepare(system, "cash", ACCOUNT, DAY, dict.fromkeys(failed, "明日处理"))


def item(system: System, deposit: str) -> Item:
    """A deposit's first refund as it may be paid now."""
    state = _replay(system).state(StreamId("deposit", deposit))
    ours = _replay(system).state(StreamId("account", ACCOUNT))
    found = payable(deposit, 1, state, system.law(), Paying(ACCOUNT, ours, DAY))
    assert isinstance(found, Payable), found
    return found.item


def number(sealed: Sealed, deposit: str) -> str:
    """The deposit's number at the bank: another for each lot and party."""
    lot, party = sealed.owing[OWED.index(deposit)]
    return f"6228480402564890{(lot + 2) * 10 + party:04d}"


def _replay(system: System) -> Replay:
    return system.replay


def _words(sealed: Sealed, deposit: str) -> str:
    lot, _ = sealed.owing[OWED.index(deposit)]
    return sealed.words_of(lot)


def _payer(sealed: Sealed, deposit: str) -> tuple[str, str]:
    lot, party = sealed.owing[OWED.index(deposit)]
    if deposit == STRANGE:
        return sealed.stranger_of(lot), f"62170000{lot}{party:07d}"
    return bidding.subject(party)


def _came(sealed: Sealed, deposit: str) -> BankLine:
    """What came for a deposit: too much, too late, or a stranger's."""
    name, account = _payer(sealed, deposit)
    hour = 17 if deposit == LATE else 11
    said = Particulars(
        fingerprint=sha256(f"{_words(sealed, deposit)} {deposit}".encode()).hexdigest(),
        payer=name,
        payer_account=account,
        reference=number(sealed, deposit),
        note=_words(sealed, deposit),
    )
    return BankLine(
        credit=True,
        amount=FEN + (EXCESS if deposit == OVER else 0),
        value_date=DAY,
        booked_at=datetime.fromisoformat(f"2026-03-16T{hour}:{LINES[deposit]:02d}:00+08:00"),
        particulars=said,
    )


def _bring(
    system: System, sealed: Sealed, lines: Iterable[BankLine], sequence: int, opening: int
) -> None:
    """Further lines of the day, and the statement of them."""
    digest = sha256(f"{sealed.words} {sequence}".encode()).hexdigest()
    bidding.bring(system, digest, tuple(lines), sequence, opening)
