"""Scenario A: a tender of three lots, with all that can happen to its deposits (8.1)."""

from datetime import date

from api.scenario.cast import bidders
from api.scenario.disputes import (
    accepted,
    accepting,
    answered,
    clock,
    complains,
    dismissed,
    goes_on,
    held,
    objects,
)
from api.scenario.returned import comes_back, elsewhere, goes
from api.scenario.script import Script, Step
from api.scenario.setting import Lot
from api.scenario.stage import Stage
from api.scenario.steps import (
    CLOCK,
    approved,
    came,
    contract_due,
    converted,
    defaulted,
    earned,
    owed,
    paid_back,
    signed,
)
from api.scenario.table import Row
from api.scenario.tender_acts import (
    GUARANTOR,
    bonded,
    forfeited,
    guaranteed,
    interest_follows,
    interest_paid,
    promised,
    released,
    withdraws,
)
from api.scenario.tender_lots import (
    AGENCY,
    LOTS,
    TENDERER,
    announced,
    defined,
    numbered,
    procedure,
    project,
)
from api.scenario.tender_panel import (
    awarded,
    evaluated,
    failed,
    next_one,
    opened,
    publicised,
    who_bid,
)
from api.scenario.town import CUSTODY
from domain.categories.construction import CONSTRUCTION
from domain.payee import Payee

_PANEL, _HOUSING = "专家库", "住建监督"
_EXPERTS = ("a-panel", "a-panel-2", "a-panel-3", "a-panel-4", "a-panel-5")
_PAID_TO = Payee(name=TENDERER, account="35050161000000006666")
_BIDS = (
    *(f"A1/{who}" for who in ("B1", "B2", "B3", "B4")),
    *(f"A2/{who}" for who in ("B1", "B3", "B4")),
    *(f"A3/{who}" for who in ("B2", "B3", "B5")),
)


def _given_back(stage: Stage, _row: Row) -> None:
    """What came from another's account is owed to whoever paid it."""
    stage.town.given_back(CUSTODY, stage.table.row(13).at.date())


def _back_at_once(key: str) -> Step:
    """What never counted is approved, sent, and gone."""

    def act(stage: Stage, _row: Row) -> None:
        stage.approves(key)
        stage.paid_back(key)

    return Step(act)


def _paid_out(stage: Stage, _row: Row) -> None:
    stage.passes_on("A1", "2008", TENDERER, _PAID_TO, CUSTODY)


