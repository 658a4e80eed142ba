"""Builds the record of 今日对账: everything of it read at one position."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from fastapi import Request

from api.desk.changes import changes
from api.desk.seen_line import SeenLine
from api.desk.whose import Candidates
from api.desk.window import Window, older, one, some, window
from api.http.identity import Identity
from api.http.pages.shown import Shown
from api.http.pages.speech import Speech
from api.http.pages.today_division import Tried
from api.http.pages.today_head import blind_words, nothing, progress, subject
from api.http.pages.today_pane import Pane
from api.http.pages.today_rows import Listing, groups, in_tab, number_of, tabs
from api.http.pages.today_said import Said
from api.http.pages.today_wish import Wanted, Wish, accounts, beside, filters
from api.http.pages.views.desk import Act, LastAct
from api.http.pages.views.today import Conflict, FormView, Imports, Today
from api.http.positions import When
from api.http.seeing import BRING
from api.http.statements import STATEMENT_MAX
from api.readers import Readers
from domain.identifiers import line_id
from projections.bankdays import ACCOUNTS, CLOSES, DAYS
from projections.lots import LOTS
from projections.reader import Reader, Row


def needed(r: Readers) -> tuple[Reader, ...]:
    """What the page reads."""
    sealed = (r.sealed_care, r.sealed_claims)
    money = (r.deposits, r.payments, r.payouts, r.balances.reader)
    return (r.bankdays, *sealed, r.lots, *money, r.trail)


@dataclass(frozen=True, slots=True)
class Page:
    """One answer, all of it at one position. `typed`: what a refused form was filled in with."""

    request: Request
    reader: Identity
    when: When
    wanted: Wanted
    speech: Speech
    typed: Mapping[str, str] = field(default_factory=dict)
    tried: Tried | None = None

    @property
    def _readers(self) -> Readers:
        return self.when.system.readers

    @property
    def _at(self) -> int:
        return self.when.position

    def view(self) -> Today:
        """The record of the page."""
        followed = self._followed()
        wish, days = self._wish(followed)
        found = window(self._readers, self._at, wish.account, wish.day) if wish.day else None
        listing = self._listing(wish, found)
        heads = listing.sorted()
        order = in_tab(heads, wish.tab)
        chosen = self._chosen(listing, order)
        listing = replace(listing, wish=replace(wish, line=chosen.code if chosen else ""))
        pane = self._pane(listing, chosen, order)
        listed, more = groups(listing, heads, self._bulk(wish, len(heads["exact"])))
        imports = self.reader.holds(*BRING) and not pane.past
        last, undo = self._last(pane)
        told = found is not None and bool(found.lines or listing.older or not found.guarded)
        return Today(
            account=wish.account,
            day=wish.day,
            unit=self._unit(found),
            subject=subject(followed, wish.account, found, self.speech),
            earlier=beside(wish, [day for day in days if wish.day and day < wish.day][-1:]),
            later=beside(wish, [day for day in days if wish.day and day > wish.day][:1]),
            accounts=accounts(followed, wish),
            progress=progress(listing, heads, found),
            tabs=tabs(listing, heads) if told else (),
            filters=filters(wish, self.speech.say) if told else (),
            groups=listed,
            blind=blind_words(found, self.speech) if found and listed else None,
            last=last,
            undo=undo,
            left_out=self._left_out(),
            conflict=self._conflict(),
            decision=pane.decision(chosen) if chosen else None,
            imports=Imports("/desk/import", STATEMENT_MAX) if imports else None,
            nothing=None
            if listed
            else nothing(self.request, listing, found, imports, self._opening()),
            waits=found is None and bool(listed),
            more=wish.path(after=more) if more else None,
            past=pane.past,
            now=wish.path(as_of=""),
            typed=self.typed,
        )

    def _followed(self) -> list[Row]:
        """The accounts that are followed, those in CNY first."""
        rows = self._readers.bankdays.rows(ACCOUNTS, as_of=self._at).rows
        return sorted(
            rows, key=lambda row: (row["currency"] != "CNY", row["holds"], row["account"])
        )

    def _wish(self, followed: Sequence[Row]) -> tuple[Wish, list[date]]:
        """What is asked for, completed: the account, its newest day; and all of its days."""
        asked_for, readers = self.wanted, self._readers
        account = asked_for.account or (followed[0]["account"] if followed else "")
        where = {"account": account}
        days = sorted(row["day"] for row in readers.bankdays.rows(DAYS, where, as_of=self._at).rows)
        day = date.fromisoformat(asked_for.day) if asked_for.day else (days[-1] if days else None)
        wish = Wish(
            account=account,
            day=day,
            tab=asked_for.tab or "open",
            side=asked_for.side,
            mine=bool(asked_for.mine),
            line=asked_for.line,
            candidate=asked_for.cand,
            after=asked_for.after,
            as_of=str(self._at) if self.when.past else "",
        )
        return wish, days

    def _listing(self, wish: Wish, found: Window | None) -> Listing:
        lines = found.lines if found else ()
        before = older(self._readers, self._at, wish.account, wish.day) if wish.day else ()
        candidates = Candidates(self.when.system, self._at)
        done = [line.position for line in lines if not line.open]
        return Listing(
            wish=wish,
            speech=self.speech,
            me=self.reader.person,
            lines=lines,
            older=before,
            candidates=candidates,
            best=candidates.best([*lines, *before]),
            changes=changes(self._readers, self._at, done),
            may_match=self.reader.holds("C-SET1") and not wish.as_of,
        )

    def _chosen(self, listing: Listing, order: Sequence[SeenLine]) -> SeenLine | None:
        """The line of the address, listed or not; else the first that is listed."""
        if not self.wanted.line:
            return order[0] if order else None
        near = {line.code: line for line in (*listing.lines, *listing.older)}
        return near.get(self.wanted.line) or one(self._readers, self._at, self.wanted.line)

    def _pane(self, listing: Listing, chosen: SeenLine | None, order: Sequence[SeenLine]) -> Pane:
        more = changes(self._readers, self._at, [chosen.position]) if chosen else {}
        return Pane(
            system=self.when.system,
            reader=self.reader,
            at=self._at,
            listing=replace(listing, changes={**listing.changes, **more}),
            next_open=_next(order, chosen),
            closed=self._closed(chosen),
            past=bool(listing.wish.as_of),
            tried=self.tried if chosen and chosen.code == self.wanted.line else None,
        )

    def _closed(self, line: SeenLine | None) -> bool:
        if line is None:
            return False
        where = {"account": line_id(line.code).page.of.account, "day": line.day}
        rows = self._readers.bankdays.rows(CLOSES, where, as_of=self._at).rows
        return bool(rows) and rows[0]["stage"] == "CLOSED"

    def _bulk(self, wish: Wish, n: int) -> Act:
        back = wish.path(line="", after="", as_of="").partition("?")[2]
        fields = (("id", secrets.token_hex(16)), ("back", back))
        return Act(self.speech.say("today.bulk", n=n), "/desk/bulk", fields, "⇧A", "act")

    def _unit(self, found: Window | None) -> str:
        lines = found.lines if found else ()
        foreign = next((line.currency for line in lines if line.currency != "CNY"), "")
        return foreign or self.speech.say("batches.yuan")

    @property
    def _said(self) -> Said:
        return Said(self.when.system, self.reader, self._at, self.speech)

    def _last(self, pane: Pane) -> tuple[LastAct | None, FormView | None]:
        """What was done last, and the form that undoes it."""
        if not self.wanted.did or pane.past:
            return None, None
        line = self._said.line(self.wanted.of)
        undo = replace(pane, closed=self._closed(line)).undo(line) if line else None
        said = self._said.last(self.wanted.spans, self.wanted.of, undo=bool(undo))
        if said is None or undo is None:
            return said, None
        act = Act(undo.act, "", key="U", dialog="undo", glyph="hook")
        return replace(said, undo=act), undo

    def _conflict(self) -> Conflict | None:
        asked_for = self.wanted
        if not asked_for.refused:
            return None
        said = self._said.conflict(asked_for.refused, asked_for.of, asked_for.meant)
        typed = self.typed.get("text") or self.typed.get("reason")
        if said is None or not typed:
            return said
        return replace(said, meant=self.speech.say("today.conflict.typed", text=typed))

    def _left_out(self) -> str:
        codes = [one for one in self.wanted.left.split(",") if one]
        found = some(self._readers, self._at, codes)
        numbers = [number_of(found[code], self.speech) for code in codes if code in found]
        if not numbers:
            return ""
        named = self.speech.say("join.comma").join(numbers)
        return self.speech.say("today.left_out", n=len(numbers), numbers=named)

    def _opening(self) -> str:
        """When the next bids are opened; public."""
        rows = self._readers.lots.rows(LOTS, as_of=self._at).rows
        coming = [row["opening_at"] for row in rows if row["announced_at"] and not row["opened_at"]]
        if not coming:
            return ""
        moment = Shown(self.speech).line(min(coming))
        return self.speech.say("today.blind.next", moment=moment)


def _next(order: Sequence[SeenLine], chosen: SeenLine | None) -> str:
    """The open line after the chosen one; before it, where none comes after."""
    codes = [line.code for line in order if line.open or line == chosen]
    if chosen is None or chosen.code not in codes:
        return codes[0] if codes else ""
    at = codes.index(chosen.code)
    rest = codes[at + 1 :] or codes[:at][::-1]
    return rest[0] if rest else ""
