"""What a deposit's row tells beside its columns: what it lacks, and from where it was paid."""

from collections.abc import Iterator, Mapping
from typing import Any

from domain.calendar import beijing_day

OWED, LESS, TOOK, GOES = "owed", "less", "took", "goes"
VOID, GONE, HERE = "void", "gone", "here"
"""The words of the column `withdrawn`: a refund of what was held is owed, and so much of it since a
bid was withdrawn; of one so much is left, as a court took the rest, which counts no more whatever
becomes of the refund; by a hold a court took so much, which is the same while one waits yet, where
that froze what is held; one is approved; one is void; of a line so much had gone back when
the bank took it back; of a refund so much of that is here after all, and settled with it.
"""


def missing_fen(row: Mapping[str, Any]) -> int:
    """What still has to come until a row's deposit is whole; a guarantee stands in for its amount,
    if it lasts to the deadline, also once it was given back.

    As `Deposit.awaited_fen`: wherever the money is now, a line counts until it is another's, or the
    bank took it back; or until it goes back since a bid was withdrawn.
    """
    last = dict(said.rsplit(" ", 1) for said in row["counted"] or ())
    counted = sum(map(int, last.values())) - _withdrawn(row)
    return max(0, (row["amount_fen"] or 0) - counted - _lasting(row, row["promised_fen"] or 0))


def was_whole(row: Mapping[str, Any]) -> bool:
    """Whether a deposit came whole: what went back of it since takes nothing from that, but for
    what is paid back since a bid was withdrawn (as `missing_fen`).
    """
    return bool(row["amount_fen"]) and not missing_fen(row)


def _lasting(row: Mapping[str, Any], promised: int) -> int:
    """What a guarantee promises, none where it is over before the deposit's deadline."""
    until, deadline = row["secured_until"], row["deadline"]
    over = until is not None and deadline is not None and until < beijing_day(deadline)
    return 0 if over else promised


def _withdrawn(row: Mapping[str, Any]) -> int:
    """What is paid back since a bid was withdrawn, or a court took of that, of lines that still
    count; fen.
    """
    counted: dict[str, int] = {}
    for said in row["counted"] or ():
        line, fen = said.rsplit(" ", 1)
        counted[line] = max(int(fen), counted.get(line, 0))
    froze = _froze(row)
    owed: dict[str, int] = {}
    goes: set[str] = set()
    gone = 0
    for said in row["withdrawn"] or ():
        what, of, *fen = said.split(" ")
        if what == OWED:
            owed[of] = int(fen[0])
        elif what == LESS:
            was = owed.get(of, 0)
            owed[of] = min(int(fen[0]), was)
            gone -= was - owed[of]
        elif what == TOOK and of in froze:
            waits = any(left for one, left in owed.items() if one not in goes)
            gone -= int(fen[0]) if waits else 0
        elif what == GOES:
            goes.add(of)
        elif what == VOID and of in owed:
            owed[of] = 0
        elif what == HERE:
            gone -= int(fen[0]) if of in owed else 0
        elif what == GONE:
            gone += min(int(fen[0]), counted.get(of, 0))
    return max(0, sum(fen for of, fen in owed.items() if of in goes) - gone)


def _froze(row: Mapping[str, Any]) -> set[str]:
    """The orders that ever froze what was held."""
    told = (said.split(" ") for said in row["frozen"] or ())
    return {hold for hold, fen in told if int(fen) > 0}


def frozen_fen(row: Mapping[str, Any]) -> int:
    """What of a deposit is frozen that was held: of nothing else that an order keeps back.

    A court's taking does not say from where; its order's code is that order's alone.
    """
    left: dict[str, int] = {}
    for said in row["frozen"] or ():
        hold, fen = said.split(" ")
        if int(fen) > 0 or hold in left:
            left[hold] = left.get(hold, 0) + int(fen)
    return sum(left.values())


def paid_from(row: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """Where each line was first told, and the account that it came from, by the last word of it.

    Nothing of a line that turned out to be another's.
    """
    first: dict[str, str] = {}
    last: dict[str, str] = {}
    for said in row["payers"] or ():
        position, line, account = said.split(" ", 2)
        first.setdefault(line, position)
        last[line] = account
    yield from ((int(first[line]), account) for line, account in last.items() if account)
