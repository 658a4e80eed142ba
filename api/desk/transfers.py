"""The other side of a transfer between accounts of ours, also of what became price (P10).

A debit's is a credit of the same amount on another account, and the other way round: where one of
them names the other's account at least, and neither names anybody else's.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from api.desk.candidate import Candidate
from api.desk.open_deposits import OpenDeposits
from api.desk.our_accounts import OurAccounts, account_of, called
from api.desk.seen_line import SeenLine
from api.desk.window import OLDER_DAYS, alike, some
from api.wiring import System
from domain.accounts import PRICE_HELD, SETTLEMENT_BANK
from domain.deposit.state import Deposit
from domain.evidence import Evidence, Mark
from domain.kernel import StreamId
from projections.payouts import GIVEN
from projections.reader import Row


class Transfers:
    """Looks other sides up, all at one position."""

    def __init__(
        self, system: System, deposits: OpenDeposits, accounts: OurAccounts, at: int
    ) -> None:
        self._readers = system.readers
        self._replay = system.replay
        self._deposits = deposits
        self._accounts = accounts
        self._at = at

    def may_be(self, line: SeenLine) -> list[Candidate]:
        """The lines that may be the other side, the nearest in time first: each of them as what of
        a deposit became price, where it is just that, before it is a transfer of any other kind.
        """
        if line.reversal or line.returned:
            return []
        found = [one for one in self._like(line) if self._two_sides(line, one)]
        found.sort(key=lambda one: (abs(one.day - line.day), one.code))
        return [
            made for one in found for made in (*self._parts(line, one), self._candidate(one, {}))
        ]

    def were(self, lines: Sequence[SeenLine]) -> dict[str, Candidate]:
        """By their codes, those of the lines that were matched so, and with which other."""
        whose = {line.code: line.whose for line in lines if line.whose and "#" in line.whose}
        found = some(self._readers, self._at, whose.values())
        return {
            line.code: self._candidate(other, {})
            for line in lines
            if (other := found.get(whose.get(line.code) or "")) is not None
            and other.whose == line.code != other.code
            and account_of(line) != account_of(other)
        }

    def _like(self, line: SeenLine) -> list[SeenLine]:
        """Open lines of the same amount that go the other way, on our other accounts in CNY."""
        others = [
            code
            for code, row in self._accounts.every().items()
            if code != account_of(line) and row["currency"] == "CNY"
        ]
        if not others:
            return []
        days = [line.day + timedelta(days=n) for n in range(-OLDER_DAYS, OLDER_DAYS + 1)]
        number = self._accounts.of(line).get("number")

        def may(row: Row) -> bool:
            """Nobody's yet, nor says that it is of another account than the line's."""
            named = _spaceless(row["payer_account"])
            free = row["deposit"] is None and not row["deposits"]
            return free and named in ("", _spaceless(number))

        found = alike(self._readers, self._at, line, others, days, may)
        return [one for one in found if one.open and not one.reversal]

    def _two_sides(self, line: SeenLine, other: SeenLine) -> bool:
        """As the decider asks: `domain.desk.transfer`."""
        told = (
            _spaceless(one.account) == _spaceless(self._accounts.of(there).get("number"))
            for one, there in ((line, other), (other, line))
            if one.account
        )
        named = list(told)
        return bool(named) and all(named)

    def _parts(self, line: SeenLine, other: SeenLine) -> Iterator[Candidate]:
        """The deposits of which just this became price, and lies where it left."""
        source, target = (other, line) if line.credit else (line, other)
        if self._accounts.of(target).get("holds") != SETTLEMENT_BANK.code:
            return
        for row in self._waiting():
            deposit: Deposit = self._replay.state(StreamId("deposit", row["deposit"]), self._at)
            price = deposit.price
            if price.moved_to is not None or price.part_fen != line.minor:
                continue
            if price.part_lies_on(deposit.receipts) == {account_of(source)}:
                yield self._candidate(other, row)

    def _waiting(self) -> list[Row]:
        """Deposits of open lots that may hold a price."""
        where = {"chart": PRICE_HELD.code, "open": True}
        rows = self._readers.payouts.rows(GIVEN, where, as_of=self._at).rows
        found = self._deposits.about({row["deposit"] for row in rows})
        self._deposits.know(found.values())
        return sorted(found.values(), key=lambda row: str(row["deposit"]))

    def _candidate(self, other: SeenLine, row: Row) -> Candidate:
        lot = self._deposits.lot(row) if row else {}
        deposit = row["deposit"] if row else ""
        return Candidate(
            kind="transfer",
            subject=f"{other.code}/{deposit}" if deposit else other.code,
            deposit=deposit,
            lot=row["lot"] if row else "",
            title=lot.get("title") or account_of(other),
            rules=None,
            party=(row["payer"] or "") if row else "",
            evidence=Evidence(account=Mark.MEETS, amount=Mark.MEETS),
            due_fen=other.minor,
            payee=account_of(other),
            payee_account=self._accounts.of(other).get("number"),
            serial=called(other),
            day=other.day,
            other=other.code,
            other_seen=other.version,
        )


def _spaceless(number: str | None) -> str:
    return "".join((number or "").split())
