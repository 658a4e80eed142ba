"""The record of the stream: `accountnumber/CODE`; the code follows from number and currency."""

from domain.accountnumber.events import AccountNumbered
from domain.accountnumber.state import Number, evolve
from domain.kernel import Stream

ACCOUNT_NUMBER = Stream(
    name="accountnumber", events=(AccountNumbered,), initial=Number(), evolve=evolve
)
