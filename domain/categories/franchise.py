"""Franchises (特种行业经营权): not yet offered; its rows are in REFERENCE 2.7.6."""

from domain.categories.category import Category
from domain.methods import Method

FRANCHISE = Category(
    code="FRANCHISE",
    zh="特种行业经营权交易",
    en="franchises",
    offered=False,
    methods=(
        Method("公开招标", "SEALED_SCORED"),
        Method("拍卖", "ASCENDING"),
        Method("挂牌", "LISTING_THEN_ASCENDING"),
        Method("竞争性谈判", "NEGOTIATED_ROUNDS"),
    ),
    least_bidders=1,
    basic_account_required=False,
    deposit_becomes="price",
    interest_unowed_goes_to="undecided",
    secret_until=("BidOpened", "TimedBiddingClosed", "TransactionConfirmed"),
    awarded_by="TransactionConfirmed",
)
