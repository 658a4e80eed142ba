"""Payments of ours at the bank: sent in a file of their own, shown by a statement, come back."""

from hashlib import sha256

from api.banks.channels.channel import Instruction, Transfer
from api.banks.channels.pain001 import written
from api.scenario.statement import Entry
from api.scenario.town import HOLDER, NUMBERS, OWN, Town
from domain.identifiers import payment_id
from domain.kernel import StreamId
from domain.payment.events import PaymentOrdered
from domain.payment.send import RecordPaymentsSent
from domain.payment.state import Payment


def sent(town: Town, payment: str) -> None:
    """It goes to the bank; the file is written before it goes, as ever."""
    ordered, end_to_end = _ordered(town, payment), payment_id(payment).end_to_end
    assert ordered.payee is not None, "what is ordered goes to somebody"
    message = f"MSG-{end_to_end}"
    instruction = Instruction(
        payment=end_to_end,
        amount_fen=ordered.amount_fen,
        payee_name=ordered.payee.name,
        payee_account=ordered.payee.account,
    )
    transfer = Transfer(
        message=message,
        made_at=town.now,
        account=NUMBERS[ordered.account],
        account_name=HOLDER,
        day=town.now.date(),
        instructions=(instruction,),
    )
    digest = sha256(written(transfer)).hexdigest()
    told = RecordPaymentsSent(message=message, sha256=digest, payments=(payment,))
    town.ask("platform", told)


def debited(town: Town, payment: str) -> None:
    """The statement shows that it went out."""
    ordered = _ordered(town, payment)
    town.booked(ordered.account, _entry(ordered, payment, -ordered.amount_fen))


def came_back(town: Town, payment: str, why: str) -> None:
    """The statement shows that it came back, for the bank's reason."""
    ordered = _ordered(town, payment)
    town.booked(ordered.account, _entry(ordered, payment, ordered.amount_fen, why))


def _entry(ordered: PaymentOrdered, payment: str, fen: int, returned: str = "") -> Entry:
    payee = ordered.payee or OWN
    return Entry(
        fen=fen,
        name=payee.name,
        account=payee.account,
        end_to_end=payment_id(payment).end_to_end,
        returned=returned,
    )


def _ordered(town: Town, payment: str) -> PaymentOrdered:
    found = town.system.replay.state(StreamId("payment", payment))
    assert isinstance(found, Payment)
    assert found.ordered is not None, "only what was ordered goes"
    return found.ordered
