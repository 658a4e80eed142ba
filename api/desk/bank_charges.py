"""A charge that the bank took out of custody, and the credit by which it gives one back (P31).

A charge is its own: on its line stands what the bank owes until it has given that back.
"""

from collections.abc import Sequence

from api.desk.candidate import Candidate, Kind
from api.desk.our_accounts import OurAccounts, account_of, called
from api.desk.seen_line import SeenLine, order
from api.desk.window import some
from api.readers import Readers
from domain.accounts import BANK_RECEIVABLE, CUST
from domain.evidence import Evidence, Mark
from domain.names import same_name

_KIND = "CHARGE"


class BankCharges:
    """Looks charges up, all at one position."""

    def __init__(self, readers: Readers, accounts: OurAccounts, at: int) -> None:
        self._readers = readers
        self._accounts = accounts
        self._at = at

    def may_be(self, line: SeenLine) -> list[Candidate]:
        """Of a debit, that it is a charge; of a credit, the charges that it may give back, the
        oldest first.
        """
        if not line.credit:
            charge = line.kind == _KIND and not line.reversal
            return [self._candidate("charge", line, line, line.minor)] if charge else []
        if not self._of_the_bank(line):
            return []
        owed = self._owed(line)
        charges = sorted(some(self._readers, self._at, owed).values(), key=order)
        return [self._candidate("charge_repaid", line, one, owed[one.code]) for one in charges]

    def were(self, lines: Sequence[SeenLine]) -> dict[str, Candidate]:
        """By their codes, what those of the lines are that were matched so."""
        whose = {line.code: line.whose for line in lines if _another(line)}
        found = some(self._readers, self._at, [code for code in whose.values() if code])
        told = {}
        for line in lines:
            charge = found.get(whose.get(line.code) or "")
            if charge is not None and charge.kind == _KIND and not charge.credit:
                kind: Kind = "charge_repaid" if line.credit else "charge"
                told[line.code] = self._candidate(kind, line, charge, line.minor)
        return told

    def _of_the_bank(self, line: SeenLine) -> bool:
        """Whether the bank calls it a charge, or is named as its payer, as the decider asks."""
        return line.kind == _KIND or same_name(line.name, self._accounts.of(line).get("bank"))

    def _owed(self, line: SeenLine) -> dict[str, int]:
        """What the bank owes on the line's account, by the charge's line; fen."""
        where = {"book": CUST, "currency": "CNY", "account": BANK_RECEIVABLE.code}
        rows = self._readers.balances.owned(self._at, where=where, standing=True).rows
        mine = f"{account_of(line)}/"
        return {
            one.owner: one.amount
            for one in rows
            if one.owner and "#" in one.owner and one.owner.startswith(mine)
        }

    def _candidate(self, kind: Kind, line: SeenLine, charge: SeenLine, owed: int) -> Candidate:
        much = Mark.MEETS if line.minor <= owed else Mark.REQUIRED
        return Candidate(
            kind=kind,
            subject=charge.code,
            deposit="",
            lot="",
            title=account_of(line),
            rules=None,
            party=self._accounts.of(line).get("bank") or "",
            evidence=Evidence(name=Mark.MEETS, amount=much),
            due_fen=owed,
            serial=called(charge),
            day=charge.day,
        )


def _another(line: SeenLine) -> bool:
    """Whether a line is another line's, or its own."""
    return line.whose is not None and "#" in line.whose
