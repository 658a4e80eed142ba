"""Which credit a reversal takes back: of the account, to the fen, and seen by whoever looks.

The bank names none, and two payers may have paid alike: the matcher knows the only one there is, a
person names one of several.
"""

from collections.abc import Sequence

from api.desk.candidate import Candidate
from api.desk.open_deposits import OpenDeposits, Row
from api.desk.seen_line import SeenLine
from api.desk.window import credits_like, some
from api.readers import Readers
from domain.evidence import Evidence, Mark, same
from domain.identifiers import sub_account_in
from domain.names import plain


def asks(line: SeenLine) -> bool:
    """Whether a line is a debit by which the bank takes one of its credits back."""
    return line.reversal and not line.credit and line.currency == "CNY"


class ReversedCredits:
    """Looks the credits of reversals up, all at one position."""

    def __init__(self, readers: Readers, deposits: OpenDeposits, at: int) -> None:
        self._readers = readers
        self._deposits = deposits
        self._at = at

    def may_be(self, line: SeenLine) -> list[Candidate]:
        """The credits that a reversal may take back, the most likely first."""
        found = credits_like(self._readers, self._at, line)
        made = [self._reversal(line, one) for one in found if _stands(one)]
        return sorted(made, key=lambda one: -one.evidence.score)

    def were(self, lines: Sequence[SeenLine]) -> dict[str, Candidate]:
        """By the reversal's code, the credit that it took back, where that one may be seen."""
        wanted = {line.code: line.whose for line in lines if asks(line) and line.whose}
        found = some(self._readers, self._at, [one for one in wanted.values() if one])
        by_code = {line.code: line for line in lines}
        return {
            code: self._reversal(by_code[code], found[credit])
            for code, credit in wanted.items()
            if credit in found
        }

    def _reversal(self, line: SeenLine, credit: SeenLine) -> Candidate:
        rows = self._rows(credit)
        one = rows[0] if rows else {}
        self._deposits.know(rows)
        lot = self._deposits.lot(one) if rows else {}
        return Candidate(
            kind="reversal",
            subject=credit.code,
            deposit="" if credit.among else one.get("deposit") or "",
            lot="" if credit.among else one.get("lot") or "",
            title=lot.get("title") or "",
            rules=None,
            party=one.get("payer") or "",
            evidence=_weighed(line, credit),
            due_fen=credit.minor,
            payee=credit.name,
            payee_account=credit.account,
            serial=credit.serial or "",
            day=credit.day,
            among=tuple((row["deposit"], row["lot"] or "") for row in rows) if credit.among else (),
        )

    def _rows(self, credit: SeenLine) -> list[Row]:
        """The deposits that the credit is of, or names; in the order in which they have it."""
        codes = credit.among or ((credit.about,) if credit.about else ())
        found = self._deposits.about(set(codes))
        return [found[code] for code in codes if code in found]


def _stands(credit: SeenLine) -> bool:
    """Whether it is nobody's yet, or deposits'; no payment's, and no other line's already."""
    return credit.open or bool(credit.among) or credit.whose == credit.about is not None


def _weighed(line: SeenLine, credit: SeenLine) -> Evidence:
    numbers = (sub_account_in(line.reference), sub_account_in(credit.reference))
    names = (plain(line.name) if line.name else None, plain(credit.name) if credit.name else None)
    return Evidence(
        number=same(*numbers),
        name=same(*names),
        account=same(line.account, credit.account),
        amount=Mark.MEETS,
        time=Mark.MEETS,
    )
