"""What IAM refuses in a role's trust policy.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
"""

from __future__ import annotations

import re

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.iam.actions.catalogue import service_names
from awslab.cloud.iam.moto_iam import Identities
from awslab.cloud.iam.policies.document import Document
from awslab.cloud.iam.policies.parsing import MalformedPolicyError, parse_policy
from awslab.cloud.iam.policies.policy_text import policy_size

_PRINCIPALS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html"
_QUOTAS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"
_SIZE = 2048
_DOMAINS = (".amazonaws.com", ".amazonaws.com.cn", ".aws.internal", ".amazon.com")
_NAMES = frozenset(
    {
        *("airflow-env", "edgelambda", "ec2fleet", "emrwal", "iotevents", "lexv2", "macie", "migrationhub"),
        *("opensearchservice", "sdmp", "spot", "spotfleet", "transitgateway", "vmie", "vpc-flow-logs"),
    }
)
"""Service principals that are called otherwise than their services' actions."""
_ENTITY = re.compile(r"arn:aws:iam::(\d{12}):(user|role)/.+")


@guard("iam", "CreateRole", "UpdateAssumeRolePolicy", phase=Phase.IDENTIFIER, source=_PRINCIPALS)
def trust_policy_is_well_formed(request: AwsRequest, state: State) -> Refusal | None:
    """Refuse a document without principals, with resources, or with principals that are not there.

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


@guard("iam", "CreateRole", "UpdateAssumeRolePolicy", phase=Phase.IDENTIFIER, source=_QUOTAS)
def trust_policy_fits_quota(request: AwsRequest, _: State) -> Refusal | None:
    """Refuse a trust policy of more than 2,048 characters."""
    parameters = request.parameters
    if policy_size(parameters.get("AssumeRolePolicyDocument") or parameters.get("PolicyDocument")) <= _SIZE:
        return None
    return Refusal("LimitExceeded", f"Cannot exceed quota for ACLSizePerRole: {_SIZE}", 409)


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
    domain = next((domain for domain in _DOMAINS if principal.endswith(domain)), None)
    if domain is None:
        return False
    names = service_names() | _NAMES
    parts = principal.removesuffix(domain).split(".")
    return any(part in names or part.partition("-")[0] in names for part in parts)


def _exists(arn: str, state: State) -> bool:
    """Whether a principal is there: users and roles of this account must be; those of other accounts are not known."""
    parts = _ENTITY.fullmatch(arn)
    if parts is None or parts[1] != state.account_id or arn.endswith(":user/learner"):
        return True
    return Identities(state.account_id).entity(parts[2], arn) is not None
