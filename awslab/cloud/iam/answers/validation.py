"""ValidatePolicy of IAM Access Analyzer, a service that moto does not have.

https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ValidatePolicy.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer
from awslab.cloud.iam.actions_catalogue import action_names, service_names
from awslab.cloud.iam.finding import Catalogue, Finding
from awslab.cloud.iam.findings import findings
from awslab.cloud.iam.spans import Path, Span, value_spans

_PAGE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html"
_ANCHORS = {"ERROR": "error", "WARNING": "general-warning", "SECURITY_WARNING": "security-warning"}
_TRUST = "AWS::IAM::AssumeRolePolicyDocument"
_CATALOGUE = Catalogue(service_names, action_names)


class PolicyValidator:
    """An extension of the gateway for one operation of Access Analyzer."""

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """The findings; a policy is given as text, which need not be JSON."""
        if (request.service, request.operation) != ("accessanalyzer", "ValidatePolicy"):
            return None
        given = request.parameters
        text = str(given.get("policyDocument", ""))
        is_trust = given.get("validatePolicyResourceType") == _TRUST
        found = findings(text, given.get("policyType", "IDENTITY_POLICY"), _CATALOGUE, is_trust=is_trust)
        spans = {} if found and found[0].code == "JSON_SYNTAX_ERROR" else value_spans(text)
        return answer(request, {"findings": [_told(each, text, spans) for each in found]})

    def after(self, request: AwsRequest, response: AwsResponse) -> None:
        """Nothing follows."""

    def close(self) -> None:
        """Nothing is held."""


def _told(finding: Finding, text: str, spans: Mapping[Path, Span]) -> dict[str, Any]:
    start, end = spans.get(finding.path, (0, len(text)))
    path = [{"index": each} if isinstance(each, int) else {"value": each} for each in finding.path]
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
