"""What calls to AWS STS need (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from awslab.cloud.iam.actions.steps import CallScope, Steps

if TYPE_CHECKING:
    from awslab.cloud.gateway.request import AwsRequest


def steps(request: AwsRequest, _: CallScope) -> Steps | None:
    """Return the operation, and the actions that tags and a source identity of a session take."""
    parameters = request.parameters
    if request.operation not in ("AssumeRole", "GetFederationToken"):
        return None
    extras = (("TagSession", "Tags"), ("SetSourceIdentity", "SourceIdentity"))
    names = [request.operation, *(name for name, member in extras if parameters.get(member))]
    return iter([(name, parameters) for name in names])
