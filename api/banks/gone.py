"""Whether the bank may have taken back by now what a payment of ours would pay."""

from collections.abc import Collection

from domain.desk.gone import OpenReversal, may_be_gone
from domain.identifiers import PayoutId, payment_id
from domain.kernel import StreamId
from ledger.replay import Replay


def taken_by(replay: Replay, payment: str, gone: Collection[OpenReversal]) -> str | None:
    """The line by which it may be gone; None: by none. `gone`: reversals nobody has matched."""
    whose = (replay.state(StreamId("deposit", code)) for code in _deposits(replay, payment))
    return next(filter(None, (may_be_gone(one, gone) for one in whose)), None)


def _deposits(replay: Replay, payment: str) -> tuple[str, ...]:
    """Whose money it is: a refund's deposit, or those that gave a payout its parts."""
    paid = payment_id(payment)
    if not isinstance(paid, PayoutId):
        return (paid.refund.deposit,)
    proposed = replay.state(StreamId("payout", paid.code)).proposed
    return tuple(part.deposit for part in proposed.parts) if proposed else ()
