"""The registers that are of no open lot alone: annual pools, and what nobody claims."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from api.http.identity import Identity
from api.http.pages.payout_words import chart_words
from api.http.pages.register_rows import Ordered
from api.http.pages.speech import Speech
from api.http.pages.views.desk import TagView
from api.http.pages.views.registers import Cell
from api.http.positions import When
from api.http.regional import far_accounts, open_near
from api.http.seeing import AUDIT, DESK, MONEY, account_of, deposit_of
from domain.accounts import CUST, POOL
from domain.pool_codes import pool_owner
from projections.dormant import DORMANT
from projections.lots import LOTS
from projections.pools import POOLS

type Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Unowned:
    """What is read of pools and of the public list."""

    when: When
    reader: Identity
    wish: Speech

    def pools(self) -> list[Ordered]:
        """An account's years, the newest first.

        How many pools a year has and what lies there is for an auditor alone: while there is one,
        its balance falls when its bidder bids. What was given back is a refund, which is told.
        """
        far = far_accounts(self.when.system, self.reader.regions(*MONEY))
        read = self.when.system.readers.sealed_pools.rows
        rows = [r for r in read(POOLS, as_of=self.when.position).rows if r["account"] not in far]
        opened = Counter((row["account"], row["year"]) for row in rows)
        back = Counter((row["account"], row["year"]) for row in rows if row["closed"])
        return [
            Ordered(f"{9999 - year}/{account}", self._pool(account, year, n, back[account, year]))
            for (account, year), n in sorted(
                opened.items(), key=lambda one: (-one[0][1], one[0][0])
            )
        ]

    def _pool(self, account: str, year: int, n: int, back: int) -> tuple[Cell, ...]:
        audits = self.reader.holds(*AUDIT)
        lies = 0
        if audits:
            owner = pool_owner(account, year)
            key = (CUST, "CNY", POOL.code, owner)
            lies = -self.when.system.readers.balances.one(*key, self.when.position).amount
        return (
            Cell(account),
            Cell(str(year)),
            Cell(n=n) if audits else Cell(sealed=True),
            Cell(n=back),
            Cell(minor=lies) if audits else Cell(sealed=True),
        )

    def dormant(self) -> list[Ordered]:
        """What was ever put on the public list: what still stands there first, by its notice."""
        rows = self.when.system.readers.dormant.rows(DORMANT, as_of=self.when.position).rows
        opened = self._opened([row["owner"] for row in rows])
        titles = self._titles({row["lot"] for row in opened.values()})
        found = [Ordered(_place(row), self._listed(row, opened, titles)) for row in rows]
        return sorted(found, key=lambda one: one.key)

    def _opened(self, owners: list[str]) -> dict[str, Row]:
        regions = self.reader.regions(*MONEY)
        return open_near(self.when.system.readers, regions, self.when.position, owners)

    def _titles(self, lots: set[str]) -> dict[str, str]:
        read, where = self.when.system.readers.lots.rows, {"lot": sorted(lots)}
        rows = read(LOTS, where, as_of=self.when.position).rows if lots else []
        return {row["lot"]: row["title"] for row in rows}

    def _listed(self, row: Row, opened: dict[str, Row], titles: dict[str, str]) -> tuple[Cell, ...]:
        claimed, say = row["claimed"], self.wish.say
        stands = TagView("warn", "clock", say("registers.listed"))
        taken = TagView("done", "tick", say("registers.claimed"))
        return (
            self._whose(row["owner"], opened, titles),
            Cell(chart_words(row["chart"], self.wish)),
            Cell(day=row["since"]),
            Cell(day=row["notice"], note=row["document"]),
            Cell(minor=row["amount_fen"]),
            Cell(tag=taken, note=claimed.isoformat()) if claimed else Cell(tag=stands),
        )

    def _whose(self, owner: str, opened: dict[str, Row], titles: dict[str, str]) -> Cell:
        """A refund of an open lot's deposit by both; of all others its id; an account's day."""
        code = deposit_of(owner)
        if code is None:
            account, day = account_of(owner), owner.rpartition("/")[2]
            there = self.when.there(f"/desk?account={account}&day={day}")
            path = there if self.reader.holds(*DESK) else ""
            return Cell(owner, self.wish.say("registers.day"), path)
        row = opened.get(code)
        if row is None:
            return Cell(owner, self.wish.say("registers.sealed"))
        path = self.when.there(f"/lots/{row['lot']}#{code}")
        return Cell(titles[row["lot"]], f"{row['payer'] or '–'} {owner}", path)


def _place(row: Row) -> str:
    """By state, notice and owner."""
    return f"{1 if row['claimed'] else 0}/{row['notice']}/{row['owner']}"
