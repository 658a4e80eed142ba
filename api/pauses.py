"""How long one thread of a serving process keeps all others waiting: no longer than these say."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

HANDOVER_S = 0.000_5
"""A thread that works hands over after this. At the usual 5 ms, whatever is done in many steps
beside an import, as an offer is (read, verified, written, answered), waits that long at each."""

YOUNG = 20_000
"""Objects after which garbage is looked for: with hundreds of requests on their way at once, most
of what the usual 2,000 look through is still needed; of 100,000 each look lasts 50 ms, and the page
that meets it waits."""

MIDDLE = 1
"""Looks after which those that were just looked at are looked through once more, to tell what will
stay. After the usual ten these are ten times as many, and while a file is imported nearly all of
them stay: a tenth of a second in which nobody is answered. Each object costs the same either way.
"""

SELDOM = 5_000
"""Looks of that kind, before all that there is is looked through. That takes half a second once a
large file was imported, in which nobody is answered; and finds next to nothing, for what we hold is
made of values that do not name each other."""


@contextmanager
def short_pauses() -> Iterator[None]:
    """Serves so while the body runs; what was made until now is not looked through any more."""
    before, thresholds = sys.getswitchinterval(), gc.get_threshold()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, SELDOM)
    sys.setswitchinterval(HANDOVER_S)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
        gc.set_threshold(*thresholds)
        gc.unfreeze()
