"""Government procurement (政府采购): not yet offered; its rows are in REFERENCE 2.7.2."""

from domain.categories.category import Category

GOVERNMENT_PROCUREMENT = Category(
    code="GOV_PROCUREMENT",
    zh="政府采购",
    en="government procurement",
    offered=False,
    protocols=("SEALED_SCORED", "SEALED_LOWEST", "NEGOTIATED_ROUNDS", "SINGLE_SOURCE"),
    least_bidders=3,
    basic_account_required=False,
    deposit_becomes="performance_bond",
    interest_unowed_goes_to="undecided",
    secret_until=("BidOpened", "NegotiationStarted"),
    awarded_by="AwardNoticeIssued",
)
