"""Reachability Analyzer, which the sandbox does not have."""

from __future__ import annotations

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest


@guard(
    "ec2",
    "CreateNetworkInsightsPath",
    "StartNetworkInsightsAnalysis",
    phase=Phase.SHAPE,
    source="https://docs.aws.amazon.com/vpc/latest/reachability/what-is-reachability-analyzer.html",
)
def reachability_analyzer_is_not_implemented(request: AwsRequest, _: State) -> Refusal | None:
    """The sandbox has awslab's packet tracer in place of Reachability Analyzer."""
    sentence = (
        f"The sandbox does not implement ec2.{request.operation}. Real AWS does. To see whether and why a packet gets "
        "through here, use: awslab trace"
    )
    return Refusal("NotImplemented", sentence, 501)
