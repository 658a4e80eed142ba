"""What a bank says of payments by itself: notices of debits and reports, held against each other.

Notices are read first, and stay at the bank until a statement shows their debit: of what was
debited a rejection is not believed, else its refund would be paid twice. It is told, and stays at
the bank too, until statements show the debit, or that there was none.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from api.banks.channels.channel import Channel
from api.banks.noticing import Debit, Over, debits, noticed
from api.banks.reporting import Debited, Find, Reporting, Row, meant, nothing_debited
from domain.account.events import AccountOpened

_DEBITED = "which a notification says was debited"


@dataclass(slots=True)
class Heard:
    """What a bank said. `reports`: how many could be read; `told`: in what it contradicts what is
    known; `unread`: what of it cannot be read, and why; `kept`: the files that stay at the bank;
    `doubted`: the payments that are contradicted; `debited`: whether one was, as it notified."""

    reports: int = 0
    told: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    kept: list[bytes] = field(default_factory=list)
    doubted: set[str] = field(default_factory=set)
    debited: Debited = nothing_debited


class Hearing:
    """Hears the bank of one account of ours, over its channel."""

    def __init__(
        self,
        channel: Channel,
        reporting: Reporting,
        find: Find,
        account: AccountOpened,
        beside: Collection[str],
        over: Over,
    ) -> None:
        """`beside`: our accounts at this bank, on whose payments it may report."""
        self._channel = channel
        self._reporting = reporting
        self._find = find
        self._account = account
        self._beside = beside
        self._over = over

    def hear(self) -> Heard:
        """Records what the bank says. Raises NoAnswer, ChannelError."""
        heard = Heard()
        found, unread = debits(self._channel.notifications())
        heard.debited = self._debited(found)
        self._reports(heard)
        rows = self._named(found)
        now = noticed(found, rows, self._account, self._over)
        for report in now.proofs.values():
            self._reporting.record(report, rows)
        heard.told += [why for _, why in now.kept]
        heard.unread += [f"a notification is not read: {why}" for _, why in unread]
        heard.kept += [*now.waiting, *(file for file, _ in (*now.kept, *unread))]
        heard.doubted |= now.doubted
        return heard

    def _reports(self, heard: Heard) -> None:
        reports = self._channel.reports()
        payments = self._reporting.payments(reports)
        ours = {one: row for one, row in payments.items() if row["account"] in self._beside}
        for report in reports:
            if report.unread:
                heard.unread.append(f"a status report is not read: {report.reason or ''}")
                heard.kept.append(report.file)
                continue
            heard.reports += 1
            foreign = [one for one in meant(report, payments) if one not in ours]
            doubted = self._reporting.record(report, ours, heard.debited)
            heard.told += [f"a status report is on {one}, another bank's" for one in foreign]
            heard.told += [f"a status report rejects {one}, {_DEBITED}" for one in doubted]
            heard.doubted |= {*doubted}
            if foreign or doubted:
                heard.kept.append(report.file)

    def _debited(self, found: Collection[Debit]) -> Debited:
        """By what is notified, as things stood before anything was reported."""
        rows = self._named(found)
        days = {
            debit.payment: debit.notice.line.booking_date
            for debit in found
            if (row := rows.get(debit.payment)) and debit.concerns(row, self._account)
        }
        return lambda payment: payment in days and not self._over(rows[payment], days[payment])

    def _named(self, found: Collection[Debit]) -> Mapping[str, Row]:
        """The payments that notices name, and no others, however many there ever were."""
        named = sorted({debit.payment for debit in found})
        rows = self._find({"payment": named}) if named else []
        return {str(row["payment"]): row for row in rows}
