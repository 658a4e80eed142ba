"""The record of a lot's page for its owner: its way, its deposits, and the decision in the pane."""

from collections.abc import Mapping

from api.http.identity import Identity
from api.http.pages.last_act import last_act
from api.http.pages.lot_words import due_view, phase_tag, stills_view
from api.http.pages.own_decided import (
    KEEP,
    UNDO,
    WAIVE,
    Decision,
    Typed,
    choices,
    follows,
    looked_at,
    what_of,
)
from api.http.pages.own_seen import Own, Row, waits
from api.http.pages.speech import Speech, speech
from api.http.pages.views.deciding import Paper, ToSign
from api.http.pages.views.desk import Act, TagView
from api.http.pages.views.frame import Choice
from api.http.pages.views.own import DecisionForm, OwnDeposit, OwnLot
from api.http.positions import When
from api.http.prices import clocks_for
from api.said import plain_money
from domain.deposit.state import Deposit


def lot_view(
    when: When,
    reader: Identity,
    own: Own,
    chosen: str,
    typed: Typed,
    wrong: Mapping[str, str],
    wanted: Decision | None = None,
) -> OwnLot:
    """`chosen`: the deposit in the pane; `wanted`: what is about to be signed, else the form."""
    wish, of = speech(when.request), own.now
    now, defined = when.instant, of.lot.defined
    assert defined is not None, "only what was defined has a page"
    mine = own.of(chosen)
    last, refused = last_act(when, reader, wish)
    runs = clocks_for(when.system, reader, [of])[of.code]
    return OwnLot(
        code=of.code,
        title=defined.title,
        phase=phase_tag(of.lot.phase, wish),
        stills=stills_view(of.lot, wish),
        dues=tuple(due_view(when.system, of, clock, now, wish) for clock in runs),
        sealed=not of.lot.opened,
        opening_at=of.lot.opening_at,
        deposits=tuple(_row(when, own, one, chosen, wish) for one in own.deposits),
        nothing=_nothing(own, mine, wish),
        form=_form(when, reader, own, mine, typed, wrong) if mine and wanted is None else None,
        sign=_to_sign(when, reader, own, mine, typed, wanted, wrong) if mine and wanted else None,
        last=last,
        refused=refused,
    )


def _row(when: When, own: Own, one: tuple[Row, Deposit], chosen: str, wish: Speech) -> OwnDeposit:
    row, state = one
    code, decides = row["deposit"], choices(own, row["deposit"], state) and not when.past
    return OwnDeposit(
        payer=row["payer"] or row["party"],
        deposit=code,
        asked=row["amount_fen"] or 0,
        held=row["held_fen"],
        tag=_tag(own, state, wish),
        path=f"/own/{own.now.code}?deposit={code}" if decides else "",
        selected=code == chosen,
    )


def _tag(own: Own, state: Deposit, wish: Speech) -> TagView | None:
    """What was decided of it, or that a decision waits."""
    if waits(own.now.lot, state):
        return TagView("warn", "clock", wish.say("own.waits"))
    if kept := state.given.forfeiture:
        fen = plain_money(sum(due.amount_fen for due in kept.dues))
        return TagView("idle", "lock", wish.say("own.kept", fen=fen))
    return TagView("done", "hook", wish.say("own.waived")) if state.given.waived else None


def _nothing(own: Own, mine: tuple[Row, Deposit] | None, wish: Speech) -> str:
    """Why nothing is decided here."""
    if not own.now.lot.opened:
        return ""
    if not own.deposits:
        return wish.say("own.no_deposits")
    if mine:
        return ""
    some = any(choices(own, row["deposit"], state) for row, state in own.deposits)
    return wish.say("own.nothing_to_decide" if some else "own.nothing_at_all")


def _form(
    when: When,
    reader: Identity,
    own: Own,
    mine: tuple[Row, Deposit],
    typed: Typed,
    wrong: Mapping[str, str],
) -> DecisionForm | None:
    wish, (row, state), of = speech(when.request), mine, own.now
    there = choices(own, row["deposit"], state)
    if not there or when.past:
        return None
    what = typed.what if typed.what in there else there[0]
    assert of.lot.defined is not None, "only what was defined has a page"
    owner = of.lot.defined.owner
    is_owner = any((one.role, one.organisation) == ("OWNER", owner) for one in reader.posts)
    path = f"/own/{of.code}?deposit={row['deposit']}"
    ground = own.grounds.get(row["deposit"], ("",))[0]
    carried = Typed(what, "", "", "", typed.paper).carried(row["deposit"], "look")
    hidden = {"deposit", "what", "paper", "do", "command_id"}
    return DecisionForm(
        title=row["payer"] or row["party"],
        choices=tuple(
            Choice(_named(one, wish), f"{path}&what={one}", one == what) for one in there
        ),
        about=wish.say(f"own.about.{what}"),
        act=Act(
            wish.say("decide.look"),
            f"/own/{of.code}/decision",
            tuple(pair for pair in carried if pair[0] in hidden),
            kind="act",
            reason="" if is_owner else wish.say("own.only_owner", owner=owner),
        ),
        paper=Paper(typed.document, typed.paper, wrong.get("document", ""), wrong.get("paper", "")),
        keeps=what == KEEP,
        grounds=(Choice(wish.say(f"own.ground.{ground}"), "", True, ground),) if ground else (),
        amount=typed.amount,
        amount_note=wish.say("own.amount.note", most=plain_money(state.held_fen)),
        amount_wrong=wrong.get("amount", ""),
        wrong=wrong.get("rule", ""),
    )


def _named(what: str, wish: Speech) -> str:
    return wish.say("own.waive" if what == WAIVE else ("own.undo" if what == UNDO else "own.keep"))


def _to_sign(
    when: When,
    reader: Identity,
    own: Own,
    mine: tuple[Row, Deposit],
    typed: Typed,
    wanted: Decision,
    wrong: Mapping[str, str],
) -> ToSign:
    wish, row = speech(when.request), mine[0]
    typed = looked_at(typed, own, row["deposit"])
    what, path = what_of(wanted), f"/own/{own.now.code}/decision"
    fen = plain_money(getattr(wanted, "amount_fen", 0))
    told = {"payer": row["payer"] or row["party"], "document": wanted.document, "fen": fen}
    return ToSign(
        sentence=wish.say(f"own.sentence.{what}", **told),
        follows=follows(when, reader, wish, wanted),
        act=Act(_named(what, wish), path, typed.carried(row["deposit"], "sign"), kind="act"),
        edit=Act(wish.say("decide.edit"), path, typed.carried(row["deposit"], "edit")),
        changed=wrong.get("changed", ""),
    )
