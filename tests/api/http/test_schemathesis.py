"""Every route answers as its OpenAPI description says, whatever it is asked: good data and bad."""

import os
from collections.abc import Iterator
from typing import Any, cast

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from api.http import positions
from api.http.app import create_app
from tests.kit.door import Door

EXAMPLES = int(os.environ.get("ZHANGBEN_EXAMPLES", "6"))
"""Of each route; `./zhangben soak --more` has ten times as many."""
NOT_REACHED = 504
"""Who waits for a position that never comes is told so; that is no defect."""
OTHER_VERSION = 412
"""Who speaks another version of tus is turned away as tus has it, whatever else is wrong."""
ASKING = {
    "/v1/accounts": "cash",
    "/v1/statements": "cash",
    "/v1/statements/uploads": "cash",
    "/v1/statements/uploads/{upload}": "cash",
    "/v1/statements/uploads/{upload}/import": "cash",
    "/v1/bid-files": "bidder",
    "/v1/bid-files/uploads": "bidder",
    "/v1/bid-files/uploads/{upload}": "bidder",
    "/v1/lots": "agency",
    "/v1/parties": "ops",
    "/v1/deposits": "bidder",
    "/v1/deposits/{deposit}/sub-account": "bank",
    "/v1/desk/match": "clerk",
    "/v1/desk/unmatch": "clerk",
    "/v1/desk/reject": "clerk",
    "/v1/desk/stray-return": "clerk",
    "/v1/desk/interest": "clerk",
    "/v1/desk/debit": "clerk",
    "/v1/desk/return": "clerk",
    "/v1/desk/reversal": "clerk",
    "/v1/desk/transfer": "clerk",
    "/v1/desk/charge": "clerk",
    "/v1/desk/charge/repayment": "clerk",
    "/v1/desk/guarantee": "clerk",
    "/v1/desk/forfeiture-repayment": "clerk",
    "/v1/lots/{lot}/fees": "cash",
    "/v1/own-accounts/{account}/charges": "cash",
    "/v1/desk/note": "clerk",
    "/v1/desk/assignment": "cash",
    "/v1/deposits/{deposit}/holds": "supervisor",
    "/v1/deposits/{deposit}/holds/{hold}": "supervisor",
    "/v1/deposits/{deposit}/conversion": "reviewer",
    "/v1/deposits/{deposit}/interest": "reviewer",
    "/v1/refund-batches": "clerk",
    "/v1/refund-batches/{batch}/approval": "reviewer",
    "/v1/refund-batches/{batch}/return": "reviewer",
    "/v1/refunds/{deposit}/{number}/payee": "clerk",
    "/v1/closes/{account}/{day}/preparation": "cash",
    "/v1/closes/{account}/{day}/signature": "reviewer",
    "/v1/closes/{account}/{day}/return": "reviewer",
}
"""Who may ask there; elsewhere the agency asks, of its lots, and an auditor reads."""

CHECKS = (
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
    checks.negative_data_rejection,
    checks.missing_required_header,
    checks.unsupported_method,
)

schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")

answering = schemathesis.pytest.from_fixture("described").exclude(path="/v1/events/stream")
"""All routes but the one whose answer does not end; what they are asked is drawn when they are, not
by every process that collects."""


@pytest.fixture(scope="module")
def described() -> Any:
    """The service's own description."""
    return schemathesis.openapi.from_dict(create_app(cast(Any, None)).openapi())


@pytest.fixture(scope="module", autouse=True)
def hurried() -> Iterator[None]:
    """Nobody here waits for a position."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(positions, "_WAIT_S", 0.0)
        yield


@pytest.fixture(autouse=True)
def named(request: pytest.FixtureRequest) -> None:
    """schemathesis 4 writes a test's name where pytest 9 no longer has one; each route is named by
    its subtest."""
    vars(request.node)["_nodeid"] = request.node.nodeid


@answering.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_every_route_answers_as_it_is_described(at: Door, case: Any):
    person = ASKING.get(case.path, "agency") if case.method != "GET" else "auditor"
    headers = at.headers(person)
    asked = case.as_transport_kwargs(base_url="http://door", headers=headers)
    answer = at.run(lambda client: _request(client, asked))
    if answer.status_code not in (NOT_REACHED, OTHER_VERSION):
        case.validate_response(answer, checks=list(CHECKS), headers=headers)


async def _request(client: httpx.AsyncClient, asked: dict[str, Any]) -> httpx.Response:
    asked.pop("cookies", None)
    content = asked.pop("data", None)
    return await client.request(content=content, **asked)
