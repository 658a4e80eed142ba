"""A refused command leaves nothing behind: not even the key that it made seals what comes next."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from domain.governance.events import RoleAssigned
from domain.kernel import Post, StreamId
from domain.party.enrol import RegisterParty
from domain.register import CHARTER
from ledger.asking import Asked, admit, ask
from ledger.book import Book
from ledger.folding import fold
from ledger.keys import KEYS
from ledger.log import log_of
from ledger.opening import enrolled, open_log
from ledger.outcome import Accepted, Refusal
from ledger.signing import new_key
from ledger.store import Store, datastore
from ledger.vault import Vault
from tests.kit.house import MASTER

PERSON = "N00000000000000A1"


def test_the_key_of_a_refused_registration_seals_nothing(database: Any) -> None:
    store, vault = Store(datastore(database.app)), Vault(database.matcher, MASTER)
    clerk, now = new_key("ed25519"), datetime.now(UTC)
    log = log_of("a.example/log", CHARTER, new_key("ed25519"))
    with Book(log, store, vault, lambda: now) as book:
        open_log(
            book,
            log,
            mode="demo",
            simulated_from=None,
            zone="Asia/Shanghai",
            checkpoint_key=new_key("ed25519").public,
            keys=[enrolled(clerk, "x", "centre", custodial=False, proof="p")],
            founding=[
                RoleAssigned(person="x", post=Post("C-OPS", "centre"), since=now, until=None)
            ],
        )
        ring = book.memory.get(KEYS)
        assert ring is not None

        def asked(bank: str) -> Asked:
            wanted = RegisterParty(
                party=PERSON, name="王小明", basic_account="1" * 20, basic_bank=bank
            )
            later = now + timedelta(hours=1)
            signed = ask(wanted, origin=log.origin, signer=clerk, not_after=later)
            return admit(log, ring.state, signed, now)

        pair = [asked("x" * 600), asked("bank")]
        refused, accepted = book.run(lambda appender: appender.append(pair))
    assert isinstance(refused, Refusal)
    assert refused.rejected.rule == "sealing.too_long"
    assert isinstance(accepted, Accepted)
    fresh = Vault(database.matcher, MASTER)
    number = store.numbers([("party", PERSON)])["party", PERSON]
    held = fold(log, fresh, StreamId("party", PERSON), number, partial(store.events, number))
    assert held.state.registered.person_name == "王小明"
    for closing in (fresh, vault, store):
        closing.close()
