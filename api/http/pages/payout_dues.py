"""What is payable to others as groups of a list; and what the maker is about to submit of it."""

import json
import secrets
from collections.abc import Sequence, Set
from dataclasses import replace
from hashlib import sha256

from api.http.identity import Identity
from api.http.pages.acting import once
from api.http.pages.payout_words import Names, chart_words, owner_words
from api.http.pages.speech import Speech
from api.http.pages.views.desk import Act, TagView
from api.http.pages.views.payouts import PartRow, Payee, PayoutGroup, PayoutProposal
from api.http.positions import When
from api.paying_out import Due
from api.texts import texts
from domain.accounts import PRICE_HELD
from domain.kernel import Rejected
from domain.payout.events import Part


def of_due(due: Due) -> str:
    """A short name of what is due together, for an address: the same while its parts are."""
    what = (due.chart, due.owner, due.lot, due.account, due.payout, due.parts[0].deposit)
    return sha256("|".join(what).encode()).hexdigest()[:12]


def may_go(due: Due) -> bool:
    """Whether it may be proposed now."""
    return due.chart != PRICE_HELD.code and due.against is None and not due.payout


def in_order(found: Sequence[Due]) -> list[Due]:
    """What may go first, then what waits for its checker, then what cannot go yet."""
    return sorted(found, key=lambda one: (not may_go(one), not one.payout))


def groups(
    when: When,
    wish: Speech,
    found: Sequence[Due],
    chosen: Due | None,
    ticked: Set[str],
    begin: str,
) -> tuple[PayoutGroup, ...]:
    """Each with its rows; those of the chosen one can be ticked.

    `ticked`: deposits that were ticked before; without any all are. `begin`: where the page before
    ended.
    """
    deposits = (part.deposit for one in found for part in one.parts)
    names = Names(when, wish, (one.lot for one in found), deposits)
    on = f"&begin={begin}" if begin else ""
    return tuple(_group(when, wish, names, one, one is chosen, ticked, on) for one in found)


def _group(
    when: When, wish: Speech, names: Names, due: Due, mine: bool, ticked: Set[str], on: str
) -> PayoutGroup:
    say, held = wish.say, due.chart == PRICE_HELD.code
    key = "payouts.due.price" if held else "payouts.due.group"
    path = f"/payouts/{due.payout}" if due.payout else f"/payouts?of={of_due(due)}{on}"
    rows = tuple(_row(when, wish, names, due, part) for part in due.parts)
    if mine:
        rows = tuple(
            replace(
                row,
                item=plain(part),
                ticked=part.deposit in ticked or not ticked,
                selected=n == 0,
            )
            for n, (row, part) in enumerate(zip(rows, due.parts, strict=True))
        )
    return PayoutGroup(
        code=due.payout,
        words=say(
            key,
            chart=chart_words(due.chart, wish),
            owner=owner_words(due.chart, due.owner, wish),
            account=due.account or say("payouts.any_account"),
        ),
        amount=due.amount_fen,
        rows=rows,
        mine=mine,
        path=when.there(path) if may_go(due) or due.payout else "",
    )


def _row(when: When, wish: Speech, names: Names, due: Due, part: Part) -> PartRow:
    say = wish.say
    against = why(due.against, wish) if due.against else ""
    if due.payout:
        tag = TagView("warn", "clock", say("payouts.PROPOSED"))
    elif due.against:
        tag = TagView("warn", "lock", say("payouts.blocked"))
    elif due.chart == PRICE_HELD.code:
        tag = TagView("idle", "dash", say("payouts.to_release"))
        against = say("payouts.to_release.why")
    else:
        tag = TagView("idle", "dash", say("payouts.to_propose"))
    return PartRow(
        lot=names.lot(due.lot),
        whose=names.whose(part.deposit),
        to=owner_words(due.chart, due.owner, wish),
        note=against or say("payouts.from", account=due.account or say("payouts.any_account")),
        amount=part.amount_fen,
        tag=tag,
        warn=due.against is not None,
        path=names.path(due.lot),
        next=("", "") if when.past else _next(wish, due, part),
    )


def _next(wish: Speech, due: Due, part: Part) -> tuple[str, str]:
    """What is done before it is payable, and where: of a void result it is written down whose it
    is, a price that is held is given on."""
    there = f"/lots/{due.lot}/deposits/{part.deposit}"
    if due.against is not None and due.against.rule == "payout.result_void":
        return wish.say("void.open"), f"{there}/void-award"
    if due.chart == PRICE_HELD.code and due.against is None:
        return wish.say("price.open"), f"{there}/price"
    return "", ""


def why(rejected: Rejected, wish: Speech) -> str:
    """What stands against it, in the reader's language; the domain's own words where none are."""
    key = f"refusal.{rejected.rule}"
    return wish.say(key) if key in texts() else rejected.detail


def plain(part: Part) -> str:
    """The part as a form carries it, back to be submitted exactly so."""
    return json.dumps({"deposit": part.deposit, "amount_fen": part.amount_fen})


def proposal(
    wish: Speech,
    reader: Identity,
    due: Due,
    rows: Sequence[PartRow],
    paying: str,
    begin: str,
    typed: Payee,
) -> PayoutProposal:
    """`paying`: the account of ours that pays where nobody can tell on which it lies.

    `begin`: where the page before ended, so that after a refusal this one is drawn again.
    """
    say, account = wish.say, due.account or paying
    ticked = [row for row in rows if row.ticked]
    told = {"account": account, "owner": owner_words(due.chart, due.owner, wish)}
    maker = reader.holds("C-SET1")
    return PayoutProposal(
        words=say("payouts.propose", n=len(ticked), **told),
        words_pattern=say("payouts.propose", n="{n}", **told),
        amount=sum(row.amount for row in ticked),
        act=Act(
            label=say("payouts.propose.act", n=len(ticked)),
            path="/payouts",
            fields=(
                ("payout", f"Q{secrets.token_hex(8).upper()}"),
                ("account", account),
                ("chart", due.chart),
                ("owner", due.owner),
                ("lot", due.lot),
                ("of", of_due(due)),
                ("begin", begin),
                ("command_id", once()),
            ),
            kind="act",
            reason="" if maker else say("payouts.only_maker"),
        ),
        label_pattern=say("payouts.propose.act", n="{n}"),
        payee=typed,
        notes=(say("payouts.next"),),
    )
