"""The record of the stream: `own/CODE`, of an account that is registered as the centre's own."""

from domain.kernel import Stream
from domain.own.charge import RECORD_BANK_CHARGE
from domain.own.events import OwnBankChargeRecorded
from domain.own.state import Charges, evolve

OWN_ACCOUNT = Stream(
    name="own",
    events=(OwnBankChargeRecorded,),
    initial=Charges(),
    evolve=evolve,
    deciders=(RECORD_BANK_CHARGE,),
)
