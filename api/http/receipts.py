"""The answer to a command: the positions it made, when, and where to look at them."""

from datetime import datetime

from pydantic import BaseModel, Field

from api.instants import recorded_at
from api.wiring import System
from ledger.tickets import Receipt


class ReceiptLinks(BaseModel):
    """Where the events are told, and proved."""

    events: str
    proof: str


class CommandReceiptOut(BaseModel):
    """The answer of a command id, once and for ever. 0 and 0: there was nothing left to do."""

    id: str = Field(description="The command's id, which answers so for ever.")
    first: int
    last: int
    repeated: bool = Field(description="Whether this id had been answered before.")


class ReceiptOut(CommandReceiptOut):
    """The same, with when it was recorded and where to look at it, which costs a reading."""

    recorded_at: datetime | None = None
    links: ReceiptLinks | None = None


def receipt_of(system: System, receipt: Receipt) -> ReceiptOut:
    """A receipt as it is told; reads when it was recorded."""
    told = ReceiptOut(
        id=receipt.id, first=receipt.first, last=receipt.last, repeated=receipt.repeated
    )
    if receipt.last:
        count = receipt.last - receipt.first + 1
        told.recorded_at = recorded_at(system.store, receipt.last)
        told.links = ReceiptLinks(
            events=f"/v1/events?after={receipt.first - 1}&limit={min(count, 1_000)}",
            proof=f"/v1/proofs/{receipt.last}",
        )
    return told
