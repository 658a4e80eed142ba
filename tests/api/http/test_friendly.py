"""Every command of the domain can be asked for by a friendly route, or is named with its reason."""

from tests.kit.routes import NAMES, friendly

BY_ITSELF = "the platform asks for it by what it hears"
BY_KEY = "whoever governs signs with a key of their own: POST /v1/commands, or the command line"
ELSEWHERE = {
    "PassDepositDeadline": BY_ITSELF,
    "ExtendDisclosure": BY_ITSELF,
    "StartListing": BY_ITSELF,
    "CloseListing": BY_ITSELF,
    "StartTimedBidding": BY_ITSELF,
    "EndTimedBidding": BY_ITSELF,
    "RestateTerms": BY_ITSELF,
    "OweRefund": BY_ITSELF,
    "ReckonRefundDue": BY_ITSELF,
    "NumberAccount": "the platform asks for it of what was opened before, when it starts",
    "ReckonCaseDue": BY_ITSELF,
    "ReckonFilingDue": BY_ITSELF,
    "ReckonSuspension": BY_ITSELF,
    "OrderPayment": BY_ITSELF,
    "ReopenGuarantee": BY_ITSELF,
    "CarryInterestOver": BY_ITSELF,
    "ReleasePool": BY_ITSELF,
    "RaiseAlert": BY_ITSELF,
    "WithdrawPayment": BY_ITSELF,
    "RecordPaymentsSent": BY_ITSELF,
    "ReportPayment": BY_ITSELF,
    "UnmatchPool": "no person's: what is free of a pool the matcher alone knows (decision 20)",
    "MatchPoolReversal": "the matcher asks for it by itself: it alone knows what is free",
    "DistributeInterest": "the matcher asks for it by itself: it alone knows whose money lay there",
    "OpenStrays": "the matcher asks for it by itself: it alone knows which lots are sealed",
    "RecordStatement": "POST /v1/statements takes the bank's file whole",
    "QuarantineStatement": "POST /v1/statements takes the bank's file whole",
    "RecordOutsideList": "POST /v1/outside-lists takes the list whole",
    "CloseDocumentSale": BY_ITSELF,
    "PassBidDeadline": BY_ITSELF,
    "PublishRulePack": BY_KEY,
    "RepealRulePack": BY_KEY,
    "ImportLines": "POST /v1/statements takes the bank's file whole",
    "SetRateTable": BY_KEY,
    "AgreeInterest": BY_KEY,
    "PlaceAccount": BY_KEY,
    "AssignRole": BY_KEY,
    "RemoveRole": BY_KEY,
    "GrantDelegation": BY_KEY,
    "RevokeDelegation": BY_KEY,
    "RegisterOwnAccount": BY_KEY,
}
"""Commands without a route of their own, and why."""


def test_every_command_has_a_friendly_route_or_a_reason():
    assert friendly().keys() | ELSEWHERE.keys() >= NAMES, "give it a route, or say why not"


def test_no_reason_is_given_for_what_has_a_route_or_is_no_command():
    assert friendly().keys() & ELSEWHERE.keys() == set()
    assert ELSEWHERE.keys() <= NAMES
