"""Documentation parts of REST APIs, which moto does not have.

https://docs.aws.amazon.com/apigateway/latest/api/API_DocumentationPart.html

The words were recorded from the real service (aws-errors.tsv). Importing parts is left to moto, which refuses it; so
are documentation versions.
"""

from __future__ import annotations

import json
import random
import string
import threading
from collections import defaultdict
from collections.abc import Mapping

from awslab.cloud.api_gateway.rest.answers.refusals import refuses
from awslab.cloud.api_gateway.rest.patches import PatchError, allow_replacements, patches
from awslab.cloud.api_gateway.rest.state import JsonObject
from awslab.cloud.gateway.behaviour import answers
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer
from awslab.cloud.ports.context import GatewayContext

_API = "https://docs.aws.amazon.com/apigateway/latest/api/"
_NO_PART = "Invalid Documentation part identifier specified"


def documentation_parts(_: GatewayContext) -> DocumentationParts:
    """Make the part that keeps the documentation parts of one sandbox."""
    return DocumentationParts()


class DocumentationParts:
    """Documentation parts by API and id, for many threads."""

    def __init__(self) -> None:
        self._parts: defaultdict[str, dict[str, JsonObject]] = defaultdict(dict)
        self._lock = threading.Lock()

    def create(self, api: str, location: Mapping[str, str], properties: str) -> JsonObject:
        """Add a part to an API, and return it."""
        identity = "".join(random.choices(string.ascii_lowercase + string.digits, k=6))
        part: JsonObject = {"id": identity, "location": dict(location), "properties": properties}
        with self._lock:
            self._parts[api][identity] = part
        return part

    def all_of(self, api: str) -> list[JsonObject]:
        """Return the parts of an API."""
        with self._lock:
            return list(self._parts[api].values())

    def get(self, api: str, identity: str) -> JsonObject:
        """Return a part. Raises PatchError when there is none."""
        with self._lock:
            part = self._parts[api].get(identity)
        if part is None:
            raise PatchError(_NO_PART, "NotFoundException", 404)
        return part

    def delete(self, api: str, identity: str) -> None:
        """Delete a part. Raises PatchError when there is none."""
        with self._lock:
            part = self._parts[api].pop(identity, None)
        if part is None:
            raise PatchError(_NO_PART, "NotFoundException", 404)


@answers("apigateway", "CreateDocumentationPart", source=_API + "API_CreateDocumentationPart.html")
def create_documentation_part(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Add a part."""
    parameters = request.parameters
    parts = context.part(documentation_parts)
    return answer(request, parts.create(_api(request), parameters["location"], parameters["properties"]), 201)


@answers("apigateway", "GetDocumentationParts", source=_API + "API_GetDocumentationParts.html")
def get_documentation_parts(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Show the parts of an API."""
    return answer(request, {"items": context.part(documentation_parts).all_of(_api(request))})


@answers("apigateway", "GetDocumentationPart", source=_API + "API_GetDocumentationPart.html")
@refuses
def get_documentation_part(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Show a part."""
    return answer(request, context.part(documentation_parts).get(_api(request), _part(request)))


@answers("apigateway", "UpdateDocumentationPart", source=_API + "API_UpdateDocumentationPart.html")
@refuses
def update_documentation_part(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Replace the properties of a part."""
    part = context.part(documentation_parts).get(_api(request), _part(request))
    operations = patches(request.parameters.get("patchOperations"))
    allow_replacements(operations, ("/properties",))
    for patch in operations:
        part["properties"] = patch.value
    return answer(request, part)


@answers("apigateway", "DeleteDocumentationPart", source=_API + "API_DeleteDocumentationPart.html")
@refuses
def delete_documentation_part(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Delete a part."""
    context.part(documentation_parts).delete(_api(request), _part(request))
    return answer(request, {}, 202)


@answers("apigateway", "ImportDocumentationParts", source=_API + "API_ImportDocumentationParts.html")
@refuses
def import_documentation_parts(request: AwsRequest, _: GatewayContext) -> AwsResponse | None:
    """Refuse a body that is no document, and leave every other call to moto."""
    import yaml

    body = request.parameters.get("body") or b""
    try:
        document = json.loads(body)
    except ValueError:
        try:
            document = yaml.safe_load(body)
        except yaml.YAMLError:
            document = None
    if not isinstance(document, dict):
        raise PatchError("Unable to build importer with provided input.")
    return None


def _api(request: AwsRequest) -> str:
    return str(request.parameters["restApiId"])


def _part(request: AwsRequest) -> str:
    return str(request.parameters["documentationPartId"])
