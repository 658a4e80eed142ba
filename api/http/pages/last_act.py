"""What the reader asked for last, told by the address and held against the log; or refused why.

Nothing is said that is not so: the positions must be those of one command of this reader's, and
a refusal is told by its rule alone, in words of the catalogue.
"""

import re

from api.desk.changes import of_commands
from api.http.identity import Identity
from api.http.pages.speech import Speech
from api.http.pages.today_words import is_rule
from api.http.positions import When
from api.texts import texts

_SAID = {
    "RefundProposed": "last.proposed",
    "RefundBatchApproved": "last.approved",
    "RefundRejected": "last.sent_back",
    "PayeeProposed": "last.payee",
    "RefundInstructed": "last.refund.paid",
    "DepositConverted": "last.converted",
    "RefundObligationCreated": "last.interest.owed",
    "ForfeitureWaived": "last.own.waived",
    "DepositForfeited": "last.own.kept",
    "ForfeitureReversed": "last.own.undone",
    "PriceReleased": "last.price.released",
    "TreasuryPayableRecognised": "last.price.released",
    "PayoutProposed": "last.payout.proposed",
    "PayoutApproved": "last.payout.approved",
    "PayoutRejected": "last.sent_back",
    "PayoutGivenUp": "last.payout.given_up",
    "OutsideListRecorded": "last.list",
    "DayClosePrepared": "last.prepared",
    "DayClosed": "last.closed",
    "DayCloseReturned": "last.given_back",
    "CalendarProposed": "last.calendar.proposed",
    "CalendarProposalDropped": "last.calendar.dropped",
    "CalendarPublished": "last.calendar",
    "CalendarCorrected": "last.calendar",
}
_DID = re.compile(r"([0-9]{1,15})-([0-9]{1,15})", re.ASCII)


def last_act(when: When, reader: Identity, wish: Speech) -> tuple[str, bool]:
    """The sentence, empty where nothing is to be said; and whether it was refused."""
    told = when.request.query_params
    if rule := told.get("refused"):
        return refused_words(rule, wish), True
    if (did := _DID.fullmatch(told.get("did", ""))) is None:
        return "", False
    span = (int(did[1]), int(did[2]))
    facts = of_commands(when.system.readers, when.position, [span], reader.person)
    for position, name in facts:
        if name in _SAID:
            said = wish.say(_SAID[name])
            return wish.say("last.at", said=said, position=f"{position:,}"), False
    return "", False


def refused_words(rule: str, wish: Speech) -> str:
    """Why nothing was written; empty for what has not the form of a rule's name."""
    key = f"refusal.{rule}"
    if key in texts():
        return wish.say("last.refused", rule=rule, why=wish.say(key))
    return wish.say("last.refused.other", rule=rule) if is_rule(rule) else ""
