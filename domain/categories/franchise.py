"""Franchises (特种行业经营权): not yet offered; its rows are in REFERENCE 2.7.6."""

from domain.categories.category import Category

FRANCHISE = Category(
    code="FRANCHISE",
    zh="特种行业经营权交易",
    en="franchises",
    offered=False,
    protocols=("SEALED_SCORED", "ASCENDING", "LISTING_THEN_ASCENDING", "NEGOTIATED_ROUNDS"),
    least_bidders=1,
    basic_account_required=False,
    deposit_becomes="price",
    interest_unowed_goes_to="undecided",
    secret_until=("BidOpened", "TimedBiddingClosed", "TransactionConfirmed"),
    awarded_by="TransactionConfirmed",
)
