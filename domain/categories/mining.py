"""Mining rights (矿业权出让): not yet offered; most rows are in REFERENCE 2.7.4."""

from domain.categories.category import Category, Forfeit, Ground
from domain.methods import Method
from domain.rules import Evidence, Rule, Source

_PRACTICE = Source("矿业权交易规则", Evidence.S, None)

MINING = Category(
    code="MINING",
    zh="矿业权出让",
    en="mining rights",
    offered=False,
    methods=(
        Method("挂牌", "LISTING_THEN_ASCENDING"),
        Method("拍卖", "ASCENDING"),
        Method("公开招标", "SEALED_SCORED"),
        Method("协议出让", "SINGLE_SOURCE"),
    ),
    least_bidders=1,
    basic_account_required=False,
    deposit_becomes="price",
    interest_unowed_goes_to="treasury",
    secret_until=("BidOpened", "TimedBiddingClosed", "TransactionConfirmed"),
    awarded_by="TransactionConfirmed",
    price_goes_to="treasury",
    forfeited_to="treasury",
    forfeits=(Forfeit(Ground.DEFAULTED, "deposit.defaulted"),),
    rules=(
        Rule(
            "MN-07",
            "deposit.defaulted",
            "拒绝签约的，保证金不予退还",
            _PRACTICE,
            anchor="WinnerDefaulted",
        ),
    ),
)
