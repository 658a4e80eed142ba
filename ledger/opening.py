"""The first events of a log: what it is called, which keys sign, who may act first."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime

from domain.kernel import Event, StreamId
from ledger.book import Book
from ledger.events import KeyEnrolled, LogOpened
from ledger.keys import KEYS
from ledger.log import REGISTRY, Log
from ledger.signing import Signer, key_id

MODES = ("production", "demo", "simulated")


def enrolled(
    signer: Signer, person: str, organisation: str, *, custodial: bool, proof: str
) -> KeyEnrolled:
    """The enrolment of a founding key."""
    return KeyEnrolled(
        key=key_id(signer.algorithm, signer.public),
        algorithm=signer.algorithm,
        public=b64encode(signer.public).decode(),
        person=person,
        organisation=organisation,
        custodial=custodial,
        valid_until=None,
        proof=proof,
    )


def open_log(
    book: Book,
    log: Log,
    *,
    mode: str,
    simulated_from: datetime | None,
    zone: str,
    checkpoint_key: bytes,
    keys: Sequence[KeyEnrolled],
    founding: Sequence[Event],
) -> int:
    """Opens an empty log with its founding keys and laws; returns its first length.

    Raises ValueError for an unknown mode, or when the log was opened before.
    """
    if mode not in MODES:
        raise ValueError(f"mode {mode!r}: one of {', '.join(MODES)} would be right")
    opened = LogOpened(
        origin=log.origin,
        mode=mode,
        clock=simulated_from.isoformat() if simulated_from else "system",
        zone=zone,
        ledger_key=b64encode(log.signer.public).decode(),
        checkpoint_key=b64encode(checkpoint_key).decode(),
    )
    events: list[tuple[StreamId, Event]] = [(REGISTRY, opened)]
    events += [(KEYS, key) for key in keys]
    events += [(log.charter.law, law) for law in founding]
    return int(book.run(lambda appender: appender.found(events)))
