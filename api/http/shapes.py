"""What may stand in a JSON body: texts, codes, money, instants, each as strict as the ledger.

A number in quotes is no number here, and nothing that no field asks for is passed over.
"""

import re
from datetime import date, datetime
from typing import Annotated, Any
from unicodedata import normalize

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    WithJsonSchema,
)

from domain.calendar import plausible, zoned

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INSTANT = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?(?:Z|[+-]\d{2}:\d{2})", re.ASCII
)
_LARGEST = 2**53 - 1


class Wanted(BaseModel):
    """What a body asks for: these fields, no others."""

    model_config = ConfigDict(extra="forbid")


def _day(value: Any) -> date:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("a day such as 2026-03-17 is expected")
    return plausible("day", date.fromisoformat(value))


def _instant(value: Any) -> datetime:
    if not isinstance(value, str) or not _INSTANT.fullmatch(value):
        raise ValueError("an instant with its offset, such as 2026-03-17T09:30:00+08:00")
    return zoned("instant", datetime.fromisoformat(value))


def nfc(value: str) -> str:
    """The text, written in one way."""
    return normalize("NFC", value)


NO_NUL = r"^[^\x00]*$"
"""U+0000 enters nowhere."""

type Fen = Annotated[int, Field(strict=True, ge=0, le=_LARGEST)]
"""Money in fen, none or more."""
type Minor = Annotated[int, Field(strict=True, ge=-_LARGEST, le=_LARGEST)]
"""Money in minor units of its currency, negative too."""
type Count = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
type Flag = StrictBool
type Day = Annotated[
    date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})
]
type Instant = Annotated[
    datetime, BeforeValidator(_instant), WithJsonSchema({"type": "string", "format": "date-time"})
]
type Sentence = Annotated[
    str, Field(min_length=1, max_length=500, pattern=NO_NUL), AfterValidator(nfc)
]
"""A reason, a title: up to 500 signs, written in one way (NFC)."""
type Name = Annotated[str, Field(min_length=1, max_length=200, pattern=NO_NUL), AfterValidator(nfc)]
type AccountCode = Annotated[str, Field(pattern=r"^[A-Z0-9-]{2,32}$")]
type DepositCode = Annotated[str, Field(pattern=r"^P[0-9A-F]{16}$")]
type LotCode = Annotated[str, Field(pattern=r"^[0-9A-Z-]{3,40}$")]
type PartyCode = Annotated[str, Field(pattern=r"^([0-9A-HJ-NPQRTUWXY]{18}|N[0-9A-F]{16})$")]
type LineCode = Annotated[
    str,
    Field(pattern=r"^[A-Z0-9-]{2,32}/[0-9]{4}-[0-9]{2}-[0-9]{2}/[1-9][0-9]{0,2}#[1-9][0-9]{0,2}$"),
]
type GuaranteeCode = Annotated[str, Field(pattern=r"^G[0-9A-F]{16}$")]
type CaseCode = Annotated[str, Field(pattern=r"^D[0-9A-F]{16}$")]
type AlertCode = Annotated[str, Field(pattern=r"^W[0-9A-F]{16}$")]
type HoldCode = Annotated[str, Field(pattern=r"^H[A-Z0-9-]{1,30}$")]
type BatchCode = Annotated[str, Field(pattern=r"^RB-[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9A-F]{4}$")]
type PaymentCode = Annotated[
    str, Field(pattern=r"^(P[0-9A-F]{16}/[1-9][0-9]{0,1}/[1-9][0-9]{0,1}|Q[0-9A-F]{16})$")
]
type PoolCode = Annotated[str, Field(pattern=r"^Y[0-9A-F]{16}$")]
type PayoutCode = Annotated[str, Field(pattern=r"^Q[0-9A-F]{16}$")]
type BidCode = Annotated[str, Field(pattern=r"^B[0-9A-F]{16}$")]
type ApplicationCode = Annotated[str, Field(pattern=r"^A[0-9A-F]{16}$")]
type QuestionCode = Annotated[str, Field(pattern=r"^T[0-9A-F]{16}$")]
type DownloadCode = Annotated[str, Field(pattern=r"^L[0-9A-F]{16}$")]
type RegionCode = Annotated[str, Field(pattern=r"^[0-9]{6}(-[A-Z]{2})?$")]
type TradeCode = Annotated[str, Field(pattern=r"^[0-9A-Z-]{3,40}$")]
type Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 in lower-case hexadecimal."""
type Number = Annotated[int, Field(strict=True, ge=1, le=99)]
"""Of a refund of its deposit, from 1."""
type Version = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
