"""What is not given back: whoever asks for it hears the same of any deposit of a sealed lot."""

import json
from collections.abc import Iterator
from itertools import product
from typing import Any

from tests.kit.bidding import ACCOUNT, DAY, DEPOSITS, FEN, LOTS, PAGE
from tests.kit.desk_facts import GUARANTEE, HOLD, OVER, SECURED, STRANGE
from tests.noninterference.act import Act, v1

_NOBODYS = "0" * 64
_UNKNOWN = "P00000000000000FF"
_DECISION = {"document": "决定1号", "evidence": _NOBODYS}
_PAYOUT = "Q00000000000000FF"
_SEALED = "409 desk.not_open"
_NO_POST = "403 permission.missing"
_NO_PAYOUT = "409 payout.unknown"


def acts() -> Iterator[Act]:
    """Of a sealed lot's deposit, of one that is owed back, of none."""
    yield from _payouts()
    kept = {"ground": "BID_REVOKED", "amount_fen": FEN, **_DECISION}
    for deposit, lot in product((DEPOSITS[0], OVER, _UNKNOWN), LOTS):
        path = f"/deposits/{deposit}"
        yield v1("agency", f"{path}/forfeiture", _NO_POST, lot=lot, **kept)
        yield v1("agency", f"{path}/forfeiture/waiver", _NO_POST, lot=lot, **_DECISION)
        yield v1("supervisor", f"{path}/forfeiture/reversal", _SEALED, lot=lot, **_DECISION)
        yield v1("reviewer", f"{path}/price", _SEALED, lot=lot, fee_fen=0, **_DECISION)
        fee = {"of": "BUYER", "account": "ZZ-OWN", "amount_fen": 1, **_DECISION}
        yield v1("cash", f"/lots/{lot}/fees", _SEALED, deposit=deposit, **fee)
        paid = {"paid_on": "2026-03-16", "amount_fen": 1, **_DECISION}
        yield v1("collector", f"/lots/{lot}/external-payments", _SEALED, deposit=deposit, **paid)
        paper = {"number": "交易凭证1号", "text": _NOBODYS}
        yield v1("ops", f"/lots/{lot}/certificate", _SEALED, deposit=deposit, **paper)
        repaid = {"line": f"{PAGE}#1", "deposit": deposit, "lot": lot, "payout": _PAYOUT}
        yield v1("clerk", "/desk/forfeiture-repayment", _SEALED, **repaid)
        for act in ("price", "bond"):
            of = {"line": f"{PAGE}#1", "deposit": deposit, "lot": lot}
            yield v1("clerk", f"/desk/{act}", _SEALED, **of)
    for hold in (HOLD, "H-2026-009"):
        path = f"/deposits/{OVER}/holds/{hold}/enforcement"
        yield v1("supervisor", path, _NO_POST, amount_fen=1, **_DECISION)
    for guarantee, lot in product((GUARANTEE, "G00000000000000FF"), LOTS):
        of = {"deposit": SECURED, "lot": lot, "ground": "BID_REVOKED", "amount_fen": 1}
        yield v1("agency", f"/guarantees/{guarantee}/claim", _NO_POST, **of, **_DECISION)
        paid = {"amount_fen": 1, "evidence": _NOBODYS}
        path, refused = f"/guarantees/{guarantee}", "409 guarantee.not_yours"
        yield v1("guarantor", f"{path}/payment", refused, **paid)
        yield v1("guarantor", f"{path}/refusal", refused, **paid, reason="?")
        until = {"deposit": SECURED, "valid_until": "2026-12-01", "evidence": _NOBODYS}
        yield v1("guarantor", f"{path}/extension", refused, **until)
        came = {"line": f"{PAGE}#1", "deposit": SECURED, "lot": lot, "guarantee": guarantee}
        yield v1("clerk", "/desk/guarantee", _SEALED, **came)
    for deposit, rule in (
        (DEPOSITS[0], "not_paid"),
        (OVER, "no_rule"),
        (STRANGE, "not_paid"),
        (_UNKNOWN, "not_paid"),
    ):
        path = f"/refunds/{deposit}/1/compensation"
        yield v1("reviewer", path, f"409 compensation.{rule}")
        yield v1("cash", f"{path}/payment", "409 compensation.not_owed", **_DECISION)
        done = "201" if deposit == OVER else "409 refund.not_waiting"
        yield v1("reviewer", f"/refunds/{deposit}/1/payment", done, account=ACCOUNT)
    noticed = {"notice": "2026-03-16", **_DECISION}
    for deposit, rule in (
        (DEPOSITS[0], "refund.unknown"),
        (OVER, "refund.not_payable"),
        (STRANGE, "dormant.other_since"),
        (_UNKNOWN, "refund.unknown"),
    ):
        path = f"/refunds/{deposit}/1/dormancy"
        yield v1("clerk", path, f"409 {rule}", since="2026-03-16", **noticed)
        listed = rule if rule == "refund.unknown" else "dormant.not_listed"
        claimed = {"claimed": "2026-03-16", **_DECISION}
        yield v1("clerk", f"{path}/claim", f"409 {listed}", **claimed)
    path = f"/bankdays/{ACCOUNT}/{DAY}/dormancy"
    yield v1("cash", path, "409 dormant.too_early", amount_fen=1, **noticed)
    claimed = {"claimed": "2026-03-16", **_DECISION}
    yield v1("cash", f"{path}/claim", "409 dormant.not_listed", **claimed)


