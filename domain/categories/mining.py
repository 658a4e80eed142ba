"""Mining rights (矿业权出让): not yet offered; its rows are in REFERENCE 2.7.4."""

from domain.categories.category import Category

MINING = Category(
    code="MINING",
    zh="矿业权出让",
    en="mining rights",
    offered=False,
    protocols=("LISTING_THEN_ASCENDING", "ASCENDING", "SEALED_SCORED", "SINGLE_SOURCE"),
    least_bidders=1,
    basic_account_required=False,
    deposit_becomes="price",
    interest_unowed_goes_to="treasury",
    secret_until=("BidOpened", "TimedBiddingClosed", "TransactionConfirmed"),
    awarded_by="TransactionConfirmed",
)
