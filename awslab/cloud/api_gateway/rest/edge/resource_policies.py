"""Resource policies of REST APIs.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html

The words are those of https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-create-attach.html;
that an explicit denial is told as such is known from public reports.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.edge.arrival import CLIENT
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.iam.policies.decision import Verdict
from awslab.cloud.iam.policies.evaluation import evaluate
from awslab.cloud.iam.policies.parsing import document_of
from awslab.cloud.iam.policies.policy_set import NamedPolicy, Policies, PolicyKind
from awslab.cloud.iam.policies.request import AccessRequest, Principal, PrincipalKind

_SHORT = re.compile(r'"execute-api:/+')
"""A resource as policies may write it when they are attached; API Gateway writes it out."""


def verdict(visit: Visit) -> Verdict:
    """What the policy says for itself; `implicitDeny` without one. The client is 127.0.0.1, outside of every VPC."""
    if not visit.stage.deployed.policy:
        return "implicitDeny"
    text = _SHORT.sub(f'"{visit.arn.partition("/")[0]}/', visit.stage.deployed.policy)
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
    asked = AccessRequest(_principal(visit), "execute-api:Invoke", visit.arn, context, visit.account)
    decision = evaluate(asked, Policies(resource=document))
    return decision.by_kind.get(PolicyKind.RESOURCE, decision.verdict)


def refuse(visit: Visit) -> AwsResponse | None:
    """Without an authorizer the policy has to allow; with one, a denial comes before it is asked.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
    """
    if not visit.stage.deployed.policy:
        return None
    found = verdict(visit)
    if found == "explicitDeny":
        return denied(visit, " with an explicit deny")
    alone = visit.method.authorization == "NONE"
    return denied(visit) if alone and found == "implicitDeny" else None


def denied(visit: Visit, ending: str = "") -> AwsResponse:
    """API Gateway's answer to whoever the policy does not let in; of the account's number it shows the end."""
    who = visit.identity.get("userArn") or "anonymous"
    resource = visit.arn.replace(f":{visit.account}:", f":{'*' * 8}{visit.account[-4:]}:")
    message = f"User: {who} is not authorized to perform: execute-api:Invoke on resource: {resource}{ending}"
    return visit.refused("ACCESS_DENIED", message, member="Message")


def _principal(visit: Visit) -> Principal:
    arn = visit.identity.get("userArn") or ""
    if not arn:
        return Principal("anonymous", "")
    role = ":assumed-role/" in arn
    kind: PrincipalKind = "role" if role else "root" if arn.endswith(":root") else "user"
    name = arn.partition(":assumed-role/")[2].partition("/")[0]
    issuer = f"arn:aws:iam::{visit.account}:role/{name}" if role else ""
    return Principal(kind, arn, visit.account, issuer)
