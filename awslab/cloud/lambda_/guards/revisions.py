"""Changes that Lambda does not make to another revision than the caller knows; recorded from the real service."""

from __future__ import annotations

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.lambda_.guards.names import arn_of, group_of, invalid, missing, named
from awslab.cloud.lambda_.moto_revisions import revision

_API = "https://docs.aws.amazon.com/lambda/latest/api/"
_CHANGED = Refusal(
    "PreconditionFailedException",
    "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the "
    "latest Revision Id",
    412,
)
_ALIASES = ("CreateAlias", "UpdateAlias")


@guard(
    "lambda",
    *("UpdateFunctionCode", "UpdateFunctionConfiguration", "PublishVersion"),
    source=_API + "API_UpdateFunctionConfiguration.html",
)
def the_revision_is_the_latest(request: AwsRequest, state: State) -> Refusal | None:
    """RevisionId, and for PublishVersion CodeSha256, are those of $LATEST."""
    group, asked = group_of(request, state), request.parameters.get("RevisionId")
    if group is None:
        return None
    code, given = group["latest"].code_sha_256, request.parameters.get("CodeSha256")
    if request.operation == "PublishVersion" and given and given != code:
        words = f"CodeSHA256 ({given}) is different from current CodeSHA256 in $LATEST ({code})."
        return invalid(f"{words} Please try again with the CodeSHA256 in $LATEST.")
    return _CHANGED if asked and asked != revision(group["latest"]) else None


@guard("lambda", *_ALIASES, source=_API + "API_UpdateAlias.html")
def aliases_are_new_or_there(request: AwsRequest, state: State) -> Refusal | None:
    """A new alias has a new name and a version; a changed one is there, in the revision that the caller knows."""
    found, name = named(request), str(request.parameters.get("Name", ""))
    if found is None:
        return None
    group, arn = group_of(request, state), arn_of(request, state, found.name)
    alias = state.backend("lambda", request.region)._lambdas._aliases.get(arn, {}).get(name)
    version = str(request.parameters.get("FunctionVersion") or "$LATEST")
    if request.operation == "CreateAlias":
        if group is None or (version != "$LATEST" and version not in _versions(group)):
            return missing(request, state, f"{found.name}:{version}")
        return (
            None if alias is None else Refusal("ResourceConflictException", f"Alias already exists: {arn}:{name}", 409)
        )
    if alias is None:
        return Refusal("ResourceNotFoundException", f"Alias not found: {arn}:{name}", 404)
    asked = request.parameters.get("RevisionId")
    return _CHANGED if asked and asked != alias.revision_id else None


def _versions(group: dict[str, list[object]]) -> set[str]:
    return {str(getattr(each, "version", "")) for each in group["versions"]}
