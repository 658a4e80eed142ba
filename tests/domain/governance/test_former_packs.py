"""A pack of before said by which protocols its kind is traded; of methods and orders nothing."""

from dataclasses import replace

import pytest

from domain.governance.events import RulePackPublished
from domain.governance.state import Pack
from domain.governance.stream import GOVERNANCE
from domain.packs.former import WrittenPackV1, today
from domain.packs.publishable import publishable
from domain.packs.shapes import WrittenMethod, WrittenPack
from domain.packs.written import category_in
from domain.phases import Phase
from tests.kit.story import fold
from tests.kit.tendering import LAW, PACK, Tender

PROTOCOLS = ("SEALED_SCORED", "SEALED_LOWEST")


def before(pack: WrittenPack, protocols: tuple[str, ...] = PROTOCOLS) -> WrittenPackV1:
    """As the same rules were written once."""
    alike = {name: getattr(pack, name) for name in WrittenPackV1.__slots__ if name != "protocols"}
    return WrittenPackV1(protocols=protocols, **alike)


def test_a_kind_of_before_is_traded_by_methods_of_any_name():
    kind = category_in(today(before(PACK.written)))
    for protocol in PROTOCOLS:
        assert kind.method("自定方式", protocol).scopes == ()
        assert kind.method("公开招标", protocol).scopes == ()
    assert kind.method("公开招标", "ASCENDING") is None
    assert (kind.orders, kind.protocols) == ((), PROTOCOLS)


def test_a_name_makes_a_lot_what_it_once_did_where_a_row_is_about_such_lots():
    """A row of construction is about those who are invited, none about a tender or a listing."""
    kind = category_in(today(before(PACK.written)))
    assert kind.method("邀请招标", "SEALED_LOWEST").scopes == ("INVITED",)
    assert kind.method("挂牌", "SEALED_LOWEST").scopes == ()


def test_a_protocol_that_was_written_twice_is_one():
    assert category_in(today(before(PACK.written, PROTOCOLS * 2))).protocols == PROTOCOLS


def test_what_is_asked_of_rounds_is_asked_of_new_packs_alone():
    """Nothing that was published becomes unreadable by what is asked later."""
    ends = replace(PACK.written, secret_until=("TimedBiddingClosed",))
    old = today(before(ends, ("NEGOTIATED_ROUNDS",)))
    assert category_in(old).protocols == ("NEGOTIATED_ROUNDS",)
    with pytest.raises(ValueError, match=r"NEGOTIATED_ROUNDS ends by BidOpened, which makes none"):
        publishable(old)
    opens = replace(old, secret_until=("BidOpened",))
    with pytest.raises(ValueError, match=r"^NEGOTIATED_ROUNDS: expected the name of a method$"):
        publishable(opens)
    named = (WrittenMethod(zh="谈判", protocol="NEGOTIATED_ROUNDS", scopes=()),)
    assert publishable(replace(opens, methods=named))


def test_what_is_written_today_is_never_taken_for_what_was_written_once():
    """Not even where it has one order, as all had then (46)."""
    assert category_in(today(before(PACK.written))).is_former
    assert not category_in(replace(PACK.written, orders=())).is_former


def test_lots_are_born_under_one_and_go_by_its_order():
    old = today(before(PACK.written))
    told = RulePackPublished(
        category=old.code,
        version=1,
        since=PACK.since,
        document="3号",
        evidence="ab" * 32,
        pack=old,
    )
    law = fold(GOVERNANCE, told)
    assert law.packs == (Pack(old, 1, PACK.since),)
    lot = Tender(1, law=replace(LAW, packs=law.packs)).lot
    assert (lot.phase, lot.scopes) == (Phase.ANNOUNCED, ())
