"""What runs beside a served log: projections follow it, checkpoints are signed on a beat."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from api.wiring import System
from ledger.publishing import Behind
from ledger.tickets import Closed

BEAT_S = 1.0
"""A checkpoint is signed at most this often, and only when something was added."""


@contextmanager
def upkeep(system: System) -> Iterator[None]:
    """Keeps readers and checkpoints up to date while the body runs."""
    stop = threading.Event()
    beat = threading.Thread(target=_beat, args=(system, stop), name="checkpoint", daemon=True)
    with system.readers.runner:
        beat.start()
        try:
            yield
        finally:
            stop.set()
            beat.join()


def _beat(system: System, stop: threading.Event) -> None:
    while not stop.wait(BEAT_S):
        try:
            system.publisher.publish()
        except Closed:
            return
        except Behind:
            logging.getLogger(__name__).exception("checkpoints are stopped")
            return
        except Exception:
            logging.getLogger(__name__).warning("no checkpoint this time", exc_info=True)
