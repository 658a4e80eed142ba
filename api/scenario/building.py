"""Scenario C: a building is disclosed, bid for in a session, paid through the centre (8.3).

The centre conducts the sale as the seller's agency does: announcing it and confirming the buyer is
its own, and so is the certificate.
"""

from collections.abc import Sequence
from datetime import timedelta

from api.scenario.cast import bidders
from api.scenario.certifying import certified
from api.scenario.script import Moment, Script, Step
from api.scenario.session import offered, qualifies, when_settled
from api.scenario.setting import Lot
from api.scenario.stage import Stage
from api.scenario.statement import Entry
from api.scenario.steps import (
    CLOCK,
    announced,
    approved,
    by_rule,
    came,
    confirmed,
    converted,
    deadline,
    earned,
    nothing,
    owed,
    paid_back,
    published,
    registered,
    signed,
    then_whole,
)
from api.scenario.table import Row
from api.scenario.town import CENTRE, CUSTODY, FEES, HOLDER, NUMBERS, SETTLEMENT, paper
from api.scenario.worth import gained
from domain.ascending import Rung
from domain.categories.state_property import STATE_PROPERTY
from domain.desk.arrange import ArrangeSession
from domain.desk.fee import RecordServiceFee
from domain.desk.price import MatchPrice, ReleasePrice
from domain.desk.price_transfer import TransferPrice
from domain.lot.disclose import CloseDisclosure
from domain.lot.fees import AssessFees
from domain.payee import Payee
from domain.trade.register_lot import RegisterLot

_SELLER = "某国有企业"
_PAID_TO = Payee(name="某国有企业", account="35050161000000008888")
_LOT, _BUYER = "S1", "S1/P3"
_BIDDERS = ("P1", "P2", "P3")
_COUNTDOWN_S = 600
_BETWEEN = timedelta(minutes=5)
"""From one offer to the next."""


def _before(stage: Stage) -> None:
    how = {"protocol": "ASCENDING", "method": "网络竞价"}
    lot = stage.lot(_LOT)
    stage.kept["procedure"] = registered(stage, lot, owner=_SELLER, agency=CENTRE, **how)


