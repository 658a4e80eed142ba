"""The OpenAPI document names every route, its parameters and its problems."""

from tests.kit.door import Door

ROUTES = {
    "/checkpoint": {"get"},
    "/healthz": {"get"},
    "/metrics": {"get"},
    "/readyz": {"get"},
    "/sign-in/demo/{person}": {"get"},
    "/sign-out": {"post"},
    "/tile/{level}/{path}": {"get"},
    "/v1/accounts": {"post"},
    "/v1/balances": {"get"},
    "/v1/bankdays": {"get"},
    "/v1/closes": {"get"},
    "/v1/closes/{account}/{day}": {"get"},
    "/v1/closes/{account}/{day}/preparation": {"post"},
    "/v1/closes/{account}/{day}/reopening": {"post"},
    "/v1/closes/{account}/{day}/return": {"post"},
    "/v1/closes/{account}/{day}/signature": {"post"},
    "/v1/commands": {"post"},
    "/v1/consistency/{old}/{new}": {"get"},
    "/v1/deposits": {"get", "post"},
    "/v1/deposits/{deposit}/carry-over": {"post"},
    "/v1/deposits/{deposit}/conversion": {"post"},
    "/v1/deposits/{deposit}/forfeiture": {"post"},
    "/v1/deposits/{deposit}/forfeiture/reversal": {"post"},
    "/v1/deposits/{deposit}/holds": {"post"},
    "/v1/deposits/{deposit}/holds/{hold}": {"delete"},
    "/v1/deposits/{deposit}/holds/{hold}/enforcement": {"post"},
    "/v1/deposits/{deposit}/price": {"post"},
    "/v1/deposits/{deposit}/receipt-claims": {"get", "post"},
    "/v1/deposits/{deposit}/receipt-claims/{claim}/withdrawal": {"post"},
    "/v1/desk/price": {"post"},
    "/v1/deposits/{deposit}/interest": {"post"},
    "/v1/deposits/{deposit}/sub-account": {"put"},
    "/v1/desk/assignment": {"post"},
    "/v1/desk/charge": {"post"},
    "/v1/desk/charge/repayment": {"post"},
    "/v1/desk/debit": {"post"},
    "/v1/desk/division": {"post"},
    "/v1/desk/division/reversal": {"post"},
    "/v1/desk/division/undoing": {"post"},
    "/v1/desk/forfeiture-repayment": {"post"},
    "/v1/desk/guarantee": {"post"},
    "/v1/desk/interest": {"post"},
    "/v1/desk/match": {"post"},
    "/v1/desk/note": {"post"},
    "/v1/desk/receipt-claims/refusal": {"post"},
    "/v1/desk/reject": {"post"},
    "/v1/desk/return": {"post"},
    "/v1/desk/reversal": {"post"},
    "/v1/desk/transfer": {"post"},
    "/v1/desk/unmatch": {"post"},
    "/v1/events": {"get"},
    "/v1/events/stream": {"get"},
    "/v1/guarantees": {"post"},
    "/v1/guarantees/{guarantee}/claim": {"post"},
    "/v1/guarantees/{guarantee}/extension": {"post"},
    "/v1/guarantees/{guarantee}/payment": {"post"},
    "/v1/guarantees/{guarantee}/refusal": {"post"},
    "/v1/guarantees/{guarantee}/release": {"post"},
    "/v1/joint-acts": {"get", "post"},
    "/v1/joint-acts/{digest}/signature": {"post"},
    "/v1/joint-acts/{digest}/withdrawal": {"post"},
    "/v1/lots": {"get", "post"},
    "/v1/lots/{lot}": {"get"},
    "/v1/lots/{lot}/announcement": {"post"},
    "/v1/lots/{lot}/auction-end": {"post"},
    "/v1/lots/{lot}/award": {"post"},
    "/v1/lots/{lot}/contract": {"post"},
    "/v1/lots/{lot}/deadlines": {"post"},
    "/v1/lots/{lot}/failure": {"post"},
    "/v1/lots/{lot}/fees": {"post"},
    "/v1/lots/{lot}/opening": {"post"},
    "/v1/lots/{lot}/receipt-claims": {"get"},
    "/v1/lots/{lot}/sale": {"post"},
    "/v1/lots/{lot}/termination": {"post"},
    "/v1/me": {"get"},
    "/v1/own-accounts/{account}/charges": {"post"},
    "/v1/parties": {"post"},
    "/v1/outside-lists": {"post"},
    "/v1/payments": {"get"},
    "/v1/position": {"get"},
    "/v1/proofs/{position}": {"get"},
    "/v1/dormant": {"get"},
    "/v1/refunds/{deposit}/{number}/dormancy": {"post"},
    "/v1/bankdays/{account}/{day}/dormancy": {"post"},
    "/v1/refunds/{deposit}/{number}/dormancy/claim": {"post"},
    "/v1/bankdays/{account}/{day}/dormancy/claim": {"post"},
    "/v1/lots/{lot}/document-fee": {"post"},
    "/v1/refunds/{deposit}/{number}/letter": {"get"},
    "/v1/pools": {"post"},
    "/v1/pools/{pool}": {"get"},
    "/v1/pools/{pool}/closing": {"post"},
    "/v1/pools/{pool}/reservations": {"post"},
    "/v1/pools/{pool}/sub-account": {"put"},
    "/v1/desk/pool": {"post"},
    "/v1/payouts": {"get", "post"},
    "/v1/payouts/{payout}/abandonment": {"post"},
    "/v1/payouts/{payout}/approval": {"post"},
    "/v1/payouts/{payout}/return": {"post"},
    "/v1/quarantine": {"get"},
    "/v1/quarantine/{file}/discard": {"post"},
    "/v1/quarantine/{file}/release": {"post"},
    "/v1/refund-batches": {"get", "post"},
    "/v1/refund-batches/{batch}/approval": {"post"},
    "/v1/refund-batches/{batch}/return": {"post"},
    "/v1/refunds": {"get"},
    "/v1/refunds/{deposit}/{number}/compensation": {"post"},
    "/v1/refunds/{deposit}/{number}/compensation/payment": {"post"},
    "/v1/refunds/{deposit}/{number}/payee": {"post"},
    "/v1/statements": {"post"},
    "/v1/statements/uploads": {"post"},
    "/v1/statements/uploads/{upload}": {"delete", "head", "patch"},
    "/v1/statements/uploads/{upload}/import": {"post"},
}


def test_every_route_is_named_with_its_methods(at: Door):
    said = at.get("/v1/openapi.json").json()
    assert said["openapi"].startswith("3.1")
    assert {path: set(methods) for path, methods in said["paths"].items()} == ROUTES


def test_every_route_says_what_it_is_and_what_may_go_wrong(at: Door):
    for methods in at.get("/v1/openapi.json").json()["paths"].values():
        for route in methods.values():
            assert route["description"]
            assert set(route["responses"]) >= {"4XX", "5XX"}
            assert "422" not in route["responses"], "problems are told as problems"


def test_queries_of_a_moment_say_so(at: Door):
    paths = at.get("/v1/openapi.json").json()["paths"]
    for name in ("balances", "bankdays", "lots", "deposits", "events"):
        parameters = {one["name"] for one in paths[f"/v1/{name}"]["get"]["parameters"]}
        assert parameters >= {"as_of", "min_position", "after", "limit"}