def forms() -> Iterator[Act]:
    """What the page of payouts sends."""
    path = f"/payouts/{_PAYOUT}"
    yield Act("reviewer", f"{path}/approval", {"seen": "yes"}, "404")
    yield Act("reviewer", f"{path}/return", {"reason": "?"}, f"303 {_NO_PAYOUT[4:]}")
    yield Act("clerk", f"{path}/abandonment", {"reason": "?"}, "404")
    for deposit, lot in product((DEPOSITS[0], OVER, _UNKNOWN), LOTS):
        said = {
            "payout": _PAYOUT,
            "lot": lot,
            "account": ACCOUNT,
            "chart": "2008",
            "owner": "某单位",
            "name": "某单位",
            "payee_account": "1",
            "item": json.dumps({"deposit": deposit, "amount_fen": FEN}),
        }
        yield Act("clerk", "/payouts", said, "422", files={"evidence": b"%PDF ?"})


def awards() -> Iterator[Act]:
    """What the page of a void result's money sends: a sealed lot's deposit is like none."""
    for deposit, lot in product((DEPOSITS[0], OVER, _UNKNOWN), LOTS):
        path = f"/lots/{lot}/deposits/{deposit}/void-award"
        said = {"do": "look", "party": "1.00", "document": "判决1号"}
        yield Act("clerk", path, said, "404", files={"evidence": b"%PDF ?"})
        price = f"/lots/{lot}/deposits/{deposit}/price"
        yield Act("reviewer", price, {"document": "判决1号"}, "404", files={"evidence": b"%PDF ?"})


def owners() -> Iterator[Act]:
    """What an owner's page sends, and what an agency hears: it decides of no deposit."""
    for deposit, lot in product((DEPOSITS[0], OVER, _UNKNOWN), LOTS):
        said = {"what": "waive", "deposit": deposit, "document": "决定1号"}
        files = {"evidence": b"%PDF ?"}
        yield Act("reader-OWNER", f"/own/{lot}/decision", said, "404", files=files)
        yield Act("agency", f"/own/{lot}/decision", said, "403", files=files)


def _payouts() -> Iterator[Act]:
    payee = {"name": "某单位", "account": "1"}
    for deposit, lot in product((DEPOSITS[0], OVER, _UNKNOWN), LOTS):
        asked: dict[str, Any] = {
            "lot": lot,
            "account": ACCOUNT,
            "chart": "2008",
            "owner": "某单位",
            "payee": payee,
            "document": _NOBODYS,
            "parts": [{"deposit": deposit, "amount_fen": FEN}],
        }
        yield v1("clerk", "/payouts", _SEALED, **asked)
        approved = {**asked, "proposal": _NOBODYS}
        yield v1("reviewer", f"/payouts/{_PAYOUT}/approval", _NO_PAYOUT, **approved)
    yield v1("reviewer", f"/payouts/{_PAYOUT}/return", _NO_PAYOUT, reason="?")
    for deposit in (DEPOSITS[0], OVER, _UNKNOWN):
        given_up = {"reason": "?", "deposits": [deposit]}
        path = f"/payouts/{_PAYOUT}/abandonment"
        yield v1("clerk", path, "409 payout.not_with_us", **given_up)
