"""The OpenAPI document says what the routes do, and the routes keep to it."""

import re
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from werkzeug.serving import make_server

from service.doors.openapi import document
from tests.service.conftest import Service

CHECKS = [
    not_a_server_error,
    response_schema_conformance,
    content_type_conformance,
    status_code_conformance,
]
schema = schemathesis.openapi.from_dict(document())


def test_every_route_for_programs_is_in_the_document(service: Service) -> None:
    served = {
        (re.sub(r"<(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in service.app.url_map.iter_rules()
        if rule.rule.startswith(("/api/", "/webhooks/"))
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    written = {
        (path, method)
        for path, item in document()["paths"].items()
        for method in item
        if method != "parameters" and path.startswith(("/api/", "/webhooks/"))
    }
    assert served == written


def test_the_document_is_served(service: Service) -> None:
    assert service.browser.get("/openapi.json").get_json() == document()


@pytest.fixture
def address(service: Service) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, service.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@schema.parametrize()
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_answer_is_as_the_document_says(
    case: Case[Any], service: Service, address: str
) -> None:
    case.call_and_validate(base_url=address, headers=service.program("admin"), checks=CHECKS)


@pytest.mark.parametrize("path", ["/api/units/{code}", "/webhooks/edit"])
def test_the_document_names_the_one_refusal(path: str) -> None:
    [operation] = [item for name, item in document()["paths"][path].items() if name != "parameters"]
    assert operation["responses"]["4XX"] == {"$ref": "#/components/responses/Refusal"}
