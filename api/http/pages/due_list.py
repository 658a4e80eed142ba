"""The rows of `/dues`: over, due later, before their interest, blocked; what may be ticked."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from api.http.identity import Identity
from api.http.pages.acting import once
from api.http.pages.refund_rows import Row, Telling, plain
from api.http.pages.speech import Speech
from api.http.pages.views.desk import Act, TagView
from api.http.pages.views.refunds import DueGroup, DueRow, Typed
from api.http.positions import When
from api.refunding import Then, judged
from api.texts import texts
from domain.deposit.refund import Standing
from domain.desk.batches import MOST
from domain.kernel import Rejected
from domain.refund.state import Stage
from projections.refunds import BATCHES, ITEMS

_WENT_WRONG = (Standing.FAILED.value, Standing.RETURNED.value)


@dataclass(frozen=True, slots=True)
class DueList:
    """The rows by urgency, and those of them that may be submitted now."""

    groups: tuple[DueGroup, ...]
    ready: tuple[DueRow, ...]


def due_list(
    when: When,
    wish: Speech,
    reader: Identity,
    account: str,
    due_by: date | None,
    ticked: Set[str] = frozenset(),
    typed: Mapping[str, Typed] = {},
) -> DueList:
    """What waits, as the domain judges it for a payment from this account.

    `ticked`: the refunds that were ticked before; without any all are that can go as they are.
    What may be approved before its interest came stands apart, for somebody to choose.
    `typed`: by refund, what was typed of another account for it.
    """
    today = when.today
    then = Then(when.position, today, when.law) if when.past else None
    found = judged(when.system, account, due_by, then)
    telling = Telling(when, wish, [row for row, _ in found])
    waiting = _waiting(when)
    ready: list[DueRow] = []
    early: set[str] = set()
    blocked: list[DueRow] = []
    submitted: list[DueRow] = []
    for row, one in found:
        code = f"{row['deposit']}/{row['number']}"
        act = None if when.past else _payee_act(wish, reader, row)
        if item := waiting.get(code):
            submitted.append(_submitted(wish, telling.row(row, item["interest_fen"], today), item))
        elif isinstance(one, Rejected):
            blocked.append(
                replace(telling.row(row, None, today, why_not(wish, one)), payee_act=act)
            )
        elif len(ready) < MOST:
            usual = not (one.to_come or (row["standing"] in _WENT_WRONG and not row["elsewhere"]))
            shown = telling.row(row, None if one.to_come else one.item.interest_fen, today)
            early |= {code} if one.to_come else set()
            on = code in ticked if ticked else usual
            ready.append(replace(shown, item=plain(one.item), ticked=on, payee_act=act))
    ready = [replace(row, typed=typed.get(row.obligation)) for row in ready]
    blocked = [replace(row, typed=typed.get(row.obligation)) for row in blocked]
    groups = (
        *_by_urgency(ready, early, today),
        ("dues.submitted", submitted),
        ("dues.blocked", blocked),
    )
    made = tuple(DueGroup("", wish.say(key), tuple(rows)) for key, rows in groups if rows)
    return DueList(made, tuple(ready))


def _by_urgency(
    ready: Sequence[DueRow], early: Set[str], today: date
) -> Iterator[tuple[str, list[DueRow]]]:
    """What may be ticked, under its headings; those whose interest is to come (`early`) last."""
    now = [row for row in ready if row.obligation not in early]
    yield "dues.over", [row for row in now if row.due <= today]
    yield "dues.soon", [row for row in now if row.due > today]
    yield "dues.early", [row for row in ready if row.obligation in early]


def _waiting(when: When) -> dict[str, Row]:
    """Refunds that stand in a batch nobody has checked yet, as they stand in it."""
    read = when.system.readers.refunds
    wanted = {"stage": Stage.PROPOSED.value}
    batches = [row["batch"] for row in read.rows(BATCHES, wanted, as_of=when.position).rows]
    items = read.rows(ITEMS, {"batch": batches}, as_of=when.position).rows if batches else []
    return {f"{row['deposit']}/{row['number']}": row for row in items}


def _submitted(wish: Speech, row: DueRow, item: Row) -> DueRow:
    """It waits for the checker: the batch is where it goes on."""
    tag = TagView("warn", "clock", wish.say("refund.PROPOSED"))
    return replace(row, tag=tag, note=item["batch"], slip=f"/batches/{item['batch']}")


def why_not(wish: Speech, rejected: Rejected) -> str:
    """What stands against it, in the reader's language; the domain's own words where none are.

    A reversal is named: that line is to be matched first.
    """
    key = f"refusal.{rejected.rule}"
    if key not in texts():
        return rejected.detail
    line = rejected.detail.partition(": ")[0] if rejected.rule == "refund.reversal_open" else ""
    return f"{wish.say(key)} {line}".rstrip()


def _payee_act(wish: Speech, reader: Identity, row: Row) -> Act | None:
    """To propose another account, where the bank refused or returned the payment."""
    if row["standing"] not in _WENT_WRONG or not reader.holds("C-SET1"):
        return None
    code = f"{row['deposit']}/{row['number']}"
    return Act(
        wish.say("payee.open"),
        f"/dues/{code}/payee",
        (("command_id", once()),),
        dialog=f"payee-{code.replace('/', '-')}",
    )