def _defined(stage: Stage, row: Row) -> None:
    """The lot for its first disclosure, and its session; both are put off where nobody comes."""
    rows, size = stage.table, stage.size
    first = rows.row(3).at
    opening = rows.row(8).at - (rows.row(7).at - first)
    base = size.price(row.said("appraisal"))
    lot = RegisterLot(
        lot=stage.lot(_LOT),
        procedure=stage.kept["procedure"],
        title="旧厂房",
        estimate_fen=base,
        deposit_fen=stage.required(_LOT),
        deposit_deadline=first,
        opening_at=opening,
        basic_account=False,
    )
    session = ArrangeSession(
        lot=stage.lot(_LOT),
        session=1,
        protocol="ASCENDING",
        start_fen=base,
        steps=(Rung(from_fen=0, step_fen=base // 80),),
        listing_from=None,
        free_s=0,
        countdown_s=_COUNTDOWN_S,
        reserve_fen=size.price(row.said("reserve")),
    )
    stage.ask("OWNER", lot, session)


def _closed(stage: Stage, row: Row) -> None:
    """The centre closes the disclosure; each whose deposit is here gets its number."""
    stage.ask("C-OPS", CloseDisclosure(lot=stage.lot(_LOT), ends_at=row.at))
    for who in _BIDDERS:
        qualifies(stage, f"{_LOT}/{who}")


def _bid_for(stage: Stage, row: Row) -> Sequence[Moment]:
    """The session has begun; the offers of the note come one after the other."""
    last = stage.table.row(9).at - timedelta(seconds=_COUNTDOWN_S)
    told = row.offers
    return [
        offered(last - (len(told) - n) * _BETWEEN, f"{_LOT}/{who}", stage.size.price(fen))
        for n, (who, fen) in enumerate(told, 1)
    ]


def _moved_on(stage: Stage, row: Row) -> None:
    """What of the deposit became price goes to the settlement account: both banks' lines."""
    fen = row.moved("1002")
    out = Entry(fen=-fen, name=HOLDER, account=NUMBERS[SETTLEMENT])
    into = Entry(fen=fen, name=HOLDER, account=NUMBERS[CUSTODY])
    debit = stage.town.booked(CUSTODY, out)
    credit = stage.town.booked(SETTLEMENT, into)
    moved = TransferPrice(
        debit=debit,
        debit_seen=stage.town.seen(debit),
        credit=credit,
        credit_seen=stage.town.seen(credit),
        deposit=stage.deposits[_BUYER],
        lot=stage.lot(_LOT),
    )
    stage.ask("MATCHER", moved)


def _price_came(stage: Stage, row: Row) -> None:
    """The rest of the price, from the buyer; the matcher gives the line to it."""
    buyer = stage.bidder("P3")
    entry = Entry(fen=row.moved("1002"), name=buyer.name, account=buyer.account)
    line = stage.town.booked(SETTLEMENT, entry)
    matched = MatchPrice(
        line=line,
        line_seen=stage.town.seen(line),
        deposit=stage.deposits[_BUYER],
        lot=stage.lot(_LOT),
    )
    stage.ask("MATCHER", matched)


def _fee_came(stage: Stage, row: Row) -> None:
    """Fees are assessed; the buyer's came straight to the centre's own account, as told."""
    paid = row.moved("1101")
    seller = stage.price(25, "=")
    assessed = AssessFees(
        lot=stage.lot(_LOT),
        seller_fen=seller,
        buyer_fen=paid,
        default_fen=seller + paid,
        document="核费1号",
        evidence=paper("核费1号"),
    )
    stage.ask("C-OPS", assessed)
    came_in = RecordServiceFee(
        lot=stage.lot(_LOT),
        deposit=stage.deposits[_BUYER],
        of="BUYER",
        account=FEES,
        amount_fen=paid,
        document="自有账户回单1号",
        evidence=paper("自有账户回单1号"),
    )
    stage.ask("C-CASH", came_in)


def _released(stage: Stage, row: Row) -> None:
    released = ReleasePrice(
        deposit=stage.deposits[_BUYER],
        lot=stage.lot(_LOT),
        fee_fen=stage.price(row.seq, "="),
        document="价款划转审批1号",
        evidence=paper("价款划转审批1号"),
    )
    stage.ask("C-SET2", released)


def _paid_out(stage: Stage, _row: Row) -> None:
    stage.passes_on(_LOT, "2008", _SELLER, _PAID_TO, SETTLEMENT)


def _swept(stage: Stage, _row: Row) -> None:
    stage.sweeps(_LOT)


BUILDING = Script(
    category=STATE_PROPERTY,
    lots={_LOT: Lot(code="2026S1", row=1)},
    bidders=bidders(_BIDDERS, first=5),
    people=(
        ("c-seller", "OWNER", _SELLER),
        ("c-exchange", "AGENCY", CENTRE),
    ),
    roles={"OWNER": "c-seller", "AGENCY": "c-exchange"},
    actors={
        "Transferor S": ("OWNER",),
        "S /": ("OWNER",),
        "Centre": ("C-OPS", "AGENCY"),
        "Platform": ("PLATFORM",),
    },
    organisations={_SELLER: "S"},
    before=_before,
    steps={
        1: Step(_defined),
        2: then_whole(announced(_LOT, "AGENCY"), 3),
        3: CLOCK,
        4: came("S1/P1"),
        5: came("S1/P2"),
        6: came("S1/P3"),
        7: Step(_closed, ticks=False),
        8: Step(nothing, later=_bid_for),
        9: Step(when_settled),
        10: confirmed(_LOT, "P3", 9, "AGENCY"),
        11: approved("S1/P1"),
        12: approved("S1/P2"),
        13: paid_back("S1/P1"),
        14: earned(),
        15: paid_back("S1/P2"),
        16: earned(),
        17: signed(_LOT, 17),
        18: converted(_BUYER),
        19: Step(_moved_on),
        20: earned(),
        21: Step(_price_came),
        22: Step(_fee_came),
        23: certified(_BUYER),
        24: published(_LOT, "C-OPS"),
        25: Step(_released),
        26: Step(_paid_out),
        27: Step(_swept),
        28: CLOCK,
    },
    opens={9: (_LOT,)},
    earns={14: ("S1/P1", None), 16: ("S1/P2", None), 20: (_BUYER, None)},
    dues={
        2: (by_rule(_LOT, "disclosure.duration", "ASSET_FROM_1M"),),
        3: (deadline(_LOT),),
        10: (owed("S1/P1", "LOSER"),),
        17: (by_rule(_LOT, "price.lump_sum"),),
        24: (by_rule(_LOT, "result.publication"),),
    },
    holds={28: gained(_LOT, (9, ""), (1, "appraisal"))},
    told_as={"ServiceFeeReceived(seller)": "ServiceFeeSwept"},
    said_by={7: ("C-OPS", "PLATFORM"), 22: ("C-CASH",)},
    with_next=frozenset({27}),
)
"""Row 7: who is qualified follows by itself. Row 22: the cashier tells of the centre's own."""
