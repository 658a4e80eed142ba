"""The record of the stream: `account/CODE`."""

from domain.account.agree import AGREE_INTEREST
from domain.account.events import (
    AccountOpened,
    AccountPlaced,
    InterestAgreed,
    InterestDistributed,
)
from domain.account.place import PLACE_ACCOUNT
from domain.account.state import BankAccount, evolve
from domain.kernel import Stream

ACCOUNT = Stream(
    name="account",
    events=(AccountOpened, InterestAgreed, InterestDistributed, AccountPlaced),
    initial=BankAccount(),
    evolve=evolve,
    deciders=(AGREE_INTEREST, PLACE_ACCOUNT),
    region=lambda account: account.region or None,
)
