"""Land-use rights (国有建设用地使用权出让): not yet offered; most rows are in REFERENCE 2.7.3."""

from datetime import date

from domain.categories.category import Category, Forfeit, Ground
from domain.rules import Evidence, Rule, Source

_ORDER_39 = Source("招标拍卖挂牌出让国有建设用地使用权规定(39号令)", Evidence.K, date(2007, 11, 1))

LAND = Category(
    code="LAND",
    zh="土地使用权出让",
    en="land-use rights",
    offered=False,
    protocols=("LISTING_THEN_ASCENDING", "ASCENDING", "SEALED_SCORED"),
    least_bidders=1,
    basic_account_required=False,
    deposit_becomes="earnest_and_price",
    interest_unowed_goes_to="treasury",
    secret_until=("BidOpened", "TimedBiddingClosed", "TransactionConfirmed"),
    awarded_by="TransactionConfirmed",
    price_goes_to="treasury",
    forfeited_to="treasury",
    forfeits=(Forfeit(Ground.DEFAULTED, "deposit.defaulted"),),
    rules=(
        Rule(
            "LD-14",
            "deposit.defaulted",
            "不按期签约的，成交确认书失效，竞买保证金不予退还",
            _ORDER_39.article("20、25"),
            anchor="WinnerDefaulted",
        ),
    ),
)
