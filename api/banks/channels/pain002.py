"""pain.002, any version since 3: the bank's word on our payment orders → `Report`s; never a guess.

A bank speaks on three levels: of the file, of a block of payments, of each payment. What it says
of a payment goes before what it says of the file; a contradiction between them decides nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO

from api.banks.channels.channel import ChannelError, Report, Status
from api.banks.statements.format import StatementError
from api.banks.statements.fragments import Begun, Ended, Tree, fragments
from api.banks.statements.told import text

_STATUS = {
    **dict.fromkeys(("ACCP", "ACSP", "ACSC", "ACCC", "ACWC", "ACWP", "ACFC"), Status.ACCEPTED),
    "RJCT": Status.REJECTED,
}
"""Of ExternalPaymentTransactionStatus1Code, what decides. PDNG, RCVD, ACTC (looked at the form
only), PART and whatever may come do not."""
_PART = "PART"
_DUPLICATE = frozenset({"DUPL", "AM05", "DU01", "DU02", "DU03", "DU04", "DU05"})
"""Refused because the bank has it already: then the first one may well be paid."""
_REASONS = ("Rsn/Cd", "Rsn/Prtry")
_PLACEHOLDERS = frozenset({"NONREF", "NOTPROVIDED"})


@dataclass(frozen=True, slots=True)
class _Said:
    """A status with its reasons, on whatever level."""

    word: str | None = None
    codes: tuple[str, ...] = ()
    reason: str | None = None

    @property
    def status(self) -> Status:
        if not _DUPLICATE.isdisjoint(self.codes):
            return Status.UNKNOWN
        return _STATUS.get(self.word or "", Status.UNKNOWN)


@dataclass(slots=True)
class _Draft:
    """A message while it is read."""

    message: str | None = None
    group: _Said = _Said()
    told: int | None = None  # how many payments the file had, as the bank counts
    listed: list[Report] = field(default_factory=list)
    unlisted: list[_Said] = field(default_factory=list)  # blocks that name none of their payments
    decided: set[Status] = field(default_factory=set)  # what was said on any level, codes or not


def reports(file: bytes) -> list[Report]:
    """What a pain.002 says: payment by payment, then of the whole where some are not listed.

    Total: any bytes give reports or a ChannelError.
    """
    draft = _Draft()
    try:
        for found in fragments(BytesIO(file), (), ("CstmrPmtStsRpt",)):
            if not isinstance(found, Begun | Ended):
                _take(draft, found)
    except StatementError as error:
        raise ChannelError(f"not a status report (pain.002): {error}") from None
    if draft.message is None:
        raise ChannelError(
            "not a status report (pain.002): nothing names the message it is about (OrgnlMsgId)"
        )
    return [*_once(draft.listed), *_whole(draft, draft.message)]


def _take(draft: _Draft, part: Tree) -> None:
    if part.tag == "OrgnlGrpInfAndSts":
        if draft.message is not None:
            raise ChannelError(f"a status report of two messages, the first is {draft.message}")
        draft.message, draft.group = _number(part, "OrgnlMsgId"), _said(part, "GrpSts")
        _decides(draft, draft.group)
        told = text(part, "OrgnlNbOfTxs") or ""
        draft.told = int(told) if told.isascii() and told.isdigit() and len(told) < 16 else None
    elif part.tag == "OrgnlPmtInfAndSts":
        block, payments = _said(part, "PmtInfSts"), part.findall("TxInfAndSts")
        _decides(draft, block)
        if not payments and block.word is not None:
            draft.unlisted.append(block)
        draft.listed += [_payment(draft, payment, block) for payment in payments]


def _payment(draft: _Draft, payment: Tree, block: _Said) -> Report:
    if draft.message is None:
        raise ChannelError("a status report names payments before the message they are of")
    name = _number(payment, "OrgnlEndToEndId") or _number(payment, "OrgnlInstrId")
    if name is None:
        raise ChannelError(
            f"the status report of {draft.message} has a payment without id (OrgnlEndToEndId)"
        )
    said = _said(payment, "TxSts")
    _decides(draft, said)
    return _report(draft.message, name, (said, block, draft.group))


def _decides(draft: _Draft, said: _Said) -> None:
    if said.word in _STATUS:
        draft.decided.add(_STATUS[said.word])


def _whole(draft: _Draft, message: str) -> Iterator[Report]:
    """What goes for payments that are not listed; nothing where all of them are.

    It decides nothing where the file says the opposite of anything it names.
    """
    if draft.listed and draft.told is not None and len(draft.listed) >= draft.told:
        return
    levels = (*draft.unlisted, draft.group)
    words = {said.word for said in levels}
    if words == {None} or (draft.listed and _PART in words):
        return
    found = _report(message, None, levels)
    open_still = _PART in words or len(draft.decided) > 1
    yield replace(
        found,
        status=Status.UNKNOWN if open_still else found.status,
        but=frozenset(report.payment for report in draft.listed if report.payment),
    )


def _report(message: str, payment: str | None, levels: Sequence[_Said]) -> Report:
    """From the nearest level to the file's: the first that says a status counts, and its reasons
    may stand on a further one that says the same."""
    speaking = [said for said in levels if said.word is not None]
    first = speaking[0] if speaking else _Said()
    alike = [levels[0], *(said for said in speaking if said.word == first.word)]
    codes = next((said.codes for said in alike if said.codes), ())
    heard = replace(first, codes=codes)
    decided = {_STATUS[said.word] for said in speaking if said.word in _STATUS}
    return Report(
        message=message,
        payment=payment,
        status=heard.status if len(decided) == 1 else Status.UNKNOWN,
        word=first.word or "",
        code=codes[0] if codes else None,
        reason=next((said.reason for said in alike if said.reason), None),
    )


def _once(listed: Sequence[Report]) -> Iterator[Report]:
    """Each payment once; what is said of it twice and differently decides nothing."""
    said: dict[str | None, Report] = {}
    for report in listed:
        known = said.setdefault(report.payment, report)
        if known.status != report.status:
            said[report.payment] = replace(known, status=Status.UNKNOWN)
    yield from said.values()


def _said(part: Tree, name: str) -> _Said:
    codes = [code for one in part.findall("StsRsnInf") if (code := text(one, *_REASONS))]
    pieces = [said for one in part.findall("StsRsnInf/AddtlInf") if (said := text(one, "."))]
    return _Said(text(part, name), tuple(codes), " ".join(pieces) or None)


def _number(part: Tree, name: str) -> str | None:
    told = text(part, name)
    return None if told in _PLACEHOLDERS else told
