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
    "/v1/commands": {"post"},
    "/v1/consistency/{old}/{new}": {"get"},
    "/v1/deposits": {"get", "post"},
    "/v1/deposits/{deposit}/sub-account": {"put"},
    "/v1/desk/match": {"post"},
    "/v1/desk/unmatch": {"post"},
    "/v1/events": {"get"},
    "/v1/events/stream": {"get"},
    "/v1/lots": {"get", "post"},
    "/v1/lots/{lot}": {"get"},
    **{
        f"/v1/lots/{{lot}}/{act}": {"post"}
        for act in (
            "announcement",
            "auction-end",
            "award",
            "contract",
            "deadlines",
            "failure",
            "opening",
            "sale",
            "termination",
        )
    },
    "/v1/me": {"get"},
    "/v1/parties": {"post"},
    "/v1/position": {"get"},
    "/v1/proofs/{position}": {"get"},
    "/v1/statements": {"post"},
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
