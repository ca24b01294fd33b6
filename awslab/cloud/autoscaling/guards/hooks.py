"""What lifecycle hooks refuse. The words are not AWS's."""

from __future__ import annotations

from awslab.cloud.autoscaling.guards.groups import group_of, invalid
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/"


@guard("autoscaling", "PutLifecycleHook", phase=Phase.COMBINATION, source=_API + "API_PutLifecycleHook.html")
def hook_is_possible(request: AwsRequest, state: State) -> Refusal | None:
    """A new hook has a transition; the timeout is 30 to 7,200 seconds, the default result one of two words."""
    parameters, group = request.parameters, group_of(request, state)
    has_hook = state.scaling(request.region).has_hook
    is_new = group is not None and not has_hook(group.name, parameters["LifecycleHookName"])
    if is_new and not parameters.get("LifecycleTransition"):
        return invalid("LifecycleTransition is required for a new lifecycle hook.")
    if parameters.get("HeartbeatTimeout") is not None and not 30 <= int(parameters["HeartbeatTimeout"]) <= 7200:
        return invalid("HeartbeatTimeout must be between 30 and 7200 seconds.")
    if str(parameters.get("DefaultResult") or "ABANDON").upper() not in ("CONTINUE", "ABANDON"):
        return invalid("DefaultResult must be CONTINUE or ABANDON.")
    return None


@guard("autoscaling", "CompleteLifecycleAction", phase=Phase.SHAPE, source=_API + "API_CompleteLifecycleAction.html")
def action_result_is_known(request: AwsRequest, _: State) -> Refusal | None:
    """The result is one of two words."""
    if str(request.parameters["LifecycleActionResult"]).upper() in ("CONTINUE", "ABANDON"):
        return None
    return invalid("LifecycleActionResult must be CONTINUE or ABANDON.")
