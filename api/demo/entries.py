"""Entries and balances of a camt.053 as elements: looked at, made, and changed in their order."""

from copy import deepcopy
from datetime import date

from lxml import etree

from api.banks.statements.amounts import minor

N = "{urn:iso:std:iso:20022:tech:xsd:camt.053.001.08}"
_PLACEHOLDER = "NOTPROVIDED"


def signed(element: etree._Element) -> int:
    """The amount of a balance or an entry in fen, a debit below zero."""
    amount = minor(_text(element, "Amt"), "CNY")
    return amount if _text(element, "CdtDbtInd") == "CRDT" else -amount


def set_signed(element: etree._Element, fen: int) -> None:
    """Writes amount and indicator of a balance."""
    _child(element, "Amt").text = _yuan(abs(fen))
    _child(element, "CdtDbtInd").text = "CRDT" if fen >= 0 else "DBIT"


def day_of(statement: etree._Element) -> date:
    """The day that a statement closes."""
    *_, closing = statement.findall(f"{N}Bal")
    return date.fromisoformat(_text(closing, "Dt", "Dt"))


def names_of(entry: etree._Element) -> set[str]:
    """What an entry may be called by: the bank's number, and its end-to-end id if it has one."""
    paths = ("AcctSvcrRef",), ("NtryDtls", "TxDtls", "Refs", "EndToEndId")
    return {told for path in paths if (told := _text(entry, *path))} - {_PLACEHOLDER}


def booked_on(entry: etree._Element, day: date) -> None:
    """Books the entry on another day; what it is worth from (`ValDt`) stays."""
    _child(entry, "BookgDt", "Dt").text = day.isoformat()


def make_time(entry: etree._Element, time: str) -> None:
    """The booking date becomes a moment in Beijing."""
    booked = _child(entry, "BookgDt")
    day = _text(booked, "Dt")
    for child in booked:
        booked.remove(child)
    _add(booked, "DtTm").text = f"{day}T{time}+08:00"


def strip_references(entry: etree._Element) -> None:
    """Takes off the bank's number, all ids, and the structured reference."""
    for path in ("AcctSvcrRef", "NtryDtls/TxDtls/Refs", "NtryDtls/TxDtls/RmtInf/Strd"):
        for found in entry.findall("/".join(N + name for name in path.split("/"))):
            parent = found.getparent()
            assert parent is not None
            parent.remove(found)


def interest_entry(
    serial: str, day: date, amount_fen: int, reference: str, note: str
) -> etree._Element:
    """An ordinary credit of the bank's own: of interest, for the sub-account of its reference."""
    entry = etree.Element(f"{N}Ntry")
    _money(entry, amount_fen)
    _add(entry, "Sts", "Cd").text = "BOOK"
    _add(entry, "BookgDt", "Dt").text = day.isoformat()
    _add(entry, "ValDt", "Dt").text = day.isoformat()
    _add(entry, "AcctSvcrRef").text = serial
    domain = _add(entry, "BkTxCd", "Domn")
    _add(domain, "Cd").text = "ACMT"
    family = _add(domain, "Fmly")
    _add(family, "Cd").text = "MCOP"
    _add(family, "SubFmlyCd").text = "INTR"
    details = _add(entry, "NtryDtls", "TxDtls")
    _money(details, amount_fen)
    said = _add(details, "RmtInf")
    _add(said, "Ustrd").text = note
    if reference:
        _add(said, "Strd", "CdtrRefInf", "Ref").text = reference
    return entry


def reversal_entry(of: etree._Element, serial: str, day: date) -> etree._Element:
    """An entry taken back: the other way and marked so, the parties in their old roles."""
    entry = deepcopy(of)
    turned = "DBIT" if _text(of, "CdtDbtInd") == "CRDT" else "CRDT"
    way = _child(entry, "CdtDbtInd")
    for each in (way, *entry.findall(f"{N}NtryDtls/{N}TxDtls/{N}CdtDbtInd")):
        each.text = turned
    mark = etree.Element(f"{N}RvslInd")
    mark.text = "true"
    way.addnext(mark)
    _child(entry, "AcctSvcrRef").text = serial
    _child(entry, "ValDt", "Dt").text = day.isoformat()
    return entry


def _money(parent: etree._Element, amount_fen: int) -> None:
    amount = _add(parent, "Amt")
    amount.set("Ccy", "CNY")
    amount.text = _yuan(amount_fen)
    _add(parent, "CdtDbtInd").text = "CRDT"


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def _add(parent: etree._Element, *names: str) -> etree._Element:
    for name in names:
        parent = etree.SubElement(parent, N + name)
    return parent


def _child(parent: etree._Element, *names: str) -> etree._Element:
    found = parent.find("/".join(N + name for name in names))
    if found is None:
        raise ValueError(f"a statement of this bank has {'/'.join(names)} here")
    return found


def _text(parent: etree._Element, *names: str) -> str:
    return parent.findtext("/".join(N + name for name in names)) or ""
