"""The rows of a book: accounts at two moments, and the owners' parts that the reader may name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.http.identity import Identity
from api.http.pages.moments import Since
from api.http.pages.speech import Speech
from api.http.pages.views.balances import BalanceRow, Side, Zero
from api.http.positions import When
from api.http.regional import far_accounts, open_near
from api.http.seeing import MONEY, deposit_of, may_see_balance
from domain.accounts import BY_CODE
from projections.balance_reader import Balance, Where

OWNERS_MAX = 200
"""So many owners of an account are listed; the export has all."""

type Key = tuple[str, str]
"""Account and owner; the owner of a total is ''."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Running debits and credits of one balance, at the opening and at the closing."""

    debit_before: int = 0
    credit_before: int = 0
    debit: int = 0
    credit: int = 0

    @property
    def opening(self) -> int:
        """Debit positive."""
        return self.debit_before - self.credit_before

    @property
    def closing(self) -> int:
        """Debit positive."""
        return self.debit - self.credit

    def minus(self, others: Iterable["Figures"]) -> "Figures":
        """What is left of a total when these parts are taken out."""
        parts = list(others)
        return Figures(
            self.debit_before - sum(one.debit_before for one in parts),
            self.credit_before - sum(one.credit_before for one in parts),
            self.debit - sum(one.debit for one in parts),
            self.credit - sum(one.credit for one in parts),
        )


def totals(when: When, since: Since) -> dict[tuple[str, str], dict[Key, Figures]]:
    """All totals of two moments by book and currency."""
    read = when.system.readers.balances.totals
    opening = read(since.position, since.day).rows if since.position else []
    return _figures(read(when.position, when.day).rows, opening)


def owned(reader: Identity, when: When, since: Since, where: Where) -> dict[Key, Figures]:
    """Balances of two moments of a book and currency (`where`): of owners that may be named."""
    read = when.system.readers.balances.owned
    closing = _named(reader, when, read(when.position, when.day, where).rows)
    opening = read(since.position, since.day, where).rows if since.position else []
    return next(iter(_figures(closing, opening).values()), {})


def foremost(reader: Identity, when: When, since: Since, where: Where) -> dict[Key, Figures]:
    """The same of one account as far as it is listed, and one more: what is not zero before all."""
    read = when.system.readers.balances.owned
    seen = _named(reader, when, read(when.position, when.day, where, standing=True).rows)
    after: tuple[str, ...] | None = ()
    while after is not None and (left := OWNERS_MAX + 1 - len(seen)) > 0:
        page = read(when.position, when.day, where, after, left, standing=False)
        seen, after = seen + _named(reader, when, page.rows), page.end
    listed = seen[: OWNERS_MAX + 1]
    of = {**where, "owner": [one.owner or "" for one in listed]}
    opening = read(since.position, since.day, of).rows if since.position else []
    return next(iter(_figures(listed, opening).values()), {})


def _named(reader: Identity, when: When, balances: Sequence[Balance]) -> list[Balance]:
    """Those whose owner may be named."""
    opened = frozenset(open_deposits(reader, when, (one.owner for one in balances)))
    far = far_accounts(when.system, reader.regions(*MONEY))
    return [one for one in balances if may_see_balance(reader, one.account, one.owner, opened, far)]


def _figures(
    closing: Iterable[Balance], opening: Iterable[Balance]
) -> dict[tuple[str, str], dict[Key, Figures]]:
    was = {_place(one): one for one in opening}
    found: dict[tuple[str, str], dict[Key, Figures]] = {}
    for one in closing:
        before = was.get(_place(one))
        found.setdefault((one.book, one.currency), {})[one.account, one.owner or ""] = Figures(
            before.debit if before else 0,
            before.credit if before else 0,
            one.debit,
            one.credit,
        )
    return found


def _place(one: Balance) -> tuple[str, str, str, str]:
    return one.book, one.currency, one.account, one.owner or ""


def open_deposits(
    reader: Identity, when: When, owners: Iterable[str | None]
) -> dict[str, tuple[str, str]]:
    """Payer and lot of those among the owners that are deposits of open lots, where the reader's
    posts are for.
    """
    rows = open_near(when.system.readers, reader.regions(*MONEY), when.position, owners)
    return {code: (row["payer"] or "", row["lot"] or "") for code, row in rows.items()}


def zero(totals: Mapping[Key, Figures]) -> Zero:
    """The sums over a book."""
    every = list(totals.values())
    return Zero(
        opening=sum(one.opening for one in every),
        debit=sum(one.debit - one.debit_before for one in every),
        credit=sum(one.credit - one.credit_before for one in every),
        closing=sum(one.closing for one in every),
    )


def side_of(code: str) -> Side:
    """The side an account grows on."""
    account = BY_CODE.get(code)
    return "debit" if account and account.normal == "Dr" else "credit"


def normal(amount: int, side: Side) -> int:
    """A balance as its account counts it: positive on its own side."""
    return amount if side == "debit" else -amount


def row(kind: str, code: str, of: Figures, name: str, about: str, path: str) -> BalanceRow:
    """One row."""
    side = side_of(code)
    return BalanceRow(
        kind=kind,
        code=code,
        name=name,
        about=about,
        side=side,
        opening=normal(of.opening, side),
        debit=of.debit - of.debit_before,
        credit=of.credit - of.credit_before,
        closing=normal(of.closing, side),
        path=path,
    )


def account_name(code: str, speech: Speech) -> str:
    """An account's name in the reader's language."""
    account = BY_CODE.get(code)
    return getattr(account, speech.lang) if account else ""


def owner_words(owner: str, deposits: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    """What an owner is called, and where it belongs: a deposit by its payer, its code and lot."""
    code = deposit_of(owner)
    if code in deposits:
        payer, lot = deposits[code or ""]
        part = owner.removeprefix(code or "")  # `/1`: the first refund of the deposit
        return f"{payer} {part}".strip() if payer else owner, f"{owner} {lot}".strip()
    return owner, ""
