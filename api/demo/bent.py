"""Statements bent after the bank, and kept true: what `mock-bank` cannot say, other banks do.

Interest, a reversal, an entry a day late, references missing, the time of day. The opening carries
what earlier edits left behind, the closing is added up again, so that each statement adds up and
follows the one before; at every end of a day, the bank's balance + `carried` = its closing.
"""

from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from datetime import date
from hashlib import sha256
from itertools import count

from lxml import etree

from api.banks.channels.channel import Answer, Channel, Report
from api.banks.statements.register import read
from api.demo.entries import (
    N,
    booked_on,
    day_of,
    interest_entry,
    make_time,
    names_of,
    reversal_entry,
    set_signed,
    signed,
    strip_references,
)


class Bent:
    """The statements of one account, bent in the order in which the bank writes them.

    Edits are asked for before the statement they go to is fetched; one fetched again is the same.
    Entries are named by the bank's number (`MB-RCV-1`) or by their end-to-end id.
    """

    def __init__(self) -> None:
        self.carried = 0
        """Fen by which our statements stand above the bank's own balance, as of the last one."""
        self._interest: list[tuple[date, int, str, str]] = []
        self._reversals: list[tuple[date, str]] = []
        self._late: set[str] = set()
        self._bare: set[str] = set()
        self._times: dict[str, str] = {}
        self._held: list[etree._Element] = []
        self._shown: dict[str, etree._Element] = {}
        self._written: dict[str, bytes] = {}
        self._numbers = count(1)

    def interest(self, day: date, amount_fen: int, reference: str, note: str = "存款结息") -> None:
        """The bank credits interest of `day` on the first statement from then on; `reference`
        is the sub-account it is for, or empty."""
        self._interest.append((day, amount_fen, reference, note))

    def reverse(self, day: date, which: str) -> None:
        """The bank takes an entry back (冲正) on the first statement from `day` on."""
        self._reversals.append((day, which))

    def late(self, *which: str) -> None:
        """These are left off the statement of their day and stand on the next, booked then."""
        self._late.update(which)

    def bare(self, *which: str) -> None:
        """These lose the bank's number, their ids and their structured reference."""
        self._bare.update(which)

    def at(self, which: str, time: str) -> None:
        """This one tells at what time it was booked: `14:30:05`, Beijing."""
        self._times[which] = time

    def statement(self, file: bytes) -> bytes:
        """The file as this bank would have written it; where nothing is bent, the same bytes."""
        digest = sha256(file).hexdigest()
        if digest not in self._written:
            self._written[digest] = self._edited(file)
        return self._written[digest]

    def _edited(self, file: bytes) -> bytes:
        document = etree.fromstring(file, etree.XMLParser(resolve_entities=False))
        (statement,) = document.iter(f"{N}Stmt")
        opening, closing = statement.findall(f"{N}Bal")
        before, touched = self.carried, self._entries(statement)
        begins = signed(opening) + before
        ends = begins + sum(signed(entry) for entry in statement.findall(f"{N}Ntry"))
        self.carried = ends - signed(closing)
        if not (touched or before):
            return file
        set_signed(opening, begins)
        set_signed(closing, ends)
        for summary in statement.findall(f"{N}TxsSummry"):
            statement.remove(summary)
        return etree.tostring(document, encoding="utf-8", xml_declaration=True)

    def _entries(self, statement: etree._Element) -> bool:
        """Edits the entries; whether there was anything to do."""
        day = day_of(statement)
        entries = statement.findall(f"{N}Ntry")
        self._shown |= {name: deepcopy(one) for one in entries for name in names_of(one)}
        late = [entry for entry in entries if names_of(entry) & self._late]
        for entry in late:
            statement.remove(entry)
        more = [*self._held, *self._due(day)]
        for entry in more:
            booked_on(entry, day)
            statement.append(entry)
        self._held = late
        dressed = [self._dressed(entry) for entry in statement.findall(f"{N}Ntry")]
        return bool(late or more) or any(dressed)

    def _due(self, day: date) -> Iterator[etree._Element]:
        """What the bank adds by this day."""
        for one in [one for one in self._interest if one[0] <= day]:
            self._interest.remove(one)
            on, amount, reference, note = one
            yield interest_entry(f"MB-INT-{next(self._numbers)}", on, amount, reference, note)
        for of in [of for of in self._reversals if of[0] <= day]:
            self._reversals.remove(of)
            if of[1] not in self._shown:
                raise ValueError(f"no statement up to {day} has an entry {of[1]} to reverse")
            yield reversal_entry(self._shown[of[1]], f"MB-CZ-{next(self._numbers)}", of[0])

    def _dressed(self, entry: etree._Element) -> bool:
        names = names_of(entry)
        times = [self._times[name] for name in names if name in self._times]
        for time in times:
            make_time(entry, time)
        if bare := bool(names & self._bare):
            strip_references(entry)
        return bare or bool(times)


class BentChannel:
    """A channel whose statements are bent on the way, account by account."""

    def __init__(self, channel: Channel, layers: Mapping[str, Bent]) -> None:
        """`layers`: by account number; looked at whenever statements are asked for."""
        self._channel = channel
        self._layers = layers
        self._before: dict[bytes, bytes] = {}

    def send(self, file: bytes) -> Answer:
        """As the channel."""
        return self._channel.send(file)

    def ask(self, message: str) -> tuple[Report, ...] | None:
        """As the channel."""
        return self._channel.ask(message)

    def reports(self) -> list[Report]:
        """As the channel."""
        return self._channel.reports()

    def statements(self) -> list[bytes]:
        """Each bent by the layer of its account, if there is one."""
        return [self._bent(file) for file in self._channel.statements()]

    def notifications(self) -> list[bytes]:
        """As the channel: a bank's notice of an entry may well come before its statement."""
        return self._channel.notifications()

    def done(self, but: Collection[bytes] = ()) -> None:
        """As the channel, which knows the files as they were before."""
        self._channel.done([self._before.get(file, file) for file in but])

    def _bent(self, file: bytes) -> bytes:
        layer = self._layers.get(read(file)[0].account)
        told = layer.statement(file) if layer else file
        self._before[told] = file
        return told
