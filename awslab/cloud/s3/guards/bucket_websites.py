"""Website configurations that S3 refuses. The texts were recorded from the real service (aws-errors.tsv)."""

from __future__ import annotations

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest, Structure
from awslab.cloud.s3.refusals import MALFORMED

_SOURCE = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketWebsite.html"
_PROTOCOL = Refusal(
    "InvalidRequest",
    "Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.",
    400,
)


@guard("s3", "PutBucketWebsite", phase=Phase.SHAPE, source=_SOURCE)
def website_redirects_everything_or_has_an_index(request: AwsRequest, _: State) -> Refusal | None:
    """A website has either RedirectAllRequestsTo alone, or an index document whose suffix has no slash."""
    configuration = request.parameters.get("WebsiteConfiguration") or {}
    everywhere = configuration.get("RedirectAllRequestsTo")
    if everywhere:
        if len(configuration) > 1:
            message = "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules."
            return Refusal("InvalidArgument", message, 400)
        return _PROTOCOL if _has_other_protocol(everywhere) else None
    index = configuration.get("IndexDocument")
    if index is None:
        message = "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty"
        return Refusal("InvalidArgument", message, 400)
    suffix = index.get("Suffix") or ""
    if not suffix or "/" in suffix:
        return Refusal("InvalidArgument", "The IndexDocument Suffix is not well formed", 400)
    return None


@guard("s3", "PutBucketWebsite", phase=Phase.SHAPE, source=_SOURCE)
def routing_rules_are_valid(request: AwsRequest, _: State) -> Refusal | None:
    """A rule replaces the key or its prefix, not both; its condition is left out rather than empty."""
    rules = (request.parameters.get("WebsiteConfiguration") or {}).get("RoutingRules")
    if rules is not None and not rules:
        return MALFORMED
    for rule in rules or ():
        redirect = rule.get("Redirect") or {}
        if "ReplaceKeyPrefixWith" in redirect and "ReplaceKeyWith" in redirect:
            return Refusal("InvalidRequest", "You can only define ReplaceKeyPrefix or ReplaceKey but not both.", 400)
        if "Condition" in rule and not rule["Condition"]:
            message = (
                "Condition cannot be empty. To redirect all requests without a condition, the condition element "
                "shouldn't be present."
            )
            return Refusal("InvalidRequest", message, 400)
        if _has_other_protocol(redirect):
            return _PROTOCOL
    return None


def _has_other_protocol(redirect: Structure) -> bool:
    return redirect.get("Protocol") not in (None, "", "http", "https")
