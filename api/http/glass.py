"""Who looks under a lot's seal, who lets them, and who is told of it (REFERENCE 4.5)."""

from api.http.identity import Identity
from api.http.regional import acts_within
from api.http.seeing import AUDIT
from api.wiring import System
from domain.roles import AUTHORITIES
from domain.trade.break_glass import BreakGlass
from ledger.joint import Proposed

GLASS = (*AUTHORITIES, "AUD")
"""Who may ask to read what of a lot lies under seal, and reads it once another signed too."""

KEEPS_KEYS = ("KEY",)
"""Who signs that too, and reads nothing of it."""

HEARS_OF_GLASS = ("DISC", "AUD")
"""Who is told of each time that it was done."""

WATCHES = ("DISC",)
"""Who watches over all: reads who meddled in a trade, and who recorded it."""


def inspections_waiting(system: System, reader: Identity) -> list[Proposed]:
    """What waits to be read under a seal, oldest first: to who keeps keys or audits where the lot
    lies, and to who asked for it; to nobody at the desk.
    """
    those = [one for one in system.joint.waiting() if one.wanted.NAME == BreakGlass.NAME]
    own = [one for one in those if one.person == reader.person]
    if not reader.holds(*KEEPS_KEYS, *AUDIT):
        return own
    near = acts_within(system, reader.regions(*KEEPS_KEYS, *AUDIT), those)
    return [one for one in those if one in own or one in near]
