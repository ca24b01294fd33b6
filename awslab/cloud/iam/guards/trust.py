"""What IAM refuses in a role's trust policy.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
"""

from __future__ import annotations

import re

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.iam.actions_catalogue import service_names
from awslab.cloud.iam.document import Document
from awslab.cloud.iam.parsing import MalformedPolicyError, parse_policy

_PRINCIPALS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html"
_DOMAINS = (".amazonaws.com", ".amazonaws.com.cn", ".aws.internal", ".amazon.com")
_NAMES = frozenset(
    {
        *("airflow-env", "edgelambda", "ec2fleet", "emrwal", "iotevents", "lexv2", "macie", "migrationhub"),
        *("opensearchservice", "sdmp", "spot", "spotfleet", "transitgateway", "vmie", "vpc-flow-logs"),
    }
)
"""Service principals that are called otherwise than their services' actions."""
_USER = re.compile(r"arn:aws:iam::(\d{12}):(user|role)/.+")


@guard("iam", "CreateRole", "UpdateAssumeRolePolicy", source=_PRINCIPALS)
def trust_policy_is_one(request: AwsRequest, state: State) -> Refusal | None:
    """A document with principals and without resources, whose principals exist, as far as that can be known here.

    `This policy contains invalid Json` was recorded (iam/test_iam.snapshot.json); the sentence about principals is that
    of public reports, such as ErrCodeMalformedPolicyDocumentException's handling in Terraform's AWS provider.
    """
    text = str(request.parameters.get("AssumeRolePolicyDocument") or request.parameters.get("PolicyDocument") or "")
    try:
        document = parse_policy(text, "trust")
    except MalformedPolicyError as fault:
        return Refusal("MalformedPolicyDocument", str(fault), 400)
    unknown = _unknown_principal(document, state)
    return Refusal("MalformedPolicyDocument", f"Invalid principal in policy: {unknown}", 400) if unknown else None


def _unknown_principal(document: Document, state: State) -> str:
    for statement in document.statements:
        for kind, name in statement.principals or ():
            if kind == "Service" and not is_service(name):
                return f'"SERVICE":"{name}"'
            if kind == "AWS" and not _exists(name, state):
                return f'"AWS":"{name}"'
    return ""


def is_service(principal: str) -> bool:
    """Whether a name is that of an AWS service: a part of it is a service's, or begins with one."""
    domain = next((each for each in _DOMAINS if principal.endswith(each)), None)
    if domain is None:
        return False
    parts = principal.removesuffix(domain).split(".")
    known = service_names() | _NAMES
    return any(part in known or part.partition("-")[0] in known for part in parts)


def _exists(name: str, state: State) -> bool:
    """Users and roles of this account must be there; what other accounts have is not known."""
    found = _USER.fullmatch(name)
    if found is None or found[1] != state.account_id or name.endswith(":user/learner"):
        return True
    known = state.backend("iam", "aws")
    entities = known.users if found[2] == "user" else known.roles
    return any(each.arn == name for each in entities.values())
