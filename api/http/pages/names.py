"""What events, streams and fields are called: in Chinese by the code's own labels."""

import re
from collections.abc import Mapping

from api.http.pages.speech import Speech
from ledger.log import Log

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

KINDS: Mapping[str, str] = {
    "registry": "kind.registry",
    "keys": "kind.keys",
    "heads": "kind.heads",
    "refusals": "kind.refusals",
    "governance": "kind.governance",
    "account": "kind.account",
    "bankday": "kind.bankday",
    "bankpage": "kind.bankpage",
    "party": "kind.party",
    "lot": "kind.lot",
    "deposit": "kind.deposit",
    "refund": "kind.refund",
    "payment": "kind.payment",
    "guarantee": "kind.guarantee",
}
"""Kinds of streams and the keys of their names."""

FIELDS: Mapping[str, str] = {
    name: f"field.{name}"
    for name in (
        *("account", "agency", "algorithm", "at", "bank", "basic_account", "bidders", "booked_at"),
        *("category", "clock", "closing", "code", "commitment", "count", "credits", "currency"),
        *("custodial", "day", "days", "debits", "deposit", "deposit_deadline", "deposit_fen"),
        *("digest", "follows", "holds", "holidays", "key", "kind", "line", "lines", "lot", "mode"),
        *(
            "name",
            "number",
            "opened_at",
            "opening",
            "opening_at",
            "organisation",
            "origin",
            "owner",
        ),
        *("pages", "party", "payer", "payer_account", "person", "post", "proof", "public"),
        *("rate_ppm", "reason", "region", "role", "root", "secret", "sequence", "sha256", "since"),
        *("statement", "streams", "sub_account", "tags", "terms", "title", "until", "valid_until"),
        *("value_date", "workdays", "year", "zone", "ledger_key", "checkpoint_key", "old"),
    )
}
"""Fields of events and the keys of their labels; another field is shown by its own name."""


def kind_name(kind: str, speech: Speech) -> str:
    """`标段`, `lot`; a kind that has no name yet is called by its code."""
    return speech.say(KINDS[kind]) if kind in KINDS else kind


def field_name(field: str, speech: Speech) -> str:
    """A field's label."""
    return speech.say(FIELDS[field]) if field in FIELDS else field


def event_names(log: Log) -> dict[str, str]:
    """Chinese labels of all events by their names on the wire."""
    return {shape.NAME: shape.ZH for kind in log.kinds.values() for shape in kind.events}


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
