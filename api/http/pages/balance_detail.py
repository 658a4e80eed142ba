"""What one balance consists of: the events that moved it, as far as they may be named."""

from api.http.identity import Identity
from api.http.pages.balance_rows import normal, open_deposits, owner_words, side_of
from api.http.pages.names import event_name
from api.http.pages.speech import Speech
from api.http.pages.views.balances import Detail, Move
from api.http.positions import When
from api.http.regional import far_accounts
from api.http.seeing import MONEY, deposit_of, may_see_balance, parts_of
from domain.accounts import BY_CODE
from projections.audit_trail import TRAIL
from projections.balance_reader import Step
from projections.lots import LOTS

STEPS_MAX = 200


def detail(reader: Identity, when: When, speech: Speech, key: dict[str, str]) -> Detail | None:
    """`key`: book, currency, account, owner. None where nothing is, or it may not be named."""
    names = open_deposits(reader, when, [key["owner"]])
    far = far_accounts(when.system, reader.regions(*MONEY))
    if not may_see_balance(reader, key["account"], key["owner"], frozenset(names), far):
        return None
    steps = when.system.readers.balances.steps(key, STEPS_MAX)
    if not steps:
        return None
    side = side_of(key["account"])
    moves = _moves(reader, when, speech, steps, key["account"], far)
    counted = [step for step in steps if not _later(step, when)]
    shown = when.system.readers.balances.one(**key, as_of=when.position, day=when.day)
    account = BY_CODE.get(key["account"])
    name, _ = owner_words(key["owner"], names)
    listed = tuple(move for move in moves if move.path)
    return Detail(
        code=key["account"],
        account_name=getattr(account, speech.lang) if account else "",
        owner=key["owner"],
        name=name,
        about=_lot_title(when, names.get(deposit_of(key["owner"]) or "")),
        side=side,
        amount=normal(shown.amount, side),
        moves=listed,
        left_out=max(0, len(counted) - STEPS_MAX),
        veiled=sum(m.debit - m.credit for m in moves if not m.path and not m.later),
        now=normal(steps[-1].debit - steps[-1].credit, side),
        now_position=when.system.readers.reached((when.system.readers.balances.reader,)),
    )


def _lot_title(when: When, place: tuple[str, str] | None) -> str:
    """Title of the lot of an open deposit, by its payer and lot; empty of all else."""
    rows = when.system.readers.lots.rows(LOTS, {"lot": place[1]}).rows if place else []
    return str(rows[0]["title"]) if rows else ""


def _later(step: Step, when: When) -> bool:
    """Whether a step is not counted: not known yet, or of a later legal day."""
    return step.position > when.position or bool(when.day and step.day > when.day)


def _moves(
    reader: Identity,
    when: When,
    speech: Speech,
    steps: list[Step],
    account: str,
    far: frozenset[str],
) -> list[Move]:
    """Each step as a move; what the reader may not see has no address and no name."""
    side = side_of(account)
    trail = when.system.readers.trail
    rows = trail.rows(TRAIL, {"at": [step.position for step in steps]}).rows
    events = {row["at"]: row for row in rows}
    opened = frozenset(
        open_deposits(reader, when, (row["code"] for row in rows if deposit_of(row["code"])))
    )
    moves, debit, credit = [], 0, 0
    if len(steps) > STEPS_MAX:  # the first one only says where the others begin
        debit, credit, steps = steps[0].debit, steps[0].credit, steps[1:]
    for step in steps:
        event = events.get(step.position)
        seen = (
            event is not None
            and parts_of(reader, event["kind"], event["code"], opened, far).restricted
        )
        moves.append(
            Move(
                position=step.position,
                day=step.day,
                recorded_at=event["recorded_at"] if event and seen else None,
                label=event_name(when.system.log, event["name"], speech) if event and seen else "",
                path=f"/events/{step.position}" if seen else None,
                debit=step.debit - debit,
                credit=step.credit - credit,
                balance=normal(step.debit - step.credit, side),
                later=_later(step, when),
            )
        )
        debit, credit = step.debit, step.credit
    return moves
