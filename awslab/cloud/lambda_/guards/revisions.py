"""Changes that Lambda does not make to another revision than the caller knows; recorded from the real service."""

from __future__ import annotations

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.lambda_.guards.names import arn_of, function_name, function_of, invalid, missing
from awslab.cloud.lambda_.moto_settings import revision_of

_API = "https://docs.aws.amazon.com/lambda/latest/api/"
_OTHER_REVISION = Refusal(
    "PreconditionFailedException",
    "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the "
    "latest Revision Id",
    412,
)


@guard(
    "lambda",
    *("UpdateFunctionCode", "UpdateFunctionConfiguration", "PublishVersion"),
    phase=Phase.CONDITION,
    source=_API + "API_UpdateFunctionConfiguration.html",
)
def revision_is_the_latest(request: AwsRequest, state: State) -> Refusal | None:
    """RevisionId, and for PublishVersion CodeSha256, are those of `$LATEST`."""
    function, revision = function_of(request, state), request.parameters.get("RevisionId")
    if function is None:
        return None
    digest, expected_digest = function.latest.code_sha_256, request.parameters.get("CodeSha256")
    if request.operation == "PublishVersion" and expected_digest and expected_digest != digest:
        sentence = f"CodeSHA256 ({expected_digest}) is different from current CodeSHA256 in $LATEST ({digest})."
        return invalid(f"{sentence} Please try again with the CodeSHA256 in $LATEST.")
    return _OTHER_REVISION if revision and revision != revision_of(function.latest) else None


@guard("lambda", "CreateAlias", phase=Phase.STATE, source=_API + "API_CreateAlias.html")
def alias_is_new_and_its_version_exists(request: AwsRequest, state: State) -> Refusal | None:
    """A new alias has a name that is free, and a version that there is."""
    function_named, name = function_name(request), str(request.parameters.get("Name", ""))
    if function_named is None:
        return None
    function = function_of(request, state)
    version = str(request.parameters.get("FunctionVersion") or "$LATEST")
    if function is None or (version != "$LATEST" and version not in function.numbers):
        return missing(request, state, f"{function_named.name}:{version}")
    if name not in function.aliases:
        return None
    arn = arn_of(request, state, function_named.name)
    return Refusal("ResourceConflictException", f"Alias already exists: {arn}:{name}", 409)


@guard("lambda", "UpdateAlias", phase=Phase.STATE, source=_API + "API_UpdateAlias.html")
def alias_exists_in_that_revision(request: AwsRequest, state: State) -> Refusal | None:
    """An alias that is changed is there, in the revision that the caller knows."""
    function_named, name = function_name(request), str(request.parameters.get("Name", ""))
    if function_named is None:
        return None
    function = function_of(request, state)
    alias = function.aliases.get(name) if function is not None else None
    if alias is None:
        arn = arn_of(request, state, function_named.name)
        return Refusal("ResourceNotFoundException", f"Alias not found: {arn}:{name}", 404)
    revision = request.parameters.get("RevisionId")
    return _OTHER_REVISION if revision and revision != alias.revision_id else None
