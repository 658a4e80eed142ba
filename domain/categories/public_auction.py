"""Public auctions of goods (公共物品拍卖): not yet offered; its rows are in REFERENCE 2.7.10."""

from domain.categories.category import Category
from domain.methods import Method

PUBLIC_AUCTION = Category(
    code="PUBLIC_AUCTION",
    zh="公共物品拍卖",
    en="public auctions of goods",
    offered=False,
    methods=(
        Method("拍卖", "ASCENDING"),
        Method("网络竞价", "ONE_SHOT_SEALED"),
    ),
    least_bidders=1,
    basic_account_required=False,
    deposit_becomes="price",
    interest_unowed_goes_to="undecided",
    secret_until=("BidOpened", "TimedBiddingClosed", "TransactionConfirmed"),
    awarded_by="TransactionConfirmed",
)
