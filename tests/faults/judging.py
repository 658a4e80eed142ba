"""What must hold of an installation, whatever struck it: findings as sentences, or none.

Looks at the log, at the books, and from outside, as the client that asked.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from api.banks.statements.register import read
from api.wiring import System
from domain.kernel import StreamId
from ledger.codec import read_body
from ledger.envelope import part
from ledger.trust import Trust
from ledger.verdict import BalanceKey
from ledger.verify import verify
from tests.faults.client import Outbox, answered
from tests.faults.plan import NUMBER, Plan

AGAIN = {"HeadsSealed", "CommandRefused"}
"""Facts that an interrupted run may have more of: a checkpoint more, a match proposed twice."""


@dataclass(frozen=True)
class Books:
    """What a run amounts to: balances by key, and how many facts there are of each kind."""

    balances: dict[BalanceKey, int]
    facts: Counter[str]


def books(system: System) -> Books:
    """Publishes a checkpoint and has everything verified. AssertionError unless it verifies."""
    system.publisher.publish()
    stored = list(system.tree.stored())
    trust = Trust.load(system.home.trust)
    verdict = verify(stored, system.tree.checkpoints(), trust, processes=1)
    assert verdict.ok, "\n".join(verdict.lines())
    assert verdict.covered == len(stored), "the checkpoint does not reach the end of the log"
    names = Counter(read_body(part(form)[0]).name for form in stored)
    facts = Counter({name: count for name, count in names.items() if name not in AGAIN})
    return Books(dict(verdict.balances or {}), facts)


def findings(system: System, outbox: Outbox, plan: Plan) -> list[str]:
    """Everything that is wrong with a finished run, apart from what `books` compares."""
    return [
        *_holes(system),
        *_twice(system),
        *_lines(system, plan),
        *_facts(system, plan),
        *_files(system, plan),
        *_other_answers(system, outbox),
    ]


def _holes(system: System) -> Iterator[str]:
    with system.store.reading() as curs:
        row = curs.execute(
            "SELECT count(*), min(notification_id), max(notification_id), "
            "(SELECT max(position) FROM ledger.commit) FROM ledger.stored_events"
        ).fetchone()
    assert row is not None
    count, first, last, committed = row
    if (first, last, committed) != (1, count, count):
        yield f"{count} events stand at positions {first} to {last}, committed are {committed}"


def _twice(system: System) -> Iterator[str]:
    """Every command of the log has one receipt, and every receipt its own positions."""
    with system.store.reading() as curs:
        receipts = curs.execute(
            "SELECT encode(digest, 'hex'), first, last FROM ledger.receipt"
        ).fetchall()
        kept = curs.execute("SELECT count(*) FROM ledger.receipt").fetchone()
    answered = {digest: (first, last) for digest, first, last in receipts}
    if kept is None or len(answered) != kept[0]:
        yield f"{kept} receipts for {len(answered)} commands"
    said: dict[str, list[int]] = {}
    for position, form in enumerate(system.tree.stored(), 1):
        command = read_body(part(form)[0]).command
        if command is not None:
            said.setdefault(command.digest, []).append(position)
    for digest, positions in said.items():
        span = answered.get(digest)
        if span is None or positions != list(range(span[0], span[1] + 1)):
            yield f"command {digest[:12]} made {positions}, its receipt says {span}"
    for digest, (first, last) in answered.items():
        if last and digest not in said:
            yield f"the receipt of {digest[:12]} says {first} to {last}: nothing of it stands there"


def _lines(system: System, plan: Plan) -> Iterator[str]:
    """Each line of each statement once, by its fingerprint, and no other."""
    replay = system.replay
    banked = Counter(
        line.particulars.fingerprint
        for code in replay.codes("bankpage")
        for line in replay.state(StreamId("bankpage", code)).lines
    )
    wanted = Counter(
        line.fingerprint(NUMBER)
        for day in plan.days
        for statement in read(day.statement)
        for line in statement.lines
    )
    if banked != wanted:
        more, less = (banked - wanted).total(), (wanted - banked).total()
        yield f"{more} lines too many were banked, {less} too few"


def _facts(system: System, plan: Plan) -> Iterator[str]:
    """So much must be there of each kind: all bidders paid, the last of them in another's name."""
    paid = len(plan.bidders) - 1
    wanted = {
        "LotDefined": 1,
        "BidOpened": 1,
        "DepositRequired": len(plan.bidders),
        "SubAccountIssued": len(plan.bidders),
        "StatementImported": len(plan.days),
        "ReceiptMatched": paid,
        "LineAllocated": paid,
        "PayerMismatchDetected": 1,
    }
    found = Counter(read_body(part(form)[0]).name for form in system.tree.stored())
    for name, count in wanted.items():
        if found[name] != count:
            yield f"{found[name]} {name} are there, {count} should be"


def _files(system: System, plan: Plan) -> Iterator[str]:
    for day in plan.days:
        if system.blobs.get(sha256(day.statement).hexdigest()) != day.statement:
            yield f"the statement of {day.day} is not what was stored"


def _other_answers(system: System, outbox: Outbox) -> Iterator[str]:
    """Asked again with the same bytes, each command gets the answer that it got before."""
    answers = outbox.answers()
    for number, signed in enumerate(outbox.asked(), 1):
        again = answered(system.book, signed)
        if not again.repeated or again != answers.get(number):
            yield f"command {number} was answered {answers.get(number)}, now {again}"
