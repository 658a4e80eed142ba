"""The record of the page 无效款项归属: what waits, who paid it, the form or what is signed."""

from collections.abc import Mapping

from api.http.identity import Identity
from api.http.pages.payout_words import Names, chart_words, owner_words
from api.http.pages.shown import Shown
from api.http.pages.speech import Speech, speech
from api.http.pages.views.deciding import ToSign
from api.http.pages.views.desk import Act
from api.http.pages.views.void_award import VoidAward
from api.http.pages.void_left import Left, follows, page_path, proposed_of
from api.http.pages.void_typed import Typed, carried, form
from api.http.positions import When
from api.said import plain_money
from domain.deposit.passed_on import VoidMoneyAwarded
from domain.deposit.void_money import Standing
from domain.desk.award_void import AwardVoidMoney
from domain.phases import Phase
from projections.audit_trail import TRAIL


def award_view(
    when: When,
    reader: Identity,
    left: Left,
    typed: Typed,
    wrong: Mapping[str, str],
    wanted: AwardVoidMoney | None = None,
) -> VoidAward:
    """`wanted`: what its maker is about to sign; else the form, with what is `wrong` by field."""
    wish = speech(when.request)
    names = Names(when, wish, (left.lot,), (left.deposit,))
    past = when.past
    waiting = None if past else proposed_of(when, left.deposit)
    open_ = bool(left.standing) and waiting is None and not past
    why = "" if reader.holds("C-SET1") else wish.say("void.only_maker")
    return VoidAward(
        lot=left.lot,
        title=names.lot(left.lot),
        deposit=left.deposit,
        whose=names.whose(left.deposit),
        standing=tuple(_row(one, left, names, wish) for one in left.standing),
        paid=tuple((one.line or "–", one.fen) for one in left.paid),
        told=_told(when, wish, left),
        nothing=_nothing(left, wish),
        waits=wish.say("void.waits_already", person=waiting.person) if waiting else "",
        form=form(typed, left, wish, wrong, why) if open_ and wanted is None else None,
        sign=_to_sign(when, wish, reader, left, typed, wanted) if open_ and wanted else None,
    )


def stands_against(
    when: When, reader: Identity, left: Left, wanted: AwardVoidMoney
) -> dict[str, str]:
    """What the rules have against it, as a form tells it; empty where nothing."""
    wish = speech(when.request)
    if waiting := proposed_of(when, left.deposit):
        return {"rule": wish.say("void.waits_already", person=waiting.person)}
    refused = follows(when, wish, wanted, reader.person).refused
    return {"rule": refused} if refused else {}


def sentence(wanted: AwardVoidMoney, wish: Speech) -> str:
    """What is signed, in words: the same to who signs first and who signs second."""
    return wish.say(
        "joint.AwardVoidMoney",
        lot=wanted.lot,
        deposit=wanted.deposit,
        party=plain_money(wanted.party_fen),
        owner=plain_money(wanted.owner_fen),
        treasury=plain_money(wanted.treasury_fen),
        document=wanted.document,
    )


def _nothing(left: Left, wish: Speech) -> str:
    """Why nothing waits; empty where something does."""
    if left.standing:
        return ""
    stands = left.of.phase is not Phase.VOIDED
    return wish.say("void.result_stands" if stands else "void.all_told")


def _told(when: When, wish: Speech, left: Left) -> tuple[tuple[int, str], ...]:
    """What two persons wrote down of it before, the newest first."""
    where = {"kind": "deposit", "code": left.deposit, "name": VoidMoneyAwarded.NAME}
    rows = when.system.readers.trail.rows(TRAIL, where, as_of=when.position).rows
    shown = Shown(wish)
    return tuple(
        (row["at"], wish.say("void.told", on=shown.line(row["recorded_at"]), person=row["person"]))
        for row in sorted(rows, key=lambda row: -row["at"])
    )


def _row(one: Standing, left: Left, names: Names, wish: Speech) -> tuple[str, str, int]:
    """Account, owner and fen; what is still in the deposit's own name, is so by who paid it."""
    own = one.owner == left.deposit
    owner = names.whose(left.deposit) if own else owner_words(one.account, one.owner, wish)
    return chart_words(one.account, wish), owner, one.fen


def _to_sign(
    when: When, wish: Speech, reader: Identity, left: Left, typed: Typed, wanted: AwardVoidMoney
) -> ToSign:
    path = page_path(left.lot, left.deposit)
    return ToSign(
        sentence=sentence(wanted, wish),
        follows=follows(when, wish, wanted, reader.person),
        act=Act(wish.say("void.sign"), path, carried(typed, "sign"), kind="act"),
        edit=Act(wish.say("decide.edit"), path, carried(typed, "edit")),
    )
