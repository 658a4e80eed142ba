"""Ways to ask that no act takes, and why none is needed."""

_A_LOT = "hangs on the lot's own stream, which is public"
_A_FILE = "who brings a bank's file has all its lines"
_A_PART = "takes bytes of a file that nobody reads yet: it says nothing of what the log has"
_A_DAY = "asks of an account's day and of a file by its digest: no deposit, no line is named"
NOT_ASKED: dict[str, str] = {
    "POST /v1/commands": "the friendly routes ask for the same commands",
    "POST /v1/accounts": "an account is public, and says nothing of deposits",
    "POST /v1/own-accounts/{account}/charges": "is of the centre's own account: no deposit's",
    "POST /v1/lots": _A_LOT,
    "POST /v1/lots/{lot}/announcement": _A_LOT,
    "POST /v1/lots/{lot}/deadlines": _A_LOT,
    "POST /v1/lots/{lot}/auction-end": _A_LOT,
    "POST /v1/lots/{lot}/award": _A_LOT,
    "POST /v1/lots/{lot}/sale": _A_LOT,
    "POST /v1/lots/{lot}/contract": _A_LOT,
    "POST /v1/lots/{lot}/failure": _A_LOT,
    "POST /v1/lots/{lot}/termination": _A_LOT,
    "POST /v1/lots/{lot}/document-fee": _A_LOT,
    "POST /v1/outside-lists": _A_FILE,
    "POST /v1/statements": _A_FILE,
    "POST /v1/statements/uploads": _A_PART,
    "PATCH /v1/statements/uploads/{upload}": _A_PART,
    "DELETE /v1/statements/uploads/{upload}": _A_PART,
    "POST /v1/statements/uploads/{upload}/import": _A_FILE,
    "POST /desk/import": _A_FILE,
    "POST /desk/import/{upload}": _A_FILE,
    "POST /close/{account}/{day}/lists": _A_FILE,
    "POST /v1/closes/{account}/{day}/reopening": _A_DAY,
    "POST /v1/joint-acts": _A_DAY,
    "POST /v1/joint-acts/{digest}/signature": _A_DAY,
    "POST /v1/joint-acts/{digest}/withdrawal": _A_DAY,
    "POST /v1/quarantine/{file}/discard": _A_DAY,
    "POST /v1/quarantine/{file}/release": _A_DAY,
    "POST /close/{account}/{day}/reopening": _A_DAY,
    "POST /quarantine/acts/{digest}/signature": _A_DAY,
    "POST /quarantine/acts/{digest}/withdrawal": _A_DAY,
    "POST /quarantine/{file}/discard": _A_DAY,
    "POST /quarantine/{file}/release": _A_DAY,
    "POST /demo/next-day": "a demonstration's alone",
    "POST /sign-in": "reads tokens, not the log",
    "POST /sign-out": "reads tokens, not the log",
}
