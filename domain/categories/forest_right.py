"""Forest rights (林权): not yet offered; its rows are in REFERENCE 2.7.8."""

from domain.categories.category import Category
from domain.methods import Method

FOREST_RIGHT = Category(
    code="FOREST_RIGHT",
    zh="林权交易",
    en="forest rights",
    offered=False,
    methods=(
        Method("拍卖", "ASCENDING"),
        Method("挂牌", "LISTING_THEN_ASCENDING"),
        Method("公开招标", "SEALED_SCORED"),
        Method("公开协商", "SINGLE_SOURCE"),
    ),
    least_bidders=1,
    basic_account_required=False,
    deposit_becomes="price",
    interest_unowed_goes_to="undecided",
    secret_until=("BidOpened", "TimedBiddingClosed", "TransactionConfirmed"),
    awarded_by="TransactionConfirmed",
)
