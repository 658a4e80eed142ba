"""`/refunds/{deposit}/{number}/receipt`: 退款回单 of a refund that was paid, to be printed."""

from hashlib import sha256

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from api.http.pages.desk_sheets import RECEIPT
from api.http.pages.drawing import draw
from api.http.pages.dues import Asked, Reader
from api.http.pages.failing import Drawn
from api.http.pages.payees import Deposit, Number
from api.http.pages.refund_rows import Row
from api.http.pages.speech import Speech, speech
from api.http.pages.stored import read
from api.http.pages.views.desk import Signatory
from api.http.pages.views.receipt import Receipt
from api.http.positions import When
from domain.deposit.refund import Refund, Standing
from domain.identifiers import PaymentId, RefundId, line_id
from domain.kernel import StreamId
from ledger.checkpoint import parse
from projections.deposits import DEPOSITS
from projections.lots import LOTS
from projections.payments import PAYMENTS
from projections.projection import Table
from projections.reader import Reader as Rows
from projections.refunds import BATCHES, REFUNDS

router = APIRouter(route_class=Drawn, include_in_schema=False)


@router.get("/refunds/{deposit}/{number}/receipt", response_class=HTMLResponse)
def receipt(
    request: Request, reader: Reader, when: Asked, deposit: Deposit, number: Number
) -> Response:
    """For the desk. 404 for what is not paid, and the same for what is sealed."""
    readers, key = when.system.readers, {"deposit": deposit}
    paid = _row(readers.refunds, REFUNDS, {**key, "number": number}, when)
    place = _row(readers.deposits, DEPOSITS, {**key}, when)
    if paid is None or place is None or paid["standing"] != Standing.PAID.value:
        raise HTTPException(404, f"no receipt of {deposit}/{number}: the bank has not paid it")
    view = _view(when, speech(request), paid, place["lot"])
    return draw(request, reader, RECEIPT, view, when)


def _row(reader: Rows, table: Table, key: dict[str, object], when: When) -> Row | None:
    rows = reader.rows(table, key, as_of=when.position).rows
    return rows[0] if rows else None


def _view(when: When, wish: Speech, paid: Row, lot: str) -> Receipt:
    say, system = wish.say, when.system
    readers = system.readers
    replay = system.replay
    refund = replay.state(StreamId("deposit", paid["deposit"])).refund(paid["number"])
    assert isinstance(refund, Refund), "what is paid was owed"
    assert refund.pays is not None, "what is paid went to somebody"
    payment = PaymentId(RefundId(paid["deposit"], paid["number"]), paid["attempt"])
    ordered = replay.state(StreamId("payment", str(payment)))
    sent = _row(readers.payments, PAYMENTS, {"payment": str(payment)}, when)
    batch = _row(readers.refunds, BATCHES, {"batch": paid["batch"]}, when)
    assert ordered.line is not None, "what is paid stands in a statement"
    assert sent is not None, "what is paid was ordered"
    assert batch is not None, "what is paid was approved"
    account = replay.state(StreamId("account", sent["account"])).opened
    told = _row(readers.lots, LOTS, {"lot": lot}, when)
    stored = read(system, paid["position"])
    note = system.latest_checkpoint()
    point = parse(note).checkpoint if note else None
    covers = point is not None and point.size >= paid["position"]
    return Receipt(
        number=payment.end_to_end,
        obligation=str(payment.refund),
        payee=refund.pays.name,
        payee_bank=refund.pays.bank or "",
        payee_account=say("receipt.tail", tail=refund.pays.account[-4:]),
        payer=say("receipt.payer.of", account=sent["account"]),
        payer_account=say("receipt.tail", tail=account.number[-4:]),
        lot=told["title"] if told else lot,
        cause=say(f"cause.{paid['cause']}"),
        principal=paid["amount_fen"],
        interest=sent["amount_fen"] - paid["amount_fen"],
        basis=say("receipt.basis" if paid["interest"] else "refund.no_basis", rule=paid["rule"]),
        due=paid["due"],
        paid_on=line_id(ordered.line).page.of.day,
        bank_serial=ordered.line,
        people=_people(wish, batch),
        position=paid["position"],
        digest=sha256(stored.text.encode()).hexdigest(),
        size=point.size if point and covers else None,
        root=point.root.hex() if point and covers else None,
    )


def _people(wish: Speech, batch: Row) -> tuple[Signatory, ...]:
    roles = (("batches.maker", "proposed"), ("batches.checker", "checked"))
    return tuple(
        Signatory(
            role=wish.say(key),
            person=batch[f"{did}_by"],
            note="",
            signed_at=batch[f"{did}_at"],
            position=None,
            custodial=True,
            me=False,
        )
        for key, did in roles
    )
