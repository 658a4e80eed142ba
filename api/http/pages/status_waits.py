"""What waits and how the banks' channels stand, as far as a reader of `/status` may be told.

What follows from a sealed event is not told before the lot's opening, nor how much of it waits.
"""

from api.banking.connections import connections
from api.banking.standing import standing
from api.http.identity import Identity
from api.http.pages.names import command_name
from api.http.pages.speech import Speech
from api.http.pages.views.status import ChannelView, Waiting
from api.http.regional import far_accounts
from api.http.seeing import MONEY, TRAIL, parts_of
from api.http.trail import opened_of
from api.texts import texts
from api.wiring import System
from ledger.pending import Pending
from projections.audit_trail import TRAIL as TRAIL_TABLE


def waiting(system: System, reader: Identity, speech: Speech) -> tuple[Waiting, ...]:
    """What was refused and waits, oldest first; the same from the same cause is told once."""
    rows = system.reactor.pending()
    seen = _seen(system, reader, {row.cause for row in rows})
    told: dict[tuple[str, str, str], Waiting] = {}
    for row in rows:
        cause = f"#{row.cause:,}" if row.cause else row.mark
        if row.cause in seen or not row.cause:
            told.setdefault((row.command, cause, row.rule), _waiting(system, speech, row, cause))
    return tuple(told.values())


def channels(system: System, reader: Identity) -> tuple[ChannelView, ...] | None:
    """Accounts with a channel; None for who does not keep the money right.

    What exactly is wrong is for whoever runs the installation: it may quote a bank's file.
    """
    if not reader.holds(*MONEY):
        return None
    found = ((one, standing(system.home, one.account)) for one in connections(system.home))
    return tuple(
        ChannelView(
            account=one.account,
            kind=one.kind,
            state="problem" if now.problem else "well" if now.heard_at else "never",
            since=now.since if now.problem else now.heard_at,
        )
        for one, now in found
    )


def _seen(system: System, reader: Identity, causes: set[int]) -> set[int]:
    """The causes that the reader may see and place, as in the trail."""
    rows = system.readers.trail.rows(TRAIL_TABLE, {"at": sorted(causes)}).rows if causes else []
    of, regions = system.readers, reader.regions(*TRAIL)
    far = far_accounts(system, regions)
    at = of.reached((of.trail, of.deposits, of.lots))
    opened = opened_of(of, regions, at, (row["code"] for row in rows))
    return {
        row["at"] for row in rows if parts_of(reader, row["kind"], row["code"], opened, far).public
    }


def _waiting(system: System, speech: Speech, row: Pending, cause: str) -> Waiting:
    key = f"refusal.{row.rule}"
    return Waiting(
        command=command_name(system.log, row.command, speech),
        cause=cause,
        path=f"/events/{row.cause}" if row.cause else "",
        why=speech.say(key) if key in texts() else row.rule,
        since=row.first_tried,
        next_try=row.next_try,
    )
