"""What an event says, as a sentence: its words by the catalogue, its figures from the bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from api.http.pages.facts import amount, found, written
from api.http.pages.shown import Shown
from api.texts import pattern


@dataclass(frozen=True, slots=True)
class Sentence:
    """The key of the words, and for each open place where its value stands in the body.

    `beside`: a place in the body, and the key of other words, where a yes stands there.
    """

    key: str
    places: Mapping[str, str]
    beside: tuple[str, str] | None = None


_MOVED = "entries.0.legs.0.amount"
_A_DAY: Mapping[str, str] = {"account": "public.account", "day": "public.day"}

SENTENCES: Mapping[str, Sentence] = {
    "LogOpened": Sentence("said.LogOpened", {"origin": "public.origin"}),
    "StreamRegistered": Sentence("said.StreamRegistered", {"number": "public.number"}),
    "KeyEnrolled": Sentence("said.KeyEnrolled", {"person": "public.person"}),
    "KeyRevoked": Sentence("said.KeyRevoked", {"key": "public.key"}),
    "KeyReleased": Sentence("said.KeyReleased", {"key": "public.key"}),
    "KeyDestroyed": Sentence("said.KeyDestroyed", {"key": "public.key"}),
    "HeadsSealed": Sentence("said.HeadsSealed", {"at": "public.at", "streams": "public.streams"}),
    "CalendarCorrected": Sentence("said.CalendarCorrected", {"year": "public.year"}),
    "CalendarProposalDropped": Sentence("said.CalendarProposalDropped", {"year": "public.year"}),
    "CalendarProposed": Sentence("said.CalendarProposed", {"year": "public.year"}),
    "CalendarPublished": Sentence("said.CalendarPublished", {"year": "public.year"}),
    "RateTableSet": Sentence(
        "said.RateTableSet",
        {"bank": "public.bank", "since": "public.since", "ppm": "public.rate_ppm"},
    ),
    "RoleAssigned": Sentence(
        "said.RoleAssigned",
        {
            "person": "public.person",
            "role": "public.post.role",
            "organisation": "public.post.organisation",
        },
    ),
    "RoleRemoved": Sentence(
        "said.RoleRemoved", {"person": "public.person", "role": "public.post.role"}
    ),
    "AccountOpened": Sentence(
        "said.AccountOpened", {"account": "public.account", "day": "public.day"}
    ),
    "AccountNumbered": Sentence(
        "said.AccountNumbered",
        {"account": "public.account", "number": "public.number", "currency": "public.currency"},
    ),
    "InterestAgreed": Sentence(
        "said.InterestAgreed", {"account": "public.account", "since": "public.since"}
    ),
    "StatementImported": Sentence(
        "said.StatementImported",
        {**_A_DAY, "lines": "public.lines"},
        beside=("public.whole_day", "said.StatementImported.whole"),
    ),
    "StatementQuarantined": Sentence("said.StatementQuarantined", _A_DAY),
    "StatementReleased": Sentence(
        "said.StatementReleased",
        {**_A_DAY, "first": "public.proposed_by", "second": "public.released_by"},
    ),
    "StatementDiscarded": Sentence(
        "said.StatementDiscarded", {**_A_DAY, "first": "public.discarded_by"}
    ),
    "StatementSuperseded": Sentence("said.StatementSuperseded", _A_DAY),
    "DayReopened": Sentence(
        "said.DayReopened",
        {**_A_DAY, "first": "public.proposed_by", "second": "public.reopened_by"},
    ),
    "BankCreditRecorded": Sentence(
        "said.BankCreditRecorded", {"account": "public.account", "amount": _MOVED}
    ),
    "BankDebitRecorded": Sentence(
        "said.BankDebitRecorded", {"account": "public.account", "amount": _MOVED}
    ),
    "PartyRegistered": Sentence("said.PartyRegistered", {"party": "public.party"}),
    "LotDefined": Sentence(
        "said.LotDefined",
        {"lot": "public.lot", "title": "public.title", "amount": "public.deposit_fen"},
    ),
    "ProjectRegistered": Sentence("said.ProjectRegistered", {"title": "public.title"}),
    "ProcedureRegistered": Sentence(
        "said.ProcedureRegistered", {"title": "public.title", "method": "public.method"}
    ),
    "DeadlinePostponed": Sentence(
        "said.DeadlinePostponed",
        {"deadline": "public.deposit_deadline", "opening": "public.opening_at"},
    ),
    "DocumentIssued": Sentence("said.DocumentIssued", {"until": "public.until"}),
    "NegotiationStarted": Sentence("said.NegotiationStarted", {"until": "public.until"}),
    "RoundClosed": Sentence("said.RoundClosed", {"round": "public.round", "until": "public.until"}),
    "CandidatesPublicised": Sentence(
        "said.CandidatesPublicised", {"since": "public.since", "until": "public.until"}
    ),
    "AwardNoticeIssued": Sentence(
        "said.AwardNoticeIssued", {"winner": "public.winner", "due": "public.contract_due"}
    ),
    "TransactionConfirmed": Sentence(
        "said.TransactionConfirmed", {"winner": "public.winner", "price": "public.price_fen"}
    ),
    "ContractSigned": Sentence(
        "said.ContractSigned", {"day": "public.signed_on", "price": "public.price_fen"}
    ),
    "LotFailed": Sentence("said.LotFailed", {"reason": "public.reason"}),
    "ProcedureTerminated": Sentence("said.ProcedureTerminated", {"reason": "public.reason"}),
    "BidPlaced": Sentence(
        "said.BidPlaced", {"number": "public.number", "price": "public.amount_fen"}
    ),
    "BidOpened": Sentence("said.BidOpened", {"lot": "public.lot", "bidders": "public.bidders"}),
    "DepositRequired": Sentence("said.DepositRequired", {"deposit": "public.deposit"}),
    "SubAccountIssued": Sentence("said.SubAccountIssued", {"deposit": "public.deposit"}),
    "ReceiptMatched": Sentence(
        "said.ReceiptMatched", {"deposit": "public.deposit", "amount": _MOVED}
    ),
    "ReceiptUnmatched": Sentence(
        "said.ReceiptUnmatched", {"deposit": "public.deposit", "amount": _MOVED}
    ),
    "PayerMismatchDetected": Sentence("said.PayerMismatchDetected", {"deposit": "public.deposit"}),
    "NonBasicAccountDetected": Sentence(
        "said.NonBasicAccountDetected", {"deposit": "public.deposit"}
    ),
}
"""An event without a sentence is told by its label."""


def sentence(label: str, name: str, seen: Mapping[str, Any], shown: Shown) -> Markup:
    """The sentence of an event of which these parts are seen; where a value is not, its label."""
    wanted = SENTENCES.get(name)
    if wanted is None:
        return escape(label)
    filled: dict[str, Markup] = {}
    for place, path in wanted.places.items():
        value = found(seen, path)
        if value is None:
            return escape(label)
        currency = found(seen, "entries.0.currency") or "CNY"
        filled[place] = (
            amount(path, value, currency)
            if path == _MOVED
            else written(path, path.rpartition(".")[2], value, shown)
        )
    key = wanted.key
    if wanted.beside is not None and found(seen, wanted.beside[0]) is True:
        key = wanted.beside[1]
    words = escape(pattern(key, shown.speech.lang))
    return words.format(**filled)
