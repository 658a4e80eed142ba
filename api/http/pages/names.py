"""What events, streams and fields are called: in Chinese by the code's own labels."""

import re
from collections.abc import Mapping

from api.http.pages.speech import Speech
from api.reports.labels import event_names
from api.texts import texts
from ledger.log import Log

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

KINDS: Mapping[str, str] = {
    "registry": "kind.registry",
    "keys": "kind.keys",
    "heads": "kind.heads",
    "refusals": "kind.refusals",
    "governance": "kind.governance",
    "account": "kind.account",
    "accountnumber": "kind.accountnumber",
    "bankday": "kind.bankday",
    "bankpage": "kind.bankpage",
    "party": "kind.party",
    "lot": "kind.lot",
    "deposit": "kind.deposit",
    "refund": "kind.refund",
    "payment": "kind.payment",
    "payout": "kind.payout",
    "pool": "kind.pool",
    "guarantee": "kind.guarantee",
    "own": "kind.own",
    "outside": "kind.outside",
    "participation": "kind.participation",
    "auction": "kind.auction",
    "alert": "kind.alert",
    "project": "kind.project",
    "procedure": "kind.procedure",
    "dispute": "kind.dispute",
    "panel": "kind.panel",
    "invitation": "kind.invitation",
    "question": "kind.question",
    "resolution": "kind.resolution",
    "filing": "kind.filing",
    "market": "kind.market",
    "venue": "kind.venue",
    "milestone": "kind.milestone",
    "statistics": "kind.statistics",
    "consultation": "kind.consultation",
    "application": "kind.application",
    "download": "kind.download",
    "intervention": "kind.intervention",
    "inspection": "kind.inspection",
}
"""Kinds of streams and the keys of their names."""

FIELDS: Mapping[str, str] = {
    key.removeprefix("field."): key for key in texts() if key.startswith("field.")
}
"""Fields of events and the keys of their labels; another field is shown by its own name."""


def kind_name(kind: str, speech: Speech) -> str:
    """`标段`, `lot`; a kind that has no name yet is called by its code."""
    return speech.say(KINDS[kind]) if kind in KINDS else kind


def field_name(field: str, speech: Speech) -> str:
    """A field's label."""
    return speech.say(FIELDS[field]) if field in FIELDS else field


def command_name(log: Log, name: str, speech: Speech) -> str:
    """`提交退款批次`, `Propose refunds`."""
    labels = {shape.NAME: shape.ZH for shape in log.deciders}
    if speech.lang == "zh":
        return labels.get(name, name)
    return _HUMP.sub(" ", name).capitalize()


def event_name(log: Log, name: str, speech: Speech) -> str:
    """`标段(宗地、标的)登记`, `Lot defined`."""
    if speech.lang == "zh":
        return event_names(log).get(name, name)
    return _HUMP.sub(" ", name).capitalize()
