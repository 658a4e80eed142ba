"""Our keys as the table has them: `2002/A1/B1` for an account and a deposit's random id.

The table knows no transit but in one row, and no line that waits: what is ordered and not yet on a
statement is still payable there, with its interest, and so it is on both sides here.
"""

from collections.abc import Iterable, Mapping

from api.scenario.table import summed

_WITHOUT_OWNER = ("1001", "1002", "1101", "2007", "2013", "4101")
"""Accounts that the table has no owners of."""
_PAYABLE = ("1009", "2006")
"""What is payable still, by other accounts than 2005."""
_OPEN = ("1008", "2001")
"""Lines that are nobody's yet."""


def of_the_table(moves: Mapping[str, int]) -> dict[str, int]:
    """The table's own keys, as both sides are held against each other."""
    return summed((_folded(*_parts(key)), fen) for key, fen in moves.items())


def of_our_books(moves: Iterable[tuple[tuple[str, str], int]], names: "Names") -> dict[str, int]:
    """Ours (account, owner), as both sides are held against each other."""
    return summed(
        (_folded(account, names.of(account, owner)), fen) for (account, owner), fen in moves
    )


class Names:
    """What the table calls an owner of ours."""

    def __init__(
        self,
        owners: Mapping[str, str],
        refunds: Mapping[str, str],
        organisations: Mapping[str, str],
        frozen: Mapping[str, str],
    ) -> None:
        """`owners`: keys by id, of deposits and guarantees; `refunds`: other names of a refund
        (`A1/B2/1`); `frozen`: the hold by a deposit's key."""
        self._owners = owners
        self._refunds, self._organisations, self._frozen = refunds, organisations, frozen

    def of(self, account: str, owner: str) -> str:
        """The owner in the table's words; its own where the table has none."""
        deposit, _, number = owner.partition("/")
        key = self._owners.get(deposit)
        match account:
            case "2008":
                return self._organisations.get(owner, owner)
            case "2009":
                return "interest" if owner.startswith("interest/") else "treasury"
            case "2010" if key:
                return f"{self._frozen[key]}/{key}" if key in self._frozen else key
            case _ if key:
                return self._refunds.get(f"{key}/{number}", key)
            case _:
                return owner


def _parts(key: str) -> tuple[str, str]:
    account, _, owner = key.partition("/")
    return account, owner


def _folded(account: str, owner: str) -> str:
    if account in _OPEN:
        return _OPEN[1]
    if account in _WITHOUT_OWNER:
        return account
    return f"{'2005' if account in _PAYABLE else account}/{owner}"
