"""Documentation parts of REST APIs, which moto does not have.

https://docs.aws.amazon.com/apigateway/latest/api/API_DocumentationPart.html

The words were recorded from the real service (aws-errors.tsv). Importing them is refused, as are versions.
"""

from __future__ import annotations

import json
import random
import string
import threading
from collections.abc import Mapping
from typing import Any

from awslab.cloud.api_gateway.rest.edge.apis import Apis
from awslab.cloud.api_gateway.rest.edge.patches import PatchError, only_replaced, patches
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal

_NO_PART = "Invalid Documentation part identifier specified"
Part = dict[str, Any]


class DocumentationParts:
    """An extension that keeps them."""

    def __init__(self, apis: Apis) -> None:
        self._apis = apis
        self._parts: dict[str, dict[str, Part]] = {}
        self._lock = threading.Lock()

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """Creating, reading, changing and deleting parts."""
        if request.service != "apigateway" or "DocumentationPart" not in request.operation:
            return None
        parts = self._parts.setdefault(str(request.parameters["restApiId"]), {})
        try:
            with self._lock:
                return self._answered(request, parts)
        except PatchError as error:
            return refusal(request, error.code, str(error), error.status)

    def after(self, request: AwsRequest, response: AwsResponse) -> None:
        """Nothing follows."""

    def close(self) -> None:
        """Nothing is open."""

    def _answered(self, request: AwsRequest, parts: dict[str, Part]) -> AwsResponse | None:
        given = request.parameters
        match request.operation:
            case "CreateDocumentationPart":
                return answer(request, _made(parts, given), 201)
            case "GetDocumentationParts":
                return answer(request, {"items": list(parts.values())})
            case "GetDocumentationPart":
                return answer(request, _found(parts, given))
            case "UpdateDocumentationPart":
                return answer(request, _changed(parts, given))
            case "DeleteDocumentationPart":
                del parts[_found(parts, given)["id"]]
                return answer(request, {}, 202)
            case "ImportDocumentationParts":
                _check_document(given.get("body") or b"")
        return None


def _made(parts: dict[str, Part], given: Mapping[str, Any]) -> Part:
    identity = "".join(random.choices(string.ascii_lowercase + string.digits, k=6))
    parts[identity] = {"id": identity, "location": dict(given["location"]), "properties": given["properties"]}
    return parts[identity]


def _found(parts: Mapping[str, Part], given: Mapping[str, Any]) -> Part:
    part = parts.get(str(given["documentationPartId"]))
    if part is None:
        raise PatchError(_NO_PART, "NotFoundException", 404)
    return part


def _changed(parts: Mapping[str, Part], given: Mapping[str, Any]) -> Part:
    part = _found(parts, given)
    listed = patches(given.get("patchOperations"))
    only_replaced(listed, ("/properties",))
    for patch in listed:
        part["properties"] = patch.value
    return part


def _check_document(body: bytes) -> None:
    import yaml

    try:
        document = json.loads(body)
    except ValueError:
        try:
            document = yaml.safe_load(body)
        except yaml.YAMLError:
            document = None
    if not isinstance(document, dict):
        raise PatchError("Unable to build importer with provided input.")
