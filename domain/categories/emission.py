"""Emission rights (排污权): not yet offered; its rows are in REFERENCE 2.7.7."""

from domain.categories.category import Category

EMISSION = Category(
    code="EMISSION",
    zh="排污权交易",
    en="emission rights",
    offered=False,
    protocols=("FIXED_PRICE_QUOTA", "ASCENDING", "LISTING_THEN_ASCENDING", "EXTERNAL_MARKET"),
    least_bidders=1,
    basic_account_required=False,
    deposit_becomes="price",
    interest_unowed_goes_to="undecided",
    secret_until=("TimedBiddingClosed", "TransactionConfirmed"),
    awarded_by="TransactionConfirmed",
)
