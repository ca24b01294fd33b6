"""Everything of moto's EC2 that compute reads, writes or replaces."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from moto.core.responses import ActionResult
from moto.core.types import Base64EncodedString
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.elastic_network_interfaces import NetworkInterface, NetworkInterfaceBackend
from moto.ec2.models.instances import Instance, InstanceState
from moto.ec2.responses.general import General
from moto.ec2.responses.instances import InstanceResponse

from awslab.cloud.ec2.life import moto_launches
from awslab.cloud.ec2.life.console import console
from awslab.cloud.ec2.life.power import CODES, Power
from awslab.cloud.elbv2.edge.user_data import said
from awslab.cloud.gateway.corrections import Original, correct
from awslab.cloud.ports.clock import moment

_taken: list[Callable[[], float]] = []


def take_over(clock: Callable[[], float]) -> None:
    """Let moto's instances live by this clock, in this process."""
    if not _taken:
        _replace()
        moto_launches.take_over()
    _taken[:] = [clock]


def power(instance: Any) -> Power:
    """What was asked of an instance last."""
    found: Power = vars(instance)["power"]
    return found


def change_power(instance: Any, value: Power) -> None:
    """Something else is asked of it."""
    vars(instance)["power"] = value


def _now() -> float:
    return _taken[0]()


def _replace() -> None:
    Instance._state = property(_state, _begin)  # type: ignore[assignment]
    Instance.instance_status = Instance.system_status = property(_check)  # type: ignore[assignment]
    correct(Instance, "__init__")(_launch)
    correct(Instance, "start")(_start)
    correct(Instance, "stop")(_stop)
    correct(Instance, "terminate")(_terminate)
    correct(Instance, "reboot")(_reboot)
    for name in ("start_instances", "stop_instances", "terminate_instances"):
        correct(InstanceResponse, name)(_current_states)
    correct(NetworkInterface, "stop")(_keep_elastic_address)
    correct(NetworkInterface, "check_auto_public_ip")(_keep_elastic_address)
    correct(NetworkInterfaceBackend, "create_network_interface")(_address_of_the_subnet)
    correct(General, "get_console_output")(_console_output)


def _state(instance: Any) -> InstanceState:
    name = power(instance).state(_now())
    return InstanceState(name, CODES[name])


def _begin(instance: Any, _: InstanceState) -> None:
    """moto sets it once, when an instance is launched; from then on it follows the clock."""
    change_power(instance, Power("on", _now()))


def _check(instance: Any) -> dict[str, Any]:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-system-instance-status-check.html"""
    status = power(instance).check(_now())
    if status == "not-applicable":
        return {"Status": status}
    passed = "passed" if status == "ok" else status
    return {"Status": status, "Details": [{"Name": "reachability", "Status": passed}]}


def _launch(original: Original, instance: Any, backend: Any, *positional: Any, **named: Any) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html: without a subnet, the default
    subnet of the zone; whether there is a public address is up to the subnet.

    The network interfaces that come with an instance go with it:
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceNetworkInterfaceSpecification.html
    """
    specified = named.get("nics") or []
    if not named.get("subnet_id") and not any({"SubnetId", "NetworkInterfaceId"} & each.keys() for each in specified):
        zone = named.get("placement") or f"{backend.region_name}a"
        default = backend.get_default_subnets().get(zone)
        named["subnet_id"] = default.id if default else None
    named.setdefault("associate_public_ip", None)
    original(instance, backend, *positional, **named)
    kept = {int(each["DeviceIndex"]) for each in specified if _outlives(each)}
    for index, nic in instance.nics.items():
        nic.delete_on_termination = index not in kept


def _outlives(specified: dict[str, Any]) -> bool:
    return "NetworkInterfaceId" in specified or specified.get("DeleteOnTermination") is False


def _start(original: Original, instance: Any) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StartInstances.html"""
    before = instance._state
    if before.name in ("pending", "running"):
        return before
    _must_be(instance, "stopped", "started")
    original(instance)
    change_power(instance, Power("on", _now()))
    instance.launch_time = moment(_now())
    return before


def _stop(original: Original, instance: Any) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StopInstances.html"""
    before = instance._state
    if before.name in ("stopping", "stopped"):
        return before
    _must_be(instance, "running", "stopped")
    original(instance)
    change_power(instance, Power("off", _now()))
    return before


def _terminate(original: Original, instance: Any) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/terminating-instances.html: an Elastic IP address is
    disassociated. Terminating again changes nothing."""
    before = instance._state
    if before.name in ("shutting-down", "terminated"):
        return before
    nics = list(instance.nics.values())
    change_power(instance, Power("gone", _now()))
    for address in list(instance.ec2_backend.addresses):
        if address.eni in nics and address.association_id:
            instance.ec2_backend.disassociate_address(association_id=address.association_id)
    original(instance)
    return before


def _reboot(_: Original, instance: Any) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-reboot.html: it stays running."""
    _must_be(instance, "running", "rebooted")


def _must_be(instance: Any, state: str, done: str) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html (IncorrectInstanceState)."""
    if instance.state != state:
        sentence = f"The instance '{instance.id}' is not in a state from which it can be {done}."
        raise EC2ClientError("IncorrectInstanceState", sentence)


def _current_states(original: Original, response: Any) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceStateChange.html"""
    answer = original(response)
    for changes in answer.result.values():
        for change in changes:
            change["CurrentState"] = copy.copy(response.ec2_backend.get_instance(change["InstanceId"])._state)
    return answer


def _keep_elastic_address(original: Original, nic: Any) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html: an Elastic IP address stays
    when the instance stops, and takes the place of the address that the subnet gives."""
    if not any(each.eni is nic and each.public_ip == nic.public_ip for each in list(nic.ec2_backend.addresses)):
        original(nic)


def _address_of_the_subnet(
    original: Original, backend: Any, subnet: Any, private_ip_address: Any, *more: Any, **named: Any
) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkInterface.html: EC2 selects an address
    from the subnet's range when none is given."""
    if not private_ip_address and not (named.get("private_ip_addresses") or (more and more[0])):
        found = backend.get_subnet(subnet) if isinstance(subnet, str) else subnet
        private_ip_address = found.get_available_subnet_ip(None)
    return original(backend, subnet, private_ip_address, *more, **named)


def _console_output(_: Original, response: Any) -> ActionResult:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetConsoleOutput.html: none before the instance has
    booted."""
    instance = response.ec2_backend.get_instance(response._get_param("InstanceId"))
    booted = moment(power(instance).settles)
    result = {"InstanceId": instance.id, "Timestamp": booted}
    if instance.state == "running":
        facts = {"instance-id": instance.id, "local-ipv4": instance.private_ip}
        facts |= {"local-hostname": instance.private_dns_name, "public-ipv4": instance.public_ip or ""}
        facts |= {"placement/availability-zone": instance.availability_zone}
        written = console(instance.private_dns_name, booted, said(_script(instance), facts))
        result["Output"] = Base64EncodedString.from_raw_string(written)
    return ActionResult(result)


def _script(instance: Any) -> str:
    """Its user data; empty when that is no text."""
    try:
        return str(instance.user_data.decode()) if instance.user_data else ""
    except UnicodeDecodeError:
        return ""
