"""Our payment order: a `Transfer` → the bytes of a pain.001.001.09, checked, always the same."""

import re
from datetime import timedelta, timezone
from xml.etree.ElementTree import Element, SubElement, tostring

from api.banks.channels.channel import Instruction, Transfer
from api.banks.channels.sound import checked

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
_BEIJING = timezone(timedelta(hours=8))
_CNAPS = re.compile(r"[0-9]{12}")
_BIC = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_IBAN = re.compile(r"(?!CN)[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_NONE = "NOTPROVIDED"


def written(transfer: Transfer) -> bytes:
    """The file: UTF-8, the same bytes for the same transfer. Raises BadTransfer.

    Each payment is asked to be booked by itself (`BtchBookg` false), so that each debit of the
    statement carries its end-to-end id.
    """
    checked(transfer)
    document = Element("Document", {"xmlns": NAMESPACE})
    order = SubElement(document, "CstmrCdtTrfInitn")
    _header(order, transfer)
    _payments(order, transfer)
    said: bytes = tostring(document, encoding="utf-8", xml_declaration=True)
    return said


def _header(order: Element, transfer: Transfer) -> None:
    header = SubElement(order, "GrpHdr")
    _text(header, "MsgId", transfer.message)
    made = transfer.made_at.astimezone(_BEIJING)
    _text(header, "CreDtTm", made.isoformat(timespec="seconds"))
    _sums(header, transfer)
    _text(SubElement(header, "InitgPty"), "Nm", transfer.account_name)


def _payments(order: Element, transfer: Transfer) -> None:
    block = SubElement(order, "PmtInf")
    _text(block, "PmtInfId", transfer.message)
    _text(block, "PmtMtd", "TRF")
    _text(block, "BtchBookg", "false")
    _sums(block, transfer)
    _text(SubElement(block, "ReqdExctnDt"), "Dt", transfer.day.isoformat())
    _text(SubElement(block, "Dbtr"), "Nm", transfer.account_name)
    _account(SubElement(block, "DbtrAcct"), transfer.account)
    _bank(SubElement(block, "DbtrAgt"), transfer.bank)
    for instruction in transfer.instructions:
        _payment(SubElement(block, "CdtTrfTxInf"), instruction)


def _payment(payment: Element, instruction: Instruction) -> None:
    ids = SubElement(payment, "PmtId")
    _text(ids, "InstrId", instruction.payment)
    _text(ids, "EndToEndId", instruction.payment)
    _text(SubElement(payment, "Amt"), "InstdAmt", _yuan(instruction.amount_fen)).set("Ccy", "CNY")
    if instruction.payee_bank:
        _bank(SubElement(payment, "CdtrAgt"), instruction.payee_bank)
    _text(SubElement(payment, "Cdtr"), "Nm", instruction.payee_name)
    _account(SubElement(payment, "CdtrAcct"), instruction.payee_account)
    if instruction.note:
        _text(SubElement(payment, "RmtInf"), "Ustrd", instruction.note)


def _sums(parent: Element, transfer: Transfer) -> None:
    _text(parent, "NbOfTxs", str(len(transfer.instructions)))
    _text(parent, "CtrlSum", _yuan(sum(one.amount_fen for one in transfer.instructions)))


def _account(parent: Element, number: str) -> None:
    """China has no IBAN, so its numbers are `Othr` whatever they look like."""
    identity = SubElement(parent, "Id")
    if _IBAN.fullmatch(number) and _adds_up(number):
        _text(identity, "IBAN", number)
    else:
        _text(SubElement(identity, "Othr"), "Id", number)


def _adds_up(iban: str) -> bool:
    """ISO 13616: country and check digits moved to the end, letters as 10 to 35, modulo 97 is 1."""
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97 == 1


def _bank(parent: Element, bank: str) -> None:
    """A CNAPS code, a BIC, else a name; the agent has to be there even if we cannot name it."""
    institution = SubElement(parent, "FinInstnId")
    if _CNAPS.fullmatch(bank):
        member = SubElement(institution, "ClrSysMmbId")
        _text(SubElement(member, "ClrSysId"), "Cd", "CNAPS")
        _text(member, "MmbId", bank)
    elif _BIC.fullmatch(bank):
        _text(institution, "BICFI", bank)
    elif bank:
        _text(institution, "Nm", bank)
    else:
        _text(SubElement(institution, "Othr"), "Id", _NONE)


def _text(parent: Element, name: str, value: str) -> Element:
    child = SubElement(parent, name)
    child.text = value
    return child


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"
