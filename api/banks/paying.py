"""Payments go to the bank once, and what it says of them comes back.

Before a file is sent, the log says which message it is; whatever happens then, the bank is asked
about that message, and only what it does not know is sent again: the same bytes, the same message.
A message of which anything was ever answered is not sent again: a person has to ask the bank.

What it says by itself is heard elsewhere: see `hearing`.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from api.banks.channels.channel import (
    Answer,
    BadTransfer,
    Channel,
    Instruction,
    Outcome,
    Report,
    Status,
    Transfer,
)
from api.banks.channels.pain001 import written
from api.banks.gone import taken_by
from api.banks.paging import Ask
from api.banks.reporting import Debited, Find, Reporting, nothing_debited
from domain.account.events import AccountOpened
from domain.calendar import BEIJING
from domain.desk.gone import OpenReversal
from domain.desk.withdraw import WithdrawPayment
from domain.identifiers import payment_id
from domain.kernel import Command, StreamId
from domain.payment.send import MOST, RecordPaymentsSent
from domain.payment.state import Stage
from ledger.replay import Replay
from ledger.tickets import Refused

_NOTE, _OTHERS_NOTE = "退保证金", "划付款项"
_GONE = "{} may have taken its money back: match that line first"
_TIME = "%Y%m%dT%H%M%S"


class NotSendable(ValueError):
    """What no file can carry, or may be paid already; or a message unlike the recorded one."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A message, its payments, and how the bank answered; None: it knew it already. Without
    a message the payments were not sent, and the answer is ours.
    """

    message: str | None
    payments: tuple[str, ...]
    answer: Answer | None


class Payer:
    """Sends from one of our accounts, over one channel."""

    def __init__(
        self,
        replay: Replay,
        ask: Ask,
        channel: Channel,
        reporting: Reporting,
        find: Find,
        account: AccountOpened,
        holder: str,
        reversals: Callable[[], Iterable[OpenReversal]] = tuple,
    ) -> None:
        """`holder`: the account's name, as the bank knows it. `reversals`: those on it that
        nobody has matched: no decider knows of them.
        """
        self._replay = replay
        self._ask = ask
        self._channel = channel
        self._reporting = reporting
        self._find = find
        self._account = account
        self._holder = holder
        self._reversals = reversals

    def send(self, now: datetime, doubted: Collection[str] = frozenset()) -> list[Sent]:
        """Everything that is ordered and was not sent, in as few messages as it takes.

        What no file can carry holds up nothing else: it is told, and stays ordered. So does another
        attempt at a refund while a notice contradicts what is known of the first (`doubted`). But
        what the bank may have taken back by now is ordered no more: it waits with us to be
        proposed anew, once somebody has matched the reversal.
        """
        doubts = {payment_id(one).owner: one for one in sorted(doubted)}
        wanted = {"account": self._account.account, "stage": Stage.ORDERED.value}
        ordered, told = [], []
        rows = self._find(wanted)
        gone = tuple(self._reversals()) if rows else ()
        for row in rows:
            payment = str(row["payment"])
            try:
                if by := self._may_be_gone(payment, gone):
                    told += self._withdrawn(payment, by)
                    continue
                if before := doubts.get(payment_id(payment).owner):
                    raise NotSendable(f"the bank contradicts itself on {before}")
                self._file(_message((payment,), now), (payment,))
                ordered.append(payment)
            except (NotSendable, BadTransfer) as problem:
                told.append(_kept_back(None, (payment,), problem))
        for first in range(0, len(ordered), MOST):
            told += self._send_new(tuple(ordered[first : first + MOST]), now)
        return told

    def inquire(
        self,
        before: datetime,
        doubted: Collection[str] = frozenset(),
        debited: Debited = nothing_debited,
    ) -> list[Sent]:
        """Asks about messages of before an instant that the bank has not answered.

        What it does not know goes again, unless it notified of a payment of it, however wrongly
        (`doubted`); what it rejects, unless it was `debited`. Raises NoAnswer when it cannot be
        asked.
        """
        wanted = {"account": self._account.account, "stage": Stage.SENT.value}
        by_message: dict[str, list[str]] = defaultdict(list)
        files: dict[str, str] = {}
        for row in self._find(wanted):
            if row["since"] <= before:
                by_message[row["message"]].append(str(row["payment"]))
                files[row["message"]] = row["sha256"]
        return [
            self._inquire(message, tuple(payments), files[message], doubted, debited)
            for message, payments in by_message.items()
        ]

    def _may_be_gone(self, payment: str, gone: Collection[OpenReversal]) -> str | None:
        """The line by which the bank may have taken back what this would pay."""
        return taken_by(self._replay, payment, gone) if gone else None

    def _withdrawn(self, payment: str, by: str) -> list[Sent]:
        """No bank has had it: what was to be paid is payable again (P14)."""
        why = _GONE.format(by)
        done = self._done(WithdrawPayment(payment=payment, reason=why))
        return [_kept_back(None, (payment,), NotSendable(why))] if done else []

    def _send_new(self, payments: tuple[str, ...], now: datetime) -> list[Sent]:
        """Whoever recorded that they go in this message sends it; nobody else does."""
        message = _message(payments, now)
        file = self._file(message, payments)
        digest = sha256(file).hexdigest()
        sending = RecordPaymentsSent(message=message, sha256=digest, payments=payments)
        return [self._handed_over(message, payments, file)] if self._done(sending) else []

    def _done(self, wanted: Command) -> bool:
        """Whether it was done now, and for us; else somebody else has just sent some of them."""
        try:
            return bool(self._ask(wanted).first)
        except Refused:
            return False

    def _inquire(
        self,
        message: str,
        payments: tuple[str, ...],
        digest: str,
        doubted: Collection[str],
        debited: Debited,
    ) -> Sent:
        known = self._channel.ask(message)
        if known is not None:
            return self._answered(message, payments, known, debited)
        rows = self._find({"message": message})
        if any(row["stage"] != Stage.SENT.value or row["payment"] in doubted for row in rows):
            # then the bank has had it
            partly = f"the bank answered part of message {message} and no longer knows it"
            return _kept_back(message, payments, NotSendable(partly))
        gone = tuple(self._reversals())
        if by := next(filter(None, (self._may_be_gone(one, gone) for one in payments)), None):
            return _kept_back(message, payments, NotSendable(_GONE.format(by)))
        sent = tuple(str(row["payment"]) for row in rows)
        try:
            file = self._file(message, sent)
            if sha256(file).hexdigest() != digest:
                raise NotSendable(f"message {message} cannot be made again as it was recorded")
        except (NotSendable, BadTransfer) as problem:
            return _kept_back(message, payments, problem)
        return self._handed_over(message, sent, file)

    def _answered(
        self,
        message: str,
        payments: tuple[str, ...],
        known: Sequence[Report],
        debited: Debited,
    ) -> Sent:
        rows = self._reporting.payments(known)
        found = (self._reporting.record(report, rows, debited) for report in known)
        if unbelieved := sorted({one for some in found for one in some}):
            both = NotSendable(f"the bank contradicts itself on {', '.join(unbelieved)}")
            return _kept_back(message, payments, both)
        return Sent(message, payments, None)

    def _handed_over(self, message: str, payments: tuple[str, ...], file: bytes) -> Sent:
        answer = self._channel.send(file)
        if answer.outcome is Outcome.REFUSED:
            account = self._account.account
            self._reporting.reported(payments, account, Status.REJECTED, answer.code, answer.reason)
        return Sent(message, payments, answer)

    def _file(self, message: str, payments: Sequence[str]) -> bytes:
        """The same bytes whenever it is made: its time stands in the message's name."""
        made_at = datetime.strptime(message[1:16], _TIME).replace(tzinfo=BEIJING)
        transfer = Transfer(
            message=message,
            made_at=made_at,
            account=self._account.number,
            account_name=self._holder,
            day=made_at.date(),
            instructions=tuple(self._instruction(payment) for payment in sorted(payments)),
        )
        return written(transfer)

    def _instruction(self, payment: str) -> Instruction:
        ordered = self._replay.state(StreamId("payment", payment)).ordered
        if ordered is None or ordered.payee is None:
            raise NotSendable(f"nobody can read any more to whom {payment} goes")
        return Instruction(
            payment=payment_id(payment).end_to_end,
            amount_fen=ordered.amount_fen,
            payee_name=ordered.payee.name,
            payee_account=ordered.payee.account,
            payee_bank=ordered.payee.bank or "",
            note=_NOTE if ordered.party else _OTHERS_NOTE,
        )


def _message(payments: tuple[str, ...], now: datetime) -> str:
    """A message's name: when it is made, and a digest of which payments it holds."""
    which = sha256(",".join(payments).encode()).hexdigest()[:12]
    return f"M{now.astimezone(BEIJING).strftime(_TIME)}-{which}"


def _kept_back(message: str | None, payments: tuple[str, ...], problem: Exception) -> Sent:
    return Sent(message, payments, Answer(Outcome.UNKNOWN, reason=str(problem)))
