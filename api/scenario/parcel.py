"""Scenario B and its variant: land is listed, bid for, sold; or its winner does not sign (8.2)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from api.scenario.anew import is_anew, then_anew
from api.scenario.cast import bidders
from api.scenario.script import Derive, Hold, Moment, Script, Step
from api.scenario.session import offers, qualifies, rising, when_settled
from api.scenario.setting import Lot
from api.scenario.stage import Stage
from api.scenario.steps import (
    CLOCK,
    allocated,
    announced,
    approved,
    by_rule,
    came,
    confirmed,
    converted,
    defaulted,
    earned,
    owed,
    paid_back,
    published,
    registered,
    remitted,
    signed,
)
from api.scenario.table import Row
from api.scenario.tender_acts import forfeited
from api.scenario.town import paper
from api.scenario.worth import earnest, gained, shares
from domain.ascending import SETTLED, Rung
from domain.categories.land import LAND
from domain.desk.arrange import ArrangeSession
from domain.desk.external import ConfirmExternalPayment
from domain.desk.price import ReleasePrice
from domain.trade.register_lot import RegisterLot

_GRANTOR, _TAXES = "自然资源局", "税务局"
_LOT, _WINNER = "P03", "P03/L2"
_COUNTDOWN_S = 240
_TAKE_PART = ("P03/L1", "P03/L4", "P03/L2")
"""In the order in which they offer; the last of them wins."""


def _before(stage: Stage) -> None:
    stage.kept["procedure"] = registered(
        stage,
        stage.lot(_LOT),
        owner=_GRANTOR,
        agency=None,
        protocol="LISTING_THEN_ASCENDING",
        method="挂牌",
    )


def _defined(stage: Stage, row: Row) -> None:
    """The lot, and how its price will rise; the reserve is sealed at once."""
    rows, size = stage.table, stage.size
    start = size.price(row.said("start"))
    lot = RegisterLot(
        lot=stage.lot(_LOT),
        procedure=stage.kept["procedure"],
        title="2026P03地块",
        estimate_fen=start,
        deposit_fen=stage.required(_LOT),
        deposit_deadline=rows.row(11).at,
        opening_at=rows.row(14).at,
        basic_account=False,
    )
    step = Rung(from_fen=0, step_fen=size.price(row.said("step")))
    session = ArrangeSession(
        lot=stage.lot(_LOT),
        session=1,
        protocol="LISTING_THEN_ASCENDING",
        start_fen=start,
        steps=(step,),
        listing_from=rows.row(3).at,
        free_s=0,
        countdown_s=_COUNTDOWN_S,
        reserve_fen=size.price(row.said("reserve")),
    )
    stage.ask("OWNER", lot, session)


def _quoted(key: str) -> Step:
    def act(stage: Stage, row: Row) -> None:
        qualifies(stage, key)
        offers(stage, key, stage.size.price(row.said()))

    return Step(act)


def _listing_over(stage: Stage, row: Row) -> None:
    """The listing ends and the bidding begins, each under its own instant."""
    when_settled(stage, row)
    stage.town.tick()


def _bid_on(stage: Stage, row: Row) -> Sequence[Moment]:
    """Three bid on, until nobody offers more and the countdown has run out."""
    last = stage.table.row(15).at - timedelta(seconds=_COUNTDOWN_S)
    above = stage.price(13) + stage.price(1, "step")
    return rising(_TAKE_PART, above, stage.price(15, "highest L2"), row.at + SETTLED, last)


def _released(stage: Stage, _row: Row) -> None:
    released = ReleasePrice(
        deposit=stage.deposits[_WINNER],
        lot=stage.lot(_LOT),
        fee_fen=0,
        document="漳自然资〔2026〕17号",
        evidence=paper("土地出让价款划转"),
    )
    stage.ask("C-SET2", released)


def _paid_outside(document: str, label: str) -> Step:
    """The collector tells how much of the price is paid by now; the document shows the rest."""

    def act(stage: Stage, row: Row) -> None:
        whole, lot = stage.size.price(row.said(label)), stage.lot_now(_LOT)
        paid = lot.outside_fen + stage.required(_LOT)
        told = ConfirmExternalPayment(
            lot=stage.lot(_LOT),
            deposit=stage.deposits[_WINNER],
            amount_fen=whole - paid,
            paid_on=row.at.date(),
            document=document,
            evidence=paper(document),
        )
        stage.ask("UP", told)

    return Step(act)


_SOLD: Mapping[int, Step] = {
    1: Step(_defined),
    2: announced(_LOT, "OWNER"),
    3: CLOCK,
    4: came("P03/L1"),
    5: _quoted("P03/L1"),
    6: came("P03/L2"),
    7: came("P03/L2"),
    8: _quoted("P03/L2"),
    9: came("P03/L3"),
    10: came("P03/L4"),
    11: CLOCK,
    12: approved("P03/L3"),
    13: _quoted("P03/L4"),
    14: Step(_listing_over, later=_bid_on),
    15: Step(when_settled),
    16: confirmed(_LOT, "L2", 15, "OWNER"),
    17: approved("P03/L1"),
    18: approved("P03/L4"),
    19: paid_back("P03/L3"),
    20: earned(),
    21: paid_back("P03/L1"),
    22: earned(),
    23: paid_back("P03/L4"),
    24: earned(),
    25: published(_LOT, "OWNER"),
}
"""As far as both are one."""

_CONTRACTED: Mapping[int, Step] = {
    26: signed(_LOT, 26),
    27: converted(_WINNER),
    28: Step(_released),
    29: earned(),
    30: remitted(_LOT, "price/LAND"),
    31: allocated(_LOT),
    32: remitted(_LOT, "interest/LAND"),
    33: _paid_outside("税票1号", "cumulative"),
    34: _paid_outside("税票2号", "fully paid"),
}
_KEPT: Mapping[int, Step] = {
    26: defaulted(_LOT),
    27: then_anew(forfeited(_WINNER), _LOT),
    28: earned(),
    29: remitted(_LOT, "forfeited/LAND"),
    30: allocated(_LOT),
    31: remitted(_LOT, "interest/LAND"),
}
_EARNS = {20: ("P03/L3", None), 22: ("P03/L1", None), 24: ("P03/L4", None)}
_DUES = {
    12: (owed("P03/L3", "INSUFFICIENT"),),
    16: (
        by_rule(_LOT, "contract.signing"),
        owed("P03/L1", "LOSER"),
        by_rule(_LOT, "result.publication"),
    ),
}


def _script(
    name: str,
    code: str,
    ends: Mapping[int, Step],
    interest: int,
    dues: Mapping[int, tuple[Derive, ...]],
    holds: Mapping[int, Hold],
    alerts: tuple[str, ...] = (),
) -> Script:
    return Script(
        category=LAND,
        lots={_LOT: Lot(code=code, row=1)},
        bidders=bidders(("L1", "L2", "L3", "L4")),
        people=((f"{name}-grantor", "OWNER", _GRANTOR), (f"{name}-taxes", "UP", _TAXES)),
        roles={"OWNER": f"{name}-grantor", "UP": f"{name}-taxes"},
        actors={
            "Transferor N": ("OWNER",),
            "Platform": ("PLATFORM",),
            "Tax authority": ("UP",),
            "L": ("PLATFORM",),
        },
        organisations={},
        before=_before,
        steps={**_SOLD, **ends},
        opens={15: (_LOT,)},
        earns={**_EARNS, interest: (_WINNER, None)},
        dues=dues,
        unnamed={12: date(2026, 4, 13)},
        holds=holds,
        alerted={26: alerts},
    )


PARCEL = _script(
    "b",
    "2026P03",
    _CONTRACTED,
    29,
    dues={**_DUES, 26: (by_rule(_LOT, "price.first_instalment_paid"),)},
    holds={
        26: shares(_LOT),
        27: earnest(26),
        34: gained(_LOT, (15, "highest L2"), (1, "start")),
    },
)
UNSIGNED = _script("bd", "2026P03-2", _KEPT, 28, dues=_DUES, holds={28: is_anew}, alerts=("RF-18",))
"""Scenario B, and B_default. Row 12: no note says until when L3 has its money back; its rule does.
"""
