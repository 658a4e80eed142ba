"""Land-use rights (国有建设用地使用权出让): not yet offered; its rows are in REFERENCE 2.7.3."""

from domain.categories.category import Category

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
)
