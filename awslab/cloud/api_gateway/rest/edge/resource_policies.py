"""Resource policies of REST APIs.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html

The words are those of
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-create-attach.html; the ending
for an explicit denial is known from public reports.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.edge.arrival import CLIENT
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.iam.decision import Verdict
from awslab.cloud.iam.evaluation import evaluate
from awslab.cloud.iam.parsing import document_of
from awslab.cloud.iam.policies import NamedPolicy, Policies, PolicyKind
from awslab.cloud.iam.request import AccessRequest, Principal, PrincipalKind

_SHORT = re.compile(r'"execute-api:/+')
"""A resource as policies may write it when they are attached; API Gateway writes it out."""


def verdict(visit: Visit) -> Verdict:
    """Return the verdict of the policy alone; `implicitDeny` without one. The client is 127.0.0.1, outside of every
    VPC."""
    if not visit.stage.snapshot.policy:
        return "implicitDeny"
    text = _SHORT.sub(f'"{visit.arn.partition("/")[0]}/', visit.stage.snapshot.policy)
    document = NamedPolicy(visit.stage.api, document_of(text))
    moment = datetime.fromtimestamp(visit.arrival.at, UTC)
    context = {
        "aws:SourceIp": (CLIENT,),
        "aws:SecureTransport": ("true",),
        "aws:CurrentTime": (moment.strftime("%Y-%m-%dT%H:%M:%SZ"),),
        "aws:EpochTime": (str(int(visit.arrival.at)),),
        "aws:UserAgent": (visit.arrival.user_agent or "",),
        "aws:Referer": (visit.arrival.header("referer") or "",),
    }
    access = AccessRequest(_principal(visit), "execute-api:Invoke", visit.arn, context, visit.account)
    decision = evaluate(access, Policies(resource=document))
    return decision.by_kind.get(PolicyKind.RESOURCE, decision.verdict)


def refuse(visit: Visit) -> AwsResponse | None:
    """Return a refusal by the policy, or None. Without an authorizer the policy must allow the request; with one, only
    an explicit denial refuses it here, before the authorizer is asked.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
    """
    if not visit.stage.snapshot.policy:
        return None
    policy_verdict = verdict(visit)
    if policy_verdict == "explicitDeny":
        return denial(visit, " with an explicit deny")
    alone = visit.method.authorization == "NONE"
    return denial(visit) if alone and policy_verdict == "implicitDeny" else None


def denial(visit: Visit, ending: str = "") -> AwsResponse:
    """Return API Gateway's answer to a caller whom the policy does not let in; it shows the end of the account's
    number."""
    user = visit.identity.get("userArn") or "anonymous"
    resource = visit.arn.replace(f":{visit.account}:", f":{'*' * 8}{visit.account[-4:]}:")
    message = f"User: {user} is not authorized to perform: execute-api:Invoke on resource: {resource}{ending}"
    return visit.refusal("ACCESS_DENIED", message, member="Message")


def _principal(visit: Visit) -> Principal:
    arn = visit.identity.get("userArn") or ""
    if not arn:
        return Principal("anonymous", "")
    role = ":assumed-role/" in arn
    kind: PrincipalKind = "role" if role else "root" if arn.endswith(":root") else "user"
    name = arn.partition(":assumed-role/")[2].partition("/")[0]
    issuer = f"arn:aws:iam::{visit.account}:role/{name}" if role else ""
    return Principal(kind, arn, visit.account, issuer)
