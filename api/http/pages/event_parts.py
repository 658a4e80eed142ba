"""An event's record for its page, built from the parts that the reader sees and from no other."""

import json
from typing import Any

from api.deputies import Moment, second_of
from api.http.pages.byte_lines import lines
from api.http.pages.drawing import post_name
from api.http.pages.facts import facts
from api.http.pages.names import event_name
from api.http.pages.sentences import sentence
from api.http.pages.shown import Shown
from api.http.pages.speech import Speech
from api.http.pages.stored import Stored, in_stream
from api.http.pages.views.event import (
    Bytes,
    EntryRows,
    EventView,
    LegRow,
    Neighbour,
    SealedPart,
    Signed,
)
from api.http.seeing import Parts
from api.wiring import System
from domain.accounts import BY_CODE
from domain.kernel import Rejected
from ledger.envelope import SignedCommand
from ledger.folding import opened as opened_bytes
from ledger.kept import body_of


def event_view(system: System, stored: Stored, parts: Parts, speech: Speech) -> EventView:
    """The record of an event whose public part is seen."""
    body, said, shown = stored.body, stored.said, Shown(speech)
    seen = said if parts.restricted else {**said, "restricted": None, "entries": None}
    label = event_name(system.log, body.name, speech)
    entries = _entries(seen["entries"] or [], speech)
    whole = parts.restricted or stored.plain
    return EventView(
        position=body.position,
        recorded_at=body.recorded_at,
        veiled=False,
        name=body.name,
        version=body.version,
        label=label,
        kind=stored.kind,
        stream=stored.code,
        sequence=body.sequence,
        occurred_at=body.occurred_at,
        sentence=sentence(label, body.name, seen, shown),
        amount=sum(leg.minor for one in entries for leg in one.legs if leg.debit),
        currency=entries[0].currency if entries else "CNY",
        entries=entries,
        public=facts("public", said["public"], shown),
        restricted=facts("restricted", said["restricted"], shown) if whole else None,
        sealed=_sealed(system, stored, parts, shown),
        signed=_signed(system, stored, speech),
        ledger_algorithm=stored.signature.alg,
        ledger_key=stored.signature.key,
        law=body.law,
        cause=body.cause,
        stored=_bytes(stored) if whole else None,
        previous=_neighbour(system, stored, body.sequence - 1, speech),
        next=_neighbour(system, stored, body.sequence + 1, speech),
        money_hidden=bool(said["entries"]) and not parts.restricted,
    )


def _entries(said: list[dict[str, Any]], speech: Speech) -> tuple[EntryRows, ...]:
    return tuple(
        EntryRows(
            entry["book"],
            entry["currency"],
            tuple(
                _leg(leg, f"entries.{e}.legs.{n}.amount", speech)
                for n, leg in enumerate(entry["legs"])
            ),
        )
        for e, entry in enumerate(said)
    )


def _leg(leg: dict[str, Any], path: str, speech: Speech) -> LegRow:
    account = BY_CODE.get(leg["account"])
    return LegRow(
        debit=leg["amount"] > 0,
        account=leg["account"],
        account_name=getattr(account, speech.lang) if account else "",
        owner=leg["owner"],
        minor=abs(leg["amount"]),
        path=path,
    )


def _signed(system: System, stored: Stored, speech: Speech) -> Signed:
    actor, beside = stored.body.actor, stored.cosigner_of(system)
    return Signed(
        person=actor.person if stored.body.command else "",
        organisation=actor.organisation,
        post=actor.post,
        post_name=post_name(actor.post, speech.lang),
        custodial=actor.custodial,
        key=actor.key,
        on_behalf_of=actor.on_behalf_of,
        beside=beside,
        beside_for=_beside_for(system, stored, beside) if beside else "",
    )


def _beside_for(system: System, stored: Stored, beside: str) -> str | None:
    """In whose name the second signed, by the law that was in force; empty as itself. None where
    that cannot be told: the command is not kept any more, or is read otherwise than it was then.
    """
    ref = stored.body.command
    body = body_of(system.vault, ref.digest) if ref else None
    if body is None or ref is None or ref.signatures is None:
        return None
    law = system.replay.state(system.log.charter.law, stored.body.law)
    then = Moment(law, stored.body.recorded_at, stored.body.position - 1)
    both = SignedCommand(body, ref.signatures)
    ring = system.book.ring_for(both)
    found = second_of(system.log, system.replay, ring, both, beside, then)
    return None if isinstance(found, Rejected) else found.name or ""


def _sealed(system: System, stored: Stored, parts: Parts, shown: Shown) -> SealedPart | None:
    """Opened only for whom the opening released it; else the commitment, which tells nothing."""
    part = stored.body.sealed
    if part is None:
        return None
    if not parts.opened:
        return SealedPart("sealed", part.c)
    names = system.vault.names_of(stored.body.stream)
    value = opened_bytes(system.log, system.vault, stored.body, names)
    if value is None:
        return SealedPart("erased", part.c)
    return SealedPart("opened", part.c, facts("", json.loads(value), shown))


def _bytes(stored: Stored) -> Bytes:
    return Bytes(lines(stored.text), stored.line, len(stored.form))


def _neighbour(system: System, stored: Stored, sequence: int, speech: Speech) -> Neighbour | None:
    """The event at this place of the stream: who sees one event of a stream sees all."""
    found = in_stream(system, stored.body.stream, sequence)
    if found is None:
        return None
    name = event_name(system.log, found.body.name, speech)
    return Neighbour(found.body.position, sequence, name, found.body.previous)
