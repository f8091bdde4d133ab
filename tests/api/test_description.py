"""The API describes itself as OpenAPI 3.1, and answers as it describes."""

import json
from typing import Any

import pytest
from django.test import Client
from openapi_spec_validator import OpenAPIV31SpecValidator

pytestmark = pytest.mark.django_db


@pytest.fixture
def description(client: Client) -> dict[str, Any]:
    response = client.get("/api/v1/schema", {"format": "json"})
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


def test_the_documentation_loads_local_files_alone(client: Client) -> None:
    page = client.get("/api/v1/docs").content.decode()
    assert "https://" not in page and "//cdn" not in page
    assert "<script>" not in page and "style=" not in page
