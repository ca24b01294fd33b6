"""Amazon EC2: the states of instances follow the sandbox's clock; moto changes them at once.

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import cast

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.instances import Instance, InstanceState
from moto.ec2.responses.instances import InstanceResponse

from awslab.cloud.ec2.life.power import CODES, Power, utc
from awslab.cloud.ec2.moto_ec2 import change_power, power
from awslab.cloud.gateway.corrections import Original, correct
from awslab.cloud.ports.clock import CLOCK


def _state(instance: Instance) -> InstanceState:
    name = power(instance).state(CLOCK.time())
    return InstanceState(name, CODES[name])


def _begin(instance: Instance, _: InstanceState) -> None:
    """Take the state that moto sets when an instance is launched; from then on it follows the clock."""
    change_power(instance, Power("on", CLOCK.time()))


def _status_check(instance: Instance) -> dict[str, object]:
    """Return an instance's status check: initializing for a while after its start, then passed.

    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-system-instance-status-check.html
    """
    status = power(instance).check(CLOCK.time())
    if status == "not-applicable":
        return {"Status": status}
    reachability = "passed" if status == "ok" else status
    return {"Status": status, "Details": [{"Name": "reachability", "Status": reachability}]}


Instance._state = property(_state, _begin)  # type: ignore[assignment]
Instance.instance_status = Instance.system_status = property(_status_check)  # type: ignore[assignment, method-assign]


@correct(Instance, "start")
def start(original: Original, instance: Instance) -> InstanceState:
    """Start a stopped instance; one that runs or starts already stays as it is.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StartInstances.html
    """
    previous = instance._state
    if previous.name in ("pending", "running"):
        return previous
    _check_state(instance, "stopped", "started")
    original(instance)
    change_power(instance, Power("on", CLOCK.time()))
    instance.launch_time = utc(CLOCK.time())
    return previous


@correct(Instance, "stop")
def stop(original: Original, instance: Instance) -> InstanceState:
    """Stop a running instance; one that is stopped or stops already stays as it is.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StopInstances.html
    """
    previous = instance._state
    if previous.name in ("stopping", "stopped"):
        return previous
    _check_state(instance, "running", "stopped")
    original(instance)
    change_power(instance, Power("off", CLOCK.time()))
    return previous


@correct(Instance, "terminate")
def terminate(original: Original, instance: Instance) -> InstanceState:
    """Terminate an instance and disassociate its Elastic IP address; terminating again changes nothing.

    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/terminating-instances.html
    """
    previous = instance._state
    if previous.name in ("shutting-down", "terminated"):
        return previous
    nics = list(instance.nics.values())
    change_power(instance, Power("gone", CLOCK.time()))
    for address in list(instance.ec2_backend.addresses):
        if address.eni in nics and address.association_id:
            instance.ec2_backend.disassociate_address(association_id=address.association_id)
    original(instance)
    return previous


@correct(Instance, "reboot")
def reboot(_: Original, instance: Instance) -> None:
    """Reboot an instance: it stays running.

    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-reboot.html
    """
    _check_state(instance, "running", "rebooted")


def _check_state(instance: Instance, state: str, change: str) -> None:
    """Raise IncorrectInstanceState when an instance is not in the state that a change needs.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
    """
    if instance.state != state:
        sentence = f"The instance '{instance.id}' is not in a state from which it can be {change}."
        raise EC2ClientError("IncorrectInstanceState", sentence)


def _with_current_states(original: Original, response: InstanceResponse) -> ActionResult:
    """Answer with the state that each instance has after the call.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceStateChange.html
    """
    answer: ActionResult = original(response)
    for changes in cast(Mapping[str, list[dict[str, object]]], answer.result).values():
        for change in changes:
            change["CurrentState"] = copy.copy(response.ec2_backend.get_instance(change["InstanceId"])._state)
    return answer


for _name in ("start_instances", "stop_instances", "terminate_instances"):
    correct(InstanceResponse, _name)(_with_current_states)
