"""What is asked by posts of a region says where it lies, or stands here with why it cannot (4.3).

The door lets those posts count that are for where all lies that a command touches: an account that
was placed, a lot, a project, a procedure, a case. A command that touches none is asked for
everywhere by whoever holds such a post anywhere.
"""

from domain.permissions import PERMITTED
from domain.register import DECIDERS
from domain.roles import AUTHORITIES
from tests.golden.requests import COMMANDS

LIE = {"account", "lot", "project", "procedure", "dispute"}
"""Kinds of streams that lie somewhere."""
BY_ITS_LOT = "a person names the lot, whose bids are open; the matcher alone names none"
BY_A_RANDOM_ID = "a deposit's lot is sealed: an answer by region would tell which it is (42)"
BY_ITS_STATE = "its account stands in what was proposed, and the command does not name it"
OF_NO_REGION = "it is the whole city's"
NOWHERE = {
    "MatchReceipt": BY_ITS_LOT,
    "RejectReceipt": BY_ITS_LOT,
    "ProposePayee": BY_A_RANDOM_ID,
    "DeclareDormant": BY_A_RANDOM_ID,
    "ClaimDormant": BY_A_RANDOM_ID,
    "RecogniseCompensation": BY_A_RANDOM_ID,
    "RecordCompensationPaid": BY_A_RANDOM_ID,
    "RejectRefunds": BY_ITS_STATE,
    "RejectPayout": BY_ITS_STATE,
    "GiveUpPayout": BY_ITS_STATE,
    "ImportExternalTrade": "it was made at a market elsewhere",
    "MatchPool": OF_NO_REGION,
    "RecordBankCharge": OF_NO_REGION,
    "RegisterParty": OF_NO_REGION,
    "ReleaseVenue": OF_NO_REGION,
}
"""Commands that touch nothing that lies anywhere, and why."""


def regional(name):
    """Whether a post that may be of a region asks for it: at the counter, or who supervises."""
    roles = dict(PERMITTED)[name]
    return any(role.startswith("C-") or role in AUTHORITIES for role in roles)


def test_every_command_of_a_regions_posts_touches_what_says_where_it_lies():
    touches = {decider.handles: decider.touches for decider in DECIDERS}
    nowhere = {
        asked.NAME
        for asked in COMMANDS
        if type(asked) in touches and asked.NAME in dict(PERMITTED) and regional(asked.NAME)
        if not {stream.kind for stream in touches[type(asked)](asked)} & LIE
    }
    assert nowhere == {*NOWHERE}
