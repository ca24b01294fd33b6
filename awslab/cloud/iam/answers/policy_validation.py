"""ValidatePolicy of IAM Access Analyzer, a service that moto does not have.

https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ValidatePolicy.html
"""

from __future__ import annotations

from collections.abc import Mapping

from awslab.cloud.gateway.behaviour import answers
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer
from awslab.cloud.iam.actions.catalogue import action_names, service_names
from awslab.cloud.iam.policies.findings.checks import findings
from awslab.cloud.iam.policies.findings.finding import Catalogue, Finding
from awslab.cloud.iam.policies.spans import Path, Span, value_spans
from awslab.cloud.ports.context import GatewayContext

_PAGE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html"
_ANCHORS = {"ERROR": "error", "WARNING": "general-warning", "SECURITY_WARNING": "security-warning"}
_TRUST = "AWS::IAM::AssumeRolePolicyDocument"
_CATALOGUE = Catalogue(service_names, action_names)


@answers(
    "accessanalyzer",
    "ValidatePolicy",
    source="https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ValidatePolicy.html",
)
def validate_policy(request: AwsRequest, _: GatewayContext) -> AwsResponse:
    """Return the findings about a policy, whose text need not be JSON."""
    parameters = request.parameters
    text = str(parameters.get("policyDocument", ""))
    is_trust = parameters.get("validatePolicyResourceType") == _TRUST
    policy_findings = findings(text, parameters.get("policyType", "IDENTITY_POLICY"), _CATALOGUE, is_trust=is_trust)
    is_json = not policy_findings or policy_findings[0].code != "JSON_SYNTAX_ERROR"
    spans = value_spans(text) if is_json else {}
    return answer(request, {"findings": [_shown_finding(finding, text, spans) for finding in policy_findings]})


def _shown_finding(finding: Finding, text: str, spans: Mapping[Path, Span]) -> dict[str, object]:
    start, end = spans.get(finding.path, (0, len(text)))
    path = [{"index": step} if isinstance(step, int) else {"value": step} for step in finding.path]
    anchor = f"{_ANCHORS[finding.type]}-{finding.code.lower().replace('_', '-')}"
    return {
        "findingType": finding.type,
        "issueCode": finding.code,
        "findingDetails": finding.details,
        "learnMoreLink": f"{_PAGE}#access-analyzer-reference-policy-checks-{anchor}",
        "locations": [{"path": path, "span": {"start": _position(text, start), "end": _position(text, end)}}],
    }


def _position(text: str, offset: int) -> dict[str, int]:
    line = text.count("\n", 0, offset) + 1
    return {"line": line, "column": offset - text.rfind("\n", 0, offset) - 1, "offset": offset}