TENDER = Script(
    category=CONSTRUCTION,
    lots={
        name: Lot(code=f"A350600000100000100100{name[1]}", row=int(name[1]) + 2) for name in LOTS
    },
    bidders=bidders(("B1", "B2", "B3", "B4", "B5")),
    people=(
        ("a-owner", "OWNER", TENDERER),
        ("a-agency", "AGENCY", AGENCY),
        *((person, "EXPERT", _PANEL) for person in _EXPERTS),
        ("a-guarantor", "GUARANTOR", GUARANTOR),
        ("a-housing", "V-HOUSING", _HOUSING),
    ),
    roles={
        "OWNER": "a-owner",
        "AGENCY": "a-agency",
        "GUARANTOR": "a-guarantor",
        "V-HOUSING": "a-housing",
        "BIDDER": "a-bidder",
    },
    actors={
        "Tenderer T": ("OWNER",),
        "Agency G": ("AGENCY",),
        "Guarantor": ("GUARANTOR",),
        "Committee": ("PLATFORM",),
        "Supervisor": ("V-HOUSING",),
        "B4": ("BIDDER",),
        "B5": ("PLATFORM",),
    },
    organisations={TENDERER: "T"},
    before=lambda _stage: None,
    steps={
        1: Step(project),
        2: Step(procedure),
        3: defined("A1"),
        4: defined("A2"),
        5: defined("A3"),
        6: Step(announced),
        7: CLOCK,
        8: numbered("A1"),
        9: numbered("A2"),
        10: numbered("A3"),
        11: came("A1/B1"),
        12: came("A2/B1"),
        13: came("A1/B2", payer="B1"),
        14: CLOCK,
        15: Step(_given_back),
        16: earned(),
        17: _back_at_once("A1/B2"),
        18: came("A1/B2"),
        19: promised("A3/B2"),
        20: came("A1/B3"),
        21: came("A2/B3"),
        22: came("A3/B3"),
        23: came("A1/B4"),
        24: promised("A2/B4"),
        25: came("A3/B5"),
        26: _back_at_once("A1/B4"),
        27: came("A2/B3"),
        28: withdraws("A3/B5", _BIDS),
        29: approved("A3/B5"),
        30: earned(),
        31: paid_back("A3/B5"),
        32: CLOCK,
        33: came("A2/B5"),
        34: Step(opened),
        35: Step(failed),
        36: CLOCK,
        37: approved("A3/B3"),
        38: earned(),
        39: _back_at_once("A2/B5"),
        40: Step(evaluated),
        41: earned(),
        42: paid_back("A3/B3"),
        43: released("A3/B2"),
        44: publicised(date(2026, 3, 30)),
        45: objects("A2/B4"),
        46: awarded("A1", "B3"),
        47: approved("A1/B4"),
        48: answered("A2"),
        49: earned(),
        50: paid_back("A1/B4"),
        51: complains("A2/B4", 44),
        52: accepted("A2"),
        53: held("A2/B1", "H1"),
        54: defaulted("A1"),
        55: forfeited("A1/B3"),
        56: earned(),
        57: interest_follows("A1/B3"),
        58: Step(_paid_out),
        59: next_one("A1"),
        60: dismissed("A2/B1", "H1"),
        61: goes_on("A2", "B1"),
        62: bonded("A2/B1"),
        63: signed("A2", 63),
        64: converted("A2/B1"),
        65: earned(),
        66: interest_paid("A2/B1"),
        67: earned(),
        68: _back_at_once("A2/B3"),
        69: released("A2/B4"),
        70: guaranteed("A1", 70),
        71: earned(),
        72: _back_at_once("A1/B1"),
        73: earned(),
        74: approved("A1/B2"),
        75: goes("A1/B2"),
        76: comes_back("A1/B2", "AC04"),
        77: elsewhere("A1/B2", "3505019999"),
    },
    opens={34: ("A1", "A2")},
    earns={
        16: ("A1/B2", None),
        30: ("A3/B5", None),
        38: ("A2/B5", None),
        41: ("A3/B3", None),
        49: ("A1/B4", None),
        56: ("A1/B3", None),
        65: ("A2/B1", 64),
        67: ("A2/B3", None),
        71: ("A1/B1", None),
        73: ("A1/B2", None),
    },
    dues={
        28: (owed("A3/B5", "WITHDRAWN"),),
        45: (clock("objection"),),
        46: (contract_due("A1"),),
        52: (accepting("complaint"), clock("complaint")),
        59: (contract_due("A1"),),
        61: (contract_due("A2"),),
        63: (owed("A2/B3", "LOSER"),),
        70: (owed("A1/B1", "LOSER"),),
    },
    unnamed={61: date(2026, 5, 29)},
    holds={34: who_bid},
    kept={57: "A1/B3"},
    numbers={"A1/B1payer": "A1/B2"},
    refunds={"A1/B2/1": "A1/B1payer"},
    told_as={
        "AlertRaised(RF-02 THIRD_PARTY_PAYER)": "SealedAlertRaised",
        "ForfeiturePaidOut": "PayoutConfirmed",
        "InterestPaid": "RefundConfirmed",
    },
    with_next=frozenset({13, 34, 35}),
    alerts={14: ("A1/B2",), 36: ("A1/B1", "A1/B2")},
    alerted={54: ("RF-18",)},
    said_by={34: ("PLATFORM",), 62: ("BANK", "C-SET1")},
)
"""Row 34: the owner wishes it, the platform opens and names what is here. Row 62: which line is a
bond, a clerk tells.
"""
