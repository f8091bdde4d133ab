"""The API describes itself as OpenAPI 3.1, and answers as it describes."""

import json
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

pytestmark = pytest.mark.django_db


@pytest.fixture
def description(client: Client) -> dict[str, Any]:
    response = client.get("/api/v1/schema")
    assert response.status_code == 200
    return json.loads(response.content)


def test_the_description_is_valid(description: dict[str, Any]) -> None:
    assert description["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(description).validate()


def test_every_path_of_the_root_is_described(description: dict[str, Any], client: Client) -> None:
    links = client.get("/api/v1/").json()["links"]
    described = set(description["paths"])
    assert {link for name, link in links.items() if name not in {"schema", "docs"}} <= described


def test_every_operation_names_its_parameters_and_problems(description: dict[str, Any]) -> None:
    for path, operations in description["paths"].items():
        for operation in operations.values():
            if path == "/api/v1/":
                continue
            names = {parameter["name"] for parameter in operation["parameters"]}
            assert "known_at" in names, path
            assert "400" in operation["responses"], path
            assert all(
                parameter["description"]
                for parameter in operation["parameters"]
                if parameter["in"] == "query"
            ), path


def test_answers_have_the_described_fields(
    description: dict[str, Any], said: dict[str, Any], client: Client
) -> None:
    shapes = description["components"]["schemas"]

    def fields(shape: dict[str, Any]) -> dict[str, Any]:
        return shapes[shape["$ref"].rsplit("/", 1)[1]]["properties"]

    for path in ("articles", "sources", "watch-items", "status-changes"):
        answer = client.get(f"/api/v1/{path}").json()
        responses = description["paths"][f"/api/v1/{path}"]["get"]["responses"]
        page = fields(responses["200"]["content"]["application/json"]["schema"])
        assert set(answer) == set(page)
        subject = fields(page["results"]["items"])
        assert set(answer["results"][0]) == set(subject), path
        assert set(answer["results"][0]["payload"]) == set(fields(subject["payload"])), path


@pytest.mark.parametrize("kind", ["articles", "sources", "publishers", "tags", "watch-items"])
def test_answers_fit_their_description(
    kind: str, description: dict[str, Any], said: dict[str, Any], client: Client
) -> None:
    responses = description["paths"][f"/api/v1/{kind}"]["get"]["responses"]
    shape = responses["200"]["content"]["application/json"]["schema"]
    whole = {**shape, "components": description["components"]}
    answer = client.get(f"/api/v1/{kind}").json()
    assert answer["results"]
    assert [error.message for error in Draft202012Validator(whole).iter_errors(answer)] == []


@pytest.mark.parametrize("address", ["schema?foo=1", "schema?format=json", "articles?format=xml"])
def test_a_format_is_a_parameter_that_is_not_known(address: str, client: Client) -> None:
    refused = client.get(f"/api/v1/{address}")
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["parameter"] in address


@pytest.mark.parametrize(
    "address", ["/healthz", "/feeds/articles.atom", "/record/verify.py", "/api/v1/docs"]
)
def test_what_is_read_only_takes_no_form(address: str, client: Client) -> None:
    client.handler.enforce_csrf_checks = True
    assert client.post(address).status_code == 405


def test_the_documentation_loads_local_files_alone(client: Client) -> None:
    page = client.get("/api/v1/docs").content.decode()
    assert "https://" not in page and "//cdn" not in page
    assert "<script>" not in page and "style=" not in page
