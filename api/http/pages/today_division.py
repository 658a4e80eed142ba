"""A line of several deposits: the form that divides it, filled in as it was typed; its parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from api.desk.candidate import Candidate
from api.desk.division import Division, ReadPart, TypedPart, may_be_divided, read
from api.desk.open_deposits import OpenDeposits, Row
from api.desk.outcome import Outcome, outcome
from api.desk.seen_line import SeenLine
from api.desk.whose import Candidates
from api.http.identity import Identity
from api.http.pages.speech import Speech
from api.http.pages.today_forms import Forms
from api.http.pages.today_said import MATCHES, RECORDS
from api.http.pages.today_words import refusal_words
from api.http.pages.views.desk import LegView
from api.http.pages.views.division import DivisionForm, PartRow, PartView
from api.said import plain_money
from api.wiring import System
from domain.accounts import BY_CODE
from domain.desk.divided import MOST
from domain.kernel import Event, StreamId
from domain.names import same_name
from projections.lacking import missing_fen

BLANK = 2
"""Rows to be typed that follow the candidates."""
MORE = 3
"""Rows that are added at once."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A form as it was sent. `told`: what is wrong with it, or what it would come to, is asked for;
    else more rows are.
    """

    rows: tuple[TypedPart, ...]
    told: bool


def legs_of(would: Outcome | None, names: Mapping[str, str], speech: Speech) -> tuple[LegView, ...]:
    """The entries as they would be posted; a deposit is called by these names."""
    legs = [leg for entry in (would.entries if would else ()) for leg in entry.legs]
    return tuple(
        LegView(
            debit=leg.amount > 0,
            account=f"{leg.account} {getattr(BY_CODE[leg.account], speech.lang)}",
            owner=names.get(leg.owner.partition("/")[0], leg.owner),
            minor=abs(leg.amount),
        )
        for leg in legs
    )


@dataclass(frozen=True, slots=True)
class Dividing:
    """What is told of one line's parts, all at one position."""

    system: System
    reader: Identity
    at: int
    speech: Speech

    def read(self, line: SeenLine, rows: Sequence[TypedPart]) -> Division:
        """The rows, beside the deposits that they name."""
        return read(line, rows, self._deposits())

    def form(self, line: SeenLine, forms: Forms, tried: Tried | None) -> DivisionForm | None:
        """The form of a line that can be divided: with what was typed, else with candidates."""
        if not may_be_divided(line):
            return None
        deposits = self._deposits()
        if tried is None:
            found = read(line, self._proposed(line), deposits)
            return self._drawn(forms, found, deposits, BLANK)
        found = read(line, tried.rows, deposits)
        if not tried.told:
            more = self._drawn(forms, found, deposits, MORE)
            return replace(more, open=True)
        return self._told(self._drawn(forms, found, deposits, 0), found, deposits)

    def parts(self, line: SeenLine) -> tuple[PartView, ...]:
        """Of a divided line, who has how much of it."""
        deposits = self._deposits()
        rows = deposits.named(set(line.among))
        return tuple(
            PartView(
                title=self._title(rows.get(code), deposits) or code,
                note=rows[code]["payer"] or "" if code in rows else "",
                minor=self._part(code, line.code),
            )
            for code in line.among
        )

    def among(self, line: SeenLine) -> tuple[tuple[str, str], ...]:
        """Deposit and lot of all who have a part of a line that may be seen."""
        rows = self._deposits().about(set(line.among))
        return tuple((code, rows[code]["lot"]) for code in line.among)

    def names(self, codes: set[str]) -> dict[str, str]:
        """What deposits of open lots are called: by their lot, and who owes them."""
        deposits = self._deposits()
        return {
            code: f"{self._title(row, deposits)} / {row['payer']}"
            for code, row in deposits.named(codes).items()
        }

    def _deposits(self) -> OpenDeposits:
        return OpenDeposits(self.system.readers, self.at)

    def _part(self, deposit: str, line: str) -> int | None:
        state = self.system.replay.state(StreamId("deposit", deposit), self.at)
        came = next((one for one in state.receipts if one.line == line), None)
        return came.entry.amount if came else None

    def _proposed(self, line: SeenLine) -> list[TypedPart]:
        """Deposits that wait for money; how much, where all of the payer's wait for just this."""
        found = Candidates(self.system, self.at).all(line, MOST - BLANK)
        waiting = [one for one in found if one.kind == "receipt" and one.due_fen]
        theirs = [one for one in waiting if same_name(one.party, line.name)]
        whole = len(theirs) > 1 and sum(one.due_fen for one in theirs) == line.minor

        def amount(one: Candidate) -> str:
            return plain_money(one.due_fen) if whole and one in theirs else ""

        return [TypedPart(one.deposit, amount(one)) for one in waiting]

    def _drawn(
        self, forms: Forms, found: Division, deposits: OpenDeposits, blank: int
    ) -> DivisionForm:
        rows = [self._row(one, deposits) for one in found.rows]
        rows += [PartRow("", "", "", "")] * min(blank, MOST - len(rows))
        return DivisionForm(
            fields=forms.carried(found.line),
            back=forms.wish.path(line=found.line.code),
            rows=tuple(rows),
            minor=found.line.minor,
            left=found.left_fen,
            most=MOST,
        )

    def _row(self, one: ReadPart, deposits: OpenDeposits, note: str = "") -> PartRow:
        say = self.speech.say
        wrong = say(f"today.split.wrong.{one.wrong}") if one.wrong else ""
        if one.row is None:
            return PartRow(one.deposit, "", "", one.amount, wrong)
        waits = say(
            "today.split.waits", party=one.row["payer"], fen=plain_money(missing_fen(one.row))
        )
        title = self._title(one.row, deposits)
        return PartRow(one.row["deposit"], title, note or waits, one.amount, wrong)

    def _title(self, row: Row | None, deposits: OpenDeposits) -> str:
        return deposits.lot(row).get("title") or row["lot"] or "" if row else ""

    def _told(self, form: DivisionForm, found: Division, deposits: OpenDeposits) -> DivisionForm:
        """With what stands against it, or what it would come to if it were sent now."""
        say, form = self.speech.say, replace(form, open=True)
        if against := found.against:
            key = "today.split.rows.wrong" if against == "rows" else f"today.split.{against}"
            return replace(form, wrong=say(key, fen=_plain(found.left_fen)))
        wanted = found.command(found.line.version)
        would = outcome(self.system, wanted, self.reader.person, self.reader.posts)
        if would.refused:
            reason = refusal_words(would.refused, self.speech)
            return replace(form, wrong=say("today.split.refused", reason=reason))
        names = self.names({one.row["deposit"] for one in found.parts if one.row})
        rows = tuple(self._row(one, deposits, self._becomes(one, would)) for one in found.rows)
        legs = legs_of(would, names, self.speech)
        return replace(form, rows=rows, legs=legs, outcome=say(_verdict(would.events)))

    def _becomes(self, one: ReadPart, would: Outcome) -> str:
        """What a part would be found to be."""
        code = one.row["deposit"] if one.row else ""
        told = [event.NAME for event in would.events if getattr(event, "deposit", "") == code]
        name = next((name for name in told if name in MATCHES | RECORDS), "")
        return self.speech.say(f"today.outcome.{name}") if name else ""


def _verdict(events: Sequence[Event]) -> str:
    moved = any(event.NAME == "LineDivided" for event in events)
    return "today.split.fits" if moved else "today.split.records"


def _plain(fen: int) -> str:
    return plain_money(abs(fen))
