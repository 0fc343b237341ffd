"""The OpenAPI document in the repository is what the API is."""

from django.core.management import call_command

from guanjia.api.api import api


def test_the_document_is_current() -> None:
    call_command("export_openapi", "--check")


def test_every_operation_declares_its_refusals() -> None:
    operations = [op for path in api.get_openapi_schema()["paths"].values() for op in path.values()]
    assert len(operations) >= 29
    for operation in operations:
        declared = {int(status) for status in operation["responses"]}
        assert {400, 401, 403, 404, 409, 422, 429} <= declared, operation["operationId"]
        assert operation["security"], operation["operationId"]
