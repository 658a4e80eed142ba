"""A sale whose price and fees came in, told by facts (scenario C, rows 18 to 25); fen."""

from typing import Any

from domain.accounts import DEPOSITS_HELD, PRICE_HELD
from domain.deposit.owed import DepositConverted
from domain.deposit.passed_on import PriceReceived, PriceReleased
from domain.lot.concluded import TransactionCertificateIssued
from domain.lot.events import FeesAssessed, ServiceFeeReceived
from domain.money import yuan
from domain.postings import Entry, Leg, moved
from tests.kit.lots import CODE
from tests.kit.owing import line, matched
from tests.kit.passing import DECISION, EVIDENCE, TENDERER
from tests.kit.rows import BASIC, OWNER, PAYER, D
from tests.kit.rows import PRICE as PART
from tests.kit.story import NOON

WHOLE, FEE = yuan("9,300,000.00"), yuan("93,000.00")
REST = WHOLE - PART
FACTS: dict[str, Any] = {"lot": CODE, "number": "漳交易凭证〔2026〕1号", "text": "ab" * 32}
ISSUED = TransactionCertificateIssued(issued_at=NOON, **FACTS)
_SHOWN: dict[str, Any] = {"document": DECISION, "evidence": EVIDENCE}
BECAME = DepositConverted(
    deposit=D,
    to="2004",
    earnest_fen=0,
    entries=(moved("P20", (DEPOSITS_HELD, D), (PRICE_HELD, D), PART),),
)
HELD: tuple[Any, ...] = (matched(9), BECAME)


def came(fen: int = REST) -> PriceReceived:
    """The rest of the price."""
    legs = (Leg("2001", OWNER, fen, "P21"), Leg("2004", D, -fen, "P21"))
    return PriceReceived(
        deposit=D,
        line=line(1),
        payer=PAYER,
        payer_account=BASIC,
        entries=(Entry("CUST", "CNY", legs),),
    )


def given_on(fee: int = FEE) -> PriceReleased:
    """The price is the seller's, less its fee."""
    legs = [Leg("2004", D, WHOLE, "P22"), Leg("2008", TENDERER, fee - WHOLE, "P22")]
    legs += [Leg("2013", CODE, -fee, "P22")] if fee else []
    return PriceReleased(deposit=D, entries=(Entry("CUST", "CNY", tuple(legs)),), **_SHOWN)


def assessed(sellers: int = FEE, buyers: int = FEE) -> FeesAssessed:
    """The fees of both sides."""
    return FeesAssessed(lot=CODE, seller_fen=sellers, buyer_fen=buyers, default_fen=0, **_SHOWN)


def fee_in(of: str = "BUYER", fen: int = FEE) -> ServiceFeeReceived:
    """A fee came straight to the centre's own account."""
    legs = (Leg("1101", CODE, fen, "P31"), Leg("4101", CODE, -fen, "P31"))
    entries = (Entry("OWN", "CNY", legs),)
    return ServiceFeeReceived(lot=CODE, of=of, account="ZZ-OWN", entries=entries, **_SHOWN)


WHOLE_HERE: tuple[Any, ...] = (*HELD, came())
FEES: tuple[Any, ...] = (assessed(), fee_in())
