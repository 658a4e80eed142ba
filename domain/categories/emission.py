"""Emission rights (排污权): not yet offered; its rows are in REFERENCE 2.7.7."""

from domain.categories.category import Category
from domain.methods import Method

EMISSION = Category(
    code="EMISSION",
    zh="排污权交易",
    en="emission rights",
    offered=False,
    methods=(
        Method("定额出让", "FIXED_PRICE_QUOTA"),
        Method("拍卖", "ASCENDING"),
        Method("挂牌", "LISTING_THEN_ASCENDING"),
        Method("协议转让", "EXTERNAL_MARKET"),
    ),
    least_bidders=1,
    basic_account_required=False,
    deposit_becomes="price",
    interest_unowed_goes_to="undecided",
    secret_until=("TimedBiddingClosed", "TransactionConfirmed"),
    awarded_by="TransactionConfirmed",
)
