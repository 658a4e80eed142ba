"""Forest carbon (林业碳汇): not yet offered; imported, no custody; rows: REFERENCE 2.7.9."""

from domain.categories.category import Category
from domain.methods import Method

FOREST_CARBON = Category(
    code="FOREST_CARBON",
    zh="林业碳汇交易",
    en="forest carbon credits",
    offered=False,
    methods=(
        Method("协议转让", "EXTERNAL_MARKET"),
        Method("单向竞价", "EXTERNAL_MARKET"),
    ),
    least_bidders=1,
    basic_account_required=False,
    deposit_becomes="price",
    interest_unowed_goes_to="undecided",
    secret_until=("TransactionConfirmed",),
    awarded_by="TransactionConfirmed",
)
