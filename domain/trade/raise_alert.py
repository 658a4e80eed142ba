"""An alert is raised, once: in the open, or under its lot's key while nobody may know of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from domain.alert.codes import alert_code
from domain.alert.events import AlertRaised, Finding, Missed, SealedAlertRaised
from domain.alert.kinds import BY_CODE, COMPLAINT_OVERDUE, OBJECTION_UNANSWERED, WEIGHS
from domain.calendar import beijing_day, midnight, zoned
from domain.categories.category import Category
from domain.deposit.state import Deposit
from domain.dispute.codes import case_code
from domain.dispute.filed import ComplaintFiled
from domain.dispute.state import Case
from domain.identifiers import deposit_code, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lifecycle import DIRECT
from domain.lot.periods import overdue
from domain.lot.state import Lot
from domain.rules import Rule
from domain.trade.cases import rules_of

MOST = 200
"""Lots, deposits and events that one alert names."""

OF_A_CASE = {OBJECTION_UNANSWERED.code: False, COMPLAINT_OVERDUE.code: True}
"""Kinds that are of a dispute: whether it is a complaint."""


@command("RaiseAlert", version=2, zh="发出预警")
class RaiseAlert(Command):
    """What a policy found, of these lots and deposits; `causes`: positions of what shows it.

    `arose_at`: the legal instant of what it was found at. The number follows from the cause.
    `missed`: the term that was not kept, where `kind` is a row of law and not one of `KINDS`.
    `case`: the dispute whose time was over, of a kind of `OF_A_CASE`; None of any other.
    """

    alert: str
    kind: str
    lots: tuple[str, ...]
    deposits: tuple[str, ...]
    causes: tuple[int, ...]
    arose_at: datetime
    missed: Missed | None = None
    case: str | None = None

    def __post_init__(self) -> None:
        alert_code(self.alert)
        zoned("arose_at", self.arose_at)
        for lot in self.lots:
            lot_code(lot)
        for deposit in self.deposits:
            deposit_code(deposit)
        _some("lots", self.lots, at_least=1)
        _some("deposits", self.deposits, at_least=0)
        _some("causes", self.causes, at_least=1)
        if self.case is not None:
            case_code(self.case)
        if (self.case is None) is (self.kind in OF_A_CASE):
            right = "none" if self.case else "the case"
            raise ValueError(f"case {self.case!r}: expected {right} of a {self.kind}")


def _some(name: str, values: Sequence[object], at_least: int) -> None:
    if not at_least <= len(values) <= MOST or len(set(values)) < len(values):
        raise ValueError(f"{name}: expected {at_least} to {MOST}, none of them twice")


def touches(asked: RaiseAlert) -> tuple[StreamId, ...]:
    """The alert, its lots, its deposits, its case."""
    lots = (StreamId("lot", lot) for lot in asked.lots)
    deposits = (StreamId("deposit", deposit) for deposit in asked.deposits)
    cases = (StreamId("dispute", case) for case in (asked.case,) if case is not None)
    return (StreamId("alert", asked.alert), *lots, *deposits, *cases)


def decide(states: tuple[Any, ...], asked: RaiseAlert, context: Context) -> Decision:
    """Of a kind that we know, of lots that there are, of deposits of theirs."""
    alert, *others = states
    of = len(asked.lots), len(asked.lots) + len(asked.deposits)
    lots, deposits, cases = others[: of[0]], others[of[0] : of[1]], others[of[1] :]
    if alert.raised:
        return ()
    if refused := _not_of_these(asked, lots, deposits):
        return refused
    if any(not _is_unanswered(case, asked, context) for case in cases):
        detail = f"{asked.case}: no term is over since {asked.arose_at} that nothing has ended"
        return Rejected("alert.no_breach", detail)
    if asked.missed is not None:
        return _of_a_row(asked, asked.missed, lots[0], context)
    return _of_a_kind(asked, opened=all(lot.opened for lot in lots))


def _not_of_these(
    asked: RaiseAlert, lots: Sequence[Lot], deposits: Sequence[Deposit]
) -> Rejected | None:
    for code, lot in zip(asked.lots, lots, strict=True):
        if lot.defined is None:
            return Rejected("lot.unknown", f"nobody defined {code}")
    for code, deposit in zip(asked.deposits, deposits, strict=True):
        if deposit.terms is None or deposit.terms.lot not in asked.lots:
            return Rejected("alert.other_lot", f"{code} is no deposit of {', '.join(asked.lots)}")
    return None


def _is_unanswered(case: Case, asked: RaiseAlert, context: Context) -> bool:
    """Whether the last day of a case of this lot and kind is over by now, and it is still open."""
    if case.filed is None or not case.is_open or case.due is None:
        return False
    complaint = isinstance(case.filed, ComplaintFiled)
    if case.filed.lot not in asked.lots or OF_A_CASE[asked.kind] is not complaint:
        return False
    over = midnight(case.due + timedelta(days=1))
    return over == asked.arose_at and over <= context.received_at


def _of_a_row(asked: RaiseAlert, missed: Missed, lot: Lot, context: Context) -> Decision:
    """A row of the rules that the lot was born under, which was in force and was not kept."""
    category = rules_of(lot, asked.lots[0], context)
    if isinstance(category, Rejected):
        return category
    row = next((row for row in category.rules if str(row) == missed.rule), None)
    if row is None or row.id != asked.kind or not _is_broken(row, missed, lot, category, context):
        detail = f"{missed.rule} of {category.code} was kept, or there is no such row"
        return Rejected("alert.no_breach", detail)
    version = lot.defined.pack if lot.defined else 0
    finding = Finding(
        kind=row.id, version=version, level=WEIGHS[row.severity], **_said(asked), missed=missed
    )
    return (AlertRaised(alert=asked.alert, arose_at=asked.arose_at, finding=finding),)


def _is_broken(row: Rule, missed: Missed, lot: Lot, category: Category, context: Context) -> bool:
    """Whether it is as told; where days did not count for a term from above, `limit` is later."""
    ended = missed.ended
    if not row.is_term or not row.source.in_force(missed.began):
        return False
    if ended is None:
        return _is_overdue(row, missed, lot, category, context)
    full = row.term(missed.began, context.law.calendar)
    if row.at_least is not None:
        return ended < missed.limit == full
    return full <= missed.limit < ended


def _is_overdue(row: Rule, missed: Missed, lot: Lot, category: Category, context: Context) -> bool:
    """Whether the term of that day is over by now, and nothing has ended it."""
    day = beijing_day(context.received_at)
    lifecycle = DIRECT if lot.is_direct else category.order(lot.scopes).lifecycle
    found = overdue(category, lot, lifecycle, context.law.calendar, day)
    return any(
        (one.row, one.began, one.limit) == (row, missed.began, missed.limit) for one in found
    )


def _of_a_kind(asked: RaiseAlert, *, opened: bool) -> Decision:
    """A secret one of several lots waits until all are open: it would lie under several keys."""
    kind = BY_CODE.get(asked.kind)
    if kind is None:
        known = ", ".join(BY_CODE)
        return Rejected("alert.unknown_kind", f"kind {asked.kind}: expected one of {known}")
    finding = Finding(kind=kind.code, version=kind.version, level=kind.level, **_said(asked))
    if opened or not kind.secret:
        return (AlertRaised(alert=asked.alert, arose_at=asked.arose_at, finding=finding),)
    if len(asked.lots) > 1 or len(asked.deposits) > 1:
        return Rejected("alert.still_sealed", "before the opening an alert is of one deposit")
    return (SealedAlertRaised(alert=asked.alert, arose_at=asked.arose_at, finding=finding),)


def _said(asked: RaiseAlert) -> dict[str, Any]:
    return {"lots": asked.lots, "deposits": asked.deposits, "causes": asked.causes}


RAISE_ALERT = Decider(handles=RaiseAlert, touches=touches, decide=decide)
