"""Honest asking, failing once, and looking at the whole log: in the toy world of lamps."""

from collections.abc import Callable
from typing import Any

from ledger.checkpoint import vkey
from ledger.envelope import SignedCommand
from ledger.publishing import Publisher
from ledger.tickets import OutcomeUnknown, Receipt
from ledger.tree import Tree
from ledger.trust import Trust
from ledger.verdict import Verdict
from ledger.verify import verify
from tests.kit.house import House


def answered(home: House, signed: SignedCommand) -> Receipt:
    """The answer to a command; an unknown outcome is asked about again, with the same bytes."""
    while True:
        try:
            return home.book.execute(signed)
        except OutcomeUnknown:
            continue


def lamps(home: House) -> int:
    """How many times lamps were switched, by the log."""
    with home.store.reading() as curs:
        row = curs.execute(
            "SELECT count(*) FROM ledger.stored_events WHERE topic LIKE 'LampSwitched%'"
        ).fetchone()
    assert row is not None
    return int(row[0])


def trust(home: House) -> Trust:
    """What a verifier must know of this house."""
    signer, note_key = home.log.signer, vkey(home.log.origin, home.checkpoints.public)
    return Trust(home.log.origin, signer.algorithm, signer.public, note_key)


def verdict(home: House) -> Verdict:
    """A checkpoint is published, then everything is verified."""
    tree = Tree(home.store)
    Publisher(home.book, home.store, home.log.origin, home.checkpoints).publish()
    return verify(tree.stored(), tree.checkpoints(), trust(home), processes=1)


def failing_once(wrapped: Callable[..., Any], problem: BaseException) -> Callable[..., Any]:
    """The first call fails, the others do what they should."""
    problems = [problem]

    def failing(*args: Any) -> Any:
        if problems:
            raise problems.pop()
        return wrapped(*args)

    return failing
