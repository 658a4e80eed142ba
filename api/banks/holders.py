"""Who may have a credit, and how the bank takes it back from them: each holder says so itself.

A new one is a function and its place in `HOLDERS`.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from api.banks.meaning import Meant
from domain.bankpage.state import Line
from domain.deposit.state import Deposit
from domain.desk.divided import OfOne
from domain.desk.pool_back import MATCH_POOL_REVERSAL, MatchPoolReversal
from domain.desk.reverse import MATCH_REVERSAL, MatchReversal
from domain.desk.undivide import MATCH_DIVIDED_REVERSAL, MatchDividedReversal
from domain.identifiers import is_payout
from domain.payment.state import Payment
from domain.pool.state import Pool
from domain.pool_codes import is_pool

type Credits = Callable[[str, Line], Iterable[tuple[str, Line]]]
"""The credits of an account, up to a debit's day, with its amount and from its payer's account."""


class There(NamedTuple):
    """What a reversal may be about, as it stands: by their codes, and its candidates."""

    deposit: Callable[[str], Deposit]
    credits: Credits
    payment: Callable[[str], Payment] = lambda _: Payment()
    pool: Callable[[str], Pool] = lambda _: Pool()
    line: Callable[[str], Line | None] = lambda _: None


class Back(NamedTuple):
    """The debit that takes a credit back; `named`: the deposit whose number it names."""

    line: str
    line_seen: int
    named: str | None


class Held(NamedTuple):
    """A credit that somebody has.

    `deposits`: whose money it is, if deposits'. `taking`: the command by which it is taken back,
    which may be refused still; None where a person has to find one.
    """

    taking: Meant | None
    deposits: tuple[str, ...] = ()


type Holder = Callable[[Back, str, Line, There], Held | None]
"""Whether this holder has a credit of this code, and so how it is taken back; None: has it not, or
not any more."""


def held(back: Back, code: str, credit: Line, there: There) -> Held | None:
    """Who has the credit; None where the bank took it back before, or nobody ever paid it in."""
    found = (holder(back, code, credit, there) for holder in HOLDERS)
    return next((one for one in found if one is not None), None)


def of_a_deposit(back: Back, code: str, deposit: str | None) -> Held:
    """It is a deposit's, or names its number; without one it is nobody's."""
    told: Any = {"line": back.line, "line_seen": back.line_seen, "reversed": code}
    wanted = MatchReversal(**told, deposit=deposit, lot=None)
    whose = (deposit,) if deposit else ()
    return Held(Meant(deposit or code, wanted, MATCH_REVERSAL), whose)


def _nobody(back: Back, code: str, credit: Line, _there: There) -> Held | None:
    """It is nobody's yet."""
    return None if credit.allocated else of_a_deposit(back, code, back.named)


def _several(back: Back, code: str, credit: Line, there: There) -> Held | None:
    """It was divided among deposits, and each has its part."""
    among = credit.deposits
    if not among or not all(there.deposit(one).brought(code) for one in among):
        return None
    parts = tuple(OfOne(deposit=one, lot=None) for one in among)
    told: Any = {"line": back.line, "line_seen": back.line_seen, "reversed": code}
    wanted = MatchDividedReversal(**told, parts=parts)
    return Held(Meant(among[0], wanted, MATCH_DIVIDED_REVERSAL), among)


def _pool(back: Back, code: str, credit: Line, there: There) -> Held | None:
    """A pool got it: also while it stands for lots, or was spent there, and so has to wait.

    What it gave back is its deposit's.
    """
    whose = credit.deposit
    if whose is None or not is_pool(whose):
        return None
    pool = there.pool(whose)
    if code in pool.taken_back:
        return None
    if pool.back is not None and code in pool.given_back:
        return _brought(back, code, pool.back, there)
    told: Any = {"line": back.line, "line_seen": back.line_seen, "reversed": code}
    wanted = MatchPoolReversal(**told, pool=whose)
    return Held(Meant(whose, wanted, MATCH_POOL_REVERSAL))


def _deposit(back: Back, code: str, credit: Line, there: There) -> Held | None:
    """A deposit was paid by it, or its price, or what others owed. Interest nobody paid in."""
    whose = credit.deposit
    if whose is None or "/" in whose or is_payout(whose) or is_pool(whose):
        return None
    return _brought(back, code, whose, there)


def _sent_back(_back: Back, _code: str, credit: Line, _there: There) -> Held | None:
    """A payment of ours came back by it: whether that was undone, or what was paid in, no machine
    can tell. Another line of ours took it back, or is its other side: then it is nobody's.
    """
    whose = credit.deposit
    if whose is None or "#" in whose or not ("/" in whose or is_payout(whose)):
        return None
    return Held(None)


def _unknown(_back: Back, _code: str, credit: Line, _there: There) -> Held | None:
    """Somebody has it, and nobody can read any more who."""
    lost = credit.allocated and credit.deposit is None and not credit.deposits
    return Held(None) if lost else None


def _brought(back: Back, code: str, deposit: str, there: There) -> Held | None:
    if there.deposit(deposit).brought(code) is None:
        return None
    return of_a_deposit(back, code, deposit)


HOLDERS: tuple[Holder, ...] = (_nobody, _several, _pool, _deposit, _sent_back, _unknown)
"""All who may have a credit; no two have one."""
