"""The record of the stream: `governance/law`, the only one of its kind."""

from typing import get_args

from domain.calendar import Calendar
from domain.governance.appoint import ASSIGN_ROLE, REMOVE_ROLE
from domain.governance.delegate import GRANT_DELEGATION, REVOKE_DELEGATION
from domain.governance.events import LawEvent
from domain.governance.former import FORMER
from domain.governance.own import REGISTER_OWN_ACCOUNT
from domain.governance.publish import PUBLISH_CALENDAR, SET_RATE_TABLE
from domain.governance.rule_packs import PUBLISH_RULE_PACK, REPEAL_RULE_PACK
from domain.governance.state import Law, evolve
from domain.kernel import Stream

GOVERNANCE = Stream(
    name="governance",
    events=get_args(LawEvent.__value__),
    initial=Law(Calendar()),
    evolve=evolve,
    deciders=(
        PUBLISH_CALENDAR,
        SET_RATE_TABLE,
        ASSIGN_ROLE,
        REMOVE_ROLE,
        GRANT_DELEGATION,
        REVOKE_DELEGATION,
        REGISTER_OWN_ACCOUNT,
        PUBLISH_RULE_PACK,
        REPEAL_RULE_PACK,
    ),
    former=FORMER,
)
