"""The record of `/payouts`: what is payable and what the maker submits; or payouts and a pane."""

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import Request

from api.http.identity import Identity
from api.http.pages import payout_dues as dues
from api.http.pages.dues import paying
from api.http.pages.last_act import last_act
from api.http.pages.payout_list import TABS, first, groups, listed
from api.http.pages.payout_sign import to_sign
from api.http.pages.speech import Speech, speech
from api.http.pages.views.desk import Nothing
from api.http.pages.views.frame import Choice
from api.http.pages.views.payouts import Payee, PayoutProposal, Payouts
from api.http.positions import When
from api.http.seeing import DESK, SETTLES
from api.paying_out import due_page
from api.payout_refusals import not_approved
from domain.kernel import StreamId
from domain.payout.events import REASON_MOST
from domain.payout.state import Stage
from projections.reader import Row

_TABS = ("due", *TABS)
_REASON_MAX = REASON_MOST
_NOBODY = Payee()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for: a payout; of what is payable which sum; where the list goes on,
    of what is payable after which deposit (`begin`), of payouts after which position."""

    payout: str | None = None
    of: str = ""
    begin: str = ""
    after: int | None = None


def payouts_view(
    request: Request, reader: Identity, when: When, wanted: Wanted, typed: Payee = _NOBODY
) -> Payouts:
    """`typed`: what was typed of a payee, and refused."""
    state = request.query_params.get("state", "")
    tab = state if state in _TABS else _first_tab(reader)
    if wanted.payout is None and tab == "due":
        return _due(request, reader, when, wanted, typed)
    return _listed(request, reader, when, wanted, "every" if wanted.payout else tab)


def _first_tab(reader: Identity) -> str:
    """Where a reader begins: the checker with what waits for him, others with what is payable."""
    checks = reader.holds("C-SET2") and not reader.holds("C-SET1")
    return "waiting" if checks else "due"


def _due(request: Request, reader: Identity, when: When, wanted: Wanted, typed: Payee) -> Payouts:
    wish, begin = speech(request), wanted.begin
    regions = reader.regions(*DESK)
    page = due_page(when.system, when.position, when.law, reader.holds(*SETTLES), begin, regions)
    found = dues.in_order(page.dues)
    ready = [one for one in found if dues.may_go(one)]
    chosen = next((one for one in ready if dues.of_due(one) == wanted.of), None)
    chosen = chosen or (ready[0] if ready else None)
    ticked = frozenset(request.query_params.getlist("tick"))
    shown = dues.groups(when, wish, found, chosen, ticked, begin)
    propose: PayoutProposal | None = None
    if chosen is not None and not when.past:
        rows = next(group.rows for group in shown if group.mine)
        propose = dues.proposal(wish, reader, chosen, rows, paying(when), begin, typed)
    last, refused = last_act(when, reader, wish)
    n = sum(len(group.rows) for group in shown)
    part = ".page" if page.more or begin else ""
    more = urlencode({"state": "due", "begin": page.more})
    return Payouts(
        subject=wish.say(f"payouts.subject.due{part}", n=n, position=f"{when.position:,}"),
        tabs=_tabs(when, wish, "due"),
        note=wish.say("payouts.note"),
        groups=shown,
        total_words=wish.say(f"payouts.total{part}", n=n),
        sign=None,
        propose=propose,
        nothing=None if shown else _nothing(when, wish, "due"),
        last=last,
        refused=refused,
        more=when.there(f"/payouts?{more}") if page.more else "",
        more_words=wish.say("payouts.due.more"),
    )


def _listed(request: Request, reader: Identity, when: When, wanted: Wanted, tab: str) -> Payouts:
    wish, say = speech(request), speech(request).say
    of = listed(when, reader, TABS[tab], wanted.after)
    rows = of.rows
    if wanted.payout is not None:
        mine = first(when, reader, wanted.payout)
        rows = [mine, *(row for row in rows if row["payout"] != wanted.payout)]
    last, refused = last_act(when, reader, wish)
    typed = request.query_params.get("reason", "")[:_REASON_MAX]
    stale = _stale(when, wish, rows[0]) if rows else ""
    shown = groups(when, wish, rows) if rows else ()
    more = urlencode({"state": tab, "after": of.more})
    one_sum = tab in ("waiting", "going") and len(rows) == of.total
    return Payouts(
        subject=say("payouts.subject", n=of.total, position=f"{when.position:,}"),
        tabs=_tabs(when, wish, tab),
        note=say("payouts.note"),
        groups=shown,
        total_words=say("payouts.total.payouts", n=len(rows)) if one_sum else "",
        sign=to_sign(when, wish, reader, rows[0], stale, typed) if rows else None,
        propose=None,
        nothing=None if rows else _nothing(when, wish, tab),
        last=last,
        refused=refused,
        more=when.there(f"/payouts?{more}") if of.more else "",
        more_words=say("payouts.more"),
    )


def _stale(when: When, wish: Speech, row: Row) -> str:
    """Why the payout in the pane cannot be approved as things stand now; of the past, none."""
    if when.past or row["stage"] != Stage.PROPOSED.value or row["lot"] is None:
        return ""
    state = when.system.replay.state(StreamId("payout", row["payout"]))
    if state.stage is not Stage.PROPOSED:
        return wish.say("payouts.decided_since")
    against = not_approved(when.system, state.proposed)
    return dues.why(against, wish) if against else ""


def _tabs(when: When, wish: Speech, on: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(wish.say(f"payouts.{name}"), when.there(f"/payouts?state={name}"), name == on)
        for name in _TABS
    )


def _nothing(when: When, wish: Speech, tab: str) -> Nothing:
    """What is true of the tab; any other than all leads there."""
    say = wish.say
    words, more = say(f"payouts.nothing.{tab}"), say(f"payouts.nothing.{tab}.more")
    if tab == "every":
        return Nothing(words, more)
    every = when.there("/payouts?state=every")
    return Nothing(words, more, label=say("payouts.see_every"), path=every)
