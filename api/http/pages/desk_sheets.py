"""The desk's kinds of pages: their templates, places and keys. Their routes fill the records."""

from api.http.pages.drawing import Sheet

TODAY = Sheet(
    "today.html",
    "today.title",
    place="today",
    style="desk",
    script="today",
    lasting=True,
    keys=(
        (("J", "K"), "key.rows", True),
        (("Enter",), "today.key.match", True),
        (("H",), "today.key.suspense", True),
        (("S",), "today.key.split", False),
        (("R",), "today.key.return", True),
        (("W",), "today.key.why", True),
        (("N",), "today.key.note", False),
        (("[", "]"), "today.key.candidate", False),
        (("C",), "today.key.claim", False),
        (("⇧A",), "today.key.bulk", False),
        (("U",), "key.undo", True),
    ),
)
DUES = Sheet(
    "refunds.html",
    "dues.title",
    place="dues",
    style="desk",
    script="desk",
    lasting=True,
    keys=((("J", "K"), "key.rows", True), (("Space",), "key.tick", True)),
)
BATCHES = Sheet(
    "refunds.html",
    "batches.title",
    place="batches",
    style="desk",
    script="desk",
    lasting=True,
    keys=(
        (("J", "K"), "key.rows", True),
        (("E",), "batches.key.evidence", True),
        (("⇧Enter",), "batches.key.sign", True),
    ),
)
PAYOUTS = Sheet(
    "payouts.html",
    "payouts.title",
    place="payouts",
    style="desk",
    script="desk",
    lasting=True,
    keys=(
        (("J", "K"), "key.rows", True),
        (("Space",), "key.tick", True),
        (("E",), "batches.key.evidence", True),
        (("⇧Enter",), "batches.key.sign", True),
    ),
)
CLOSE = Sheet(
    "close.html",
    "close.title",
    place="close",
    style="desk",
    script="desk",
    lasting=True,
    keys=(
        (("J", "K"), "key.rows", True),
        (("N",), "close.key.failed", True),
        (("⇧Enter",), "batches.key.sign", True),
    ),
)
CLOSE_NONE = Sheet("close_none.html", "close.title", place="close", style="desk")
QUARANTINE = Sheet(
    "quarantine.html",
    "quarantine.title",
    place="close",
    style="desk",
    script="desk",
    lasting=True,
    keys=((("J", "K"), "key.rows", True),),
)
VOID_AWARD = Sheet("void_award.html", "void.title", place="lots", style="desk")
PRICE = Sheet("price.html", "price.title", place="payouts", style="desk")
RECEIPT = Sheet(
    "receipt.html", "receipt.title", place="batches", style="desk", fit=False, upright=True
)

DESK = (TODAY, DUES, BATCHES, PAYOUTS, CLOSE, CLOSE_NONE, QUARANTINE, VOID_AWARD, PRICE, RECEIPT)
