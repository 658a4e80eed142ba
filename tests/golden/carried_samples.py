"""Samples of what is said of money that goes over within custody, and of what nobody claims."""

from domain.accounts import DEPOSITS_HELD, UNIDENTIFIED
from domain.carried import CarriedPart
from domain.deposit.carried import DepositCarriedIn, DepositCarriedOver
from domain.desk.carry import CarryDepositOver, CarryInterestOver
from domain.kernel import Command, Event
from domain.postings import moved
from tests.golden.facts import (
    COMPANY,
    DAY,
    DEPOSIT,
    DIGEST,
    LINE,
    LOT,
    OWNER,
    PAYER,
    PAYER_ACCOUNT,
    PRICE,
)

SOURCE, SOURCE_LOT = "P00000000000000D0", "A3506000001000001001009"
PART = CarriedPart(
    line=LINE, payer=PAYER, payer_account=PAYER_ACCOUNT, value_date=DAY, amount_fen=PRICE
)

CARRIED_EVENTS: tuple[Event, ...] = (
    DepositCarriedOver(
        deposit=DEPOSIT,
        consent=DIGEST,
        entries=(moved("P32", (DEPOSITS_HELD, DEPOSIT), (UNIDENTIFIED, OWNER), PRICE),),
    ),
    DepositCarriedIn(
        deposit=DEPOSIT,
        source=SOURCE,
        parts=(PART,),
        entries=(moved("P32", (UNIDENTIFIED, OWNER), (DEPOSITS_HELD, DEPOSIT), PRICE),),
    ),
)
CARRIED_COMMANDS: tuple[Command, ...] = (
    CarryDepositOver(
        deposit=DEPOSIT,
        lot=LOT,
        source=SOURCE,
        source_lot=SOURCE_LOT,
        party=COMPANY,
        consent=DIGEST,
    ),
    CarryInterestOver(deposit=DEPOSIT, source=SOURCE),
)
