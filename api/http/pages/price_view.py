"""The record of the page 划转价款: what is held, why not yet, the form, or what is signed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from fastapi import HTTPException

from api.desk.outcome import outcome
from api.http.identity import Identity
from api.http.pages.acting import made, once
from api.http.pages.following import followed
from api.http.pages.last_act import last_act
from api.http.pages.payout_words import Names
from api.http.pages.speech import Speech, speech
from api.http.pages.views.deciding import Follows, Paper, ToSign
from api.http.pages.views.desk import Act
from api.http.pages.views.price import PriceForm, PriceView
from api.http.pages.void_left import Left
from api.http.positions import When
from api.said import plain_money
from domain.accounts import PRICE_HELD
from domain.desk.price import ReleasePrice
from domain.kernel import Post, StreamId

_NO_FILE = "0" * 64


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed. `paper`: SHA-256 of the file once it is kept; `paper_wrong`: the key of what
    is wrong with it, '' where nothing. `seen`: the seller's fee in fen, as it was looked at; ''
    where it was not."""

    document: str = ""
    paper: str = ""
    paper_wrong: str = ""
    seen: str = ""


def price_path(lot: str, deposit: str) -> str:
    """Where a price is given on."""
    return f"/lots/{lot}/deposits/{deposit}/price"


def read(typed: Typed, left: Left, wish: Speech) -> ReleasePrice | dict[str, str]:
    """The command, its fee as it was assessed; else what is wrong with each field, in words."""
    wrong: dict[str, str] = {}
    if not typed.document.strip():
        wrong["document"] = wish.say("paper.wrong.document")
    if typed.paper_wrong:
        wrong["paper"] = wish.say(typed.paper_wrong)
    return wrong or signed(looked_at(typed, left), left)


def looked_at(typed: Typed, left: Left) -> Typed:
    """The same with the fee that nobody types, as it was assessed."""
    return replace(typed, seen=str(left.of.fee_fen("SELLER")))


def signed(typed: Typed, left: Left) -> ReleasePrice:
    """The command that a form says, its fee as it was looked at. 422 where it says none."""
    try:
        fee = int(typed.seen)
    except ValueError as wrong:
        raise HTTPException(422, str(wrong)) from None
    return made(
        ReleasePrice,
        deposit=left.deposit,
        lot=left.lot,
        fee_fen=fee,
        document=typed.document.strip(),
        evidence=typed.paper,
    )


def follows(when: When, reader: Identity, wish: Speech, wanted: ReleasePrice) -> Follows:
    """As the Book would answer a checker now."""
    would = outcome(when.system, wanted, reader.person, (Post("C-SET2"),))
    names = Names(when, wish, (wanted.lot,), (wanted.deposit,))
    called = {wanted.deposit: names.whose(wanted.deposit)}
    return followed(would, called, wish, wish.say("price.last"))


def price_view(
    when: When,
    reader: Identity,
    left: Left,
    typed: Typed,
    wrong: Mapping[str, str],
    wanted: ReleasePrice | None = None,
) -> PriceView:
    """`wanted`: what is about to be signed; else the form, with what is `wrong` by field. Of the
    past nothing is said that would be so now."""
    wish = speech(when.request)
    names = Names(when, wish, (left.lot,), (left.deposit,))
    past = when.past
    asks = signed(looked_at(Typed("?", _NO_FILE), left), left)
    against = "" if past else follows(when, reader, wish, asks).refused
    may = not against and not past
    last, refused = last_act(when, reader, wish)
    return PriceView(
        lot=left.lot,
        title=names.lot(left.lot),
        whose=names.whose(left.deposit),
        facts=_facts(when, left, wish),
        nothing=against,
        form=_form(reader, left, typed, wrong, wish) if may and wanted is None else None,
        sign=_to_sign(when, reader, left, typed, wanted, wrong) if may and wanted else None,
        last=last,
        refused=refused,
    )


def _facts(when: When, left: Left, wish: Speech) -> tuple[tuple[str, str], ...]:
    state = when.system.replay.state(StreamId("deposit", left.deposit), when.position)
    owner = left.of.defined.owner if left.of.defined else ""
    fee = plain_money(left.of.fee_fen("SELLER")) if left.of.fees else "–"
    return (
        (wish.say("price.held"), plain_money(state.balance(PRICE_HELD.code))),
        (wish.say("price.whole"), plain_money(left.of.price_fen)),
        (wish.say("price.fee"), fee),
        (wish.say("price.owner"), owner),
    )


def _form(
    reader: Identity, left: Left, typed: Typed, wrong: Mapping[str, str], wish: Speech
) -> PriceForm:
    act = Act(
        wish.say("decide.look"),
        price_path(left.lot, left.deposit),
        (("paper", typed.paper), ("do", "look"), ("command_id", once())),
        kind="act",
        reason="" if reader.holds("C-SET2") else wish.say("price.only_checker"),
    )
    paper = Paper(typed.document, typed.paper, wrong.get("document", ""), wrong.get("paper", ""))
    return PriceForm(act, paper, wrong.get("rule", ""))


def _to_sign(
    when: When,
    reader: Identity,
    left: Left,
    typed: Typed,
    wanted: ReleasePrice,
    wrong: Mapping[str, str],
) -> ToSign:
    wish, path = speech(when.request), price_path(left.lot, left.deposit)
    said = (("document", typed.document), ("seen", str(wanted.fee_fen)))
    names = Names(when, wish, (left.lot,), (left.deposit,))

    def carried(do: str) -> tuple[tuple[str, str], ...]:
        return (*said, ("paper", typed.paper), ("do", do), ("command_id", once()))

    told = {"lot": names.lot(left.lot), "document": wanted.document}
    return ToSign(
        sentence=wish.say("price.sentence", fee=plain_money(wanted.fee_fen), **told),
        follows=follows(when, reader, wish, wanted),
        act=Act(wish.say("price.sign"), path, carried("sign"), kind="act"),
        edit=Act(wish.say("decide.edit"), path, carried("edit")),
        changed=wrong.get("changed", ""),
    )
