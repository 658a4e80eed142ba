"""A statement held against what is banked of its day: what its balances do not allow is refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from api.banks.continuing import Span, contradicted, scattered, stands_apart
from api.banks.looked import prints
from api.banks.planning import CannotImport, Planned
from domain.bankpage.import_lines import BankLine
from domain.bankpage.state import Line


@dataclass(frozen=True, slots=True)
class Held:
    """The day as it stands: the spans of its statements that other files brought before, and all
    its lines. `sha256`: of the file that comes, which may be banked in part."""

    sha256: str
    spans: Sequence[Span]
    banked: Sequence[Line]

    def refuse_apart(self, plan: Planned) -> None:
        """A page of which nobody can tell how it stands to those before it. Raises CannotImport."""
        others = self._of_others()
        known = sum(line.particulars.fingerprint in others for line in _lines(plan))
        if (why := stands_apart(plan, self.spans, known)) is not None:
            raise self._refused(why)

    def refuse_scattered(self, plan: Planned) -> None:
        """A page whose file has others of its day that it does not join, where other files came
        before: twins are counted on through the file, so they would be taken for other lines.
        Raises CannotImport."""
        if (why := scattered(plan, self.spans)) is not None:
            raise self._refused(why)

    def refuse_contradicted(self, plan: Planned, new: Sequence[BankLine]) -> None:
        """A statement whose `new` lines cannot all be new. Raises CannotImport."""
        if not new:
            return
        mine = [line for line in self.banked if line.statement == self.sha256]
        brought = prints(mine) | {line.particulars.fingerprint for line in new}
        others = self._of_others()
        of_file = [
            line
            for line in _lines(plan)
            if (own := line.particulars.fingerprint) in brought and own not in others
        ]
        stood = sum(map(_signed, self.banked)) - sum(map(_signed, mine))
        if (why := contradicted(plan, self.spans, stood, of_file)) is not None:
            raise self._refused(why)

    def _of_others(self) -> set[str]:
        return prints(line for line in self.banked if line.statement != self.sha256)

    def _refused(self, why: str) -> CannotImport:
        return CannotImport(f"{why} (file {self.sha256})")


def _lines(plan: Planned) -> list[BankLine]:
    return list(chain.from_iterable(plan.lines.values()))


def _signed(line: Line) -> int:
    return line.amount if line.credit else -line.amount
