"""Follows a log to its end: `python -m tests.faults.follower`, its work as JSON on stdin.

Prints a first line once it stands ready, then what it read: how many events, in how many batches,
and the SHA-256 over their stored forms. Ends with a sentence where the order is not strict.
"""

import json
import sys
from hashlib import sha256

from ledger.feed import COMMITTED, Feed
from ledger.log import log_of
from ledger.signing import new_key
from ledger.store import Store, datastore
from ledger.waker import Waker
from tests.kit.lamp import HOUSE

AT_ONCE = 1_000
LONGEST_S = 60.0
"""So long without anything new, and something is missing."""


def main() -> None:
    """Reads until the last position."""
    work = json.load(sys.stdin)
    log = log_of(work["origin"], HOUSE, new_key("ed25519"))
    read, batches, digest = 0, 0, sha256()
    with Store(datastore(work["read"])) as store, Waker(work["read"], [COMMITTED]) as waker:
        feed = Feed(log, store, waker)
        print("ready", flush=True)
        while read < work["until"]:
            came = feed.read(read, AT_ONCE)
            if not came and feed.wait(read, LONGEST_S) == read:
                sys.exit(f"nothing came after {read}")
            for recorded in came:
                read += 1
                if (recorded.position, recorded.body.position) != (read, read):
                    sys.exit(f"{recorded.position} came where {read} was due")
                digest.update(recorded.stored)
            batches += bool(came)
    print(json.dumps({"read": read, "batches": batches, "digest": digest.hexdigest()}))


if __name__ == "__main__":
    main()
