"""One of several writers on one log: `python -m tests.faults.writer`, its work as JSON on stdin.

Asks bulk commands through a Book of its own; prints the positions it was told, a command a line.
"""

import json
import sys
from datetime import timedelta
from pathlib import Path

from ledger.asking import ask
from ledger.book import Book
from ledger.log import log_of
from ledger.signing import FileSigner
from ledger.store import Store, datastore
from ledger.vault import Vault
from tests.kit.house import MASTER
from tests.kit.lamp import HOUSE, Clock, SwitchLamp


def main() -> None:
    """Writes its share."""
    work, clock = json.load(sys.stdin), Clock()
    keys = Path(work["keys"])
    log = log_of(work["origin"], HOUSE, FileSigner.load(keys / "ledger.pem"))
    ann, soon = FileSigner.load(keys / "ann.pem"), clock() + timedelta(hours=1)
    store, vault = Store(datastore(work["app"])), Vault(work["matcher"], MASTER)
    with Book(log, store, vault, clock) as book:
        for number in range(work["commands"]):
            lamp = f"{work['name']}-{number % 3}" if number % 2 else "of-all"
            wanted = SwitchLamp(lamp=lamp, on=True, times=work["times"])
            receipt = book.execute(ask(wanted, origin=log.origin, signer=ann, not_after=soon))
            print(receipt.first, receipt.last)
    store.close()
    vault.close()


if __name__ == "__main__":
    main()
