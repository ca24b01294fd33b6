"""What STS refuses before it asks whether a role may be assumed.

The first three were recorded from the real service (sts/test_sts.snapshot.json); the sentences about durations are
those of public reports.
"""

from __future__ import annotations

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html"
_TAGS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html"
_CHAINING = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html"
_HOUR = 3600


@guard("sts", "AssumeRole", phase=Phase.SHAPE, source=_API)
def role_arn_is_valid(request: AwsRequest, _: State) -> Refusal | None:
    """A role's ARN has a partition, a service and a resource."""
    arn = str(request.parameters.get("RoleArn", ""))
    parts = arn.split(":", 5)
    if len(parts) == 6 and parts[0] == "arn" and parts[1] and parts[2] and parts[5]:
        return None
    return Refusal("ValidationError", f"{arn} is invalid", 400)


@guard("sts", "AssumeRole", phase=Phase.SHAPE, source=_TAGS)
def tag_keys_differ(request: AwsRequest, _: State) -> Refusal | None:
    """Keys of session tags differ by more than their letter case."""
    keys = [str(tag.get("Key", "")).lower() for tag in request.parameters.get("Tags") or ()]
    if len(set(keys)) == len(keys):
        return None
    message = "Duplicate tag keys found. Please note that Tag keys are case insensitive."
    return Refusal("InvalidParameterValue", message, 400)


@guard("sts", "AssumeRole", phase=Phase.COMBINATION, source=_TAGS)
def transitive_keys_are_keys_of_tags(request: AwsRequest, _: State) -> Refusal | None:
    """A transitive tag is one of the request's."""
    keys = {str(tag.get("Key", "")).lower() for tag in request.parameters.get("Tags") or ()}
    if all(str(key).lower() in keys for key in request.parameters.get("TransitiveTagKeys") or ()):
        return None
    message = "The specified transitive tag key must be included in the requested tags."
    return Refusal("InvalidParameterValue", message, 400)


@guard("sts", "AssumeRole", phase=Phase.STATE, source=_API)
def session_is_not_longer_than_the_role_allows(request: AwsRequest, state: State) -> Refusal | None:
    """A session lasts no longer than the role's MaxSessionDuration, an hour unless the role says otherwise."""
    role = state.role(str(request.parameters.get("RoleArn", "")))
    longest = int(getattr(role, "max_session_duration", None) or _HOUR)
    if role is None or int(request.parameters.get("DurationSeconds") or 0) <= longest:
        return None
    message = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
    return Refusal("ValidationError", message, 400)


@guard("sts", "AssumeRole", phase=Phase.STATE, source=_CHAINING)
def chained_session_lasts_an_hour_at_most(request: AwsRequest, _: State) -> Refusal | None:
    """A session lasts an hour at most when temporary credentials assume the role, a role's or GetSessionToken's.

    "Role chaining" among the page's terms, which excepts what runs on an instance; that session tokens count:
    github.com/99designs/aws-vault/issues/263.
    """
    is_machine = request.caller.name.rpartition("/")[2].startswith("i-")
    if (
        is_machine
        or not request.caller.access_key_id.startswith("ASIA")
        or int(request.parameters.get("DurationSeconds") or 0) <= _HOUR
    ):
        return None
    message = "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
    return Refusal("ValidationError", message, 400)
